"""Clock times in words: ``half past nine``, ``20 to 10``, ``five o'clock``, ``midnight``.

``in the morning`` and its like stand outside the mention but decide which half of the day it is.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CERTAIN, CUED, LIKELY, Candidate
from models.inference.identifiers.numberwords import TENS, UNITS, any_of
from models.inference.identifiers.reading import END, START, WS, Reading
from models.inference.identifiers.tokens import words

_HOUR_WORDS = {word: value for word, value in UNITS.items() if value <= 12}
_MINUTES_OVER_TEN = {word: value for word, value in UNITS.items() if value <= 9}
_HOUR = rf"(?:{any_of(_HOUR_WORDS)}|1[0-2]|0?[1-9])(?![0-9A-Z]|[:.,][0-9])"
_NAMED_HOUR = rf"(?:{_HOUR}|MIDNIGHT|MIDDAY|NOON)"
_COUNTED = rf"(?:{any_of(TENS)})(?:(?:{WS}|-)(?:{any_of(UNITS)}))?|{any_of(UNITS)}"
_AM_PM = r"(?:[ ]?(?:[AP]\.M\.|[AP]M(?![A-Z])))?"
_TWENTY_FIVE = rf"TWENTY(?:{WS}|-)FIVE|FIVE(?:{WS}|-)AND(?:{WS}|-)TWENTY"
_MINUTES = rf"(?:{_TWENTY_FIVE}|TWENTY|TEN|FIVE|(?:A{WS})?QUARTER|HALF|[0-2]?[0-9])"
_FOLLOWED = (
    r"(?=[.,;:!?)\"'\n]|\Z|[ ](?:I|WE|HE|SHE|THEY|YOU|BY|AND|WHEN|ON|THAT|IN|THE|MY|TO|BUT|AS|OR|"
    r"COS|"
    r"BECAUSE|TILL|UNTIL|IT|THERE|AT NIGHT|O'CLOCK)(?![A-Z]))"
)

_O_CLOCK = re.compile(rf"{START}({_HOUR}){WS}?O[' ]?{WS}?CLOCK{END}{_AM_PM}")
_PAST = re.compile(
    rf"{START}((?:{_COUNTED})(?=[ \n]MIN)|{_MINUTES})(?:{WS}(?:MINUTES?|MINS?))?{WS}(?:PAST|"
    rf"AFTER(?=[ \n]MIDNIGHT))"
    rf"{WS}({_NAMED_HOUR}){_AM_PM}"
)
_TO = re.compile(
    rf"{START}((?:{_COUNTED})(?=[ \n]MIN)|{_MINUTES})({WS}(?:MINUTES?|MINS?))?{WS}(?:TO|"
    rf"BEFORE(?=[ \n][A-Z0-9]))"
    rf"{WS}({_NAMED_HOUR})({_AM_PM})"
)
_HALF = re.compile(rf"{START}HALF(?:{WS}|-)({_HOUR}){_AM_PM}")
_NOON = re.compile(
    rf"{START}(?:12{WS}|TWELVE{WS})?(MIDNIGHT|MIDDAY|NOON){END}(?![ ](?:BLUE|BLACK|FEAST|SUN|MASS|"
    rf"SNACK))"
)
_SAID_AS_TIME = re.compile(
    rf"{START}(?:(?:SHORTLY|JUST|SOON|STRAIGHT){WS}(?:BEFORE|AFTER|GONE)|AT|AT{WS}(?:ABOUT|"
    rf"AROUND)|BY|TILL|GONE|"
    rf"UNTIL|AROUND|NO{WS}LATER{WS}THAN|BEFORE|FROM|SINCE){WS}({any_of(_HOUR_WORDS)}){_FOLLOWED}"
)
_AT_AROUND = re.compile(
    rf"{START}AT{WS}(?:ABOUT|AROUND|ROUGHLY|APPROXIMATELY|APPROX)[.]?{WS}(1[0-2]|[1-9]){_FOLLOWED}"
)
# "Eight to the centimetre", "two to a page": so many of them, and no hour.
_SO_MANY_TO_ONE = re.compile(
    r"\A[ ]TO[ ](?:(?:THE|AN?|EACH|EVERY)[ ](?:CENTIMETRE|MILLIMETRE|METRE|INCH|MILE|LITRE|"
    r"PINT|GALLON|GRAM|KILO|OUNCE|PAGE|SHEET)|(?:EACH|EVERY)[ ][A-Z]{3,12})(?![A-Z])"
)
# "I'd put the crowd at about 12", "his age at around 11": what is put, aged or guessed is no time.
_MEASURED_BEFORE = re.compile(
    r"\b(?:(?:HIS|HER|THEIR|MY|THE|ITS)[ ]AGES?|ESTIMAT(?:E[SD]?|ING)|GUESS(?:ED|ING)?|"
    r"AIM(?:ED|ING)?|(?:PUT|PUTS|PUTTING|ESTIMAT(?:E[SD]?|ING)|RECKON(?:ED)?)[ ](?:IT|THEM|HIM|"
    r"HER|THAT|THOSE|THESE|"
    r"(?:[A-Z']{1,15}[ ]){0,3}?(?:CROWDS?|AGES?|NUMBERS?|GROUPS?|TOTAL|FIGURE|HEIGHT|WEIGHT|SPEED)"
    r"(?:[ ]OF(?:[ ][A-Z']{1,15}){1,3})?))[ ]\Z"
)
# "58 mph at five seconds, 63 at two", "out by two miles an hour, not by seven": of figures that are
# measured or compared, the number behind tells more of the same.
_READ_OFF_BEFORE = re.compile(
    r"\b(?:MPH|KPH|KM/H|MILES AN HOUR|METRES|FEET|DEGREES|SECONDS|PER ?CENT|MILLIMETRES|"
    r"CENTIMETRES)(?![A-Z])[^.!?\n]{0,40}(?:,|\(|AND|THEN)[ (]?[0-9]{1,3}[ ]\Z|"
    rf"\bBY[ ](?:{any_of(UNITS)}|[0-9]{{1,3}})[ ](?:MILES|METRES|FEET|YARDS|INCHES|POUNDS|DEGREES|"
    r"PER ?CENT|SECONDS)(?![A-Z])[^\n]{0,48}(?:NOT|NOR|OR)[ ]\Z"
)
# "The rider was about five ten", "five ten and heavy": somebody's height in feet and inches. But
# "at five ten, black smoke" and "it was about five ten, heavy rain" are times.
_HEIGHT_MAY_FOLLOW = re.compile(r"(?<!\bAT )(?<!\bIT )(?<!\bIT WAS )\b(?:ABOUT|AROUND|IS|WAS)[ ]\Z")
_PERSON_BEFORE = re.compile(
    r"\b(?:I|HE|SHE|THEY|MAN|MALE|FEMALE|WOMAN|LAD|BOY|GIRL|YOUTH|SUSPECT|OFFENDER|DRIVER|"
    r"PASSENGER|PILLION|RIDER|ROBBER|GUY|BLOKE)(?:[ ](?:IS|WAS|WERE)|'S)"
    r"(?:[ ](?:MAYBE|PROBABLY|ONLY))?[ ](?:ABOUT[ ]|AROUND[ ])?\Z"
)
_BUILT_AFTER = re.compile(
    r"\A,?[ ](?:AND[ ])?(?:TALL|HEAVY|SLIM|THIN|SKINNY|STOCKY|BROAD|MEDIUM|IN HEIGHT|WHITE|BLACK|"
    r"ASIAN|BUILD)(?![A-Z])"
)
_FEET = frozenset({"FOUR", "FIVE"})
_HOUR_OF_DAY = re.compile(
    rf"{START}({_HOUR})(?={WS}(?:IN{WS}THE{WS}(?:MORNING|AFTERNOON|EVENING)|AT{WS}NIGHT)(?![A-Z]))"
)
_HOUR_AND_MINUTES = re.compile(
    rf"{START}(?:AT|ABOUT|AROUND|UNTIL|TILL|BY|FROM|IS|WAS|COMES|GONE|SINCE|BEFORE|AFTER){WS}"
    rf"(({any_of(_HOUR_WORDS)})(?:{WS}|-)((?:TWENTY|THIRTY|FORTY|FIFTY)(?:(?:{WS}|-)(?:"
    rf"{any_of(_MINUTES_OVER_TEN)}))?|FIFTEEN|TEN|(?:OH|O)(?:{WS}|-)(?:FIVE|[0-9])))"
    rf"{_AM_PM}{_FOLLOWED}"
)
_MINUTES_OF_DAY = re.compile(
    rf"{START}({any_of(_HOUR_WORDS)})(?:{WS}|-)((?:TWENTY|THIRTY|FORTY|FIFTY)(?:(?:{WS}|-)FIVE)?|"
    rf"FIFTEEN|TEN|(?:OH|O)(?:{WS}|-)FIVE)"
    rf"(?:[ ]?(?:[AP]\.M\.|[AP]M(?![A-Z]))|(?={WS}(?:IN{WS}THE{WS}(?:MORNING|AFTERNOON|EVENING)|"
    rf"AT{WS}NIGHT|THAT{WS}(?:MORNING|AFTERNOON|EVENING|NIGHT))(?![A-Z])))"
)
_RADIO = re.compile(
    rf"{START}((?:TWENTY)(?:(?:{WS}|-)(?:ONE|TWO|THREE))?|{any_of(UNITS)}|(?:ZERO|OH|"
    rf"O){WS}(?:{any_of(UNITS)}))"
    rf"(?:{WS}(HUNDRED|(?:{any_of(TENS)})(?:(?:{WS}|-)(?:{any_of(UNITS)}))?|"
    rf"{any_of(UNITS)}))?{WS}(?:HOURS|HRS){END}"
)

_ISH = re.compile(
    rf"{START}({any_of(_HOUR_WORDS)}|1[0-2]|[1-9])[ -]?ISH{END}(?![ ](?:YEARS|PEOPLE|FOOT|FEET|"
    rf"MINUTES|METRES|POUNDS|OF))"
)
_ISH_WORDS = tuple(f"{word}ISH" for word in _HOUR_WORDS)
_COUNT_AFTER = re.compile(
    rf"\A[ ](?:OR|TO)[ ](?:{any_of(UNITS)}|[0-9]{{1,2}})[ ](?:FEET|FOOT|METRES?|YARDS?|MINUTES?|"
    rf"MINS?|"
    r"PEOPLE|MEN|LADS|YEARS?|DAYS?|WEEKS?|HOURS?|TIMES|MILES?|INCHES|STEPS|PACES|HOUSES|CARS|"
    r"OTHERS)(?![A-Z])"
)
_PARTS_OF_DAY = ("MORNING", "AFTERNOON", "EVENING", "NIGHT")
_MINUTE_STARTS = frozenset({*UNITS, *TENS, "QUARTER", "HALF"})
_RADIO_STARTS = (*UNITS, "TWENTY", "ZERO", "OH", "O")
_BEFORE_HOUR = words(
    "AT ABOUT AROUND UNTIL TILL BY FROM IS WAS COMES GONE SINCE BEFORE AFTER SHORTLY JUST "
    "SOON STRAIGHT NO"
)
_TIME_WORD_BEFORE = re.compile(
    r"(?:\b(?:AT|ABOUT|AROUND|BY|BEFORE|AFTER|TILL|UNTIL|TIL|SINCE|MAYBE|PROBABLY|APPROXIMATELY|"
    r"ROUGHLY|LIKE|"
    r"NEARLY|ALMOST|WAS|IS|IT'S|ITS|BE|GONE|SAY|SAID|CIRCA|EXACTLY|ONLY|ENOUGH|JUST|AND|OR)[ \n]|"
    r"[,(-][ ]?)\Z"
)
_RANGE_BEFORE = re.compile(r"\b(?:FROM|BETWEEN|OF|AGED?|ANOTHER|THE)[ \n]\Z")
_DURATION_BEFORE = re.compile(
    r"\b(?:FOR|ABOUT|LASTED|TOOK|OVER|WITHIN|AFTER|EVERY)[ \n](?:ABOUT )?\Z"
)
_CLOCK_BEFORE = re.compile(
    r"\b(?:AT|BY|UNTIL|TILL|FROM|SINCE|TIMED AT|TIME|APPROXIMATELY|AND|TO)[ \n](?:ABOUT |AROUND "
    r")?\Z"
)
_DURATION_AFTER = re.compile(
    r"\A[ \n](?:OF|LATER|AGO|AFTER|BEFORE|EARLIER|STRAIGHT|A DAY|A WEEK|IN|WORK|EACH|LONG)(?![A-Z])"
)
_QUANTITY_AFTER = re.compile(
    r"\A[ \n-](?:MINUTES?|MINS?|PEOPLE|SECONDS?|FEET|FOOT|FT|METRES?|METERS?|YARDS?|TIMES|YEARS?|"
    r"DAYS?|WEEKS?|"
    r"MONTHS?|HOURS?|MEN|WOMEN|OTHERS?|OF(?![A-Z])|MILES?|POUNDS?|QUID|PENCE|GRAND|INCHES|STONE|"
    r"KIDS|CARS|"
    r"PER|DOZEN|HUNDRED|THOUSAND|PINTS?|DRINKS?|LADS|BOYS|GIRLS|MALES|FEMALES|YOUTHS|YEAR)(?![A-Z])"
)
_PART_OF_DAY = re.compile(
    r"\A[ \n](?:O'?CLOCK )?(?:IN|ON)?[ \n]?(?:THE|THAT|AT|SAME)?[ \n]{0,2}(MORNING|AFTERNOON|"
    r"EVENING|NIGHT)(?![A-Z])"
)


def spoken_times(reading: Reading) -> Iterator[Candidate]:
    """Clock times said in words, with their 24-hour form where morning or evening is named."""
    hours = _hour_starts(reading)
    if "CLOCK" in reading.upper:
        for found in reading.matches(_O_CLOCK, hours):
            yield _spoken(reading, found.span(), found[1], 0, CERTAIN)
    yield from _minutes_past_and_to(reading)
    for found in reading.matches(_HALF, reading.tokens.of(["HALF"])):
        before = reading.before(found.start())
        if found[1] in {"ONE", "1"} and not _TIME_WORD_BEFORE.search(before):
            continue
        counted = _QUANTITY_AFTER.match(reading.after(found.end()))
        if not counted and not re.search(r"\b(?:AND A|THE OTHER|A)[ ]\Z", before):
            yield _spoken(reading, found.span(), found[1], 30, CUED)
    if any(part in reading.upper for part in _PARTS_OF_DAY):
        for found in reading.matches(_HOUR_OF_DAY, hours):
            if not (found[1] in {"ONE", "1"} and "AT" in reading.after(found.end(), 4)):
                yield _spoken(reading, found.span(), found[1], 0, CUED)
    yield from _hours_named(reading, hours)
    yield from _over_the_radio(reading)


def _hours_named(reading: Reading, hours: list[int]) -> Iterator[Candidate]:
    for found in reading.matches(
        _NOON, reading.tokens.of(("MIDNIGHT", "MIDDAY", "NOON", "TWELVE")), reading.tokens.numbers
    ):
        yield _spoken(reading, found.span(), found[1], 0, CERTAIN)
    for found in reading.matches(_HOUR_AND_MINUTES, reading.tokens.of(_BEFORE_HOUR)):
        span = (found.start(1), found.end())
        if found[2] in _FEET and found[3] == "TEN" and _is_height(reading, span):
            continue
        yield _spoken(reading, span, found[2], _minutes(found[3]), LIKELY)
    for found in reading.matches(_MINUTES_OF_DAY, reading.tokens.of(_HOUR_WORDS)):
        yield _spoken(reading, found.span(), found[1], _minutes(found[2]), CUED)
    for found in reading.matches(_SAID_AS_TIME, reading.tokens.of(_BEFORE_HOUR)):
        after = reading.after(found.end())
        counted = _COUNT_AFTER.match(after) or _SO_MANY_TO_ONE.match(after)
        if found[1] != "ONE" and not counted and not _is_measured(reading, found.start()):
            yield _spoken(reading, found.span(1), found[1], 0, LIKELY)
    for found in reading.matches(_AT_AROUND, reading.tokens.of(["AT"])):
        # "At around 4 The Avenue" is where, not when.
        house = reading.cased(found.end(), found.end() + 5) == " The "
        after = reading.after(found.end())
        counted = _COUNT_AFTER.match(after) or _SO_MANY_TO_ONE.match(after)
        if not house and not counted and not _is_measured(reading, found.start()):
            yield _spoken(reading, found.span(1), found[1], 0, LIKELY)
    if "ISH" in reading.upper:
        ish = (hours, reading.tokens.of(_ISH_WORDS), reading.tokens.mixed)
        for found in reading.matches(_ISH, *ish):
            yield _spoken(reading, found.span(), found[1], 0, CUED)


def _is_measured(reading: Reading, start: int) -> bool:
    """Whether the words before ``at`` or ``by`` speak of what is measured, guessed or set."""
    before = reading.before(start, 80)
    return bool(_MEASURED_BEFORE.search(before) or _READ_OFF_BEFORE.search(before))


def _is_height(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether an hour and minutes are somebody's feet and inches."""
    before = reading.before(span[0])
    tall = _BUILT_AFTER.match(reading.after(span[1])) and _HEIGHT_MAY_FOLLOW.search(before)
    return bool(tall or _PERSON_BEFORE.search(before))


