"""Numbers that the state gives a person: National Insurance, NHS, driving licence, passport."""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import real_date
from models.inference.identifiers.candidate import CUED, LIKELY, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading

_FILLER = (
    r"[^A-Z0-9]{0,3}(?:(?:NUMBER|NUMBERS|NO|NUM|IS|WAS|ID|FOR ME|OF|THE|MY|AS)[^A-Z0-9]{1,3}|"
    r"NUMBER|NO){0,4}\Z"
)
_SEP = r"(?>-|[ ]{0,2}(?:\n[ ]{0,4})?)"

_NINO = re.compile(rf"{START}([A-Z]{{2}})((?:{_SEP}[0-9]{{2}}){{3}})({_SEP}[A-Z])?{END}")
_NINO_CUE = re.compile(rf"(?:\bN\.?I\.?(?:NO)?|NINO|(?:NATIONAL )?INSURANCE)\b{_FILLER}")
_NINO_PREFIX = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")

_NHS = re.compile(
    r"(?<![0-9A-Z+./-])([0-9]{3})([ -]?)([0-9]{3})\2([0-9]{4})(?![0-9A-Z/-]|[.][0-9])"
)
_NHS_CUE = re.compile(rf"\bNHS{_FILLER}|\bHOSPITAL NUMBER{_FILLER}")
_LOOSE_NHS = re.compile(r"\bNHS NUMBER\b[^.\n]{0,40}\Z")
_NHS_LIKE = re.compile(r"(?<![0-9A-Z+./-])[0-9](?:[ -]?[0-9]){7,11}+(?![0-9A-Z/-])")

_LICENCE = re.compile(
    rf"{START}([A-Z](?:[A-Z]{{4}}|[A-Z]{{3}}9|[A-Z]{{2}}99|[A-Z]999|"
    rf"9999))[ ]?([0-9]{{6}})[ ]?([A-Z9]{{2}}[ ]?[A-Z0-9]{{3}}){END}"
)
_LICENCE_CUE = re.compile(rf"\b(?:LICEN[CS]E|DRIVER|DRIVING)\b{_FILLER}")
_NI_LICENCE = re.compile(rf"{START}[0-9]{{8}}{END}")
_LICENCE_LIKE = re.compile(
    rf"{START}(?=[A-Z0-9]{{0,8}}[0-9])[A-Z9]{{3,5}}[0-9]{{5,7}}[A-Z0-9]{{3,6}}{END}"
)

_PASSPORT_CUE = re.compile(rf"\bPASSPORT{_FILLER}")
_PASSPORT = re.compile(
    rf"{START}(?:[0-9]{{3}}[ ][0-9]{{3}}[ ][0-9]{{3}}|[A-Z]{{0,2}}[0-9]{{6,10}}){END}"
)
_MRZ = re.compile(
    r"(?<![A-Z0-9<])([A-Z0-9<]{9})([0-9])([A-Z<]{3})([0-9]{6})([0-9])([MF<X])([0-9]{6})([0-9])([A-"
    r"Z0-9<]{14})"
    r"([0-9<])([0-9])(?![A-Z0-9<])"
)


def national_insurance(reading: Reading) -> Iterator[Candidate]:
    """National Insurance numbers; without their last letter only beside a word for them."""
    for found in reading.matches(_NINO, reading.tokens.mixed, reading.tokens.before_number):
        prefix, digits, suffix = found[1], re.sub(r"[^0-9]", "", found[2]), (found[3] or "")[-1:]
        cued = bool(_NINO_CUE.search(reading.before(found.start())))
        end = found.end()
        apart = " " in (found[3] or "") or "\n" in (found[3] or "")
        if apart and suffix not in "ABCD":
            suffix, end = "", found.end(2)
        if not suffix and not cued:
            continue
        if not cued and not (reading.cased(*found.span(1)).isupper() or reading.muted):
            continue
        holds = bool(_NINO_PREFIX.fullmatch(prefix)) and suffix in {"", "A", "B", "C", "D"}
        why = (
            "its letters are ones that are given out"
            if holds
            else "its letters are never given out"
        )
        value = {"nino": prefix + digits + suffix}
        yield checked(
            "NI_NUMBER", (found.start(), end), holds=holds, why=why, value=value, cued=cued
        )


