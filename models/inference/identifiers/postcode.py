"""Postcodes: the six shapes of the standard, the list of areas, and a scan's misreadings."""

import re
from collections.abc import Iterator
from itertools import product

from models.inference.identifiers.candidate import Candidate, checked
from models.inference.identifiers.postcode_areas import (
    AREAS,
    AREAS_WITHOUT_A_PLACE,
    LETTERED_DISTRICTS,
)
from models.inference.identifiers.reading import END, START, Reading
from models.inference.identifiers.tokens import words

_SHAPE = re.compile(
    rf"{START}([A-Z]{{1,2}}[0-9][A-Z0-9]?)(?>-|[ ]{{0,3}}(?:\n[ ]{{0,8}})?)([0-9][A-Z]{{2}}){END}"
)
_MISREAD = re.compile(
    rf"{START}(?=[0-9]{{0,3}}[A-Z])([A-Z0-9]{{2,4}})[ ]"
    rf"([0-9OISBL](?:[A-Z][A-Z0158]|[0158][A-Z])){END}"
)
_SPLIT = re.compile(
    rf"{START}([A-Z]{{1,2}}[0-9][A-Z0-9]?)[ ]{{1,2}}([0-9](?:[ ][A-Z]{{2}}|[A-Z][ ][A-Z])){END}"
)
_CURRENT_MARK = re.compile(r"[A-HJ-PR-Y]{2}[0-9]{2} [A-HJ-PR-Z]{3}")
_FORCES_POST = re.compile(rf"{START}BFPO[ ]?([0-9]{{1,4}}){END}")
_DISTRICT = re.compile(
    rf"\bPOST ?CODE(?: (?:DISTRICT|AREA|BEGINS|STARTS|STARTING|BEGINNING|IS|WAS|WITH|OF|"
    rf"IN)){{1,4}} "
    rf"([A-Z]{{1,2}}[0-9][A-Z0-9]?){END}(?![ ]?[0-9])"
)
_GIRO = re.compile(rf"{START}GIR ?0AA{END}")
_CUE = re.compile(r"\bPOST ?CODE[^A-Z0-9]{0,4}(?:(?:IS|WAS|OF|AREA|NUMBER)[ :\"']{0,3}){0,2}\Z")
_OUTWARD = re.compile(r"([A-Z]{1,2})([0-9]{1,2})([A-Z]?)")
_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_AFTER_ONE_DIGIT = "ABCDEFGHJKPSTUW"
_AFTER_TWO_LETTERS = "ABEHMNPRVWXY"

# What stands behind a number in ordinary text: "the M1 2nd exit", "B12 5kg", "PC1 4am".
_UNITS = frozenset(words("ST ND RD TH AM PM MM CM KM KG LB OZ FT IN HR MG ML"))
_NOT_AN_AREA = frozenset(words("PC PS DC DS DI SC MG IC VRM A J Q X NO AT ON BY"))
_TURNS = {"O": "0", "0": "O", "I": "1", "1": "I", "L": "1", "S": "5", "5": "S", "B": "8", "8": "B"}


def postcodes(reading: Reading) -> Iterator[Candidate]:
    """Postcodes, valid ones wherever they stand and invalid ones where they are meant to be one."""
    for found in reading.matches(_GIRO, reading.tokens.of(["GIR"]), reading.tokens.mixed):
        yield _judged(found.span(), "GIR 0AA", "")
    for found in reading.matches(_SHAPE, reading.tokens.mixed):
        outward, inward = found.groups()
        if _is_ordinary(reading, found, inward):
            continue
        fault = fault_in(outward, inward)
        cued = bool(_CUE.search(reading.before(found.start())))
        capitals = reading.cased(*found.span()).isupper()
        proposed = _repaired(outward, inward) if fault and capitals else ""
        if not fault or cued or proposed or _meant_as_one(reading, found):
            yield _judged(found.span(), f"{outward} {inward}", fault, proposed, cued=cued)
    yield from _misread(reading)
    yield from _unusual(reading)


