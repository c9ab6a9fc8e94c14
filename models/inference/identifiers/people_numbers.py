"""Numbers that the state gives a person: National Insurance and NHS numbers."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import BROKEN, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading

_FILLER = (
    r"[^A-Z0-9]{0,3}(?:(?:NUMBER|NUMBERS|NURNBER|NO|NUM|IS|WAS|ID|FOR ME|OF|THE|MY|AS|WHICH|"
    r"NATIONAL|"
    r"RECORDED|GIVEN)[^A-Z0-9]{1,3}|NUMBER|NO){0,5}\Z"
)
_SEP = r"(?>-|\.|[ ]{0,2}(?:\n[ ]{0,4})?)"

_NINO = re.compile(rf"{START}([A-Z]{{2}})((?:{_SEP}[0-9]{{2}}){{3}})({_SEP}[A-Z])?{END}")
_NINO_CUE = re.compile(rf"(?:\bN\.?I\.?(?:NO)?|NINO|(?:NATIONAL )?INSURANCE)\b{_FILLER}")
_NINO_PREFIX = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")
_NINO_GROUPED = re.compile(
    rf"{START}([A-Z]{{2}})((?:{_SEP}[0-9]){{6}})(?![0-9])({_SEP}[A-Z])?{END}"
)
# Beside the word for one, whatever has nearly its length: a digit too many, a letter for a digit.
_NINO_LIKE = re.compile(
    rf"{START}(?=[A-Z0-9 -]{{0,6}}[0-9])[A-Z0-9]{{2}}(?:[ -]?[A-Z0-9]{{2,3}}){{2,3}}"
    rf"(?:[ -]?[A-Z0-9])?{END}"
)
_DIGIT_FOR = str.maketrans("OILSBZ", "011582")
_LETTER_FOR = str.maketrans("01582", "OISBZ")

_NHS = re.compile(
    r"(?<![0-9A-Z+./-])([0-9]{3})([ -]?)([0-9]{3})\2([0-9]{4})(?![0-9A-Z/-]|[.][0-9])"
)
_NHS_CUE = re.compile(
    rf"\b(?:NHS(?:NO)?|CHI|H ?& ?C|HEALTH AND CARE|HOSPITAL NUMBER|PATIENT (?:NUMBER|ID)){_FILLER}"
)
_LOOSE_NHS = re.compile(r"\bNHS (?:NUMBER|NO)\b[^.\n]{0,40}\Z")
_NHS_LIKE = re.compile(
    r"(?<![0-9A-Z+./-])[0-9](?:(?>[ -]|[ ]?\n[ ]{0,4})?[0-9]){7,11}+(?![0-9A-Z/-])"
)
_NHS_WORDS = ("NHS", "NHSNO", "CHI", "HEALTH", "HOSPITAL", "PATIENT", "H")
_NHS_LENGTH = 10


def national_insurance(reading: Reading) -> Iterator[Candidate]:
    """National Insurance numbers; without their last letter only beside a word for them."""
    for found in reading.matches(_NINO, reading.tokens.mixed, reading.tokens.before_number):
        cued = bool(_NINO_CUE.search(reading.before(found.start())))
        yield from _judged_nino(reading, found, cued=cued)
    if "N" not in reading.upper or not _speaks_of_insurance(reading):
        return
    for found in reading.matches(_NINO_GROUPED, reading.tokens.mixed, reading.tokens.before_number):
        if not _NINO.fullmatch(found[0]) and _NINO_CUE.search(reading.before(found.start())):
            yield from _judged_nino(reading, found, cued=True)
    for found in reading.matches(_NINO_LIKE, reading.tokens.mixed, reading.tokens.before_number):
        if _NINO_CUE.search(reading.before(found.start())):
            yield from _nearly_nino(reading, found)


def _speaks_of_insurance(reading: Reading) -> bool:
    return reading.tokens.has(("NI", "NINO", "NINOS", "INSURANCE")) or "N.I" in reading.upper


def _judged_nino(reading: Reading, found: re.Match[str], *, cued: bool) -> Iterator[Candidate]:
    prefix, digits, suffix = found[1], re.sub(r"[^0-9]", "", found[2]), (found[3] or "")[-1:]
    end = found.end()
    apart = " " in (found[3] or "") or "\n" in (found[3] or "")
    if apart and suffix not in "ABCD":
        suffix, end = "", found.end(2)
    if not suffix and not cued:
        return
    if not cued and not (reading.cased(*found.span(1)).isupper() or reading.muted):
        return
    holds = bool(_NINO_PREFIX.fullmatch(prefix)) and suffix in {"", "A", "B", "C", "D"}
    why = "its letters are ones that are given out"
    if not holds:
        why = "its letters are never given out"
    value = {"nino": prefix + digits + suffix}
    yield checked("NI_NUMBER", (found.start(), end), holds=holds, why=why, value=value, cued=cued)


def _nearly_nino(reading: Reading, found: re.Match[str]) -> Iterator[Candidate]:
    if _NINO.fullmatch(found[0]) or _NINO_GROUPED.fullmatch(found[0]):
        return
    written = re.sub(r"[ -]", "", found[0])
    digits = sum(character.isdigit() for character in written)
    if not 7 <= len(written) <= 10 or digits < 4 or not reading.cased(*found.span())[0].isalnum():
        return
    value = {"nino": written}
    meant = written[:2].translate(_LETTER_FOR) + written[2:8].translate(_DIGIT_FOR) + written[8:]
    why = "a National Insurance number has two letters, six digits and a letter"
    if re.fullmatch("[A-Z]{2}[0-9]{6}[A-D]?", meant) and _NINO_PREFIX.fullmatch(meant[:2]):
        value["proposed"] = meant
        why = "a letter stands where a digit must, or a digit for a letter"
    yield Candidate(
        label="NI_NUMBER",
        start=found.start(),
        end=found.end(),
        why=why,
        value=value,
        check="invalid",
        cued=True,
        confidence=BROKEN,
    )


def nhs_numbers(reading: Reading) -> Iterator[Candidate]:
    """NHS numbers: cued ones, and uncued ones whose check digit holds.

    The CHI numbers of Scotland and the Health and Care numbers of Northern Ireland are made alike.
    """
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
            yield _judged_nhs(found.span(), digits, holds=holds, why=why, cued=cued)
    if not reading.tokens.has(_NHS_WORDS):
        return
    for found in reading.matches(
        _NHS_LIKE, reading.tokens.numbers, reading.tokens.pairs, reading.tokens.long
    ):
        digits = re.sub("[^0-9]", "", found[0])
        before = reading.before(found.start())
        if (_NHS_CUE.search(before) or _LOOSE_NHS.search(before)) and not _NHS.fullmatch(found[0]):
            holds = len(digits) == _NHS_LENGTH and len(set(digits)) > 1 and nhs.is_valid(digits)
            why = "ten digits with the right check digit"
            if not holds:
                why = "an NHS number has ten digits, and the last of them checks the others"
            yield _judged_nhs(found.span(), digits, holds=holds, why=why, cued=True)


def _judged_nhs(
    span: tuple[int, int], digits: str, *, holds: bool, why: str, cued: bool
) -> Candidate:
    value = {"nhs_number": digits}
    return checked("NHS_NUMBER", span, holds=holds, why=why, value=value, cued=cued)
