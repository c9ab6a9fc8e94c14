"""Which dates are somebody's birth: those that are said to be, and bare ones right after a name.

"Ruth Ellery (14/03/1961)" names a person as the police do, and tells nothing that happened. When in
doubt a date stays an event: one too many is seen at once, one that is left out is not.
"""

import re
from datetime import date

from models.inference.results import Span
from worker.digest.telling import Telling, day_of
from worker.record import RecordMention

_PERSONS = frozenset({"PERSON"})
_DATES = frozenset({"DATE"})
_ONE_CLAUSE = (
    r"(?:(?!\b(?:and|but|so|then|when|who|because|until|although|though|if|after|before|while|"
    r"whilst|since)\b)[^.,;!?\n])"
)
_THE = r"[\s:,(]*(?:the\s+)?$"
_BIRTH = r"\b(?:d\.?\s?o\.?\s?b\b\.?|(?:dates?|days?)\s+of\s+birth|birth\s?dates?)"
_SAID = re.compile(
    rf"\b(?:born\b(?:\s+(?:in|at|near)\s+{_ONE_CLAUSE}{{1,30}}?)?[\s,:]*(?:on|in)?|b\.){_THE}"
    rf"|{_BIRTH}(?:\W{{0,4}}|\s+(?:is|was|are|were|as|being|to\s+be)\s+(?:on\s+)?|"
    rf"[\s:(-]*of\s+){_THE}",
    re.IGNORECASE,
)
# With words between that need not be about the birth: so only where the day lies years back.
_LED_TO = re.compile(
    rf"{_BIRTH}(?:,\s*(?:which|I\s+(?:think|believe))\b{_ONE_CLAUSE}{{0,60}}?(?:,\s*)?|"
    rf"{_ONE_CLAUSE}{{1,60}}?)\b(?:is|was|are|were|as|be|being)\s+{_THE}"
    rf"|\bborn\s+(?:in|at|near)\s+{_ONE_CLAUSE}{{1,30}}?,\s*{_ONE_CLAUSE}{{1,30}}?,?\s*(?:on|in)"
    rf"{_THE}",
    re.IGNORECASE,
)
_WHOSE = r"(?:[\w'\u2019-]+\s+){1,3}?"
_SAID_BEHIND = re.compile(
    rf"\s*(?:,\s*|\(|-\s*)?(?:which\s+)?(?:is|was|being)\s+{_WHOSE}"
    r"(?:date\s+of\s+birth|birth\s?date|d\.?o\.?b\b)"
    r"|\s*[(\[]\s*(?:date\s+of\s+birth|d\.?\s?o\.?\s?b\b\.?)\s*[)\]]",
    re.IGNORECASE,
)
# "The boys' dates of birth are ... and ...": only then is a date that is joined to one another.
_SEVERAL = re.compile(
    r"\b(?:(?:dates|days)\s+of\s+birth|birth\s?dates|d\.?o\.?b\.?s|(?:were|are)\s+(?:both\s+)?born)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|&|and|or|,\s*and)\s*(?:the\s+)?", re.IGNORECASE)
_MINE = re.compile(r"\b(?:my|our|your|I)\b", re.IGNORECASE)
_REACH = 160
"""Characters before a date, at most, in which the words that say a birth are looked for."""
_BRACKET = re.compile(r"\s?[(\[]\s?")
_COMMA = re.compile(r",\s")
_CELL = re.compile(r"\s*\|\s*|[^\S\n]*\t[^\S\n]*|\x20{2,}")
_BEHIND = {
    _BRACKET: re.compile(r"\s?[)\],;]"),
    _COMMA: re.compile(r"\s?(?:[,;.)]|of\b|\Z|\n)"),
    _CELL: re.compile(r"\s*(?:\||\t|\x20{2}|\n|\Z)"),
}
_OF_ADDRESS = re.compile(r"\s?,?\s?of\b")
_DIGITS = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
# What may have a day of its own, and belongs to the person named after it.
_HAPPENED = re.compile(
    r"\b(?:death|murder|killing|funeral|wedding|marriage|burial|attack|assault|robbery|rape|arrest|"
    r"interview|statement|letter|e-?mail|message|text|call|visit|report|notes?|appointment|trial|"
    r"conviction)s?\s+(?:of|by|with|from|to|on|for)\s+(?:\w+\s+){0,3}$|\bmarri(?:ed|es)\s+$",
    re.IGNORECASE,
)
_YEARS_IN_DIGITS = 5
_YEARS_IN_WORDS = 10
"""Years before the statement from which a bare date is a birth: children are named so in digits."""


