"""Days that share one month: ``22 to 29 December``, ``2, 9 and 16 December 2025``."""

import re
from collections.abc import Iterator

from models.inference.identifiers.calendar_values import Day, full_year, judged_day
from models.inference.identifiers.candidate import Candidate
from models.inference.identifiers.monthnames import MONTH, MONTHS
from models.inference.identifiers.reading import START, WS, Reading

_DAY = r"[0-9]{1,2}(?:ST|ND|RD|TH)?(?![A-Z0-9/:])"
_LIST = re.compile(
    rf"{START}(?<![0-9/:.,£€$-])((?:{_DAY}(?:[ ]?,[ ]?)){{0,5}}{_DAY})"
    rf"(?:{WS}(?:AND|TO|OR|UNTIL|TILL|THROUGH|&){WS}(?:THE[ ])?|[ ]?-[ ]?){_DAY}(?:{WS}|[ ]?)"
    rf"(?:OF[ ])?({MONTH})(?![A-Z])(?:[ ,]{{1,2}}((?:19|20)[0-9]{{2}}|'[0-9]{{2}})(?![0-9]))?"
)
_EACH = re.compile(r"([0-9]{1,2})(?:ST|ND|RD|TH)?")
_OTHER_NUMBER = re.compile(
    r"\b(?:FLAT|UNIT|NO\.?|NUMBERS?|ROOMS?|AGED?|PAGES?|PLATFORMS?|BETWEEN THE HOURS OF|FROM ABOUT|"
    r"HOUSES?)[ ]\Z"
)
_WORD_LIKE = frozenset({"MAY", "MARCH", "MAR", "SEP", "DEC", "JAN"})


def days_of_one_month(reading: Reading) -> Iterator[Candidate]:
    """Each day of such a list but the last, which stands with its month as any other date."""
    for found in reading.matches(
        _LIST, reading.tokens.numbers, reading.tokens.pairs, reading.tokens.mixed
    ):
        days, month, year = found.groups()
        if _OTHER_NUMBER.search(reading.before(found.start())):
            continue
        shown = reading.cased(*found.span(2))
        if month in _WORD_LIKE and not shown[0].isupper() and not reading.muted:
            continue
        whole = full_year(reading, year.lstrip("'")) if year else None
        for one in _EACH.finditer(days):
            day = int(one[1])
            if 1 <= day <= 31:
                span = (found.start(1) + one.start(), found.start(1) + one.end())
                yield judged_day(reading, span, Day(day=day, month=MONTHS[month], year=whole))
