"""Exhibit references: the initials of whoever produces the thing, a stroke and a number."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CERTAIN, CUED, Candidate
from models.inference.identifiers.reading import END, Reading
from models.inference.identifiers.tokens import words

_EXHIBIT = re.compile(
    r"(?<![A-Z0-9/@._])(?<![A-Z]-)([A-Z]{2,4}(?:[0-9]{1,2})?)([ ]?/[ ]?\n?)([0-9]{1,4}|"
    r"[0-9IL]{1,2})([A-Z]?)"
    r"(?![A-Z0-9/]|[.:][0-9])"
)
_UNSLASHED = re.compile(rf"(?<![A-Z0-9/.-])([A-Z]{{2,4}})([ -]?)([0-9]{{1,3}})([A-Z]?){END}(?!/)")
_CUE = re.compile(
    r"\b(?:EXHIBITS?|EXHIBITED|EX|REF|REFERENCE|REFERENCED|PRODUCED?|PRODUCES|MARKED|MARK|LABEL|"
    r"LABELLED|IDENTIFIED|BAG|ITEM|CALL|CALLED|CALLING|CALLS|HELMET)[^A-Z0-9]{0,3}(?:(?:AS|IT|"
    r"THIS|THEM|WHICH|I|ITEM|"
    r"NUMBER|NO|REF|REFERENCE|IS|WAS|EXHIBITS?|BEING|MARKED|OF|ON)[^A-Z0-9]{1,3}){0,4}\Z"
)
_NAMED_EXHIBIT = re.compile(
    r"\bEXHIBIT(?:S|ED)?[^A-Z0-9]{1,3}(?:(?:NUMBER|NO|REF|REFERENCE|AS|IS|"
    r"MARKED)[^A-Z0-9]{1,3}){0,2}\Z"
)
# Shortened words that stand before a stroke and a number, and are nobody's initials.
_SHORTENED = frozenset(
    words(
        "CAD LOG OIS INC REF MPH KPH IC PNC CRO ASN URN VRM CCTV BWV DNA PAGE ITEM BOX ROOM FLAT "
        "UNIT ROAD TEL FAX HRS MIN SEC QTY VAT GPS SIM PIN JAN FEB MAR APR MAY JUN JUL AUG SEP "
        "SEPT OCT NOV DEC"
    )
)
# Words of the language: initials only where capitals set them off from ordinary text.
_WORDS = frozenset(
    words(
        "AND OR NO THE OF IN ON AT TO BY IS AM PM IF AS BE DO GO HE IT ME MY SO UP US WE FOR BUT "
        "NOT ARE WAS HIS HER KM KG CM MM MG ID IP"
    )
)
_RANKS = frozenset(["PC", "PS", "DC", "DS", "DI"])


def exhibits(reading: Reading) -> Iterator[Candidate]:
    """Exhibit references; initials that are known from one reference are known in all."""
    doubtful: list[re.Match[str]] = []
    known: set[str] = set()
    for found in reading.matches(_EXHIBIT, reading.tokens.before_sign):
        if _is_sure(reading, found):
            known.add(found[1])
            yield _exhibit(reading, found)
        else:
            doubtful.append(found)
    for found in doubtful:
        if found[1] in known and found[1] not in _WORDS and found[2] == "/":
            yield _exhibit(reading, found)
    if "EXHIBIT" in reading.upper:
        yield from _unslashed(reading)


def _is_sure(reading: Reading, found: re.Match[str]) -> bool:
    initials, stroke, number, letter = found.groups()
    before = reading.before(found.start())
    named = _NAMED_EXHIBIT.search(before) is not None
    if named:
        return True
    cued = _CUE.search(before) is not None
    ordinary_text = not reading.shouted and not reading.muted
    capitals = reading.cased(*found.span(1)).isupper()
    if initials in _SHORTENED or (initials in _RANKS and len(number) > 2):
        return False
    if initials in _WORDS and not (ordinary_text and capitals) and not cued:
        return False
    if stroke != "/" and not (cued and capitals):
        return False
    if any(character.isdigit() for character in initials):
        return cued
    if not number.isdigit() and not cued:
        return False
    if reading.muted:
        return cued or len(number) <= 2
    if letter and capitals and reading.cased(*found.span(4)).islower():
        return cued
    return capitals


def _exhibit(reading: Reading, found: re.Match[str]) -> Candidate:
    initials, _, number, letter = found.groups()
    repaired = number.translate(str.maketrans("IL", "11"))
    value = {
        "reference": f"{initials}/{number}{letter}",
        "canonical": f"{initials}/{int(repaired)}{letter}",
        "initials": initials,
    }
    if repaired != number:
        value["repaired"] = "true"
    return Candidate(
        label="EXHIBIT_REF",
        start=found.start(),
        end=found.end(),
        why="initials, a stroke and a number",
        value=value,
        check="valid" if repaired == number else "none",
        cued=_CUE.search(reading.before(found.start())) is not None,
        confidence=CERTAIN if repaired == number else CUED,
    )


def _unslashed(reading: Reading) -> Iterator[Candidate]:
    """``exhibit JS1``: without the stroke only straight after the word."""
    for found in reading.matches(_UNSLASHED, reading.tokens.mixed, reading.tokens.before_number):
        initials, _, number, letter = found.groups()
        capitals = reading.muted or reading.cased(*found.span(1)).isupper()
        spoken_for = initials in _SHORTENED or initials in _WORDS
        if capitals and not spoken_for and _NAMED_EXHIBIT.search(reading.before(found.start())):
            yield Candidate(
                label="EXHIBIT_REF",
                start=found.start(),
                end=found.end(),
                why="initials and a number straight after the word for an exhibit",
                value={"reference": found[0], "proposed": f"{initials}/{number}{letter}"},
                cued=True,
                confidence=CUED,
            )
