"""Variety for training: swapped names and places, lost capitals, scanner noise, rare labels.

Everything draws from a given ``random.Random``, so that one seed gives one training set.
"""

import csv
import gzip
import random
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.training.datasets import LABELS, Example, Span
from models.training.names import WORDLISTS, communities

_TITLES_TEXT = """
mr mrs ms miss mx dr prof professor sir dame lord lady pc dc ds di dci ps sgt sergeant constable
inspector pcso judge hhj father fr sister rev imam rabbi nurse auntie uncle aunt det detective
chief superintendent coach master
"""
_TITLES = frozenset(_TITLES_TEXT.split())
_PARTICLES_TEXT = """
de da van von der den la le bin binti ibn al el ul ur begum bint o' mac
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_WORDS_SHARE, _NEAR_SHARE = 0.2, 0.45
_LOOKALIKE = {
    "l": "1I|", "I": "l1", "1": "lI", "O": "0", "0": "O", "o": "0c", "e": "c", "c": "e", "a": "o",
    "S": "5", "5": "S", "B": "8", "8": "B", "t": "f", "n": "h", "h": "b", "i": "l1", "u": "n",
    "g": "q", "Z": "2", "2": "Z", ".": ",", ",": ".",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """Given and family names of one origin."""

    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What names and places are drawn from.

    ``near`` are those of ``names`` that are the names of UK communities, and ``words`` names that
    are ordinary words too (Will, Sunday, Street); training draws from both more often.
    """

    names: dict[str, Names]
    places: tuple[str, ...]
    streets: tuple[str, ...]
    near: tuple[str, ...] = ()
    words: Names | None = None

    def draw(self, chance: random.Random) -> Names:
        """Return the names of one origin, each origin equally likely."""
        return self.names[chance.choice(sorted(self.names))]

    def draw_for_training(self, chance: random.Random) -> Names:
        """Return the names of one origin, or those that are words, as often as they are taught.

        The origins are uneven in what is found of them, and what tells a name that is a word is
        its use alone: on the development part "Sunday" as a name was never found before.
        """
        roll = chance.random()
        if self.words is not None and roll < _WORDS_SHARE:
            return self.words
        if self.near and roll < _WORDS_SHARE + _NEAR_SHARE:
            return self.names[chance.choice(self.near)]
        return self.draw(chance)


def read_lists(folder: Path) -> Lists:
    """Read the name and place lists under ``folder``. Raises FileNotFoundError."""
    names = {origin: Names(*map(tuple, parts)) for origin, parts in communities().items()}
    given: dict[str, list[str]] = {}
    family: dict[str, list[str]] = {}
    for into, file in (
        (given, "common-forenames-by-country.csv"),
        (family, "common-surnames-by-country.csv"),
    ):
        with (folder / "names" / file).open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                name = row["Romanized Name"] or row["Localized Name"]
                if name and name.isascii() and name.isalpha():
                    into.setdefault(row["Country"], []).append(name)
    for country in sorted(given.keys() & family.keys()):
        if len(given[country]) >= 10 and len(family[country]) >= 10:
            names[country] = Names(tuple(given[country]), tuple(family[country]))
    with (folder / "names" / "ons_firstnames_by_decade_1904_2024.csv").open(newline="") as rows:
        ons = tuple(sorted({row["name"] for row in csv.DictReader(rows)}))
    names["ons"] = Names(ons, names["english"].family)
    with (folder / "places" / "places.csv").open(encoding="utf-8", newline="") as rows:
        places = tuple(
            row["name"] for row in csv.DictReader(rows) if row["type"] != "Other Settlement"
        )
    with gzip.open(folder / "streets" / "uk_streets_police_2018_2019.csv.gz", "rt") as rows:
        streets = tuple(row["street"] for row in csv.DictReader(rows) if row["street"])
    table = tomllib.loads((WORDLISTS / "word_names.toml").read_text(encoding="utf-8"))
    return Lists(
        names=names,
        places=places,
        streets=streets,
        near=tuple(sorted(communities())),
        words=Names(tuple(table["given"].split()), tuple(table["family"].split())),
    )


