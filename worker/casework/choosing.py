"""Choosing a case's sentences: of every statement its most salient one, then the best value.

As in the summary of one statement, a sentence is worth its salience against its words, less what is
said already, in its own statement or another. What other statements say much alike is brought in
beside it while there is room, so that accounts can be compared; what is only like it is no reason
to leave a statement out. The same statements in any order give the same choice.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.inference.surfaces import words
from worker.casework.alike import ALIKE, Alike
from worker.casework.case_summary import CaseLength
from worker.casework.testimony import Key, Testimony, Told

# How many other statements' sentences are brought in beside one.
_MOST_BESIDE = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """The sentences chosen and why, and how many words the length came to."""

    reasons: Mapping[Key, str]
    words_most: int


def choose(testimonies: Sequence[Testimony], alike: Alike, length: CaseLength) -> Chosen:
    """Choose sentences of ``testimonies``, which stand in their order."""
    filling = _Filling(testimonies, alike, length)
    filling.one_of_each()
    filling.fill()
    return Chosen(reasons=filling.why, words_most=filling.room)


@dataclass(frozen=True, slots=True)
class _Rules:
    """How the models weighed a statement's sentences: its record says."""

    power: float
    redundancy: float
    least: float


class _Filling:
    def __init__(self, testimonies: Sequence[Testimony], alike: Alike, length: CaseLength) -> None:
        self._testimonies = testimonies
        self._alike = alike
        self._counts = [[words(told.quote) for told in one.sentences] for one in testimonies]
        self._rules = [_rules(one) for one in testimonies]
        all_words = sum(one.record.summary.words_in for one in testimonies)
        self.room = min(math.floor(length.share * all_words + 1e-9), length.most_words)
        self.why: dict[Key, str] = {}
        self._left = self.room
        self._repeated: dict[Key, float] = {}

    def one_of_each(self) -> None:
        """Take the most salient sentence of every statement, whatever room there is."""
        for number, one in enumerate(self._testimonies):
            keys = [(number, place) for place in range(len(one.sentences))]
            free = [key for key in keys if self._count(key)]
            if free:
                first = min(free, key=lambda key: (-self._told(key).salience, key))
                self._take(first, "the most salient of its statement")

    def fill(self) -> None:
        """Take the best value for its words again and again, while it fits."""
        for key in sorted(self.why, key=lambda one: (-self._told(one).salience, one)):
            self._bring_beside(key, 1)
        waiting = [(-self._worth(key), key) for key in self._worthy()]
        heapq.heapify(waiting)
        while waiting:
            known, key = heapq.heappop(waiting)
            if key in self.why or self._cost(key) > self._left:
                continue
            worth = self._worth(key)
            # Nothing gains worth by another's being taken: only the first is looked at anew.
            if worth < -known:
                heapq.heappush(waiting, (-worth, key))
                continue
            self._take(key, "the best value for its words")
            self._bring_beside(key, _MOST_BESIDE)

    def _worthy(self) -> list[Key]:
        return [
            (number, place)
            for number, one in enumerate(self._testimonies)
            for place, told in enumerate(one.sentences)
            if self._counts[number][place]
            and (number, place) not in self.why
            and told.salience >= self._rules[number].least
        ]

    def _bring_beside(self, key: Key, most: int) -> None:
        """Take what other statements say much like it, one sentence of each, if there is room."""
        beside: set[int] = {key[0]}
        for other, likeness in self._alike.near(key).items():
            if likeness < ALIKE or len(beside) > most:
                return
            if other[0] in beside:
                continue
            if other in self.why:
                beside.add(other[0])
            elif (
                self._cost(other) <= self._left
                and self._told(other).salience >= self._rules[other[0]].least
            ):
                beside.add(other[0])
                self._take(other, "it says much like a chosen sentence of another statement")

    def _told(self, key: Key) -> Told:
        return self._testimonies[key[0]].sentences[key[1]]

    def _count(self, key: Key) -> int:
        return self._counts[key[0]][key[1]]

    def _unit(self, key: Key) -> list[Key]:
        """Return the sentence and those that come with it, as far as they are not in yet."""
        number, place = key
        group = self._testimonies[number].together.get(place, frozenset({place}))
        return [(number, one) for one in sorted(group | {place}) if (number, one) not in self.why]

    def _cost(self, key: Key) -> int:
        return sum(map(self._count, self._unit(key)))

    def _worth(self, key: Key) -> float:
        rules = self._rules[key[0]]
        value = self._told(key).salience * (1 - rules.redundancy * self._repeated.get(key, 0.0))
        return value / float(max(1, self._cost(key)) ** rules.power)

    def _take(self, key: Key, why: str) -> None:
        for one in self._unit(key):
            beside = "" if one == key else "; a claim and its hedge are kept together"
            salience = self._told(one).salience
            self.why[one] = (
                f"Chosen: salience {salience:.3f}, {self._count(one)} words; {why}{beside}."
            )
            self._left -= self._count(one)
            for other in self._alike.near(one):
                again = self._alike.said_again(other, one)
                self._repeated[other] = max(self._repeated.get(other, 0.0), again)


def _rules(testimony: Testimony) -> _Rules:
    from models.inference.choice import SummaryRules

    rules = SummaryRules(**testimony.record.summary.weighing)
    highest = max((one.salience for one in testimony.sentences), default=0.0)
    return _Rules(rules.length_power, rules.redundancy, rules.floor * highest)
