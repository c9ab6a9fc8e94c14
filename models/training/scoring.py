"""Counting what was found: mentions against marks, and key facts against a summary."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from models.inference.results import Span
from models.inference.surfaces import words
from models.training.corpus import Fact
from models.training.packing import Packing

Labelled = tuple[int, int, str]
# An evidence sentence counts as shown when this share of its characters stands in the summary.
SHOWN = 0.8


@dataclass(slots=True)
class Counts:
    """Right, found and marked mentions, strictly (same span, same label) and by overlap."""

    right: int = 0
    touched: int = 0
    marked_touched: int = 0
    found: int = 0
    marked: int = 0

    def strict(self) -> tuple[float, float, float]:
        """Return strict precision, recall and F1; 0 where nothing was found or marked."""
        return _ratios(self.right, self.found, self.right, self.marked)

    def overlap(self) -> tuple[float, float, float]:
        """Return precision, recall and F1 with any overlap of the same label counted as right."""
        return _ratios(self.touched, self.found, self.marked_touched, self.marked)

    def add(self, other: "Counts") -> None:
        """Add another's counts to these."""
        self.right += other.right
        self.touched += other.touched
        self.marked_touched += other.marked_touched
        self.found += other.found
        self.marked += other.marked


@dataclass(slots=True)
class Tally:
    """Counts by label."""

    labels: dict[str, Counts] = field(default_factory=dict)

    def add(self, found: Iterable[Labelled], marked: Iterable[Labelled]) -> None:
        """Count one document."""
        found_by, marked_by = _by_label(found), _by_label(marked)
        for label in found_by.keys() | marked_by.keys():
            ours, theirs = found_by.get(label, []), marked_by.get(label, [])
            counts = self.labels.setdefault(label, Counts())
            counts.right += sum((Counter(ours) & Counter(theirs)).values())
            counts.touched += sum(any(_meet(one, other) for other in theirs) for one in ours)
            counts.marked_touched += sum(any(_meet(one, other) for one in ours) for other in theirs)
            counts.found += len(ours)
            counts.marked += len(theirs)

    def total(self, labels: Iterable[str] | None = None) -> Counts:
        """Return the sum over ``labels``, or over all."""
        total = Counts()
        for label, counts in self.labels.items():
            if labels is None or label in set(labels):
                total.add(counts)
        return total


def kept(facts: Sequence[Fact], chosen: Sequence[Span]) -> float:
    """Return the share of facts kept; one that several sentences state needs all of them."""
    if not facts:
        return 0.0
    return sum(all(_shown(evidence, chosen) for evidence in fact.evidence) for fact in facts) / len(
        facts
    )


def leading(text: str, sentences: Sequence[Span], share: float) -> list[Span]:
    """Return the first sentences, as far as ``share`` of the words reaches."""
    room = _room(text, sentences, share)
    taken = []
    for one in sentences:
        room -= _cost(text, one)
        if room < 0:
            break
        taken.append(one)
    return taken


def filled(text: str, order: Sequence[Span], share: float) -> list[Span]:
    """Return the sentences of ``order`` that fit into ``share`` of the words, one after another.

    Args:
        text: the text that they stand in.
        order: all sentences, the first choice first; one that no longer fits is passed over.
        share: how much of the words may be taken.
    """
    room = _room(text, order, share)
    taken = []
    for one in order:
        if (cost := _cost(text, one)) <= room:
            room -= cost
            taken.append(one)
    return taken


def at_random(
    text: str, sentences: Sequence[Span], share: float, chance: random.Random
) -> list[Span]:
    """Return sentences drawn at random that fit into ``share`` of the words."""
    return filled(text, chance.sample(list(sentences), len(sentences)), share)


def best_possible(
    text: str, sentences: Sequence[Span], facts: Sequence[Fact], share: float
) -> list[Span]:
    """Return what a reader who knows the facts would choose: the most facts that fit."""
    costs = {one: _cost(text, one) for one in sentences}
    needed = []
    for fact in facts:
        shows = [_cheapest(evidence, sentences, costs) for evidence in fact.evidence]
        if all(shows):
            needed.append(frozenset[Span]().union(*shows))
    return sorted(Packing(needed, costs).most(_room(text, sentences, share)))


def _cheapest(
    evidence: Span, sentences: Sequence[Span], costs: Mapping[Span, int]
) -> frozenset[Span]:
    """Return the sentences with the fewest words that show ``evidence``; none if none do."""
    touching = [one for one in sentences if _meet(one, evidence)]
    ways = [
        way
        # Evidence is a sentence or two; of a longer one, all that it touches.
        for count in (range(1, len(touching) + 1) if len(touching) < 8 else [len(touching)])
        for way in combinations(touching, count)
        if _shown(evidence, way)
    ]
    return frozenset(min(ways, key=lambda way: (sum(costs[one] for one in way), way), default=()))


def _ratios(right: int, found: int, marked_right: int, marked: int) -> tuple[float, float, float]:
    precision = right / found if found else 0.0
    recall = marked_right / marked if marked else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _by_label(mentions: Iterable[Labelled]) -> dict[str, list[Span]]:
    by: dict[str, list[Span]] = {}
    for start, end, label in mentions:
        by.setdefault(label, []).append((start, end))
    return by


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shown(evidence: Span, chosen: Sequence[Span]) -> bool:
    covered = sum(max(0, min(evidence[1], end) - max(evidence[0], start)) for start, end in chosen)
    return covered >= SHOWN * (evidence[1] - evidence[0])


def _cost(text: str, sentence: Span) -> int:
    return words(text[sentence[0] : sentence[1]])


def _room(text: str, sentences: Sequence[Span], share: float) -> int:
    return int(share * sum(_cost(text, one) for one in sentences) + 1e-9)
