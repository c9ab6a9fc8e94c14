"""Clock times as notes set them down: bare figures behind a word of the record, or in a run.

``Interview suspended 1424``, ``Stopping there, 1458``, ``Update from DS Chase 1850:``, ``Tuesday 3
February, 0605:``, ``1.06 1.07 1.09``. Four bare figures are many other things besides, so each of
these needs the words or the company that make them a time.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from models.inference.identifiers.monthnames import MONTH, WEEKDAY
from models.inference.identifiers.reading import Reading

_FOUR = r"([01][0-9]|2[0-3])([0-5][0-9])(?![0-9A-Z]|[,.:/-][0-9]|[ ]?[%£€])"
_NUMBER = re.compile(rf"(?<![0-9A-Z:./£€$,-]){_FOUR}")
# What an interview, a call or a duty does; the last are also said of a shop or a pub, and of years.
_RECORDED = re.compile(
    r"\b(?:(?:COMMENCED|CONCLUDED|SUSPENDED|RESUMED|TERMINATED|(?:TIME|TAPE|RECORDING|INTERVIEW)[ ]"
    r"(?:STARTED|ENDED|ON|OFF)|(?:ON|OFF|BOOKED (?:ON|OFF))[ ]DUTY)|"
    r"((?:CALL|LINE|LOG)[ ](?:OPENED|CLOSED)|OPENED|CLOSED|ARRIVED|STOPPED|STOPPING|FINISHED|"
    r"FINISHING|ENDED|ENDING))(?:[ ](?:HERE|THERE|AGAIN))?[,:]?[ ]\Z"
)
_UPDATE = re.compile(
    r"(?:\A|\n)[ ]{0,4}(?:FURTHER[ ]|LATER[ ])?(?:UPDATE|MESSAGE|CALL|REPORT|RADIO|TRANSMISSION|"
    r"INFORMATION)(?:[ ](?:FROM|BY|OF|VIA)[ ][A-Z0-9' -]{2,40})?[ ,]{1,2}\Z"
)
_DAY_BEFORE = re.compile(
    rf"(?:\b[0-9]{{1,2}}(?:ST|ND|RD|TH)?[ ]{MONTH}|\b(?:{WEEKDAY})[ ][0-9]{{1,2}}[/.][0-9]{{1,2}}"
    rf"[/.][0-9]{{2,4}})[.,][ ]\Z"
)
# "The call opened 2014" may be a time; "my employment ended 2012" is a year.
_YEAR = re.compile(r"19[0-5][0-9]|20[0-3][0-9]")
_OF_THE_RECORD = re.compile(
    r"\b(?:INTERVIEW|TAPE|TIME|RECORDING|DUTY|CALL|LINE|LOG)\b[^.!?\n]{0,40}\Z|"
    r"(?:\A|\n|[.;!?][ ])(?:COMMENCED|CONCLUDED|SUSPENDED|RESUMED|TERMINATED|ARRIVED|STOPPED|"
    r"STOPPING|FINISHED|FINISHING|ENDED|ENDING)(?:[ ](?:HERE|THERE|AGAIN))?[,:]?[ ]\Z"
)
# "His number ended 0412" tells how a number ends, "off duty 2300 miles away" how far it is.
_LAST_DIGITS = re.compile(
    r"\b(?:NUMBER|PHONE|MOBILE|CARD|ACCOUNT|REG|PLATE|SERIAL|IMEI|DIGITS|CODE|PIN)\b"
    r"[^.!?\n]{0,40}\b(?:FINISH|END|STOPP)[A-Z]{2,3},?[ ]\Z"
)
_COUNTED_AFTER = re.compile(
    r"\A[ ](?:PEOPLE|METRES?|MILES?|YARDS?|FEET|POUNDS?|QUID|EUROS?|TIMES|MEN|WORDS|DAYS|MINUTES|"
    r"PAGES|ITEMS|SECONDS|FRAMES|BOXES|TONNES?|OF)(?![A-Z])"
)
_SET_OFF = re.compile(r"\A(?:[.,;:)]|\n|\Z)")
_CENTURIES = frozenset({"19", "20"})

_DOTTED = r"(?:1[0-9]|2[0-3]|0?[0-9])[.][0-5][0-9]"
_RUN = re.compile(
    rf"(?<![0-9A-Z:./£€$,-])(?<![£€$][ ]){_DOTTED}(?:[ ,]{{1,2}}(?:AND[ ])?{_DOTTED}){{2,11}}+"
    r"(?![0-9A-Z%/:-]|[.,][0-9]|[ ](?:[AP]\.?M\b|[%£€]|(?:M|CM|MM|KM|KG|G|S|MS|MPH|V|METRES?|"
    r"METERS?|SECONDS?|SECS|MINUTES|MILES?|FEET|FOOT|INCHES|LITRES?|VOLTS?|PER ?CENT|POINTS?|"
    r"POUNDS?|QUID|EUROS?|DEGREES|GRAMS|EACH|TONNES?|MG|ML|MICROGRAMS?|LBS?|OZ|PENCE|P|MILLION|"
    r"HECTARES|WIDE|LONG|DEEP|HIGH|APART|PER|AN?[ ]LITRE|OF[ ](?:THE|MY|HIS|HER|OUR|AN?))\b))"
)
_NUMBERED_OR_MEASURED = re.compile(
    r"\b(?:SECTIONS?|PARAGRAPHS?|PARAS?|CLAUSES?|RULES?|PARTS?|CHAPTERS?|VERSIONS?|FIGURES?|TABLES?|"
    r"STEPS?|ITEMS?|READINGS?|VALUES?|RATIOS?|SCORES?|MEASUR\w{2,6}|AVERAG\w{1,3}|PRICE[SD]?|ODDS|"
    r"PAID|PAY|COSTS?|BILLS?|RECEIPTS?|LAPS?|LENGTHS?|DEPTHS?|WIDTHS?|HEIGHTS?|WEIGHTS?|WEIGH(?:ED|S)|"
    r"LEVELS?|RATES?|GRID|EXHIBITS?|PHOTOS?|PHOTOGRAPHS?|IMAGES?|APPENDI(?:X|CES)|REGULATIONS?|"
    r"ARTICLES?|REFER(?:RED)?|REPORT|PETROL|DIESEL|ALCOHOL|INSTALLED)\b"
    r"[^.!?\n]{0,24}\Z"
)
_ONE = re.compile(r"([0-9]{1,2})[.]([0-9]{2})")
_WITHIN = 60  # minutes: what is told in one breath happened one thing after another
_ROUND = 5

Noted = tuple[tuple[int, int], str, str]
"""A span, and the hour and the minutes as they are written."""


def bare_in_notes(reading: Reading) -> Iterator[Noted]:
    """Four figures behind a word of the record, behind an update's heading, or behind a day."""
    for found in reading.matches(_NUMBER, reading.tokens.long):
        before, after = reading.before(found.start(), 72), reading.after(found.end())
        if _is_noted(reading, found[1], found[2], before, after):
            yield found.span(), found[1], found[2]


