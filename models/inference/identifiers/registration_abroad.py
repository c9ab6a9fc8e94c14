"""Registration marks of Northern Ireland, the Republic of Ireland and other countries."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, LIKELY, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading
from models.inference.identifiers.tokens import words
from models.inference.identifiers.vehicle_words import (
    A_VEHICLE,
    ABOUT_A_VEHICLE,
    BY_VEHICLE,
    CUE,
    CUE_WORDS,
    NOT_A_TAIL,
    SHORT_WORDS,
)

# The pairs of letters of the six counties and Belfast; one more letter may stand before them.
_NORTHERN_PAIR = "[ABCDEFGHJKLMNOPRSTUVWXY]Z|IA|IB|IG|IJ|IL|IW|JI|OI|UI|XI"
_NORTHERN = re.compile(
    rf"{START}([A-HJ-PR-Y](?:{_NORTHERN_PAIR}))[ ]?([0-9]{{3,4}}){END}(?![/.,-][0-9])"
)
_NORTHERN_WORDS = frozenset(words("OIL AIL BIZ"))

_COUNTY = "CE|CN|CW|DL|KE|KK|KY|LD|LH|LK|LM|LS|MH|MN|MO|OY|RN|SO|TN|TS|WD|WH|WW|WX|C|D|G|L|T|W"
_IRISH = re.compile(rf"{START}([0-9]{{2,3}})([ -]?)({_COUNTY})\2([0-9]{{1,6}}){END}(?![/.-][0-9])")
_IRISH_BEGINNING = re.compile(rf"{START}([0-9]{{2,3}})-({_COUNTY}){END}(?!-)")
_FIRST_IRISH_YEAR = 87
_HALF_YEARS_FROM = 13

_COUNTRIES = (
    "ALBANIAN|AUSTRIAN|BELGIAN|BULGARIAN|CROATIAN|CYPRIOT|CZECH|DANISH|DUTCH|ESTONIAN|FINNISH|"
    "FRENCH|"
    "GERMAN|GREEK|HUNGARIAN|IRISH|ITALIAN|LATVIAN|LITHUANIAN|MALTESE|MOLDOVAN|NORWEGIAN|POLISH|"
    "PORTUGUESE|ROMANIAN|RUSSIAN|SERBIAN|SLOVAK|SLOVAKIAN|SLOVENIAN|SPANISH|SWEDISH|SWISS|TURKISH|"
    "UKRAINIAN|FOREIGN|EUROPEAN|JERSEY|GUERNSEY|MANX|GIBRALTAR|AMERICAN|LHD|LEFT[ -]HAND DRIVE"
)
_COUNTRY = re.compile(rf"\b(?:{_COUNTRIES})\b")
_COUNTRY_WORDS = frozenset(_COUNTRIES.split("|"))
_FROM_ABROAD = re.compile(rf"\b(?:{_COUNTRIES})\b[^.\n]{{0,48}}\Z")
_PLATED_ABROAD = re.compile(
    rf"\b(?:{_COUNTRIES})(?:[ -](?:REGISTERED|PLATED|REGISTRATION|NUMBER|PLATES?|REG|"
    rf"INDEX)){{1,3}}\b[^.\n]{{0,40}}\Z"
)
_FOREIGN = re.compile(
    r"(?<![A-Z0-9/.£€$-])(?![A-Z]{4})"
    r"(?!(?:REG|VRM|VRN|WAS|IS|NO|NOS|THE|AND|ARE|OF|ON|IN|TO|FOR|AS|AT|BY|IT|MY|HIS|HER)\b)"
    r"(?:[A-Z]{1,3}|[0-9]{1,5})(?:[ -]?(?:[A-Z]{1,4}|"
    r"[0-9]{1,5})){1,3}(?![A-Z0-9/]|[.:-][0-9])"
)
_SHORTEST, _LONGEST = 4, 9
_NUMBER_WORD = "NUMBER"
# The beginning of a British mark is one, and not a whole mark of another kind.
_BEGINNING = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z]{1,2}|[A-Z][0-9]{1,3}[A-Z]{1,2}")
# Three groups or more that take turns, or two of which one is mixed: "45 KL 67", "WX 1234A".
_UNKNOWN = re.compile(
    r"(?:[0-9]+[ -]?[A-Z]+[ -]?[0-9]+|[A-Z]+[ -]?[0-9]+[ -]?[A-Z]+)(?:[ -]?[A-Z0-9]+)?|"
    r"[A-Z]{1,3}-[A-Z]{1,2}[ -]?[0-9]{1,4}"
)
# A private mark as somebody made it out: "SH3 RKO".
_MADE_OUT = re.compile(r"[A-Z]{1,3}[0-9]{1,3}[ -]?[A-Z]{3}")
_NUMBER_SHOWED = re.compile(
    r"\b(?:THE|ITS|A|WHOSE)[ ]NUMBER(?:[ ]ON[ ](?:IT|THE[ ](?:BACK|FRONT)))?[ ](?:THERE[ ])?"
    r"(?:WAS|IS|SAID|SAYS|READ|READS|SHOWED)[ :]{1,2}[\"']?\Z"
)
_LAST_WORD = re.compile(r"[ ]([A-Z]{1,4})\Z")
_LONGEST_LAST_WORD = 5  # characters, with the blank


def marks_from_elsewhere(reading: Reading) -> Iterator[Candidate]:
    """Marks of Northern Ireland and the Republic by shape, others by a word for their country.

    Letters and digits in no shape that is known, straight behind a word for a mark, are one too.
    """
    yield from _northern(reading)
    yield from _irish(reading)
    abroad = _may_name_a_country(reading) and _COUNTRY.search(reading.upper) is not None
    if abroad or reading.tokens.has(CUE_WORDS) or _NUMBER_WORD in reading.tokens.words:
        yield from _foreign(reading, abroad=abroad)


def _may_name_a_country(reading: Reading) -> bool:
    return reading.tokens.has(_COUNTRY_WORDS) or "HAND DRIVE" in reading.upper


def _northern(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_NORTHERN, reading.tokens.before_number, reading.tokens.mixed):
        before = reading.before(found.start(), 64)
        cued = bool(CUE.search(before))
        named = cued or BY_VEHICLE.search(before)
        capitals = reading.cased(*found.span(1)).isupper()
        if found[1] in _NORTHERN_WORDS and not cued:
            continue
        if named or (capitals and not reading.shouted and found[1][-1] == "Z"):
            value = {"vrm": found[1] + found[2], "format": "northern_ireland"}
            why = "letters of Northern Ireland and a number"
            yield checked("VRM", found.span(), holds=True, why=why, value=value, cued=cued)


def _irish(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(
        _IRISH, reading.tokens.numbers, reading.tokens.pairs, reading.tokens.long
    ):
        year, sign, county, serial = found.groups()
        before = reading.before(found.start(), 64)
        cued = bool(CUE.search(before))
        named = cued or BY_VEHICLE.search(before) or _FROM_ABROAD.search(before)
        shape = sign == "-" and (len(county) == 2 or len(serial) >= 3)
        capitals = reading.cased(*found.span(3)).isupper() or reading.muted
        if not capitals or not (named or shape):
            continue
        holds = _irish_year(reading, year) and not serial.startswith("0")
        why = "a year, a county of the Republic of Ireland and a number"
        if not holds:
            why = (
                "no mark of the Republic of Ireland has this year, or its number begins with nought"
            )
        value = {"vrm": year + county + serial, "format": "ireland"}
        yield checked("VRM", found.span(), holds=holds, why=why, value=value, cued=cued)
    for found in reading.matches(_IRISH_BEGINNING, reading.tokens.signed, reading.tokens.long):
        before = reading.before(found.start(), 64)
        named = CUE.search(before) or _FROM_ABROAD.search(before)
        named = named or ABOUT_A_VEHICLE.search(reading.before(found.start(), 100))
        if named and reading.cased(*found.span(2)).isupper() and _irish_year(reading, found[1]):
            yield Candidate(
                label="VRM",
                start=found.start(),
                end=found.end(),
                why="the beginning of a mark of the Republic of Ireland",
                value={"vrm": found[1] + found[2], "format": "partial"},
                cued=True,
                confidence=CUED,
            )


def _irish_year(reading: Reading, digits: str) -> bool:
    """Whether marks of the Republic began so by the year of the statement."""
    year = int(digits[:2])
    latest = reading.latest_year % 100
    if len(digits) == 2:
        return year >= _FIRST_IRISH_YEAR or year < _HALF_YEARS_FROM
    return digits[2] in "12" and _HALF_YEARS_FROM <= year <= latest


def _foreign(reading: Reading, *, abroad: bool) -> Iterator[Candidate]:
    starts = sorted(
        {*reading.tokens.before_number, *reading.tokens.mixed, *reading.tokens.numbers,
         *reading.tokens.before_sign, *reading.tokens.pairs, *reading.tokens.long}
    )  # fmt: skip
    for found in reading.matches(_FOREIGN, starts):
        end = _without_words(reading, found)
        shown = reading.cased(found.start(), end)
        if not (shown.isupper() or reading.muted):
            continue
        mark = shown.upper().replace(" ", "").replace("-", "")
        digits = sum(map(str.isdigit, mark))
        fewest = 1 if _MADE_OUT.fullmatch(shown) else 2
        if not (_SHORTEST <= len(mark) <= _LONGEST and fewest <= digits < len(mark)):
            continue
        before = reading.before(found.start(), 80)
        named = CUE.search(before) is not None or _on_its_number(reading, found.start(), shown)
        cued = abroad and _PLATED_ABROAD.search(before) is not None
        if cued or (
            abroad and _FROM_ABROAD.search(before) and (named or BY_VEHICLE.search(before))
        ):
            yield _of_no_known_form((found.start(), end), mark, "foreign", cued=cued)
        elif named and shown.isupper() and _UNKNOWN.fullmatch(shown) and not _began(mark):
            yield _of_no_known_form((found.start(), end), mark, "unknown", cued=True)


def _on_its_number(reading: Reading, start: int, shown: str) -> bool:
    """Whether it is what stood on the number of a vehicle that was just spoken of."""
    before = reading.before(start, 120)
    showed = _NUMBER_SHOWED.search(before)
    return bool(
        showed and _MADE_OUT.fullmatch(shown) and A_VEHICLE.search(before[: showed.start()])
    )


def _began(mark: str) -> bool:
    return _BEGINNING.fullmatch(mark) is not None


def _of_no_known_form(span: tuple[int, int], mark: str, form: str, *, cued: bool) -> Candidate:
    whose = "of another country" if form == "foreign" else "in no form that can be checked"
    return Candidate(
        label="VRM",
        start=span[0],
        end=span[1],
        why=f"letters and digits beside words for a plate {whose}",
        value={"vrm": mark, "format": form},
        cued=cued,
        confidence=CUED if cued else LIKELY,
    )


def _without_words(reading: Reading, found: re.Match[str]) -> int:
    """Where the mark ends: before words of the sentence that follow it."""
    end = found.end()
    while True:
        last = _LAST_WORD.search(reading.upper, max(found.start(), end - _LONGEST_LAST_WORD), end)
        if not last:
            return end
        shown = reading.cased(last.start(1), end)
        word = last[1] in NOT_A_TAIL or last[1] in SHORT_WORDS or last[1] in {"I", "A"}
        if shown.isupper() and not word:
            return end
        end = last.start()
