"""Mailboxes (mbox): messages one after the other, each of which becomes a statement of its own."""

import re

from worker.casefile import ExtractedDocument
from worker.extract import READER_VERSION, sniff
from worker.extract.flow import Flow
from worker.extract.limits import Limits

READER = f"deponent-mailbox {READER_VERSION}"

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Take a mailbox apart. Raises Unreadable."""
    flow = Flow(limits)
    starts = [found.start() for found in sniff.MBOX_FROM.finditer(data)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        message = data[start:end].partition(b"\n")[2].rstrip(b"\r\n") + b"\n"
        flow.attach(f"message-{number}.eml", _QUOTED_FROM.sub(rb"\1", message))
    return flow.document(media_type=sniff.MBOX, reader=READER)
