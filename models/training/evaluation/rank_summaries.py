"""Two published ways of choosing sentences without any training, as yardsticks.

TextRank: Mihalcea and Tarau, 2004. LexRank (the continuous form): Erkan and Radev, 2004. Both let
sentences vote for those that are like them.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.inference.results import Span

Floats = NDArray[np.float64]
DAMPING = 0.85
_ROUNDS = 200
_SETTLED = 1e-10
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


def text_rank(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return the sentences, the first choice first, by shared words over the log of lengths."""
    said = _said(text, sentences)
    return _ordered(sentences, page_rank(overlaps(said)))


def lex_rank(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return the sentences, the first choice first, by the cosine of their weighted words."""
    said = _said(text, sentences)
    return _ordered(sentences, page_rank(cosines(said)))


def overlaps(said: Sequence[Sequence[str]]) -> Floats:
    """Return how many words two sentences share, over the sum of the logs of their lengths."""
    each = [set(words) for words in said]
    table = np.zeros((len(said), len(said)))
    for row, words in enumerate(each):
        for column in range(row):
            under = math.log(max(1, len(said[row]))) + math.log(max(1, len(said[column])))
            if under > 0:
                table[row, column] = table[column, row] = len(words & each[column]) / under
    return table


def cosines(said: Sequence[Sequence[str]]) -> Floats:
    """Return the cosine of each two sentences' words, a rare word counting for more."""
    spread = Counter(word for words in said for word in set(words))
    places = {word: number for number, word in enumerate(sorted(spread))}
    table = np.zeros((len(said), len(places)))
    for row, words in enumerate(said):
        for word, times in Counter(words).items():
            table[row, places[word]] = times * math.log(len(said) / spread[word])
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table = np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0)
    likeness: Floats = table @ table.T
    np.fill_diagonal(likeness, 0.0)
    return likeness


def page_rank(weights: Floats) -> Floats:
    """Return each node's share of the votes; one that is like no other votes for all alike.

    Args:
        weights: how strongly each two nodes are joined, symmetric, without loops.
    """
    count = len(weights)
    sums = weights.sum(axis=1, keepdims=True)
    votes = np.divide(weights, sums, out=np.full_like(weights, 1 / max(1, count)), where=sums > 0)
    ranks: Floats = np.full(count, 1 / max(1, count))
    for _ in range(_ROUNDS):
        new: Floats = (1 - DAMPING) / max(1, count) + DAMPING * (ranks @ votes)
        if np.abs(new - ranks).sum() < _SETTLED:
            return new
        ranks = new
    return ranks


def _said(text: str, sentences: Sequence[Span]) -> list[list[str]]:
    return [[word.lower() for word in _WORD.findall(text[start:end])] for start, end in sentences]


def _ordered(sentences: Sequence[Span], ranks: Floats) -> list[Span]:
    # Rounded, so that two alike stand in the text's order on every machine.
    order = sorted(range(len(sentences)), key=lambda n: (-round(float(ranks[n]), 9), n))
    return [sentences[number] for number in order]
