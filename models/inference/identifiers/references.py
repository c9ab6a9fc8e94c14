"""The numbers that police forces give to crimes, incidents and logs."""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import full_year, real_date
from models.inference.identifiers.candidate import CUED, LIKELY, Candidate, checked
from models.inference.identifiers.forces import FORCES
from models.inference.identifiers.monthnames import MONTH, MONTHS
from models.inference.identifiers.reading import END, START, WS, Reading
from models.inference.identifiers.tokens import words

_FREE = r"(?<![A-Z0-9/.-])"
_MET = re.compile(rf"{_FREE}([0-9]{{7}})/([0-9]{{2}})(?![A-Z0-9/])")
_FORCE_SERIAL_YEAR = re.compile(rf"{_FREE}([0-9O]{{2}})/([0-9O]{{4,7}})/([0-9]{{2}})(?![A-Z0-9/])")
_FRAUD = re.compile(rf"{START}NFRC ?([0-9]{{9,12}}){END}")
_MONTH_DATE = (
    rf"([0-9]{{1,2}})(?:ST|ND|RD|TH)?(?:[ -]|OF)?[ ]?({MONTH})(?![A-Z])"
    r"(?:[ -]?([0-9]{4}|[0-9]{2}(?![0-9:]|[.][0-9])))?"
)
_FIGURE_DATE = r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})"
_OF = rf"(?>[ ]?/[ ]?|{WS}(?:OF|ON|FROM|DATED)(?:{WS}THE)?{WS}|[ ]-[ ]|-)"
_SYSTEMS = words("CAD LOG OIS STORM ICAD BTP INC INCIDENT")
_INCIDENT = re.compile(
    rf"(?<![A-Z0-9/,.£€$-])(?:(CAD|LOG|OIS|STORM|ICAD|BTP|INC\.?|"
    rf"INCIDENT){WS}?(?:NO\.?[ ])?)?(?<![0-9/])"
    rf"([0-9]{{1,6}}(?:-?[A-Z](?![A-Z]))?){_OF}(?:{_MONTH_DATE}|{_FIGURE_DATE})(?![A-Z0-9/])"
)
_LONGEST_OF_A_DAY = 5  # digits: no control room takes 100,000 calls in a day
_UNDATED = re.compile(
    rf"{START}(?:CAD|OIS)[ ]?(?:NO\.?[ ]|NUMBER[ ]|:[ ]?)?([0-9]{{1,6}}){END}(?!/)|"
    rf"{START}INCIDENT[ ]([0-9]{{4,10}}){END}(?!/)"
)
_INCIDENT_CUE = re.compile(
    r"\b(?:LOG|CAD|INCIDENT|INC|OIS|STORM|REF|REFERENCE|CALL|OCCURRENCE|POLICE)\b"
)

