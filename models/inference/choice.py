"""Choosing the summary's sentences: the best value for their words, within a length.

The choice works on scores in steps and on words alone, so it cannot differ between devices. A claim
and its hedge come together or not at all; a sentence that only the one before it can explain brings
that one along where it fits.
"""

import heapq
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from models.inference import hedges
from models.inference.closeness import STEP, score
from models.inference.dependence import Account
from models.inference.heads import heads_of_letters
from models.inference.modality import modality
from models.inference.repetition import Repetition
from models.inference.results import Mention, Modality, Reference, Sentence, Span, SummaryLength
from models.inference.surfaces import words

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_EMPTY_WORDS_TEXT = """
a an the i he she it we they you me him her us them my his its our their your this that these
those and or but so if of to in on at by for from with as is was were be been am are do did does
had has have not no then there when which who what would could will can just about into out up
down over off again very also said
"""
_EMPTY_WORDS = frozenset(_EMPTY_WORDS_TEXT.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryRules:
    """How sentences are chosen: from model.toml.

    ``length_power`` says how strongly a sentence's words count against it (0 not at all, 1 in full
    proportion); ``redundancy`` how much of its value a sentence loses when all its words were said.
    A sentence below ``floor`` times the highest salience is no filler for words left over.
    """

    length_power: float = 0.6
    redundancy: float = 0.6
    floor: float = 0.1


def choose(
    text: str,
    sentences: Sequence[Span],
    steps: Sequence[int],
    length: SummaryLength,
    rules: SummaryRules,
    mentions: Sequence[Mention] = (),
) -> list[Sentence]:
    """Choose the summary and say of every sentence why it is in or out.

    Args:
        text: the passage's text.
        sentences: the narrative's sentences in order.
        steps: their saliences, in steps of log-odds.
        length: how long the summary may be.
        rules: how value, words and repetition are weighed.
        mentions: what is named in the text, to say what pronouns most likely mean.
    """
    account = Account(text, sentences, mentions)
    references = [account.references(number) for number in range(len(sentences))]
    hedging = hedges.among(text, sentences)
    together = hedges.partners(text, sentences, hedging)
    salience = {step: score(step) for step in set(steps)}
    likely = {step: 1 / (1 + math.exp(-step * STEP)) for step in salience}
    filling = Filling(
        counts=[words(text[start:end]) for start, end in sentences],
        contents=_contents(text, sentences),
        values=[likely[step] for step in steps],
        together=together,
        explained=[_is_explained(one) for one in references],
        hanging=[account.hangs_on(number) for number in range(len(sentences))],
        rules=rules,
        heads=heads_of_letters(text, sentences),
    )
    filling.fill(length)
    known = _modalities(text, sentences, together, frozenset(hedging))
    marked = []
    for number, (start, end) in enumerate(sentences):
        chosen = number in filling.chosen
        # What the sentence before says needs no telling where that one stands in the summary.
        told = number - 1 in filling.chosen
        kept = tuple(one for one in references[number] if one.kind != "sentence" or not told)
        marked.append(
            Sentence(
                start=start,
                end=end,
                salience=salience[steps[number]],
                modality=known[number],
                chosen=chosen,
                reason=filling.reason(number, salience[steps[number]]),
                references=kept if chosen else (),
            )
        )
    return marked


def _is_explained(references: Sequence[Reference]) -> bool:
    """Whether nothing in a sentence needs the whole sentence before it."""
    return not any(one.kind == "sentence" and one.candidates for one in references)


def _modalities(
    text: str, sentences: Sequence[Span], together: Mapping[int, set[int]], hedging: frozenset[int]
) -> list[Modality]:
    """Return each sentence's modality; a claim whose hedge stands beside it has the hedge's."""
    own = [modality(text[start:end]) for start, end in sentences]
    known = list(own)
    for number, group in together.items():
        beside = sorted(group & hedging)
        if own[number] == "stated" and number not in hedging and beside:
            of_hedge = own[beside[0]]
            known[number] = "uncertain" if of_hedge in {"stated", "negated"} else of_hedge
    return known


@dataclass(slots=True)
class Filling:
    """The summary as it is filled, sentence by sentence.

    ``together`` names for a sentence those that come with it or not at all. A sentence that is
    ``hanging`` on the one before it ("That is why") brings it along where both fit; one that is
    otherwise not ``explained`` by any mention gets it from the words left over.
    """

    counts: Sequence[int]
    contents: Sequence[Mapping[str, float]]
    values: Sequence[float]
    together: Mapping[int, set[int]]
    explained: Sequence[bool]
    hanging: Sequence[bool]
    rules: SummaryRules
    heads: frozenset[int] = frozenset()
    chosen: set[int] = field(default_factory=set)
    _room: int = 0
    _left: int = 0
    _least: float = 0.0
    _why: dict[int, str] = field(default_factory=dict)
    _said: Repetition = field(init=False)

    def __post_init__(self) -> None:
        self._said = Repetition(self.contents)

    def fill(self, length: SummaryLength) -> None:
        """Take the most salient, then the best value for its words while it fits."""
        self._room = self._left = math.floor(length.share * sum(self.counts) + 1e-9)
        free = [
            number for number, count in enumerate(self.counts) if count and number not in self.heads
        ]
        fewest = min(length.fewest, len(free))
        if not free:
            return
        # A short statement's few sentences are its most salient ones, not those that fit best; and
        # of a longer one the most salient is never the one that is left out.
        is_short = self._room * len(free) < fewest * sum(self.counts)
        first = max(free, key=lambda number: (self.values[number], -number))
        fits = self._cost(first) <= self._room
        while len(self.chosen) < (fewest if is_short else int(fits)):
            self._take(max(self._not_chosen(free), key=lambda n: (self._value(n), -n)))
        self._least = self.rules.floor * self.values[first]
        worthy = [number for number in free if self.values[number] >= self._least]
        self._take_while_it_fits(worthy)
        while len(self.chosen) < fewest:
            self._take(max(self._not_chosen(free), key=self._worth))
        for number in sorted(self.chosen, key=lambda n: (-self.values[n], n)):
            if number and not self.explained[number]:
                self._bring(number - 1)

    def reason(self, number: int, salience: float) -> str:
        """Say in words why a sentence is in or out, without any of the words it says."""
        if number in self.chosen:
            return f"Chosen: salience {salience:.3f}, {self._why[number]}."
        if not self.counts[number]:
            return "Left out: it has no words."
        if number in self.heads:
            return "Left out: a line of a letter's or a message's head, which tells nothing."
        if self._said.share(number) > 0.5:
            return (
                f"Left out: salience {salience:.3f}, but most of it is said in a chosen sentence."
            )
        if self.values[number] < self._least:
            return f"Left out: salience {salience:.3f}, too far below the highest."
        hedged = " with those of its hedge or claim" if len(self._unit(number)) > 1 else ""
        return (
            f"Left out: salience {salience:.3f}; others gave more for their words, and its "
            f"{self._cost(number)} words{hedged} no longer fitted into {self._room}."
        )

    def _take_while_it_fits(self, numbers: Sequence[int]) -> None:
        """Take the best value for its words again and again.

        Nothing gains worth or room by another's being taken, so only what stands first has to be
        looked at anew.
        """
        waiting = [(-worth, -number) for worth, number in map(self._worth, numbers)]
        heapq.heapify(waiting)
        while waiting:
            known, number = heapq.heappop(waiting)
            if number in self.chosen or self._cost(number) > self._left:
                continue
            worth = -self._worth(number)[0]
            if worth > known:
                heapq.heappush(waiting, (worth, number))
            else:
                self._take(number)

    def _not_chosen(self, numbers: Sequence[int]) -> list[int]:
        return [number for number in numbers if number not in self.chosen]

    def _unit(self, number: int) -> set[int]:
        """Return the sentence and those that come with it, as far as they are not in yet."""
        return (self.together.get(number, set()) | {number}) - self.chosen

    def _cost(self, number: int) -> int:
        return sum(self.counts[one] for one in self._unit(number))

    def _value(self, number: int) -> float:
        return self.values[number] * (1 - self.rules.redundancy * self._said.share(number))

    def _worth(self, number: int) -> tuple[float, int]:
        return self._value(number) / max(1, self._cost(number)) ** self.rules.length_power, -number

    def _take(self, number: int) -> None:
        unit = self._unit(number)
        for one in sorted(unit):
            words_of = f"{self.counts[one]} words"
            beside = "" if one == number else "; a claim and its hedge are kept together"
            self._add(one, f"{words_of}{beside}")
        for one in sorted(unit):
            if self.hanging[one]:
                self._bring(one - 1)

    def _bring(self, number: int) -> None:
        """Take a sentence that the chosen one after it needs, if there is room."""
        fit = number not in self.chosen and number not in self.heads
        if fit and self._cost(number) <= self._left:
            for one in sorted(self._unit(number)):
                self._add(one, f"{self.counts[one]} words; the sentence after it needs it")

    def _add(self, number: int, why: str) -> None:
        self.chosen.add(number)
        self._left -= self.counts[number]
        self._why[number] = why
        self._said.say(number)


def _contents(text: str, sentences: Sequence[Span]) -> list[dict[str, float]]:
    """Return each sentence's telling words in order, each weighed by how few sentences say it."""
    said = [
        {*map(str.lower, _WORD.findall(text, start, end))} - _EMPTY_WORDS
        for start, end in sentences
    ]
    spread = Counter(chain.from_iterable(said))
    weights = {count: math.log1p(len(sentences) / count) for count in set(spread.values())}
    return [{word: weights[spread[word]] for word in sorted(one)} for one in said]
