"""Names as lists, tables and heads of messages lay them out, told where the network cannot.

It was taught on sentences. In a list "Quirke, Bernadette" is one person, family name first; two
blanks part the cells of a row, but not a title from its name. Where nothing but the layout speaks,
several lines have to be laid out alike.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.inference import name_words as known
from models.inference.comma_names import comma_names
from models.inference.crossings import Crossings
from models.inference.results import Mention, Span

_NAME = r"(?:[^\W\d_a-z]\.|[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*)"
_PARTICLE = r"(?:van|der|den|de|da|di|du|dos|la|le|al|el|von|bin|ibn|ap|st)"
_FAMILY = rf"(?:{_PARTICLE}[ ]){{0,2}}{_NAME}(?:[ ]{_NAME}){{0,2}}"
_ROW = re.compile(
    rf"(?P<lead>[ \t]*(?:(?:\d{{1,3}}[.)]|[-*\u2022\u2013])[ \t]+)?(?:>[ ]?)*"
    rf"(?:(?P<label>[A-Za-z][A-Za-z ]{{0,20}}):[ \t]*)?)"
    rf"(?P<name>(?P<family>{_FAMILY}),[ ]?(?P<given>{_NAME}(?:[ ]{_NAME}){{0,3}}))"
    rf"[ \t]*(?:\([^()\n]*\)|\[[^\[\]\n]*\]|<[^<>\n]*>)?[ \t]*[.;]?[ \t]*(?:[-\u2013:][ \t].*)?"
)
_CELL = re.compile(r"(?:[^|;\t\n\x20]++|\x20(?!\x20))++")
_LINE = re.compile(r"[^\n]+")
_WHOLE = rf"{_NAME}(?:[ ]{_NAME}){{0,3}}"
_THREE = re.compile(
    rf"[ \t]*(?:[A-Za-z ]{{1,20}}:[ \t]*)?{_WHOLE},[ ]?{_WHOLE}(?:,[ ]?{_WHOLE})*"
    rf"(?:,[ ]?|,?[ ](?:and|&)[ ]){_WHOLE}[ \t]*[.,;]?[ \t]*"
)
# What a letter ends with.
_FAREWELLS_TEXT = "yours regards thanks cheers love best sincerely faithfully dear hi hello"
_FAREWELLS = frozenset(_FAREWELLS_TEXT.split())
_ONE_WRITER = frozenset({"from", "name", "full name", "name of witness", "witness", "statement of"})
_TITLES = (known.FAMILY_TITLES | known.BEFORE_TITLES) - known.NAMES_TOO
_WORD = re.compile(r"[^\s,]+")
_WIDE = re.compile(r"\x20{2,}")
_NARROW = frozenset({" ", " " * 2, " " * 3})
_FEWEST_ROWS = 2
_EDGES = " \t\n,;:|-\u2013\u2022*."


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    family: str
    given: str
    label: str
    block: int


def laid_out(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return ``mentions`` with each PERSON as the layout has it; all others as they were.

    Args:
        text: the passage in which the mentions stand.
        mentions: the model's mentions, sorted by start.
    """
    people = [one for one in mentions if one.label == "PERSON"]
    if not people:
        return tuple(mentions)
    others = [one for one in mentions if one.label != "PERSON"]
    spans = [*_rows(text, people), *_in_sentences(text, people)]
    taken = Crossings(spans)
    spans += [span for span in comma_names(text, people) if not taken.at(*span)]
    other = Crossings([(one.start, one.end) for one in others])
    spans = [span for span in spans if not other.at(*span)]
    people = _titled(text, [part for one in people for part in _cells(text, one)])
    people = _replaced(text, people, sorted(set(spans)))
    return tuple(sorted([*people, *others], key=lambda one: (one.start, -one.end, one.label)))


def _rows(text: str, people: Sequence[Mention]) -> list[Span]:
    """Return the names of lines and cells that hold a family name, a comma and a given one."""
    if "," not in text:
        return []
    lists: set[int] = set()
    candidates = list(_candidates(text, lists))
    if not candidates:
        return []
    taken = {place for one in people for place in range(one.start, one.end)}
    rows: list[_Row] = []
    partly: list[_Row] = []
    for row in candidates:
        words = [_touched(taken, *word.span()) for word in _WORD.finditer(text, row.start, row.end)]
        (rows if all(words) else partly if any(words) else []).append(row)
    alike = Counter(row.block for row in [*rows, *partly] if row.block not in lists)
    told = " ".join(text.split()).casefold()
    return [
        (row.start, row.end)
        for row in [*rows, *partly]
        if alike[row.block] >= _FEWEST_ROWS
        or (row in rows and (row.label in _ONE_WRITER or _loud_family(row)))
        or _other_way(told, row)
    ]


def _touched(taken: set[int], start: int, end: int) -> bool:
    return not taken.isdisjoint(range(start, end))


