"""What needs somebody, and that it is told in words that say what to do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from worker import attention
from worker.attention import span
from worker.casefile import Priority, Stage, State
from worker.readiness import Unready
from worker.settings import Settings
from worker.store.standing import Depth, Phase, Standing
from worker.store.workers import Life, Profile, Worker

CALM = Standing(
    depths=(),
    states={},
    stopped=(),
    settled={},
    today={},
    last_hour={},
    attempts={"extract": 0, "analyse": 0},
    returned={"extract": 0, "analyse": 0},
    idle_seconds={"extract": None, "analyse": None},
)


def worker(
    stage: str, life: Life = "alive", *, version: str = "1", seen: float = 1.0, fallbacks: int = 0
) -> Worker:
    said = Profile(
        holder=f"{stage}@desk:1:aa",
        stage=stage,
        host="desk",
        pid=17,
        device="cpu",
        device_reason="the GPU failed",
        pipeline_version=version,
        counters={"fallbacks": fallbacks},
    )
    return Worker(
        profile=said,
        life=life,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        seconds_since_start=100.0,
        seconds_since_seen=seen,
    )


ALL = (worker("extract"), worker("analyse"), worker("dispatch"))


def waits(stage: Stage, count: int, seconds: float, phase: Phase = "waiting") -> Depth:
    return Depth(
        stage=stage,
        priority=Priority.BACKLOG,
        phase=phase,
        count=count,
        oldest_seconds=seconds,
    )


def needed(
    standing: Standing = CALM,
    workers: tuple[Worker, ...] = ALL,
    *,
    redis_reachable: bool = True,
    unready: Unready | None = None,
    free_bytes: int | None = 10**12,
) -> dict[str, str]:
    found = attention.needed(
        Settings(),
        standing,
        workers,
        redis_reachable=redis_reachable,
        unready=unready,
        free_bytes=free_bytes,
    )
    return {each.code: each.text for each in found}


def test_nothing_is_said_while_all_is_well() -> None:
    assert needed() == {}
    busy = replace(CALM, depths=(waits("extract", 9, 40.0),))
    assert needed(busy) == {}


def test_a_stage_without_a_worker_is_named_with_how_to_start_one() -> None:
    standing = replace(
        CALM,
        depths=(waits("extract", 12, 400.0),),
        idle_seconds={"extract": 301.0, "analyse": 301.0},
    )
    told = needed(standing, (worker("dispatch"), worker("extract", "gone", seen=300.0)))
    assert told["no_extract_worker"] == (
        "Nothing has been read for 5 minutes, while 12 statements wait: no extract worker is "
        "alive. Start one with `deponent worker extract`, or everything with `deponent serve`."
    )
    assert "did not sign off" in told["extract_gone"]
    assert "no_analyse_worker" not in told


def test_a_living_worker_that_finishes_nothing_is_named() -> None:
    standing = replace(
        CALM,
        depths=(waits("analyse", 1, 900.0),),
        idle_seconds={"extract": 10.0, "analyse": 400.0},
    )
    assert "though a worker lives" in needed(standing)["analyse_stands_still"]
    # What came only now has not waited long, however long nothing came before it.
    fresh = replace(standing, depths=(waits("analyse", 1, 3.0),))
    assert needed(fresh) == {}


def test_what_waits_without_a_dispatcher_is_named() -> None:
    standing = replace(CALM, depths=(waits("extract", 2, 1.0),))
    assert "`deponent worker dispatch`" in needed(standing, ALL[:2])["no_dispatcher"]


@pytest.mark.parametrize("unready", ["database_unavailable", "storage_unwritable", "storage_full"])
def test_refused_uploads_are_named(unready: Unready) -> None:
    assert "ploads are refused" in needed(unready=unready)[unready]


def test_what_the_machine_lacks_is_named() -> None:
    assert "Uploads are taken" in needed(redis_reachable=False)["redis_unavailable"]
    assert "Only 40 MB are free" in needed(free_bytes=40_000_000)["storage_low"]


def test_what_stands_still_comes_first() -> None:
    standing = replace(CALM, states={State.QUARANTINED: 1}, depths=(waits("extract", 1, 1.0),))
    assert list(needed(standing, ())) == ["no_extract_worker", "no_dispatcher", "quarantined"]


def test_broken_devices_old_versions_and_old_leases_are_named() -> None:
    standing = replace(CALM, depths=(waits("extract", 1, 400.0, "expired"),))
    told = needed(standing, (*ALL, worker("analyse", version="2", fallbacks=1)))
    assert "Worker 17 on desk gave up its device" in told["device_given_up"]
    assert "(1, 2)" in told["versions_differ"]
    assert told["leases_expired"].startswith("1 lease has run out")
    long_ago = worker("analyse", "gone", seen=7200.0)
    assert needed(workers=(*ALL, long_ago)) == {}


def test_spans_are_told_as_exactly_as_anybody_needs() -> None:
    said = {0.4: "0 seconds", 1: "1 second", 59: "59 seconds", 61: "1 minute", 7199: "119 minutes"}
    said |= {7200: "2 hours", 100_000: "27 hours", 200_000: "2 days"}
    assert {seconds: span(seconds) for seconds in said} == said
