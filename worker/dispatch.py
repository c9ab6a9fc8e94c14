"""From the work table to RQ, and the sweep that puts back whatever got lost on the way.

Redis may forget everything at any moment. A row that was dispatched, is still waiting and is in
no queue any more is simply dispatched again; a second job for the same row finds nothing to lease.
"""

import logging
import os
import signal
import sys
import threading
import time

from redis.exceptions import RedisError
from rq import Queue
from sqlalchemy.exc import DBAPIError

from worker import outages
from worker.casefile import STAGES, Stage
from worker.presence import Presence, profile
from worker.processes import holder
from worker.queues import connect, enqueue, job_id, stage_queue
from worker.settings import Settings
from worker.store.clocks import Watch
from worker.store.store import Store
from worker.store.work import Waiting

# Few enough that urgent work never waits behind many, enough that no worker runs dry.
WINDOW = 16
_TICK_SECONDS = 0.05
# A job between the queue's list and its lease belongs to a worker for this long.
_GRACE_SECONDS = 2.0
_WAIT_AFTER_ERROR_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Dispatcher:
    """Moves due work into RQ and sweeps, until told to stop."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Dispatch from ``store`` to the Redis of ``settings``."""
        self._store = store
        self._sweep_seconds = settings.sweep_seconds
        connection = connect(settings.redis_url)
        self._queues = {stage: stage_queue(stage, connection) for stage in STAGES}
        self._swept_at = 0.0
        self._judged = True
        self._clock = Watch(store.work.now, patience_seconds=settings.lease_seconds)

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set. Redis or the database being away is waited out."""
        while not stop.is_set():
            try:
                self.tick()
                stop.wait(_TICK_SECONDS)
            except (RedisError, DBAPIError) as error:
                _log.warning("waiting for %s", _which(error))
                if isinstance(error, DBAPIError):
                    self._clock.was_away()
                stop.wait(_WAIT_AFTER_ERROR_SECONDS)

    def tick(self) -> None:
        """Sweep when it is time, then dispatch what is due."""
        if time.monotonic() - self._swept_at >= self._sweep_seconds:
            self.sweep()
        for stage, due in self._store.work.due(STAGES, WINDOW).items():
            self._dispatch(stage, due)

    def sweep(self) -> None:
        """Give back leases that ran out, and quarantine what has no attempts left."""
        self._swept_at = time.monotonic()
        judging = self._clock.may_judge()
        if self._judged and not judging:
            _log.warning(
                "the clock jumped, or the database was away: no lease is judged until its holder "
                "could renew it"
            )
        self._judged = judging
        swept = self._store.work.sweep(judging=judging)
        if swept.returned or swept.quarantined:
            _log.warning("swept: %d returned, %d quarantined", swept.returned, swept.quarantined)

    def _dispatch(self, stage: Stage, due: list[Waiting]) -> None:
        if not due:
            return
        queue = self._queues[stage]
        chosen = [row for row in due if row.seconds_since_dispatch is None]
        chosen += self._forgotten(queue, stage, due)
        for row in chosen:
            enqueue(queue, stage, row.statement_id, row.attempt, row.run)
        self._store.work.mark_dispatched(chosen)

    def _forgotten(self, queue: Queue, stage: Stage, due: list[Waiting]) -> list[Waiting]:
        """Return rows that were dispatched a while ago and that Redis does not hold any more."""
        sent = [row for row in due if (row.seconds_since_dispatch or 0.0) > _GRACE_SECONDS]
        if not sent:
            return []
        held = set(queue.get_job_ids())
        return [
            row for row in sent if job_id(stage, row.statement_id, row.attempt, row.run) not in held
        ]


def _which(error: Exception) -> str:
    return "Redis" if isinstance(error, RedisError) else "the database"


def main() -> int:
    """Run the dispatcher as a process, until SIGTERM or SIGINT. Returns the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s dispatcher %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    os.umask(0o077)
    return outages.exit_code_of(lambda: run(Settings.from_environment().with_redis()))


def run(settings: Settings) -> int:
    """Dispatch until SIGTERM or SIGINT. Returns the exit code."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    store = Store.open(settings)
    name = holder("dispatch")
    try:
        with Presence(store.workers, lambda: profile(name, "dispatch")):
            Dispatcher(store, settings).run(stop)
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
