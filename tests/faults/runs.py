"""The faults by name, and one run of one of them: a fresh deployment, the fault, the verdict."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.faults import at_random, clocks, database_away, kills, redis_away, surroundings, versions
from tests.faults.control import ANOTHER_VERSION, WITHOUT_SWEEP
from tests.faults.deployment import Deployment, deployed
from tests.faults.oracle import judge
from tests.faults.redis_proxy import RedisProxy
from tests.faults.results import Result
from tests.faults.surroundings import NotHere
from tests.faults.trial import Plan, Trial, ready, sender_for
from tests.postgresql import Cluster

_CONTROL_PATIENCE_SECONDS = 15.0
_Inject = Callable[[Trial], None]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault: its number in the study, what is done, and what beside the verdict must hold.

    ``prepare`` opens what it needs beside the deployment and returns what injects it, and changes
    of settings. ``database`` is set where the fault belongs to one.
    """

    title: str
    prepare: Callable[[ExitStack, "Place"], tuple[_Inject, dict[str, str]]]
    afterwards: _Inject = lambda _trial: None
    database: str = ""
    switches: tuple[str, ...] = ()
    durable: bool = False
    """Whether the database has to wait for the disk, since it is stopped without warning."""


@dataclass
class Place:
    """Where a run takes place."""

    folder: Path
    home: Path
    cluster: Cluster | None
    plan: Plan


def _plainly(inject: _Inject, **settings: str) -> Callable[..., tuple[_Inject, dict[str, str]]]:
    # A dictionary of its own for each run, which adds where its database is.
    return lambda _stack, _place: (inject, dict(settings))


def _keeping(stack: ExitStack, _place: Place) -> tuple[_Inject, dict[str, str]]:
    server = stack.enter_context(redis_away.keeping_redis())
    return partial(redis_away.killed, server=server), {"DEPONENT_REDIS_URL": server.url}


def _behind_a_proxy(inject: Callable[..., None]) -> Callable[..., tuple[_Inject, dict[str, str]]]:
    def prepare(stack: ExitStack, _place: Place) -> tuple[_Inject, dict[str, str]]:
        server = stack.enter_context(redis_away.keeping_redis())
        proxy = RedisProxy(server.folder / "proxy.sock", server.socket)
        stack.callback(proxy.close)
        return partial(inject, drop=proxy), {"DEPONENT_REDIS_URL": proxy.url}

    return prepare


def _cutting(_stack: ExitStack, place: Place) -> tuple[_Inject, dict[str, str]]:
    assert place.cluster is not None
    return partial(surroundings.cut_off, cluster=place.cluster), {}


def _stopping(_stack: ExitStack, place: Place) -> tuple[_Inject, dict[str, str]]:
    assert place.cluster is not None
    return partial(database_away.stopped, cluster=place.cluster), {}


def _failing_over(stack: ExitStack, place: Place) -> tuple[_Inject, dict[str, str]]:
    assert place.cluster is not None
    copy = Cluster(durable=True, copy_of=place.cluster)
    stack.callback(copy.stop)
    return partial(database_away.fails_over, cluster=place.cluster, copy=copy), {}


def _filling(stack: ExitStack, place: Place) -> tuple[_Inject, dict[str, str]]:
    place.home = stack.enter_context(surroundings.small_disk(place.folder, place.plan.uploads))
    return surroundings.full_disk, {
        "DEPONENT_MAX_UPLOAD_BYTES": str(surroundings.LARGEST_UPLOAD_BYTES)
    }


