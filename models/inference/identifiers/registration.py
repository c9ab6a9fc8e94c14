"""Vehicle registration marks of the United Kingdom.

The format in use since September 2001 is found wherever it stands. Older, dateless, Northern Irish,
diplomatic and partial marks look like too many other things (exhibits, roads, forms, postcodes), so
they need a word that says what they are.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, LIKELY, Candidate, checked
from models.inference.identifiers.reading import END, START, WS, Reading
from models.inference.identifiers.tokens import words

_CURRENT = re.compile(rf"{START}([A-Z]{{2}})([0-9OI]{{2}})(?>[ ]{{1,2}}|-|\n ?)?([A-Z]{{3}}){END}")
_SPACED = re.compile(rf"{START}([A-Z]{{2}}){WS}([0-9]{{2}}){WS}([A-Z]{{3}}){END}")
_TAG = re.compile(r"[A-HJ-PR-Y]{2}")
_TAIL = re.compile(r"[A-HJ-PR-Z]{3}")
_FIRST_YEAR_IN_SEPTEMBER = 51

# Tags that are a rank or a form, and tails that are a word: "PC12 WAS", "ON12 MAR", "AT10 THE".
_NOT_A_TAG = frozenset(words("PC PS DC DS DI SC MG IC ON AT IN TO BY OF NO OR IS HE WE MY"))
_NOT_A_TAIL = frozenset(
    words(
        "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC THE AND WAS FOR HAD HAS HIS HER HIM SHE "
        "WHO NOT BUT ARE YOU ALL CAN OUT OFF MEN MAN DAY HRS MPH ONE TWO SIX TEN OLD NEW BAG BOX "
        "CAR VAN"
    )
)

_FILLER = (
    r"(?:[ \n:;,.\"'(\[=-]|MARK|PRIVATE|NUMBER|NUMBERS|NUM|NO|PLATES?|IS|WAS|WERE|AS|OF|THE|BEING|"
    r"BEARING|"
    r"READING|READ|DISPLAYING|SHOWING|INDEX|REG|VRM|IT|PART|PARTIAL|STARTING|BEGINNING|STARTED|"
    r"STARTS|BEGAN|BEGINS|SOMETHING|LIKE|"
    r"ENDING|WITH|IN|ONLY|A|ITS|HAD|FOLLOWING|REGISTRATION|FALSE|UK|GB|OR|AND){0,14}"
)
_CUE = re.compile(
    rf"(?:\b(?:REG|REGN|REGISTRATION|REGISTERED|INDEX|INDEXED|VRM|VRN|PLATES?|"
    rf"NUMBER[ -]?PLATES?)\b){_FILLER}\Z"
)
_CUE_WORDS = words("REG REGN REGISTRATION REGISTERED INDEX INDEXED VRM VRN PLATE PLATES")
_CUE_AFTER = re.compile(
    r"[^.\n]{0,24}\b(?:REGISTRATION|NUMBER ?PLATE|PLATE|BEING THE (?:BEGINNING|START|END|FIRST|"
    r"LAST))"
)
_VEHICLE_WORDS = words(
    "CAR CARS VAN VANS VEHICLE LORRY TRUCK TAXI MINICAB MOTORBIKE MOTORCYCLE MOPED SCOOTER "
    "BUS COACH SALOON ESTATE HATCHBACK TRANSIT TRAILER CARAVAN TRACTOR FORD VAUXHALL BMW AUDI "
    "VOLKSWAGEN VW GOLF MERCEDES SEAT LEON SKODA TOYOTA NISSAN RENAULT PEUGEOT CITROEN FIAT "
    "HONDA HYUNDAI KIA MAZDA MINI VOLVO ROVER JAGUAR TESLA SUZUKI FOCUS FIESTA CORSA ASTRA"
)
_VEHICLE = re.compile(rf"\b(?:{'|'.join(_VEHICLE_WORDS)})\b[^.\n]{{0,24}}\Z")

# name -> (pattern, what the letters must be besides, in words)
_OLDER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("prefix", re.compile(rf"{START}([A-Z])([0-9]{{1,3}}) ?([A-Z]{{3}}){END}")),
    ("suffix", re.compile(rf"{START}([A-Z]{{3}}) ?([0-9]{{1,3}})([A-Z]){END}")),
    ("diplomatic", re.compile(rf"{START}([0-9]{{3}}) ?([A-Z]) ?([0-9]{{3}}){END}")),
    ("dateless", re.compile(rf"{START}([A-Z]{{1,3}}) ?([0-9]{{1,4}}){END}")),
    ("dateless", re.compile(rf"{START}([0-9]{{1,4}}) ?([A-Z]{{1,3}}){END}")),
)
_PARTIAL = re.compile(rf"{START}([A-Z]{{2}})([0-9]{{2}})(?: (?:[A-Z]{{1,2}}))?{END}")
_PARTIAL_PREFIX = re.compile(rf"{START}[A-Z][0-9]{{1,3}} ?[A-Z]{{1,2}}{END}")
_PARTIAL_CUE = re.compile(
    r"\b(?:REG|REGISTRATION|INDEX|VRM|VRN|NUMBER|NURNBER|PLATES?|BEGAN|BEGINS|BEGINNING|STARTED|"
    r"STARTS|STARTING)\b"
    r"[^.!?\n]{0,60}\Z|\b(?:REG|REGISTRATION|VRM|PLATE)\b[^\n]{0,40}(?:BEGINS|BEGAN|STARTS|"
    r"STARTED|READ)[ :]{1,2}\Z"
)
_READ_OFF = re.compile(
    rf"\b(?:{'|'.join(_VEHICLE_WORDS)})\b[^\n]{{0,80}}\b(?:READ|GOT|SEE|SAW|NOTED|MADE OUT|"
    r"(?:WROTE|TOOK|TAKEN|WRITTEN|GOT|PUT) (?:IT |THAT )?DOWN|CAUGHT|REMEMBER)[ :]{1,2}[\"']?\Z"
)
"""Somebody read letters off a vehicle that was just spoken of."""
_SHORT_WORDS = frozenset(words("I A AN AS AT BY HE IF IN IS IT ME MY NO OF ON OR SO TO UP US WE"))
_PARTIAL_END = re.compile(
    rf"\b(?:ENDING|END OF THE (?:PLATE|REG|NUMBER)|ENDED)(?: IN| WITH| IS|"
    rf" WAS)?[ :]{{1,2}}[\"']?([A-Z]{{3}}){END}"
)


def registration_marks(reading: Reading) -> Iterator[Candidate]:
    """Registration marks: the current format anywhere, all others beside a word for them."""
    yield from _current(reading)
    if reading.tokens.has((*_CUE_WORDS, *_VEHICLE_WORDS)):
        yield from _older(reading)
    yield from _partial(reading)


def _current(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_CURRENT, reading.tokens.mixed):
        cued = bool(_CUE.search(reading.before(found.start(), 64)))
        if (cued and _evenly_written(reading, found)) or _stands_alone(reading, found):
            yield from _judge_current(reading, found, cued=cued)
    if reading.tokens.has(_CUE_WORDS):
        for found in reading.matches(_SPACED, reading.tokens.before_number):
            if _CUE.search(reading.before(found.start(), 64)):
                yield from _judge_current(reading, found, cued=True)


def _evenly_written(reading: Reading, found: re.Match[str]) -> bool:
    """Whether both halves are in the same case: in ``YS12 but`` the second is only a word."""
    return reading.cased(*found.span(1)).isupper() == reading.cased(*found.span(3)).isupper()


def _stands_alone(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the characters can hardly be anything but a mark, without a word that says so."""
    tag, _, tail = found.groups()
    if tag in _NOT_A_TAG or tail in _NOT_A_TAIL:
        return False
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
        yield from _misread(found, cued=cued)
        return
    fault = _fault(reading, tag, age, tail)
    value = {"vrm": tag + age + tail, "format": "current"}
    if not fault:
        value["issued_from"] = _issued_from(age)
    yield checked(
        "VRM",
        found.span(),
        holds=not fault,
        why=fault or "the letters and the age number of the format used since 2001 are right",
        value=value,
        cued=cued,
    )


