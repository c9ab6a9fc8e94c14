"""Names written family name first in a sentence: "Then Quirke, Bernadette came in."

The network was taught on names as they are said, and sees two people. A sentence may as well name
two, or go on after the comma with a clause of its own ("I rang Quirke, Bernadette was out"): where
its words do not tell, both stand as they are.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.inference import name_words as known
from models.inference.results import Mention, Span

_FAMILY = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_LETTERS = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+){0,3}"
_PAIR = re.compile(rf"(?<!\w)(?=({_LETTERS})\x20({_LETTERS})(?!\w))")
_JOINT = re.compile(r"['\u2019-]")
_GIVEN = re.compile(rf"{_FAMILY.pattern}(?:\x20(?:{_FAMILY.pattern}|[A-Z]\.?)){{0,2}}")
_SENTENCE = re.compile(r"[.!?](?=\s)|[:;\"\u201c\u201d(\n]")
# Before a family name, nothing yet but when and where: it is the subject of what follows.
# No word can be read in two ways, so nothing is tried twice.
_WHEN = (
    r"(?:then|next|later|suddenly|afterwards|eventually|finally|meanwhile|and|but|so|now|there|here|"
    r"again|once|soon|shortly)"
)
_WHERE = r"(?:at|on|about|around|in|by|from|just|before|until|during|outside|inside|near)"
_OPENS = re.compile(
    rf"\s*+(?:(?:{_WHEN}|after\s++(?:that|this|a\s++while|\w++\s++(?:minutes?|hours?))|"
    rf"{_WHERE}(?:\s++{_WHERE}(?=[\s,]))*+"
    rf"(?:\s++{_WHEN}|(?:\s++(?!(?:{_WHEN}|{_WHERE}|after)[\s,])[\w.:'\u2019-]++){{1,4}}+))"
    r"[\s,]++)*+",
    re.IGNORECASE,
)
# After a given name that is no new subject: the sentence goes on.
_GOES_ON = re.compile(
    r"\s+(?:on|in|at|with|by|from|into|onto|to|off|over|across|around|round|outside|inside|near|"
    r"about|for|of|who|whom|aged|born|against|behind|beside|through|down|up|back|again|away)\b|"
    r"\s*,\s*(?:who|whom|whose|aged|born|d\.?o\.?b|of|a|an|the|my|his|her|our|their)\b|\s*\(",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:,\s*(?:and\b|&|[A-Z])|and\b|&|or\b)")
_VERB = re.compile(r"\s+(?!and\b|or\b|but\b)[a-z]{2,}")
_LISTED_BEFORE = re.compile(r"(?:[^\W\d_],|\band|&|\bor|\bwith\s+[A-Z]\w+,)\s*$")
_SPEAKS_OF = re.compile(r"\b(?:told|asked|said|thought|knew|know|think|say|that|to)\s*$")


def comma_names(text: str, people: Sequence[Mention]) -> Iterator[Span]:
    """Yield the places of such names, each over two of ``people`` that stand side by side.

    Args:
        text: the passage.
        people: its PERSON mentions, in order.
    """
    pairs = [pair for pair in pairwise(people) if _may_be_one(text, *pair)]
    if not pairs:
        return
    told = _told_pairs(" ".join(text.split()).casefold())
    first = {one.split(" ", 1)[0] for one in _words_of(text, people) if " " in one}
    words = Counter(_WORD.findall(text))
    words.subtract(_WORD.findall(text, right.start, right.end)[0] for _, right in pairs)
    quotes = [found.start() for found in re.finditer('"', text)]
    for left, right in pairs:
        family, given = text[left.start : left.end], _given(text, right)
        quoted = bisect_left(quotes, left.start) % 2 == 1
        if f"{given} {family}".casefold() in told:
            yield left.start, right.end
        elif family.casefold() in first:
            continue  # It is a given name: "Marcus Denholm" stands elsewhere.
        elif words[_WORD.findall(given)[0]] > 0:
            continue  # "Jordan, Kyle in the doorway. Kyle had a bat": somebody of their own.
        elif not quoted and _is_told(text, left, right):
            yield left.start, right.end


def _words_of(text: str, people: Sequence[Mention]) -> Iterator[str]:
    return (text[one.start : one.end].casefold() for one in people)


def _given(text: str, right: Mention) -> str:
    return text[right.start : right.end].split(maxsplit=1)[0]


def _told_pairs(told: str) -> frozenset[str]:
    """Return every two words of a text that stand side by side: "bernadette quirke"."""
    pairs = set()
    for found in _PAIR.finditer(told):
        given, family = found.groups()
        pairs.add(f"{given} {family}")
        # "Bernadette Quirke's": what a stroke or a sign joins on may not be the name's.
        pairs |= {f"{given} {family[: joint.start()]}" for joint in _JOINT.finditer(family)}
    return frozenset(pairs)


def _may_be_one(text: str, left: Mention, right: Mention) -> bool:
    if text[left.end : right.start] != ", ":
        return False
    family, given = text[left.start : left.end], text[right.start : right.end]
    if not _FAMILY.fullmatch(family) or not _GIVEN.fullmatch(given) or len(family) < 3:
        return False
    words = [family, *given.split()]
    titles = known.TITLES | known.BEFORE_TITLES
    return not any(known.fold(word) in titles - known.NAMES_TOO for word in words)


def _is_told(text: str, left: Mention, right: Mention) -> bool:
    """Whether the sentence has a place for one person here, and for no more."""
    line = max(0, left.start - 200)
    opens = max((found.end() for found in _SENTENCE.finditer(text, line, left.start)), default=line)
    before = text[opens : left.start]
    if _LIST.match(text, right.end) or _LISTED_BEFORE.search(before):
        return False
    if _OPENS.fullmatch(before) and _VERB.match(text, right.end):
        return True
    return not _SPEAKS_OF.search(before) and _GOES_ON.match(text, right.end) is not None
