"""The format of registration marks in use since September 2001, and how a scan misreads it."""

import re
from itertools import product

from models.inference.identifiers.reading import Reading

TAG = re.compile(r"[A-HJ-PR-Y]{2}")
TAIL = re.compile(r"[A-HJ-PR-Z]{3}")
_FIRST_YEAR_IN_SEPTEMBER = 51
_LETTER_FOR = {"0": "O", "5": "S", "8": "B", "4": "A", "6": "G"}
_DIGIT_FOR = {"O": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}


def fault_in(reading: Reading, tag: str, age: str, tail: str) -> str:
    """What is wrong with a mark in three parts, in words, or an empty string."""
    if not TAG.fullmatch(tag):
        return "the first two letters are not used for any area (I, Q and Z never are)"
    if not TAIL.fullmatch(tail):
        return "the last three letters hold an I or a Q, which are never used"
    return fault_in_age(reading, age)


def fault_in_age(reading: Reading, age: str) -> str:
    """What is wrong with the two digits of a mark's age, in words, or an empty string."""
    number = int(age)
    if number < 2 or number == _FIRST_YEAR_IN_SEPTEMBER - 1:
        return "no mark has this age number: they began with 51 and 02"
    if issued_from(age) > _written_by(reading):
        return "the age number is later than the statement"
    return ""


def issued_from(age: str) -> str:
    """The month from which marks with this age number were issued, as YYYY-MM."""
    number = int(age)
    september = number >= _FIRST_YEAR_IN_SEPTEMBER
    return f"20{number - 50:02}-09" if september else f"20{number:02}-03"


def _written_by(reading: Reading) -> str:
    written_on = reading.written_on
    return f"{written_on:%Y-%m}" if written_on else f"{reading.latest_year}-12"


def meant_by(reading: Reading, written: str) -> str:
    """The one mark that seven characters become by turning one or two look-alikes, or nothing."""
    choices = [
        (character, (_DIGIT_FOR if place in (2, 3) else _LETTER_FOR).get(character, character))
        for place, character in enumerate(written)
    ]
    answers: dict[int, set[str]] = {}
    for turned in product(*({first, second} for first, second in choices)):
        mark = "".join(turned)
        changes = sum(new != old for new, old in zip(mark, written, strict=True))
        whole = mark[:2].isalpha() and mark[2:4].isdigit() and mark[4:].isalpha()
        if 1 <= changes <= 2 and whole and not fault_in(reading, mark[:2], mark[2:4], mark[4:]):
            answers.setdefault(changes, set()).add(mark)
    nearest = answers.get(1) or answers.get(2) or set()
    return nearest.pop() if len(nearest) == 1 else ""