FAULTS = {
    "01": Fault(
        title="a reading child killed; poison",
        prepare=_plainly(kills.readers),
        afterwards=kills.poison_is_set_aside,
    ),
    "02": Fault(
        title="a worker killed; a late result",
        prepare=_plainly(kills.workers, DEPONENT_EXTRACT_WORKERS="2"),
    ),
    "03": Fault(title="killed between commit, queue and lease", prepare=_plainly(kills.lost_jobs)),
    "04": Fault(title="Redis killed, back with its file", prepare=_keeping),
    "05": Fault(title="Redis forgets everything", prepare=_plainly(redis_away.forgets)),
    "06": Fault(title="Redis stands still", prepare=_plainly(redis_away.stands_still)),
    "07": Fault(
        title="Redis's answer is lost", prepare=_behind_a_proxy(redis_away.loses_an_answer)
    ),
    "08": Fault(title="API killed between file, commit, answer", prepare=_plainly(kills.api)),
    "09-sqlite": Fault(
        title="SQLite: killed within a transaction",
        prepare=_plainly(kills.sqlite_writers),
        afterwards=kills.sqlite_is_sound,
        database="sqlite",
    ),
    "09-postgresql": Fault(
        title="PostgreSQL ends every connection", prepare=_cutting, database="postgresql"
    ),
    "10": Fault(title="the disk is full", prepare=_filling, database="sqlite"),
    "11": Fault(
        title="everything told to stop at once",
        prepare=_plainly(kills.restarts),
        afterwards=kills.none_failed,
    ),
    "12": Fault(
        title="files that hang, eat memory, fork",
        prepare=_plainly(
            surroundings.takes_over,
            DEPONENT_READ_SECONDS=str(surroundings.DEADLINE_SECONDS),
            DEPONENT_READ_MEMORY_BYTES="600000000",
        ),
    ),
    "13": Fault(title="Redis has no memory left", prepare=_plainly(redis_away.is_full)),
    "14": Fault(title="Redis is slow", prepare=_behind_a_proxy(redis_away.is_slow)),
    "15-sqlite": Fault(
        title="SQLite: locked by another program",
        prepare=_plainly(database_away.locked),
        afterwards=kills.none_failed,
        database="sqlite",
    ),
    "15-postgresql": Fault(
        title="PostgreSQL stopped, and started again",
        prepare=_stopping,
        durable=True,
        afterwards=kills.none_failed,
        database="postgresql",
    ),
    "16": Fault(
        title="the clock jumps",
        prepare=_plainly(clocks.jump),
        afterwards=kills.none_failed,
        database="sqlite",
    ),
    "17": Fault(
        title="workers of two versions",
        prepare=_plainly(
            versions.side_by_side,
            DEPONENT_EXTRACT_WORKERS="2",
            DEPONENT_ANALYSE_WORKERS="2",
        ),
        switches=(ANOTHER_VERSION,),
    ),
    "18": Fault(
        title="anything, by chance and together",
        # What is struck by chance may be struck more often than is right to set it aside for.
        prepare=_plainly(at_random.everything, DEPONENT_MAX_ATTEMPTS="60"),
    ),
    "19": Fault(
        title="PostgreSQL stops for good, a copy takes over",
        prepare=_failing_over,
        durable=True,
        afterwards=kills.none_failed,
        database="postgresql",
    ),
}
"""By the numbers of the study's twelve, and seven of our own after them.

The ninth and the fifteenth are two, one for each database. PostgreSQL's clock is its server's and
cannot be set without the machine's.
"""

WITHOUT = Fault(
    title="the control: without the sweep",
    prepare=_plainly(kills.without_sweep),
    switches=(WITHOUT_SWEEP,),
)


def run(name: str, plan: Plan) -> Result:
    """Run a fault once and return what came of it. Raises AssertionError when it broke off."""
    return _run(name, FAULTS[name], plan)


def run_without_sweep(plan: Plan) -> Result:
    """Run the control, which has to lose statements."""
    return _run(WITHOUT_SWEEP, WITHOUT, replace(plan, patience_seconds=_CONTROL_PATIENCE_SECONDS))


def database_of(name: str, plan: Plan) -> str:
    """Return which database a run is on: its fault's, or by turns from seed to seed."""
    fault = FAULTS.get(name, WITHOUT)
    number = list(FAULTS).index(name) if name in FAULTS else 0
    return fault.database or ("sqlite", "postgresql")[(number + plan.seed) % 2]


def _run(name: str, fault: Fault, plan: Plan) -> Result:
    began = time.monotonic()
    database = database_of(name, plan)
    found = Result(fault=name, seed=plan.seed, uploads=plan.uploads, database=database)
    folder = Path(tempfile.mkdtemp(prefix=f"deponent-faults-{name}-", dir="/tmp"))
    try:
        with ExitStack() as stack:
            cluster = _cluster(stack, database, durable=fault.durable)
            place = Place(folder, folder / "home", cluster, plan)
            inject, settings = fault.prepare(stack, place)
            if place.cluster:
                settings["DEPONENT_DATABASE_URL"] = place.cluster.url(place.cluster.create())
            changes = {"DEPONENT_DEVICE": "cpu", **plan.settings, **settings}
            with deployed(folder, place.home, **changes) as deployment:
                _play(name, fault, inject, deployment, plan, found)
            if name == "12":
                found.marks["nothing of them is left"] = surroundings.nothing_left(folder.name)
    except NotHere as error:
        found.not_run = str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found.seconds = round(time.monotonic() - began, 1)
    return found


def _play(
    name: str, fault: Fault, inject: _Inject, deployment: Deployment, plan: Plan, found: Result
) -> None:
    for switch in fault.switches:
        deployment.control.switch(switch)
    deployment.start()
    ready(deployment, deployment.folder)
    contents = partial(surroundings.content, plan) if name == "12" else None
    sender = sender_for(deployment, deployment.folder, plan, contents)
    trial = Trial(deployment, sender, plan, random.Random(plan.seed))
    with _telling(deployment):
        try:
            inject(trial)
            trial.settle()
            fault.afterwards(trial)
        finally:
            sender.close()
    by_hash = {entry.sha256: entry.name for entry in sender.entries}
    paths = {path.name: path for path in sender.files}
    files = {sha256: paths[name] for sha256, name in by_hash.items()}
    verdict = judge(deployment.store, sender.entries, files, trial.expected)
    found.take(verdict, trial)


@contextmanager
def _telling(deployment: Deployment) -> Iterator[None]:
    """Show the logs when a run breaks off; there is no statement's word in them."""
    try:
        yield
    except BaseException as error:
        error.add_note(deployment.log())
        raise


def _cluster(stack: ExitStack, database: str, *, durable: bool) -> Cluster | None:
    if database != "postgresql":
        return None
    cluster = Cluster(durable=durable)
    stack.callback(cluster.stop)
    return cluster
