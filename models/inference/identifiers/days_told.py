"""What day a weekday alone means in an account that has just told of a dated day.

"On Saturday 6 September he came. On the Wednesday he rang" means the Wednesday after. Where no day
is told near before it, the statement's own date has to do (``relative_days``). Either way it is a
proposal, and says in ``proposed_by`` what it is reckoned from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.inference.identifiers.candidate import Candidate
from models.inference.identifiers.monthnames import WEEKDAY_NAMES
from models.inference.identifiers.reading import Reading

ACCOUNT, STATEMENT = "account", "statement"
"""What a proposed weekday is reckoned from: the day told before it, or the statement's date."""

_NEAR, _POINTED_AT = 600, 6000
"""Characters since the day told: "on Friday" stays near it, "on the Friday" points back to it."""
_WEEK = 7
_LONG_AGO = 400
"""Days before the newest day told, beyond which a date without its weekday is no day told of."""
_Told = tuple[date, int]
"""A day that the account tells, and where its words end."""
# What is told after this came before it: "I reported it. It was on Wednesday that he hit me."
_REPORTED = re.compile(
    r"\b(?:REPORT(?:ED|ING)?|(?:CALL(?:ED|ING)?|RANG|RING|RUNG|PHONED|CONTACTED|TELEPHONED|DIALLED|"
    r"TOLD|WENT[ \n]TO|SPOKE[ \n](?:TO|WITH))[ \n](?:(?:THE|UP)[ \n]){0,2}(?:POLICE|101|999|"
    r"CRIMESTOPPERS)|MADE[ \n](?:A|THIS|MY)[ \n](?:REPORT|COMPLAINT|STATEMENT))\b"
)
_POINTS = re.compile(r"\b(?:THE|THAT)(?:[ \n](?:SAME|VERY|EARLY))?[ \n]\Z")
_FOLLOWING = re.compile(r"\b(?:FOLLOWING|THE[ \n]NEXT|THE[ \n]VERY[ \n]NEXT)[ \n]\Z")
_BEFORE = re.compile(
    r"\b(?:PREVIOUS|PRECEDING)[ \n]\Z|\b(?:SINCE|BEFORE)[ \n](?:(?:THE|THAT)[ \n])?\Z"
)
_BEFORE_IT = re.compile(r"\A[ \n](?:(?:NIGHT|MORNING|EVENING|AFTERNOON)[ \n])?BEFORE(?=[ .,;]|\Z)")
# From the day of speaking, or no one day.
_OTHERWISE = re.compile(
    r"\b(?:EVERY|EACH|MOST|SOME|ANOTHER|ANY|A|AN|ONE|ALTERNATE|LAST|PAST|COMING|THIS|"
    r"(?<!THE[ \n])(?<!VERY[ \n])NEXT)[ \n]\Z"
)
_OTHERWISE_AFTER = re.compile(
    r"\A[ \n,]{1,2}(?:LAST|NEXT|JUST GONE|GONE|JUST PASSED|COMING|WEEK|FORTNIGHT|AFTER NEXT|"
    r"BEFORE LAST|GONE)(?![A-Z])"
)
_EARLIER = re.compile(r"\b(?:HAD|'D)\b")
_SENTENCE = re.compile(r"[.!?][ \n\"')]|\n\n|\A")
# No day on which the account stands: a birth, a stretch of time, what a paper bears.
_ASIDE = re.compile(
    r"\b(?:(?:SINCE|BORN|BIRTH|BIRTHDAY|DATED|UNTIL)\b|D\.?[ ]?O\.?[ ]?B\b\.?)[^.!?]{0,60}\Z"
    r"|[(\[]\Z"
)