def _hour_starts(reading: Reading) -> list[int]:
    return sorted([*reading.tokens.numbers, *reading.tokens.of(_HOUR_WORDS)])


def _minute_starts(reading: Reading) -> list[int]:
    tokens = reading.tokens
    article = ("A",) if "QUARTER" in tokens.words else ()
    return sorted([*tokens.numbers, *tokens.of(_MINUTE_STARTS), *tokens.of(article)])


def _minutes_past_and_to(reading: Reading) -> Iterator[Candidate]:
    starts = _minute_starts(reading)
    if "PAST" in reading.tokens.words or "MIDNIGHT" in reading.upper:
        for found in reading.matches(_PAST, starts):
            yield _spoken(reading, found.span(), found[2], _minutes(found[1]), CERTAIN)
    if reading.tokens.has(("TO", "BEFORE")):
        yield from _minutes_to(reading, starts)


def _minutes_to(reading: Reading, starts: list[int]) -> Iterator[Candidate]:
    for found in reading.matches(_TO, starts):
        minutes, named, hour, part = found.groups()
        before = reading.before(found.start())
        plain = not named and not part and "QUARTER" not in minutes
        if "HALF" in minutes or _QUANTITY_AFTER.match(reading.after(found.end())):
            continue
        if plain and (not _TIME_WORD_BEFORE.search(before) or _RANGE_BEFORE.search(before)):
            continue
        if plain and ("BEFORE" in found[0] or _minutes(minutes) not in {5, 10, 20, 25}):
            continue
        yield _spoken(reading, found.span(), hour, -_minutes(minutes), CUED)


