"""Short sentences with times, money, vehicles, weapons, drugs and addresses, from fixed patterns.

Public sets hardly mark these. They only introduce the labels; the corpus teaches them.
"""

import random
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

from models.training.names import WORDLISTS

if TYPE_CHECKING:
    from models.training.synthesis import Lists

Marks = list[tuple[int, int, str]]

_WORDS = tomllib.loads((WORDLISTS / "phrases.toml").read_text(encoding="utf-8"))
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
_SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}


def sentence(lists: "Lists", chance: random.Random) -> tuple[str, Marks]:
    """Return one sentence and its marks (start, end, label)."""
    text = ""
    marks: Marks = []
    for piece in chance.choice(_WORDS["patterns"]).split("{"):
        label, closed, rest = piece.partition("}")
        if not closed:
            text += piece
            continue
        value = _MAKERS[label](lists, chance)
        marks.append((len(text), len(text) + len(value), label))
        text += value + rest
    return text, marks


def _one(kind: str, chance: random.Random) -> str:
    return str(chance.choice(_WORDS[kind]))


def _vehicle(_lists: "Lists", chance: random.Random) -> str:
    make = _one("makes", chance)
    if chance.random() < 0.6:
        make += " " + _one("bodies", chance)
    roll = chance.random()
    if roll < 0.15:
        return make
    older = chance.choice(["old ", "newish ", "dirty ", "dark ", "light "]) if roll > 0.8 else ""
    return f"{older}{_one('colours', chance)} {make}"


def _money(_lists: "Lists", chance: random.Random) -> str:
    amount = chance.choice(
        [chance.randint(1, 99), chance.randint(1, 99) * 10, chance.randint(1, 40) * 500]
    )
    tens = chance.choice(["twenty", "forty", "fifty", "thirty", "eighty"])
    return chance.choice(
        [
            f"£{amount:,}",
            f"£{amount}.{chance.randint(0, 99):02}",
            f"{amount} pounds",
            f"{amount} quid",
            f"{chance.choice(_HOURS)} hundred pounds",
            f"{tens} {chance.choice(['quid', 'pounds'])}",
            _one("spoken_amounts", chance),
            f"{amount} euros",
        ]
    )


def _time(_lists: "Lists", chance: random.Random) -> str:
    hour, minute = chance.randint(0, 23), chance.randint(0, 59)
    twelve = hour % 12 or 12
    half = chance.choice(["am", "pm", "a.m.", "p.m.", " am", " pm"])
    return chance.choice(
        [
            f"{hour:02}:{minute:02} hours",
            f"{hour:02}{minute:02} hours",
            f"{hour:02}{minute:02}hrs",
            f"{hour:02}:{minute:02}",
            f"{hour:02}:{minute:02}hours",
            f"{twelve}.{minute:02}{half}",
            f"{twelve}:{minute:02}{half}",
            f"{twelve}{half}",
            f"{_one('past_or_to', chance)} {chance.choice(_HOURS)}",
            f"{chance.choice(_HOURS)} o'clock",
            _one("spoken_times", chance),
        ]
    )


def _date(_lists: "Lists", chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1955, 2026)
    suffix, name = _SUFFIXES.get(day, "th"), _MONTHS[month - 1]
    return chance.choice(
        [
            f"{day}{suffix} {name} {year}",
            f"{day} {name} {year}",
            f"{chance.choice(_DAYS)} {day}{suffix} {name} {year}",
            f"{chance.choice(_DAYS)} {day} {name}",
            f"{day:02}/{month:02}/{year}",
            f"{day:02}.{month:02}.{year % 100:02}",
            f"{name} {year}",
            f"{day}{suffix} of {name}",
            f"{year}",
            chance.choice(_DAYS),
            f"Christmas Day {year}",
        ]
    )


def _place(lists: "Lists", chance: random.Random) -> str:
    street, town = chance.choice(lists.streets), chance.choice(lists.places)
    number = chance.randint(1, 240)
    inward = "".join(chance.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    code = f"{_one('codes', chance)}{chance.randint(1, 28)} {chance.randint(1, 9)}{inward}"
    return chance.choice(
        [
            f"{number} {street}, {town} {code}",
            f"{number} {street}, {town}",
            f"{number} {street}",
            f"Flat {number % 40 + 1}, {number} {street}, {town}, {code}",
            street,
            street,
            town,
            town,
            f"{town} {_one('institutions', chance)}",
            _one("pubs", chance),
        ]
    )


def _person(lists: "Lists", chance: random.Random) -> str:
    names = lists.draw(chance)
    given, family = chance.choice(names.given), chance.choice(names.family)
    title, rank = _one("titles", chance), _one("ranks", chance)
    return chance.choice(
        [
            f"{given} {family}",
            f"{given} {family}",
            f"{given} {family}",
            given,
            f"{given} {family.upper()}",
            f"{family}, {given}",
            f"{title} {family}",
            f"{title} {given} {family}",
            f"{rank} {family}",
            f"{rank} {chance.randint(10, 9999)} {family.upper()}",
            f"{given[0]} {family}",
            f"{given} {chance.choice(names.given)} {family}",
        ]
    )


def _body(lists: "Lists", chance: random.Random) -> str:
    return chance.choice(
        [
            f"{chance.choice(lists.places)} {_one('town_bodies', chance)}",
            f"{chance.choice(lists.draw(chance).family)} {_one('family_firms', chance)}",
            _one("organisations", chance),
        ]
    )


_MAKERS: dict[str, Callable[["Lists", random.Random], str]] = {
    "VEHICLE": _vehicle,
    "WEAPON": lambda _lists, chance: _one("weapons", chance),
    "DRUG": lambda _lists, chance: _one("drugs", chance),
    "MONEY": _money,
    "TIME": _time,
    "DATE": _date,
    "LOCATION": _place,
    "PERSON": _person,
    "ORG": _body,
}
