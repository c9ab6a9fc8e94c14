"""RQ on a real Redis: statements go through, and only ids ever lie there."""

import base64
import errno
import io
import json
import threading
import zlib
from collections.abc import Sequence

import pytest
from redis import Redis
from sqlalchemy import select, update
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from models.inference.results import Analysis, Passage, Sentence, SummaryLength, Unanalysed
from tests import examples
from tests.integration.burst import work
from worker import jobs
from worker.casefile import STAGES, Stage, State
from worker.dispatch import Dispatcher
from worker.equipment import reading_room
from worker.extract import document_json
from worker.intake import accept
from worker.queues import enqueue, job_id, stage_queue
from worker.settings import Settings
from worker.store.store import Store
from worker.store.tables import documents
from worker.store.tables import work as rows

SENTINEL = "zqxsentinel"
TEXT = f"I am Ama Owusu-Reid. The {SENTINEL} van hit the wall at 21:40. I saw it all.\n" * 5


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
            work(stage, redis)
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
    work("analyse", redis)
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
        work(stage, redis)
    assert sqlite_store.events.history(statement_id) == history


def test_each_attempt_has_its_own_job() -> None:
    names = {job_id(stage, "a" * 32, attempt) for stage in STAGES for attempt in range(3)}
    assert len(names) == 6


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        # The statement itself may be what cannot be done or kept: it must not go round for ever.
        (ValueError("?"), 1),
        (DataError("INSERT", {}, ValueError("?")), 1),
        (IntegrityError("INSERT", {}, ValueError("?")), 1),
        # Its surroundings are at fault: it waits, however long that takes.
        (OperationalError("INSERT", {}, ValueError("?")), 0),
        (OSError(errno.ENOSPC, "No space left on device"), 0),
    ],
)
def test_only_what_may_be_the_statement_s_own_fault_counts_as_an_attempt(
    sqlite_store: Store, deployed: Settings, redis: "Redis", error: Exception, attempts: int
) -> None:
    statement = examples.extract(sqlite_store, "one")
    with sqlite_store.database.writing() as connection:
        body = json.dumps(document_json.to_json(examples.document()))
        connection.execute(update(documents).values(body=body))

    class Broken:
        def analyse(
            self, passages: Sequence[Passage], length: SummaryLength
        ) -> list[Analysis | Unanalysed]:
            raise error

    jobs.equip(
        jobs.Equipment(store=sqlite_store, settings=deployed, holder="here", analyser=Broken())
    )
    enqueue(stage_queue("analyse", redis), "analyse", statement.id, 0)
    work("analyse", redis)
    with sqlite_store.database.reading() as connection:
        row = connection.execute(select(rows).where(rows.c.stage == "analyse")).one()
    assert (row.status, row.attempt) == ("waiting", attempts)


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
    work(queued_on, redis)
    assert sqlite_store.events.history(statement.id) == history
    assert sqlite_store.work.counts()[other, "waiting"] == 1
