"""Weekdays, months, years, seasons and days of the month that stand alone.

Each of these words is also something else (a name, a verb, a quantity, a clock time), so what
stands around it decides.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import partial
from models.inference.identifiers.candidate import LIKELY, Candidate
from models.inference.identifiers.monthnames import (
    FULL_WEEKDAY,
    MONTH,
    MONTHS,
    WEEKDAY,
    WEEKDAY_NAMES,
    WEEKDAYS,
)
from models.inference.identifiers.numberwords import COUNTED, YEAR_IN_WORDS, year_value
from models.inference.identifiers.reading import END, GAP, START, WS, Reading
from models.inference.identifiers.relative_days import (
    day_of_month_meant,
    month_meant,
    weekday_and_day_meant,
    weekday_meant,
)
from models.inference.identifiers.tokens import words

_JOIN = r"(?>[ ,.]{0,3}(?:\n[ ]{0,8})?)"
_TH = r"(?:ST|ND|RD|TH)"
_SEASONS = ("SPRING", "SUMMER", "AUTUMN", "WINTER")
_WEEKDAY_WORDS = [f"{name.upper()}{end}" for name in WEEKDAY_NAMES for end in ("", "S")]
_BEFORE_DAY = words(
    "ON SINCE UNTIL TILL ABOUT AROUND BY BEFORE AFTER UP NIGHT EVENING MORNING AFTERNOON OF"
)
_BEFORE_YEAR = words(
    "IN SINCE DURING YEAR CIRCA EARLY LATE MID END START BEGINNING MIDDLE BACK SUMMER AUTUMN "
    "SPRING WINTER BORN DOB AS"
)
_LOOSELY_BEFORE_YEAR = words("FROM UNTIL TILL BY BEFORE AFTER BETWEEN")
_WEEKDAY_AND_DAY = re.compile(
    rf"{START}({WEEKDAY})(?![A-Z])\.?{_JOIN}(?:THE{GAP})?([0-9]{{1,2}}){_TH}{END}"
)
_WEEKDAY = re.compile(rf"{START}({FULL_WEEKDAY})S?{END}")
_SHORT_WEEKDAY = re.compile(
    rf"{START}(?:(TUES|WEDS|THURS|THUR){END}|(?<=ON )(MON|FRI|SAT|SUN){END}(?![ ](?:NAV|THE|A|TOP|"
    rf"MY|HIS)))"
)
_DAY_OF_MONTH = re.compile(
    rf"{START}(?:ON|SINCE|UNTIL|TILL|ABOUT|AROUND|BY|BEFORE|AFTER|"
    rf"(?:NIGHT|EVENING|MORNING|AFTERNOON){WS}OF|UP{WS}TO){WS}THE{WS}(([0-9]{{1,2}}){_TH})"
    r"(?=[ ]?[,.;:)\n]|\Z|[ ](?:WHICH|THAT|WITH|BECAUSE|IT|I|WE|HE|SHE|THEY|AND|OR|AT|WHEN|BUT|"
    r"THE|TO|IN THE|MY|THERE|WAS|FOR|A|HIS|HER|OF (?:LAST|THIS|NEXT) MONTH|INST)(?![A-Z]))"
    r"(?![ ](?:AND|OR|TO)[ ](?:[0-9]|(?:THE[ ])?[A-Z]+[ ](?:FLOOR|FLOORS)))"
)
_RANGE_OF_DAYS = re.compile(
    rf"{START}(([0-9]{{1,2}}){_TH}){WS}(?:TO|AND|UNTIL|TILL|OR|"
    rf"THROUGH)(?={WS}(?:THE{WS})?[0-9]{{1,2}}"
    rf"(?:{_TH}(?:{WS}(?:OF{WS})?{MONTH}(?![A-Z])|[.,;:)\n])|{WS}{MONTH}(?![A-Z])))"
)
_END_OF_RANGE = re.compile(
    rf"[0-9]{{1,2}}{_TH}{WS}(?:TO|AND|UNTIL|TILL|OR|"
    rf"THROUGH){WS}(?:THE{WS})?(([0-9]{{1,2}}){_TH})(?=[.,;:)\n])"
)
_CERTAIN_MONTHS = (
    "JANUARY|FEBRUARY|JULY|SEPTEMBER|SEPTERNBER|OCTOBER|NOVEMBER|NOVERNBER|DECEMBER|DECERNBER"
)
_BARE_MONTH = re.compile(rf"{START}({_CERTAIN_MONTHS}|APRIL|JUNE|AUGUST|MARCH|MAY){END}")
_BEFORE_MONTH = re.compile(
    r"\b(?:IN|SINCE|UNTIL|TILL|DURING|LAST|EARLY|LATE|MID|MID-|END OF|BEGINNING OF|START OF|"
    r"MIDDLE OF|"
    r"BACK IN|EVERY|MONTH OF)[ \n-]\Z"
)
_BEFORE_MONTH_NAME = re.compile(
    r"\b(?:BY|FROM|TO|OF|THIS|NEXT|BEFORE|AFTER|AROUND|ABOUT|BETWEEN|THROUGH|EACH|"
    r"FOR)[ \n]\Z"
)
_OTHER_MONTH = re.compile(
    rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?:[ ][0-9]{{4}})?[ ,](?:OR|AND|TO|"
    rf"UNTIL|THROUGH)[ ]\Z"
)
_TITLE = re.compile(
    r"\b(?:MR|MRS|MISS|MS|DR|AUNTIE|AUNT|SISTER|NAN|CALLED|NAMED|PC|DC|DS|PS|SGT)\.?[ ]\Z"
)
_SURNAME_AFTER = re.compile(r"\A[ ][A-Z][a-z]+")
_NOT_DAY_BEFORE = re.compile(r"\b(?:SHEFFIELD|MR|MRS|MISS|MS|MAN|RUBY|FREAKY|JOE)[ ]\Z")
_NOT_DAY_AFTER = re.compile(
    r"\A[ ](?:ROASTS?|DINNERS?|JOBS?|BOYS?|GIRLS?|LUNCH|PAPERS?|BEST|TIMES|MIRROR|MAIL|EXPRESS|"
    r"TELEGRAPH|SCHOOL|LEAGUE|CLUB|"
    r"MARKET|ADDAMS)(?![A-Z])"
)

_YEAR = r"(?:19|20)[0-9]{2}"
_NOT_A_YEAR = (
    r"(?![0-9A-Z]|,[0-9]|[ ]?(?:HOURS|HRS|HR|H|POUNDS?|QUID|EUROS|MILES|METRES|YARDS|PEOPLE|TIMES|"
    r"MEN|"
    r"WORDS|CC|RPM|ITEMS|UNITS|CALLS|MESSAGES|PAGES|STAFF|PILLS|TABLETS|CIGARETTES)(?![A-Z])|"
    r"[.:/][0-9])"
)
_FIRM_YEAR = re.compile(
    rf"{START}(?:IN|SINCE|DURING|YEAR|CIRCA|EARLY|LATE|MID|(?:END|START|BEGINNING|MIDDLE|YEAR) OF|"
    rf"BACK IN|"
    rf"SUMMER OF|BORN|DOB|BORN IN|AS OF|AUTUMN OF|SPRING OF|WINTER OF){GAP}[ -]?(?:ABOUT |AROUND )?"
    rf"({_YEAR})(?:[/-]([0-9]{{2}}))?{_NOT_A_YEAR}"
)
_LOOSE_YEAR = re.compile(
    rf"{START}(?:FROM|UNTIL|TILL|BY|BEFORE|AFTER|BETWEEN){WS}(?:ABOUT |"
    rf"AROUND )?({_YEAR}){_NOT_A_YEAR}"
)
_YEAR_TO_YEAR = re.compile(
    rf"{START}({_YEAR})(?:{WS}?(?:TO|AND|UNTIL|TILL|THROUGH|-|OR)(?:{WS}(?:LATE|EARLY|"
    rf"MID))?{GAP})({_YEAR}){_NOT_A_YEAR}"
)
_DECADE = re.compile(rf"{START}((?:18|19|20)[0-9]0)'?S{END}")
_SHORT_DECADE = re.compile(r"IN THE ('?([4-9])0'?S)(?![A-Z0-9])")
_DECADE_IN_WORDS = re.compile(
    rf"{START}IN THE (?:EARLY |LATE |MID |MID-)?(SIXTIES|SEVENTIES|EIGHTIES|NINETIES){END}"
)
_DECADES = {"SIXTIES": "196X", "SEVENTIES": "197X", "EIGHTIES": "198X", "NINETIES": "199X"}
_SAID_YEAR = re.compile(
    rf"{START}(?:IN|SINCE|OF|YEAR|DURING|BACK IN){WS}({YEAR_IN_WORDS})(?![ -]{COUNTED})"
)
_SEASON = re.compile(rf"{START}(SPRING|SUMMER|AUTUMN|WINTER){WS}(?:OF{WS})?({_YEAR}){_NOT_A_YEAR}")


def bare_dates(reading: Reading) -> Iterator[Candidate]:
    """Dates of which only the weekday, the day, the month or the year is written."""
    yield from _weekdays(reading)
    yield from _days_of_the_month(reading)
    yield from _months(reading)
    yield from _years(reading)


def _weekdays(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_WEEKDAY_AND_DAY, reading.tokens.of(WEEKDAYS)):
        if 1 <= int(found[2]) <= 31:
            name = WEEKDAY_NAMES[WEEKDAYS[found[1]]]
            value = {"weekday": name, "iso": f"---{int(found[2]):02}"}
            meant = weekday_and_day_meant(reading, WEEKDAYS[found[1]], int(found[2]))
            value |= {"proposed": meant} if meant else {}
            yield partial(found.span(), value, "a weekday with the day of the month")
    for found in reading.matches(_WEEKDAY, reading.tokens.of(_WEEKDAY_WORDS)):
        if not reading.shouted and not reading.muted and reading.cased(*found.span()).islower():
            confidence = LIKELY
        else:
            confidence = 0.9
        if _NOT_DAY_BEFORE.search(reading.before(found.start())):
            continue
        if _NOT_DAY_AFTER.match(reading.after(found.end())):
            continue
        value = {"weekday": WEEKDAY_NAMES[WEEKDAYS[found[1]]]}
        one_day = not found[0].endswith("S")
        meant = weekday_meant(reading, found.span(), WEEKDAYS[found[1]]) if one_day else ""
        value |= {"proposed": meant} if meant else {}
        yield partial(found.span(), value, "the name of a weekday", confidence=confidence)
    for found in reading.matches(_SHORT_WEEKDAY, reading.tokens.of(WEEKDAYS)):
        value = {"weekday": WEEKDAY_NAMES[WEEKDAYS[found[1] or found[2]]]}
        meant = weekday_meant(reading, found.span(), WEEKDAYS[found[1] or found[2]])
        value |= {"proposed": meant} if meant else {}
        yield partial(found.span(), value, "a weekday, shortened", confidence=LIKELY)


def _days_of_the_month(reading: Reading) -> Iterator[Candidate]:
    for pattern in (_RANGE_OF_DAYS, _END_OF_RANGE):
        for found in reading.matches(pattern, reading.tokens.mixed):
            if 1 <= int(found[2]) <= 31:
                value = {"iso": f"---{int(found[2]):02}"}
                yield partial(
                    found.span(1), value, "a day of the month in a range", confidence=LIKELY
                )
    for found in reading.matches(_DAY_OF_MONTH, reading.tokens.of(_BEFORE_DAY)):
        if 1 <= int(found[2]) <= 31:
            value = {"iso": f"---{int(found[2]):02}"}
            meant = day_of_month_meant(reading, found.span(1), int(found[2]))
            value |= {"proposed": meant} if meant else {}
            yield partial(found.span(1), value, "a day of the month", confidence=LIKELY)


def _months(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_BARE_MONTH, reading.tokens.of(MONTHS)):
        if _is_month(reading, found):
            value = {"iso": f"--{MONTHS[found[1]]:02}"}
            meant = month_meant(reading, found.span(), MONTHS[found[1]])
            value |= {"proposed": meant} if meant else {}
            yield partial(found.span(), value, "the name of a month", confidence=LIKELY)


def _is_month(reading: Reading, found: re.Match[str]) -> bool:
    name, before = found[1], reading.before(found.start())
    if _TITLE.search(before):
        return False
    capital = reading.cased(*found.span())[0].isupper()
    mixed = not reading.shouted and not reading.muted
    if re.fullmatch(_CERTAIN_MONTHS, name):
        return True
    if _OTHER_MONTH.search(before):
        return capital or not mixed
    if name in {"MAY", "MARCH"}:
        firm = bool(_BEFORE_MONTH.search(before))
        loose = name == "MARCH" and capital and mixed and bool(_BEFORE_MONTH_NAME.search(before))
        return (firm and (capital or not mixed)) or loose
    if mixed and not capital:
        return False
    followed_by_name = mixed and _SURNAME_AFTER.match(reading.cased(found.end(), found.end() + 24))
    around = _BEFORE_MONTH.search(before) or _BEFORE_MONTH_NAME.search(before)
    return bool(around) and not followed_by_name


def _years(reading: Reading) -> Iterator[Candidate]:
    latest = reading.latest_year + 5
    for found in reading.matches(_FIRM_YEAR, reading.tokens.of(_BEFORE_YEAR)):
        if int(found[1]) <= latest:
            yield _year(found.span(1), found[1])
            if found[2] and int(found[2]) == (int(found[1]) + 1) % 100:
                value = {"iso": f"{found[1]}/{int(found[1]) + 1}"}
                yield partial(
                    (found.start(1), found.end(2)), value, "a year that runs into the next"
                )
    for found in reading.matches(_YEAR_TO_YEAR, reading.tokens.long):
        first, second = int(found[1]), int(found[2])
        hours = reading.twenty_four_hour and all(year % 100 < 60 for year in (first, second))
        if first < second <= latest and second - first < 100 and not hours:
            yield _year(found.span(1), found[1])
            yield _year(found.span(2), found[2])
    loose = [
        found
        for found in reading.matches(_LOOSE_YEAR, reading.tokens.of(_LOOSELY_BEFORE_YEAR))
        if int(found[1]) <= latest
    ]
    if loose and not reading.twenty_four_hour:
        for found in loose:
            yield _year(found.span(1), found[1])
    for found in reading.matches(_DECADE, reading.tokens.mixed, reading.tokens.long):
        yield partial(found.span(), {"iso": f"{found[1][:3]}X"}, "a decade")
    yield from _decades_and_years_said(reading, latest)


def _decades_and_years_said(reading: Reading, latest: int) -> Iterator[Candidate]:
    for found in _SHORT_DECADE.finditer(reading.upper):
        yield partial(found.span(1), {"iso": f"19{found[2]}X"}, "a decade")
    for found in reading.matches(_DECADE_IN_WORDS, reading.tokens.of(["IN"])):
        yield partial(found.span(1), {"iso": _DECADES[found[1]]}, "a decade in words")
    for found in reading.matches(
        _SAID_YEAR, reading.tokens.of(("IN", "SINCE", "OF", "YEAR", "DURING", "BACK"))
    ):
        year = year_value(found[1])
        if 1900 <= year <= latest:
            yield _year(found.span(1), str(year))
    for found in reading.matches(_SEASON, reading.tokens.of(_SEASONS)):
        value = {"iso": found[2], "season": found[1].lower()}
        yield partial(found.span(), value, "a season with its year")


def _year(span: tuple[int, int], digits: str) -> Candidate:
    return partial(
        span, {"iso": digits}, "a year, where the sentence speaks of time", confidence=LIKELY
    )
