"""RQ's queues: one for each stage, JSON only, ids only, and only our own two jobs.

Whoever can write to Redis chooses what a plain RQ worker calls. Here a job may name nothing but
the functions of ``JOBS``, carries no callbacks and no webhooks, and is never unpickled.
"""

import logging
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from worker.casefile import Stage
from worker.errors import SettingInvalid

JOBS: dict[Stage, str] = {"extract": "worker.jobs.extract", "analyse": "worker.jobs.analyse"}
_FAILURES_KEPT_SECONDS = 24 * 3600
_NO_DEADLINE = -1
_log = logging.getLogger(__name__)


class JobRefused(Exception):
    """A job in Redis names something that is not one of ours."""


class StatementJob(Job):
    """A job of ours: one of ``JOBS``, called with one statement id."""

    @property
    def func(self) -> Callable[..., Any] | None:
        """The function to call. Raises JobRefused unless it is one of ours, with one id."""
        if self.func_name not in JOBS.values() or self.instance is not None or self.kwargs:
            raise JobRefused("a job names a function that is not Deponent's")
        if len(self.args) != 1 or not _is_statement_id(self.args[0]):
            raise JobRefused("a job does not carry one statement id")
        function: Callable[..., Any] | None = super().func
        return function

    @property
    def success_callback(self) -> None:
        """Never any: a planted job could name one."""
        return

    @property
    def failure_callback(self) -> None:
        """Never any: a planted job could name one."""
        return

    @property
    def stopped_callback(self) -> None:
        """Never any: a planted job could name one."""
        return

    def send_webhooks(self, *_args: object, **_kwargs: object) -> None:
        """Never any: Deponent tells others through its own signed outbox."""


def connect(url: str) -> "Redis":
    """Return a connection that gives up quickly: the sweep repairs what was not sent.

    No connection is made yet. All three raise SettingInvalid for a URL that leads nowhere.
    """
    return _connection(url, socket_connect_timeout=2.0, socket_timeout=5.0)


def connect_to_work(url: str) -> "Redis":
    """Return a connection for a worker, which waits on it for the next job."""
    return _connection(url, socket_connect_timeout=5.0)


def connect_to_look(url: str) -> "Redis":
    """Return a connection for looking how Redis is, while somebody waits for the answer."""
    return _connection(url, socket_connect_timeout=1.0, socket_timeout=1.0)


def _connection(url: str, **seconds: float) -> "Redis":
    try:
        found = Redis.from_url(url, retry=Retry(NoBackoff(), 0), **seconds)
        # An option that nobody knows comes to light only here; nothing is connected yet.
        found.connection_pool.make_connection()
    except (TypeError, ValueError, RedisError) as error:
        # Its own words may quote the password.
        raise SettingInvalid(
            "DEPONENT_REDIS_URL cannot be read: a part of it, such as the port or an option behind "
            "the question mark, is not as it has to be. It has the form "
            "redis://:password@host:6379/0 or unix:///run/redis/deponent.sock"
        ) from error
    return found


def stage_queue(stage: Stage, connection: "Redis") -> Queue:
    """Return the queue of a stage."""
    return Queue(stage, connection=connection, job_class=StatementJob, serializer=JSONSerializer)


def enqueue(queue: Queue, stage: Stage, statement_id: str, attempt: int, run: int = 1) -> None:
    """Put one statement's stage on its queue. Doing it twice is harmless."""
    queue.enqueue_call(
        JOBS[stage],
        args=(statement_id,),
        job_id=job_id(stage, statement_id, attempt, run),
        timeout=_NO_DEADLINE,
        result_ttl=0,
        failure_ttl=_FAILURES_KEPT_SECONDS,
        description=stage,
    )


def job_id(stage: Stage, statement_id: str, attempt: int, run: int = 1) -> str:
    """Return the id of a job. Each attempt has its own, so that a late finish hides no retry."""
    again = f"-run-{run}" if run > 1 else ""
    return f"{statement_id}-{stage}-{attempt}{again}"


def _is_statement_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == 32 and value.isalnum() and value.isascii()
