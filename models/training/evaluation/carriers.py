"""Stretches of statements whose people are given other names, the same for every group of names.

A stretch is whole sentences that fit into one window of the model; a statement's stretches count
as one statement wherever chance is reckoned with.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.inference.sentences import split
from models.inference.surfaces import words
from models.training.corpus import Statement
from models.training.corpus_stage import example
from models.training.datasets import Example, Span
from models.training.synthesis import Lists, Names, swapped

STRETCH = 80
"""Words: within one window of the model, and densely named, so that many names can be tried."""
FEWEST_NAMES = 3
"""Mentions of people that a stretch needs."""
SHORT = 3
"""Letters."""
_GIVEN, _FAMILY = "Quixgiven", "Quixfamily"
_STAND_INS = Lists(names={"": Names((_GIVEN,), (_FAMILY,))}, places=(), streets=())
_STAND_IN = re.compile("quix(?:given|family)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A mention of a person that can bear another name.

    ``shape`` is the mention with its names blotted out, word by word: true where a name stands.
    """

    span: int
    shape: tuple[bool, ...]
    is_given: bool

    @property
    def length(self) -> str:
        """How many words of name it has, in words."""
        names = sum(self.shape)
        if names == 1:
            return "one name alone" if len(self.shape) == 1 else "one name with a title"
        return "two names" if names == 2 else "three names or more"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A stretch of a statement, by the statement's number, and the mentions to be renamed."""

    statement: int
    example: Example
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A stretch with other names, and the places that are asked for."""

    carrier: Carrier
    text: str
    slots: tuple[tuple[Slot, Span], ...]


def carriers(chosen: Sequence[Statement]) -> list[Carrier]:
    """Cut statements into stretches and keep those with enough names."""
    kept = []
    for number, statement in enumerate(chosen):
        whole = example(statement)
        for start, end in stretches(whole.text):
            piece = cut(whole, start, end)
            slots = slots_of(piece)
            if len(slots) >= FEWEST_NAMES:
                kept.append(Carrier(number, piece, slots))
    return kept


def stretches(text: str) -> list[tuple[int, int]]:
    """Return stretches of whole sentences, each as many as ``STRETCH`` words allow."""
    found: list[tuple[int, int]] = []
    held = 0
    for start, end in split(text, [(0, len(text))]):
        count = words(text[start:end])
        if found and held + count <= STRETCH:
            found[-1] = (found[-1][0], end)
            held += count
        else:
            found.append((start, end))
            held = count
    return found


def cut(whole: Example, start: int, end: int) -> Example:
    """Return a stretch of an example with the spans that lie in it."""
    return replace(
        whole,
        text=whole.text[start:end],
        spans=tuple(
            Span(one.start - start, one.end - start, one.label)
            for one in whole.spans
            if start <= one.start and one.end <= end
        ),
        masked=(),
        facts=(),
    )


def slots_of(piece: Example) -> tuple[Slot, ...]:
    """Return the mentions whose names change when stand-ins are put in."""
    with_stand_ins = swapped(piece, _STAND_INS, random.Random(0))
    slots = []
    for number, span in enumerate(with_stand_ins.spans):
        surface = with_stand_ins.text[span.start : span.end]
        shape = tuple(bool(_STAND_IN.search(word)) for word in surface.split())
        if span.label == "PERSON" and any(shape):
            slots.append(Slot(number, shape, _GIVEN.lower() in surface.lower()))
    return tuple(slots)


def renamed(
    stretched: Sequence[Carrier],
    lists: Lists,
    *,
    seed: str,
    fewest: int,
    given_only: bool = False,
    change: Callable[[str], str] | None = None,
) -> list[Renamed]:
    """Give the people of stretches other names, round after round, until enough are asked for.

    How many stretches that takes depends on them alone, never on the names.

    Args:
        stretched: the stretches.
        lists: the names.
        seed: what the draw of names depends on, beside the stretch and the round.
        fewest: how many names are asked for at least.
        given_only: ask only for mentions with a given name.
        change: changes each letter of the text for another one, such as to CAPITALS.
    """
    texts: list[Renamed] = []
    asked = round_ = 0
    while asked < fewest and any(one.slots for one in stretched):
        for number, carrier in enumerate(stretched):
            slots = [slot for slot in carrier.slots if slot.is_given or not given_only]
            if asked >= fewest or not slots:
                continue
            # Strings seed the same draw on every machine.
            new = swapped(carrier.example, lists, random.Random(f"{seed} {round_} {number}"))
            text = each_letter(new.text, change) if change else new.text
            texts.append(Renamed(carrier, text, tuple((s, new.spans[s.span]) for s in slots)))
            asked += len(slots)
        round_ += 1
        if not asked:
            break
    return texts


def each_letter(text: str, change: Callable[[str], str]) -> str:
    """Change letter by letter, leaving those that would become more than one."""
    return "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


def is_short(slot: Slot, surface: str) -> bool:
    """Whether all the names in a renamed mention have at most ``SHORT`` letters."""
    pairs = zip(slot.shape, surface.split(), strict=False)
    return all(len(word) <= SHORT for is_name, word in pairs if is_name)
