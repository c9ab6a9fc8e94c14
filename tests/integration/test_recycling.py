"""Workers that have served long enough end by themselves and are started afresh."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests import factories
from worker.casefile import State
from worker.dispatch import Dispatcher
from worker.processes import dying_with
from worker.recycling import Service, resident_bytes
from worker.settings import Settings
from worker.store.store import Store
from worker.supervisor import Child, Supervisor

_PATIENCE_SECONDS = 120.0
_TWO_SECONDS = 2 / 3600


@contextmanager
def _reading(settings: Settings) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a real extract worker; whatever is left of it at the end is killed."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "worker.runner", "extract"],
            env={**os.environ, **settings.to_environment()},
            stdout=log,
            stderr=log,
            preexec_fn=dying_with(os.getpid()),
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _until(condition: Callable[[], object]) -> None:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < patience
        time.sleep(0.05)


def test_an_idle_worker_ends_in_order_when_it_has_served_its_time(deployed: Settings) -> None:
    with _reading(replace(deployed, worker_hours=_TWO_SECONDS)) as process:
        assert process.wait(_PATIENCE_SECONDS) == 0
    assert "it has served its time" in (deployed.home / "worker.log").read_text()


def test_a_worker_that_has_grown_ends_after_the_job_that_it_holds(
    deployed: Settings, sqlite_store: Store
) -> None:
    """Far too low a bound, so that each process does one job: the work goes on nevertheless."""
    bounded = replace(deployed, worker_memory_bytes=1)
    statements = [
        factories.received(sqlite_store, deployed, f"I saw {n}.".encode(), filename=f"{n}.txt")
        for n in range(2)
    ]
    Dispatcher(sqlite_store, bounded).tick()
    for done in (1, 2):
        with _reading(bounded) as process:
            assert process.wait(_PATIENCE_SECONDS) == 0
        assert "it has grown to" in (deployed.home / "worker.log").read_text()
        states = [sqlite_store.statements.get(each.id).state for each in statements]
        assert states.count(State.EXTRACTED) == done
        assert states.count(State.RECEIVED) == 2 - done
    assert sqlite_store.work.counts().get(("extract", "leased")) is None
    assert sqlite_store.complete().sound


@pytest.mark.parametrize(("code", "renewed"), [(0, True), (1, False)])
def test_the_supervisor_starts_a_worker_afresh_without_calling_it_a_crash(
    settings: Settings, code: int, renewed: bool
) -> None:
    (settings.home / "logs").mkdir(parents=True)
    said: list[str] = []
    ending = Child("extract-1", [sys.executable, "-c", f"raise SystemExit({code})"], True)
    supervisor = Supervisor(settings, on_change=said.append, children=[ending])
    supervisor._start(ending)
    first = ending.process
    assert first is not None
    _until(lambda: first.poll() is not None)
    supervisor.look()
    if renewed:
        assert ending.process is not None
        assert ending.process is not first
        assert (ending.renewals, ending.restarts, ending.wait_seconds) == (1, 0, 0.0)
        assert said == ["extract-1 ended in order; starting a fresh one"]
    else:
        assert ending.process is None
        assert ending.wait_seconds > 0

        def restarted() -> int:
            supervisor.look()
            return ending.restarts

        _until(restarted)
        assert ending.renewals == 0
    supervisor.end()


def test_a_service_without_bounds_is_never_over() -> None:
    assert Service(hours=0, memory_bytes=0).over(after_a_job=True) is None
    assert Service(hours=24, memory_bytes=10**15).over(after_a_job=True) is None


def test_memory_is_bounded_only_after_a_job() -> None:
    bounded = Service(hours=0, memory_bytes=1)
    assert bounded.over(after_a_job=False) is None
    assert bounded.over(after_a_job=True) is not None


def test_resident_memory_is_what_the_kernel_says() -> None:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    kilobytes = int(status["VmRSS"].split()[0])
    assert resident_bytes() == pytest.approx(kilobytes * 1024, rel=0.2)


_FREED = """
import ctypes
from worker import recycling
from worker.recycling import Service, resident_bytes
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
held = []
for _ in range(2_000):
    held.append(libc.malloc(100_000))
    ctypes.memset(held[-1], 1, 100_000)
# The last one keeps all before it from being returned by itself.
for one in held[:-1]:
    libc.free(one)
kept = resident_bytes()
{how}
print(kept - resident_bytes())
"""
_BOUNDED = "assert Service(hours=0, memory_bytes=kept - 100_000_000).over(after_a_job=True) is None"
_IN_TIME = (
    "recycling._GIVING_BACK_SECONDS = 0\nService(hours=0, memory_bytes=0).over(after_a_job=True)"
)
_TOO_SOON = "Service(hours=0, memory_bytes=0).over(after_a_job=True)"
_IDLE = (
    "recycling._GIVING_BACK_SECONDS = 0\nService(hours=0, memory_bytes=0).over(after_a_job=False)"
)


@pytest.mark.parametrize(
    ("how", "given_back"),
    [(_BOUNDED, True), (_IN_TIME, True), (_TOO_SOON, False), (_IDLE, False)],
    ids=["before the bound is judged", "now and then", "not each time", "not when idle"],
)
def test_freed_memory_is_given_back(how: str, given_back: bool) -> None:
    """Or a worker grows with each new mixture of long and short statements, and is ended for it."""
    script = _FREED.replace("{how}", how)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (int(done.stdout) > 150_000_000) is given_back
