"""How far a figure could differ had other statements of the same kind been drawn.

The bootstrap draws whole statements, since the mentions of one are alike, and draws the same ones
for everything that is compared.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS = 2_000
_SEED = 7
_EDGES = (0.025, 0.975)


def draws(statements: int, times: int = DRAWS) -> Floats:
    """Return how often each statement is drawn in each of ``times`` samples, (times, statements).

    The same for the same number of statements, always.
    """
    even = np.full(statements, 1 / statements)
    return np.random.default_rng(_SEED).multinomial(statements, even, times).astype(np.float64)


def ratios(drawn: Floats, over: Sequence[Any] | Floats, under: Sequence[Any] | Floats) -> Floats:
    """Return a ratio of two sums over statements, for each sample in which the lower is not 0.

    Args:
        drawn: from ``draws``.
        over: what is counted above, a value for each statement.
        under: what is counted below.
    """
    above, below = drawn @ np.asarray(over, float), drawn @ np.asarray(under, float)
    # A sample without a single one says nothing about how many of them are found.
    some = below > 0
    shares: Floats = above[some] / below[some]
    return shares


def interval(values: Floats) -> list[float]:
    """Return where the middle 95% of the samples' values lie; at 0 if there are none."""
    if not len(values):
        return [0.0, 0.0]
    return [round(float(edge), 4) for edge in np.quantile(values, _EDGES)]


def largest_gap(drawn: Floats, hits: Floats, names: Floats) -> tuple[float, list[float]]:
    """Return the largest difference between groups' shares, and its interval.

    Args:
        drawn: from ``draws``.
        hits: how many were found, (statements, groups).
        names: how many there were, (statements, groups).
    """
    whole = hits.sum(axis=0) / np.maximum(names.sum(axis=0), 1)
    asked = drawn @ names
    some = (asked > 0).all(axis=1)
    sampled = (drawn @ hits)[some] / asked[some]
    return round(float(np.ptp(whole)), 4), interval(np.ptp(sampled, axis=1))
