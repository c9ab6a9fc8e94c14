"""What a form's values mean: dates, counts, references, ages. Only what is safe is normalised."""

import re
from collections.abc import Iterator
from datetime import date

from models.inference.roman_months import ROMAN_MONTH, ROMAN_MONTHS
from worker.extract.forms import welsh
from worker.extract.forms.phrases import plain

_NUMBERS = [
    "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
COUNT = re.compile(
    rf"(?:consist\w*(?:\s+of)?|\bcynnwys)[\s:._(\[\u2026-]*(?P<count>[\dIl|OoSs]{{1,3}}(?![^\W\d_])|"
    rf"{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b"
    r"[\s._)\]\u2026-]*(?:\(\d+\)\s*)?(?:page|sheet|side|(?:o\s+)?[dt]udalen)",
    re.IGNORECASE,
)
_MISREAD = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0", "S": "5", "s": "5"})
_FIRST = "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WRITTEN = re.compile(
    r"\b(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?\s*(?:day\s+)?(?:of\s+)?[\s./,-]*"
    rf"{_MONTH}\b\.?[\s,./-]*(?P<year>\d{{4}}|(?<!,)(?<!,\s)'?\d{{2}}(?!\s?[:.]\d|\s?h))\b",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s*[./-]\s*(?P<month>\d{1,2})\s*[./-]\s*(?P<year>\d{4}|\d{2})"
    r"(?![\d/-]|\.\d)"
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty {x}" for x in _FIRST), "thirtieth",
    "thirty first",
)  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?P<day>{'|'.join(sorted((x.replace(' ', '[- ]') for x in _ORDINALS), key=len)[::-1])})\s+"
    rf"(?:day\s+)?(?:of\s+)?{_MONTH}\b[\s,]*(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?[-/. ]\s?(?P<month>\d{1,2})\s?[-/. ]\s?"
    r"(?P<day>\d{1,2})(?!\d)"
)
_PARTED = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})\s?[-/.|\u00b7 ]\s?(?P<month>\d{1,2})\s?[-/.|\u00b7 ]\s?"
    r"(?P<year>\d{4}|\d{2})(?![\w/-])"
)
_IN_ROMAN = re.compile(rf"(?<=\d[-/.])(?:{ROMAN_MONTH})(?=[-/.]\d)", re.IGNORECASE)
_TO_WRITE_ON = re.compile(r"[._\u2026]{2,}")
_MISREAD_DATE = re.compile(
    r"(?<!\w)(?=[\doil|s]*[oil|s])[\doil|s]{1,2}\s?[/.-]\s?[\doil|s]{1,2}\s?[/.-]\s?"
    r"[\doil|s]{2,4}(?!\w)|(?<!\w)\d{1,2}\s?[/.-]\s?(?:[oil|s]\d|\d[oil|s])\s?[/.-]\s?"
    r"[\doil|s]{2,4}(?!\w)",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|^\D*(?:\d\D*){8}$")
_CENTURIES = frozenset({"19", "20"})
_BOXES = re.compile(r"[\d\s|/.-]+")
_AGE = re.compile(r"(\d{1,3})(?:\s*(?:years?|yrs?)(?:\s+(?:old|of\s+age))?)?\.?", re.IGNORECASE)


def count_in(declaration: str) -> int | None:
    """Return the number of pages that a declaration names."""
    found = COUNT.search(plain(declaration))
    if found is None:
        return None
    word = found["count"]
    digits = word.translate(_MISREAD)
    if digits.isdigit():
        return int(digits)
    return _NUMBERS.index(word.casefold()) + 1 if word.casefold() in _NUMBERS else None


def day_of(found: re.Match[str]) -> date | None:
    """Return the day that a match of one of the patterns here names, None when there is none."""
    month = found["month"][:3].casefold()
    year = int(found["year"].lstrip("'"))
    try:
        return date(
            year + 2000 if year < 100 else year,
            int(month) if month.isdigit() else _MONTHS.index(month) + 1,
            int(found["day"]),
        )
    except ValueError:
        return None


def date_in(written: str) -> re.Match[str] | None:
    """Return the first whole British date (day first), None when there is none."""
    for pattern in (_ISO, WRITTEN, NUMERIC, MONTH_FIRST):
        found = pattern.search(written)
        if found:
            return found
    return None


def iso_date(written: str) -> str | None:
    """Return a British date (day first) as ISO 8601, None when it is not one whole date."""
    found = date_in(written)
    day = day_of(found) if found else None
    return day.isoformat() if day else None


def form_date(written: str) -> str | None:
    """Return the date in a form's own place for one as ISO 8601, None when it is not a whole one.

    There a date may stand in boxes, one figure in each, or with nothing between its parts.
    """
    text = welsh.with_english_months(_TO_WRITE_ON.sub(" ", plain(written)))
    text = _IN_ROMAN.sub(lambda found: str(ROMAN_MONTHS[found[0].upper()]), text)
    text = _MISREAD_DATE.sub(lambda found: found[0].translate(_MISREAD), text)
    if _BOXES.fullmatch(text):
        return _in_boxes(text)
    if _PARTED.search(text) is None and (found := _ORDINAL.search(text)):
        return _ordinal_day(found)
    return iso_date(text) or _first_day(text)


def _first_day(text: str) -> str | None:
    found = _YEAR_FIRST.search(text) or _PARTED.search(text)
    day = day_of(found) if found else None
    return day.isoformat() if day else None


def _ordinal_day(found: re.Match[str]) -> str | None:
    number = _ORDINALS.index(found["day"].casefold().replace("-", " ")) + 1
    return iso_date(f"{number} {found['month']} {found['year']}")


def _in_boxes(text: str) -> str | None:
    """Read figures with nothing but signs and space between them: 05/06/2026, 0 5 0 6 2 0 2 6."""
    parts = [part for part in re.split(r"\D+", text) if part]
    if len(parts) == len(("day", "month", "year")):
        return _first_day("/".join(parts))
    digits = "".join(parts)
    if len(digits) == len("DDMMYY"):
        return _first_day(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}")
    if len(digits) != len("DDMMYYYY"):
        return None
    if digits[4:6] in _CENTURIES:
        return _first_day(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}")
    return _first_day(f"{digits[:4]}/{digits[4:6]}/{digits[6:]}")


def squeezed(written: str) -> str:
    """Return a reference without the signs between its parts."""
    return re.sub(r"[\W_]+", "", written).upper()


def normalised(name: str, written: str) -> str:
    """Return the value of the field ``name`` as records hold it."""
    if name == "urn":
        return squeezed(written)
    if name == "dated":
        return form_date(written) or written
    if name == "date_of_birth":
        # With two figures nobody says which century.
        return (form_date(written) if _HAS_YEAR.search(plain(written)) else None) or written
    if name == "age":
        return _age(written)
    return written


def _age(written: str) -> str:
    digits = _AGE.fullmatch(written)
    if digits:
        return digits[1]
    mended = re.sub(r"\b[lI](\d)\b", r"1\1", re.sub(r"\b0(?=ver\b)", "o", written))
    digits = _AGE.fullmatch(mended)
    return digits[1] if digits else mended.casefold()


def dates(text: str) -> Iterator[re.Match[str]]:
    """Yield every whole date written in words or figures."""
    for pattern in (WRITTEN, NUMERIC):
        yield from pattern.finditer(text)
