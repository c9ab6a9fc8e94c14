"""Numbers of driving licences: of Great Britain, of Northern Ireland, and of other countries."""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import real_date
from models.inference.identifiers.candidate import BROKEN, CUED, LIKELY, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading

_FILLER = (
    r"[^A-Z0-9]{0,3}(?:(?:NUMBER|NUMBERS|NURNBER|NO|NUM|IS|WAS|ID|OF|THE|MY|HIS|HER|AS|WITH|A|CARD|"
    r"HELD)[^A-Z0-9]{1,3}|NUMBER|NO){0,5}\Z"
)
_SURNAME = r"[A-Z](?:[A-Z]{4}|[A-Z]{3}9|[A-Z]{2}99|[A-Z]999|9999)"
_WHOLE = re.compile(
    rf"{START}({_SURNAME})(?>[ -]|\n)?([0-9]{{6}})(?>[ -]|\n)?([A-Z9]{{2}}[ ]?[A-Z0-9]{{3}}){END}"
)
_SIXTEEN = re.compile(
    rf"{START}[A-Z0-9]{{5}}(?>[ -]|\n)?[A-Z0-9]{{6}}(?>[ -]|\n)?[A-Z0-9]{{5}}{END}"
)
_LIKE = re.compile(rf"{START}(?=[A-Z0-9]{{0,8}}[0-9])[A-Z9]{{3,5}}[0-9]{{5,7}}[A-Z0-9]{{3,6}}{END}")
_CUE = re.compile(
    rf"\b(?:LICEN[CS]ES?|LICEN[CS]E CARD|DRIVER|DRIVING|PHOTOCARD|DLN|DVLA|DVA){_FILLER}"
)
_LOOSE_CUE = re.compile(
    r"\b(?:DRIVING|DRIVER'?S?|PROVISIONAL|FULL|NORTHERN|MY|HIS|HER) LICEN[CS]E\b[^.\n]{0,48}\Z"
)
_OTHER_LICENCE = re.compile(
    r"\b(?:TV|TELEVISION|PREMISES|PERSONAL|ALCOHOL|GUN|SHOTGUN|FIREARMS?|MARRIAGE|FISHING|ROD|SIA|"
    r"TAXI|"
    r"HACKNEY|GAMBLING|EXPORT|SOFTWARE|MUSIC|TABLE|DOG|OPERATOR'?S?) LICEN[CS]E|LICEN[CS]E TO\b"
)
_NORTHERN_IRISH = re.compile(rf"{START}[0-9]{{8}}{END}(?![.,][0-9])")
_NATIONS = re.compile(
    r"\b(?:IRISH|POLISH|ROMANIAN|BULGARIAN|LITHUANIAN|LATVIAN|ESTONIAN|GERMAN|FRENCH|ITALIAN|"
    r"SPANISH|PORTUGUESE|"
    r"GREEK|HUNGARIAN|CZECH|SLOVAK|CROATIAN|DUTCH|BELGIAN|SWEDISH|DANISH|INDIAN|PAKISTANI|NIGERIAN|"
    r"GHANAIAN|"
    r"ALBANIAN|TURKISH|UKRAINIAN|RUSSIAN|AMERICAN|CANADIAN|AUSTRALIAN|INTERNATIONAL|FOREIGN|EU)\b"
    r"[^.\n]{0,24}LICEN[CS]E"
)
_FOREIGN = re.compile(
    rf"{START}(?=[A-Z0-9/]{{0,8}}[0-9])[A-Z0-9]{{2,16}}(?:[/-][A-Z0-9]{{1,8}}){{0,3}}{END}(?![/-])"
)
_FIGURES = {"O": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}
_LETTERS = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}


