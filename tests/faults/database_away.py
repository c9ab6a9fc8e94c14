"""Faults 15 and 19: the database is locked, stopped and started again, or another takes over."""

import sqlite3
import time
from contextlib import closing

from tests.faults.trial import Trial
from tests.postgresql import Cluster

_AWAY_SECONDS = (2.0, 8.0)


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
        # Or the database would hardly ever be there, and no outage would be told from the next.
        time.sleep(trial.plan.between_restarts_seconds)
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
        time.sleep(trial.plan.between_restarts_seconds)
    trial.rest()


def fails_over(trial: Trial, cluster: Cluster, copy: Cluster) -> None:
    """Fault 19: PostgreSQL stops for good, and its copy takes its place a little later."""
    for _ in range(trial.times):
        trial.wave()
        keys = trial.busy()
        cluster.crash()
        time.sleep(trial.rng.uniform(*_AWAY_SECONDS))
        copy.take_over()
        trial.hit(keys)
        time.sleep(trial.plan.between_restarts_seconds)
        # The next time it is the other way round.
        cluster.copy(copy)
        cluster, copy = copy, cluster
    trial.rest()
