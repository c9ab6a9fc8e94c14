"""Who works: signing in, signs of life, signing off, and what becomes of those who fell silent."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from worker.store.store import Store
from worker.store.workers import GONE_SECONDS, KEPT_SECONDS, Profile

READER = Profile(
    holder="extract@desk:1:aa",
    stage="extract",
    host="desk",
    pid=1,
    device="cpu",
    device_reason="",
    pipeline_version="1",
    counters={"resident_bytes": 5.0},
    basis={"summary_share": "0.2"},
)


def test_a_worker_is_alive_as_long_as_it_says_so(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    store.workers.sign_in(READER)
    (seen,) = store.workers.of_the_last_day()
    assert (seen.life, seen.profile) == ("alive", READER)
    pass_time(GONE_SECONDS - 1)
    told = replace(READER, device="cpu, once cuda", counters={"resident_bytes": 6.0})
    assert store.workers.renew(told)
    pass_time(GONE_SECONDS - 1)
    (seen,) = store.workers.of_the_last_day()
    assert (seen.life, seen.profile) == ("alive", told)
    assert seen.seconds_since_start == pytest.approx(2 * GONE_SECONDS - 2, abs=5)


def test_one_that_falls_silent_has_gone_and_one_that_signs_off_has_ended(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    store.workers.sign_in(READER)
    store.workers.sign_in(replace(READER, holder="analyse@desk:2:bb", stage="analyse"))
    store.workers.sign_off("analyse@desk:2:bb")
    pass_time(GONE_SECONDS + 1)
    lives = {each.profile.stage: each.life for each in store.workers.of_the_last_day()}
    assert lives == {"extract": "gone", "analyse": "ended"}


def test_those_that_went_are_forgotten_after_a_day(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    store.workers.sign_in(READER)
    pass_time(KEPT_SECONDS + 1)
    assert store.workers.of_the_last_day() == []
    store.workers.sign_in(replace(READER, holder="another"))
    assert not store.workers.renew(READER), "the old one is still in the table"
    assert [each.profile.holder for each in store.workers.of_the_last_day()] == ["another"]