def driving_licences(reading: Reading) -> Iterator[Candidate]:
    """Licence numbers of Great Britain anywhere, and others beside a word for a licence."""
    for found in reading.matches(_WHOLE, reading.tokens.mixed, reading.tokens.before_number):
        yield _judged(reading, found)
    yield from _misread(reading)
    if "LICEN" not in reading.upper and "DLN" not in reading.upper:
        return
    for found in reading.matches(_LIKE, reading.tokens.mixed):
        if _CUE.search(reading.before(found.start())) and not _SIXTEEN.fullmatch(found[0]):
            why = "it does not have the sixteen characters of a licence"
            value = {"licence": found[0]}
            yield checked(
                "DRIVING_LICENCE", found.span(), holds=False, why=why, value=value, cued=True
            )
    yield from _northern_irish(reading)
    yield from _from_abroad(reading)


def _judged(reading: Reading, found: re.Match[str]) -> Candidate:
    number = re.sub(r"[\s-]", "", found[0])
    born = _born(reading, number[5:11])
    value = {"licence": number} | ({"born": born} if born else {})
    why = "the date of birth in it exists" if born else "the date of birth in it does not exist"
    return checked(
        "DRIVING_LICENCE", found.span(), holds=bool(born), why=why, value=value, cued=True
    )


def _misread(reading: Reading) -> Iterator[Candidate]:
    """Sixteen characters that become a licence number when look-alikes are turned."""
    for found in reading.matches(_SIXTEEN, reading.tokens.mixed, reading.tokens.before_number):
        if _WHOLE.fullmatch(found[0]):
            continue
        written = re.sub(r"[\s-]", "", found[0])
        first = "".join(_LETTERS.get(one, one) for one in written[:5])
        middle = "".join(_FIGURES.get(one, one) for one in written[5:11])
        last = "".join(_LETTERS.get(one, one) for one in written[11:13]) + written[13:]
        meant = first + middle + last
        changes = sum(new != old for new, old in zip(meant, written, strict=True))
        cued = _CUE.search(reading.before(found.start())) is not None
        if changes > 3 or not (cued or changes == 1) or not _WHOLE.fullmatch(meant):
            continue
        if _born(reading, middle):
            yield Candidate(
                label="DRIVING_LICENCE",
                start=found.start(),
                end=found.end(),
                why="a licence number if a letter or a digit in it was misread",
                value={"licence": written, "proposed": meant},
                check="invalid",
                cued=cued,
                confidence=BROKEN,
            )


def _born(reading: Reading, digits: str) -> str:
    """The date of birth in the six digits of a licence (ISO), or nothing where there is none."""
    month = int(digits[1:3])
    if month > 50:
        month -= 50
    day, year = int(digits[3:5]), int(digits[0] + digits[5])
    for century in (2000, 1900):
        youngest = reading.latest_year - 15
        if century + year <= youngest and (born := real_date(century + year, month, day)):
            return born.isoformat()
    return ""


def _northern_irish(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_NORTHERN_IRISH, reading.tokens.long):
        before = reading.before(found.start(), 80)
        close = _CUE.search(before) is not None
        if (close or _LOOSE_CUE.search(before) or _follows_licence(before)) and not (
            _OTHER_LICENCE.search(before)
        ):
            yield _by_form(
                found.span(), found[0], "eight digits, as in Northern Ireland", close=close
            )


def _follows_licence(before: str) -> bool:
    """Whether a licence is the last thing spoken of before, in the same sentence."""
    return re.search(r"\b(?:MY|HIS|HER|THE|A) LICEN[CS]E\b[^.\n]{0,36},[ ]\Z", before) is not None


def _from_abroad(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(
        _FOREIGN, reading.tokens.long, reading.tokens.mixed, reading.tokens.signed
    ):
        digits = sum(character.isdigit() for character in found[0])
        before = reading.before(found.start(), 80)
        if digits >= 5 and _NATIONS.search(before) and _CUE.search(before):
            yield _by_form(found.span(), found[0], "a number of another country's form", close=True)


def _by_form(span: tuple[int, int], number: str, why: str, *, close: bool) -> Candidate:
    return Candidate(
        label="DRIVING_LICENCE",
        start=span[0],
        end=span[1],
        why=f"{why}, beside a word for a licence",
        value={"licence": number},
        cued=True,
        confidence=CUED if close else LIKELY,
    )
