"""Numbers of incidents and logs, which begin anew each day and so stand with their date."""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import full_year, real_date
from models.inference.identifiers.candidate import LIKELY, Candidate, checked
from models.inference.identifiers.monthnames import MONTH, MONTHS
from models.inference.identifiers.reading import END, START, WS, Reading
from models.inference.identifiers.tokens import words

_MONTH_DATE = (
    rf"([0-9]{{1,2}})(?:ST|ND|RD|TH)?(?:[ -]|[ ]?OF)?[ ]?({MONTH})(?![A-Z])"
    r"(?:[ -]?([0-9]{4}|[0-9]{2}(?![0-9:]|[.][0-9])))?"
)
_FIGURE_DATE = r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})"
# "CAD 901 of 14/02": the year goes without saying, but the "of" does not.
_SHORT_DATE = r"(?<=(?:OF|ON)[ ])([0-3]?[0-9])/(0[1-9]|1[0-2])()(?![0-9/]|[.][0-9])"
_COMPACT_DATE = r"([0-3][0-9])([01][0-9])((?:20)?[0-9]{2})(?![0-9])"
_OF = (
    rf"(?>[ ]?/[ ]?|{WS}(?:OF|ON|FROM|DATED)(?:{WS}THE)?{WS}|[ ]-[ ]|-|"
    r"(?<=[0-9]{3})[ ](?=[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]))"
)
_SYSTEMS = words("CAD LOG OIS STORM ICAD BTP INC INCIDENT")
_INCIDENT = re.compile(
    rf"(?<![A-Z0-9/,.£€$-])(?:(CAD|LOG|OIS|STORM|ICAD|BTP|INC\.?|INCIDENT)"
    rf"(?:{WS}(?:BTP|INCIDENT|LOG))?(?:{WS}|/)?(?:(?:NO\.?|NUMBER|REF)[ ])?)?(?<![0-9]/)(?<![0-9])"
    rf"([0-9]{{1,6}}(?:-?[A-Z](?![A-Z]))?){_OF}(?:{_MONTH_DATE}|{_FIGURE_DATE}|"
    rf"{_COMPACT_DATE}|{_SHORT_DATE})(?![A-Z0-9/])"
)
_OF_ITS_DATE = re.compile(
    rf"{WS}(?:OF|DATED)(?:{WS}THE)?{WS}(?:{_MONTH_DATE}|{_FIGURE_DATE})(?![A-Z0-9/])"
)
_LONGEST_OF_A_DAY = 5  # digits: no control room takes 100,000 calls in a day
_UNDATED = re.compile(
    rf"{START}(?:CAD|OIS)[ ]?(?:NO\.?[ ]|NUMBER[ ]|:[ ]?)?([0-9]{{1,6}}){END}(?!/)|"
    rf"{START}INCIDENT[ ]([0-9]{{4,11}}){END}(?!/)|{START}LOG[ ]([0-9]{{3,11}}){END}(?!/)"
)
_CUE = re.compile(
    r"\b(?:LOG|CAD|INCIDENT|INC|OIS|STORM|REF|REFERENCE|CALL|OCCURRENCE|POLICE|REPORT)\b"
)
_NUMBERED = re.compile(
    r"\b(?:(?:THE|MY|OUR|CASE|JOB)[ ]NUMBER|EVENT)(?:[ ](?:IS|WAS)|'S)?[ :]{1,2}[A-Z]{2,5}[ ]\Z"
)
_OWN_LETTERS = re.compile(r"(?<![A-Z0-9])([A-Z]{2,5})[ ]\Z")
_NOT_LETTERS = frozenset(words("CALL LOG REF INC POLICE NO IS WAS AT ON OF THE AND FOR"))


def incidents(reading: Reading) -> Iterator[Candidate]:
    """Numbers of incidents and logs with their date, and those whose date is missing."""
    for found in reading.matches(_INCIDENT, reading.tokens.numbers, reading.tokens.of(_SYSTEMS)):
        candidate = _dated(reading, found)
        if candidate:
            yield candidate
    for found in reading.matches(
        _UNDATED, reading.tokens.of(("CAD", "OIS", "INCIDENT", "LOG")), reading.tokens.mixed
    ):
        value = {"reference": re.sub(r"\s+", " ", found[0]), "kind": "incident"}
        if len(found[1] or found[2] or found[3]) > _LONGEST_OF_A_DAY:
            yield Candidate(
                label="CRIME_REF",
                start=found.start(),
                end=found.end(),
                why="a number too long to begin anew each day",
                value=value,
                cued=True,
                confidence=LIKELY,
            )
            continue
        why = "the date is missing, without which the number begins anew each day"
        yield checked("CRIME_REF", found.span(), holds=False, why=why, value=value, cued=True)


def _dated(reading: Reading, found: re.Match[str]) -> Candidate | None:
    system, number, *parts = found.groups()
    start = found.start()
    before = reading.before(start)
    own = _own_letters(reading, before, start) if not system else 0
    if not system and not _CUE.search(before) and not (own and _NUMBERED.search(before)):
        return None
    day, month, year = next(parts[at : at + 3] for at in (0, 3, 6, 9) if parts[at])
    compact, short = parts[6] is not None, parts[9] is not None
    if compact and not system and "OF" not in found[0]:
        return None
    month_number = MONTHS[month] if month in MONTHS else int(month)
    whole = full_year(reading, year) if year else None
    exists = real_date(whole or 2000, month_number, int(day))
    if (compact or short) and not exists:
        return None
    start = own or start
    value = {
        "reference": re.sub(r"\s+", " ", reading.upper[start : found.end()]),
        "kind": "incident",
        "number": number,
    }
    if exists and whole:
        value["iso"] = exists.isoformat()
    return checked(
        "CRIME_REF",
        (start, found.end()),
        holds=exists is not None,
        why="the number of an incident with its date" if exists else "its date does not exist",
        value=value,
        cued=True,
    )


def _own_letters(reading: Reading, before: str, start: int) -> int:
    """Where the letters of the body that gave the number begin, straight before it; else 0."""
    own = _OWN_LETTERS.search(before)
    if not own or own[1] in _NOT_LETTERS or reading.shouted:
        return 0
    at = start - len(own[0])
    return at if reading.cased(at, at + len(own[1])).isupper() else 0


def end_with_its_date(reading: Reading, span: tuple[int, int]) -> int:
    """Where a reference ends that begins anew each day: behind ``of`` and its date, if told."""
    digits = sum(map(str.isdigit, reading.upper[span[0] : span[1]]))
    dated = _OF_ITS_DATE.match(reading.upper, span[1])
    if digits > _LONGEST_OF_A_DAY or not dated:
        return span[1]
    day, month, year = next(dated.groups()[at : at + 3] for at in (0, 3) if dated[at + 1])
    month_number = MONTHS[month] if month in MONTHS else int(month)
    whole = full_year(reading, year) if year else 2000
    return dated.end() if real_date(whole, month_number, int(day)) else span[1]
