"""How a list of words becomes a pattern."""

import re

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
    small = _CAPITAL.sub(lambda found: found[0].lower(), pattern)
    tolerant = re.sub(r"(?<!\\)m", "(?:m|rn)", small)
    return re.compile(rf"(?<![\w'])(?:{tolerant})(?!\w)")
