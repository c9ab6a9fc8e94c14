"""What a date says: its ISO form as far as it is known, and whether it exists."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.inference.identifiers.candidate import CUED, Candidate, checked
from models.inference.identifiers.monthnames import WEEKDAY_NAMES
from models.inference.identifiers.reading import Reading

_AHEAD = 2  # a dated statement may name a day this many years after it: a hearing, an expiry
_SOON = timedelta(days=183)
_LEAP = 2000  # a day without a year exists if it does in a leap year


@dataclass(frozen=True, slots=True)
class Day:
    """The parts of a date that are written; ``weekday`` counts from Monday as 0."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None


def full_year(reading: Reading, digits: str) -> int:
    """A year of two digits in its century, by a window that ends just after the statement."""
    if len(digits) == 4:
        return int(digits)
    limit = reading.latest_year + (_AHEAD if reading.written_on else 0)
    century = limit - limit % 100
    year = century + int(digits)
    return year if year <= limit else year - 100


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def judged_day(reading: Reading, span: tuple[int, int], parts: Day, why: str = "") -> Candidate:
    """A DATE with at least a day and a month, checked against the calendar."""
    exact = real_date(parts.year or _LEAP, parts.month, parts.day)
    value: dict[str, str] = {}
    if parts.year:
        value["iso"] = f"{parts.year:04}-{parts.month:02}-{parts.day:02}"
    else:
        value["iso"] = f"--{parts.month:02}-{parts.day:02}"
    if parts.weekday is not None:
        value["weekday"] = WEEKDAY_NAMES[parts.weekday]
    if exact is None:
        value["written"] = value.pop("iso")
        return checked(
            "DATE", span, holds=False, why="the calendar has no such day", value=value, cued=True
        )
    if parts.year is None:
        exact = _nearest(reading, parts)
        if exact:
            value["inferred"] = exact.isoformat()
    if exact and parts.weekday is not None and exact.weekday() != parts.weekday:
        value["weekday_mismatch"] = "true"
        why = "the day exists, but it did not fall on the weekday that is named"
    return checked(
        "DATE",
        span,
        holds=True,
        why=why or "the day exists in the calendar",
        value=value,
        cued=True,
    )


def _nearest(reading: Reading, parts: Day) -> date | None:
    """The last such day up to the statement's date; the next one where only its weekday fits."""
    written_on = reading.written_on
    if written_on is None:
        return None
    years = range(written_on.year + 1, written_on.year - 9, -1)
    days = [day for year in years if (day := real_date(year, parts.month, parts.day))]
    past = [day for day in days if day <= written_on]
    coming = [day for day in days if written_on < day <= written_on + _SOON]
    if not past:
        return None
    if parts.weekday is not None and past[0].weekday() != parts.weekday:
        for day in coming[-1:]:
            if day.weekday() == parts.weekday:
                return day
    return past[0]


def partial(
    span: tuple[int, int],
    value: dict[str, str],
    why: str,
    *,
    cued: bool = True,
    confidence: float = CUED,
) -> Candidate:
    """A DATE of which only a part is written, so that there is nothing to check."""
    return Candidate(
        label="DATE",
        start=span[0],
        end=span[1],
        why=why,
        value=value,
        cued=cued,
        confidence=confidence,
    )
