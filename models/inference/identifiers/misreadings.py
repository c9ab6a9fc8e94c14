"""Letters that a scan put for digits, and digits for letters: ``l4.05``, ``3O/10/25``, ``Apri1``.

What is found by reading them as they were meant is never taken as certain. A date, a time or an
amount keeps its value and says that it was repaired; a number with a form of its own is marked as
invalid, with what it may be as a proposal.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.inference.identifiers.candidate import BROKEN, CUED, Candidate
from models.inference.identifiers.monthnames import MONTH, MONTHS, WEEKDAYS
from models.inference.identifiers.reading import Reading
from models.inference.identifiers.rewriting import Piece
from models.inference.identifiers.tokens import matches

_DIGIT_FOR = {"O": "0", "o": "0", "I": "1", "l": "1", "S": "5", "B": "8"}
_LETTER_FOR = str.maketrans("01", "ol")
_ALWAYS = frozenset("OoIl")
_LONG = 6  # characters from which a B between digits can only be an 8

# Patterns that are searched for begin with a character, which a search skips to, and look at what
# stands before it after that.
# A run of digits with such letters among them, with or without what may be glued behind a number.
_RUN = re.compile(
    r"(?=[0-9OoIlSB]*[0-9])(?=[0-9]*[OoIlSB])([0-9OoIlSB]{1,24}+)"
    r"(?=(?i:ST|ND|RD|TH|AM|PM|ARN|PRN|HRS?|HOURS)?(?![A-Za-z0-9]))"
)
# Parts of a date, a time or a number with signs between, of which one may be letters only: "ll:40".
_JOINED = re.compile(
    r"[0-9OoIlSB](?<![A-Za-z0-9./:].)[0-9OoIlSB]{0,7}(?:[./:-][0-9OoIlSB]{1,8}){1,5}+"
    r"(?=(?i:AM|PM|ARN|PRN|HRS?|HOURS)?(?![A-Za-z0-9]))"
)
_LAST_LETTER = re.compile(r"[.:-][OoIlSB]\Z")
_DAY_OF_MONTH = re.compile(
    rf"([lI](?<![A-Za-z0-9].)[lI]?)(?:st|th)?(?=[ ]{{1,2}}(?:of[ ])?(?i:{MONTH})(?![A-Za-z]))"
)
_UNSURE_MONTH = re.compile(r"[ ]{1,2}(?:of[ ])?(?i:MAY|MARCH|MAR)(?![A-Za-z])(?![ ](?:of[ ])?[12])")
_NAME = re.compile(r"[A-Za-z01]{3,9}(?![A-Za-z0-9])")
_NAMES = frozenset(MONTHS) | frozenset(WEEKDAYS)

_VALUES = frozenset({"DATE", "TIME", "MONEY"})
_KEPT_AS_WRITTEN = frozenset({"EMAIL", "URL", "SOCIAL_HANDLE", "EXHIBIT_REF"})
"""Letters and digits both stand in these, so that neither can be told to be the other."""


def misread(reading: Reading) -> Iterator[Piece]:
    """Each character that stands for another, with the one that is meant."""
    plain = reading.plain
    # Only a run with letters and digits in it can be such a number or name.
    for found in matches(_RUN, plain, reading.tokens.mixed):
        yield from _digits(found[1], found.start(1))
    for found in _JOINED.finditer(plain):
        written = _LAST_LETTER.sub("", found[0])  # "at 22.15.I went": a sentence begins
        if sum(character.isdigit() for character in written) >= 2:
            yield from _digits(written, found.start())
    for found in _DAY_OF_MONTH.finditer(plain):
        if not _UNSURE_MONTH.match(plain, found.end()):
            for place in range(found.start(1), found.end(1)):
                yield Piece(place, place + 1, "1")
    for found in matches(_NAME, plain, reading.tokens.mixed):
        meant = found[0].translate(_LETTER_FOR)
        if meant.upper() in _NAMES:
            for place, character in enumerate(meant, found.start()):
                if character != plain[place]:
                    yield Piece(place, place + 1, character)


def _digits(written: str, start: int) -> Iterator[Piece]:
    for place, character in enumerate(written):
        meant = _DIGIT_FOR.get(character)
        if not meant:
            continue
        between = written[place - 1 : place].isdigit() and written[place + 1 : place + 2].isdigit()
        if character in _ALWAYS or (between and (character == "S" or len(written) >= _LONG)):
            yield Piece(start + place, start + place + 1, meant)


def doubted(reading: Reading, candidate: Candidate) -> Candidate | None:
    """What was found by reading letters as digits, as no more than it is: a proposal."""
    if candidate.label in _KEPT_AS_WRITTEN:
        return None
    value = dict(candidate.value or {})
    if candidate.label in _VALUES:
        return replace(
            candidate,
            why=f"{candidate.why}, with a letter read as a digit or a digit as a letter",
            value=value | {"repaired": "true"},
            check="invalid" if candidate.check == "invalid" else "none",
            confidence=min(candidate.confidence, CUED),
        )
    name = next(iter(value), "")
    if not name:
        return None
    written = re.sub(r"\s+", " ", reading.upper[candidate.start : candidate.end])
    about = {"kind": value["kind"]} if "kind" in value and candidate.label == "CRIME_REF" else {}
    return replace(
        candidate,
        why="a letter stands where a digit must",
        value={name: written, "proposed": value[name]} | about,
        check="none" if candidate.check == "none" else "invalid",
        confidence=min(candidate.confidence, BROKEN),
    )
