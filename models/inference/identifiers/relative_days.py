"""What day a part of a date may mean, worked out from the day the statement was written.

``Friday`` in a statement is most often the last one before it. That is a proposal for a person to
take or leave: it stands as ``proposed`` beside what was written, and never as the date itself.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from models.inference.identifiers.calendar_values import real_date
from models.inference.identifiers.reading import Reading

_NOT_ONE_DAY = re.compile(
    r"\b(?:EVERY|EACH|MOST|SOME|ANOTHER|ANY|A|ONE|FOLLOWING|PREVIOUS|PRECEDING|THE NEXT|ALTERNATE|"
    r"THAT)[ \n]\Z"
)
_NEXT = re.compile(r"\b(?:NEXT|COMING|THIS COMING)[ \n]\Z")
_LAST = re.compile(r"\b(?:LAST|PAST)[ \n]\Z")
_AFTER_NEXT = re.compile(r"\A[ \n](?:NEXT|COMING|COMING UP)(?![A-Z])")
_AFTER_LAST = re.compile(r"\A[ \n,]{1,2}(?:LAST|JUST GONE|GONE|JUST PASSED)(?![A-Z])")
_WEEK = re.compile(r"\A[ \n](?:WEEK|FORTNIGHT|AFTER NEXT|BEFORE LAST)(?![A-Z])")
_OF_MONTH = re.compile(r"\A[ \n]OF[ \n](LAST|THIS|NEXT)[ \n]MONTH(?![A-Z])")
_LONGEST_BACK = 400  # days: a weekday with its day of the month comes again within that
_DAYS_IN_WEEK = 7


def weekday_meant(reading: Reading, span: tuple[int, int], weekday: int) -> str:
    """The day (ISO) that a weekday alone may mean, or nothing; Monday is 0."""
    written_on = reading.written_on
    before, after = reading.before(span[0], 24), reading.after(span[1], 16)
    if written_on is None or _NOT_ONE_DAY.search(before) or _WEEK.match(after):
        return ""
    behind = (written_on.weekday() - weekday) % _DAYS_IN_WEEK
    if _NEXT.search(before) or _AFTER_NEXT.match(after):
        return _moved(written_on, _DAYS_IN_WEEK - behind)
    if (_LAST.search(before) or _AFTER_LAST.match(after)) and behind == 0:
        behind = _DAYS_IN_WEEK
    return _moved(written_on, -behind)


def day_of_month_meant(reading: Reading, span: tuple[int, int], day: int) -> str:
    """The last such day of a month up to the statement (ISO), or of the month that is named."""
    written_on = reading.written_on
    if written_on is None:
        return ""
    named = _OF_MONTH.match(reading.after(span[1], 24))
    if named:
        months = {"LAST": -1, "THIS": 0, "NEXT": 1}[named[1]]
        meant = next(_months_from(written_on, months, day, steps=1), None)
        return meant.isoformat() if meant else ""
    days = (one for one in _months_from(written_on, 0, day, steps=3) if one <= written_on)
    return next((one.isoformat() for one in days), "")


def weekday_and_day_meant(reading: Reading, weekday: int, day: int) -> str:
    """The last day up to the statement that has this weekday and this day of the month (ISO)."""
    written_on = reading.written_on
    if written_on is None:
        return ""
    for back in range(_LONGEST_BACK):
        try:
            one = written_on - timedelta(days=back)
        except OverflowError:
            return ""
        if one.weekday() == weekday and one.day == day:
            return one.isoformat()
    return ""


def month_meant(reading: Reading, span: tuple[int, int], month: int) -> str:
    """The last such month up to the statement (``YYYY-MM``), or the next where that is said."""
    written_on = reading.written_on
    before = reading.before(span[0], 24)
    if written_on is None or _NOT_ONE_DAY.search(before):
        return ""
    year = written_on.year - (month > written_on.month)
    if _NEXT.search(before):
        year = written_on.year + (month <= written_on.month)
    return f"{year:04}-{month:02}"


def _moved(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return ""


def _months_from(start: date, months: int, day: int, *, steps: int) -> Iterator[date]:
    """That day in the month so many months after ``start``, then in those before it."""
    for step in range(steps):
        count = start.year * 12 + start.month - 1 + months - step
        if count >= 12 and (found := real_date(count // 12, count % 12 + 1, day)):
            yield found