def of_birth(telling: Telling, mention: RecordMention) -> bool:
    """Return whether a date of the account is somebody's date of birth. A birthday is an event."""
    if mention.label not in _DATES:
        return False
    return _is_said(telling, mention) or _is_bare(telling, mention)


def born(telling: Telling, person: RecordMention, end: int) -> RecordMention | None:
    """Return the date of birth that stands behind a name and before ``end``, its sentence's.

    None without one, or where another name or the writer's own "my" stands between the two.
    """
    for date_told in telling.inside(person.end, min(end, person.end + _REACH), _DATES):
        between = telling.plain[person.end : date_told.start]
        if telling.inside(person.end, date_told.start, _PERSONS) or _MINE.search(between):
            return None
        if of_birth(telling, date_told):
            return date_told
    return None


def _is_said(telling: Telling, mention: RecordMention) -> bool:
    """Whether the words of a date's sentence say that it is a birth, or of one joined to it."""
    start, end = _around(telling, mention)
    if _is_led_to(telling, start, mention):
        return True
    if _SAID_BEHIND.match(telling.plain, mention.end, end):
        return _lies_back(telling, mention)
    if not _SEVERAL.search(telling.plain, start, mention.start):
        return False
    earlier = telling.inside(start, mention.start, _DATES)
    while earlier and _AND.fullmatch(telling.plain, earlier[-1].end, mention.start):
        mention = earlier.pop()
        if _is_led_to(telling, start, mention):
            return True
    return False


def _is_led_to(telling: Telling, start: int, mention: RecordMention) -> bool:
    before = telling.plain[start : mention.start]
    if _SAID.search(before):
        return True
    return _LED_TO.search(before) is not None and _lies_back(telling, mention)


def _around(telling: Telling, mention: RecordMention) -> Span:
    """Return where the words begin and end that may say what a date is."""
    sentence = telling.sentence_at(mention.start)
    if sentence is None:
        return max(0, mention.start - _REACH), len(telling.plain)
    found = telling.sentences[sentence]
    return max(found.start, mention.start - _REACH), found.end


def _lies_back(telling: Telling, mention: RecordMention) -> bool:
    """Whether a date lies so many years before the statement that it may be a birth."""
    day = day_of(mention)
    return day is not None and _years(day, telling.told_on) >= _YEARS_IN_DIGITS


def _is_bare(telling: Telling, mention: RecordMention) -> bool:
    """Whether a whole date stands right after a name, in brackets, commas or the next cell."""
    text, day = telling.document.text, day_of(mention)
    people = telling.inside(max(0, mention.start - 120), mention.start, _PERSONS)
    if day is None or not people:
        return False
    name = people[-1]
    opening = next((p for p in _BEHIND if p.fullmatch(text, name.end, mention.start)), None)
    if opening is None or not _BEHIND[opening].match(text, mention.end):
        return False
    if _HAPPENED.search(telling.plain[max(0, name.start - 60) : name.start]):
        return False
    digits = _DIGITS.fullmatch(mention.quote) is not None
    if opening is not _BRACKET and not digits and not _OF_ADDRESS.match(text, mention.end):
        return False
    return _years(day, telling.told_on) >= (_YEARS_IN_DIGITS if digits else _YEARS_IN_WORDS)


def _years(earlier: date, later: date | None) -> int:
    if later is None:
        return 0
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))
