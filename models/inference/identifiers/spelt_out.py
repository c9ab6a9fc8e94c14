"""Numbers and addresses that were said out loud or written so that no machine should read them.

``oh double seven``, ``Lima Kilo one eight``, ``0 7 7 0 0``, ``a dot b at example dot org``,
``example[.]com``: each is put as the number, mark or address that it says.
"""

import re
from collections.abc import Iterator
from itertools import chain

from models.inference.identifiers.reading import Reading
from models.inference.identifiers.rewriting import Piece
from models.inference.identifiers.tokens import matches, words

_FIGURE = {
    "ZERO": "0", "OH": "0", "O": "0", "NOUGHT": "0", "NAUGHT": "0", "NIL": "0", "ONE": "1",
    "TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5", "SIX": "6", "SEVEN": "7", "EIGHT": "8",
    "NINE": "9", "NINER": "9",
}  # fmt: skip
_TIMES = {"DOUBLE": 2, "TREBLE": 3, "TRIPLE": 3}
_SIGN = {"STROKE": "/", "SLASH": "/", "DASH": "-", "HYPHEN": "-"}
_LETTER = {
    word: word[0]
    for word in words(
        "ALPHA ALFA BRAVO CHARLIE DELTA ECHO FOXTROT GOLF HOTEL INDIA JULIET JULIETT KILO LIMA "
        "MIKE NOVEMBER OSCAR PAPA QUEBEC ROMEO SIERRA TANGO UNIFORM VICTOR WHISKEY WHISKY XRAY "
        "YANKEE ZULU"
    )
} | {"X-RAY": "X"}
_ANY_FIGURE = "|".join(sorted(_FIGURE, key=len, reverse=True))
_ELEMENT = (
    rf"(?:(?:DOUBLE|TREBLE|TRIPLE)[ -](?:{_ANY_FIGURE}|[0-9])|(?:{_ANY_FIGURE})(?:[ ]HUNDRED)?|"
    rf"(?:FORWARD[ ])?(?:STROKE|SLASH)|DASH|HYPHEN|"
    rf"{'|'.join(sorted(_LETTER, key=len, reverse=True))}|[0-9]{{1,6}}|[A-Z])(?![A-Z0-9'])"
)
_SPOKEN = re.compile(rf"{_ELEMENT}(?>(?:[ ]?,[ ]?|[ -]|[ ]?\n[ ]{{0,8}}){_ELEMENT}){{3,40}}")
_PARTS = re.compile(rf"{_ELEMENT}")
_STARTS = (*_FIGURE, *_TIMES, *_LETTER)
_FEWEST = 5  # letters and digits
_NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}[0-9]{6}[A-D]")

# Single letters and digits with one blank, dot or hyphen between any two of them.
_SINGLE = re.compile(
    r"[A-Z0-9](?<![A-Za-z0-9].)(?<![A-Z0-9][ .-].)(?:[ ][A-Z0-9]){5,20}+(?![ ]?[A-Za-z0-9])"
)
_DOTTED = re.compile(r"[A-Z0-9](?<![A-Za-z0-9.].)(?:[.-][A-Z0-9]{1,2}){4,12}+(?![A-Za-z0-9])")

# "DPP 0205 stroke 0071": one sign said aloud in a number that is otherwise written.
_STROKE = re.compile(
    r"(?:(?<=[0-9][ ])|(?<=[ (][A-Z]{2}[ ])|(?<=[ (][A-Z]{3}[ ])|(?<=[ (][A-Z]{4}[ ]))"
    r"(STROKE|SLASH|DASH|HYPHEN)[ ](?=[0-9]|[A-Z]{2,4} (?:STROKE|SLASH|DASH) [0-9])"
)
_STROKE_WORDS = ("STROKE", "SLASH", "DASH", "HYPHEN")

_TOP = "COM|ORG|NET|UK|INFO|EU|IE|EDU|GOV|DE|FR|PL|RO|EXAMPLE"
_NAME = r"[A-Z0-9][A-Z0-9_-]{0,30}+"
_SAID_SIGN = r"[ ](?:DOT|DASH|HYPHEN|UNDERSCORE)[ ]"
_SAID_ADDRESS = re.compile(
    rf"(?<![A-Z0-9])(?:({_NAME}(?:{_SAID_SIGN}{_NAME}|\.{_NAME}){{0,4}})[ ]AT[ ])?"
    rf"({_NAME}(?:[ ](?:DASH|"
    rf"HYPHEN)[ ]{_NAME}){{0,2}}(?:[ ]DOT[ ]{_NAME}){{0,2}}[ ]DOT[ ](?:{_TOP}))"
    r"(?![A-Z0-9])"
)
_DISARMED = re.compile(
    r"[ ]?[\[({](AT|@|DOT|\.)[\])}][ ]?|(?<![A-Z0-9])(HXXP)(?=S?:?/?/?)|(?<=HTTP)\[(:)\]"
)
_IN_BRACKETS = re.compile(r"[\[({](?:AT|@|DOT|\.|:)[\])}]")
_APART = re.compile(
    r"(?<=[A-Z0-9])[ ]@[ ]?(?=[A-Z0-9-]{1,63}\.[A-Z])|(?<=[A-Z0-9]@)[ ](?=[A-Z0-9-]{1,63}\.[A-Z])"
)
_MAIL = re.compile(r"\bE-?MAILS?\b|[0-9._-][A-Z0-9]{0,30}\Z")


