"""Exhibits that a statement produces without a label: no reference that others could cite."""

import re
from collections.abc import Iterator

_REFERENCE = re.compile(
    r"\b[^\W\d_]{1,4}\s?[/\\-]\s?[A-Z]{0,3}\s?/?\d{1,4}[A-Za-z]?\b|\b[A-Z]{2,4}\d{1,3}\b|\b(?-i:[A-Z]{2,4})\s\d{1,3}\b"
    r"|\b(?:exhibit|label|item|marked|reference|ref|seal|bag)\s*(?:no\.?|number|ref\.?|reference)?"
    r"\s*:?\s*[A-Z]{0,6}\s?[/-]?\s?\d{1,9}|\b[A-Z]\d{6,}\b",
    re.IGNORECASE,
)
_PRODUCES = re.compile(
    r"\bI\s+(?:(?:can|now|will|would|hereby|therefore|also|do|wish\s+to|am\s+able\s+to)\s+){0,2}"
    r"(?:produced?|exhibit(?:ed)?)\s+(?:(?:this|these|them|it|the|a|an|my|his|her|that|those|both)"
    r"\b)[^.;?!]{0,160}",
    re.IGNORECASE,
)
_AS_EXHIBIT = re.compile(
    r"\b(?:produced?|seized?|handed|submit(?:ted)?|exhibit(?:ed)?|recovered|attach(?:ed)?)\b"
    r"[^.;?!]{0,120}?\bas\s+(?:an|my|our|police)\s+exhibits?\b",
    re.IGNORECASE,
)
_NO_EXHIBIT = re.compile(
    r"\bproduced?\s+(?:(?:a|an|the|his|her|my|this|that|it|them|those|these)\s+)?(?:\w+\s+){0,2}?"
    r"(?:sound|noise|report|statement|identification|warrant\s+card|id|licence|"
    r"passport|ticket|card|from|at\s+court|in\s+court)\b",
    re.IGNORECASE,
)
_AFTER, _BEFORE = 260, 160


def without_label(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where ``text[start:end]`` produces an exhibit and no reference stands near."""
    last = -1
    for pattern in (_AS_EXHIBIT, _PRODUCES):
        for found in pattern.finditer(text, start, end):
            if found.start() < last:
                continue
            near = text[max(start, found.start() - _BEFORE) : min(end, found.end() + _AFTER)]
            if _REFERENCE.search(near) or _NO_EXHIBIT.search(found[0]):
                continue
            last = found.end()
            yield found.start()
