"""Clock times in words: ``half past nine``, ``20 to 10``, ``five o'clock``, ``midnight``."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CERTAIN, CUED, LIKELY, Candidate
from models.inference.identifiers.numberwords import TENS, UNITS, any_of
from models.inference.identifiers.reading import END, START, WS, Reading

_HOUR_WORDS = {word: value for word, value in UNITS.items() if value <= 12}
_HOUR = rf"(?:{any_of(_HOUR_WORDS)}|1[0-2]|0?[1-9])(?![0-9A-Z:.][0-9]|[0-9A-Z])"
_PART = (
    rf"(?:{WS}IN{WS}THE{WS}(?:MORNING|AFTERNOON|EVENING)(?![A-Z])|{WS}AT{WS}NIGHT(?![A-Z])|"
    r"[ ]?(?:[AP]\.M\.|[AP]M(?![A-Z])))"
)
_MINUTES = rf"(?:TWENTY(?:{WS}|-)FIVE|TWENTY|TEN|FIVE|25|20|10|0?5|[1-9]|1[0-9]|2[0-9]|(?:A{WS})?QUARTER|HALF)"

_O_CLOCK = re.compile(rf"{START}({_HOUR}){WS}?O[' ]?{WS}?CLOCK{END}({_PART})?")
_PAST = re.compile(
    rf"{START}({_MINUTES})(?:{WS}(?:MINUTES?|MINS?))?{WS}(?:PAST|AFTER(?=[ \n]MIDNIGHT))"
    rf"{WS}({_HOUR}|MIDNIGHT|MIDDAY|NOON)({_PART})?"
)
_TO = re.compile(
    rf"{START}({_MINUTES})({WS}(?:MINUTES?|MINS?))?{WS}TO{WS}({_HOUR}|MIDNIGHT|MIDDAY|NOON)({_PART})?"
)
_HALF = re.compile(rf"{START}HALF(?:{WS}|-)({_HOUR})({_PART})?")
_HOUR_OF_DAY = re.compile(rf"{START}({_HOUR})({_PART})")
_NOON = re.compile(rf"{START}(?:12{WS}|TWELVE{WS})?(MIDNIGHT|MIDDAY|NOON){END}(?![ ](?:BLUE|BLACK|FEAST|SUN|MASS))")
_HOURS = re.compile(
    rf"{START}((?:{any_of(TENS)})(?:(?:{WS}|-)(?:ONE|TWO|THREE))?|{any_of(UNITS)}|(?:ZERO|OH|O){WS}(?:{any_of(UNITS)}))"
    rf"(?:{WS}(HUNDRED|(?:{any_of(TENS)})(?:(?:{WS}|-)(?:{any_of(UNITS)}))?|{any_of(UNITS)}))?{WS}(?:HOURS|HRS){END}"
)
_SAID_AS_TIME = re.compile(
    rf"{START}(?:SHORTLY|JUST|SOON|STRAIGHT){WS}(?:BEFORE|AFTER|GONE){WS}({_HOUR})"
    r"(?=[.,;:!?)\"'\n]|\Z|[ ](?:I|WE|HE|SHE|THEY|BY|AND|WHEN|ON|THAT|IN|THE|MY|TO|BUT|AS|A)(?![A-Z]))"
)
_AT_HOUR = re.compile(
    rf"{START}(?:AT|AT ABOUT|AT AROUND){WS}({any_of(_HOUR_WORDS)})"
    r"(?=[.,;:!?)\"'\n]|\Z|[ ](?:I|WE|HE|SHE|THEY|THAT NIGHT|THAT MORNING|ON)(?![A-Z]))"
)

_TIME_WORD_BEFORE = re.compile(
    r"(?:\b(?:AT|ABOUT|AROUND|BY|BEFORE|AFTER|TILL|UNTIL|TIL|SINCE|MAYBE|PROBABLY|APPROXIMATELY|ROUGHLY|LIKE|"
    r"NEARLY|ALMOST|WAS|IS|IT'S|ITS|BE|GONE|SAY|SAID|FROM|CIRCA|EXACTLY|ONLY|BETWEEN|AND|TO|OR)[ \n]|[,(-][ ]?)\Z"
)
_RANGE_BEFORE = re.compile(r"\b(?:FROM|BETWEEN|OF|AGED?|ANOTHER|THE)[ \n]\Z")
_QUANTITY_AFTER = re.compile(
    r"\A[ \n-](?:MINUTES?|MINS?|PEOPLE|SECONDS?|FEET|FOOT|FT|METRES?|METERS?|YARDS?|TIMES|YEARS?|DAYS?|WEEKS?|"
    r"MONTHS?|HOURS?|MEN|WOMEN|OTHERS?|OF(?![A-Z])|MILES?|POUNDS?|QUID|PENCE|GRAND|INCHES|STONE|KIDS|CARS|"
    r"PER|HUNDRED|THOUSAND|PINTS?|DRINKS?|LADS|BOYS|GIRLS|MALES|FEMALES|YOUTHS|YEAR)(?![A-Z])"
)


def spoken_times(reading: Reading) -> Iterator[Candidate]:
    """Clock times said in words, with their 24-hour form where morning or evening is named."""
    for found in _O_CLOCK.finditer(reading.upper):
        yield _spoken(found.span(), found[1], 0, found[2], CERTAIN)
    for found in _PAST.finditer(reading.upper):
        yield _spoken(found.span(), found[2], _minutes(found[1]), found[3], CERTAIN)
    yield from _minutes_to(reading)
    for found in _HALF.finditer(reading.upper):
        only_one = found[1] in {"ONE", "1"} and not found[2]
        before = reading.before(found.start())
        if only_one and not _TIME_WORD_BEFORE.search(before):
            continue
        if _QUANTITY_AFTER.match(reading.after(found.end())) or re.search(r"\b(?:AND A|THE OTHER|A)[ ]\Z", before):
            continue
        yield _spoken(found.span(), found[1], 30, found[2], CUED)
    for found in _HOUR_OF_DAY.finditer(reading.upper):
        if not (found[1] in {"ONE", "1"} and "AT" in found[2][:4]) and "M" not in found[2][-3:].strip(" .")[:0]:
            yield _spoken(found.span(), found[1], 0, found[2], CUED)
    for found in _NOON.finditer(reading.upper):
        yield _spoken(found.span(), found[1], 0, None, CERTAIN)
    yield from _military(reading)
    for pattern in (_SAID_AS_TIME, _AT_HOUR):
        for found in pattern.finditer(reading.upper):
            if found[1] not in {"ONE", "1"}:
                yield _spoken(found.span(1), found[1], 0, None, LIKELY)


def _minutes_to(reading: Reading) -> Iterator[Candidate]:
    for found in _TO.finditer(reading.upper):
        minutes, named, hour, part = found.groups()
        before = reading.before(found.start())
        plain = not named and not part and "QUARTER" not in minutes
        if "HALF" in minutes or _QUANTITY_AFTER.match(reading.after(found.end())):
            continue
        if plain and (not _TIME_WORD_BEFORE.search(before) or _RANGE_BEFORE.search(before)):
            continue
        if plain and _minutes(minutes) not in {5, 10, 20, 25}:
            continue
        yield _spoken(found.span(), hour, -_minutes(minutes), part, CUED)


def _military(reading: Reading) -> Iterator[Candidate]:
    """``nineteen hours``, ``twenty-two hundred hours``: hours as a radio says them."""
    for found in _HOURS.finditer(reading.upper):
        hour = _count(found[1])
        minute = 0 if not found[2] or found[2] == "HUNDRED" else _count(found[2])
        spoken_as_clock = found[2] is not None or hour >= 13
        if spoken_as_clock and hour <= 23 and minute < 60:
            duration = re.search(r"\b(?:FOR|ABOUT|LASTED|TOOK|OVER|WITHIN|AFTER|LATER|EVERY)[ \n](?:ABOUT )?\Z",
                                 reading.before(found.start()))
            if found[2] or not duration:
                yield Candidate(
                    label="TIME",
                    start=found.start(),
                    end=found.end(),
                    why="an hour as it is said over the radio",
                    value={"time": f"{hour:02}:{minute:02}"},
                    check="valid",
                    cued=True,
                    confidence=CERTAIN if found[2] else LIKELY,
                )


def _count(words: str) -> int:
    return sum(UNITS.get(word, 0) or TENS.get(word, 0) for word in re.findall("[A-Z]+", words))


def _minutes(words: str) -> int:
    if "QUARTER" in words:
        return 15
    if words == "HALF":
        return 30
    return int(words) if words.isdigit() else _count(words)


def _spoken(
    span: tuple[int, int], hour: str, minutes: int, part: str | None, confidence: float
) -> Candidate:
    value: dict[str, str]
    if hour in {"MIDNIGHT", "MIDDAY", "NOON"}:
        since_midnight = ((0 if hour == "MIDNIGHT" else 720) + minutes) % 1440
        value = {"time": f"{since_midnight // 60:02}:{since_midnight % 60:02}"}
    else:
        number = int(hour) if hour.isdigit() else UNITS[hour]
        past = ((number % 12) * 60 + minutes) % 720
        later = _is_later(part, number)
        if later is None:
            value = {"twelve_hour": f"{past // 60 or 12}:{past % 60:02}"}
        else:
            past += 720 if later else 0
            value = {"time": f"{past // 60:02}:{past % 60:02}"}
    return Candidate(
        label="TIME",
        start=span[0],
        end=span[1],
        why="a time of the clock in words",
        value=value,
        check="valid",
        cued=True,
        confidence=confidence,
    )


def _is_later(part: str | None, hour: int) -> bool | None:
    """Whether it is after noon; None where the words do not say."""
    if not part:
        return None
    if "MORNING" in part or re.search(r"A\.?M", part):
        return False
    if "NIGHT" in part:
        return 5 <= hour < 12
    return True
