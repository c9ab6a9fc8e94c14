"""A weekday written beside a date that fell on another: said, never corrected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from worker.extract.forms import values
from worker.extract.forms.phrases import plain

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BEFORE = re.compile(
    r"\b(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b\.?\s{0,3},?\s{0,3}(?:the\s+)?\(?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s{0,3}[,(]\s{0,2}(?:a\s+|which\s+was\s+a\s+)?(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b\)",
    re.IGNORECASE,
)
_REACH = 24


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a weekday and a date stand that do not agree, and what the date was."""

    start: int
    end: int
    written: str
    day: date

    @property
    def fell_on(self) -> str:
        """The weekday of the date."""
        return _DAYS[self.day.weekday()].capitalize()


def mismatches(text: str, start: int, end: int) -> Iterator[Mismatch]:
    """Yield each weekday in ``text[start:end]`` that is not its date's."""
    part = plain(text[start:end])
    for found in values.dates(part):
        # Two figures for a year are a year of this century or no safe date at all.
        day = values.day_of(found)
        if day is None:
            continue
        beside = _BEFORE.search(part, max(0, found.start() - _REACH), found.start())
        first, last = (beside.start(), found.end()) if beside else (found.start(), found.end())
        if beside is None:
            beside = _AFTER.match(part, found.end())
            last = beside.end() if beside else last
        if beside is None:
            continue
        written = _whole(beside["weekday"])
        if written != _DAYS[day.weekday()]:
            yield Mismatch(start + first, start + last, written.capitalize(), day)


def _whole(weekday: str) -> str:
    return next(day for day in _DAYS if day.startswith(weekday[:3].casefold()))
