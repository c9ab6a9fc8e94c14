"""RQ on a real Redis: only our two jobs run there, and only ids ever lie there."""

import base64
import io
import json
import os
import pickle
import signal
import socket
import threading
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from rq import Callback, Queue, SimpleWorker
from rq.job import Job
from rq.serializers import DefaultSerializer, JSONSerializer
from rq.webhook import Webhook

from models.inference.results import Analysis, Passage, Sentence, SummaryLength, Unanalysed
from tests import examples
from worker import jobs
from worker.casefile import STAGES, Stage, State
from worker.dispatch import Dispatcher
from worker.equipment import reading_room
from worker.intake import accept
from worker.queues import JOBS, JobRefused, StatementJob, connect, enqueue, job_id, stage_queue
from worker.runner import NoDeathPenalty, StatementWorker
from worker.settings import Settings
from worker.store.store import Store

SENTINEL = "zqxsentinel"
TEXT = f"I am Ama Owusu-Reid. The {SENTINEL} van hit the wall at 21:40. I saw it all.\n" * 5


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """RQ's workers take the process's signals over; give them back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def redis(redis_url: str) -> "Iterator[Redis]":
    connection = connect(redis_url)
    yield connection
    connection.close()


@pytest.fixture
def deployed(settings: Settings, redis_url: str) -> Settings:
    return replace(settings, redis_url=redis_url)


class Analyst:
    """Stands in for the models: one sentence, or an error that quotes what the witness said."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.breaks = breaks
        self.batches: list[int] = []

    def analyse(
        self, passages: Sequence[Passage], length: SummaryLength
    ) -> list[Analysis | Unanalysed]:
        self.batches.append(len(passages))
        if self.breaks:
            raise ValueError(passages[0].text)
        return [_analysis(passage) for passage in passages]


def _analysis(passage: Passage) -> Analysis:
    start = passage.text.index("The")
    end = passage.text.index(".", start) + 1
    return Analysis(
        mentions=(),
        sentences=(
            Sentence(
                start=start, end=end, salience=0.9, modality="stated", chosen=True, reason="long"
            ),
        ),
        words_in=70,
        words_out=8,
        models=examples.MODELS,
        device="cpu",
        device_reason="there is no accelerator",
    )


class PlainWorker(SimpleWorker):
    """A worker as RQ ships it, but for the alarm, which pytest's own time limit needs."""

    death_penalty_class = NoDeathPenalty


def _work(stage: Stage, redis: "Redis", worker: type[SimpleWorker] = StatementWorker) -> None:
    """Work off what is queued, in this process, as the runner's worker does."""
    ours = worker is StatementWorker
    job_class = StatementJob if ours else Job
    worker(
        [Queue(stage, connection=redis, job_class=job_class, serializer=JSONSerializer)],
        connection=redis,
        name=uuid.uuid4().hex,
        job_class=job_class,
        serializer=JSONSerializer,
        log_job_description=False,
    ).work(burst=True, logging_level="CRITICAL")


def _take_in(store: Store, settings: Settings, name: str) -> str:
    receipt = accept(
        store,
        settings,
        io.BytesIO(f"{TEXT}{name}\n".encode()),
        filename=f"{SENTINEL}-{name}.txt",
        case_ref=examples.CASE,
        received_by="officer",
    )
    return receipt.statement.id


def _everything_in(redis: "Redis") -> bytes:
    """Every key of the server and everything under it, as bytes."""
    found = []
    for key in redis.scan_iter():
        kind = redis.type(key)
        found += [key, redis.dump(key) or b""]
        match kind:
            case b"hash":
                found += [part for item in redis.hgetall(key).items() for part in item]
            case b"list":
                found += redis.lrange(key, 0, -1)
            case b"stream":
                for _number, row in redis.xrange(key) or ():
                    found += [part for item in (row or {}).items() for part in item]
            case b"string":
                found.append(redis.get(key) or b"")
            case b"set":
                found += list(redis.smembers(key))
            case b"zset":
                found += redis.zrange(key, 0, -1)
            case _:
                raise AssertionError(f"Redis holds a kind of value that is not looked at: {kind!r}")
    # RQ compresses some of what it keeps.
    return b"\n".join([*found, *(_inflated(part) for part in found)])


def _inflated(part: bytes) -> bytes:
    for decode in (lambda b: b, base64.b64decode):
        try:
            return zlib.decompress(decode(part))
        except (ValueError, zlib.error):
            continue
    return b""


def _run_both_stages(
    store: Store, settings: Settings, redis: "Redis", analyst: Analyst
) -> Dispatcher:
    dispatcher = Dispatcher(store, settings)
    room = reading_room(settings)
    try:
        for stage in STAGES:
            jobs.equip(
                jobs.Equipment(
                    store=store,
                    settings=settings,
                    holder=f"{stage} test",
                    reading_room=room if stage == "extract" else None,
                    analyser=analyst if stage == "analyse" else None,
                )
            )
            dispatcher.tick()
            _work(stage, redis)
    finally:
        room.close()
    return dispatcher


def test_statements_go_through_both_queues_and_are_analysed_as_one_batch(
    sqlite_store: Store, deployed: Settings, redis: "Redis"
) -> None:
    ids = [_take_in(sqlite_store, deployed, str(number)) for number in range(3)]
    analyst = Analyst()
    _run_both_stages(sqlite_store, deployed, redis, analyst)
    for statement_id in ids:
        statement = sqlite_store.statements.get(statement_id)
        assert (statement.state, statement.version) == (State.NEEDS_REVIEW, 1)
        record = sqlite_store.records.latest(statement_id)
        assert record is not None
        assert SENTINEL in record.summary.sentences[0].quote
    assert analyst.batches == [3]


