"""Dates with a day and a month, in words or in figures, and months with a year."""

import re
from collections.abc import Iterator

from models.inference.identifiers.bare_dates import bare_dates
from models.inference.identifiers.calendar_values import (
    Day,
    full_year,
    judged_day,
    partial,
    real_date,
)
from models.inference.identifiers.candidate import Candidate
from models.inference.identifiers.day_lists import days_of_one_month
from models.inference.identifiers.formal_dates import formal_dates
from models.inference.identifiers.monthnames import MONTH, MONTHS, WEEKDAY, WEEKDAYS
from models.inference.identifiers.numberwords import (
    COUNTED,
    ORDINAL,
    ORDINALS,
    YEAR_IN_WORDS,
    ordinal_value,
    year_value,
)
from models.inference.identifiers.reading import GAP, START, Reading

_JOIN = r"(?>[ ,.]{0,4}(?:\n[ ]{0,8})?)"
_TIGHT = r"(?>[ ,./-]{0,3}(?:\n[ ]{0,8})?)"
_DAY = r"(?:[0-9]{1,2}|[123]O|O[1-9]|[IL][0-9](?=ST|ND|RD|TH))"
_TH = r"(?:(?:ST|ND|RD|TH)|[ ](?:ST|ND|RD|TH)(?![A-Z]{2}))"
_YEAR = r"(?:(?:19[0-9O]{2}|2[0O][0-9O]{2})(?![0-9]|[ ]?(?:HOURS|HRS|HR|H)(?![A-Z])))"
# "In March twenty fifteen-year-olds" names no year.
_SAID_YEAR = rf"(?:{YEAR_IN_WORDS}(?![ -]{COUNTED}))"
_NAMED_DAY = rf"(?:({WEEKDAY})(?![A-Z])\.?{_JOIN}(?:THE{GAP})?)?"
_GLUED_DAY = rf"(?:({WEEKDAY})\.?{_JOIN}(?:THE{GAP})?)?"

_DAY_WORDS = (*WEEKDAYS, *ORDINALS, "TWENTY", "THIRTY")
_MONTH_STARTS = (*WEEKDAYS, *MONTHS)
_DAY_FIRST = re.compile(
    rf"{START}(?:ON|DATED?|DOB|BORN|){_GLUED_DAY}({_DAY})({_TH})?(?:{_TIGHT}(?:DAY[ ])?(?:OF|"
    rf"(?<=[ ])O)(?![A-Z])"
    rf"{_JOIN}|{_TIGHT})"
    rf"({MONTH})(?![A-Z])(?:({_TIGHT}'?)({_YEAR}|{_SAID_YEAR}|[0-9]{{2}}(?![0-9A-Z/:]|[.][0-9]))|)"
)
_DAY_IN_WORDS = re.compile(
    rf"{START}{_NAMED_DAY}({ORDINAL}){_JOIN}((?:DAY{_JOIN})?(?:OF|O){_JOIN})?({MONTH})(?![A-Z])"
    rf"(?:{_JOIN}({_YEAR}|{_SAID_YEAR}))?"
)
_MONTH_FIRST = re.compile(
    rf"{START}{_NAMED_DAY}({MONTH})(?![A-Z])\.?{_JOIN}(?:THE[ ])?({_DAY})({_TH})?(?![0-9A-Z:/]|"
    rf"[.][0-9])"
    rf"(?:{_JOIN}({_YEAR}))?"
)
_MONTH_AND_YEAR = re.compile(
    rf"{START}({MONTH})(?![A-Z])\.?(?:{_JOIN}(?:OF{GAP})?({_YEAR}|{_SAID_YEAR})|[ ]?'([0-9]{{2}})"
    r"(?![0-9A-Z]))"
)
_FIGURES = re.compile(
    rf"(?<![A-Z0-9/.])(?<![0-9]-){_NAMED_DAY}([0-9]{{1,2}})[ ]{{0,2}}([/.-])[ ]{{0,2}}([0-9]{{1,2"
    rf"}})"
    rf"[ ]{{0,2}}\3{GAP}([0-9]{{4}}|[0-9]{{2}})(?![0-9/]|[.-][0-9])"
)
_GLUED_FIGURES = re.compile(
    r"[A-Z]{1,12}([0-9]{1,2})(/)([0-9]{1,2})/([0-9]{4}|[0-9]{2})(?![0-9/]|[.-][0-9])"
)
_SPACED_FIGURES = re.compile(r"(?<![0-9])([0-9]{2})[ ]([0-9]{2})[ ]((?:19|20)[0-9]{2})(?![0-9])")
_ISO = re.compile(r"(?<![0-9A-Z/-])((?:19|20)[0-9]{2})([-/.])([0-9]{2})\2([0-9]{2})(?![0-9/-])")
_MONTH_FIGURES = re.compile(r"(?<![0-9A-Z/.-])(0?[1-9]|1[0-2])/((?:19|20)[0-9]{2})(?![0-9A-Z/-])")
_EXPIRY = re.compile(r"(?<![0-9A-Z/.-])(0[1-9]|1[0-2])/([0-9]{2})(?![0-9A-Z/-])")
_MONTH_CUE = re.compile(
    r"\b(?:IN|SINCE|UNTIL|TILL|FROM|DURING|DATED|BY|BETWEEN|TO|EXPIRY|EXPIRES|EXPIRING|"
    r"EXP)[ :]{1,2}\Z"
)
_EXPIRY_CUE = re.compile(
    r"\b(?:EXPIRY|EXPIRES|EXPIRING|EXP|VALID (?:TO|UNTIL|FROM))(?: DATE)?[ :]{1,2}(?:IN )?\Z"
)
_WITHOUT_YEAR = re.compile(
    r"(?<![0-9A-Z/.-])([0-9]{1,2})/([0-9]{1,2})(?=[,.;)](?![0-9])|[ ](?:AT|I|WE|HE|SHE|THEY|"
    r"WHEN)(?![A-Z])|\n|\Z)"
)
_DAY_CUE = re.compile(r"\b(?:ON|DATED?|NIGHT OF|MORNING OF|EVENING OF)[ :]{1,2}\Z")
_DATE_CUE = re.compile(r"\b(?:DATE|DATED|DOB|BIRTH|BORN|ON)[^A-Z0-9]{0,4}(?:OF BIRTH[: ]{0,3})?\Z")

