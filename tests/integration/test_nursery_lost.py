"""Where no nursery can be had: another tier is taken, or children start anew, proved first."""

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from worker.errors import ReaderKilled
from worker.extract.containment import fork_server, namespaces, tiers
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

STORY = b"I saw the man by the gate."


@pytest.fixture(autouse=True)
def _proved_anew() -> Iterator[None]:
    yield
    tiers._tried.cache_clear()
    tiers._fault_anew.cache_clear()


@pytest.fixture
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom(Limits(seconds=60), sandbox="namespaces") as open_room:
        assert open_room._server is not None
        yield open_room


def barren(*_: object) -> list[str]:
    """A command that ends without a word."""
    return [sys.executable, "-c", "raise SystemExit(1)"]


def test_children_are_started_anew_and_the_doctor_says_so(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "forked from a warmed process" in room.describe()
    monkeypatch.setattr(fork_server, "command", barren)
    assert room.read(STORY, filename="a.txt").text == STORY.decode()
    assert "started anew" in room.describe()
    assert tiers._fault_anew.cache_info().misses == 1
    # It does not try at every file, and after a rest it finds that one can be had again.
    monkeypatch.undo()
    assert room.read(STORY, filename="a.txt").text == STORY.decode()
    assert room._server is not None
    room._server._rests_until = time.monotonic()
    while "started anew" in room.describe():
        assert room.read(STORY, filename="a.txt").text == STORY.decode()


def test_what_has_not_proved_itself_is_not_used(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fork_server, "command", barren)
    monkeypatch.setattr(namespaces, "command", barren)
    with pytest.raises(ReaderKilled, match="could not be started"):
        room.read(STORY, filename="a.txt")


def test_without_a_nursery_bubblewrap_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tiers._tried.cache_clear()
    monkeypatch.setattr(fork_server, "command", barren)
    best = tiers.choose("required")
    assert best.tier == "bubblewrap"
    named = tiers.choose("namespaces")
    assert not named.forks
    assert "started anew" in named.describe()
    with ReadingRoom(Limits(seconds=60), sandbox="namespaces") as room:
        assert room.read(STORY, filename="a.txt").text == STORY.decode()


def test_a_nursery_that_hangs_is_replaced(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fork_server, "_ANSWERING_SECONDS", 0.5)
    assert room.read(STORY, filename="a.txt").text == STORY.decode()
    room._waiting[0].result()
    server = room._server
    assert server is not None
    hanging = server.pid
    assert hanging is not None
    os.kill(hanging, signal.SIGSTOP)
    # One waits already; the other is born of the next nursery, which has the time that it needs.
    monkeypatch.undo()
    for _ in range(2):
        assert room.read(STORY, filename="a.txt").text == STORY.decode()
    assert server.pid != hanging
