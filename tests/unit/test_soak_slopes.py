"""What a soak judges as growth: a leak, and not work that there is more of towards the end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.soak.sampling import Life, Sample, open_files
from tests.soak.slopes import JUDGED_SECONDS, Slope, slopes

SECONDS = 60.0
LIFE = Life("extract worker", 7)


def _sample(at: float, descriptors: float, groups: float) -> Sample:
    return Sample(at, {LIFE: {"descriptors": descriptors}}, {"control groups": groups})


def _judged(growth: float, kept: float, seconds: float = SECONDS) -> dict[str, Slope]:
    """Return the slopes of a load under which both measures grow by ``growth``."""
    samples = [
        _sample(at, 20 + growth * at / seconds + at % 3, 4 + growth * at / seconds)
        for at in (seconds * n / 120 for n in range(120))
    ]
    idle = _sample(0, 20, 2), _sample(seconds, 20 + kept, 2 + kept)
    return {slope.measure: slope for slope in slopes(samples, seconds, *idle)}


@pytest.mark.parametrize("measure", ["descriptors", "control groups"])
def test_what_grows_and_stays_is_a_leak(measure: str) -> None:
    slope = _judged(growth=8, kept=8)[measure]
    assert slope.judged
    assert slope.low > 0
    assert slope.kept == 8
    assert not slope.flat


@pytest.mark.parametrize("measure", ["descriptors", "control groups"])
def test_what_goes_with_the_work_is_none(measure: str) -> None:
    slope = _judged(growth=8, kept=0)[measure]
    assert slope.low > 0
    assert slope.flat


@pytest.mark.parametrize("measure", ["descriptors", "control groups"])
def test_a_long_run_has_no_such_excuse(measure: str) -> None:
    slope = _judged(growth=8, kept=0, seconds=JUDGED_SECONDS)[measure]
    assert slope.kept is None
    assert not slope.flat


def test_of_a_life_that_began_or_ended_meanwhile_the_slope_alone_tells() -> None:
    samples = [_sample(at, 20 + at, 2) for at in (0.5 * n for n in range(120))]
    nobody = Sample(0.0, {}, {"control groups": 2})
    (slope,) = (s for s in slopes(samples, SECONDS, nobody, nobody) if s.measure == "descriptors")
    assert slope.kept is None
    assert not slope.flat


def test_memory_that_grows_is_growth_even_if_it_is_given_back() -> None:
    """Only what is counted has an end with the work: memory's highest is what fills a machine."""
    samples = [
        Sample(at, {LIFE: {"own MB": 100 + at / 60}}, {}) for at in (3.0 * n for n in range(400))
    ]
    idle = Sample(0.0, {LIFE: {"own MB": 100.0}}, {})
    (slope,) = slopes(samples, 1200.0, idle, idle)
    assert not slope.flat


def test_a_pools_connections_are_counted_apart_from_all_else_that_is_open(tmp_path: Path) -> None:
    before = open_files(Path("/proc/self/fd"))
    with closing(sqlite3.connect(tmp_path / "deponent.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE words (word)")
        with (tmp_path / "left-open.txt").open("w"):
            during = open_files(Path("/proc/self/fd"))
    assert during["SQLite connections"] == before["SQLite connections"] + 1
    assert during["descriptors"] == before["descriptors"] + 1
    assert open_files(Path("/proc/self/fd")) == before
