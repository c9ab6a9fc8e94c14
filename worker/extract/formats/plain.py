"""Plain text in any common encoding, and statement forms that were typed as text."""

import re

from worker.casefile import ExtractedDocument, Notice
from worker.errors import Unreadable
from worker.extract import READER_VERSION, sniff, typed_text
from worker.extract.encodings import REPLACEMENT, decode
from worker.extract.limits import Limits

READER = f"deponent-text {READER_VERSION}"

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_TERMINAL_CODES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\)"
    r"|[()*+][0-9A-Za-z]|[=>78DEHMNOc])"
)
_DIRECTION_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read plain text, form feeds being page breaks. Raises Unreadable."""
    decoded, notices = decode(data)
    decoded, codes = _TERMINAL_CODES.subn("", decoded)
    if codes:
        notices.append(
            Notice(
                code="terminal_codes_left_out",
                message=f"{codes} codes for a terminal or printer (colours and the like) were left "
                "out of the text.",
            )
        )
    if _DIRECTION_MARKS.search(decoded):
        notices.append(
            Notice(
                code="direction_marks",
                message="The text has marks that turn its direction round, so that it may look "
                "different from what it says. They were left in. Compare with the original.",
            )
        )
    text, unprintable = _normalise(decoded)
    if not text.strip():
        raise Unreadable(
            "no_text",
            "The file has no words in it, only spaces and empty lines. "
            "Look in its own program for what it should hold, and upload that.",
        )
    if unprintable:
        notices.append(
            Notice(
                code="unreadable_characters",
                message=f"{unprintable} characters could not be read and are shown as "
                f"{REPLACEMENT}. Compare with the original.",
            )
        )
    text, spans = _split_pages(text)
    if len(spans) > limits.pages:
        raise Unreadable(
            "too_many_pages", f"The file has {len(spans)} pages; at most {limits.pages} are read."
        )
    return typed_text.compose(
        text, spans, media_type=sniff.PLAIN_TEXT, reader=READER, notices=notices
    )


def _normalise(text: str) -> tuple[str, int]:
    """Return ``text`` with plain line ends and visible damage, and how much damage there is."""
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    text = _UNPRINTABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))
    return text, text.count(REPLACEMENT)


def _split_pages(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with its form feeds taken out, and where each page stands in it."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number, page in enumerate(text.split("\f")):
        # A form feed stands where a line ends; a text that ends in one has no page after it.
        if number and parts[-1] and not parts[-1].endswith("\n"):
            parts.append("\n")
            at += 1
        parts.append(page)
        spans.append((at, at + len(page)))
        at += len(page)
    if len(spans) > 1 and not text.rsplit("\f", 1)[1].strip():
        spans.pop()
    return "".join(parts), spans