def by_account(reading: Reading, standing: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield ``standing`` (sorted by start) with what its weekdays mean in the account told."""
    told: _Told | None = None
    newest = max((day for one in standing if (day := _day_of(reading, one))), default=None)
    for one in standing:
        if one.label != "DATE":
            yield one
        elif _is_weekday_alone(one):
            settled = _settled(reading, one, told)
            day = _day((settled.value or {}).get("proposed", ""))
            told = (day, one.end) if day else told
            yield settled
        else:
            if not _is_aside(reading, one, newest):
                day = _day_of(reading, one)
                told = (day, one.end) if day else None
            yield one


def _is_aside(reading: Reading, one: Candidate, newest: date | None) -> bool:
    """Whether a date says no day on which the account stands: a birth, a stretch of time.

    Among days of these years a bare one of long ago ("14/03/1961") is somebody's, or history; one
    with its weekday is told of.
    """
    if _ASIDE.search(reading.before(one.start, 80)):
        return True
    day = _day_of(reading, one)
    old = bool(day and newest and (newest - day).days > _LONG_AGO)
    return old and "weekday" not in (one.value or {})


def _is_weekday_alone(one: Candidate) -> bool:
    value = one.value or {}
    return "weekday" in value and "iso" not in value


def _day_of(reading: Reading, one: Candidate) -> date | None:
    """Return the day that a date tells; None for less, and for the statement's own date."""
    value = one.value or {}
    day = _day(value.get("inferred") or value.get("iso", "")) if one.label == "DATE" else None
    # The statement's own date is where it was written, not where its account stands.
    return day if day != reading.written_on else None


def _settled(reading: Reading, one: Candidate, told: _Told | None) -> Candidate:
    """Return a weekday with what is proposed for it and what that is reckoned from."""
    meant = _meant(reading, one, told) if told else None
    if meant is not None:
        return _with(one, meant, ACCOUNT)
    value = one.value or {}
    return replace(one, value={**value, "proposed_by": STATEMENT}) if "proposed" in value else one


def _with(one: Candidate, meant: str, source: str) -> Candidate:
    """Return a weekday with the day proposed for it; none where the words allow several."""
    value = {k: v for k, v in (one.value or {}).items() if k != "proposed"}
    if not meant:
        return replace(one, value=value)
    return replace(
        one,
        value=value | {"proposed": meant, "proposed_by": source},
        why=f"{one.why}, proposed by the day told before it",
    )


def _meant(reading: Reading, one: Candidate, told: _Told) -> str | None:
    """Return the day (ISO) by the account, nothing where it allows two, None if not by it."""
    before, after = reading.before(one.start, 40), reading.after(one.end, 24)
    if _OTHERWISE.search(before) or _OTHERWISE_AFTER.match(after) or _is_of_many(reading, one):
        return None
    points = _POINTS.search(before) or _FOLLOWING.search(before) or _BEFORE.search(before)
    if one.start - told[1] > (_POINTED_AT if points else _NEAR):
        return None
    weekday = WEEKDAY_NAMES.index((one.value or {})["weekday"])
    ahead = (weekday - told[0].weekday()) % _WEEK
    if _BEFORE.search(before) or _BEFORE_IT.match(after):
        ahead -= _WEEK
    elif _FOLLOWING.search(before):
        ahead = ahead or _WEEK
    elif _is_of_a_report(reading, told[1]) or (ahead and _is_looking_back(reading, one.start)):
        return ""
    try:
        day = told[0] + timedelta(days=ahead)
    except OverflowError:
        return None
    return None if reading.written_on and day > reading.written_on else day.isoformat()


def _is_of_many(reading: Reading, one: Candidate) -> bool:
    """Whether a weekday is said in the plural: "on Fridays"."""
    return reading.upper[one.start : one.end].endswith("DAYS")


def _is_looking_back(reading: Reading, start: int) -> bool:
    """Whether the sentence has said "had" before this: it may be the day before or after."""
    left = max(0, start - 200)
    begins = max(
        (found.end() for found in _SENTENCE.finditer(reading.upper, left, start)), default=left
    )
    return _EARLIER.search(reading.upper, begins, start) is not None


def _is_of_a_report(reading: Reading, end: int) -> bool:
    """Whether the sentence of a day told, which ends there, is that of the report of it all."""
    left, right = max(0, end - 200), min(len(reading.upper), end + 200)
    begins = max(
        (found.end() for found in _SENTENCE.finditer(reading.upper, left, end)), default=left
    )
    ends = _SENTENCE.search(reading.upper, end, right)
    return _REPORTED.search(reading.upper, begins, ends.start() if ends else right) is not None


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if len(told) == len("2025-03-03") else None
    except ValueError:
        return None