# Figures with signs between them count versions and parts of texts too.
_NUMBERED = re.compile(
    r"\b(?:VERSIONS?|VER|V|SECTIONS?|SS?|PARAGRAPHS?|PARAS?|CLAUSES?|RULES?|CHAPTERS?|RELEASE|BUILD|"
    r"IOS|ANDROID|FIRMWARE|APPENDIX|FIGURE|TABLE|REGULATIONS?|REG)[. ]{1,2}\Z"
)

# After a year of two digits set off by a blank must come something that a date can stand before:
# "3 March 25 people" has no year.
_AFTER_SHORT_YEAR = re.compile(
    r"\A(?:[,;:)\"'\n]|\.(?:\D|\Z)|\Z|[ ](?:AT|I|WE|HE|SHE|THEY|AND|WHEN|WHILE|WHILST|BETWEEN|TO|"
    r"IN|"
    r"THE|WAS|FROM|MY|A)(?![A-Z]))"
)
_SHORT_WORD_LIKE = frozenset({"MAR", "SEP", "DEC", "JAN"})
_MODAL = frozenset({"MAY", "MARCH", "MAR"})
_AFTER_MODAL = re.compile(
    r"\A[ \n](?:HAVE|BE|NOT|WELL|ALSO|HAD|COME|GO|GET|SEE|TAKE|NEED|KNOW|OR|STILL|EVEN|OUT|OFF|UP|"
    r"DOWN|OVER|PAST|INTO|TOWARDS)(?![A-Z])"
)


def dates(reading: Reading) -> Iterator[Candidate]:
    """Every expression of a day, month or year, with its ISO form as far as it is known."""
    yield from _day_first(reading)
    yield from _in_words(reading)
    yield from _month_first(reading)
    yield from _month_and_year(reading)
    yield from _in_figures(reading)
    yield from days_of_one_month(reading)
    yield from formal_dates(reading)
    yield from bare_dates(reading)


def _named_as_month(reading: Reading, start: int, end: int) -> bool:
    """Whether a word that may also be a verb (may, march) is meant as a month here."""
    name = reading.upper[start:end]
    if name not in _MODAL:
        return True
    if not reading.shouted and not reading.muted:
        return reading.cased(start, start + 1).isupper()
    return not _AFTER_MODAL.match(reading.after(end))


def _weekday(name: str | None) -> int | None:
    return WEEKDAYS[name] if name else None


def _plain(digits: str) -> str:
    """Digits, with the letters that a scan put for them turned back."""
    return digits.translate(str.maketrans("OIL", "011"))


def _figure(digits: str) -> int:
    return int(_plain(digits))


def _day_first(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_DAY_FIRST, reading.tokens.numbers, reading.tokens.of(WEEKDAYS)):
        weekday, day, th, month, _, year = found.groups()
        end = found.end()
        if not (th or year) and not _named_as_month(reading, *found.span(4)):
            continue
        if year and len(year) == 2 and not _short_year_stands(reading, found):
            year, end = None, found.end(4)
        bare = not (year or th or weekday)
        if bare and month in _SHORT_WORD_LIKE and not reading.cased(*found.span(4))[0].isupper():
            continue
        parts = Day(
            day=_figure(day),
            month=MONTHS[month],
            year=_year_written(reading, year) if year else None,
            weekday=_weekday(weekday),
        )
        if parts.day == 0 or (parts.day > 31 and not (th or year or weekday)):
            continue
        start = found.start(1) if weekday else found.start(2)
        if weekday and reading.before(start).endswith("BANK HOLIDAY "):
            start -= len("BANK HOLIDAY ")
        yield judged_day(reading, (start, end), parts)


