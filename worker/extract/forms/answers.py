"""Check boxes and printed questions: what was ticked, and what was written after the question."""

import re

from worker.extract.formats.symbols import ALL_TICKED, ALL_UNTICKED

_BOX = re.compile(
    rf"(?P<ticked>[{ALL_TICKED}]|\[\s*[xX\u2713\u2714/]\s*\]|\(\s*[xX\u2713\u2714]\s*\))"
    rf"|(?P<empty>[{ALL_UNTICKED}]|\[\s*_*\s*\]|\(\s{{0,3}}\))"
)
_EDGES = " \t\n.:,;_\u2026/|-\u2013\u2014()\"'*?"
_YES_NO = re.compile(
    r"\b(?:yes|no|n/?a|not applicable|not required|none|true|y|n|(?:nac\s+)?(?:ydw|ydi|oes))\b",
    re.IGNORECASE,
)
_ENDS_YES_NO = re.compile(r"\b(?:yes|no|male|female|y|n)$", re.IGNORECASE)
_IF = re.compile(
    r"\(?\bif\s+\W?(?:not|no|yes|so|applicable|required)\b(?:[^?:().]|\([^()]{0,20}\)){0,120}?"
    r"(?:\bMG\s?\d+\w?\b\)?\.?|[.)?](?=\s|$))",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?:](?=\s|$|[\u2610-\u2612\[])")
_CHOICE = re.compile(
    r"\(?\s*(?:please\s+)?(?:tick|delete|circle)\b[^)?:]{0,40}[)?:]?", re.IGNORECASE
)

Span = tuple[int, int]


def has_boxes(text: str, start: int, end: int) -> bool:
    """Whether there are check boxes in ``text[start:end]``."""
    return _BOX.search(text, start, end) is not None


def ticked(text: str, start: int, end: int) -> list[Span]:
    """Return the words beside each ticked box, in order; a box with no words of its own is left.

    Boxes stand all before their words or all after them, whichever the first one does.
    """
    boxes = list(_BOX.finditer(text, start, end))
    if not boxes:
        return []
    if _boxes_come_after(text, start, end, boxes):
        # "Yes [x] No [ ]": the words before a box are its own.
        edges = [start, *(box.end() for box in boxes)]
        words = [(edges[at], box.start()) for at, box in enumerate(boxes)]
    else:
        edges = [*(box.start() for box in boxes[1:]), end]
        words = [(box.end(), edges[at]) for at, box in enumerate(boxes)]
    found = []
    for box, span in zip(boxes, words, strict=True):
        own = stripped(text, *span)
        if box["ticked"] and own:
            found.append(_last_answer(text, own))
    return found


def _boxes_come_after(text: str, start: int, end: int, boxes: list[re.Match[str]]) -> bool:
    """Whether each box stands after its words rather than before them."""
    before = text[start : boxes[0].start()].strip(_EDGES)
    after = text[boxes[-1].end() : end].strip(_EDGES)
    if not before or not after:
        return bool(before)
    # With words on both sides the question's end shows where the answers begin.
    return _ENDS_YES_NO.search(before) is not None


def _last_answer(text: str, span: Span) -> Span:
    """Narrow "in court? Yes" to the answer: what comes after the last question mark or colon."""
    asks = [found.end() for found in _ASKS.finditer(text, *span)]
    after = stripped(text, asks[-1], span[1]) if asks else None
    if after is None:
        after = span
    yes_no = list(_YES_NO.finditer(text, *after))
    # Printed words before a "Yes" that ends it are the question's.
    if yes_no and yes_no[-1].end() == after[1]:
        return yes_no[-1].span()
    return after


def written(text: str, start: int, end: int) -> Span | None:
    """Return what was written after a printed question, without its printed directions."""
    asks = [found.end() for found in _ASKS.finditer(text, start, end)]
    directions = (*_IF.finditer(text, start, end), *_CHOICE.finditer(text, start, end))
    asks += [found.end() for found in directions]
    after = max(asks, default=None)
    if after is not None:
        return stripped(text, after, end)
    # A question without its mark: only a plain answer at its end can be told from it.
    plain = list(_YES_NO.finditer(text, start, end))
    if plain and not text[plain[-1].end() : end].strip(_EDGES):
        return plain[-1].span()
    return None


def stripped(text: str, start: int, end: int) -> Span | None:
    """Narrow a span to what has letters or figures, None where nothing has."""
    while start < end and (text[start] in _EDGES or text[start] in ALL_TICKED + ALL_UNTICKED):
        start += 1
    while end > start and text[end - 1] in _EDGES[:13]:
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
