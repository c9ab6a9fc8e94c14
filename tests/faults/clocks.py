"""Fault 16: the clock jumps."""

import time
from collections.abc import Sequence

from sqlalchemy import func, select

from tests.acceptance.service import eventually
from tests.faults.trial import Trial
from worker.store.retries import Cause
from worker.store.tables import events

_JUMPS = (3_600.0, 0.0, -3_600.0, -7_200.0, 86_400.0, 0.0)
"""Where the clock stands after each jump, seconds ahead of the real one."""


def jump(trial: Trial) -> None:
    """Fault 16: the clock that all processes read is set ahead and back, by an hour or a day.

    A worker holds a lease meanwhile, and goes on with its work after a sweep or two. What is noted
    in the database is in the time of that clock, the time of a hit with it, so no jump comes before
    what the last one hit has settled.
    """
    control = trial.deployment.control
    for number in range(trial.plan.rounds):
        claim, _ = trial.caught("extract", "reading")
        keys = trial.deployment.in_hand()
        ahead = _JUMPS[number % len(_JUMPS)]
        control.set_clock(ahead)
        time.sleep(2 * trial.deployment.settings.sweep_seconds)
        trial.hit(keys, at=time.time() + ahead)
        control.release(claim)
        _settled(trial, keys)
    trial.rest()
    query = select(func.count()).where(events.c.detail == Cause.LEASE_RAN_OUT)
    with trial.deployment.store.database.reading() as connection:
        lost = connection.scalar(query) or 0
    trial.counts["leases lost"] = lost
    trial.marks["no lease was lost to a jump"] = not lost


def _settled(trial: Trial, keys: Sequence[str]) -> None:
    eventually(
        lambda: not set(keys).intersection(trial.deployment.in_hand()) or None,
        seconds=trial.plan.patience_seconds,
    )