def _over_the_radio(reading: Reading) -> Iterator[Candidate]:
    """``nineteen hours``, ``twenty-two hundred hours``: the clock as it is said over the radio."""
    if not reading.tokens.has(("HOURS", "HRS")):
        return
    for found in reading.matches(_RADIO, reading.tokens.of(_RADIO_STARTS)):
        hour = _count(found[1])
        minute = 0 if not found[2] or found[2] == "HUNDRED" else _count(found[2])
        said_as_clock = found[2] is not None or (
            hour >= 13
            and _CLOCK_BEFORE.search(reading.before(found.start()))
            and not _DURATION_BEFORE.search(reading.before(found.start()))
            and not _DURATION_AFTER.match(reading.after(found.end()))
        )
        if said_as_clock and hour <= 23 and minute < 60:
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
    reading: Reading, span: tuple[int, int], hour: str, minutes: int, confidence: float
) -> Candidate:
    if hour in {"MIDNIGHT", "MIDDAY", "NOON"}:
        past = ((0 if hour == "MIDNIGHT" else 720) + minutes) % 1440
        value = {"time": f"{past // 60:02}:{past % 60:02}"}
    else:
        number = int(hour) if hour.isdigit() else UNITS[hour]
        past = ((number % 12) * 60 + minutes) % 720
        later = _is_later(reading, span, number)
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


def _is_later(reading: Reading, span: tuple[int, int], hour: int) -> bool | None:
    """Whether it is after noon; None where the words do not say."""
    letters = reading.upper[span[0] : span[1]].replace(".", "")
    if letters.endswith(("AM", "PM")):
        return letters.endswith("PM")
    part = _PART_OF_DAY.match(reading.after(span[1]))
    if not part:
        return None
    if part[1] == "MORNING":
        return False
    return 5 <= hour < 12 if part[1] == "NIGHT" else True
