"""Metrics in Prometheus' text format: the database is asked at each scrape, nothing is kept.

Labels are codes, counts and names of processes: never a file name, a case or a word of a statement.
"""

from collections.abc import Iterable, Iterator, Mapping
from time import monotonic
from typing import Any

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker import __version__, operations
from worker.api import measures
from worker.api.measures import Measure
from worker.casefile import STAGES, Priority, State
from worker.operations import Overview
from worker.settings import Settings
from worker.store.standing import PHASES
from worker.store.store import Store
from worker.store.workers import Worker

# An acknowledgement of 1 MB is promised within 0.3 s; a large file on a slow line takes minutes.
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
_UPLOADS = frozenset({"/api/statements", "/upload"})
Families = Iterator[GaugeMetricFamily | CounterMetricFamily]


class Metrics:
    """The registry of one application, and the clock on its uploads."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """Tell of the deployment of ``settings``, which ``store`` belongs to."""
        self._registry = CollectorRegistry()
        self._registry.register(_Deployment(settings, store))
        self._uploads = Histogram(
            measures.UPLOADS.name,
            measures.UPLOADS.help,
            measures.UPLOADS.labels,
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def text(self) -> bytes:
        """Return everything, as it stands now."""
        return generate_latest(self._registry)

    def acknowledged(self, seconds: float, status: int) -> None:
        """Count an upload that was answered with ``status`` after ``seconds``."""
        self._uploads.labels(str(status)).observe(seconds)


class Acknowledgements:
    """ASGI middleware that takes the time of uploads, from first byte to answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Time the uploads that ``app`` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in _UPLOADS:
            await self._app(scope, receive, send)
            return
        began = monotonic()
        metrics: Metrics = scope["app"].state.metrics

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                metrics.acknowledged(monotonic() - began, message["status"])
            await send(message)

        await self._app(scope, receive, timed)


class _Deployment(Collector):
    """Asks database, Redis and disk when it is scraped."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store

    def describe(self) -> Iterable[GaugeMetricFamily | CounterMetricFamily]:
        """Return the names without asking anybody."""
        return [_family(each, {}) for each in measures.ALL if each is not measures.UPLOADS]

    def collect(self) -> Families:
        """Return what there is. A database that is away takes its part of it along."""
        yield _family(measures.BUILD, {(__version__,): 1})
        try:
            overview = operations.look(self._settings, self._store)
        except SQLAlchemyError:
            yield _one(measures.DATABASE_UP, 0)
            yield _one(measures.READY, 0)
            yield _family(measures.ATTENTION, {("database_unavailable",): 1})
            yield from _redis(operations.look_at_redis(self._settings))
            return
        yield _one(measures.DATABASE_UP, 1)
        yield _one(measures.READY, overview.unready is None)
        if overview.free_bytes is not None:
            yield _one(measures.ROOM, overview.free_bytes)
        yield _family(measures.ATTENTION, {(each.code,): 1 for each in overview.attention})
        yield from _redis(overview.queues)
        yield from _work(overview)
        yield from _statements(overview)
        yield from _workers(overview)


def _redis(queues: operations.Queues) -> Families:
    yield _one(measures.REDIS_UP, queues.reachable)
    yield _family(measures.REDIS_JOBS, {(stage,): n for stage, n in queues.jobs.items()})


def _work(overview: Overview) -> Families:
    standing = overview.standing
    # Every series is there from the start, so that alerts see the first of a kind.
    counts: dict[tuple[str, ...], float] = {
        (stage, operations.priority_name(priority), phase): 0
        for stage in STAGES
        for priority in (Priority.INTERACTIVE, Priority.BACKLOG)
        for phase in PHASES
    }
    ages = dict(counts)
    for each in standing.depths:
        key = (each.stage, operations.priority_name(each.priority), each.phase)
        counts[key], ages[key] = each.count, each.oldest_seconds
    yield _family(measures.WORK, counts)
    yield _family(measures.OLDEST, ages)
    idle = {(s,): seconds for s, seconds in standing.idle_seconds.items() if seconds is not None}
    yield _family(measures.IDLE, idle)
    yield _family(measures.ATTEMPTS, {(stage,): n for stage, n in standing.attempts.items()})
    yield _family(measures.RETURNED, {(stage,): n for stage, n in standing.returned.items()})


def _statements(overview: Overview) -> Families:
    standing = overview.standing
    states = {(str(state),): standing.states.get(state, 0) for state in State}
    yield _family(measures.STATEMENTS, states)
    stopped = {(str(e.state), e.stage, e.reason): e.count for e in standing.stopped}
    yield _family(measures.STOPPED, stopped)
    yield _family(measures.SETTLED, {(outcome,): n for outcome, n in standing.settled.items()})


def _workers(overview: Overview) -> Families:
    alive: dict[tuple[str, ...], float] = {}
    lives: dict[tuple[str, ...], float] = {
        (role, life): 0 for role in operations.ROLES for life in ("alive", "ended", "gone")
    }
    for role in operations.ROLES:
        here = overview.alive(role)
        for each in here:
            key = (role, each.profile.device)
            alive[key] = alive.get(key, 0) + 1
        if not here:
            alive[role, "none"] = 0
    for each in overview.workers:
        lives[each.profile.stage, each.life] = lives.get((each.profile.stage, each.life), 0) + 1
    yield _family(measures.WORKERS, alive)
    yield _family(measures.WORKERS_OF_DAY, lives)
    living = [each for each in overview.workers if each.life == "alive"]
    yield _family(measures.SEEN, {_key(each): each.seconds_since_seen for each in living})
    yield _family(measures.UPTIME, {_key(each): each.seconds_since_start for each in living})
    for name, measure in measures.OF_WORKERS.items():
        told = {
            _key(each): each.profile.counters[name]
            for each in living
            if name in each.profile.counters
        }
        yield _family(measure, told)


def _key(worker: Worker) -> tuple[str, ...]:
    return worker.profile.holder, worker.profile.stage, worker.profile.device


def _one(measure: Measure, value: float) -> GaugeMetricFamily | CounterMetricFamily:
    return _family(measure, {(): value})


def _family(
    measure: Measure, samples: Mapping[Any, float]
) -> GaugeMetricFamily | CounterMetricFamily:
    # Keys are the labels' values, as many as the measure has labels.
    kind = CounterMetricFamily if measure.kind == "counter" else GaugeMetricFamily
    family = kind(measure.name, measure.help, labels=measure.labels)
    for labels, value in samples.items():
        family.add_metric(labels, float(value))
    return family