def swapped(example: Example, lists: Lists, chance: random.Random) -> Example:
    """Give the people of a text other names, word for word, and its towns other towns."""
    people: dict[str, str] = {}
    places: dict[str, str] = {}
    known = set(lists.places)
    names = lists.draw_for_training(chance)
    pieces: list[tuple[int, int, str]] = []
    ends = 0
    for span in example.spans:
        if span.start < ends:
            continue
        surface = example.text[span.start : span.end]
        if span.label == "PERSON":
            if chance.random() < 0.15:
                names = lists.draw_for_training(chance)
            pieces.extend(_renamed(span, surface, people, names, chance))
            ends = span.end
        elif span.label == "LOCATION" and surface in known:
            new = places.setdefault(surface, chance.choice(lists.places))
            pieces.append((span.start, span.end, new))
            ends = span.end
    return rewritten(example, pieces)


def _renamed(
    span: Span, surface: str, people: dict[str, str], names: Names, chance: random.Random
) -> list[tuple[int, int, str]]:
    words = [
        word
        for word in _WORD.finditer(surface)
        if word[0].lower() not in _TITLES | _PARTICLES
        and (len(word[0]) > 1)
        and word[0][0].isupper()
    ]
    titled = bool(words) and words[0].start() > 0
    pieces = []
    for index, word in enumerate(words):
        key = word[0].lower()
        if key not in people:
            family = index > 0 if len(words) > 1 else titled
            people[key] = chance.choice(names.family if family else names.given)
        new = people[key].upper() if word[0].isupper() else people[key]
        pieces.append((span.start + word.start(), span.start + word.end(), new))
    return pieces


def rewritten(example: Example, pieces: Sequence[tuple[int, int, str]]) -> Example:
    """Replace ``pieces`` (start, end, new text; sorted, apart) and move every span along."""
    if not pieces:
        return example
    text: list[str] = []
    position = 0
    for start, end, new in pieces:
        text.extend((example.text[position:start], new))
        position = end
    text.append(example.text[position:])

    def moved(offset: int, *, is_end: bool) -> int:
        shift = 0
        for start, end, new in pieces:
            if end <= offset:
                shift += len(new) - (end - start)
            elif start < offset:
                # Inside a piece: snap to the edge that keeps the span around the new words.
                return start + shift + (len(new) if is_end else 0)
        return offset + shift

    def spans(old: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            Span(moved(s.start, is_end=False), moved(s.end, is_end=True), s.label) for s in old
        )

    return replace(
        example,
        text="".join(text),
        spans=spans(example.spans),
        masked=spans(example.masked),
        facts=tuple(
            (moved(start, is_end=False), moved(end, is_end=True), worth)
            for start, end, worth in example.facts
        ),
    )


def recased(example: Example, chance: random.Random, share: float = 0.22) -> Example:
    """Lose the capitals of a text now and then: all CAPITALS or all lower case."""
    roll = chance.random()
    if roll < share / 2:
        return replace(example, text=_each(example.text, str.upper))
    if roll < share:
        return replace(example, text=_each(example.text, str.lower))
    return example


def scanned(example: Example, chance: random.Random, share: float = 0.08) -> Example:
    """Now and then add what scanners do: look-alike letters and hard line ends, same length."""
    if chance.random() >= share:
        return example
    rate = chance.choice((0.005, 0.015, 0.03))
    letters = list(example.text)
    wrap = chance.random() < 0.5
    column = 0
    for place, letter in enumerate(letters):
        column = 0 if letter == "\n" else column + 1
        if letter in _LOOKALIKE and chance.random() < rate:
            letters[place] = chance.choice(_LOOKALIKE[letter])
        elif wrap and letter == " " and column > 70:
            letters[place] = "\n"
            column = 0
    return replace(example, text="".join(letters))


def _each(text: str, change: Callable[[str], str]) -> str:
    """Change letter by letter, leaving those whose other case has another length."""
    return "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


def rare(lists: Lists, chance: random.Random, count: int) -> list[Example]:
    """Make short sentences for the labels that public sets lack, every label marked in full."""
    from models.training.phrases import sentence

    examples = []
    for _ in range(count):
        text, spans = "", []
        for _ in range(chance.randint(1, 4)):
            piece, marks = sentence(lists, chance)
            if text:
                text += " "
            spans += [
                Span(len(text) + start, len(text) + end, label) for start, end, label in marks
            ]
            text += piece
        examples.append(
            Example(
                source="synthetic",
                text=text,
                spans=tuple(spans),
                marked=frozenset(LABELS),
                weight=0.6,
            )
        )
    return examples
