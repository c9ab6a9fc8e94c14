"""How a reading ends that is late, too large, crashed or killed."""

import os
import signal
import threading
import time
import zlib
from collections.abc import Iterator

import pytest

from tests.integration.reading_children import endless, gone, while_it_reads
from tests.unit.extract import sheets
from worker.errors import ReaderKilled, Unreadable
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

STORY = b"I saw the man by the gate."


@pytest.fixture
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom(Limits(seconds=60)) as open_room:
        yield open_room


def bomb() -> bytes:
    """A page whose content is half a gigabyte once it is unpacked."""
    packer = zlib.compressobj(1)
    content = b"".join(packer.compress(bytes(1 << 24)) for _ in range(32)) + packer.flush()
    return sheets.by_hand(content).replace(
        b"<< /Length %d >>" % len(content),
        b"<< /Length %d /Filter /FlateDecode >>" % len(content),
    )


def test_a_hanging_child_is_killed_at_its_deadline() -> None:
    # The next file, a sound one, has the same time: enough of it on a busy machine too.
    with ReadingRoom(Limits(seconds=5)) as room:
        seen: list[int] = []

        def stop(pid: int) -> None:
            os.kill(pid, signal.SIGSTOP)
            seen.append(pid)

        thread = while_it_reads(room, stop)
        started = time.monotonic()
        with pytest.raises(Unreadable) as error:
            room.read(endless(), filename="a.pdf")
        thread.join()
        assert error.value.reason == "took_too_long"
        assert time.monotonic() - started < 30
        assert gone(seen[0])
        assert room.read(STORY, filename="a.txt").text == STORY.decode()


def test_an_endless_page_is_stopped() -> None:
    with ReadingRoom(Limits(seconds=1)) as room:
        with pytest.raises(Unreadable) as error:
            room.read(endless(), filename="a.pdf")
        assert error.value.reason == "took_too_long"


def test_a_bomb_runs_out_of_memory_alone() -> None:
    with ReadingRoom(Limits(memory_bytes=400 * 1024**2)) as room:
        with pytest.raises(Unreadable) as error:
            room.read(bomb(), filename="a.pdf")
        assert error.value.reason == "out_of_memory"
        assert room.read(STORY, filename="a.txt").text == STORY.decode()


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_killed_from_outside_may_be_read_again(room: ReadingRoom, sent: signal.Signals) -> None:
    thread = while_it_reads(room, lambda pid: os.kill(pid, sent))
    with pytest.raises(ReaderKilled):
        room.read(endless(), filename="a.pdf")
    thread.join()
    assert room.read(STORY, filename="a.txt").text == STORY.decode()


def test_a_crash_is_the_files_fault(room: ReadingRoom) -> None:
    thread = while_it_reads(room, lambda pid: os.kill(pid, signal.SIGSEGV))
    with pytest.raises(Unreadable) as error:
        room.read(endless(), filename="a.pdf")
    thread.join()
    assert error.value.reason == "reader_crashed"


def test_a_sandbox_that_is_held_up_at_its_end_costs_time_and_not_the_file(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader has answered and is gone; the process that looks after it stands still."""
    monkeypatch.setattr("worker.extract.sandbox._EXIT_SECONDS", 0.1)
    room.warm()
    pid = room._waiting[0].result().child.pid
    os.kill(pid, signal.SIGSTOP)
    goes_on = threading.Timer(1.0, os.kill, (pid, signal.SIGCONT))
    goes_on.start()
    assert room.read(STORY, filename="a.txt").text == STORY.decode()
    goes_on.join()


def test_a_waiting_child_that_was_killed_is_replaced(room: ReadingRoom) -> None:
    room.warm()
    reader = room._waiting[0].result()
    reader.child.kill()
    assert gone(reader.child.pid)
    assert room.read(STORY, filename="a.txt").text == STORY.decode()
    assert reader.child.returncode is not None
