"""What the supervisor says and does when a process of its will not run."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live_service import free_port
from worker import supervisor
from worker.settings import Settings
from worker.supervisor import Child, Supervisor, WillNotRun

REASON = "No sandbox is to be had here."
SECONDS = 60.0


class Watched(Supervisor):
    """One with a single child of the test's own."""

    def look_until(self, said: list[str], words: str) -> None:
        patience = time.monotonic() + SECONDS
        while not any(words in line for line in said):
            assert time.monotonic() < patience, said
            self.look()
            time.sleep(0.01)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watched(tmp_path: Path, said: list[str]) -> Iterator[Watched]:
    settings = Settings(home=tmp_path, port=free_port())
    (tmp_path / "logs").mkdir()
    found = Watched(settings, on_change=said.append)
    yield found
    found.end()


def run(watched: Watched, program: str) -> Child:
    child = Child("analyse-1", [sys.executable, "-c", program])
    watched.children.append(child)
    watched._start(child)
    return child


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (f"import sys; sys.exit({REASON!r})", f"with exit code 1: {REASON}"),
        (f"raise RuntimeError({REASON!r})", f"with exit code 1: RuntimeError: {REASON}"),
        (
            f"from worker.errors import SandboxMissing\nraise SandboxMissing({REASON!r})",
            f"with exit code 1: SandboxMissing: {REASON}",
        ),
        ("import os; os._exit(3)", "with exit code 3"),
        ("import os; os.abort()", "by SIGABRT"),
    ],
)
def test_what_never_runs_is_given_up_with_its_reason(
    watched: Watched, said: list[str], program: str, why: str
) -> None:
    (watched.settings.home / "logs" / "analyse-1.log").write_text("of an earlier run\n")
    child = run(watched, program)
    with pytest.raises(WillNotRun) as given_up:
        watched.look_until(said, "never said")
    assert "analyse-1 ended 5 times soon after its start" in str(given_up.value)
    assert why in str(given_up.value)
    assert "earlier run" not in str(given_up.value)
    assert str(watched.settings.home / "logs" / "analyse-1.log") in str(given_up.value)
    assert len(said) == 4
    assert all(why.split(":")[0] in line for line in said)
    assert child.wait_seconds > 1.0


def test_what_is_killed_from_outside_is_started_again_each_time(
    watched: Watched, said: list[str]
) -> None:
    child = run(watched, "import time; time.sleep(600)")
    for _ in range(3):
        pid = child.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        patience = time.monotonic() + SECONDS
        while child.pid in {None, pid}:
            assert time.monotonic() < patience
            watched.look()
            time.sleep(0.01)
    assert said == ["analyse-1 ended by SIGKILL; starting it again"] * 3
    assert child.false_starts == 0


@pytest.mark.parametrize(("is_light", "longest"), [(True, 2.0), (False, 15.0)])
def test_who_ends_again_and_again_is_started_later_and_later(
    is_light: bool, longest: float
) -> None:
    """The API, the dispatcher and Redis soon all the same: everybody else waits for them."""
    child = supervisor.Child("api", [], is_light=is_light)
    waits = []
    for _ in range(12):
        child.wait_seconds = supervisor._wait(child, lived=1.0)
        waits.append(child.wait_seconds)
    assert waits[:4] == [0.2, 0.4, 0.8, 1.6]
    assert waits[-1] == max(waits) == longest
    assert supervisor._wait(child, lived=60.0) == 0.2


def test_only_what_loads_models_waits_long(watched: Watched) -> None:
    try:
        watched.start()
        light = {child.name for child in watched.children if child.is_light}
    finally:
        watched.end()
    assert light == {"redis", "dispatcher", "api"}


def test_what_the_database_is_away_for_is_never_given_up(
    watched: Watched, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even in the first moments of a service."""
    monkeypatch.setattr(supervisor, "_LONGEST_WAIT_SECONDS", 0.0)
    child = run(
        watched,
        "import sys\n"
        "import logging\n"
        "logging.basicConfig(format='%(asctime)s analyse %(message)s')\n"
        "from sqlalchemy.exc import OperationalError\n"
        "from worker import outages\n"
        "def begin():\n"
        "    raise OperationalError('words', None, Exception('of the driver'))\n"
        "sys.exit(outages.exit_code_of(begin))",
    )
    patience = time.monotonic() + SECONDS
    while len(said) < 8:
        assert time.monotonic() < patience
        watched.look()
        time.sleep(0.01)
    assert child.false_starts == 0
    why = "the database is away (OperationalError): check that it runs, and DEPONENT_DATABASE_URL"
    assert set(said) == {f"analyse-1 ended with exit code 75; starting it again: {why}"}


def test_what_ran_before_is_never_given_up(
    watched: Watched, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database may be away for a while."""
    child = run(watched, "raise OSError('the database is away')")
    child.proven = True
    monkeypatch.setattr(supervisor, "_LONGEST_WAIT_SECONDS", 0.0)
    patience = time.monotonic() + SECONDS
    while len(said) < 8:
        assert time.monotonic() < patience
        watched.look()
        time.sleep(0.01)
    assert set(said) == {
        "analyse-1 ended with exit code 1; starting it again: OSError: the database is away"
    }


def test_the_welcome_comes_when_it_listens(watched: Watched) -> None:
    """And not before: whoever opens the address at once must find somebody there."""
    listen = (
        "import socket, sys, time\n"
        f"open({str(watched.settings.home / 'began')!r}, 'w').close()\n"
        f"while not __import__('os').path.exists({str(watched.settings.home / 'go')!r}):\n"
        "    time.sleep(0.01)\n"
        f"door = socket.create_server(('127.0.0.1', {watched.settings.port}))\n"
        "time.sleep(600)\n"
    )
    run(watched, listen)
    looks = []
    look = watched.look

    def counted() -> None:
        look()
        looks.append((watched.settings.home / "began").exists())
        if sum(looks) == 5:
            (watched.settings.home / "go").touch()

    watched.look = counted  # type: ignore[method-assign]
    welcomed: list[int] = []

    def welcome() -> None:
        welcomed.append(sum(looks))
        watched.stop()

    watched.watch(welcome)
    assert len(welcomed) == 1
    assert welcomed[0] >= 5
