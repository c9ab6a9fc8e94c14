"""Parts of registration marks, and marks of which some characters could not be read."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, LIKELY, Candidate
from models.inference.identifiers.current_marks import TAG, TAIL, fault_in_age
from models.inference.identifiers.reading import END, START, Reading
from models.inference.identifiers.vehicle_words import (
    ABOUT_A_VEHICLE,
    BY_VEHICLE,
    CUE,
    NOT_A_TAG,
    NOT_A_TAIL,
    READ_OFF,
    SHORT_WORDS,
    STRAIGHT_AFTER_VEHICLE,
)

_BEGINNING = re.compile(rf"{START}([A-Z]{{2}})([0-9]{{2}})(?: (?:[A-Z]{{1,2}}))?{END}(?!_)")
_APART = re.compile(
    rf"{START}([A-Z]{{2}})[ ]([0-9]{{2}})(?: (?:[A-Z]{{1,2}}))?{END}(?![ ]?[A-Z0-9])"
)
_PREFIX = re.compile(rf"{START}[A-Z][0-9]{{1,3}} ?[A-Z]{{1,2}}{END}")
_NEAR = re.compile(
    r"\b(?:REG|REGISTRATION|INDEX|VRM|VRN|NUMBER|NURNBER|PLATES?|PARTIAL|BEGAN|BEGINS|BEGINNING|STARTED|"
    r"STARTS|STARTING|(?:FIRST|LAST)[ ](?:PART|HALF|BIT|FEW|LETTERS|TWO|FOUR|4)(?: OF IT)?)\b"
    r"[^.!?\n]{0,60}\Z|\b(?:REG|REGISTRATION|VRM|PLATE)\b[^\n]{0,40}(?:BEGINS|BEGAN|STARTS|"
    r"STARTED|READ)[ :]{1,2}\Z"
)
_AFTER = re.compile(
    r"[^.\n]{0,24}\b(?:REGISTRATION|NUMBER ?PLATE|PLATE|BEING THE (?:BEGINNING|START|END|FIRST|"
    r"LAST))"
)
_UNFINISHED = re.compile(
    r"\A[\"']?[ ,;-]{0,3}(?:ON IT\b|ON (?:THE|ITS) (?:PLATE|FRONT|BACK)|SOMETHING|AT THE (?:START|"
    r"BEGINNING|FRONT)|(?:AND )?THEN\b|AND THE REST|AND (?:AN?|MAYBE|PERHAPS|POSSIBLY) [A-Z]\b|"
    r"I'?A?M SURE|"
    r"FOR (?:SURE|DEFINITE)|(?:AND )?(?:WAS|IS|THAT'?S) ALL|THE REST\b|BUT (?:NOT|I (?:COULD|DID)))"
)
_END = re.compile(
    rf"\b(?:END(?:ING|S|ED)|FINISH(?:ING|ES|ED)|"
    rf"END OF (?:THE (?:PLATE|REG|REGISTRATION|NUMBER)|IT)|"
    rf"LAST (?:(?:PART|BIT|HALF|LETTERS) )?OF (?:THE|ITS) (?:PLATE|REG|REGISTRATION|NUMBER|INDEX)|"
    rf"LAST (?:PART|BIT|HALF)|"
    rf"LAST (?:THREE|3) (?:LETTERS|DIGITS|CHARACTERS)(?: OF (?:THE|ITS) (?:PLATE|REG|REGISTRATION|"
    rf"NUMBER))?)"
    rf"(?:[ ,]{{1,2}}(?:IN|WITH|IS|WAS|WERE|ARE|BEING))?[ :,]{{1,2}}[\"']?([A-Z]{{3}}){END}"
)
_OF_A_MARK = re.compile(
    r"\b(?:PLATES?|REG|REGISTRATION|INDEX|NUMBER|VRM|VRN|PARTIAL|[A-Z]{2}[0-9]{2})\b|"
    r"\b[O0]F WHICH (?:THE |ITS )?\Z"
)
_WEAK_END = re.compile(r"FINISH|LAST (?:PART|BIT|HALF)(?! OF)")
_AT_THE_END = re.compile(rf"{START}([A-Z]{{3}})[\"']?(?= AT THE END)")
_FIRST_LETTERS = re.compile(
    rf"\b(?:BEGINS|BEGAN|BEGINNING|STARTS|STARTED|STARTING)(?: WITH| "
    rf"IN)?[ :]{{1,2}}[\"']?([A-Z]{{2}}){END}"
)
# A question mark, star or stroke stands for each character that was not seen.
_UNSEEN = re.compile(
    r"(?<![A-Z0-9?*_])(?=[A-Z0-9 ]{0,8}[?*_])([A-Z?*_]{2}[0-9?*_]{2}[ ]?[A-Z?*_]{3})(?![A-Z0-9?*_])"
)
_SIGN = re.compile("[?*_]")
_SIGN_WITHIN = 8  # characters that _UNSEEN looks ahead for its first sign


def parts_of_marks(reading: Reading) -> Iterator[Candidate]:
    """The beginning or end of a mark, where the text says that it is part of one."""
    yield from _beginnings(reading)
    for found in reading.matches(_PREFIX, reading.tokens.mixed):
        if CUE.search(reading.before(found.start(), 64)) and found[0][0] not in "IOUZ":
            yield _part(found.span(), found[0], "beginning", True)
    starts = ("ENDING", "ENDS", "ENDED", "END", "FINISHING", "FINISHES", "FINISHED", "LAST")
    for found in reading.matches(_END, reading.tokens.of(starts)):
        before = reading.before(found.start(), 160)
        if (reading.shouted or reading.muted) and _WEAK_END.match(found[0]):
            continue  # "THE LAST BIT WAS MAD", "they finished her off"
        if _WEAK_END.match(found[0]) and not _OF_A_MARK.search(before):
            continue  # "I saw the car and the last bit was BMW"
        named = re.search("PLATE|REG|INDEX", found[0]) or ABOUT_A_VEHICLE.search(before)
        if named and _is_tail(reading, found):
            yield _part(found.span(1), found[1], "end", True)
    if " AT THE END" in reading.upper:
        for found in _AT_THE_END.finditer(reading.upper):
            near = ABOUT_A_VEHICLE.search(reading.before(found.start(), 100))
            if near and _is_tail(reading, found):
                yield _part(found.span(1), found[1], "end", False)
    yield from _partly_seen(reading)


def _is_tail(reading: Reading, found: re.Match[str]) -> bool:
    capitals = reading.muted or reading.cased(*found.span(1)).isupper()
    return bool(capitals and found[1] not in NOT_A_TAIL and TAIL.fullmatch(found[1]))


def _beginnings(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_BEGINNING, reading.tokens.mixed):
        tag, age = found.group(1, 2)
        if tag in NOT_A_TAG or not (reading.cased(*found.span(1)).isupper() or reading.muted):
            continue
        close = bool(CUE.search(reading.before(found.start(), 64)))
        if not close and not _said_to_be_part(reading, found):
            continue
        end = found.end()
        if not reading.cased(*found.span()).isupper() or found[0][4:].strip() in SHORT_WORDS:
            end = found.end(2)
        if TAG.fullmatch(tag) and not fault_in_age(reading, age):
            yield _part(
                (found.start(), end), reading.upper[found.start() : end], "beginning", close
            )
    for found in reading.matches(_APART, reading.tokens.before_number):
        if not CUE.search(reading.before(found.start(), 64)) or found[1] in NOT_A_TAG:
            continue
        if reading.cased(*found.span(1)).isupper() and not fault_in_age(reading, found[2]):
            yield _part((found.start(), found.end(2)), found[1] + found[2], "beginning", True)
    for found in reading.matches(
        _FIRST_LETTERS,
        reading.tokens.of(("BEGINS", "BEGAN", "BEGINNING", "STARTS", "STARTED", "STARTING")),
    ):
        near = _NEAR.search(reading.before(found.start(), 80)) or BY_VEHICLE.search(
            reading.before(found.start(), 64)
        )
        near = near or re.search(r"\b(?:NUMBER|PLATE|REG)\b", reading.before(found.start(), 60))
        shown = reading.cased(*found.span(1))
        if near and shown.isupper() and not reading.shouted and TAG.fullmatch(found[1]):
            yield _part(found.span(1), found[1], "beginning", False)


def _said_to_be_part(reading: Reading, found: re.Match[str]) -> bool:
    before = reading.before(found.start(), 64)
    after = reading.after(found.end(), 64)
    if _NEAR.search(before) or READ_OFF.search(reading.before(found.start(), 120)):
        return True
    if _AFTER.match(after):
        return True
    if STRAIGHT_AFTER_VEHICLE.search(before) and not re.match(r"[ ]?[A-Z0-9]*[0-9]", after):
        return True
    # The text of an earlier sentence counts, but not that of an earlier paragraph.
    return bool(
        (_UNFINISHED.match(after) or _UNFINISHED.match(reading.after(found.end(2), 64)))
        and ABOUT_A_VEHICLE.search(reading.before(found.start(), 240))
    )


def _partly_seen(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_UNSEEN, _around_signs(reading.upper)):
        before = reading.before(found.start(), 64)
        near = CUE.search(before) or BY_VEHICLE.search(before) or _NEAR.search(before)
        seen = sum(character.isalnum() for character in found[1])
        if near and seen >= 3 and reading.cased(*found.span(1)).upper() == found[1]:
            yield _part(found.span(1), found[1], "part that was seen", True)


def _around_signs(upper: str) -> Iterator[int]:
    """Where a mark may begin that has a sign for a character that was not seen, in order."""
    tried = 0
    for sign in _SIGN.finditer(upper):
        yield from range(max(tried, sign.start() - _SIGN_WITHIN), sign.end())
        tried = sign.end()


def _part(span: tuple[int, int], written: str, which: str, close: bool) -> Candidate:
    return Candidate(
        label="VRM",
        start=span[0],
        end=span[1],
        why=f"the {which} of a mark, beside a word for it",
        value={"vrm": written.replace(" ", ""), "format": "partial"},
        cued=close,
        confidence=CUED if close else LIKELY,
    )
