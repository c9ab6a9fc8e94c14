"""Vehicle registration marks of Great Britain, whole.

The format in use since September 2001 is found wherever it stands. Older, dateless and diplomatic
marks look like too many other things (exhibits, roads, forms, postcodes), so they need a word that
says what they are, or a vehicle straight before them.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import BROKEN, Candidate, checked
from models.inference.identifiers.current_marks import fault_in, issued_from, meant_by
from models.inference.identifiers.postcode import fault_in as fault_in_postcode
from models.inference.identifiers.postcode_areas import AREAS
from models.inference.identifiers.reading import END, START, WS, Reading
from models.inference.identifiers.registration_abroad import marks_from_elsewhere
from models.inference.identifiers.registration_parts import parts_of_marks
from models.inference.identifiers.vehicle_words import (
    A_VEHICLE,
    ABOUT_A_BOAT,
    BY_VEHICLE,
    CUE,
    CUE_WORDS,
    NOT_A_TAG,
    NOT_A_TAIL,
    VEHICLES,
)

_CURRENT = re.compile(rf"{START}([A-Z]{{2}})([0-9OI]{{2}})(?>[ ]{{1,2}}|-|\n ?)?([A-Z]{{3}}){END}")
_SPACED = re.compile(rf"{START}([A-Z]{{2}}){WS}([0-9]{{2}}){WS}([A-Z]{{3}}){END}")
_MISREAD = re.compile(
    rf"{START}(?=[A-Z]{{0,4}}[0-9])([A-Z0-9]{{2}}[0-9ODILSBZG]{{2}})(?>[ -]|"
    rf"\n)?([A-Z0-9]{{3}}){END}"
)
_PLACED = re.compile(r"\b(?:REGISTERED|REGISTRATION|AT|TO|IN|OF)[ ,:]{1,2}\Z")
_CAPITALS_AFTER = re.compile(r"[ \n][A-Z]{2,12}(?![A-Za-z0-9])")
_ZERO_FOR_POSTCODE = re.compile(r"O[ABD-HJLNP-UW-Z]{2}")

# name -> (pattern, what the letters must be besides, in words)
_OLDER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("prefix", re.compile(rf"{START}([A-Z]) ?([0-9]{{1,3}}) ?([A-Z]{{3}}){END}")),
    ("suffix", re.compile(rf"{START}([A-Z]{{3}}) ?([0-9]{{1,3}}) ?([A-Z]){END}")),
    ("diplomatic", re.compile(rf"{START}([0-9]{{3}}) ?([A-Z]) ?([0-9]{{3}}){END}")),
    ("dateless", re.compile(rf"{START}([A-Z]{{1,3}}) ?([0-9]{{1,4}}){END}")),
    ("dateless", re.compile(rf"{START}([0-9]{{1,4}}) ?([A-Z]{{1,3}}){END}")),
)
_NORTHERN = re.compile(r"[A-Z]{0,2}[IZ][A-Z]? ?[0-9]{3,4}$")
_TRADE = re.compile(
    r"\bTRADE PLATES?[^A-Z0-9]{1,3}(?:(?:NUMBER|NO|WAS|"
    r"IS)[^A-Z0-9]{1,2}){0,2}([0-9]{5})(?![0-9A-Z/])"
)
_BEGINNING = re.compile(r"[A-Z]{2}[0-9]{2}")
_ALL_CUES = (*CUE_WORDS, *VEHICLES)


def registration_marks(reading: Reading) -> Iterator[Candidate]:
    """Registration marks: the current format anywhere, all others beside a word for them."""
    yield from _current(reading)
    if reading.tokens.has(_ALL_CUES) or "ROLLS-ROYCE" in reading.upper:
        yield from _older(reading)
        yield from _misread_marks(reading)
    yield from marks_from_elsewhere(reading)
    yield from parts_of_marks(reading)


def _current(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_CURRENT, reading.tokens.mixed):
        cued = bool(CUE.search(reading.before(found.start(), 64)))
        if (cued and _evenly_written(reading, found)) or _stands_alone(reading, found):
            yield from _judge_current(reading, found, cued=cued)
    if reading.tokens.has(CUE_WORDS):
        for found in reading.matches(_SPACED, reading.tokens.before_number):
            if CUE.search(reading.before(found.start(), 64)):
                yield from _judge_current(reading, found, cued=True)


def _evenly_written(reading: Reading, found: re.Match[str]) -> bool:
    """Whether both halves are in the same case: in ``YS12 but`` the second is only a word.

    Where all words are alike in case, ``EK67 AND`` has only the word itself to tell.
    """
    in_capitals = _CAPITALS_AFTER.match(reading.cased(found.end(), found.end() + 16))
    if reading.shouted or reading.muted or in_capitals:
        apart = found.start(3) > found.end(2)
        return not (apart and found[3] in NOT_A_TAIL)
    return reading.cased(*found.span(1)).isupper() == reading.cased(*found.span(3)).isupper()


def _stands_alone(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the characters can hardly be anything but a mark, without a word that says so."""
    tag, _, tail = found.groups()
    if tag in NOT_A_TAG or tail in NOT_A_TAIL:
        return False
    if _ZERO_FOR_POSTCODE.fullmatch(tail) and tag in AREAS and "Q" in tail:
        return False  # "TN38 OXQ": a postcode whose nought was misread, and never a mark
    shown = reading.cased(*found.span())
    letters = re.sub(r"[^A-Za-z]", "", shown)
    return (
        letters.isupper()
        or (letters.islower() and shown[4:5] in {" ", ""})
        or (letters.islower() and len(shown) == 7)
    )


