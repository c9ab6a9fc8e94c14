"""Numbers written as words: ``two hundred and fifty``, ``twenty-one``, ``a hundred``."""

import re

UNITS = {
    "ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7, "EIGHT": 8,
    "NINE": 9, "TEN": 10, "ELEVEN": 11, "TWELVE": 12, "THIRTEEN": 13, "FOURTEEN": 14,
    "FIFTEEN": 15, "SIXTEEN": 16, "SEVENTEEN": 17, "EIGHTEEN": 18, "NINETEEN": 19,
}  # fmt: skip
TENS = {
    "TWENTY": 20, "THIRTY": 30, "FORTY": 40, "FOURTY": 40, "FIFTY": 50, "SIXTY": 60,
    "SEVENTY": 70, "EIGHTY": 80, "NINETY": 90,
}  # fmt: skip
_SCALES = {"HUNDRED": 100, "HUNNER": 100, "HUNDER": 100, "THOUSAND": 1000, "THOOSAN": 1000,
           "THOOSAND": 1000, "GRAND": 1000, "MILLION": 10**6, "BILLION": 10**9}  # fmt: skip
ORDINALS = {
    "FIRST": 1, "SECOND": 2, "THIRD": 3, "FOURTH": 4, "FIFTH": 5, "SIXTH": 6, "SEVENTH": 7,
    "EIGHTH": 8, "NINTH": 9, "TENTH": 10, "ELEVENTH": 11, "TWELFTH": 12, "THIRTEENTH": 13,
    "FOURTEENTH": 14, "FIFTEENTH": 15, "SIXTEENTH": 16, "SEVENTEENTH": 17, "EIGHTEENTH": 18,
    "NINETEENTH": 19, "TWENTIETH": 20, "THIRTIETH": 30,
}  # fmt: skip

_JOIN = r"(?>[ ]{1,3}(?:\n[ ]{0,8})?|\n[ ]{0,8}|-)"


# A year as it is said: "nineteen eighty-four", "two thousand and nine", "twenty twenty-five".
_TEENS = "|".join(word for word, value in UNITS.items() if value >= 10)
_DIGITS = "|".join(word for word, value in UNITS.items() if value < 10)


def any_of(words: dict[str, int]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


UNIT = f"(?:{any_of(UNITS)})"
TEN = f"(?:{any_of(TENS)})"
_WORD = f"(?:{any_of(UNITS | TENS)}|HUNDRED|HUNNER|HUNDER|THOUSAND|THOOSAND?|MILLION|BILLION)"
# "Nineteen thousand, two hundred pounds": a comma may stand behind the thousands.
_THEN_HUNDREDS = (
    rf"(?:(?<=THOUSAND)|(?<=THOOSAN)|(?<=THOOSAND)|(?<=MILLION)),{_JOIN}"
    rf"(?:{any_of(UNITS)}){_JOIN}(?:HUNDRED|HUNNER|HUNDER)(?![A-Z])"
)
# At most nine words: longer numbers are not spoken, and the bound keeps every search short.
NUMBER = (
    rf"(?:(?:(?:AN?|HALF{_JOIN}AN?|COUPLE{_JOIN}OF){_JOIN}(?=HUNDRED|THOUSAND|MILLION))?{_WORD}"
    rf"(?![A-Z])(?:{_JOIN}(?:AND{_JOIN})?{_WORD}(?![A-Z])|{_THEN_HUNDREDS}){{0,8}}(?:{_JOIN}AND{_JOIN}A{_JOIN}HALF("
    rf"?:{_JOIN}(?:THOUSAND|MILLION|HUNDRED))?)?)"
)
ORDINAL = rf"(?:(?:TWENTY|THIRTY){_JOIN}(?:{any_of(ORDINALS)})|{any_of(ORDINALS)})(?![A-Z])"


def number_value(words: str) -> float:
    """What a run of number words in upper case amounts to; unknown words count for nothing."""
    half = re.search(r"\s+AND\s+A\s+HALF(?:\s+([A-Z]+))?$", words)
    if half:
        return (number_value(words[: half.start()]) + 0.5) * _SCALES.get(half[1] or "", 1)
    if re.match(r"HALF\s+AN?\s+(?=[A-Z])", words):
        return number_value(re.sub(r"^HALF\s+AN?\s+", "", words)) / 2
    total = current = 0
    for word in re.findall(r"[A-Z]+", words):
        if word in {"A", "AN"}:
            current = 1
        elif word == "COUPLE":
            current = 2
        elif _SCALES.get(word) == 100:
            current = (current or 1) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
        else:
            current += UNITS.get(word, 0) or TENS.get(word, 0)
    return total + current


def ordinal_value(words: str) -> int:
    """The number that an ordinal in upper case stands for: ``TWENTY-FIRST`` is 21."""
    parts = re.findall(r"[A-Z]+", words)
    return sum(ORDINALS.get(part, 0) or TENS.get(part, 0) for part in parts)


_LAST_TWO = rf"(?:{_TEENS}|(?:{any_of(TENS)})(?:{_JOIN}(?:{_DIGITS}))?)"
# "Twenty twenty five of them": where one more number word follows, no year ends here.
YEAR_IN_WORDS = (
    rf"(?:(?:NINETEEN|TWENTY)(?:{_JOIN}HUNDRED{_JOIN}AND)?{_JOIN}(?:{_LAST_TWO}|"
    rf"(?:OH|O){_JOIN}(?:{_DIGITS}))|"
    rf"TWO{_JOIN}THOUSAND(?:(?:{_JOIN}AND)?{_JOIN}(?:{_LAST_TWO}|{_DIGITS}))?)(?![A-Z])"
    rf"(?!{_JOIN}(?:AND{_JOIN})?{_WORD}(?![A-Z]))"
)
COUNTED = r"(?:MINUTE|POUND|QUID|HOUR|YEAR|PEOPLE|METRE|OF[ ](?:THEM|US)(?![A-Z]))"
"""What follows a number that counts, and no year: minutes, year-olds, "of them"."""


def year_value(words: str) -> int:
    """The year that words in upper case say: ``NINETEEN EIGHTY-FOUR`` is 1984."""
    parts = [part for part in re.findall(r"[A-Z]+", words) if part not in {"AND", "HUNDRED"}]
    if parts[:2] == ["TWO", "THOUSAND"]:
        century, rest = 20, parts[2:]
    else:
        century, rest = UNITS.get(parts[0], 0) or TENS[parts[0]], parts[1:]
    return century * 100 + sum(UNITS.get(part, 0) or TENS.get(part, 0) for part in rest)
