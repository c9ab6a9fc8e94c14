"""Faults 15 and 16: the database is locked or stopped for a while; the clock jumps."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing

from sqlalchemy import func, select

from tests.acceptance.service import eventually
from tests.faults.trial import Trial
from tests.postgresql import Cluster
from worker.store.retries import Cause
from worker.store.tables import events

_AWAY_SECONDS = (2.0, 8.0)
_JUMPS = (3_600.0, 0.0, -3_600.0, -7_200.0, 86_400.0, 0.0)
"""Where the clock stands after each jump, seconds ahead of the real one."""


def locked(trial: Trial) -> None:
    """Fault 15 on SQLite: another program holds the file, so that nobody can write."""
    path = trial.deployment.settings.home / "deponent.db"
    for _ in range(trial.plan.rounds):
        trial.wave()
        trial.busy()
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            keys = trial.deployment.in_hand()
            time.sleep(trial.rng.uniform(*_AWAY_SECONDS))
            other.execute("ROLLBACK")
        trial.hit(keys)
    trial.rest()


def stopped(trial: Trial, cluster: Cluster) -> None:
    """Fault 15 on PostgreSQL: the server is stopped at once, and started again a little later."""
    for _ in range(trial.plan.rounds):
        trial.wave()
        keys = trial.busy()
        cluster.crash()
        time.sleep(trial.rng.uniform(*_AWAY_SECONDS))
        cluster.restart()
        trial.hit(keys)
    trial.rest()


def clock_jumps(trial: Trial) -> None:
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
