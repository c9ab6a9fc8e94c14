"""Feasts, holidays and other days known by name, with or without their year."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from models.inference.identifiers.calendar_values import partial
from models.inference.identifiers.candidate import Candidate, checked
from models.inference.identifiers.monthnames import FULL_WEEKDAY, WEEKDAY_NAMES
from models.inference.identifiers.reading import END, START, WS, Reading

_FIXED = {
    "CHRISTMAS DAY": (12, 25), "CHRISTMAS EVE": (12, 24), "BOXING DAY": (12, 26),
    "NEW YEAR'S DAY": (1, 1), "NEW YEARS DAY": (1, 1), "NEW YEAR'S EVE": (12, 31),
    "NEW YEARS EVE": (12, 31), "VALENTINE'S DAY": (2, 14), "VALENTINES DAY": (2, 14),
    "HALLOWEEN": (10, 31), "HALLOWE'EN": (10, 31), "BONFIRE NIGHT": (11, 5),
    "GUY FAWKES NIGHT": (11, 5), "ST PATRICK'S DAY": (3, 17), "ST PATRICKS DAY": (3, 17),
    "ST GEORGE'S DAY": (4, 23), "ST ANDREW'S DAY": (11, 30), "ST DAVID'S DAY": (3, 1),
    "BURNS NIGHT": (1, 25), "TWELFTH NIGHT": (1, 5), "ST STEPHEN'S DAY": (12, 26),
    "ST STEPHENS DAY": (12, 26), "ST SWITHIN'S DAY": (7, 15), "GUY FAWKES": (11, 5),
    "CANDLEMAS": (2, 2), "LAMMAS": (8, 1), "MARTINMAS": (11, 11), "EPIPHANY": (1, 6),
    "ALL SAINTS' DAY": (11, 1), "ALL SAINTS DAY": (11, 1), "ALL SOULS' DAY": (11, 2),
    "ALL SOULS DAY": (11, 2), "REMEMBRANCE DAY": (11, 11), "XMAS DAY": (12, 25),
    "XMAS EVE": (12, 24), "NEW YEAR'S NIGHT": (12, 31), "SINTERKLAAS": (12, 5),
    "BABA MARTA": (3, 1), "APRIL FOOL'S DAY": (4, 1),
    "APRIL FOOLS DAY": (4, 1), "HOGMANAY": (12, 31), "ARMISTICE DAY": (11, 11),
}  # fmt: skip
# Days counted from Easter Sunday.
_MOVEABLE = {
    "SHROVE TUESDAY": -47, "PANCAKE DAY": -47, "ASH WEDNESDAY": -46, "PALM SUNDAY": -7,
    "MAUNDY THURSDAY": -3, "GOOD FRIDAY": -2, "EASTER SATURDAY": -1, "EASTER SUNDAY": 0,
    "EASTER DAY": 0, "EASTER MONDAY": 1, "MOTHERING SUNDAY": -21, "WHITSUN": 49, "WHIT SUNDAY": 49,
    "WHIT MONDAY": 50, "PENTECOST": 49, "ASCENSION DAY": 39, "CORPUS CHRISTI": 60,
}  # fmt: skip
_SPANS = (
    "CHRISTMAS", "EASTER", "NEW YEAR", "EID", "DIWALI", "DEEPAVALI", "RAMADAN", "HANUKKAH",
    "PASSOVER", "VAISAKHI", "REMEMBRANCE SUNDAY", "MOTHER'S DAY", "MOTHERS DAY", "FATHER'S DAY",
    "FATHERS DAY", "BLACK FRIDAY", "YOM KIPPUR", "SPRING FESTIVAL", "MICHAELMAS", "RED NOSE DAY",
    "LUNAR NEW YEAR", "THANKSGIVING", "HOLI", "NAVRATRI", "CHINESE NEW YEAR", "CHANUKAH",
    "CHANUKKAH", "PESACH", "PURIM", "SUKKOT", "SUKKOS", "SHAVUOT", "NOWRUZ", "NAWROZ", "NEWROZ",
    "NAVROZ", "NOROOZ", "YALDA", "SONGKRAN", "PONGAL", "THAI PONGAL", "TEEJ", "DASHAIN", "TIHAR",
    "DUSSEHRA", "DURGA PUJA", "RAKSHA BANDHAN", "RAKHI", "VESAK", "WESAK", "CHING MING", "QINGMING",
    "MID-AUTUMN FESTIVAL", "MESKEL", "TIMKAT", "ENKUTATASH", "BAYRAM", "ASHURA", "MUHARRAM",
    "MAWLID",
    "EID AL-FITR", "EID UL-FITR", "EID AL-ADHA", "EID UL-ADHA", "UP HELLY AA", "COMMON RIDING",
    "ORTHODOX EASTER", "CYBER MONDAY", "XMAS", "ALL SAINTS", "ALL SOULS", "FRESHERS WEEK",
    "FRESHERS' WEEK", "MARDI GRAS", "GURPURAB", "T\u1ebeT", "T\u1ebfT",
    "ROSH HASHANAH", "ELEVENTH NIGHT",
)  # fmt: skip
_NAMES = "|".join(
    re.escape(name).replace(r"\ ", WS)
    for name in sorted([*_FIXED, *_MOVEABLE, *_SPANS], key=len, reverse=True)
)
_SAINTS_DAY = re.compile(
    rf"{START}(?:THE )?((?:FEAST OF ST\.? [A-Z]{{3,12}})|ST\.? [A-Z]{{3,12}}'?S (?:DAY|EVE|"
    rf"NIGHT)){END}(?!')"
    r"(?:,?[ ]((?:19|20)[0-9]{2})(?![0-9]|[ ]?(?:HOURS|HRS)))?"
)
_DAY_BEFORE = rf"(?:{FULL_WEEKDAY}(?![A-Z])[ ,]{{1,2}})?"
_FEAST = re.compile(
    rf"{START}{_DAY_BEFORE}({_NAMES})(?:{END}|(?='S))(?:,?{WS}((?:19|20)[0-9]{{2}})"
    rf"(?![0-9]|[ ]?(?:HOURS|HRS)))?"
)
_BANK_HOLIDAY = re.compile(
    rf"{START}(?:{FULL_WEEKDAY}[ ])?(?:(?:AUGUST|MAY|EASTER|SPRING|SUMMER)[ ])?BANK{WS}HOLIDAY"
    rf"(?:{WS}{FULL_WEEKDAY})?(?:[ ]((?:19|20)[0-9]{{2}})(?![0-9]|[ ]?(?:HOURS|HRS)))?{END}"
)
_FIRST_WORDS = sorted(
    {re.split(r"[ '-]", name)[0] for name in (*_FIXED, *_MOVEABLE, *_SPANS)}
    | {name.upper() for name in WEEKDAY_NAMES}
    | {"T"}  # of T\u1ebft, which has a letter beyond ASCII in it
)
_BEFORE_BANK = (
    *(name.upper() for name in WEEKDAY_NAMES),
    "AUGUST", "MAY", "EASTER", "SPRING", "SUMMER", "BANK",
)  # fmt: skip
_NOT_A_DAY = re.compile(
    r"\A(?:[ -](?:PARTY|PARTIES|TREES?|CAKES?|PRESENTS?|CARDS?|DINNER|JUMPERS?|LIGHTS?|SHOPPING|"
    r"EGGS?|BUNNY|"
    r"GIFTS?|TRADING|BONUS|SONGS?|MARKETS?|ISLAND|ROAD|STREET|DECORATIONS|PUDDING|MONEY|COSTUMES?|"
    r"OUTFITS?|HOLIDAYS?|BREAK|ROSE|DO|SHOW|PLAY|CONCERT|FAIR|STOCKINGS?|LUNCH|PAPER|SHOPPERS|"
    r"WORKS|MEAL|NIGHT OUT|CAROLS?|CLUB|BAUBLES?|CRACKERS?|TEMPS?|STAFF|FESTIVE)(?![A-Z]))"
)
_PLACE_OR_NAME_BEFORE = re.compile(r"\b(?:FATHER|HAPPY|MERRY|MR|MRS|MISS|MS|A)[ ]\Z")


def feasts(reading: Reading) -> Iterator[Candidate]:
    """Named days: with their year they are worked out to the day where the calendar allows."""
    for found in reading.matches(_FEAST, reading.tokens.of(_FIRST_WORDS)):
        name = re.sub(r"\s+", " ", found[1])
        if _NOT_A_DAY.match(reading.after(found.end())):
            continue
        if name in _SPANS and _PLACE_OR_NAME_BEFORE.search(reading.before(found.start(1))):
            continue
        yield _judged(reading, found.span(), name, (found[2] or "").strip())
    for found in reading.matches(_SAINTS_DAY, reading.tokens.of(("FEAST", "ST"))):
        if re.sub(r"\s+", " ", found[1]) not in _FIXED:
            value = {"feast": found[1].lower()} | ({"iso": found[2]} if found[2] else {})
            yield partial((found.start(1), found.end()), value, "a saint's day")
    for found in reading.matches(_BANK_HOLIDAY, reading.tokens.of(_BEFORE_BANK)):
        value = {"feast": "bank holiday"} | ({"iso": found[1]} if found[1] else {})
        yield partial(found.span(), value, "a bank holiday")


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _in_year(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return easter(year) + timedelta(days=_MOVEABLE[name])


def _judged(reading: Reading, span: tuple[int, int], name: str, year: str) -> Candidate:
    value = {"feast": name.lower()}
    if not year:
        if name in _FIXED:
            value["iso"] = "--{:02}-{:02}".format(*_FIXED[name])
        written_on = reading.written_on
        if written_on and (name in _FIXED or name in _MOVEABLE) and written_on.year > 1:
            this, last = (_in_year(name, written_on.year - back) for back in (0, 1))
            value["proposed"] = (this if this <= written_on else last).isoformat()
        return partial(span, value, "a day known by name")
    if name in _FIXED or name in _MOVEABLE:
        value["iso"] = _in_year(name, int(year)).isoformat()
    else:
        value["iso"] = year
        return partial(span, value, "a feast with its year")
    return checked(
        "DATE", span, holds=True, why="a day known by name, with its year", value=value, cued=True
    )
