"""Clock times, in figures or in words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.inference.identifiers.candidate import (
    BROKEN,
    CERTAIN,
    CUED,
    LIKELY,
    Candidate,
)
from models.inference.identifiers.noted_times import bare_in_notes, run_of_times
from models.inference.identifiers.reading import GAP, Reading
from models.inference.identifiers.spoken_times import spoken_times

_HALF_OF_DAY = r"(?:[AP]\.[ ]?M\.|[AP]\.?M(?![A-Z])|[AP]RN(?![A-Z]))"
_HOURS = r"(?:HOURS?|HRS?|H)(?![A-Z])"
_DIGIT = "[0-9OIL]"
_SUFFIX = rf"(?:{GAP}(?:({_HALF_OF_DAY})|({_HOURS})))"
_FREE = r"(?<![0-9A-Z:./£€$])(?<![0-9]-)(?<![0-9],)"

_COLON = re.compile(
    rf"(?<![0-9:./£€$])(?:AT|TIME|FROM|TO|UNTIL|ABOUT|)({_DIGIT}{{1,2}})(?::\n?|"
    rf";)({_DIGIT}{{2}})(?![0-9])"
    rf"(?:[:.]([0-5][0-9])(?![0-9]))?(?![:/][0-9]){_SUFFIX}?"
)
_DOTTED = re.compile(
    rf"{_FREE}([0-9O]{{1,2}})[.]((?:[0-5][0-9OIL]|[OIL][0-9]))(?![0-9]|[:/%][0-9]|"
    rf"[.](?![0-5][0-9][ ]?(?:HRS|HOURS))[0-9]|"
    rf"%)(?:[.]([0-5][0-9]))?{_SUFFIX}?(?![A-Z])"
)
_HOUR_AND_HALF = re.compile(
    rf"{_FREE}(?<!: )([0-9]{{1,2}})(?:[ .-]?([0-5][0-9]))?{GAP}({_HALF_OF_DAY})"
)
_FOUR_DIGITS = re.compile(
    rf"(?<![0-9:./£€$,])(?<![A-Z])({_DIGIT}{{2}})[ ]?({_DIGIT}{{2}}){GAP}(?:{_HOURS})"
)
_SHORT_HOURS = re.compile(rf"(?<![0-9:./£€$,A-Z-])([0-9])([0-5][0-9]){GAP}(?:HRS|HOURS)(?![A-Z])")
_BARE_FOUR = re.compile(
    r"(?<![0-9A-Z:./£€$,-])([01][0-9]|2[0-3])([0-5][0-9])(?![0-9A-Z]|[,.:/-][0-9]|[ ]?[%£€])"
)
_TO_HOURS = re.compile(
    r"(?<![0-9A-Z:./£€$,-])([01][0-9]|2[0-3])([0-5][0-9])"
    r"(?=[ ]?-[ ]?(?:[01][0-9]|2[0-3])[0-5][0-9][ ]?(?:HRS|HOURS)(?![A-Z]))"
)
_PART_OF_DAY = re.compile(
    r"\A[ \n](?:IN|ON)?[ \n]?(?:THE|THAT|AT|SAME)?[ \n]{0,2}(MORNING|AFTERNOON|EVENING|"
    r"NIGHT)(?![A-Z])"
)
_FRENCH = re.compile(r"(?<![0-9A-Z:./-])([01]?[0-9]|2[0-3])H([0-5][0-9])(?![0-9A-Z])")
_LOG_LINE = re.compile(
    r"(?:(?<=\n)|\A)([01][0-9]|2[0-3])([0-5][0-9])(?=(?:[.:]?|[ ]?-)[ ]{1,4}[A-Z])"
)
_NEXT_ENTRY = re.compile(r"(?<=[.;][ ])([01][0-9]|2[0-3])([0-5][0-9])(?=[ ]{1,2}[A-Z])")
_FEWEST_ENTRIES = 3
_AT = re.compile(
    r"(?:\b(?:AT|TIME|TIMED|TIRNED)(?: ABOUT| AROUND| APPROXIMATELY| APPROX\.?| ROUGHLY| CIRCA|"
    r" OR ABOUT)?|@)"
    r"[ \n:]{0,3}\Z"
)
_AROUND = re.compile(
    r"\b(?:AT|AROUND|ABOUT|APPROXIMATELY|APPROX\.?|ROUGHLY|BY|BEFORE|AFTER|UNTIL|TILL|FROM|SINCE|"
    r"BETWEEN|TIME|"
    r"TIMED AT|CIRCA|AND|TO|WAS|IS|SAID|IT|MY WATCH SAID)[ \n:]{1,3}\Z"
)
_STARTS_A_RANGE = re.compile(
    r"\b(?:FROM|BETWEEN|UNTIL|TILL|BY|BEFORE|AFTER|AROUND|ABOUT)[ \n]{1,3}\Z"
)
_TIME_BEFORE = re.compile(
    r"[0-9][.:]?[0-5][0-9][ ]?(?:HOURS|HRS|AM|PM)?[ \n](?:AND|TO|OR|UNTIL|TILL)[ \n]\Z|"
    r"[0-2][0-9][.:]?[0-5][0-9]-\Z"
)
_CLOCK_WORD = re.compile(
    r"\b(?:UNTIL|TILL|FROM|FRORN|BETWEEN|BY|BEFORE|AFTER|SINCE|COMMENCED|RESUMED|SUSPENDED|"
    r"CONCLUDED|"
    r"STARTED|ENDED|TERMINATED|BEGAN|BEGINS|ENDS|END|START|FINISHED|TIME'S)[ :\n]{1,3}\Z"
)
_CLOCK_WORD_AFTER = re.compile(
    r"\A(?:[ \n](?:IN THE (?:MORNING|AFTERNOON|EVENING)|AT NIGHT|UNTIL|TILL|COS|THAT (?:MORNING|"
    r"NIGHT|EVENING))(?![A-Z]))"
)
_RANGE_AFTER = re.compile(
    r"\A[ ]?(?:TO|AND|UNTIL|TILL|-)[ ]?[0-9]{2}[:.]?[0-9]{2}[ ]?(?:HOURS|HRS)(?![A-Z])"
)
_OTHER_THING_AFTER = re.compile(
    r"\A[ \n-]?(?:PEOPLE|METRES?|MILES?|YARDS?|FEET|FOOT|POUNDS?|QUID|EUROS?|TIMES|MEN|WORDS|"
    r"M(?![A-Z])|"
    r"KM|KG|KILOS?|GRAMS?|G(?![A-Z])|CM|MM|LITRES?|PER ?CENT|MINUTES|MINS|SECONDS|STONE|MPH|"
    r"POINTS?|"
    r"VOLTS?|%|INCHES|TONNES?|DEGREES|ITEMS|MILLION|THOUSAND|IN LENGTH|LONG|TALL|WIDE|HIGH)"
)
_ADDRESS_AFTER = re.compile(
    r"\A[ ](?:[A-Z][a-z]+|[A-Z]{3,})(?:[ ][A-Za-z]+)?[ ](?:STREET|ROAD|AVENUE|LANE|CLOSE|DRIVE|"
    r"WAY|PARK|HOUSE)",
    re.IGNORECASE,
)


def clock_times(reading: Reading) -> Iterator[Candidate]:
    """Clock times, each with its 24-hour form where only one is possible."""
    for candidate in _times(reading):
        yield _in_its_half(reading, candidate)


def _in_its_half(reading: Reading, candidate: Candidate) -> Candidate:
    """The time in its half of the day, where the words behind it say which: ``7.30 at night``."""
    twelve = (candidate.value or {}).get("twelve_hour", "")
    part = _PART_OF_DAY.match(reading.after(candidate.end)) if twelve else None
    if not part:
        return candidate
    hour, rest = int(twelve.split(":")[0]), twelve.split(":", 1)[1]
    later = part[1] != "MORNING" and not (part[1] == "NIGHT" and not 5 <= hour < 12)
    value = {"time": f"{hour % 12 + (12 if later else 0):02}:{rest}"}
    others = {name: one for name, one in (candidate.value or {}).items() if name != "twelve_hour"}
    return replace(candidate, value=value | others)


def _times(reading: Reading) -> Iterator[Candidate]:
    yield from _with_colon(reading)
    yield from _with_dot(reading)
    for found in reading.matches(_HOUR_AND_HALF, reading.tokens.numbers):
        yield from _judged(found.span(), found[1], found[2] or "00", half=found[3])
    for pattern in (_FOUR_DIGITS, _SHORT_HOURS):
        for found in reading.matches(pattern, reading.tokens.numbers, reading.tokens.pairs):
            if pattern is _FOUR_DIGITS or _AT.search(reading.before(found.start())):
                yield from _judged(found.span(), found[1], found[2], hours=True)
    for found in reading.matches(_TO_HOURS, reading.tokens.long):
        yield from _judged(found.span(), found[1], found[2], hours=True)
    for found in reading.matches(_FRENCH, reading.tokens.mixed):
        yield from _judged(found.span(), found[1], found[2], hours=True)
    yield from _bare_four(reading)
    yield from _in_a_log(reading)
    for span, hour, minute in bare_in_notes(reading):
        yield from _judged(span, hour, minute, hours=True, sure=False)
    for span, hour, minute in run_of_times(reading):
        yield from _judged(span, hour, minute, sure=False)
    yield from spoken_times(reading)


def _with_colon(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_COLON, reading.tokens.signed, reading.tokens.mixed):
        hour, minute, second, half, hours = found.groups()
        if sum(character.isdigit() for character in hour + minute) < 2 or (
            ";" in found[0] and not half and not hours
        ):
            continue
        if _OTHER_THING_AFTER.match(reading.after(found.end())) and not (half or hours):
            continue
        if not minute[0].isdigit() and not minute[1].isdigit():
            continue
        yield from _judged(
            (found.start(1), found.end()),
            hour,
            minute,
            second=second,
            half=half,
            hours=bool(hours),
            colon=True,
        )


def _with_dot(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_DOTTED, reading.tokens.signed, reading.tokens.mixed):
        hour, minute, second, half, hours = found.groups()
        if half or hours:
            yield from _judged(
                found.span(), hour, minute, second=second, half=half, hours=bool(hours)
            )
            continue
        before = reading.before(found.start())
        if _OTHER_THING_AFTER.match(reading.after(found.end())) or int(_digits(hour)) > 23:
            continue
        between = _TIME_BEFORE.search(before) is not None
        firm = _AT.search(before) or _CLOCK_WORD.search(before)
        after = _CLOCK_WORD_AFTER.match(reading.after(found.end()))
        if between or firm or after:
            yield from _judged(found.span(), hour, minute, sure=bool(firm))


def _bare_four(reading: Reading) -> Iterator[Candidate]:
    style: bool | None = None
    for found in reading.matches(_BARE_FOUR, reading.tokens.long):
        before = reading.before(found.start())
        to_hours = _RANGE_AFTER.match(reading.after(found.end()))
        if not to_hours and not _AROUND.search(before) and not _TIME_BEFORE.search(before):
            continue
        if _OTHER_THING_AFTER.match(reading.after(found.end())):
            continue
        if _ADDRESS_AFTER.match(reading.cased(found.end(), found.end() + 40)):
            continue
        if style is None:
            style = reading.twenty_four_hour
        firm = bool(_AT.search(before) or to_hours)
        ranged = bool(_STARTS_A_RANGE.search(before) or _TIME_BEFORE.search(before))
        if firm or (ranged and style):
            yield from _judged(found.span(), found[1], found[2], hours=True, sure=firm)
        elif found[1][0] == "0" and found[1] + found[2] != "0000" and ranged:
            yield from _judged(found.span(), found[1], found[2], hours=True, sure=False)


def _in_a_log(reading: Reading) -> Iterator[Candidate]:
    """Entries of a notebook or a log: each line, or each sentence, opens with its four digits."""
    for pattern in (_LOG_LINE, _NEXT_ENTRY):
        entries = [
            found
            for found in reading.matches(pattern, reading.tokens.long)
            if not _OTHER_THING_AFTER.match(reading.after(found.end()))
            and not _ADDRESS_AFTER.match(reading.cased(found.end(), found.end() + 40))
        ]
        if len(entries) < _FEWEST_ENTRIES:
            continue
        if all(found[1] in {"19", "20"} for found in entries):
            continue  # years
        for found in entries:
            yield from _judged(found.span(), found[1], found[2], hours=True, sure=False)


def _digits(characters: str) -> str:
    return characters.translate(str.maketrans("OIL", "011"))


def _judged(
    span: tuple[int, int],
    hour: str,
    minute: str,
    *,
    second: str | None = None,
    half: str | None = None,
    hours: bool = False,
    colon: bool = False,
    sure: bool = True,
) -> Iterator[Candidate]:
    """The clock time, with a check of whether there is such a time."""
    read_hour, read_minute = _digits(hour), _digits(minute)
    repaired = (read_hour, read_minute) != (hour, minute)
    number, minutes = int(read_hour), int(read_minute)
    exists = minutes < 60 and ((1 <= number <= 12) if half and number <= 12 else number <= 23)
    if half and (number == 0 or number > 12):
        # "13.30pm" is a slip that still says one time only; "0.30am" and "25pm" are nothing.
        exists = (13 <= number <= 23 and half.startswith("P")) or (
            number == 0 and half.startswith("A")
        )
    if number == 24 and minutes == 0 and (hours or colon) and not half:
        exists, number = True, 0
    if not exists and not (half or hours):
        return
    value: dict[str, str] = {}
    if exists:
        value = _value(number, minutes, hour=hour, half=half, hours=hours, colon=colon)
        if second:
            key = "time" if "time" in value else "twelve_hour"
            value[key] += f":{second}"
    if repaired:
        value["repaired"] = "true"
    confidence = CERTAIN if sure else LIKELY
    if not exists:
        confidence = BROKEN
    elif repaired:
        confidence = CUED
    yield Candidate(
        label="TIME",
        start=span[0],
        end=span[1],
        why="the clock has such a time" if exists else "the clock has no such time",
        value=value or None,
        check="none" if repaired and exists else "valid" if exists else "invalid",
        cued=True,
        confidence=confidence,
    )


def _value(
    number: int, minutes: int, *, hour: str, half: str | None, hours: bool, colon: bool
) -> dict[str, str]:
    if half and number <= 12:
        number = number % 12 + (12 if half.startswith("P") else 0)
        return {"time": f"{number:02}:{minutes:02}"}
    certain = hours or number > 12 or number == 0 or (colon and len(hour) == 2 and number < 10)
    if certain:
        return {"time": f"{number:02}:{minutes:02}"}
    return {"twelve_hour": f"{number}:{minutes:02}"}