def _unusual(reading: Reading) -> Iterator[Candidate]:
    """Halves with a blank inside, the numbers of the forces' post, and districts alone."""
    for found in reading.matches(_SPLIT, reading.tokens.mixed):
        outward, inward = found[1], found[2].replace(" ", "")
        capitals = reading.cased(*found.span()).isupper() and not reading.shouted
        if capitals and not fault_in(outward, inward) and inward[1:] not in _UNITS:
            yield _judged(found.span(), f"{outward} {inward}", "")
    for found in reading.matches(_FORCES_POST, reading.tokens.of(["BFPO"]), reading.tokens.mixed):
        yield _judged(found.span(), f"BFPO {found[1]}", "")
    for found in reading.matches(_DISTRICT, reading.tokens.of(("POSTCODE", "POST"))):
        area = re.sub("[0-9].*", "", found[1])
        if area in AREAS and reading.cased(*found.span(1)).isupper():
            yield Candidate(
                label="POSTCODE",
                start=found.start(1),
                end=found.end(1),
                why="the first half of a postcode, beside the word for it",
                value={"postcode": found[1], "part": "outward"},
                cued=True,
            )


def fault_in(outward: str, inward: str) -> str:
    """What is wrong with a postcode in upper case, in words, or an empty string."""
    parts = _OUTWARD.fullmatch(outward)
    if not parts:
        return "the first half does not have the shape of one"
    area, district, letter = parts.groups()
    if area not in AREAS and area not in AREAS_WITHOUT_A_PLACE:
        return "no postcode area has these letters"
    if letter and (area + district) not in LETTERED_DISTRICTS:
        return "this district has no letter after its number"
    if letter and letter not in (_AFTER_TWO_LETTERS if len(area) == 2 else _AFTER_ONE_DIGIT):
        return "this letter never follows the district number"
    if len(district) == 2 and district[0] == "0":
        return "a district number never begins with nought"
    if not _INWARD.fullmatch(inward):
        return "the last two letters are never C, I, K, M, O or V"
    return ""


def _is_ordinary(reading: Reading, found: re.Match[str], inward: str) -> bool:
    """Whether the second half is an ordinal or a measure, written small behind capitals."""
    last = reading.cased(found.end() - 2, found.end())
    first = reading.cased(found.start(), found.start() + 1)
    return inward[1:] in _UNITS and last.islower() and (first.isupper() or " " in found[0])


def _meant_as_one(reading: Reading, found: re.Match[str]) -> bool:
    outward, inward = found.groups()
    area = re.sub(r"[^A-Z].*", "", outward)
    apart = any(blank in found[0] for blank in " \n")
    return (
        apart
        and (reading.cased(*found.span()).isupper() or (reading.muted and len(area) == 2))
        and area not in _NOT_AN_AREA
        and inward[1:] not in _UNITS
        and (bool(_INWARD.fullmatch(inward)) or area in AREAS)
    )


def _misread(reading: Reading) -> Iterator[Candidate]:
    """What is not even in the shape of a postcode, but for a letter that should be a digit."""
    for found in reading.matches(_MISREAD, reading.tokens.mixed, reading.tokens.before_number):
        shown = reading.cased(*found.span()).replace("l", "I")
        mark = _CURRENT_MARK.fullmatch(found[0])
        if mark or not shown.isupper() or _SHAPE.fullmatch(found[0]):
            continue
        outward, inward = found.groups()
        digits = any(character.isdigit() for character in found[0])
        if reading.shouted and inward.isalpha():
            continue  # "M2 AND M3 OUT": a word
        proposed = _repaired(outward, inward) if digits else ""
        if proposed:
            fault = "not a postcode as it stands, but one if a letter or digit was misread"
            yield _judged(found.span(), f"{outward} {inward}", fault, proposed)


def _repaired(outward: str, inward: str) -> str:
    """The one postcode that this becomes by turning one or two look-alike characters, or none."""
    written = outward + inward
    choices = [(character, _TURNS.get(character, character)) for character in written]
    answers: dict[int, set[str]] = {}
    for turned in product(*({first, second} for first, second in choices)):
        changes = sum(new != old for new, old in zip(turned, written, strict=True))
        half, rest = "".join(turned[: len(outward)]), "".join(turned[len(outward) :])
        if 1 <= changes <= 2 and not fault_in(half, rest):
            answers.setdefault(changes, set()).add(f"{half} {rest}")
    nearest = answers.get(1) or answers.get(2) or set()
    return nearest.pop() if len(nearest) == 1 else ""


def _judged(
    span: tuple[int, int], postcode: str, fault: str, proposed: str = "", *, cued: bool = False
) -> Candidate:
    return checked(
        "POSTCODE",
        span,
        holds=not fault,
        why=fault or "the area exists and both halves have the shape of the standard",
        value={"postcode": postcode} | ({"proposed": proposed} if proposed else {}),
        cued=cued,
    )