def _misread(found: re.Match[str], *, cued: bool) -> Iterator[Candidate]:
    """A letter O or I where a digit must stand: misread by a scan, for a person to see."""
    tag, age, tail = found.groups()
    if not any(character.isdigit() for character in age) and not cued:
        return
    yield checked(
        "VRM",
        found.span(),
        holds=False,
        why="a letter stands where the age number must have a digit",
        value={
            "vrm": tag + age + tail,
            "format": "current",
            "proposed": tag + age.replace("O", "0").replace("I", "1") + tail,
        },
        cued=cued,
    )


def _fault(reading: Reading, tag: str, age: str, tail: str) -> str:
    if not _TAG.fullmatch(tag):
        return "the first two letters are not used for any area (I, Q and Z never are)"
    if not _TAIL.fullmatch(tail):
        return "the last three letters hold an I or a Q, which are never used"
    number = int(age)
    if number < 2 or number == _FIRST_YEAR_IN_SEPTEMBER - 1:
        return "no mark has this age number: they began with 51 and 02"
    if _issued_from(age) > _written_by(reading):
        return "the age number is later than the statement"
    return ""


def _issued_from(age: str) -> str:
    """The month from which marks with this age number were issued, as YYYY-MM."""
    number = int(age)
    september = number >= _FIRST_YEAR_IN_SEPTEMBER
    return f"20{number - 50:02}-09" if september else f"20{number:02}-03"