def _candidates(text: str, lists: set[int]) -> Iterator[_Row]:
    """Yield what has the shape; ``lists`` gets the blocks in which three names share a line."""
    block, last = 0, 0
    for line in _LINE.finditer(text):
        if text.count("\n", last, line.start()) > 1:
            block += 1
        last = line.end()
        if "," not in line[0]:
            continue
        if _THREE.fullmatch(text, *line.span()):
            lists.add(block)
        for cell in _CELL.finditer(text, *line.span()):
            found = _ROW.fullmatch(text, *cell.span())
            if found and not any(map(_no_family, found["family"].split())):
                label = " ".join((found["label"] or "").casefold().split())
                yield _Row(*found.span("name"), found["family"], found["given"], label, block)


def _loud_family(row: _Row) -> bool:
    loud = row.family.isupper() and len(row.family) > 2
    return loud and any(map(str.islower, row.given))


def _other_way(told: str, row: _Row) -> bool:
    """Whether the same name stands elsewhere as "Bernadette Quirke"."""
    usual = f"{row.given.split()[0]} {row.family}".casefold()
    return re.search(rf"(?<!\w){re.escape(usual)}(?!\w)", told) is not None


def _in_sentences(text: str, people: Sequence[Mention]) -> Iterator[Span]:
    """Yield "QUIRKE, Bernadette" in a sentence: capitals tell the family name from a list."""
    for number, (left, right) in enumerate(pairwise(people)):
        family, given = text[left.start : left.end], text[right.start : right.end]
        if text[left.end : right.start] != ", " or len(family) < 3 or not family.isupper():
            continue
        if not any(map(str.islower, given)) or "\n" in given:
            continue
        if any(map(_is_title, [*family.split(), given.split()[0]])):
            continue
        after = people[number + 2].start if number + 2 < len(people) else len(text)
        if not re.fullmatch(r"\s*(?:,|and|&|or|,\s*and)\s*", text[right.end : after]):
            yield left.start, right.end


def _is_title(word: str) -> bool:
    folded = known.fold(word)
    ranked = folded in known.UPPER_RANKS and word.isupper()
    return ranked or folded in _TITLES


def _no_family(word: str) -> bool:
    return _is_title(word) or word.casefold() in _FAREWELLS


def _only_title(text: str) -> bool:
    words = text.split()
    if all(map(str.isdigit, words)):
        return False
    rest = words[1:] if words and known.fold(words[0]) in known.BEFORE_TITLES else words
    # After such a word even "Constable" is a rank.
    ranks = known.FAMILY_TITLES if len(rest) < len(words) else frozenset()
    return all(_is_title(word) or word.isdigit() or known.fold(word) in ranks for word in rest)


def _cells(text: str, mention: Mention) -> Iterator[Mention]:
    """Yield the names of the cells that a mention runs together; two blanks part them."""
    start = mention.start
    for gap in _WIDE.finditer(text, mention.start, mention.end):
        following = _WIDE.search(text, gap.end(), mention.end)
        left, right = text[start : gap.start()], text[gap.end() : mention.end]
        right = text[gap.end() : following.start()] if following else right
        if _only_title(left) or not right.split():
            continue
        both = len(left.split()) > 1 and len(right.split()) > 1
        if both or (_is_title(right.split()[0]) and right[0].isupper()):
            yield replace(mention, start=start, end=gap.start())
            start = gap.end()
    yield replace(mention, start=start) if start > mention.start else mention


def _titled(text: str, people: Sequence[Mention]) -> list[Mention]:
    """Join a title to the name that stands after it in the same row."""
    joined: list[Mention] = []
    for one in people:
        before = joined[-1] if joined else None
        if (
            before
            and text[before.end : one.start] in _NARROW
            and _only_title(text[before.start : before.end])
            and not _is_title(text[one.start : one.end].split(maxsplit=1)[0])
        ):
            joined[-1] = replace(one, start=before.start)
        else:
            joined.append(one)
    return joined


def _replaced(text: str, people: Sequence[Mention], spans: Sequence[Span]) -> list[Mention]:
    """Put one mention on each span, and keep what stood outside of them all and names somebody."""
    if not spans:
        return list(people)
    standing: list[Mention] = []
    crossings = Crossings([(one.start, one.end) for one in people])
    for start, end in spans:
        inside = [people[at] for at in crossings.at(start, end)]
        first = inside[0]
        standing.append(
            replace(
                first,
                start=start,
                end=end,
                confidence=min(one.confidence for one in inside),
                explanation=f"{first.explanation.rstrip('.')}; the family name stands first.",
            )
        )
    crossings = Crossings(spans)
    for one in people:
        crossed = [spans[at] for at in crossings.at(one.start, one.end)]
        if not crossed:
            standing.append(one)
            continue
        edges = [one.start, *(edge for span in crossed for edge in span), one.end]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            rest = _rest(text, start, end, crossed)
            if rest:
                standing.append(replace(one, start=rest[0], end=rest[1]))
    return standing


def _rest(text: str, start: int, end: int, spans: Sequence[Span]) -> Span | None:
    """Return what is left of a mention beside a name; None for a title, or the next cell's word."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if start >= end or _only_title(text[start:end]):
        return None
    same_line = any(
        "\n" not in text[min(start, left) : max(end, right)].strip("\n") for left, right in spans
    )
    return None if same_line and len(text[start:end].split()) < 2 else (start, end)
