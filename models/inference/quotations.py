"""Where quoted speech stands: in straight, curly, single and angle marks, also ill-paired."""

import re
from collections.abc import Sequence

from models.inference.results import Span

# Beyond so many characters the closing mark was probably forgotten.
LONGEST = 600
_MARK = re.compile(r"[\"“”„«»]")
_SINGLE = re.compile(
    r"['\u2018](?<![\w.,!?].)(?=\w)(?:(?!\n\s*\n)[^\u2018]){1,300}?[.,!?]['\u2019](?=[\s,.;:)]|$)"
)
# Every quotation holds a mark, or a stop right before a single one. Most sentences hold neither,
# and an apostrophe alone is no reason to look.
_HINT = re.compile(r"[\"“”„«».,!?](?:(?<![.,!?])|['\u2019])")
_OPENS, _CLOSES = "“„«", "”»"
_BEFORE_OPENING = "(["


def quotations(text: str, start: int, end: int, breaks: Sequence[int] = ()) -> list[Span]:
    """Return the quotations in ``text[start:end]``, in order and apart.

    Args:
        text: the passage's text.
        start: where to begin.
        end: where to stop.
        breaks: where paragraphs begin; no quotation runs over one.

    Returns:
        For each its opening mark's place and its closing mark's. An opening mark that is never
        closed opens nothing.
    """
    if not _HINT.search(text, start, end):
        return []
    spans: list[Span] = []
    opened: int | None = None
    edges = iter(sorted(breaks))
    edge = next(edges, end)
    for match in _MARK.finditer(text, start, end):
        place = match.start()
        while edge <= place and edge < end:
            opened, edge = None, next(edges, end)
        if opened is not None and (place - opened > LONGEST or _opens(text, place, start)):
            opened = None
        if opened is None:
            opened = place if match[0] not in _CLOSES else None
        else:
            spans.append((opened, place))
            opened = None
    spans.extend((match.start(), match.end() - 1) for match in _SINGLE.finditer(text, start, end))
    return _apart(sorted(spans))


def _opens(text: str, place: int, start: int) -> bool:
    """Whether the mark at ``place`` can only open a quotation."""
    if text[place] in _OPENS:
        return True
    if text[place] in _CLOSES:
        return False
    before = text[place - 1] if place > start else " "
    after = text[place + 1 : place + 2] or " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Leave out what stands inside another quotation."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] > kept[-1][1]:
            kept.append(span)
    return kept
