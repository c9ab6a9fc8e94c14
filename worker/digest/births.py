"""Which dates are somebody's birth: those that are said to be, and bare ones right after a name.

"Ruth Ellery (14/03/1961)" names a person as the police do, and tells nothing that happened. When in
doubt a date stays an event: one too many is seen at once, one that is left out is not.
"""

import re
from datetime import date

from worker.digest.telling import Telling
from worker.record import RecordMention

_PERSONS = frozenset({"PERSON"})
_DATES = frozenset({"DATE"})
_SAID = re.compile(
    r"\b(?:born|d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birthday|b\.)[\s:,]*(?:is|was|on|in|"
    r"the)?[\s:,]*$",
    re.IGNORECASE,
)
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
    """Return whether a date of the account is somebody's date of birth."""
    sentence = telling.sentence_at(mention.start)
    start = telling.sentences[sentence].start if sentence is not None else 0
    if _SAID.search(telling.plain[max(start, mention.start - 30) : mention.start]):
        return True
    return mention.label == "DATE" and _is_bare(telling, mention)


def _is_bare(telling: Telling, mention: RecordMention) -> bool:
    """Whether a whole date stands right after a name, in brackets, commas or the next cell."""
    text, day = telling.document.text, _day(mention)
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
    return _years(day, _told_on(telling)) >= (_YEARS_IN_DIGITS if digits else _YEARS_IN_WORDS)


def _told_on(telling: Telling) -> date | None:
    """Return the statement's date, or the last day that the account itself tells; None for none."""
    dated = next((field.value for field in telling.document.form if field.name == "dated"), None)
    if (day := _iso(dated)) is not None:
        return day
    told = (_day(one) for one in telling.mentions if one.label in _DATES)
    return max((one for one in told if one is not None), default=None)


def _day(mention: RecordMention) -> date | None:
    value = mention.value or {}
    return _iso(value.get("inferred") or value.get("iso"))


def _iso(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told and len(told) == len("2025-03-03") else None
    except ValueError:
        return None


def _years(earlier: date, later: date | None) -> int:
    if later is None:
        return 0
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))
