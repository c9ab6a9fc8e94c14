"""A soak of a minute: nothing is left over, and what is counted stays flat. It can tell otherwise.

An hour of it, which judges memory too, is ``make soak``.
"""

import threading
from dataclasses import replace

import pytest

from tests.soak import leaking, report
from tests.soak.run import Plan, Soaked, run

pytestmark = pytest.mark.timeout(600)
SECONDS = 60.0
LEAKING_SECONDS = 30.0


def _soaked(seconds: float, command: tuple[str, ...] | None = None) -> Soaked:
    plan = Plan(seconds=seconds, every_seconds=0.5, per_second=1.0)
    if command:
        plan = replace(plan, command=command)
    return run(plan, threading.Event(), lambda _text: None)


def test_a_minute_of_mixed_load_leaves_nothing_and_grows_nothing() -> None:
    soaked = _soaked(SECONDS)
    assert soaked.flat, report.verdict(soaked)
    # It was a load, of everything, and was looked at all the time.
    assert soaked.counts["uploads"] >= 10, soaked.counts
    assert soaked.counts["pages"] >= 10, soaked.counts
    roles = {life.role for sample in soaked.samples for life in sample.lives}
    assert roles == {
        *("supervisor", "dispatcher", "extract worker", "analyse worker", "API", "Redis")
    }
    assert any(slope.measure == "descriptors" and slope.judged for slope in soaked.slopes)


def test_a_planted_leak_of_descriptors_is_found() -> None:
    # Two descriptors a second are told in half the time.
    soaked = _soaked(LEAKING_SECONDS, leaking.COMMAND)
    assert not soaked.flat
    grown = {(slope.whose.split()[0], slope.measure) for slope in soaked.slopes if not slope.flat}
    assert ("API", "descriptors") in grown, report.verdict(soaked)