def _short_year_stands(reading: Reading, found: re.Match[str]) -> bool:
    join = found[5]
    if "'" in join or "/" in join or "-" in join or (not join and not found[3]):
        return True
    return bool(_AFTER_SHORT_YEAR.match(reading.after(found.end())))


def _in_words(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_DAY_IN_WORDS, reading.tokens.of(_DAY_WORDS)):
        weekday, day, of, month, year = found.groups()
        if not (of or year or weekday) and month in _MODAL:
            continue
        parts = Day(
            day=ordinal_value(day),
            month=MONTHS[month],
            year=_year_said(year) if year else None,
            weekday=_weekday(weekday),
        )
        yield judged_day(reading, found.span(), parts)


def _year_written(reading: Reading, year: str) -> int:
    """A year in figures, in two or four of them, or in words."""
    return full_year(reading, _plain(year)) if year[0].isdigit() else year_value(year)


def _year_said(year: str) -> int:
    return _figure(year) if year[0].isdigit() else year_value(year)


def _month_first(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_MONTH_FIRST, reading.tokens.of(_MONTH_STARTS)):
        weekday, month, day, th, year = found.groups()
        if not (th or year or weekday):
            if not _named_as_month(reading, *found.span(2)):
                continue
            if not reading.shouted and not reading.cased(*found.span(2))[0].isupper():
                continue
            if not _AFTER_SHORT_YEAR.match(reading.after(found.end())):
                continue
        parts = Day(
            day=_figure(day),
            month=MONTHS[month],
            year=_figure(year) if year else None,
            weekday=_weekday(weekday),
        )
        if 1 <= parts.day <= 31:
            yield judged_day(reading, found.span(), parts)


def _month_and_year(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_MONTH_AND_YEAR, reading.tokens.of(MONTHS), reading.tokens.mixed):
        month, year, short = found.groups()
        whole = _year_written(reading, year or short)
        yield partial(found.span(), {"iso": f"{whole}-{MONTHS[month]:02}"}, "a month with its year")


def _in_figures(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_FIGURES, reading.tokens.numbers, reading.tokens.of(WEEKDAYS)):
        weekday, day, sign, month, year = found.groups()
        if sign != "/" and _NUMBERED.search(reading.before(found.start())):
            continue
        yield from _judge_figures(reading, found.span(), (day, month, year), sign, weekday)
    for found in reading.matches(_GLUED_FIGURES, reading.tokens.mixed):
        day, sign, month, year = found.groups()
        if reading.cased(found.start(1) - 1, found.start(1)).islower() or _DATE_CUE.search(
            reading.before(found.start(1))
        ):
            yield from _judge_figures(
                reading, (found.start(1), found.end()), (day, month, year), sign, None
            )
    for found in reading.matches(_SPACED_FIGURES, reading.tokens.pairs):
        day, month, year = found.groups()
        real = real_date(int(year), int(month), int(day))
        if real and _DATE_CUE.search(reading.before(found.start())):
            yield judged_day(reading, found.span(), Day(int(day), int(month), int(year)))
    for found in reading.matches(_ISO, reading.tokens.long):
        year, _, month, day = found.groups()
        if 1 <= int(month) <= 12 or int(day) <= 31:
            yield judged_day(reading, found.span(), Day(int(day), int(month), int(year)))
    yield from _in_few_figures(reading)


def _in_few_figures(reading: Reading) -> Iterator[Candidate]:
    """Two figures only: a month and a year, or a day and a month, where a word says so."""
    for pattern, cue in ((_MONTH_FIGURES, _MONTH_CUE), (_EXPIRY, _EXPIRY_CUE)):
        for found in reading.matches(pattern, reading.tokens.signed):
            if cue.search(reading.before(found.start())):
                year = (
                    full_year(reading, found[2])
                    if pattern is _MONTH_FIGURES
                    else int(found[2]) + 2000
                )
                value = {"iso": f"{year}-{int(found[1]):02}"}
                yield partial(found.span(), value, "a month with its year")
    for found in reading.matches(_WITHOUT_YEAR, reading.tokens.signed):
        exists = real_date(2000, int(found[2]), int(found[1]))
        if exists and found[0] != "24/7" and _DAY_CUE.search(reading.before(found.start())):
            yield judged_day(reading, found.span(), Day(int(found[1]), int(found[2])))


def _judge_figures(
    reading: Reading,
    span: tuple[int, int],
    figures: tuple[str, str, str],
    sign: str,
    weekday: str | None,
) -> Iterator[Candidate]:
    day, month, year = figures
    if len(year) == 4 and not 1850 <= int(year) <= 2100:
        return
    whole = full_year(reading, year)
    exists = real_date(whole, int(month), int(day)) is not None
    unmistakable = weekday is not None or len(year) == 4 or sign == "/"
    plausible = int(day) <= 31 and int(month) <= 31 and int(day) > 0 and int(month) > 0
    if exists or (unmistakable and plausible):
        yield judged_day(reading, span, Day(int(day), int(month), whole, _weekday(weekday)))
