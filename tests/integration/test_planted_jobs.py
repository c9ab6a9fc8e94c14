"""Whoever can write to Redis still cannot make a worker do anything but its own job.

Each plant leaves a folder behind when it is carried out. A worker as RQ ships it carries them out,
which is the proof that the plants are good; ours carries out none.
"""

import json
import os
import pickle
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis
from rq import Callback, Queue, SimpleWorker
from rq.serializers import DefaultSerializer, JSONSerializer
from rq.webhook import Webhook

from tests import examples
from tests.integration.burst import PlainWorker, work
from worker import jobs
from worker.equipment import reading_room
from worker.queues import JOBS, JobRefused, StatementJob, enqueue
from worker.runner import StatementWorker
from worker.settings import Settings
from worker.store.store import Store

SECRET = "zqxsentinel"
CALLED: list[tuple[object, ...]] = []
_OURS = JOBS["extract"]


def note(*arguments: object, **_: object) -> None:
    """What a planted callback calls: it notes that it was called."""
    CALLED.append(arguments)


def _another_function(queue: Queue, folder: Path, _url: str) -> None:
    queue.enqueue_call("os.mkdir", args=(str(folder),), timeout=-1)


def _another_function_of_ours(queue: Queue, folder: Path, _url: str) -> None:
    queue.enqueue_call("worker.jobs.equip", args=(str(folder),), timeout=-1)


def _a_method(queue: Queue, folder: Path, _url: str) -> None:
    job = queue.create_job("os.mkdir", args=(str(folder),), timeout=-1)
    job.data = json.dumps(("mkdir", {"not": "none"}, [str(folder)], {})).encode()
    queue.enqueue_job(job)


def _two_arguments(queue: Queue, _folder: Path, _url: str) -> None:
    queue.enqueue_call(_OURS, args=("a" * 32, "b" * 32), timeout=-1)


def _a_named_argument(queue: Queue, _folder: Path, _url: str) -> None:
    queue.enqueue_call(_OURS, kwargs={"statement_id": "a" * 32}, timeout=-1)


def _no_id(queue: Queue, _folder: Path, _url: str) -> None:
    queue.enqueue_call(_OURS, args=("../../etc/passwd",), timeout=-1)


class _Explosive:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[..., None], tuple[str]]:
        return (os.mkdir, (str(self.folder),))


def _pickled(queue: Queue, folder: Path, _url: str) -> None:
    job = queue.create_job(_OURS, args=("a" * 32,), timeout=-1)
    job.data = pickle.dumps((_OURS, None, (_Explosive(folder),), {}))
    queue.enqueue_job(job)


@pytest.mark.parametrize(
    "plant",
    [
        _another_function,
        _another_function_of_ours,
        _a_method,
        _two_arguments,
        _a_named_argument,
        _no_id,
        _pickled,
    ],
)
def test_a_planted_job_is_refused_and_nothing_runs(
    sqlite_store: Store,
    deployed: Settings,
    redis: "Redis",
    tmp_path: Path,
    plant: Callable[[Queue, Path, str], None],
) -> None:
    with reading_room(deployed) as room:
        equipped = jobs.Equipment(
            store=sqlite_store, settings=deployed, holder="reader", reading_room=room
        )
        jobs.equip(equipped)
        statement = examples.register(sqlite_store)
        history = sqlite_store.events.history(statement.id)
        folder = tmp_path / "planted"
        queue = Queue("extract", connection=redis, serializer=JSONSerializer)
        plant(queue, folder, "")
        work("extract", redis)
        assert queue.job_ids == []
        assert len(queue.failed_job_registry) == 1
        assert not folder.exists()
        assert jobs._at_hand() is equipped
        assert sqlite_store.events.history(statement.id) == history
        # The worker is still there for honest work afterwards.
        enqueue(queue, "extract", statement.id, 0)
        work("extract", redis)
        assert len(sqlite_store.events.history(statement.id)) > len(history)


def test_a_plain_worker_would_have_run_the_planted_function(redis: "Redis", tmp_path: Path) -> None:
    queue = Queue("extract", connection=redis, serializer=JSONSerializer)
    _another_function(queue, tmp_path / "planted", "")
    work("extract", redis, PlainWorker)
    assert (tmp_path / "planted").is_dir()


def test_a_plain_reader_would_have_unpickled_the_payload(tmp_path: Path) -> None:
    DefaultSerializer.loads(pickle.dumps(_Explosive(tmp_path / "planted")))
    assert (tmp_path / "planted").is_dir()


@pytest.mark.parametrize(
    ("worker", "succeeds", "called"),
    [
        (PlainWorker, True, True),
        (PlainWorker, False, True),
        (StatementWorker, True, False),
        (StatementWorker, False, False),
    ],
)
def test_callbacks_are_called_by_a_plain_worker_and_never_by_ours(
    sqlite_store: Store,
    deployed: Settings,
    redis: "Redis",
    worker: type[SimpleWorker],
    succeeds: bool,
    called: bool,
) -> None:
    jobs.equip(jobs.Equipment(store=sqlite_store, settings=deployed, holder="reader"))
    CALLED.clear()
    # The function is ours and finds nothing to lease; without an id it fails in every worker.
    Queue("extract", connection=redis, serializer=JSONSerializer).enqueue_call(
        _OURS,
        args=("a" * 32,) if succeeds else (),
        timeout=-1,
        on_success=Callback(f"{__name__}.note"),
        on_failure=Callback(f"{__name__}.note"),
        on_stopped=Callback(f"{__name__}.note"),
    )
    work("extract", redis, worker)
    assert bool(CALLED) is called


@pytest.mark.parametrize(("worker", "sent"), [(PlainWorker, True), (StatementWorker, False)])
def test_webhooks_are_sent_by_a_plain_worker_and_never_by_ours(
    sqlite_store: Store,
    deployed: Settings,
    redis: "Redis",
    worker: type[SimpleWorker],
    sent: bool,
) -> None:
    jobs.equip(jobs.Equipment(store=sqlite_store, settings=deployed, holder="reader"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        Queue("extract", connection=redis, serializer=JSONSerializer).enqueue_call(
            _OURS,
            args=("a" * 32,),
            timeout=-1,
            webhooks=[Webhook(url, "finished", timeout=1), Webhook(url, "failed", timeout=1)],
        )
        work("extract", redis, worker)
        try:
            server.accept()[0].close()
        except TimeoutError:
            assert not sent
        else:
            assert sent


def test_a_refusal_says_nothing_of_what_was_planted(redis: "Redis") -> None:
    job = Queue("extract", connection=redis, serializer=JSONSerializer).create_job(
        "os.mkdir", args=(SECRET,)
    )
    job.save()
    ours = StatementJob.fetch(job.id, connection=redis, serializer=JSONSerializer)
    with pytest.raises(JobRefused) as refused:
        _ = ours.func
    assert SECRET not in str(refused.value)