def _is_noted(reading: Reading, hour: str, minutes: str, before: str, after: str) -> bool:
    morning = hour[0] == "0"
    recorded = _RECORDED.search(before)
    if _LAST_DIGITS.search(before) or _COUNTED_AFTER.match(after):
        return False
    if recorded:
        if _YEAR.fullmatch(hour + minutes) and not _OF_THE_RECORD.search(before):
            return False
        # "The mill closed 1984", "it opened 1850": there only a text of such times makes it one.
        loose = recorded[1] is not None or hour in _CENTURIES
        return morning or not loose or (reading.twenty_four_hour and bool(_SET_OFF.match(after)))
    if reading.twenty_four_hour and after.startswith(":") and _UPDATE.search(before):
        return True
    # "3 February, 1805" is a year, and no year begins with a nought.
    return morning and bool(_DAY_BEFORE.search(before))


def run_of_times(reading: Reading) -> Iterator[Noted]:
    """Three times or more in a row, each later than the last and all within an hour.

    Prices rise in fives and tens, and so a run of round figures is none.
    """
    for found in reading.matches(_RUN, reading.tokens.signed):
        each = list(_ONE.finditer(found[0]))
        minutes = [int(one[1]) * 60 + int(one[2]) for one in each]
        rising = all(first < second for first, second in pairwise(minutes))
        if not rising or minutes[-1] - minutes[0] > _WITHIN:
            continue
        if _NUMBERED_OR_MEASURED.search(reading.before(found.start())):
            continue
        if all(minute % _ROUND == 0 for minute in minutes):
            continue
        for one in each:
            yield (found.start() + one.start(), found.start() + one.end()), one[1], one[2]