_STARRED = re.compile(rf"{_FREE}([0-9]{{2}})\*([0-9]{{5,7}}){END}")
_HYPHENED = re.compile(rf"{_FREE}[A-Z]{{2,4}}[0-9]{{0,2}}(?:-[0-9]{{2,8}}){{2,4}}(?![A-Z0-9/-])")
_NORTHERN_IRISH = re.compile(rf"{START}CC[0-9]{{13}}{END}")
_FORCE_YEAR_SERIAL = re.compile(
    r"(?<![A-Z0-9/.,+£-])([0-9]{2})([0-9]{2})[0-9]{6,7}(?![A-Z0-9/]|[.,-][0-9])"
)
_POLICE = re.compile(
    r"\b(?:NUMBER|NURNBER|REF|REFERENCE|POLICE|CRIME|INCIDENT|LOG|REPORTS?|REPORTED|UNDER|AND|"
    r"GAVE)\b"
)
_NUMBERED = (
    r"(?:[^A-Z0-9]{0,3}(?:REFERENCE|REF|REPORT|RECORD|NUMBER|NURNBER|NUM|NO|IS|WAS|LOG|OF|UNDER|AS)"
    r"(?![A-Z])){0,4}"
)
_CRIME_CUE = re.compile(
    rf"\b(?:CRIME|CRIRNE|INCIDENT|OCCURRENCE|POLICE (?:REF(?:ERENCE)?|LOG|NUMBER)|CRIS|NICHE|"
    rf"CONNECT|CRIME (?:NUMBER|NO|REF(?:ERENCE)?)[^.\n]{{1,24}},|"
    rf"NUMBER (?:THEY|THE POLICE|HE|SHE|HE'S|SHE'S|THEY'VE) (?:GAVE|GIVEN|GIEN) (?:ME|US)|"
    rf"LOG (?:REF(?:ERENCE)?|NUMBER|NO)|"
    rf"CUSTODY (?:RECORD|REF(?:ERENCE)?|NUMBER)|ACTION FRAUD|RECORDED UNDER|"
    rf"INVESTIGATION){_NUMBERED}[^A-Z0-9]{{1,4}}\Z"
)
_PLAIN_CUE = re.compile(rf"\b(?:REFERENCE|REF|UNDER){_NUMBERED}[^A-Z0-9]{{1,3}}\Z")
_CRIME_WORDS = words(
    "CRIME CRIRNE INCIDENT OCCURRENCE POLICE CRIS NICHE CONNECT LOG CUSTODY FRAUD RECORDED "
    "INVESTIGATION REFERENCE REF UNDER GAVE GIVEN GIEN"
)
_TOKEN = re.compile(
    rf"{_FREE}(?=[A-Z0-9/]{{0,6}}[0-9])([A-Z0-9]{{1,12}}(?:[/-][A-Z0-9]{{1,12}}){{0,4}}){END}(?![/"
    rf"-][A-Z0-9])"
)


_LEADING = re.compile(r"\bINCIDENT[ ]\Z")
"""A word that is part of a reference when it stands straight before it."""


def crime_references(reading: Reading) -> Iterator[Candidate]:
    """Numbers of crimes, incidents and logs."""
    yield from _crimes(reading)
    yield from _incidents(reading)
    yield from _named(reading)
    yield from _by_shape(reading)
    for found in reading.matches(_FRAUD, reading.tokens.mixed, reading.tokens.of(["NFRC"])):
        value = {"reference": found[0].replace(" ", ""), "kind": "action_fraud"}
        yield checked(
            "CRIME_REF", found.span(), holds=True, why="a report to Action Fraud", value=value
        )


def _by_shape(reading: Reading) -> Iterator[Candidate]:
    """References of forces whose own form is unlike anything else, or nearly so."""
    for pattern in (_STARRED, _HYPHENED, _NORTHERN_IRISH):
        for found in reading.matches(
            pattern, reading.tokens.mixed, reading.tokens.signed, reading.tokens.before_sign
        ):
            digits = sum(character.isdigit() for character in found[0])
            capitals = reading.muted or reading.cased(*found.span()) == found[0]
            if digits >= 6 and capitals:
                value = {"reference": found[0], "kind": "crime"}
                span = _with_its_word(reading, found.start()), found.end()
                yield _shaped(span, value, "it has the form of some forces' own numbers")
    for found in reading.matches(_FORCE_YEAR_SERIAL, reading.tokens.long):
        force, year = found.groups()
        recent = reading.latest_year - 20 <= 2000 + int(year) <= reading.latest_year
        if force in FORCES and recent and _POLICE.search(reading.before(found.start(), 32)):
            value = {"reference": found[0], "kind": "crime"}
            yield _shaped(found.span(), value, "the number of a force, a year and a serial number")


def _with_its_word(reading: Reading, start: int) -> int:
    """Return where a reference begins, with the word that leads it if that is part of it."""
    leading = _LEADING.search(reading.before(start))
    return start - len(leading[0]) if leading else start


def _shaped(span: tuple[int, int], value: dict[str, str], why: str) -> Candidate:
    return Candidate(
        label="CRIME_REF", start=span[0], end=span[1], why=why, value=value, confidence=LIKELY
    )


