"""The day and the time that each sentence of an account tells of, and the words that fix them.

A sentence without a day of its own stands on the last one told before it, until the account moves
on ("the next morning", "on Tuesday"). That is a proposal: what fixes a day or a time is always
given, and whether it stands in the sentence itself. What nothing fixes has no day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from worker.casework.testimony import Testimony
from worker.record import RecordMention

DAY_MINUTES = 24 * 60
_HALF_A_DAY = 12 * 60
_STEP_BACK = 60
# Farther on than this the other time of day is as near.
_FARTHEST = 6 * 60
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_YEAR = re.compile(r"--(\d\d-\d\d)")
_NO_MONTH = re.compile(r"---(\d\d)")
_TIME = re.compile(r"(\d\d?):(\d\d)(?::\d\d)?")
_PERIOD = r"(?:day|night|morning|afternoon|evening|weekend|week|fortnight|month|year)"
# From here on the account is on another day.
_MOVES_ON = re.compile(
    rf"\b(?:next|following)\s+{_PERIOD}\b|\bthe\s+{_PERIOD}\s+(?:after|afterwards|following)\b"
    rf"|\b{_PERIOD}s?\s+(?:later|after(?:wards)?)\b|\blater\s+(?:on\s+)?(?:that|the\s+same|in\s+the)"
    r"\s+(?:week|month|year)\b|\btomorrow\b|\bsince\s+then\b",
    re.IGNORECASE,
)
# Only this sentence looks back, and the account goes on where it was.
_LOOKS_BACK = re.compile(
    rf"\b(?:previous|preceding|last)\s+{_PERIOD}\b|\bthe\s+{_PERIOD}\s+before\b|\byesterday\b"
    rf"|\b{_PERIOD}s?\s+(?:ago|before(?:hand)?|earlier|previously|prior)\b"
    r"|\blast\s+(?:summer|winter|autumn|spring|christmas|easter)\b",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?:born|birth|d\.?o\.?b\.?|birthday)\b[\s:,]*(?:is|was|on|in)?[\s:,]*$", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """The day and time that a sentence tells of, and the mentions that fix them.

    ``minutes`` count from the day's midnight; past 1440 the account has gone on past the next one
    without naming another day. ``own_day`` and ``own_time`` say that the words stand in the
    sentence itself, not before it. ``half_told``: the words tell a time of twelve hours ("ten past
    eleven"), and it is the next one, or one within the hour before, from the time told last;
    one that neither is near fixes nothing.
    """

    day: str | None = None
    minutes: int | None = None
    day_words: RecordMention | None = None
    time_words: RecordMention | None = None
    own_day: bool = False
    own_time: bool = False
    half_told: bool = False


class Days:
    """The whole days that a case tells of, by which days told in part are understood."""

    def __init__(self, testimonies: Sequence[Testimony]) -> None:
        """Take the testimonies of a case."""
        by_year: dict[str, set[str]] = defaultdict(set)
        for one in testimonies:
            for day in _whole_days(one):
                by_year[day[5:]].add(day)
        self._of_case = by_year

    def of(self, testimony: Testimony) -> tuple[Moment, ...]:
        """Return the moment of each of its sentences, in order."""
        whole = _whole_days(testimony)
        fixing = _fixing(testimony)
        now = Moment()
        found = []
        for sentence, named in zip(testimony.sentences, testimony.named, strict=True):
            told = [m for m in named if fixing is None or m.id in fixing]
            dates = [m for m in told if m.label == "DATE" and not _of_birth(testimony, m)]
            times = [m for m in told if m.label == "TIME"]
            here, now = self._moment(now, sentence.quote, dates, times, whole)
            found.append(here)
        return tuple(found)

    def _moment(
        self,
        before: Moment,
        quote: str,
        dates: Sequence[RecordMention],
        times: Sequence[RecordMention],
        whole: set[str],
    ) -> tuple[Moment, Moment]:
        """Return a sentence's moment, and the one that the next sentence starts from."""
        fixed = next(((day, m) for m in dates if (day := self._day(m, whole))), None)
        aside = False
        if fixed:
            base = Moment(day=fixed[0], day_words=fixed[1], own_day=True)
        elif _MOVES_ON.search(quote) or any(_another_day(m, before.day) for m in dates):
            base = Moment()
        elif _LOOKS_BACK.search(quote) or any(_in_part(m) for m in dates):
            base, aside = Moment(), True
        else:
            base = replace(before, own_day=False, own_time=False)
        here = _at(base, times)
        carried = before if aside else here
        return here, replace(carried, own_day=False, own_time=False)

    def _day(self, mention: RecordMention, whole: set[str]) -> str | None:
        """Return the day that a date means: told whole, or the only one told that it can be."""
        value = mention.value or {}
        told = value.get("inferred") or value.get("iso", "")
        if _DAY.fullmatch(told):
            return told
        if no_year := _NO_YEAR.fullmatch(told):
            in_case = self._of_case.get(no_year[1], set())
            inside = {day for day in whole if day.endswith(no_year[1])}
            return _only(inside or in_case, value)
        if no_month := _NO_MONTH.fullmatch(told):
            return _only({day for day in whole if day.endswith(f"-{no_month[1]}")}, value)
        return None


def clock(minutes: int) -> str:
    """Return minutes from midnight as a time of day."""
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return f"{hour:02}:{minute:02}"


def _at(base: Moment, times: Sequence[RecordMention]) -> Moment:
    """Return the moment at the first time that a sentence tells."""
    before = None if base.own_day else base.minutes
    for mention in times:
        value = mention.value or {}
        whole = _of_clock(value.get("time", ""))
        half = _of_clock(value.get("twelve_hour", ""))
        if whole is not None:
            minutes = whole if before is None else _going_on(whole, before)
        elif half is not None and before is not None:
            # Accounts go on; a step back of an hour is somebody putting himself right.
            onward = (half - before + _STEP_BACK) % _HALF_A_DAY - _STEP_BACK
            if onward > _FARTHEST:
                continue
            minutes = before + onward
        else:
            continue
        if minutes >= 0:
            return replace(
                base,
                minutes=minutes,
                time_words=mention,
                own_time=True,
                half_told=whole is None,
            )
    return base


def _going_on(minutes: int, before: int) -> int:
    """Return a time of day after another: "23:50 ... 00:05" is past midnight."""
    minutes += before // DAY_MINUTES * DAY_MINUTES
    return minutes + DAY_MINUTES if minutes < before - _HALF_A_DAY else minutes


def _fixing(testimony: Testimony) -> frozenset[str] | None:
    """Return the mentions by which the record's timeline fixes a time; None without a timeline."""
    timeline = testimony.record.digest.get("timeline")
    if timeline is None:
        return None
    return frozenset(known for item in timeline for known in item.mention_ids)


def _whole_days(testimony: Testimony) -> set[str]:
    values = (m.value or {} for named in testimony.named for m in named if m.label == "DATE")
    told = (value.get("inferred") or value.get("iso", "") for value in values)
    return {day for day in told if _DAY.fullmatch(day)}


def _of_birth(testimony: Testimony, mention: RecordMention) -> bool:
    before = testimony.record.text[max(0, mention.start - 30) : mention.start]
    return _BIRTH.search(before) is not None


def _of_clock(told: str) -> int | None:
    found = _TIME.fullmatch(told)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _only(days: Iterable[str], value: Mapping[str, str]) -> str | None:
    """Return the one day that fits the weekday that is told, None where none or several do."""
    named = value.get("weekday")
    fitting = [day for day in days if not named or weekday(day) == named]
    return fitting[0] if len(fitting) == 1 else None


def weekday(day: str) -> str:
    """Return the name of a day's weekday; empty for what is no day of the calendar."""
    try:
        return f"{date.fromisoformat(day):%A}"
    except ValueError:
        return ""


def _another_day(mention: RecordMention, day: str | None) -> bool:
    """Whether a date that fixes no day by itself names another day than the one before it.

    A single weekday ("on Tuesday") or day of a month does; "Fridays" and "in 2019" do not.
    """
    value = mention.value or {}
    told = value.get("iso", "")
    if _NO_YEAR.fullmatch(told) or _NO_MONTH.fullmatch(told):
        return True
    named = value.get("weekday")
    if not named or mention.quote.strip().casefold().endswith("s"):
        return False
    return day is None or weekday(day) != named


def _in_part(mention: RecordMention) -> bool:
    """Whether a date names a month, a year or several weekdays: an aside, not another day."""
    value = mention.value or {}
    return "weekday" not in value or mention.quote.strip().casefold().endswith("s")
