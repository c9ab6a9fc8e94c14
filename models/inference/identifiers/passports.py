"""Passport numbers: British and foreign ones beside the word for them, and machine lines."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import LIKELY, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading

_CUE = re.compile(
    r"\bPASSPORTS?[^A-Z0-9]{0,3}(?:(?:NUMBERS?|NUMBERED|NURNBERS?|NO|NUM|IS|WAS|ID|OF|THE|MY|HIS|"
    r"HER|AS|WITH|FOR|ME|"
    r"WHICH|GBR|UK|ON IT|IN)[^A-Z0-9]{1,3}|NUMBER|NO){0,6}\Z"
)
_AFTER = re.compile(
    r"\A[ ,]{1,3}(?:(?:IS|WAS|ON|A|AN|HIS|HER|MY|THE|BRITISH|UK|[A-Z]{4,12}(?:ISH|IAN|ESE|CH|"
    r"AN))[ ]{1,2}){1,4}PASSPORT\b"
)
# Whatever else a number may belong to: where one of these stands nearer than the passport, it does.
_OTHER = re.compile(
    r"\b(?:PHONE|MOBILE|TEL|ACCOUNT|SORT|CARD|IMEI|CRIME|INCIDENT|LOG|CAD|REF|REFERENCE|LICEN[CS]E|"
    r"VISA|"
    r"INSURANCE|NHS|FLIGHT|BOOKING|TICKET|EXHIBIT|PC|DC|DS|PS|SGT|SERIAL|POLICY|ORDER|INVOICE|"
    r"PHOTO|OFFICE)\b"
)
_BRITISH = re.compile(
    rf"{START}(?:[0-9]{{3}}[ ][0-9]{{3}}[ ][0-9]{{3}}|[0-9]{{6,10}}){END}(?![.,/-][0-9])"
)
_FOREIGN = re.compile(
    rf"{START}(?:(?=[A-Z0-9]{{0,4}}[0-9])[A-Z0-9]{{7,10}}|"
    rf"(?!NO[ -])[A-Z]{{1,2}}[ -][0-9]{{6,8}}){END}(?![.,/-][0-9])"
)
_NEXT = re.compile(r"(?>[ ]?,[ ]?|[ ](?:AND|OR|&)[ ])(?=[A-Z0-9]{7,10}(?![A-Z0-9]))")
_NEAR = 130  # characters back to the word for it, over the end of a sentence
_MRZ = re.compile(
    r"(?<![A-Z0-9<])([A-Z0-9<]{9})([0-9])([A-Z<]{3})([0-9]{6})([0-9])([MF<X])([0-9]{6})([0-9])([A-"
    r"Z0-9<]{14})"
    r"([0-9<])([0-9])(?![A-Z0-9<])"
)
_NUMBER_LENGTH = 9


def passports(reading: Reading) -> Iterator[Candidate]:
    """Passport numbers beside or soon after the word for them, and in the machine-readable line."""
    if "PASSPORT" in reading.upper:
        ends: set[int] = set()
        for pattern in (_BRITISH, _FOREIGN):
            for found in reading.matches(
                pattern, reading.tokens.long, reading.tokens.mixed, reading.tokens.before_number
            ):
                candidate = _judged(reading, found, ends)
                if candidate:
                    yield candidate
    if "<" in reading.upper:
        yield from _machine_readable(reading)


def _judged(reading: Reading, found: re.Match[str], ends: set[int]) -> Candidate | None:
    number = re.sub("[ -]", "", found[0])
    digits = sum(character.isdigit() for character in number)
    before = reading.before(found.start(), _NEAR)
    cued = _CUE.search(before) is not None or found.start() in ends
    after = _AFTER.match(reading.after(found.end(), 64)) is not None
    capitals = reading.muted or reading.cased(*found.span()).upper() == reading.cased(*found.span())
    if not capitals or digits < 4 or (number.isdigit() and found[0] != number and not cued):
        return None
    typical = digits >= 6 and 8 <= len(number) <= _NUMBER_LENGTH
    if not cued and not after and not (typical and _spoken_of(before)):
        return None
    following = _NEXT.match(reading.upper, found.end())
    if following:
        ends.add(following.end())
    if number.isdigit():
        holds = len(number) == _NUMBER_LENGTH
        why = "nine digits, as in a British passport" if holds else "it has not nine digits"
        if not holds and not cued:
            return None
        return checked(
            "PASSPORT", found.span(), holds=holds, why=why, value={"passport": number}, cued=cued
        )
    return Candidate(
        label="PASSPORT",
        start=found.start(),
        end=found.end(),
        why="letters and digits beside the word for a passport: perhaps a foreign one",
        value={"passport": number},
        cued=cued,
        confidence=LIKELY,
    )


def _spoken_of(before: str) -> bool:
    """Whether a passport is the last thing with a number that was spoken of."""
    place = before.rfind("PASSPORT")
    return place >= 0 and not _OTHER.search(before, place + len("PASSPORT"))


def _machine_readable(reading: Reading) -> Iterator[Candidate]:
    for found in _MRZ.finditer(reading.upper):
        number, first, _, born, second, _, expires, third, _, _, last = found.groups()
        line = found[0]
        whole = line[0:10] + line[13:20] + line[21:43]
        holds = all(
            _mrz_digit(part) == int(digit)
            for part, digit in ((number, first), (born, second), (expires, third), (whole, last))
        )
        why = "the check digits of its machine-readable line are right"
        yield checked(
            "PASSPORT",
            found.span(1),
            holds=holds,
            why=why if holds else "a check digit of its machine-readable line is wrong",
            value={"passport": number.rstrip("<")},
            cued=True,
        )


def _mrz_digit(characters: str) -> int:
    values = (0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in characters)
    return sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10