def _year_fault(reading: Reading, year: str) -> str:
    this_year = reading.latest_year % 100
    return "its year lies after the statement" if this_year < int(year) <= this_year + 20 else ""


def _crimes(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_MET, reading.tokens.signed):
        fault = _year_fault(reading, found[2])
        why = fault or "seven digits and the year"
        value = {"reference": found[0], "kind": "crime"}
        yield checked("CRIME_REF", found.span(), holds=not fault, why=why, value=value)
    for found in reading.matches(_FORCE_SERIAL_YEAR, reading.tokens.signed, reading.tokens.mixed):
        force, serial, year = (part.replace("O", "0") for part in found.groups())
        repaired = f"{force}/{serial}/{year}"
        fault = _year_fault(reading, year)
        if force not in FORCES:
            fault = "no police force has this number"
        value = {"reference": found[0], "kind": "crime"}
        if repaired != found[0]:
            value["proposed"] = repaired
            fault = "a letter stands where a digit must"
        why = fault or "the number of a force, a serial number and the year"
        yield checked("CRIME_REF", found.span(), holds=not fault, why=why, value=value, cued=True)


def _incidents(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_INCIDENT, reading.tokens.numbers, reading.tokens.of(_SYSTEMS)):
        system, number, day, month, year, day2, month2, year2 = found.groups()
        cued = system or _INCIDENT_CUE.search(reading.before(found.start()))
        if not cued:
            continue
        whole = full_year(reading, year or year2) if year or year2 else None
        exists = real_date(whole or 2000, MONTHS[month] if month else int(month2), int(day or day2))
        value = {"reference": re.sub(r"\s+", " ", found[0]), "kind": "incident", "number": number}
        if exists and whole:
            value["iso"] = exists.isoformat()
        yield checked(
            "CRIME_REF",
            found.span(),
            holds=exists is not None,
            why="the number of an incident with its date" if exists else "its date does not exist",
            value=value,
            cued=bool(cued),
        )
    for found in reading.matches(
        _UNDATED, reading.tokens.of(("CAD", "OIS", "INCIDENT")), reading.tokens.mixed
    ):
        value = {"reference": re.sub(r"\s+", " ", found[0]), "kind": "incident"}
        if len(found[1] or found[2]) > _LONGEST_OF_A_DAY:
            yield _shaped(found.span(), value, "a number too long to begin anew each day")
            continue
        why = "the date is missing, without which the number begins anew each day"
        yield checked("CRIME_REF", found.span(), holds=False, why=why, value=value, cued=True)


def _named(reading: Reading) -> Iterator[Candidate]:
    """Whatever number stands straight after the words for a crime, an incident or a reference."""
    if not reading.tokens.has(_CRIME_WORDS):
        return
    for found in reading.matches(
        _TOKEN, reading.tokens.long, reading.tokens.mixed, reading.tokens.before_sign
    ):
        digits = sum(character.isdigit() for character in found[1])
        if digits < 3 or digits * 2 < len(found[1]) - found[1].count("/"):
            continue
        before = reading.before(found.start())
        named = _CRIME_CUE.search(before)
        if not named and not (digits >= 7 and _PLAIN_CUE.search(before)):
            continue
        if re.fullmatch(r"(?:19|20)[0-9]{2}|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}", found[1]):
            continue
        incomplete = named and re.fullmatch(r"[0-9]{7}|[0-9]{2}/[0-9]{7}", found[1])
        value = {"reference": found[1], "kind": "crime"}
        if incomplete:
            why = "a crime number ends in its year, which is missing or stands first"
            yield checked("CRIME_REF", found.span(1), holds=False, why=why, value=value, cued=True)
            continue
        yield Candidate(
            label="CRIME_REF",
            start=_with_its_word(reading, found.start(1)),
            end=found.end(1),
            why="a number straight after words for a crime, an incident or a reference",
            value=value,
            cued=True,
            confidence=CUED if named else LIKELY,
        )