def _written_by(reading: Reading) -> str:
    written_on = reading.written_on
    return f"{written_on:%Y-%m}" if written_on else f"{reading.latest_year}-12"


def _older(reading: Reading) -> Iterator[Candidate]:
    for form, pattern in _OLDER:
        for found in reading.matches(
            pattern, reading.tokens.before_number, reading.tokens.numbers, reading.tokens.pairs
        ):
            before = reading.before(found.start(), 64)
            cued = bool(_CUE.search(before))
            irish = form == "dateless" and re.match(r"[A-Z]{0,2}[IZ][A-Z]? ?[0-9]{3,4}$", found[0])
            by_vehicle = bool(form in {"prefix", "suffix"} or irish) and bool(
                _VEHICLE.search(before)
            )
            if not cued and not (by_vehicle and reading.cased(*found.span()).isupper()):
                continue
            if form == "dateless" and (
                _reads_as_words(reading, found) or _PARTIAL.fullmatch(found[0])
            ):
                continue
            yield _judge_older(form, found, cued=cued)


def _reads_as_words(reading: Reading, found: re.Match[str]) -> bool:
    shown = reading.cased(*found.span())
    return (
        not shown.isupper()
        or shown.split(" ")[-1] in _NOT_A_TAIL
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


def _partial(reading: Reading) -> Iterator[Candidate]:
    """The beginning or end of a mark, where the sentence says that it is part of one."""
    for found in reading.matches(_PARTIAL, reading.tokens.mixed):
        tag, age = found.group(1, 2)
        if tag in _NOT_A_TAG or not (reading.cased(*found.span(1)).isupper() or reading.muted):
            continue
        before = reading.before(found.start(), 64)
        close = bool(_CUE.search(before))
        near = bool(_PARTIAL_CUE.search(before))
        near = near or bool(_READ_OFF.search(reading.before(found.start(), 120)))
        if not close and not near and not _CUE_AFTER.match(reading.after(found.end(), 64)):
            continue
        end = found.end()
        if not reading.cased(*found.span()).isupper() or found[0][4:].strip() in _SHORT_WORDS:
            end = found.end(2)
        if _TAG.fullmatch(tag) and not _fault(reading, tag, age, "AAA"):
            yield _part(
                (found.start(), end), reading.upper[found.start() : end], "beginning", close
            )
    for found in reading.matches(_PARTIAL_PREFIX, reading.tokens.mixed):
        if _CUE.search(reading.before(found.start(), 64)) and found[0][0] not in "IOUZ":
            yield _part(found.span(), found[0], "beginning", True)
    for found in reading.matches(_PARTIAL_END, reading.tokens.of(("ENDING", "ENDED", "END"))):
        before = reading.before(found.start(), 64)
        named = "PLATE" in found[0] or _PARTIAL_CUE.search(before) or _VEHICLE.search(before)
        capitals = reading.muted or reading.cased(*found.span(1)).isupper()
        if named and capitals and found[1] not in _NOT_A_TAIL and _TAIL.fullmatch(found[1]):
            yield _part(found.span(1), found[1], "end", True)


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
