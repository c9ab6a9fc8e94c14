"""References whose last letter is worked out from the digits before it, and case URNs.

PNCID (a person on the Police National Computer), CRO (criminal record), ASN (arrest or summons) and
the numbers of court cases. All of them are CRIME_REF with their ``kind`` in the value.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import Candidate, checked
from models.inference.identifiers.forces import FORCES, check_letter
from models.inference.identifiers.reading import END, Reading

_FREE = r"(?<![A-Z0-9/])"
_ASN = re.compile(
    rf"{_FREE}([0-9]{{2}})([/ ]?)([0-9O]{{2}})([A-Z0-9]{{2}})\2([0-9]{{2}})\2([0-9]{{1,11}}+)([A-Z"
    rf"]?)"
    rf"(?![A-Z0-9/])"
)
_URN = re.compile(
    rf"{_FREE}([0-9OI]{{2}})([/ ]?)([A-Z0-9]{{2}})\2([0-9O]{{5}})\2([0-9]{{2}})(?![A-Z0-9/])"
)
_URN_SPACED = re.compile(
    rf"{_FREE}[0-9OI]{{2}}[ /-]?[A-Z0-9]{{2}}[ /-]?[0-9O]{{5}}[ /-]?[0-9]{{2}}(?![A-Z0-9/])"
)
_URN_LIKE = re.compile(rf"{_FREE}[0-9OI]{{2}}/?[A-Z]{{2}}/?[0-9/]{{2,10}}[A-Z]?(?![A-Z0-9/])")
_PNCID = re.compile(
    rf"{_FREE}((?:19|20)[0-9]{{2}}|[0-9]{{2}})[ ]?/[ ]?([0-9]{{1,7}})([ ]?)([A-Z]){END}(?!/)"
)
_CRO = re.compile(rf"{_FREE}([0-9]{{1,6}})/([0-9]{{2}})([A-Z]){END}(?!/)")
_CRO_FILE = re.compile(rf"{_FREE}SF([0-9]{{2}})/([0-9]{{1,6}})([A-Z]){END}(?!/)")
_COURT = re.compile(rf"{_FREE}([0-9]{{2}})/([0-9]{{4}})/([0-9]{{1,6}})([A-Z]){END}(?!/)")

_FILLER = r"[^A-Z0-9]{0,4}(?:(?:NUMBER|NO|ID|REF|REFERENCE|IS|WAS)[^A-Z0-9]{0,3}){0,3}\Z"
_CUES = {
    "pncid": re.compile(rf"\bPNC(?:[ -]?ID)?{_FILLER}"),
    "cro": re.compile(rf"\b(?:CRO|CRIMINAL RECORDS?(?: OFFICE)?){_FILLER}"),
    "asn": re.compile(rf"\b(?:ASN|ARREST[ /]?SUMMONS){_FILLER}"),
    "urn": re.compile(rf"\bURN{_FILLER}"),
    "court_case": re.compile(rf"\b(?:COURT|CASE){_FILLER}"),
}
_IN_PLACE = "a force, a unit, a serial number and a year in the right places"
_RIGHT = "its check letter is the one that its digits call for"
_WRONG = "its check letter is not the one that its digits call for"


def lettered_references(reading: Reading) -> Iterator[Candidate]:
    """References with a check letter, and URNs, valid or clearly meant to be one."""
    yield from _arrests(reading)
    yield from _urns(reading)
    yield from _people(reading)
    yield from _records(reading)
    for found in reading.matches(_COURT, reading.tokens.signed):
        year, court, serial, letter = found.groups()
        holds = check_letter(year + court + serial.zfill(6)) == letter
        yield _reference("court_case", found.span(), found[0], holds, _RIGHT if holds else _WRONG)


def _cued(kind: str, reading: Reading, start: int) -> bool:
    return bool(_CUES[kind].search(reading.before(start)))


def _reference(
    kind: str, span: tuple[int, int], reference: str, holds: bool, why: str, **more: str
) -> Candidate:
    value = {"reference": re.sub(r"\s", "", reference), "kind": kind} | more
    return checked("CRIME_REF", span, holds=holds, why=why, value=value, cued=True)


def _arrests(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(
        _ASN, reading.tokens.mixed, reading.tokens.signed, reading.tokens.pairs
    ):
        year, sign, force, unit, system, sequence, letter = found.groups()
        cued = _cued("asn", reading, found.start())
        lettered = not unit.isdigit()
        if not lettered and not (cued and letter):
            continue
        long_enough = len(sequence) >= 5 or (sign and letter)
        if not long_enough or (not cued and not letter and len(sequence) < 6):
            continue
        if not letter and not cued and _URN.fullmatch(found[0]):
            continue
        known = force in FORCES
        right = known and letter == check_letter(force + system + year + sequence.zfill(11))
        canonical = f"{year}{force}{unit}{system}{sequence.zfill(11)}{letter}"
        if not letter:
            why = "it has the shape of an arrest or summons number without its check letter"
        elif not known:
            why = "no police force has its number"
        else:
            why = _RIGHT if right else _WRONG
        yield _reference("asn", found.span(), found[0], right, why, canonical=canonical)


def _urns(reading: Reading) -> Iterator[Candidate]:
    starts = (
        reading.tokens.mixed, reading.tokens.signed, reading.tokens.pairs, reading.tokens.numbers,
    )  # fmt: skip
    for found in reading.matches(_URN, *starts):
        force, sign, unit, serial, year = found.groups()
        cued = _cued("urn", reading, found.start())
        if not cued and unit[0].isdigit():
            continue
        if not cued and (
            unit.isdigit() or sign == " " or (sign == "/" and unit.isalpha() is False)
        ):
            continue
        if not cued and not re.search("[0-9]", force):
            continue
        repaired = (
            force.translate(str.maketrans("OI", "01")) + unit + serial.replace("O", "0") + year
        )
        future = _is_future(reading, year)
        holds = force in FORCES and serial.isdigit() and not future and not unit.isdigit()
        if holds:
            yield _reference("urn", found.span(), found[0], True, _IN_PLACE, canonical=repaired)
            continue
        why = "no police force has this number, or its year lies after the statement"
        more = {}
        if repaired != force + unit + serial + year:
            why = "a letter stands where a digit must"
            if repaired[:2] in FORCES:
                more = {"proposed": repaired}
        yield _reference("urn", found.span(), found[0], False, why, **more)
    for found in reading.matches(_URN_SPACED, *starts):
        canonical = re.sub("[ /-]", "", found[0])
        if _URN.fullmatch(found[0]) or not _cued("urn", reading, found.start()):
            continue
        holds = (
            canonical[:2] in FORCES
            and not canonical[2:4].isdigit()
            and (canonical[4:].isdigit() and not _is_future(reading, canonical[-2:]))
        )
        why = _IN_PLACE if holds else "no police force has this number, or its year is not yet"
        yield _reference("urn", found.span(), found[0], holds, why, canonical=canonical)
    for found in reading.matches(_URN_LIKE, reading.tokens.mixed, reading.tokens.signed):
        whole = _URN.fullmatch(found[0]) or _URN_SPACED.fullmatch(found[0])
        if _cued("urn", reading, found.start()) and not whole:
            why = "a URN has eleven characters, the last seven of them digits"
            yield _reference("urn", found.span(), found[0], False, why)


def _is_future(reading: Reading, year: str) -> bool:
    """Whether a year of two digits in a reference lies after the statement."""
    this_year = reading.latest_year % 100
    return this_year < int(year) <= this_year + 20


def _people(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_PNCID, reading.tokens.signed):
        year, serial, apart, letter = found.groups()
        cued = _cued("pncid", reading, found.start())
        if (apart or " " in found[0]) and not cued:
            continue
        if not cued and len(year) == 2 and len(serial) < 4:
            continue
        if not cued and reading.cased(found.end() - 1, found.end()).islower() and not reading.muted:
            continue
        holds = check_letter(year[-2:] + serial.zfill(7)) == letter
        canonical = f"{year}/{serial.zfill(7)}{letter}"
        if holds or cued or len(year) == 4 or len(serial) == 7 or not _CRO.fullmatch(found[0]):
            yield _reference(
                "pncid",
                found.span(),
                found[0],
                holds,
                _RIGHT if holds else _WRONG,
                canonical=canonical,
            )


def _records(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_CRO, reading.tokens.signed):
        serial, year, letter = found.groups()
        cued = _cued("cro", reading, found.start())
        if cued or len(serial) >= 4:
            holds = check_letter(year + serial.zfill(6)) == letter
            yield _reference("cro", found.span(), found[0], holds, _RIGHT if holds else _WRONG)
    for found in reading.matches(_CRO_FILE, reading.tokens.mixed):
        year, serial, letter = found.groups()
        holds = not serial.startswith("0") and check_letter(year + serial) == letter
        why = _RIGHT if holds else _WRONG
        if serial.startswith("0"):
            why = "the serial number of a record on file has no leading nought"
        yield _reference("cro", found.span(), found[0], holds, why)
