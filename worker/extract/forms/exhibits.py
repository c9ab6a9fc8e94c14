"""Exhibits that a statement produces without a label: no reference that others could cite."""

import re
from collections.abc import Iterator

_NO_LETTERS = (
    r"(?!(?:WPC|PCSO|PC|PS|TDC|DCI|DC|DS|DI|CI|SGT|INSP|CAD|URN|IC|MG|CCTV|BMW|CRIS|NHS|IP|ID|AM|PM|"
    r"JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN|AGE|FLAT|ROOM|"
    r"PAGE|PARA|UNIT|BUS|ROAD|AND|THE|FOR|TO|AT|ON|OF|IN|BY|NO)\s?\d)"
)
_REFERENCE = re.compile(
    r"\b[^\W\d_]{1,4}\s?[/\\-]\s?[A-Z]{0,3}\s?/?\d{1,4}[A-Za-z]?\b"
    # "JS1" and "JS 1", but no officer ("PC 77"), no postcode and no number plate.
    rf"|\b{_NO_LETTERS}(?-i:[A-Z]{{2,4}}\s?\d{{1,3}}[A-Z]?)\b(?!\s?(?-i:\d?[A-Z]{{2,3}})\b)"
    r"|\b(?:exhibit|label|item|marked|reference|ref|seal|bag)\s*(?:no\.?|number|ref\.?|reference)?"
    r"\s*:?\s*\(?(?-i:[A-Z]{0,6})\s?[/-]?\s?\d{1,9}|\b[A-Z]\d{6,}\b",
    re.IGNORECASE,
)
_LEAD = (
    r"(?:(?:can|now|will|would|hereby|therefore|also|do|then|have|wish\s+to|am\s+able\s+to|"
    r"am\s+in\s+a\s+position\s+to)\s+){0,3}"
)
_THINGS = (
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|several|some|\d{1,3})\s+(?:\w+\s+){0,2})?"
    r"(?:photograph|photo|picture|image|screen\s?shot|cop(?:y|ie)|footage|cctv|recording|still|"
    r"print\s?out|receipt|record|document|message|email|clip)s?\b"
)
_PRODUCES = re.compile(
    rf"\bI\s+{_LEAD}(?:produced?|exhibit(?:ed)?)\s+"
    rf"(?:(?:this|these|them|it|the|a|an|my|his|her|that|those|both)\b|{_THINGS})[^.;?!]{{0,160}}"
    r"|\b(?:which|that|whom?)\s+I\s+(?:(?:can|now|hereby|also|do|will)\s+){0,2}"
    r"(?:produce|exhibit)\b[^.;?!]{0,80}"
    r"|\b(?:and|then|,)\s+(?:then\s+)?exhibited\s+(?:it|them|this|these|both)\b"
    r"|\b(?:is|are|was|were|been)\s+(?:\w+\s+){0,2}?exhibited\b(?!\s+(?:at|in)\s+(?:the|a|an)\b)",
    re.IGNORECASE,
)
_AS_EXHIBIT = re.compile(
    r"\b(?:produced?|seized?|hand(?:ed)?|submit(?:ted)?|exhibit(?:ed)?|recovered|attach(?:ed)?|"
    r"identif(?:y|ied)|refer(?:red)?|took|marked)\b"
    r"[^.;?!]{0,120}?\b(?:as\s+(?:(?:an|my|our|police)\s+)?exhibits?\b|marked\s+(?:as\s+)?exhibit\b)",
    re.IGNORECASE,
)
_NO_EXHIBIT = re.compile(
    r"\bproduced?\s+(?:(?:a|an|the|his|her|my|this|that|it|them|those|these)\s+)?(?:\w+\s+){0,2}?"
    r"(?:sound|noise|report|statement|identification|warrant\s+card|id|licence|"
    r"passport|ticket|card|from|at\s+court|in\s+court|at\s+(?:the|a)\s+\w+)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bNo)(?<!\bRef)[.?!][\"')\u2019\u201d]*\s+"
)
_SPEAKS_OF = re.compile(r"exhibit|produce", re.IGNORECASE)
_AFTER, _BEFORE = 2, 1
"""So many sentences after or before may say the label: "I took a picture (JS/1). I produce it."."""


def without_label(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where ``text[start:end]`` produces an exhibit and no reference stands near."""
    if _SPEAKS_OF.search(text, start, end) is None:
        return
    told = list(_sentences(text, start, end))
    produced = [_produces(text, *span) for span in told]
    for at, place in enumerate(produced):
        if place is None or _has_reference(text, told[at]):
            continue
        low, high = max(0, at - _BEFORE), min(len(told), at + _AFTER + 1)
        # A reference in a sentence that produces something else is that other thing's.
        near = (told[i] for i in range(low, high) if i != at and produced[i] is None)
        if not any(_has_reference(text, span) for span in near):
            yield place


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _SENTENCE_END.finditer(text, start, end):
        yield at, found.end()
        at = found.end()
    if at < end:
        yield at, end


def _produces(text: str, start: int, end: int) -> int | None:
    """Return where a sentence produces an exhibit, None where it does not."""
    if _SPEAKS_OF.search(text, start, end) is None:
        return None
    for pattern in (_AS_EXHIBIT, _PRODUCES):
        for found in pattern.finditer(text, start, end):
            if not _NO_EXHIBIT.search(found[0]):
                return found.start()
    return None


def _has_reference(text: str, span: tuple[int, int]) -> bool:
    return _REFERENCE.search(text, *span) is not None
