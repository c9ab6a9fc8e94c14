"""The extractive summary: which sentences of the narrative stand for it.

The model says how likely each sentence is to state a fact that an investigator needs. The choice
then fills the allowed length with the best value for its words, and turns away a sentence that says
again what a chosen one says. The choice works on scores in steps and on words alone, so it cannot
differ between devices.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.inference.closeness import STEP, score
from models.inference.modality import modality
from models.inference.results import Sentence, Span, SummaryLength
from models.inference.sentences import words
from models.inference.windows import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PLAIN_FEATURES = 7
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


def token_ranges(tokens: Tokens, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Return for each sentence its tokens (first, last + 1)."""
    starts = np.asarray(tokens.starts)
    firsts = np.searchsorted(starts, [start for start, _ in sentences], side="left")
    lasts = np.searchsorted(starts, [end for _, end in sentences], side="left")
    return [(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def features(
    text: str, sentences: Sequence[Span], ranges: Sequence[tuple[int, int]], logits: "Floats"
) -> "Floats":
    """Return what the salience head is told beside the tokens' states.

    Args:
        text: the passage's text.
        sentences: the narrative's sentences.
        ranges: their tokens.
        logits: the entity head's answers, (tokens, labels, 3).

    Returns:
        (sentences, PLAIN_FEATURES + labels): place in the narrative, length, quotation and figures,
        and for each label the probability that the sentence mentions one.
    """
    count = len(sentences)
    table = np.zeros((count, PLAIN_FEATURES + logits.shape[1]), np.float32)
    odds = np.logaddexp(logits[:, :, 1], logits[:, :, 2]) - logits[:, :, 0]
    for row, ((start, end), (first, last)) in enumerate(zip(sentences, ranges, strict=True)):
        surface = text[start:end]
        length = words(surface)
        table[row, :PLAIN_FEATURES] = (
            row / max(1, count - 1),
            math.exp(-row / 3),
            math.exp(-(count - 1 - row) / 3),
            math.log1p(length) / 4,
            length < 6,
            any(mark in surface for mark in '"“'),
            any(map(str.isdigit, surface)),
        )
        if last > first:
            likely = odds[first:last].max(axis=0)
            table[row, PLAIN_FEATURES:] = 1 / (1 + np.exp(-np.clip(likely, -15, 15)))
    return table


def means(ranges: Sequence[tuple[int, int]], states: "Floats") -> "Floats":
    """Return the mean state of each sentence's tokens, (sentences, width)."""
    table = np.zeros((len(ranges), states.shape[1]), np.float32)
    for row, (first, last) in enumerate(ranges):
        if last > first:
            table[row] = states[first:last].mean(axis=0, dtype=np.float64)
    return table


def choose(
    text: str,
    sentences: Sequence[Span],
    steps: Sequence[int],
    length: SummaryLength,
    rules: SummaryRules,
) -> list[Sentence]:
    """Choose the summary and say of every sentence why it is in or out.

    Args:
        text: the passage's text.
        sentences: the narrative's sentences in order.
        steps: their saliences, in steps of log-odds.
        length: how long the summary may be.
        rules: how value, words and repetition are weighed.
    """
    counts = [words(text[start:end]) for start, end in sentences]
    room = math.floor(length.share * sum(counts) + 1e-9)
    contents = _contents(text, sentences)
    chosen, repeated = _fill(counts, contents, steps, room, length.fewest, rules)
    marked = []
    for number, (start, end) in enumerate(sentences):
        salience = score(steps[number])
        if number in chosen:
            reason = f"Chosen: salience {salience:.3f}, {counts[number]} words."
        elif repeated[number] > 0.5:
            reason = (
                f"Left out: salience {salience:.3f}, but most of it is said in a chosen sentence."
            )
        else:
            reason = f"Left out: salience {salience:.3f}; others keep more in the words allowed."
        marked.append(
            Sentence(
                start=start,
                end=end,
                salience=salience,
                modality=modality(text[start:end]),
                chosen=number in chosen,
                reason=reason,
            )
        )
    return marked


def _fill(
    counts: Sequence[int],
    contents: Sequence[Mapping[str, float]],
    steps: Sequence[int],
    room: int,
    fewest: int,
    rules: SummaryRules,
) -> tuple[set[int], list[float]]:
    """Take the most salient, then the best value for its words while it fits."""
    values = [1 / (1 + math.exp(-step * STEP)) for step in steps]
    repeated = [0.0] * len(counts)
    chosen: set[int] = set()
    # Which sentences say a word: only they can repeat one that says it too.
    saying: dict[str, list[int]] = defaultdict(list)
    for number, content in enumerate(contents):
        for word in content:
            saying[word].append(number)

    def fresh(number: int) -> float:
        return 1 - rules.redundancy * repeated[number]

    def worth(number: int) -> tuple[float, int]:
        value = values[number] * fresh(number)
        return value / max(1, counts[number]) ** rules.length_power, -number

    def take(candidates: list[int]) -> int:
        best = max(candidates, key=worth)
        chosen.add(best)
        for number in {number for word in contents[best] for number in saying[word]}:
            repeated[number] = max(repeated[number], _overlap(contents[number], contents[best]))
        return counts[best]

    def take_first(many: int) -> int:
        """Take the most salient sentences, whatever their length."""
        used = 0
        for _ in range(min(many, len(counts))):
            free = [number for number in range(len(counts)) if number not in chosen]
            used += take([max(free, key=lambda n: (values[n] * fresh(n), -n))])
        return used

    # A short statement's few sentences are its most salient ones, not those that fit best; and of
    # a longer one the most salient is never the one that is left out.
    is_short = room * len(counts) < fewest * sum(counts)
    fits = bool(counts) and counts[max(range(len(counts)), key=lambda n: (values[n], -n))] <= room
    left = room - take_first(fewest if is_short else int(fits))
    least = rules.floor * max(values, default=0.0)
    worthy = [number for number, value in enumerate(values) if value >= least]
    while candidates := [n for n in worthy if n not in chosen and counts[n] <= left]:
        left -= take(candidates)
    while len(chosen) < min(fewest, len(counts)):
        take([number for number in range(len(counts)) if number not in chosen])
    return chosen, repeated


def _contents(text: str, sentences: Sequence[Span]) -> list[dict[str, float]]:
    """Return each sentence's telling words, each weighed by how few sentences say it."""
    said = [
        {
            word
            for word in map(str.lower, _WORD.findall(text[start:end]))
            if word not in _EMPTY_WORDS
        }
        for start, end in sentences
    ]
    spread = Counter(word for one in said for word in one)
    return [
        {word: math.log1p(len(sentences) / spread[word]) for word in sorted(one)} for one in said
    ]


def _overlap(sentence: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the share of a sentence's telling words that another one says too."""
    total = sum(sentence.values())
    return (
        sum(weight for word, weight in sentence.items() if word in other) / total if total else 0.0
    )