def nhs_numbers(reading: Reading) -> Iterator[Candidate]:
    """NHS numbers: cued ones, and uncued ones whose check digit holds."""
    from stdnum.gb import nhs

    for found in reading.matches(_NHS, reading.tokens.long):
        digits = found[1] + found[3] + found[4]
        before = reading.before(found.start(), 64)
        cued = bool(_NHS_CUE.search(before) or _LOOSE_NHS.search(before))
        holds = len(set(digits)) > 1 and nhs.is_valid(digits)
        if cued or (holds and digits[0] in "34679" and (found[2] or not digits.startswith("07"))):
            why = "its check digit is right (remainder 11)"
            if not holds:
                why = "its check digit is wrong, or all its digits are the same"
            yield checked(
                "NHS_NUMBER",
                found.span(),
                holds=holds,
                why=why,
                value={"nhs_number": digits},
                cued=cued,
            )
    if "NHS" in reading.upper:
        for found in reading.matches(_NHS_LIKE, reading.tokens.numbers, reading.tokens.pairs):
            digits = re.sub("[^0-9]", "", found[0])
            if _NHS_CUE.search(reading.before(found.start())) and not _NHS.fullmatch(found[0]):
                holds = len(digits) == 10 and len(set(digits)) > 1 and nhs.is_valid(digits)
                why = (
                    "ten digits with the right check digit"
                    if holds
                    else "an NHS number has ten digits"
                )
                yield checked(
                    "NHS_NUMBER",
                    found.span(),
                    holds=holds,
                    why=why,
                    value={"nhs_number": digits},
                    cued=True,
                )


def driving_licences(reading: Reading) -> Iterator[Candidate]:
    """Driving licence numbers of Great Britain, and those of Northern Ireland beside a word."""
    for found in reading.matches(_LICENCE, reading.tokens.mixed, reading.tokens.before_number):
        number = re.sub(r"\s", "", found[0])
        born = _born(reading, number[5:11])
        holds = bool(born)
        value = {"licence": number} | ({"born": born} if born else {})
        why = (
            "the date of birth in it exists" if holds else "the date of birth in it does not exist"
        )
        yield checked("DRIVING_LICENCE", found.span(), holds=holds, why=why, value=value, cued=True)
    if "LICEN" not in reading.upper:
        return
    for found in reading.matches(_LICENCE_LIKE, reading.tokens.mixed):
        if _LICENCE_CUE.search(reading.before(found.start())) and not _LICENCE.fullmatch(found[0]):
            why = "it does not have the sixteen characters of a licence, or a letter for a digit"
            value = {"licence": found[0]}
            yield checked(
                "DRIVING_LICENCE", found.span(), holds=False, why=why, value=value, cued=True
            )
    for found in reading.matches(_NI_LICENCE, reading.tokens.long):
        if _LICENCE_CUE.search(reading.before(found.start())):
            yield Candidate(
                label="DRIVING_LICENCE",
                start=found.start(),
                end=found.end(),
                why="eight digits, as in Northern Ireland, beside a word for a licence",
                value={"licence": found[0]},
                cued=True,
                confidence=CUED,
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


def passports(reading: Reading) -> Iterator[Candidate]:
    """Passport numbers beside the word for them, and in the machine-readable line."""
    if "PASSPORT" in reading.upper:
        for found in reading.matches(_PASSPORT, reading.tokens.long, reading.tokens.mixed):
            before = reading.before(found.start())
            foreign = found[0][0].isalpha() and "PASSPORT" in before
            if not foreign and not _PASSPORT_CUE.search(before):
                continue
            number = found[0].replace(" ", "")
            if number.isdigit():
                holds = len(number) == 9
                why = "nine digits, as in a British passport" if holds else "it has not nine digits"
                value = {"passport": number}
                yield checked(
                    "PASSPORT", found.span(), holds=holds, why=why, value=value, cued=True
                )
            else:
                yield Candidate(
                    label="PASSPORT",
                    start=found.start(),
                    end=found.end(),
                    why="letters and digits beside the word for a passport: perhaps a foreign one",
                    value={"passport": number},
                    cued=True,
                    confidence=LIKELY,
                )
    if "<" in reading.upper:
        yield from _machine_readable(reading)


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
