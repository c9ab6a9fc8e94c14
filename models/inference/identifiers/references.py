"""Numbers that police forces give to crimes and cases."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, LIKELY, Candidate, checked
from models.inference.identifiers.forces import FORCES
from models.inference.identifiers.incidents import end_with_its_date, incidents
from models.inference.identifiers.reading import END, START, Reading
from models.inference.identifiers.reference_shapes import (
    belongs_to_another,
    references_by_shape,
    with_its_word,
)
from models.inference.identifiers.tokens import words

_FREE = r"(?<![A-Z0-9/.-])"
_MET = re.compile(rf"{_FREE}([0-9]{{7,8}})[ ]?\n?/([0-9]{{2}})(?![A-Z0-9/])")
_FORCE_SERIAL_YEAR = re.compile(
    rf"{_FREE}([0-9O]{{2}})/([0-9O]{{4,8}})/((?:20)?[0-9]{{2}})(?![A-Z0-9/])"
)
_FRAUD = re.compile(rf"{START}NFRC ?([0-9]{{9,12}}){END}")

_NUMBERED = (
    r"(?:[^A-Z0-9]{0,3}(?:REFERENCE|REF|REPORT|RECORD|NUMBER|NURNBER|NUM|NO|IS|WAS|AS|LOG|OF|UNDER|"
    r"HAS|HAE|"
    r"IT|THAT|A|THE|ME|US|HIM|HER|THIS|GAVE|GIVEN|CREATED|WITH|GIED)(?![A-Z])){0,6}"
)
# "The crime num DC Lal gave me is", "the ref they gave me".
_OTHERS = (
    "GARAGE|BANK|DENTIST|DOCTOR|SURGERY|HOSPITAL|COUNCIL|SOLICITORS?|INSURERS?|INSURANCE|COURIER|"
    "AMAZON|EBAY|DHL|HERMES|EVRI|SHOP|STORE|COMPANY|FIRM|LANDLORD|AIRLINE|HOTEL|SCHOOL"
)
_TOLD = (
    r"(?:(?:CRIME|INCIDENT|LOG|POLICE|CASE) (?:REFERENCE|REF|NUMBER|NUM|NO\.?)|"
    r"(?<!PARCEL )(?<!BOOKING )(?<!ORDER )(?<!TRACKING )(?<!CLAIM )(?<!POLICY )(?<!PAYMENT )"
    r"(?<!DELIVERY )(?<!TICKET )(?<!INVOICE )(?<!LABORATORY )(?<!HOSPITAL )(?:REFERENCE|REF))"
    rf" (?:(?!(?:{_OTHERS})\b)[A-Z0-9'.]{{1,15}} ){{1,4}}?"
    r"(?:GAVE|GIVE|GIVES|GIVEN|SENT|TEXTED) (?:ME|US|HIM|HER|THEM)"
)
_CUE = re.compile(
    r"(?:\b(?:CRIMES?|CRIRNE|INCIDENT|OCCURRENCE|OFFENCE|"
    r"POLICE (?:REF(?:ERENCE)?|LOG|NUMBER|SCOTLAND)|CRIS|NICHE|CONNECT|ATHENA|OEL|"
    r"NUMBER (?:I|THEY|THE POLICE|HE|SHE|HE'S|SHE'S|THEY'VE) (?:GAVE|WIS|WAS|GIVEN|GIEN)"
    r"(?: (?:ME|US|GIVEN|GIED|GIEN))?|"
    rf"{_TOLD}|"
    r"(?:GAVE|GIVES|GIVEN|GIEN|GIED|SENT) (?:ME|US|HIM|HER|THEM) (?:THE|A|THIS) NUMBER|"
    r"LOG (?:REF(?:ERENCE)?|NUMBER|NO)|SCENE LOG|(?:ENFORCEMENT |INTELLIGENCE )REPORT|NOTEBOOK|"
    r"DATIX|CUSTODY (?:RECORD|REF(?:ERENCE)?|NUMBER)|DETENTION (?:RECORD|REFERENCE|REF)|"
    r"CUSTODY [A-Z]{3,6}, RECORD|(?:CASE|FILE|INDICTMENT|MESSAGE) (?:NUMBER|NO|REF(?:ERENCE)?)|"
    r"(?:THE|MY|OUR|NFIB|HER|HIS) (?:CASE|FILE|LOG)|ACTION FRAUD|REPORT FRAUD|NFIB|"
    r"RECORDED (?:IT )?(?:AS|UNDER)|TO QUOTE|QUOTING|INVESTIGATION|"
    r"(?:YOUR|OUR|POLICE|MY) REF(?:ERENCE)?S?)\b|"
    r"\bCRIME (?:NUMBER|NO|REF(?:ERENCE)?)[^.\n]{1,24},)"
    rf"{_NUMBERED}[^A-Z0-9]{{1,4}}\Z"
)
_PLAIN_CUE = re.compile(
    rf"\b(?:REFERENCES?|REF|UNDER|LOG|NUMBER ON (?:YOUR|THE|MY|HIS|HER) (?:LETTER|CARD|FORM|"
    rf"PAPER)){_NUMBERED}"
    r"[^A-Z0-9]{1,3}\Z"
)
_CUE_WORDS = words(
    "CRIME CRIMES CRIRNE INCIDENT OCCURRENCE OFFENCE POLICE CRIS NICHE CONNECT ATHENA OEL LOG "
    "CUSTODY "
    "FRAUD RECORDED RECORD INVESTIGATION REFERENCE REFERENCES REF UNDER GAVE GIVEN GIEN GIVES GIED "
    "CASE FILE "
    "DETENTION INDICTMENT QUOTE QUOTING NUMBER NFIB DATIX NOTEBOOK REPORT MESSAGE"
)
_TOKEN = re.compile(
    rf"{_FREE}(?=[A-Z0-9/-]{{0,10}}[0-9])([A-Z0-9]{{1,12}}(?:[/-][A-Z0-9]{{1,12}}){{0,4}}){END}"
    r"(?![/-][A-Z0-9])"
)
_YEAR_OR_DATE = re.compile(r"(?:19|20)[0-9]{2}|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}")
_MOBILE = re.compile(r"07[0-9]{3}[ ][0-9]{3}[ ]?[0-9]{3}(?![0-9])")
_OWN_LETTERS = re.compile(r"(?<![A-Z0-9])([A-Z]{2,5})[ ]\Z")
_NOT_LETTERS = frozenset(
    words(
        "CAD LOG OIS STORM INC REF NO IS WAS AS OF IT ON AT AND THE MY OUR FOR ME US CASE FILE "
        "CRIME FRAUD "
        "UNDER PC PS DC DS DI NFIB TO HER HIS THEM GAVE NICHE OEL CRIS YOUR THIS RECORD MARK"
    )
)
_CLOCK = re.compile(
    r"\A[ ]?(?:HOURS|HRS|AM|PM|YEARS|POUNDS|PEOPLE|MINUTES|METRES|TIMES|MILES)(?![A-Z])"
)


def crime_references(reading: Reading) -> Iterator[Candidate]:
    """Numbers of crimes, incidents, logs, cases and records of custody."""
    yield from _crimes(reading)
    yield from incidents(reading)
    yield from _named(reading)
    yield from references_by_shape(reading)
    for found in reading.matches(_FRAUD, reading.tokens.mixed, reading.tokens.of(["NFRC"])):
        value = {"reference": found[0].replace(" ", ""), "kind": "action_fraud"}
        yield checked(
            "CRIME_REF", found.span(), holds=True, why="a report to Action Fraud", value=value
        )


def _year_fault(reading: Reading, year: str) -> str:
    this_year = reading.latest_year % 100
    return "its year lies after the statement" if this_year < int(year) <= this_year + 20 else ""


def _crimes(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_MET, reading.tokens.signed, reading.tokens.long):
        fault = _year_fault(reading, found[2])
        why = fault or "seven digits and the year"
        value = {"reference": f"{found[1]}/{found[2]}", "kind": "crime"}
        yield checked("CRIME_REF", found.span(), holds=not fault, why=why, value=value)
    for found in reading.matches(_FORCE_SERIAL_YEAR, reading.tokens.signed, reading.tokens.mixed):
        force, serial, year = (part.replace("O", "0") for part in found.groups())
        repaired = f"{force}/{serial}/{year}"
        fault = _year_fault(reading, year[-2:])
        if force not in FORCES:
            fault = "no police force has this number"
        value = {"reference": found[0], "kind": "crime"}
        if repaired != found[0]:
            value["proposed"] = repaired
            fault = "a letter stands where a digit must"
        why = fault or "the number of a force, a serial number and the year"
        yield checked("CRIME_REF", found.span(), holds=not fault, why=why, value=value, cued=True)


def _named(reading: Reading) -> Iterator[Candidate]:
    """Whatever number stands straight after the words for a crime, an incident or a reference."""
    if not reading.tokens.has(_CUE_WORDS):
        return
    for found in reading.matches(
        _TOKEN, reading.tokens.long, reading.tokens.mixed, reading.tokens.before_sign
    ):
        candidate = _judged(reading, found)
        if candidate:
            yield candidate


def _judged(reading: Reading, found: re.Match[str]) -> Candidate | None:
    written = found[1]
    digits = sum(map(str.isdigit, written))
    if digits < 3:
        return None
    parts = written.replace("-", "/").split("/")
    own_number = len(parts) > 2 and len(parts[-1]) >= 4 and parts[-1].isdigit()
    if digits * 2 < len(written) - len(parts) + 1 and not own_number:
        return None
    if _YEAR_OR_DATE.fullmatch(written):
        return None
    if _MOBILE.match(reading.upper, found.start(1)):
        return None
    before = reading.before(found.start())
    start = found.start(1)
    own = _own_letters(reading, before, start)
    if own:
        before, start = reading.before(own), own
    named = _CUE.search(before)
    if not named and not ((digits >= 7 or own) and _PLAIN_CUE.search(before)):
        return None
    if not written.isdigit() or not re.search(r"\n\s*\Z", before) or digits > 4:
        lone = written.isdigit() and digits <= 4
        if belongs_to_another(before) or (lone and _CLOCK.match(reading.after(found.end()))):
            return None
        return _by_name(reading, (start, found.end(1)), named=bool(named))
    return None


def _own_letters(reading: Reading, before: str, start: int) -> int:
    """Where the letters of the body that gave the reference begin, straight before it; else 0."""
    own = _OWN_LETTERS.search(before)
    if not own or own[1] in _NOT_LETTERS:
        return 0
    at = start - len(own[0])
    shown = reading.cased(at, at + len(own[1]))
    return at if shown.isupper() and not reading.shouted else 0


def _by_name(reading: Reading, span: tuple[int, int], *, named: bool) -> Candidate:
    span = span[0], end_with_its_date(reading, span)
    written = reading.upper[span[0] : span[1]]
    value = {"reference": re.sub(r"\s+", " ", written), "kind": "crime"}
    if named and re.fullmatch(r"[0-9]{7}|[0-9]{2}/[0-9]{7}", written):
        why = "a crime number ends in its year, which is missing or stands first"
        return checked("CRIME_REF", span, holds=False, why=why, value=value, cued=True)
    return Candidate(
        label="CRIME_REF",
        start=with_its_word(reading, span[0]),
        end=span[1],
        why="a number straight after words for a crime, an incident or a reference",
        value=value,
        cued=True,
        confidence=CUED if named else LIKELY,
    )
