"""Working off a queue in the test's own process, with our worker or with one as RQ ships it."""

import signal
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from worker.casefile import Stage
from worker.queues import StatementJob
from worker.runner import NoDeathPenalty, StatementWorker


class PlainWorker(SimpleWorker):
    """A worker as RQ ships it, but for the alarm, which pytest's own time limit needs."""

    death_penalty_class = NoDeathPenalty


def work(stage: Stage, redis: "Redis", worker: type[SimpleWorker] = StatementWorker) -> None:
    """Work off what is queued."""
    job_class = StatementJob if worker is StatementWorker else Job
    with signals_kept():
        worker(
            [Queue(stage, connection=redis, job_class=job_class, serializer=JSONSerializer)],
            connection=redis,
            name=uuid.uuid4().hex,
            job_class=job_class,
            serializer=JSONSerializer,
            log_job_description=False,
        ).work(burst=True, logging_level="CRITICAL")


@contextmanager
def signals_kept() -> Iterator[None]:
    """RQ's workers take the process's signals over; take them back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
