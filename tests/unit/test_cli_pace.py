"""How fast something goes, and how long it will take, as a progress bar says it."""

import pytest

from worker.cli.console import Pace


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([(0.0, 0)], ""),
        ([(0.0, 0), (10.0, 0)], ""),
        ([(0.0, 0), (0.0, 5)], ""),
        ([(0.0, 0), (10.0, 20)], "2.0 a second, 40 s left"),
        # What was done before anybody looked says nothing about the pace.
        ([(5.0, 50), (15.0, 60)], "1.0 a second, 40 s left"),
        ([(0.0, 0), (60.0, 6)], "0.1 a second, 16 min left"),
        ([(0.0, 0), (600.0, 1)], "0.0 a second, 16.5 h left"),
        ([(0.0, 0), (10.0, 100)], "10.0 a second, 0 s left"),
    ],
)
def test_the_pace_is_told_once_it_is_known(told: list[tuple[float, int]], words: str) -> None:
    clock = iter([at for at, _ in told])
    # The first look begins the clock, and asks it for the time that has passed since.
    times = [next(clock)]
    times += [times[0], *clock]
    pace = Pace(iter(times).__next__)
    said = [pace.told(done, 100) for _, done in told]
    assert said[-1] == words
