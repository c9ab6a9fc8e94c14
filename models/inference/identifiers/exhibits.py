"""Exhibit references: the initials of whoever produces the thing, a stroke and a number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.inference.identifiers.candidate import CERTAIN, CUED, Candidate
from models.inference.identifiers.numbered_exhibits import numbered_exhibits
from models.inference.identifiers.reading import END, Reading
from models.inference.identifiers.tokens import words

_EXHIBIT = re.compile(
    r"(?<![A-Z0-9/@._])([A-Z]{1,5}(?:[0-9]{1,2})?)([ ]?/[ ]?\n?)([0-9]{1,4}|"
    r"(?:O[0-9]|[0-9IL])[0-9OIL]?)([A-Z]?)"
    r"(?![A-Z0-9/]|[.:][0-9])"
)
# With the collar number in place of initials, a word for the thing or a letter set in between, or
# a force's or a case's letters set before.
_LONGER = re.compile(
    r"(?<![A-Z0-9/@._-])((?:[A-Z]{0,3}[0-9]{3,5}|[A-Z]{2,4}/(?:[A-Z]{2,5}|[0-9]{3,5})|"
    r"[0-9]{2,4}[A-Z]{0,2}/[A-Z]{2,4})/[0-9]{1,3}|"
    r"[A-Z]{2,4}/[0-9]{1,3}/[A-Z])"
    r"(?![A-Z0-9/]|[.:][0-9])"
)
_UNSLASHED = re.compile(
    rf"(?<![A-Z0-9/.-])([A-Z]{{2,4}})([ .\\-]?)([0-9]{{1,3}})([A-Z]?){END}(?!/|[.][0-9])"
)
# "Produced by me as TW1".
_PRODUCED_AS = re.compile(
    r"\bPRODUC(?:ED?|ES|ING)\b[^.;]{0,60}\b(?:AS|MARKED|LABELLED|REF|REFERENCE)"
    r"(?:[ ]MY)?[ :]{1,2}\Z"
)
_MONTH = re.compile(r"/(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/")
_SPLIT_NAME = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}['-]\Z")
_CUE = re.compile(
    r"\b(?:EXHIBITS?|EXHIBITED|EX|REF|REFERENCE|REFERENCED|PRODUCED?|PRODUCES|MARKED|MARK|LABEL|"
    r"LABELLED|IDENTIFIED|BAG|ITEM|CALL|CALLED|CALLING|CALLS|HELMET)[^A-Z0-9]{0,3}(?:(?:AS|IT|"
    r"THIS|THEM|WHICH|I|ITEM|MY|"
    r"NUMBER|NO|REF|REFERENCE|IS|WAS|EXHIBITS?|BEING|MARKED|OF|ON)[^A-Z0-9]{1,3}){0,4}\Z"
)
_NAMED_EXHIBIT = re.compile(
    r"\bEXHIBIT(?:S|ED)?[^A-Z0-9]{1,3}(?:(?:NUMBER|NO|REF|REFERENCE|AS|IS|THIS|IT|"
    r"MARKED)[^A-Z0-9]{1,3}){0,3}\Z"
)
_PRODUCING = re.compile(
    r"\b(?:EXHIBIT|PRODUCE|PRODUCED|POLICE|OFFICER|MARKED|SEIZED|BAGGED|LABEL|LABELLED|SIGNED)\b"
)
# Shortened words that stand before a stroke and a number, and are nobody's initials.
_SHORTENED = frozenset(
    words(
        "CAD LOG OIS INC REF MPH KPH IC PNC CRO ASN URN VRM CCTV BWV DNA PAGE ITEM BOX ROOM FLAT "
        "UNIT ROAD TEL FAX HRS MIN SEC QTY VAT GPS SIM PIN JAN FEB MAR APR MAY JUN JUL AUG SEP "
        "SEPT OCT NOV DEC MARCH APRIL JUNE JULY HOUSE PLOT BLOCK PITCH LEVEL DATED DATE ABOUT BAG "
        "TAG SEAL LIST BOOK FORM DISC DISK FILE PART"
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
_DIGIT_FOR = str.maketrans("OIL", "011")
_LONG_INITIALS = 5


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
    numbered = _in_a_row(reading, doubtful)
    for found in doubtful:
        if found[2] != "/":
            continue
        if (found[1] in known and found[1] not in _WORDS) or found[1] in numbered:
            yield _exhibit(reading, found)
    yield from _longer(reading, known)
    yield from numbered_exhibits(reading)
    if "EXHIBIT" in reading.upper or "PRODUC" in reading.upper:
        yield from _unslashed(reading)


def _in_a_row(reading: Reading, doubtful: Iterable[re.Match[str]]) -> set[str]:
    """Initials that spell a word, but stand with several numbers as only a producer's do."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for found in doubtful:
        initials, stroke, number, _ = found.groups()
        capitals = reading.muted or reading.cased(*found.span(1)).isupper()
        counted = number.isdigit() and not number.startswith("0") and len(number) <= 2
        if stroke == "/" and len(initials) == 2 and initials in _WORDS and counted and capitals:
            numbers[initials].add(number)
    return {initials for initials, seen in numbers.items() if len(seen) > 1}


