"""Names written family name first in a sentence: "Then Quirke, Bernadette came in."

The network was taught on names as they are said, and sees two people. They are one only where the
text says so elsewhere, as "Bernadette Quirke", or where a known family name opens a sentence that
tells of one: "Mr Quirke rang. Quirke, Bernadette was out." Else both stand as they are.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.inference import name_words as known
from models.inference.results import Mention, Span

_FAMILY = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")
_GIVEN = re.compile(rf"{_FAMILY.pattern}(?:\x20(?:{_FAMILY.pattern}|[A-Z]\.?)){{0,2}}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARKS = ".,;:!?)\"'\u201d"
_OPENS = re.compile(r"(?:\A|[^.!?][.!?]\s+|\n)\Z")
_ONE_DOES = re.compile(r"\s+(?:was|is|has|does|lives|works)\b")
_QUOTES = re.compile(r"[\"\u201c]")
_CLAUSE_ENDS = re.compile(r"[.!?,;:\n]")
_TITLES = (known.TITLES | known.BEFORE_TITLES) - known.NAMES_TOO
_NOT_OF_FAMILIES = known.TITLES - known.FAMILY_TITLES
_NEAR = 300
"""Characters before a name within which a quotation may have been opened."""


def comma_names(text: str, people: Sequence[Mention]) -> Iterator[Span]:
    """Yield the places of such names, each over two of ``people`` that stand side by side.

    Args:
        text: the passage.
        people: its PERSON mentions, in order.
    """
    pairs = [pair for pair in pairwise(people) if _may_be_one(text, *pair)]
    if not pairs:
        return
    told = _told_pairs(text)
    families = set(_families(text, people))
    words = Counter(word.casefold() for word in _WORD.findall(text))
    starts = [one.start for one in people]
    for left, right in pairs:
        family = text[left.start : left.end].casefold().replace("\u2019", "'")
        given = text[right.start : right.end].casefold().split()[0]
        alone = words[_WORD.findall(given)[0]] == 1
        if (given, family) in told or (
            family in families and alone and _is_told_of_one(text, left, right, starts)
        ):
            yield left.start, right.end


def _told_pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return every two words of a text between which nothing stands: ("bernadette", "quirke")."""
    words = text.casefold().replace("\u2019", "'").split()
    return frozenset(
        (a.lstrip("(\"'\u201c"), b.rstrip(_MARKS).removesuffix("'s")) for a, b in pairwise(words)
    )


def _families(text: str, people: Sequence[Mention]) -> Iterator[str]:
    """Yield the last words of names of several, but for those after words for kin."""
    for one in people:
        first, *rest = text[one.start : one.end].split()
        if rest and known.fold(first) not in _NOT_OF_FAMILIES:
            yield rest[-1].casefold().replace("\u2019", "'")


def _may_be_one(text: str, left: Mention, right: Mention) -> bool:
    if text[left.end : right.start] != ", ":
        return False
    family, given = text[left.start : left.end], text[right.start : right.end]
    if not _FAMILY.fullmatch(family) or not _GIVEN.fullmatch(given) or len(family) < 3:
        return False
    words = [family, *given.split()]
    return not any(known.fold(word) in _TITLES for word in words)


def _is_told_of_one(text: str, left: Mention, right: Mention, starts: Sequence[int]) -> bool:
    """Whether the two open a sentence, outside a quotation, of what one does to nobody named."""
    before = text[max(0, left.start - _NEAR) : left.start]
    opens = left.start == 0 or (before and _OPENS.search(before[-8:]))
    if not opens or _QUOTES.search(before) or not _ONE_DOES.match(text, right.end):
        return False
    after = bisect_left(starts, right.end)
    if after == len(starts):
        return True
    return _CLAUSE_ENDS.search(text, right.end, starts[after]) is not None
