"""``deponent reprocess`` with ids: each is done once, and what was left alone is told."""

import json

import pytest

from tests import factories
from tests.integration.test_reprocessing import done, made_before, reprocess, watching
from worker.casefile import Statement
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def made(settings: Settings, sqlite_store: Store) -> Statement:
    """A statement that is due."""
    return made_before(settings, sqlite_store)


def test_one_that_is_named_several_times_is_put_back_once(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    several = [made.id, made.id[:12], *[made.id] * 501]
    data = json.loads(reprocess(settings, *several, "--json").stdout)
    assert (data["put_back"], [each["id"] for each in data["due"]]) == (1, [made.id])
    assert sqlite_store.work.counts()["extract", "waiting"] == 1
    assert sqlite_store.complete().sound


def test_whoever_waits_for_a_program_reads_what_was_left_alone(
    settings: Settings, sqlite_store: Store, made: Statement
) -> None:
    busy = factories.received(sqlite_store, settings, b"waits", filename="waits.txt")
    program = watching(settings, made.id, busy.id, "--wait", "--json")
    done(sqlite_store, made, factories.marlowe())
    out, told = program.communicate(timeout=60)
    assert program.returncode == 1, told
    data = json.loads(out)
    assert [(each["id"], each["state"]) for each in data["left_alone"]] == [(busy.id, "received")]
    assert [each["id"] for each in data["alike"]] == [made.id]
    # Where nothing of it is due, there is no run to wait for.
    alone = reprocess(settings, busy.id, "--wait", "--json")
    assert alone.returncode == 1
    assert [each["id"] for each in json.loads(alone.stdout)["left_alone"]] == [busy.id]
    watched = json.loads(reprocess(settings, "--watch", "last", "--json").stdout)
    assert watched["left_alone"] == []
