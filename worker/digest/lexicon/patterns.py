"""How a list of words becomes a pattern."""

import re


def words(text: str) -> str:
    """Return a pattern for any of the words or phrases in ``text``, one a line or a blank apart.

    A phrase is written with ``_`` for the blanks in it; these match any run of blanks.
    """
    listed = sorted(set(text.split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace("_", r"(?:\s+)") for word in listed) + ")"


def cue(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that begins and ends at a word's edge, whatever its case.

    OCR engines read "m" as "rn" ("slirn", "hirn"): a small "m" in the pattern matches both, so no
    group may have a name with one.
    """
    tolerant = re.sub(r"(?<!\\)m", "(?:m|rn)", pattern)
    return re.compile(rf"(?<![\w'])(?:{tolerant})(?!\w)", re.IGNORECASE)