@pytest.mark.parametrize("breaks", [False, True])
def test_only_ids_ever_lie_in_redis(
    sqlite_store: Store, deployed: Settings, redis: "Redis", breaks: bool
) -> None:
    statement_id = _take_in(sqlite_store, deployed, "one")
    Dispatcher(sqlite_store, deployed).tick()
    waiting = _everything_in(redis)
    assert statement_id.encode() in waiting
    assert SENTINEL.encode() not in waiting
    _run_both_stages(sqlite_store, deployed, redis, Analyst(breaks=breaks))
    left = _everything_in(redis)
    for secret in (SENTINEL, "Owusu", examples.CASE, "officer"):
        assert secret.encode() not in left, secret
    expected = State.EXTRACTED if breaks else State.NEEDS_REVIEW
    assert sqlite_store.statements.get(statement_id).state is expected


def test_a_batch_that_breaks_is_tried_again_one_by_one(
    sqlite_store: Store, deployed: Settings, redis: "Redis"
) -> None:
    ids = [_take_in(sqlite_store, deployed, str(number)) for number in range(3)]
    broken = Analyst(breaks=True)
    dispatcher = _run_both_stages(sqlite_store, deployed, redis, broken)
    assert broken.batches == [3]
    threading.Event().wait(1.1)
    mended = Analyst()
    jobs.equip(
        jobs.Equipment(store=sqlite_store, settings=deployed, holder="again", analyser=mended)
    )
    dispatcher.tick()
    _work("analyse", redis)
    assert mended.batches == [1, 1, 1]
    assert {sqlite_store.statements.get(each).state for each in ids} == {State.NEEDS_REVIEW}


def test_a_job_that_comes_twice_or_late_does_nothing(
    sqlite_store: Store, deployed: Settings, redis: "Redis"
) -> None:
    statement_id = _take_in(sqlite_store, deployed, "one")
    _run_both_stages(sqlite_store, deployed, redis, Analyst())
    history = sqlite_store.events.history(statement_id)
    for stage in STAGES:
        for attempt in (0, 0, 1):
            enqueue(stage_queue(stage, redis), stage, statement_id, attempt)
        _work(stage, redis)
    assert sqlite_store.events.history(statement_id) == history


def test_each_attempt_has_its_own_job() -> None:
    names = {job_id(stage, "a" * 32, attempt) for stage in STAGES for attempt in range(3)}
    assert len(names) == 6


# Each plant leaves a folder behind when it is carried out. A worker as RQ ships it carries all of
# them out, which is the proof that the plant is good; ours carries out none.


def note(*arguments: object, **_: object) -> None:
    """What a planted callback calls: it notes that it was called."""
    CALLED.append(arguments)


CALLED: list[tuple[object, ...]] = []
_OURS = JOBS["extract"]


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
    equipped = jobs.Equipment(store=sqlite_store, settings=deployed, holder="reader")
    jobs.equip(equipped)
    statement = examples.register(sqlite_store)
    history = sqlite_store.events.history(statement.id)
    folder = tmp_path / "planted"
    queue = Queue("extract", connection=redis, serializer=JSONSerializer)
    plant(queue, folder, "")
    _work("extract", redis)
    assert queue.job_ids == []
    assert len(queue.failed_job_registry) == 1
    assert not folder.exists()
    assert jobs._at_hand() is equipped
    assert sqlite_store.events.history(statement.id) == history
    # The worker is still there for honest work afterwards.
    enqueue(queue, "extract", statement.id, 0)
    _work("extract", redis)
    assert len(sqlite_store.events.history(statement.id)) > len(history)


def test_a_plain_worker_would_have_run_the_planted_function(redis: "Redis", tmp_path: Path) -> None:
    queue = Queue("extract", connection=redis, serializer=JSONSerializer)
    _another_function(queue, tmp_path / "planted", "")
    _work("extract", redis, PlainWorker)
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
    _work("extract", redis, worker)
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
        _work("extract", redis, worker)
        try:
            server.accept()[0].close()
        except TimeoutError:
            assert not sent
        else:
            assert sent


@pytest.mark.parametrize("queued_on", STAGES)
def test_a_job_on_the_other_stage_s_queue_costs_no_attempt(
    sqlite_store: Store, deployed: Settings, redis: "Redis", queued_on: Stage
) -> None:
    """A worker of one stage cannot do the other's work; trying would set it aside."""
    statement = examples.register(sqlite_store)
    other: Stage = "extract"
    if queued_on == "extract":
        other = "analyse"
        statement = examples.extract(sqlite_store, "another")
    jobs.equip(
        jobs.Equipment(
            store=sqlite_store,
            settings=deployed,
            holder="wrong",
            analyser=Analyst() if queued_on == "analyse" else None,
        )
    )
    history = sqlite_store.events.history(statement.id)
    enqueue(stage_queue(queued_on, redis), other, statement.id, 0)
    _work(queued_on, redis)
    assert sqlite_store.events.history(statement.id) == history
    assert sqlite_store.work.counts()[other, "waiting"] == 1


def test_a_refusal_says_nothing_of_what_was_planted(redis: "Redis") -> None:
    job = Queue("extract", connection=redis, serializer=JSONSerializer).create_job(
        "os.mkdir", args=(SENTINEL,)
    )
    job.save()
    ours = StatementJob.fetch(job.id, connection=redis, serializer=JSONSerializer)
    with pytest.raises(JobRefused) as refused:
        _ = ours.func
    assert SENTINEL not in str(refused.value)
