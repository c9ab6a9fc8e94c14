"""Printed phrases that a scanner misread in several letters, where a colon says they are labels.

Words of eight letters and more are mended one by one, wherever they stand. The short ones ("Date",
"Email") differ from other words by one letter, so they are only looked for on scans, and only where
a label stands: before a colon.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from worker.extract.forms.phrases import Mark, Token

_ALIKE = str.maketrans(
    {"1": "i", "l": "i", "|": "i", "!": "i", "t": "i", "f": "i", "0": "o", "5": "s", "8": "b",
     "9": "g", "c": "e", "u": "n", "h": "b"}
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "n"))
_LIMITS = ((3, 0), (8, 1), (14, 2), (200, 3))
"""How many letters may differ in a phrase of so many."""
_SHORTEST, _LONGEST, _AS_LONG = 3, 60, 5
_MOST_TOKENS = 7
_IN_LONG = 2
_WITHOUT_COLON = 12
_SHORT_LINE = 12
_COLON = re.compile(r"[\s)]{0,3}[:?](?!\S)")


def folded(words: str) -> str:
    """Return words without their spaces and with letters that scanners confuse taken for one."""
    joined = words.casefold().replace(" ", "").replace("-", "")
    for pair, one in _PAIRS:
        joined = joined.replace(pair, one)
    return joined.translate(_ALIKE)


def allowed(length: int) -> int:
    """Return how many letters may differ in a phrase of so many."""
    return next(limit for longest, limit in _LIMITS if length <= longest)


@lru_cache(maxsize=4096)
def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must change, come or go to make ``other``; ``most`` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    above = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = [at]
        for place, wanted in enumerate(other, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != wanted)))
        if min(row) > most:
            return most + 1
        above = row
    return min(above[-1], most + 1)


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of some long phrases stands in ``text``, with a letter or two misread."""
    words = [folded("".join(filter(str.isalnum, word))) for word in text.split()]
    for phrase in phrases:
        wanted, count = folded(phrase), len(phrase.split())
        for at in range(len(words) - count + 1):
            if distance("".join(words[at : at + count]), wanted, _IN_LONG) <= _IN_LONG:
                return True
    return False


class Misread:
    """Phrases as a scanner may have read them."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Hold ``phrases`` by the name of what they ask for."""
        self._alike: dict[tuple[int, str], list[tuple[str, str]]] = {}
        for name, written in phrases.items():
            for phrase in written:
                short = folded(phrase)
                if len(short) >= _SHORTEST and any(map(str.isalpha, short)):
                    self._alike.setdefault((len(short), short[0]), []).append((short, name))
        self._nearest = lru_cache(maxsize=4096)(self._look_up)

    def marks(self, text: str, tokens: Sequence[Token], known: Sequence[Mark]) -> list[Mark]:
        """Return the phrases before colons of ``text``, and a long one that opens it.

        One stands at the line's head, or anywhere where a label does (``known`` or misread).
        """
        found: list[Mark] = []
        free = 0
        opened = bool(known) and known[0].first == 0
        for last, token in enumerate(tokens):
            ends = _COLON.match(text, token.end)
            if ends is None or text[tokens[0].start].islower():
                continue
            least = _WITHOUT_COLON if ends[0].endswith("?") else _SHORTEST
            low = max(free, last - _MOST_TOKENS + 1)
            mark = self._before(text, tokens, low, last, least)
            if mark and (mark.first == 0 or opened or found):
                found.append(mark)
            free = last + 1
        if not (found or known) and tokens and len(tokens) <= _SHORT_LINE:
            opening = self._opening(text, tokens)
            found += [opening] if opening else []
        return found

    def _before(
        self, text: str, tokens: Sequence[Token], low: int, last: int, least: int
    ) -> Mark | None:
        """Return the longest phrase of ``least`` letters that ends with the token ``last``."""
        for first in range(low, last + 1):
            short = _between(text, tokens, first, last)
            name = self._nearest(short, _LIMITS[-1][1]) if len(short) >= least else None
            if name:
                return Mark(name, tokens[first].start, tokens[last].end, first, last)
        return None

    def _opening(self, text: str, tokens: Sequence[Token]) -> Mark | None:
        for last in range(min(_MOST_TOKENS, len(tokens)) - 1, 0, -1):
            short = _between(text, tokens, 0, last)
            name = self._nearest(short, 1) if len(short) >= _WITHOUT_COLON else None
            if name:
                return Mark(name, tokens[0].start, tokens[last].end, 0, last)
        return None

    def _look_up(self, short: str, most: int) -> str | None:
        """Return what the nearest phrase asks for, None where ``most`` letters and more differ."""
        if not _SHORTEST <= len(short) <= _LONGEST or not short[0].isalpha():
            return None
        most = min(most, allowed(len(short)))
        best: tuple[int, str] | None = None
        for length in range(len(short) - most, len(short) + most + 1):
            if length != len(short) and len(short) <= _AS_LONG:
                # Of a short word a letter may be another, but none more or less.
                continue
            for phrase, name in self._alike.get((length, short[0]), ()):
                apart = distance(short, phrase, most)
                if apart <= min(most, allowed(length)) and (best is None or apart < best[0]):
                    best = apart, name
        return best[1] if best else None


def _between(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the letters and figures from one token to another, folded."""
    words = text[tokens[first].start : tokens[last].end]
    return folded("".join(char for char in words if char.isalnum() or char in "|!"))
