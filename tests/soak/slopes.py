"""Whether a series grows: its slope over the second half, with an interval, and the verdict."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.soak.sampling import Life, Sample

BLOCKS = 10
# Student's t of 8 degrees of freedom: 95 of 100 intervals hold the slope.
_T = 2.306
_SHARE = 0.05
_LEAST_MEGABYTES = 5.0
_ONE = 0.9
JUDGED_SECONDS = 600.0
"""What fills at first is judged in runs of at least so long."""
# Redis has a key for each job that waits: over a minute, a queue that fills looks like growth.
# Pools of threads and connections take one more when two calls first come together, and keep it.
_FILLING = ("own MB", "RSS MB", "Redis MB", "Redis keys", "SQLite connections", "threads")
_NOTHING = ("zombies", "strays", "temporary files", "control groups", "half-written uploads")
# A share in a library grows when another program that had it open ends; the log follows the load.
_FOLLOWS = ("PSS MB", "write-ahead log MB")
Measures = Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slope:
    """How a measure went over the second half: its level, and its growth an hour, low to high.

    ``kept`` is how much more of it there is with nothing in hand after the load than before it:
    None of what was not there both times, and of runs long enough to be judged without.
    """

    whose: str
    measure: str
    level: float
    per_hour: float
    low: float
    high: float
    seconds: float
    judged: bool
    kept: float | None = None

    @property
    def grew(self) -> float:
        """By how much it grew, as fitted, from beginning to end of what was looked at."""
        return self.per_hour * self.seconds / 3600

    @property
    def flat(self) -> bool:
        """Whether it does not grow: no growth beyond chance, or none that matters.

        Of memory 5 % matter (and 5 MB), of anything that is counted one. In a short run what is
        counted has to have stayed, too: a queue may fill for all of a minute, and what is gone
        once nothing is in hand belonged to it. A leak stays.
        """
        if not self.judged or self.low <= 0:
            return True
        if self.measure.endswith("MB"):
            return self.grew <= max(_LEAST_MEGABYTES, _SHARE * self.level)
        return self.grew < _ONE or (self.kept is not None and self.kept < _ONE)


def slopes(
    samples: Sequence[Sample], whole_seconds: float, before: Sample, after: Sample
) -> list[Slope]:
    """Return the slope of every series that is long enough: of each life, and of the whole.

    ``before`` and ``after`` are looks with nothing in hand.
    """
    half = [sample for sample in samples if sample.at >= whole_seconds / 2]
    found: list[Slope] = []
    for life in sorted({life for sample in half for life in sample.lives}, key=_by_role):
        seen = [(sample.at, sample.lives[life]) for sample in half if life in sample.lives]
        idle = before.lives.get(life, {}), after.lives.get(life, {})
        found += _of_one(f"{life.role} {life.pid}", seen, idle, whole_seconds)
    seen = [(sample.at, sample.whole) for sample in half]
    return found + _of_one("deployment", seen, (before.whole, after.whole), whole_seconds)


def _of_one(
    whose: str,
    seen: Sequence[tuple[float, Measures]],
    idle: tuple[Measures, Measures],
    whole_seconds: float,
) -> list[Slope]:
    found: list[Slope] = []
    for measure in sorted({name for _, measures in seen for name in measures}):
        points = [(at, measures[measure]) for at, measures in seen if measure in measures]
        kept = None
        if whole_seconds < JUDGED_SECONDS and all(measure in each for each in idle):
            kept = idle[1][measure] - idle[0][measure]
        found += _slope(whose, measure, points, whole_seconds, kept)
    return found


def left_over(before: Sample, after: Sample) -> dict[str, float]:
    """Return what there is more of than before the load, though nothing is in hand either time."""
    more = {name: after.whole[name] - before.whole[name] for name in _NOTHING}
    return {name: count for name, count in more.items() if count > 0}


def _slope(
    whose: str,
    measure: str,
    points: Sequence[tuple[float, float]],
    whole_seconds: float,
    kept: float | None,
) -> Iterable[Slope]:
    """Fit a line to blocks of the points.

    Neighbouring samples are alike, which would make an interval of all of them too narrow. What is
    counted goes up and down with the work; a leak raises its floor, so a block counts with its
    least. Memory counts with its median.
    """
    if len(points) < 2 * BLOCKS:
        return
    blocks = [
        points[len(points) * n // BLOCKS : len(points) * (n + 1) // BLOCKS] for n in range(BLOCKS)
    ]
    of_block = statistics.median if measure.endswith("MB") else min
    x = [statistics.fmean(at for at, _ in block) for block in blocks]
    y = [float(of_block([value for _, value in block])) for block in blocks]
    rise, error = _line(x, y)
    filling = measure in _FILLING
    yield Slope(
        whose=whose,
        measure=measure,
        level=statistics.fmean(y),
        per_hour=rise * 3600,
        low=(rise - _T * error) * 3600,
        high=(rise + _T * error) * 3600,
        seconds=points[-1][0] - points[0][0],
        judged=measure not in _FOLLOWS and (not filling or whole_seconds >= JUDGED_SECONDS),
        kept=kept,
    )


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Return a line's rise and the standard error of it."""
    fit = statistics.linear_regression(x, y)
    spread = sum((each - statistics.fmean(x)) ** 2 for each in x)
    off = sum((b - fit.slope * a - fit.intercept) ** 2 for a, b in zip(x, y, strict=True))
    return fit.slope, math.sqrt(off / (len(x) - 2) / spread)


def _by_role(life: Life) -> tuple[str, int]:
    return life.role, life.pid
