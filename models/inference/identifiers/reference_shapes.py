"""References of police forces and courts whose own form is unlike anything else, or nearly so."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, LIKELY, Candidate, checked
from models.inference.identifiers.forces import FORCES
from models.inference.identifiers.reading import END, START, Reading

_FREE = r"(?<![A-Z0-9/.-])"
_STARRED = re.compile(rf"{_FREE}([0-9]{{2}})\*([0-9]{{5,9}}){END}")
_HYPHENED = re.compile(
    rf"{_FREE}[A-Z]{{2,4}}[0-9]{{0,2}}(?:-[0-9]{{2,8}}){{2,4}}(?:-[A-Z]{{1,3}})?(?![A-Z0-9/-])"
)
_SYSTEM_HYPHENED = re.compile(rf"{_FREE}[A-Z]{{2,4}}-[A-Z]{{2,6}}-[0-9]{{3,8}}(?![A-Z0-9/-])")
_STROKED = re.compile(
    rf"{_FREE}[A-Z]{{1,4}}(?:/[A-Z0-9]{{1,4}})?(?:/[0-9]{{2,8}}){{1,4}}(?![A-Z0-9/-])"
)
_FORCE_UNIT = re.compile(
    rf"{_FREE}([0-9]{{2}})[A-Z]{{1,2}}/[0-9]{{3,7}}/([0-9]{{2}})(?![A-Z0-9/-])"
)
_MISSING_PERSON = re.compile(rf"{_FREE}MP/[0-9]{{2}}/[0-9]{{4,7}}/[0-9]{{2}}(?![A-Z0-9/-])")
_NORTHERN_IRISH = re.compile(
    rf"{START}CC[ ]?20[0-9]{{2}}[ ]?[01][0-9][0-3][0-9][ ]?[0-9]{{5}}{END}"
)
_COURT_TRIAL = re.compile(rf"{START}[TSAU]20[0-9]{{2}}[ ]?[0-9]{{4}}{END}")
_FORCE_YEAR_SERIAL = re.compile(
    r"(?<![A-Z0-9/.,+£-])([0-9]{2})([0-9]{2})(?:[0-9]{6,7}|/[0-9]{6}|"
    r"[ ][0-9]{3}[ ][0-9]{3})(?![A-Z0-9/]|[.,-][0-9])"
)
_YEAR_SERIAL = re.compile(r"(?<![A-Z0-9/.,+£-])([0-9]{2})0[0-9]{7,8}(?![A-Z0-9/]|[.,-][0-9])")
_POLICE = re.compile(
    r"\b(?:NUMBER|NURNBER|REFS?|REFERENCES?|POLICE|CRIME|CRIRNE|INCIDENT|LOG|REPORTS?|REPORTED|"
    r"RECORDED|UNDER|"
    r"AND|GAVE|GIVEN|GIEN|QUOTE|QUOTING|CASE|FILE|OFFICER|CONSTABULARY|OCCURRENCE)\b"
)
_POLICE_AFTER = re.compile(
    r"\A[\"')]?[,.]? ?(?:(?:IS|WAS|THAT'?S|WHICH IS) )?(?:THE|YOUR|MY|OUR)?[ ]?(?:CRIME |POLICE |"
    r"REFERENCE |"
    r"LOG |CASE )?(?:NUMBER|REFERENCE|REF)\b"
)
# "Rang 101, forty minutes, 47260012238": who rings the police is told a number.
_RANG = re.compile(
    r"\b(?:RANG|RUNG|RINGING|RING|CALLED|CALLING|PHONED|PHONING|DIALLED|DIALLING|THROUGH TO|VIA|ON)"
    r"[ ](?:THE[ ])?(?:101|999)\b[^\n]{0,36}\Z"
)
# A body that is not the police may have a reference of its own, and says whose it is.
_OF_ANOTHER_BODY = re.compile(
    r"\b(?:LAB(?:ORATORY)?|HOSPITAL|WARD|SURGERY|CLINIC|PRACTICE|PATIENT|FIRM|COMPANY|SOLICITORS?|"
    r"INSURERS?|INSURANCE|COUNCIL|SCHOOL|SHOP|STORE|WORKSHOP|GARAGE|CLIENT|SUPPLIER)"
    r"(?:'?S)?[ ](?:OWN[ ])?(?:REFERENCE|REF|NUMBER|NO)\b[ .:]{1,3}"
    r"(?:(?:IS|WAS|NUMBER|NO)[ .:]{1,3}){0,2}\Z"
)
_ANOTHERS = re.compile(
    r"\b(?:PHONE|MOBILE|TEL|LANDLINE|ACCOUNT|ACC|ORDER|TRACKING|PARCEL|INVOICE|POLICY|SERIAL|"
    r"BARCODE|"
    r"BOOKING|TICKET|CLAIM|IMEI|CARD|PASSPORT|NHS|MEMBERSHIP|CUSTOMER|METER|RECEIPT|BADGE|WARRANT|"
    r"LICEN[CS]E|"
    r"STAFF|EMPLOYEE|ASSET|FRAME|CHASSIS|VIN|ROOM|FLAT|WHATSAPP|SIM)\b[^.\n]{0,24}\Z"
)
_NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}(?:-[0-9]{2}){3}-[A-Z]")
_RECENT = 3  # years before the statement
_LONG_AGO = 20
_LEADING = re.compile(r"\bINCIDENT[ ]\Z")
_LEADING_SYSTEM = re.compile(r"\bSTORM[ ]\Z")
# "Log LC-2026-1577." opens its sentence as "CAD 12" does; in "the police log P25-123" it is a noun.
_LEADING_LOG = re.compile(r"(?:\A|\n[ ]{0,4}|[.!?][\"')]?[ ]{1,2}|\()(LOG[ ])\Z")


def with_its_word(reading: Reading, start: int) -> int:
    """Where a reference begins, with the word that leads it if that is part of it."""
    before = reading.before(start)
    leading = _LEADING.search(before) or _LEADING_SYSTEM.search(before)
    if leading:
        return start - len(leading[0])
    log = _LEADING_LOG.search(before)
    if log and not reading.shouted and reading.cased(start - 4, start - 3) == "L":
        return start - len(log[1])
    return start


def belongs_to_another(before: str) -> bool:
    """Whether the words before a number say that it is something other than a reference."""
    return bool(_ANOTHERS.search(before) or _OF_ANOTHER_BODY.search(before))


def references_by_shape(reading: Reading) -> Iterator[Candidate]:
    """References that need no word beside them, or only a hint of one."""
    starts = sorted({*reading.tokens.mixed, *reading.tokens.signed, *reading.tokens.before_sign})
    for pattern in (
        _STARRED, _HYPHENED, _SYSTEM_HYPHENED, _STROKED, _MISSING_PERSON, _NORTHERN_IRISH,
        _COURT_TRIAL,
    ):  # fmt: skip
        for found in reading.matches(pattern, starts, reading.tokens.of(("CC",))):
            if _fits(reading, found, pattern):
                value = {"reference": re.sub(r"\s", "", found[0]), "kind": _kind(pattern)}
                span = with_its_word(reading, found.start()), found.end()
                yield _shaped(span, value, "it has the form of some forces' or courts' own numbers")
    for found in reading.matches(_FORCE_UNIT, reading.tokens.mixed):
        holds = found[1] in FORCES
        why = "the number of a force with its unit, a serial number and the year"
        if not holds:
            why = "no police force has this number"
        value = {"reference": found[0], "kind": "crime"}
        yield checked("CRIME_REF", found.span(), holds=holds, why=why, value=value, cued=True)
    yield from _long_numbers(reading)


def _kind(pattern: re.Pattern[str]) -> str:
    return "court_case" if pattern is _COURT_TRIAL else "crime"


def _fits(reading: Reading, found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    digits = sum(character.isdigit() for character in found[0])
    capitals = reading.muted or reading.cased(*found.span()) == found[0]
    if not capitals or digits < 5:
        return False
    if pattern is _HYPHENED and belongs_to_another(reading.before(found.start())):
        return False
    if _NATIONAL_INSURANCE.fullmatch(found[0]):
        return False
    if pattern is _STROKED:
        return found[0].count("/") >= 2 and not re.fullmatch(
            r"[A-Z]{1,4}/[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{2}){1,2}", found[0]
        )
    if pattern is _COURT_TRIAL:
        near = reading.before(found.start(), 60)
        return re.search(r"\b(?:CASE|COURT|INDICTMENT|TRIAL)\b", near) is not None
    return digits >= 6 or pattern is _SYSTEM_HYPHENED


def _long_numbers(reading: Reading) -> Iterator[Candidate]:
    """Ten or eleven digits: a force, a year and a serial number, or a year and a serial number."""
    starts = (reading.tokens.long, reading.tokens.signed)
    for found in reading.matches(_FORCE_YEAR_SERIAL, *starts):
        force, year = found.groups()
        age = reading.latest_year - 2000 - int(year)
        plain = found[0].isdigit()
        hinted = _hinted(reading, found)
        sure = plain and len(found[0]) == 11 and force[0] != "0" and 0 <= age <= _RECENT
        if belongs_to_another(reading.before(found.start())) or force not in FORCES:
            continue
        if (hinted and 0 <= age <= _LONG_AGO and (plain or age <= _RECENT)) or (
            sure and reading.written_on is not None
        ):
            value = {"reference": re.sub(r"\D", "", found[0]), "kind": "crime"}
            why = "the number of a force, a year and a serial number"
            yield _shaped(found.span(), value, why, hinted=hinted)
    for found in reading.matches(_YEAR_SERIAL, *starts):
        age = reading.latest_year - 2000 - int(found[1])
        another = belongs_to_another(reading.before(found.start()))
        if found[1][0] != "0" and 0 <= age <= _LONG_AGO and _hinted(reading, found) and not another:
            value = {"reference": found[0], "kind": "crime"}
            yield _shaped(found.span(), value, "a year and a serial number", hinted=True)


def _hinted(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the words around speak of a report, a case or a number that was given."""
    return bool(
        _POLICE.search(reading.before(found.start(), 48))
        or _RANG.search(reading.before(found.start(), 60))
        or _POLICE_AFTER.match(reading.after(found.end(), 48))
    )


def _shaped(
    span: tuple[int, int], value: dict[str, str], why: str, *, hinted: bool = False
) -> Candidate:
    return Candidate(
        label="CRIME_REF",
        start=span[0],
        end=span[1],
        why=why,
        value=value,
        confidence=CUED if hinted else LIKELY,
    )
