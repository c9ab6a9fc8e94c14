"""Dates as formal hands and notebooks write them: Roman months, "inst.", six digits, two days."""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import (
    Day,
    full_year,
    judged_day,
    partial,
    real_date,
)
from models.inference.identifiers.candidate import Candidate
from models.inference.identifiers.monthnames import MONTH, MONTHS
from models.inference.identifiers.reading import START, WS, Reading
from models.inference.roman_months import ROMAN_MONTH, ROMAN_MONTHS

_IN_ROMAN = re.compile(
    rf"(?<![A-Z0-9./-])([0-9]{{1,2}})([./-])[ ]?({ROMAN_MONTH})\2[ ]?([0-9]{{4}}|[0-9]{{2}})"
    r"(?![0-9A-Z/]|[.-][0-9])"
)
_SIX_DIGITS = re.compile(
    r"(?<![0-9A-Z./£$€,-])([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2}|[0-9]{2})"
    r"(?![0-9A-Z/%]|[.,:-][0-9])"
)
_DATED = re.compile(
    r"\b(?:DATED?|DOB|D\.O\.B\.?|BORN|BIRTH|NIGHT OF|MORNING OF|EVENING OF|AFTERNOON OF)[ :]{1,3}"
    r"(?:ON[ ])?\Z"
)
_ON = re.compile(r"\bON[ ]{1,2}(?:THE[ ])?\Z")
# "The officer on 121110" is no day: after "on" alone, the year has to be one of these last.
_NEAR_YEARS = 5
# "Ring me on 101112" is no day.
_REACHED = re.compile(
    r"\b(?:CALL(?:S|ED|ING)?|RANG|RING|RUNG|PHONED?|TELEPHONED?|CONTACT(?:ED|ABLE)?|DIAL(?:S|LED)?|"
    r"TEXT(?:ED)?|REACH(?:ED|ABLE)?|NUMBERS?|EXTENSION|EXT|CHANNEL|REGISTERED|SHOWING|DISPLAYED|"
    r"TYPED|ENTERED|CODE|LOCK)\b[^.\n]{0,30}\Z"
)
_TIME_AFTER = re.compile(
    r"\A,?[ ](?:AT[ ]|@[ ]?)?(?:ABOUT[ ])?[0-2][0-9][:.]?[0-5][0-9][ ]?(?:HRS|HOURS|H)(?![A-Z])"
)
_OF_THE_MONTH = re.compile(
    rf"{START}([0-9]{{1,2}})(?:ST|ND|RD|TH){WS}(?:OF{WS})?(INST(?:ANT)?|ULT(?:IMO)?|PROX(?:IMO)?)"
    r"(?![A-Z])"
)
_MONTHS_FROM = {"I": 0, "U": -1, "P": 1}
_TWO_DAYS = re.compile(
    rf"{START}(?<![0-9/:.,£€$-])(([0-9]{{1,2}})(?:ST|ND|RD|TH)?)[ ]?/[ ]?([0-9]{{1,2}})"
    rf"(?:ST|ND|RD|TH)?(?:{WS}|)(?:OF[ ])?({MONTH})(?![A-Z])"
    r"(?:[ ,]{1,2}((?:19|20)[0-9]{2}|'[0-9]{2})(?![0-9]))?"
)


def formal_dates(reading: Reading) -> Iterator[Candidate]:
    """Dates in one of these ways, each with its ISO form as far as it is known."""
    for found in reading.matches(_IN_ROMAN, reading.tokens.signed):
        day, _, month, year = found.groups()
        whole = full_year(reading, year)
        if 1850 <= whole <= 2100 and 0 < int(day) <= 31:
            yield judged_day(reading, found.span(), Day(int(day), ROMAN_MONTHS[month], whole))
    yield from _in_six_digits(reading)
    for found in reading.matches(_OF_THE_MONTH, reading.tokens.mixed):
        if 1 <= int(found[1]) <= 31:
            value = {"iso": f"---{int(found[1]):02}"}
            meant = _in_month(reading, int(found[1]), _MONTHS_FROM[found[2][0]])
            value |= {"proposed": meant} if meant else {}
            yield partial(found.span(), value, "a day of this month, the last or the next")
    for found in reading.matches(_TWO_DAYS, reading.tokens.mixed, reading.tokens.signed):
        first, day, second, month, year = found.groups()
        if first and 0 < int(day) < int(second) <= int(day) + 1:
            named = full_year(reading, year.lstrip("'")) if year else None
            yield judged_day(reading, found.span(1), Day(int(day), MONTHS[month], named))


def _in_six_digits(reading: Reading) -> Iterator[Candidate]:
    """``050626`` where a word or a clock time beside it says that it is a day."""
    for found in reading.matches(_SIX_DIGITS, reading.tokens.long):
        day, month, year = found.groups()
        whole = full_year(reading, year)
        if real_date(whole, int(month), int(day)) is None or whole > reading.latest_year + 2:
            continue
        before = reading.before(found.start(), 60)
        dated = _DATED.search(before) or _TIME_AFTER.match(reading.after(found.end()))
        near = whole >= reading.latest_year - _NEAR_YEARS
        if dated or (near and _ON.search(before) and not _REACHED.search(before)):
            parts = Day(int(day), int(month), whole)
            yield judged_day(reading, found.span(), parts)


def _in_month(reading: Reading, day: int, months: int) -> str:
    """That day (ISO) in the month so many months after the statement's, or nothing."""
    written_on = reading.written_on
    if written_on is None:
        return ""
    count = written_on.year * 12 + written_on.month - 1 + months
    meant = real_date(count // 12, count % 12 + 1, day) if count >= 12 else None
    return meant.isoformat() if meant else ""
