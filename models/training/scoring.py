"""Counting what was found: mentions against marks, and key facts against a summary."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.inference.results import Span
from models.inference.sentences import words
from models.training.corpus import Fact

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
    """Return the first sentences that fit into ``share`` of the words."""
    return _while_room(text, sentences, sentences, share)


def at_random(
    text: str, sentences: Sequence[Span], share: float, chance: random.Random
) -> list[Span]:
    """Return sentences drawn at random that fit into ``share`` of the words."""
    return _while_room(text, sentences, chance.sample(list(sentences), len(sentences)), share)


def best_possible(
    text: str, sentences: Sequence[Span], facts: Sequence[Fact], share: float
) -> list[Span]:
    """Return what a greedy reader who knows the facts would choose: most facts for their words."""
    room = int(share * sum(words(text[start:end]) for start, end in sentences))
    needed: Mapping[int, list[Span]] = {
        number: [
            one
            for one in sentences
            if any(_shown(e, [one]) or _within(one, e) for e in fact.evidence)
        ]
        for number, fact in enumerate(facts)
    }
    chosen: list[Span] = []
    open_facts = set(needed)
    while True:
        offers = []
        for number in sorted(open_facts):
            new = [one for one in needed[number] if one not in chosen]
            cost = sum(words(text[start:end]) for start, end in new)
            if cost <= room and needed[number]:
                offers.append((cost, number, new))
        if not offers:
            return chosen
        cost, number, new = min(offers)
        chosen += new
        room -= cost
        open_facts.discard(number)


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


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _shown(evidence: Span, chosen: Sequence[Span]) -> bool:
    covered = sum(max(0, min(evidence[1], end) - max(evidence[0], start)) for start, end in chosen)
    return covered >= SHOWN * (evidence[1] - evidence[0])


def _while_room(
    text: str, sentences: Sequence[Span], order: Sequence[Span], share: float
) -> list[Span]:
    room = int(share * sum(words(text[start:end]) for start, end in sentences))
    taken = []
    for start, end in order:
        room -= words(text[start:end])
        if room < 0:
            break
        taken.append((start, end))
    return taken
