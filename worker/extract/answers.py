"""What a child's answer means. The child read a file that nobody trusts, so neither is it."""

import hashlib
import json
import signal
import time
from dataclasses import replace
from typing import Any

from worker.casefile import ExtractedDocument
from worker.errors import DeponentError, ReaderKilled, Unreadable
from worker.extract.document_json import from_json
from worker.extract.limits import Limits

PICTURE_BYTES = 20_000_000
"""No picture of a page is larger than this."""

_PNG = b"\x89PNG\r\n\x1a\n"
_LONGEST_MESSAGE = 600
_PICTURES = b'{"pictures_to_read":'
_LONGEST_COUNT = 40
_SIGNALLED = 128
_KILLED_FROM_OUTSIDE = frozenset(
    {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT}
)


def document(answer: bytes, limits: Limits) -> ExtractedDocument:
    """Return the document in an answer, with the contents of its attachments.

    Raises Unreadable: as the child says, or ``reader_crashed`` for an answer that nobody may give.
    """
    try:
        line, rest = _parted(answer)
        return _with_contents(from_json(line["document"]), rest, limits)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise crashed() from None


def picture(answer: bytes) -> bytes:
    """Return the PNG in an answer. Raises Unreadable like ``document``."""
    try:
        line, rest = _parted(answer)
        size = line["picture"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise crashed() from None
    if size != len(rest) or size > PICTURE_BYTES or rest[: len(_PNG)] != _PNG:
        raise crashed()
    return bytes(rest)


def end_of(status: int, limits: Limits, *, ran_out: bool) -> DeponentError | None:
    """Return what became of a child that ended with ``status``, None when it ended well.

    A sandbox says 128 and the signal where a process says minus the signal. ``ran_out``: the
    kernel ended one of its processes for want of memory.
    """
    if status == 0:
        return None
    sent = -status if status < 0 else status - _SIGNALLED
    if sent == signal.SIGXCPU:
        return took_too_long(limits.seconds)
    if ran_out:
        return out_of_memory()
    if sent in _KILLED_FROM_OUTSIDE:
        return ReaderKilled(
            "The reader was stopped from outside while it read this file. It may be read again."
        )
    return crashed()


class Clock:
    """When a child must have answered: later, once, for the pages that it reads from pictures."""

    def __init__(self, limits: Limits) -> None:
        """Start it now."""
        self._limits = limits
        self._started = time.monotonic()
        self._told = False
        self.seconds = limits.seconds

    @property
    def deadline(self) -> float:
        """The time of the monotonic clock at which the child is late."""
        return self._started + self.seconds

    def more_time(self, answer: bytearray) -> float:
        """Take what the child says about pictures from the front of its answer, and count it."""
        line, end, _ = answer.partition(b"\n") if answer.startswith(_PICTURES) else (b"", b"", b"")
        if end and len(line) <= _LONGEST_COUNT and not self._told:
            count = bytes(line).removeprefix(_PICTURES).removesuffix(b"}")
            del answer[: len(line) + 1]
            self._told = True
            if count.isdigit():
                self.seconds = self._limits.seconds_with(int(count))
        return self.deadline


def pictures(count: int) -> bytes:
    """Return the line by which a child says how many pages it reads from their pictures."""
    return b"%b%d}\n" % (_PICTURES, count)


def _parted(answer: bytes) -> tuple[dict[str, Any], memoryview]:
    """Return the line of JSON and the bytes after it. Raises the refusal, if it is one."""
    line, _, _ = answer.partition(b"\n")
    found = json.loads(line)
    if not isinstance(found, dict):
        raise TypeError
    if "unreadable" in found:
        raise _refusal(found["unreadable"])
    return found, memoryview(answer)[len(line) + 1 :]


def _with_contents(
    document: ExtractedDocument, rest: memoryview, limits: Limits
) -> ExtractedDocument:
    sizes = [attachment.size for attachment in document.attachments]
    if len(sizes) > limits.attachments or sum(sizes) > limits.inflated_bytes:
        raise ValueError
    if any(size < 0 for size in sizes) or sum(sizes) != len(rest):
        raise ValueError
    filled = []
    for attachment in document.attachments:
        content, rest = bytes(rest[: attachment.size]), rest[attachment.size :]
        if hashlib.sha256(content).hexdigest() != attachment.sha256:
            raise ValueError
        filled.append(replace(attachment, content=content))
    return replace(document, attachments=tuple(filled))


def _refusal(refusal: object) -> Unreadable:
    if not isinstance(refusal, list) or len(refusal) != 2:
        raise TypeError
    reason, message = refusal
    if reason == "out_of_memory":
        return out_of_memory()
    if not (isinstance(reason, str) and reason.isidentifier() and isinstance(message, str)):
        raise TypeError
    # Half a surrogate pair or a control character would break whoever stores or shows the words.
    if not (message.strip() and message.isprintable()):
        raise ValueError
    return Unreadable(reason[:64], message[:_LONGEST_MESSAGE])


def out_of_memory() -> Unreadable:
    """Return the refusal of a file that takes more than one file may."""
    return Unreadable(
        "out_of_memory",
        "Reading this file needs more memory than one file may use. "
        "Save it anew from its original program, or split it.",
    )


def took_too_long(seconds: float) -> Unreadable:
    """Return the refusal of a file that was not read in so many seconds."""
    return Unreadable(
        "took_too_long",
        f"Reading this file was stopped after {seconds:.0f} seconds. "
        "Save it anew from its original program, or split it.",
    )


def crashed() -> Unreadable:
    """Return the refusal of a file on which the reader failed."""
    return Unreadable(
        "reader_crashed",
        "The reader failed on this file and was stopped; nothing else was affected. "
        "Save it anew from its original program and upload that.",
    )
