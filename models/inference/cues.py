"""Cues: patterns that are looked for only where a word that each of them needs is written.

A pattern of many alternatives tries every one of them at every character. Most sentences hold none
of the words that could make any of them match, and all such words are looked for at once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from models.inference.small_letters import small
from models.inference.word_trees import tree

_FLAGS = re.IGNORECASE
_CAPITALS = "(?-i:"


@dataclass(frozen=True)
class Cue:
    """One alternative: it matches nothing in which none of ``words`` (casefolded) is written.

    ``source`` holds no capitals, but where only a capital will do: ``(?-i:[A-Z])``.
    """

    words: tuple[str, ...]
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text as it is written."""
        return re.compile(self.source, _FLAGS)

    def stands_in(self, writing: "Writing") -> bool:
        """Whether it is found in a text, whatever words are written there."""
        if self._in_small is None:
            return self.pattern.search(writing.text) is not None
        return self._in_small.search(writing.small) is not None

    @cached_property
    def _in_small(self) -> re.Pattern[str] | None:
        """What finds it in small letters; None where capitals tell."""
        return None if _CAPITALS in self.source else re.compile(self.source)


def cue(words: str, source: str) -> Cue:
    """Return a cue; ``words`` are parted by blanks, and ``_`` stands for a blank within one."""
    return Cue(tuple(word.replace("_", " ") for word in words.split()), source)


@dataclass(frozen=True)
class Cues:
    """Several cues, of which one is enough."""

    each: tuple[Cue, ...]

    def found(self, text: str) -> bool:
        """Whether any of them stands in ``text``."""
        return self.stand_in(self._reader.read(text))

    def stand_in(self, writing: "Writing") -> bool:
        """Whether any of them stands in a text that was read for their words, and maybe others."""
        woken: set[int] = set()
        for word in writing.words:
            woken.update(self._needing.get(word, ()))
        return bool(woken) and any(self.each[number].stands_in(writing) for number in woken)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what they match, as one pattern of all alternatives would."""
        return self._whole.finditer(text)

    @cached_property
    def _reader(self) -> "Reader":
        return Reader(self)

    @cached_property
    def _needing(self) -> dict[str, list[int]]:
        """For each word the cues that it can make match."""
        needing: dict[str, list[int]] = {}
        for number, one in enumerate(self.each):
            for word in one.words:
                needing.setdefault(word, []).append(number)
        return needing

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(one.source for one in self.each), _FLAGS)


class Writing(NamedTuple):
    """A text as cues look at it: also in small letters, and with those of their words it holds."""

    text: str
    small: str
    words: frozenset[str]


class Reader:
    """Looks a text through for the words that any of several families of cues need."""

    def __init__(self, *families: Cues) -> None:
        words = {word for family in families for one in family.each for word in one.words}
        # Words may overlap, so at each place the longest is found, and with it its beginnings.
        self._longest = re.compile(f"(?=({tree(words)}))")
        self._begin = {word: [one for one in words if word.startswith(one)] for word in words}

    def read(self, text: str) -> Writing:
        """Return a text with the words that are written in it, be it inside of others."""
        longest = set(self._longest.findall(text.casefold()))
        # Most often no word is written, and no pattern is looked at.
        written = frozenset().union(*[self._begin[one] for one in longest])
        return Writing(text, small(text), written)
