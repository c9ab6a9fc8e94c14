"""The worker process: takes what it needs, listens to exactly one queue, works until told to stop.

RQ's SimpleWorker runs jobs in its own process, so models stay loaded and no CUDA context is ever
forked. Leases are renewed while work is held (``worker.tenure``), which is the heartbeat that
counts; RQ's own registries decide nothing here.
"""

import argparse
import gc
import logging
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.executions import Execution
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer
from rq.timeouts import BaseDeathPenalty

from models.inference.errors import InferenceError
from worker import jobs, outages, pipeline, tenure
from worker.casefile import STAGES, Stage
from worker.equipment import analyser, reading_room
from worker.errors import DeponentError
from worker.presence import Presence, profile
from worker.processes import holder, in_place
from worker.queues import StatementJob, connect_to_work, stage_queue
from worker.recycling import Service
from worker.settings import Settings
from worker.store.store import Store
from worker.store.workers import Profile

if TYPE_CHECKING:
    from redis.client import Pipeline

    from models.inference.analyser import Analyser

_WAIT_FOR_REDIS_SECONDS = 30.0
# RQ waits for a job, and for an answer, about as long as this.
_NOTICE_DEAD_REDIS_SECONDS = 30
# Behind the API, which somebody waits for; ahead of what a machine does when it has nothing to do.
_NICENESS = 5
_log = logging.getLogger(__name__)


class NoDeathPenalty(BaseDeathPenalty):
    """RQ's alarm cannot stop C code and a broad ``except`` eats it: deadlines are kept elsewhere.

    Reading has its own in a killable child; analysis stops renewing its lease.
    """

    def setup_death_penalty(self) -> None:
        """Set no alarm."""

    def cancel_death_penalty(self) -> None:
        """There is none."""


class StatementWorker(SimpleWorker):
    """One queue, our own jobs only, JSON only, no text in any log."""

    death_penalty_class = NoDeathPenalty
    max_connection_wait_time = 5.0
    was_told_to_stop = False
    service = Service(hours=0, memory_bytes=0)
    has_served = False
    lost_redis: RedisError | None = None
    """Why Redis could not be worked with, where that ended the work: RQ only logs it."""
    _worked = False

    def check_for_suspension(self, burst: bool) -> None:
        """Wait while all work is suspended."""
        with self._noting_redis():
            super().check_for_suspension(burst)

    def run_maintenance_tasks(self) -> None:
        """Tidy RQ's own registries."""
        with self._noting_redis():
            super().run_maintenance_tasks()  # type: ignore[no-untyped-call]

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Do a job in this process."""
        with self._noting_redis():
            super().execute_job(job, queue)

    def heartbeat(self, timeout: int | None = None, pipeline: "Pipeline | None" = None) -> None:
        """Tell RQ that this worker lives."""
        with self._noting_redis():
            super().heartbeat(timeout, pipeline)

    def dequeue_job_and_maintain_ttl(
        self, timeout: int | None, max_idle_time: int | None = None
    ) -> tuple[Job, Queue] | None:
        """Return the next job; none, which ends this process, when it has served long enough."""
        if not self._is_over():
            left = self.service.seconds_left()
            if timeout is not None and left < math.inf:
                max_idle_time = math.ceil(left)
            with self._noting_redis():
                found = super().dequeue_job_and_maintain_ttl(timeout, max_idle_time)
            self._worked = found is not None
            if found is not None or not self._is_over():
                return found
        return None

    @contextmanager
    def _noting_redis(self) -> Iterator[None]:
        try:
            yield
        except RedisError as error:
            self.lost_redis = error if isinstance(error, outages.REDIS_AWAY) else None
            raise
        # RQ met the outage itself and went on.
        self.lost_redis = None

    def _is_over(self) -> bool:
        why = self.service.over(after_a_job=self._worked)
        if why and not self.has_served:
            self.has_served = True
            _log.info("ending to be started afresh: %s", why)
        return self.has_served

    def handle_warm_shutdown_request(self) -> None:
        """Finish or give back what is held; ``worker.tenure`` sees to it."""
        self.was_told_to_stop = True
        tenure.stopping.set()

    def set_shutdown_requested_date(self) -> None:
        """Tell nobody: a signal must not wait for a Redis that may be gone already."""

    def teardown(self) -> None:
        """Sign off from Redis; where Redis went first there is nobody to tell."""
        try:
            super().teardown()  # type: ignore[no-untyped-call]
        except RedisError as error:
            _log.info("ended without signing off: %s", type(error).__name__)

    def handle_job_failure(
        self,
        job: Job,
        queue: Queue,
        started_job_registry: StartedJobRegistry | None = None,
        exc_string: str = "",  # noqa: ARG002  # RQ's own signature; the words stay here
        execution: Execution | None = None,
    ) -> None:
        """Let RQ tidy up without the exception's words, which it would keep in Redis."""
        super().handle_job_failure(job, queue, started_job_registry, "", execution)

    def handle_exception(
        self,
        job: Job,
        *exc_info: type[BaseException] | BaseException | TracebackType | None,
    ) -> None:
        """Note that a job failed, without its arguments or the exception's words."""
        error = next((e for e in exc_info if isinstance(e, BaseException)), None)
        _log.error("job %s failed: %s", job.id, type(error).__name__)


