"""Bare numbers that count or measure and are no clock time: "around 4 of them", "30 to 40 people".

"At around 4 he came" is a time and stands; so does every number with a sign or a word of the clock.
"""

import re

_BARE = re.compile(r"(\d{1,4})(?:\s*(?:to|or|and|-|\u2013)\s*(\d{1,4}))?")
_HOURS = 12
_TO_THE_HOUR = frozenset({5, 10, 20, 25})
_COUNTED_TEXT = """
people persons? men man women woman lads? boys? girls? kids? children youths? males? females?
officers? others? teenagers? adults? pupils? customers? passengers? staff police strangers? times?
feet foot ft metres? meters? yards? yds miles? inch(?:es)? cm mm km kg kilos? grams? stone tonnes?
litres? pints? cans? drinks? bottles? glasses pounds? quid pence grand fivers? per percent degrees
doors? houses? cars? vehicles? vans? bikes? seats? rows? tables? rooms? floors? steps? paces? stops?
dogs? cats? sheep ewes horses years? months? weeks? days? minutes? mins? seconds? secs? mph
calls? messages? texts? photos? pictures? punches kicks blows stabs hits
"""
_COUNTED = "|".join(_COUNTED_TEXT.split())
_COUNTS = re.compile(
    r"\s*(?:%|(?:(?:other|more|or\s+so|big|small|tall|large|young|old|older|different|separate|"
    rf"armed|uniformed|masked|white|black|asian|male|female)\s+){{0,3}}(?:{_COUNTED})\b|"
    r"of\s+(?:them|us|you|those|these|the\b)|in\s+(?:number|all|total)\b|"
    r"(?:long|wide|deep|high|tall|thick)\b)",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    r"\b(?:weigh(?:s|ed|ing)?|measur(?:e|es|ed|ing)|scor(?:e|ed)|count(?:ed)?|numbered|totalled|"
    r"(?:had|have|has)(?:\s+drunk)?|drunk|drank|smoked|bought|sold|ate|gave(?:\s+(?:him|her|them|"
    r"me|us))?|there\s+(?:were|are|was|must\s+have\s+been)|aged?|size|number|grade|call\s?sign|"
    r"control\s+(?:from|to))\s+(?:(?:about|around|roughly|approximately|some|maybe|perhaps|over|"
    r"nearly|almost|only|at\s+least)\s+)*$",
    re.IGNORECASE,
)
# "At 4 police arrived" is when: after "at", only what cannot come or go is counted.
_AT = re.compile(
    r"(?:\bat|@)\s+(?:(?:about|around|roughly|approximately|approx\.?|maybe|perhaps|probably|just|"
    r"nearly|almost|exactly)\s+)*$",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"\s*(?:%|(?:or\s+so\s+|more\s+)?(?:(?:feet|foot|ft|metres?|meters?|yards?|yds|miles?|"
    r"inch(?:es)?|cm|mm|km|kg|kilos?|grams?|stone|tonnes?|litres?|pounds?|quid|pence|grand|per|"
    r"percent|degrees|paces|steps|mph|years?|months?|weeks?|days?|minutes?|mins?|seconds?|secs?)\b|"
    r"(?:doors?|houses?|cars?|rows?|tables?|rooms?|seats?|floors?|stops?)\s+(?:down|up|away|along|"
    r"off|over|across|from|in\s+front|behind)\b)|"
    r"of\s+(?:them|us|you|those|these|the\b)|in\s+(?:number|all|total)\b|"
    r"(?:long|wide|deep|high|tall|thick)\s*(?:[.,;)]|$))",
    re.IGNORECASE,
)
_HOURS_AFTER = re.compile(
    r"\s*(?:(?:to|until|till|and|or|-|\u2013)\s*\d{1,4}\s*)?(?:hours?|hrs?)\b", re.IGNORECASE
)
_IN_THE_DAY = 24
_REACH = 60


def is_no_time(text: str, start: int, end: int) -> bool:
    """Whether a number that the model took for a clock time counts or measures something.

    Only bare numbers are looked at; a rule reads all others.
    """
    bare = _BARE.fullmatch(text, start, end)
    if bare is None:
        return False
    number, last = int(bare[1]), int(bare[2] or 0)
    if max(number, last) <= _IN_THE_DAY and _HOURS_AFTER.match(text, end, end + _REACH):
        return False
    if _COUNTED_BEFORE.search(text, max(0, start - _REACH), start):
        return True
    if max(len(bare[1]), len(bare[2] or "")) > 2 or (number in _TO_THE_HOUR and 0 < last <= _HOURS):
        # "1931 Woman across the aisle" opens an entry of a notebook; "20 to 10" is a time.
        return False
    at = _AT.search(text, max(0, start - _REACH), start) is not None
    if (_MEASURES if at else _COUNTS).match(text, end, end + _REACH):
        return True
    if at and max(number, last) <= _IN_THE_DAY and _COUNTS.match(text, end, end + _REACH):
        return False
    return max(number, last) > _HOURS
