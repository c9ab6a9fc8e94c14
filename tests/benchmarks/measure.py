"""What a measurement is, and how one is taken."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One measured number: its key in bench.json, words for the table, unit and sample size."""

    key: str
    what: str
    value: float
    unit: str
    n: int


def seconds(work: Callable[[], object], *, runs: int = 3) -> float:
    """Return the median time of a piece of work over ``runs`` runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