def main(arguments: list[str] | None = None) -> int:
    """Run one worker of one stage until SIGTERM. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="deponent worker", description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--place", default="", help="under a supervisor, which names it")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {chosen.stage} %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    os.umask(0o077)
    # Its readers inherit this: a backlog takes what uploads and pages leave of the processor.
    os.nice(_NICENESS)
    try:
        settings = Settings.from_environment().with_redis()
        return outages.exit_code_of(lambda: run(chosen.stage, settings, chosen.place))
    except (DeponentError, InferenceError) as error:
        print(f"deponent worker {chosen.stage}: {error}", file=sys.stderr)
        return 2


def run(stage: Stage, settings: Settings, place: str = "") -> int:
    """Open the store, load what the stage needs and work.

    What was held by a process that had the same ``place`` is given back first: it is dead, or the
    supervisor would have started no other, and nobody need wait for its lease to run out.
    """
    store = Store.open(settings)
    name = holder(stage, place)
    if place:
        _bury(store, place, name)
    equipment, shown, close = _equip(name, stage, settings, store)
    jobs.equip(equipment)
    # What is loaded stays: nobody need look it over each time that something may be garbage.
    gc.collect()
    gc.freeze()
    try:
        worker = _listen(stage, settings, equipment.holder)
        worker.service = Service(
            hours=settings.worker_hours, memory_bytes=settings.worker_memory_bytes
        )
        with Presence(store.workers, shown):
            _log.info("ready, pid %d", os.getpid())
            worker.work(logging_level="WARNING")
    finally:
        close()
        store.close()
    if worker.was_told_to_stop or worker.has_served:
        return 0
    if worker.lost_redis:
        # Even if it is back by now: nothing is wrong with this process or its machine.
        raise worker.lost_redis
    # RQ also returns when it met an error: then something is wrong.
    return 1


def _bury(store: Store, place: str, name: str) -> None:
    found = store.work.bury(in_place(place), name)
    if found.returned or found.quarantined:
        _log.warning(
            "the worker before this one died: %d returned, %d quarantined",
            found.returned,
            found.quarantined,
        )


def _equip(
    name: str, stage: Stage, settings: Settings, store: Store
) -> tuple[jobs.Equipment, Callable[[], Profile], Callable[[], None]]:
    """Return what the jobs need, what the process says of itself, and how to put it all away."""
    if stage == "extract":
        room = reading_room(settings)
        room.warm()
        at_hand = jobs.Equipment(store=store, settings=settings, holder=name, reading_room=room)
        why = "files are read on the CPU"
        basis = pipeline.basis_of_record(settings)
        return (
            at_hand,
            lambda: profile(name, stage, device_reason=why, basis=basis),
            room.close,
        )
    models = analyser(settings)
    at_hand = jobs.Equipment(store=store, settings=settings, holder=name, analyser=models)
    return (
        at_hand,
        lambda: _profile(name, models, pipeline.basis_of_record(settings)),
        lambda: _log.info("analysed: %s", told(models.metrics())),
    )


def _profile(name: str, models: "Analyser", basis: Mapping[str, str]) -> Profile:
    """Return what an analyst says of itself; one whose device failed has another from then on."""
    return profile(
        name,
        "analyse",
        device=models.device,
        device_reason=models.device_reason,
        models=tuple(f"{each.name} {each.version}" for each in models.models),
        counters=models.metrics(),
        basis=basis,
    )


def told(counts: Mapping[str, float]) -> str:
    """Return what a worker's models have done, in one line of numbers."""
    return ", ".join(f"{name} {count:.6g}" for name, count in counts.items())


def _listen(stage: Stage, settings: Settings, name: str) -> StatementWorker:
    """Join the queue, waiting for a Redis that is just being started."""
    patience = time.monotonic() + _WAIT_FOR_REDIS_SECONDS
    while True:
        connection = connect_to_work(settings.redis_url)
        try:
            return StatementWorker(
                [stage_queue(stage, connection)],
                connection=connection,
                name=name,
                job_class=StatementJob,
                serializer=JSONSerializer,
                log_job_description=False,
                worker_ttl=_NOTICE_DEAD_REDIS_SECONDS,
            )
        except RedisAway:
            if time.monotonic() > patience:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
