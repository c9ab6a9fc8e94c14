"""Cues: patterns that are looked for only where a word that each of them needs is written.

A pattern of many alternatives tries every one of them at every character. Most sentences hold none
of the words that could make any of them match, and to look for a word costs next to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_FLAGS = re.IGNORECASE


@dataclass(frozen=True)
class Cue:
    """One alternative: it matches nothing in which none of ``words`` (casefolded) is written."""

    words: tuple[str, ...]
    source: str
    pattern: re.Pattern[str] = field(repr=False)


def cue(words: str, source: str, flags: re.RegexFlag = _FLAGS) -> Cue:
    """Return a cue; ``words`` are parted by blanks, and ``_`` stands for a blank within one."""
    needed = tuple(word.replace("_", " ") for word in words.split())
    return Cue(needed, source, re.compile(source, flags))


@dataclass(frozen=True)
class Cues:
    """Several cues, of which one is enough."""

    each: tuple[Cue, ...]

    def found(self, text: str) -> bool:
        """Whether any of them stands in ``text``."""
        folded = text.casefold()
        written = {word for word in self._words if word in folded}
        # Most often there is none, and no pattern is looked at.
        return bool(written) and any(
            not written.isdisjoint(one.words) and one.pattern.search(text) for one in self.each
        )

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what they match, as one pattern of all alternatives would."""
        return self._whole.finditer(text)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for one in self.each for word in one.words))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("|".join(one.source for one in self.each), _FLAGS)
