"""Officers' numbers without a rank: behind a signature, and behind the name of one who had it."""

import re
from collections.abc import Iterator, Mapping

from models.inference.identifiers.monthnames import MONTHS
from models.inference.identifiers.reading import Reading
from models.inference.identifiers.tokens import words

_NUMBER = r"([0-9]{3,6}[A-Z]{0,2}|[A-Z]{1,2}[0-9]{3,6})(?![A-Z0-9/]|[.:,-][0-9])"
# Letters beyond ASCII keep their own case in the reading's upper form: "NÍ CHONAILL" has a small í.
_NAME = r"[^\W\d_][^\W\d_.'-]{0,1}\.?|[^\W\d_][^\W\d_'-]{1,24}(?:['-][^\W\d_]{1,24}){0,3}"
_SIGNED = re.compile(
    rf"\bSIGN(?:ED|ATURE)(?:[ ]BY)?[ ]{{0,2}}[:.]?[ ]{{1,8}}"
    rf"((?:{_NAME})(?:[ ]{{1,2}}(?:{_NAME})){{0,4}}?)[ ,(]{{1,12}}{_NUMBER}"
    r"(?=\)?[.]?[ ]*(?:\n|\Z)|\)?[ ]{2,})"
)
_ENDS_WITH_NAME = re.compile(
    rf"(?:\A|\n|[.][ ])((?:[A-Z]\.?[ ]){{1,3}}[^\W\d_][^\W\d_'-]{{2,24}}),?[ ]{{1,4}}"
    rf"{_NUMBER}[.]?\s*\Z"
)
_ALONE = re.compile(_NUMBER)
_LAST_WORD = re.compile(r"([^\W\d_][^\W\d_'-]{1,24}),?[ ]\Z")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NO_NAME = frozenset(
    words(
        "ON AT IN OF BY FROM TO UNTIL FLAT ROOM UNIT BOX NO NUMBER EXT EXTENSION TEL PAGE FORM "
        "DATE DATED TIME AGED HOUSE WITNESS"
    )
)
# "I gave Long 418 pounds", "I met Long 1450 hours"; and PC 2024 May has a month's name.
_COUNTED = re.compile(
    r"\A[ ]?(?:HOURS|HRS|MINUTES|MINS|SECONDS|YEARS|DAYS|WEEKS|MONTHS|TIMES|PEOPLE|METRES|YARDS|"
    r"MILES|FEET|POUNDS|QUID|EUROS|POINTS|AM|PM)(?![A-Z])"
)
_DATED = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}")
_BESIDE = re.compile(r"(?<=[ ])([^\W\d_][^\W\d_'-]{2,24})([ ,.;:)]|\Z)")
_BEHIND = 40  # characters in which an officer's name stands behind the number

Signed = tuple[tuple[int, int], str]
"""A span and the number that stands there."""


def behind_signatures(reading: Reading) -> Iterator[Signed]:
    """``Signed: J. Marsh   1386``, and a report that closes with ``A. Long, 418``."""
    for found in reading.matches(_SIGNED, reading.tokens.of(("SIGNED", "SIGNATURE"))):
        if _is_name(reading, found) and not _YEAR.fullmatch(found[2]):
            yield found.span(2), found[2]
    found_last = _ENDS_WITH_NAME.search(reading.upper, max(0, len(reading.upper) - 96))
    if found_last and _is_name(reading, found_last) and not _YEAR.fullmatch(found_last[2]):
        yield found_last.span(2), found_last[2]


def _is_name(reading: Reading, found: re.Match[str]) -> bool:
    names = reading.cased(*found.span(1)).split()
    if reading.shouted and names[0] in {"I", "A"}:
        return False  # "I LEFT 1500", "A TOTAL 1500"
    if _DATED.fullmatch(found[2]):
        return False  # "Signed: J. Marsh 030324"
    if any(name.strip(".,").upper() in _NO_NAME for name in names):
        return False
    return reading.muted or all(name[0].isupper() for name in names)


def again_with_name(
    reading: Reading, known: Mapping[str, list[tuple[int, int]]]
) -> Iterator[Signed]:
    """A number that an officer was named with, again behind a name that stood beside it.

    ``known`` gives for each number where it stands with its rank.
    """
    names = {
        number: {name for span in spans for name in _names_beside(reading, span)}
        for number, spans in known.items()
    }
    taken = {span for spans in known.values() for span in spans}
    for found in reading.matches(_ALONE, reading.tokens.long, reading.tokens.mixed):
        start = found.start()
        if found.span(1) in taken or found[1] not in names:
            continue
        word = _LAST_WORD.search(reading.before(start))
        if (
            word
            and word[1] in names[found[1]]
            and not (word[1] in MONTHS or _COUNTED.match(reading.after(found.end())))
        ):
            yield found.span(1), found[1]


def _names_beside(reading: Reading, span: tuple[int, int]) -> Iterator[str]:
    """The words with a capital straight behind a number, and the one before it, in upper case."""
    word = _LAST_WORD.search(reading.before(span[0]))
    if word and word[1] not in _NO_NAME:
        at = span[0] - len(word[0])
        if reading.cased(at, at + 1).isupper():
            yield word[1]
    shown = reading.cased(span[1], span[1] + _BEHIND).split("\n", 1)[0]
    for word in _BESIDE.finditer(shown):
        if not word[1][0].isupper():
            return
        yield reading.upper[span[1] + word.start(1) : span[1] + word.end(1)]
        if word[2] != " ":
            return