def _is_sure(reading: Reading, found: re.Match[str]) -> bool:
    initials, stroke, number, letter = found.groups()
    before = _SPLIT_NAME.sub("", reading.before(found.start(), 80))
    if _NAMED_EXHIBIT.search(before):
        return True
    cued = _CUE.search(before) is not None
    ordinary_text = not reading.shouted and not reading.muted
    capitals = reading.cased(*found.span(1)).isupper()
    if initials in _SHORTENED or (initials in _RANKS and len(number) > 2):
        return False
    if len(initials) == 1 or len(initials) == _LONG_INITIALS or _name_before(reading, found):
        return _is_unusual_but_sure(reading, found, cued=cued)
    if initials in _WORDS and not (ordinary_text and capitals) and not cued:
        return False
    if stroke != "/" and not (cued and capitals):
        return False
    if any(character.isdigit() for character in initials):
        return cued or (capitals and ordinary_text and _set_apart(reading, found))
    if not number.isdigit() and not cued:
        return capitals and ordinary_text and "l" in reading.cased(*found.span(3))
    if reading.muted:
        return cued or len(number) <= 2
    if letter and capitals and reading.cased(*found.span(4)).islower():
        return cued
    return capitals


def _name_before(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the initials go on to the left, as in ``O'B/1``."""
    return _SPLIT_NAME.search(reading.before(found.start(), 8)) is not None


def _is_unusual_but_sure(reading: Reading, found: re.Match[str], *, cued: bool) -> bool:
    """Whether one letter, five, or a name in two parts are a producer's initials here."""
    capitals = reading.cased(*found.span(1)).isupper()
    if not capitals or found[2] != "/":
        return False
    if cued:
        return True
    if len(found[1]) == 1:
        near = _PRODUCING.search(reading.before(found.start(), 60)) is not None
        return near and _set_apart(reading, found) and len(found[3]) <= 2
    return len(found[1]) == _LONG_INITIALS and _set_apart(reading, found)


def _set_apart(reading: Reading, found: re.Match[str]) -> bool:
    """Whether commas or brackets set it off from the sentence."""
    before, after = reading.before(found.start(), 2), reading.after(found.end(), 1)
    return before.endswith((", ", "(", ",\n")) and (not after or after in ",.;:)\n")


def _exhibit(reading: Reading, found: re.Match[str]) -> Candidate:
    initials, _, number, letter = found.groups()
    start = found.start()
    named = _SPLIT_NAME.search(reading.before(start, 8))
    if named:
        start -= len(named[0])
        initials = named[0] + initials
    repaired = number.translate(_DIGIT_FOR)
    value = {
        "reference": f"{initials}/{number}{letter}",
        "canonical": f"{initials}/{int(repaired)}{letter}",
        "initials": initials,
    }
    if repaired != number:
        value["repaired"] = "true"
    return Candidate(
        label="EXHIBIT_REF",
        start=start,
        end=found.end(),
        why="initials, a stroke and a number",
        value=value,
        check="valid" if repaired == number else "none",
        cued=_CUE.search(reading.before(found.start())) is not None,
        confidence=CERTAIN if repaired == number else CUED,
    )


def _longer(reading: Reading, known: set[str]) -> Iterator[Candidate]:
    """``2417/1``, ``AB/12/B``, ``NH/CCTV/1``: beside a word for an exhibit, or like one that is."""
    doubtful: list[re.Match[str]] = []
    sure: set[str] = set()
    for found in reading.matches(
        _LONGER, reading.tokens.before_sign, reading.tokens.mixed, reading.tokens.long
    ):
        capitals = reading.muted or reading.cased(*found.span()).isupper() or found[1][0].isdigit()
        if not capitals or _MONTH.search(found[1]):
            continue
        if _is_named(reading, found):
            sure.add(_without_number(found[1]))
            yield _by_name(found, found[1])
        else:
            doubtful.append(found)
    for found in doubtful:
        before = _without_number(found[1])
        lettered = "/" in before and before[0].isalpha()
        if before in sure or (lettered and before.rpartition("/")[2] in known - _WORDS):
            yield _by_name(found, found[1])


def _is_named(reading: Reading, found: re.Match[str]) -> bool:
    before = reading.before(found.start(), 60)
    if _NAMED_EXHIBIT.search(before):
        return True
    parts = found[1].count("/")
    if parts > 1 and found[1][0].isdigit():
        return False
    lettered = parts > 1 and re.search(r"\b(?:EXHIBIT|PRODUCE)", before)
    return _CUE.search(before) is not None or bool(lettered)


def _without_number(reference: str) -> str:
    return reference.rpartition("/")[0]


def _unslashed(reading: Reading) -> Iterator[Candidate]:
    """``exhibit JS1``: straight after the word, and then whatever has its initials elsewhere."""
    known: set[tuple[str, str]] = set()
    doubtful: list[re.Match[str]] = []
    for found in reading.matches(_UNSLASHED, reading.tokens.mixed, reading.tokens.before_number):
        initials = found[1]
        capitals = reading.muted or reading.cased(*found.span(1)).isupper()
        if not capitals or initials in _SHORTENED or initials in _WORDS:
            continue
        before = reading.before(found.start(), 100)
        if _NAMED_EXHIBIT.search(before) or (not found[2] and _PRODUCED_AS.search(before)):
            known.add((initials, found[2]))
            yield _by_name(found, _slashed(found))
        elif found[2] in {"", "-"} and not reading.muted:
            doubtful.append(found)
    for found in doubtful:
        if (found[1], found[2]) in known and found[1] not in _RANKS:
            yield _by_name(found, _slashed(found))


def _slashed(found: re.Match[str]) -> str:
    return f"{found[1]}/{found[3]}{found[4]}"


def _by_name(found: re.Match[str], proposed: str) -> Candidate:
    return Candidate(
        label="EXHIBIT_REF",
        start=found.start(),
        end=found.end(),
        why="initials and a number straight after the word for an exhibit",
        value={"reference": found[0], "proposed": proposed},
        cued=True,
        confidence=CUED,
    )
