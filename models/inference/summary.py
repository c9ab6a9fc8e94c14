"""What the salience head is told about a passage's sentences; choosing them is ``choice``'s."""

import math
import re
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
_DIGIT = re.compile(r"\d")
# Figures that are no decimal digits ("²") are all among these.
_RARE = re.compile(r"[^\x00-\x7f]")


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
    plain = [_plain(text[start:end], row, count) for row, (start, end) in enumerate(sentences)]
    table[:, :PLAIN_FEATURES] = np.reshape(plain, (count, PLAIN_FEATURES))
    read = [row for row, (first, last) in enumerate(ranges) if last > first]
    if read:
        # A row more than there are tokens: the last sentence may end there.
        odds = np.full((len(logits) + 1, logits.shape[1]), -np.inf, logits.dtype)
        odds[:-1] = np.logaddexp(logits[:, :, 1], logits[:, :, 2]) - logits[:, :, 0]
        # Every other stretch is what lies between two sentences.
        edges = np.ravel([ranges[row] for row in read])
        likely = np.maximum.reduceat(odds, edges, axis=0)[::2]
        table[read, PLAIN_FEATURES:] = 1 / (1 + np.exp(-np.clip(likely, -15, 15)))
    return table


def _plain(surface: str, row: int, count: int) -> tuple[float, ...]:
    """Return what needs no model: place in the narrative, length, quotation and figures."""
    length = words(surface)
    return (
        row / max(1, count - 1),
        math.exp(-row / 3),
        math.exp(-(count - 1 - row) / 3),
        math.log1p(length) / 4,
        length < 6,
        '"' in surface or "“" in surface,
        _DIGIT.search(surface) is not None or any(map(str.isdigit, _RARE.findall(surface))),
    )


def means(ranges: Sequence[tuple[int, int]], states: "Floats") -> "Floats":
    """Return the mean state of each sentence's tokens, (sentences, width)."""
    table = np.zeros((len(ranges), states.shape[1]), np.float32)
    for row, (first, last) in enumerate(ranges):
        if last > first:
            table[row] = states[first:last].mean(axis=0, dtype=np.float64)
    return table
