"""Scores in steps, and decisions that are too close to call.

A score is kept as log-odds and rounded to a step, so that two devices whose arithmetic differs in
the last digits report the same one. Where a value lies so near to the edge between two steps, or to
a threshold, that the difference could matter, the passage is read again alone on the CPU.
"""

import math
from functools import lru_cache

# How far two devices, or two batches, may differ in log-odds. Measured differences are well below
# (see tests/unit/inference/test_closeness.py for what is tolerated).
TOLERANCE = 5e-5
STEP = 0.2
_LARGEST = 9.0


class Watch:
    """Notes whether any decision was too close to call."""

    def __init__(self) -> None:
        self.close = False

    def above(self, value: float, threshold: float) -> bool:
        """Whether ``value`` reaches ``threshold``, noting a near tie."""
        if abs(value - threshold) < TOLERANCE:
            self.close = True
        return value >= threshold

    def step(self, log_odds: float) -> int:
        """Return the step that ``log_odds`` rounds to, noting a near edge."""
        place = max(-_LARGEST, min(_LARGEST, log_odds)) / STEP + 0.5
        if abs(place - round(place)) * STEP < TOLERANCE and abs(log_odds) < _LARGEST + STEP:
            self.close = True
        return math.floor(place)


# Every step that a watch gives is one of about ninety.
@lru_cache(maxsize=256)
def score(step: int) -> float:
    """Return the probability that a step stands for, to three decimals."""
    return round(1 / (1 + math.exp(-step * STEP)), 3)


def step_of(value: float) -> int:
    """Return the step that a score stands for; below 0.005 and above 0.995 steps share one."""
    inside = min(max(value, 0.0005), 0.9995)
    return round(math.log(inside / (1 - inside)) / STEP)
