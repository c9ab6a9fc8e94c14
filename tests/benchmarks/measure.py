"""What a measurement is, and how one is taken."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.service import children


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


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process, of all under it now, and of those that have ended."""
    waiting, seconds = [pid], 0.0
    while waiting:
        one = waiting.pop()
        waiting += children(one)
        with suppress(FileNotFoundError, ProcessLookupError):
            # The name before may hold anything. User and system time, its own and of its ended
            # children, are the 14th to 17th fields.
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _status(pid: int | str, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6
