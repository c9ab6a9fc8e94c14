"""How a list of words becomes a pattern."""

import re
from functools import cached_property

from worker.digest.lexicon.openings import Openings, openings_of

WORD_BEGINS = r"(?<![\w'])"
# But not the letters of "\S" and "(?P".
_CAPITAL = re.compile(r"(?<![\\?])[A-Z]")


def words(text: str) -> str:
    """Return a pattern for any of the words or phrases in ``text``, one a line or a blank apart.

    A phrase is written with ``_`` for the blanks in it; these match any run of blanks.
    """
    listed = sorted(set(text.split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace("_", r"(?:\s+)") for word in listed) + ")"


def cue(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that begins and ends at a word's edge, for text in small letters.

    Capitals in the pattern count as small ones, which is quicker to match than either case. OCR
    engines read "m" as "rn" ("slirn", "hirn"): an "m" in the pattern matches both, so no group may
    have a name with one.
    """
    return re.compile(_whole_words(pattern))


class Phrases:
    """What ``cue`` matches, for a whole account: only where a word begins as a match can.

    It is compiled when it is first looked for.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, as ``cue`` compiles it."""
        return cue(self._pattern)

    @cached_property
    def openings(self) -> Openings:
        """How its matches can begin."""
        return openings_of(_whole_words(self._pattern))


def _whole_words(pattern: str) -> str:
    small = _CAPITAL.sub(lambda found: found[0].lower(), pattern)
    tolerant = re.sub(r"(?<!\\)m", "(?:m|rn)", small)
    return rf"{WORD_BEGINS}(?:{tolerant})(?!\w)"
