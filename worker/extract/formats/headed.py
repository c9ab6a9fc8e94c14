"""A message as a document: its header lines above whatever its body is.

The body is read by itself, so that the date a message was sent is not taken for the statement's.
"""

from collections.abc import Sequence
from dataclasses import replace

from worker.casefile import ExtractedDocument, Page, Segment
from worker.extract.flow import Flow

_NO_BODY = "The message has no words in its body"


def document(
    lines: Sequence[str], flow: Flow, *, media_type: str, reader: str
) -> ExtractedDocument:
    """Return the message of header ``lines`` whose body was written into ``flow``.

    Raises Unreadable when there is nothing in it at all.
    """
    above = Flow(flow.limits)
    above.write("\n".join(line for line in lines if line.strip()))
    head = above.text
    if not head:
        return replace(flow.document(media_type=media_type, reader=reader), kind="message")
    if not flow.text.strip():
        return _only_head(head, flow, media_type, reader)
    body = flow.document(media_type=media_type, reader=reader)
    by = len(head) + 2
    first, *others = [replace(s, start=s.start + by, end=s.end + by) for s in body.segments]
    return replace(
        body,
        text=f"{head}\n\n{body.text}",
        kind="message",
        segments=(replace(first, start=0), *others),
        narrative=tuple((start + by, end + by) for start, end in body.narrative),
        form=tuple(replace(f, start=f.start + by, end=f.end + by) for f in body.form),
        turns=tuple(replace(t, start=t.start + by, end=t.end + by) for t in body.turns),
    )


def _only_head(head: str, flow: Flow, media_type: str, reader: str) -> ExtractedDocument:
    if not flow.attachments:
        flow.note("page_blank", f"{_NO_BODY} and no files with it.")
    page = Page(
        number=1, method="text", confidence=None, role="page", disclosable=True, width=0, height=0
    )
    return ExtractedDocument(
        media_type=media_type,
        reader=reader,
        text=head,
        pages=(page,),
        segments=(Segment(start=0, end=len(head), page=1),),
        narrative=(),
        warnings=tuple(flow.all_notices()),
        kind="message",
        attachments=tuple(flow.attachments),
    )