def _judge_current(reading: Reading, found: re.Match[str], *, cued: bool) -> Iterator[Candidate]:
    tag, age, tail = found.groups()
    if not age.isdigit():
        if any(character.isdigit() for character in age) or cued:
            yield _proposal(found.span(), tag + age + tail, _digits(tag, age, tail), cued=cued)
        return
    fault = fault_in(reading, tag, age, tail)
    value = {"vrm": tag + age + tail, "format": "current"}
    if not fault:
        value["issued_from"] = issued_from(age)
    yield checked(
        "VRM",
        found.span(),
        holds=not fault,
        why=fault or "the letters and the age number of the format used since 2001 are right",
        value=value,
        cued=cued,
    )


def _digits(tag: str, age: str, tail: str) -> str:
    return tag + age.replace("O", "0").replace("I", "1") + tail


def _proposal(span: tuple[int, int], written: str, meant: str, *, cued: bool) -> Candidate:
    """A mark with a character that a scan misread, for a person to see."""
    return Candidate(
        label="VRM",
        start=span[0],
        end=span[1],
        why="a letter stands where the mark must have a digit, or a digit for a letter",
        value={"vrm": written, "format": "current", "proposed": meant},
        check="invalid",
        cued=cued,
        confidence=BROKEN,
    )


def _misread_marks(reading: Reading) -> Iterator[Candidate]:
    """Marks with one or two characters misread, beside a word for them or behind a vehicle."""
    for found in reading.matches(_MISREAD, reading.tokens.mixed):
        first, last = found.groups()
        if _CURRENT.fullmatch(found[0]):
            continue
        before = reading.before(found.start(), 64)
        cued = bool(CUE.search(before))
        # "index MK64 0WN" is no address; a car may be registered to or in one.
        if not fault_in_postcode(first, last) and not (cued and not _PLACED.search(before)):
            continue
        shown = reading.cased(*found.span()).replace("l", "I")
        if not (cued or BY_VEHICLE.search(before)) or not shown.isupper():
            continue
        meant = meant_by(reading, first + last)
        if meant:
            yield _proposal(found.span(), first + last, meant, cued=cued)


def _older(reading: Reading) -> Iterator[Candidate]:
    tokens = reading.tokens
    starts = sorted({*tokens.before_number, *tokens.numbers, *tokens.pairs})
    for form, pattern in _OLDER:
        for found in reading.matches(pattern, starts):
            before = reading.before(found.start(), 64)
            cued = bool(CUE.search(before))
            if not cued and not _is_by_vehicle(reading, form, found, before):
                continue
            if form == "dateless" and cued and _is_boats(reading, found.start()):
                continue
            if form == "dateless" and (
                _reads_as_words(reading, found) or _BEGINNING.fullmatch(found[0])
            ):
                continue
            if form == "suffix" and found[0][-2:] in {" I", " A"}:
                continue  # "YIG 567 I think": the mark has ended
            if " " in found[0] and form in {"prefix", "suffix"} and _reads_as_words(reading, found):
                continue
            yield _judge_older(form, found, cued=cued)
    for found in reading.matches(_TRADE, reading.tokens.of(["TRADE"])):
        value = {"vrm": found[1], "format": "trade"}
        why = "five digits beside the words for a trade plate"
        yield checked("VRM", found.span(1), holds=True, why=why, value=value, cued=True)


def _is_boats(reading: Reading, start: int) -> bool:
    """Whether a boat is what was last said to be registered: letters of its port and a number."""
    before = reading.before(start, 140)
    boat = max((one.end() for one in ABOUT_A_BOAT.finditer(before)), default=-1)
    vehicle = max((one.end() for one in A_VEHICLE.finditer(before)), default=-1)
    return boat > vehicle


def _is_by_vehicle(reading: Reading, form: str, found: re.Match[str], before: str) -> bool:
    """Whether a vehicle stands before what can only be a mark there: a dateless one is Irish."""
    if not reading.cased(*found.span()).isupper():
        return False
    if form == "dateless" and not _NORTHERN.match(found[0]):
        return False
    return BY_VEHICLE.search(before) is not None


def _reads_as_words(reading: Reading, found: re.Match[str]) -> bool:
    shown = reading.cased(*found.span())
    return (
        not shown.isupper()
        or shown.split(" ")[-1] in NOT_A_TAIL
        or (
            re.fullmatch(r"(?:PC|PS|DC|DS|DI|SC|MG|IC|ON|AT|IN|TO|BY|OF|NO) ?[0-9]+", shown)
            is not None
        )
    )


def _judge_older(form: str, found: re.Match[str], *, cued: bool) -> Candidate:
    first, middle, last = (*found.groups(), "")[:3]
    mark = first + middle + last
    value = {"vrm": mark, "format": form}
    if form == "dateless":
        letters = first if first.isalpha() else middle
        if first.isalpha() and re.search("[IZ]", letters):
            value["format"] = "northern_ireland"
        holds = "Q" not in letters
        why = "a mark without an age, beside a word for it" if holds else "a Q never stands in it"
        return checked("VRM", found.span(), holds=holds, why=why, value=value, cued=cued)
    if form == "prefix":
        holds = first not in "IOUZ" and not re.search("[IQ]", last)
        why = "the year letter comes first, as from 1983 to 2001"
    elif form == "suffix":
        holds = last not in "IOQUZ" and not re.search("[Q]", first)
        why = "the year letter comes last, as from 1963 to 1983"
    else:
        holds = middle in "DX"
        why = "the letter between the numbers is D (diplomatic) or X (consular)"
    if not holds:
        why = "a letter stands in it that marks of this form never have there"
    return checked("VRM", found.span(), holds=holds, why=why, value=value, cued=cued)