def numbers_spelt_out(reading: Reading) -> Iterator[Piece]:
    """Digits and letters told one by one, as the run of characters that they spell."""
    for found in reading.matches(_SPOKEN, reading.tokens.of(_STARTS)):
        piece = _spoken(reading, found)
        if piece:
            yield piece
    yield from _strokes(reading)
    joined = matches(_DOTTED, reading.plain, reading.tokens.before_dot, reading.tokens.before_sign)
    for found in chain(_SINGLE.finditer(reading.plain), joined):
        meant = re.sub("[^A-Z0-9]", "", found[0])
        if sum(map(str.isdigit, meant)) >= 2:
            yield Piece(found.start(), found.end(), meant)


def _strokes(reading: Reading) -> Iterator[Piece]:
    """A stroke or a dash that is said between digits, or between capitals and digits."""
    for found in reading.matches(_STROKE, reading.tokens.of(_STROKE_WORDS)):
        before = reading.cased(found.start() - 2, found.start() - 1)
        # "He had a stroke 12 years ago", and in capitals any word may stand before one.
        if before.isdigit() or (before.isupper() and not reading.shouted):
            yield Piece(found.start() - 1, found.end(), _SIGN[found[1]])


def _spoken(reading: Reading, found: re.Match[str]) -> Piece | None:
    parts = [(part.start(), part.end(), part[0]) for part in _PARTS.finditer(found[0])]
    meant = [_meant(written) for _, _, written in parts]
    # At the end a lone letter is the next word of the sentence: "... five six. A man", "I said".
    while parts and (parts[-1][2] in {"A", "I"} or meant[-1] in {"/", "-"}):
        if _NATIONAL_INSURANCE.fullmatch("".join(meant)):
            break
        parts.pop()
        meant.pop()
    while parts and (parts[0][2] in {"A", "I", "O"} or meant[0] in {"/", "-"}):
        parts.pop(0)
        meant.pop(0)
    said = "".join(meant)
    in_words = sum(len(written) > 1 and written.isalpha() for _, _, written in parts)
    small = any(
        len(written) == 1
        and written.isalpha()
        and reading.cased(found.start() + start, found.start() + end).islower()
        for start, end, written in parts
        if written != "O"
    )
    if small or in_words < 3 or sum(c.isalnum() for c in said) < _FEWEST:
        return None
    if not any(character.isdigit() for character in said):
        return None
    return Piece(found.start() + parts[0][0], found.start() + parts[-1][1], said)


def _meant(written: str) -> str:
    word = (
        written.rsplit(" ", maxsplit=1)[-1].rsplit("-", maxsplit=1)[-1]
        if written not in _LETTER
        else written
    )
    times = _TIMES.get(re.split("[ -]", written)[0])
    if times:
        return _FIGURE.get(word, word) * times
    if word == "HUNDRED":
        return _FIGURE[written.split(" ", maxsplit=1)[0]] + "00"
    return _FIGURE.get(word) or _SIGN.get(word) or _LETTER.get(word) or word


def addresses_spelt_out(reading: Reading) -> Iterator[Piece]:
    """Signs of an address in words or brackets, each as the sign."""
    upper = reading.upper
    if " DOT " in upper:
        for found in _SAID_ADDRESS.finditer(upper):
            yield from _said(reading, found)
    if _IN_BRACKETS.search(upper) or "HXXP" in upper:
        for found in _DISARMED.finditer(upper):
            sign = found[1] or found[2] or found[3]
            meant = {"AT": "@", "DOT": ".", "HXXP": "http"}.get(sign, sign)
            if upper[found.end() : found.end() + 1].isalnum() or meant in {"http", ":"}:
                yield Piece(found.start(), found.end(), meant)
    if " @" in upper or "@ " in upper:
        for found in _APART.finditer(upper):
            if found[0] == " " or _MAIL.search(upper[max(0, found.start() - 40) : found.start()]):
                yield Piece(found.start(), found.end(), "@" if "@" in found[0] else "")


def _said(reading: Reading, found: re.Match[str]) -> Iterator[Piece]:
    signs = {"DOT": ".", "DASH": "-", "HYPHEN": "-", "UNDERSCORE": "_"}

    def put(span: tuple[int, int]) -> str:
        written = reading.cased(*span)
        return re.sub(
            r" (dot|dash|hyphen|underscore) ",
            lambda said: signs[said[1].upper()],
            written,
            flags=re.IGNORECASE,
        )

    local = put(found.span(1)) + "@" if found[1] else ""
    yield Piece(found.start(), found.end(), local + put(found.span(2)))
