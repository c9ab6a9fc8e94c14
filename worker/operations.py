"""How a deployment is doing: all that its page, its metrics and its command tell."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from redis.exceptions import RedisError

from worker import attention, readiness, redis_server
from worker.attention import ROLES, Attention, lives
from worker.british_time import midnight
from worker.casefile import STAGES, Priority, Stage
from worker.errors import DeponentError
from worker.queues import connect_to_look, stage_queue
from worker.settings import Settings
from worker.store.standing import Standing
from worker.store.store import Store
from worker.store.workers import Worker

__all__ = ["ROLES", "Overview", "Queues", "look", "look_at_redis", "priority_name"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Queues:
    """Redis: whether it answers, and how many jobs lie in the queue of each stage."""

    reachable: bool
    jobs: Mapping[Stage, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """A deployment at one moment. ``unready`` says why uploads are refused, None if they aren't.

    ``free_bytes`` is the room where originals are kept, None when that could not be told.
    """

    standing: Standing
    workers: tuple[Worker, ...]
    queues: Queues
    unready: readiness.Unready | None
    free_bytes: int | None
    attention: tuple[Attention, ...]

    def alive(self, role: str) -> list[Worker]:
        """Return the workers of a stage, or the dispatchers, that live."""
        return [each for each in self.workers if lives(each, role)]


def priority_name(priority: int) -> str:
    """Return a priority as uploads name it."""
    names = {Priority.INTERACTIVE: "interactive", Priority.BACKLOG: "backlog"}
    return names.get(priority, str(priority))


def look(settings: Settings, store: Store) -> Overview:
    """Look at everything. Raises SQLAlchemyError when the database does not answer."""
    standing = store.standings.now(midnight())
    workers = tuple(store.workers.of_the_last_day())
    queues = look_at_redis(settings)
    unready = readiness.unready(settings, store)
    free = _free_bytes(settings)
    return Overview(
        standing=standing,
        workers=workers,
        queues=queues,
        unready=unready,
        free_bytes=free,
        attention=attention.needed(
            settings,
            standing,
            workers,
            redis_reachable=queues.reachable,
            unready=unready,
            free_bytes=free,
        ),
    )


def look_at_redis(settings: Settings) -> Queues:
    """Return how Redis is; one that doesn't answer within about a second counts as away."""
    try:
        connection = connect_to_look(settings.redis_url or _embedded(settings))
        try:
            jobs = {stage: stage_queue(stage, connection).count for stage in STAGES}
        finally:
            connection.close()
    except (RedisError, OSError, DeponentError):
        return Queues(reachable=False, jobs={})
    return Queues(reachable=True, jobs=jobs)


def _embedded(settings: Settings) -> str:
    return f"unix://{quote(str(redis_server.socket_path(settings.home)))}"


def _free_bytes(settings: Settings) -> int | None:
    try:
        return shutil.disk_usage(settings.originals).free
    except OSError:
        return None
