"""Bare numbers with a unit or people right behind them, and no clock time: "4 feet", "4 people".

"At 4 people left" is a time and stays; so does every number that anything else stands behind.
"""

import re

_BARE = re.compile(r"(\d{1,2})(?:\s*(to|or|-|\u2013)\s*(\d{1,2}))?")
# "20 to 10" and "10 to 11" are clock times, "10 to 15" is none.
_TO_THE_HOUR = frozenset({5, 10, 20, 25})
_HOURS = 12
# In small letters: "19 Men came in" opens an entry of a notebook.
_COUNTED = re.compile(
    r" ?(?:%|(?:feet|foot|ft|inch(?:es)?|yards?|metres?|miles?|mm|cm|km|kg|stone|pounds?|quid|"
    r"per ?cent|degrees|mph|seconds?|secs?|days?|weeks?|months?|years?|"
    r"(?:minutes?|mins?)(?!\s+(?:past|to|before|after)\b)|"
    r"people|persons?|men|women|lads?|boys?|girls?|kids?|children|youths?|males?|females?|"
    r"officers?)\b)"
)
_WHEN = re.compile(
    r"(?:\b(?:at|by|until|till|since|before|after|from|gone|past|between|"
    r"(?:between|from)\s+\d{1,2}\s+and|it\s+was|it['\u2019]s)|@)\s+"
    r"(?:(?:about|around|roughly|approximately|maybe|perhaps|probably|just|nearly|almost)\s+)*$",
    re.IGNORECASE,
)
# "At 1.6 seconds": of a time, two figures follow.
_DECIMAL = re.compile(r"[.]\d(?!\d)")
_REACH = 60


def is_no_time(text: str, start: int, end: int) -> bool:
    """Whether a number that the model took for a clock time counts what stands right behind it."""
    bare = _BARE.fullmatch(text, start, end)
    if bare is None or (bare[3] and not _is_range(int(bare[1]), bare[2], int(bare[3]))):
        return False
    decimal = _DECIMAL.match(text, end)
    if decimal and _COUNTED.match(text, decimal.end()):
        return True
    if _WHEN.search(text, max(0, start - _REACH), start):
        return False
    return decimal is not None or _COUNTED.match(text, end) is not None


def _is_range(first: int, word: str, last: int) -> bool:
    """Whether two numbers rise as a count does, and tell no minutes to an hour."""
    return first < last and not (word == "to" and first in _TO_THE_HOUR and last <= _HOURS)
