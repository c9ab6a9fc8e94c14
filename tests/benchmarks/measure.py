"""What a measurement is, and how one is taken."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


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


def peak_megabytes(pid: int | str = "self") -> float:
    """Return the most memory that a process has had in use at once, in megabytes (10^6)."""
    return _status(pid, "VmHWM")


def megabytes(pid: int | str = "self") -> float:
    """Return the memory that a process has in use now, in megabytes (10^6)."""
    return _status(pid, "VmRSS")


def _status(pid: int | str, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6
