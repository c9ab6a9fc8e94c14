"""What the salience head is told about a passage's sentences; choosing them is ``choice``'s."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.inference.choice import SummaryRules, choose
from models.inference.results import Span
from models.inference.surfaces import words
from models.inference.windows import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["PLAIN_FEATURES", "SummaryRules", "choose", "features", "means", "token_ranges"]

PLAIN_FEATURES = 7


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
