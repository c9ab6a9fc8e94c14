"""Start, watch and restart every process of a deployment on one machine: ``deponent serve``.

Redis (when embedded), the dispatcher, the workers and the API are children of this process and die
with it. One that dies is started again, later and later if it keeps dying. One that never once ran
for long, and ends by itself time after time, will not run on this machine: then all of it stops and
says why, instead of looking alive. What has run before is started again for ever, as an outage of
the database or of Redis passes.
"""

import errno
import fcntl
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO
from urllib.parse import quote

from worker import equipment, last_words, outages, redis_server
from worker.errors import DeponentError, SettingInvalid
from worker.processes import bury_orphans, dying_with, new_place
from worker.settings import Settings
from worker.store.store import Store

_FIRST_PROCESS = 1
_HEALTHY_SECONDS = 10.0
# Models may take longer than that to load on a busy machine, and then fail.
_PROVEN_SECONDS = 30.0
_LONGEST_WAIT_SECONDS = 15.0
# All the rest waits for these, and they load no models: a start of theirs costs little.
_LONGEST_LIGHT_WAIT_SECONDS = 2.0
_STOPPING_SECONDS = 30.0
_LONGEST_LOG_BYTES = 20_000_000
_ABANDONED_SECONDS = 3600.0
_MOST_FALSE_STARTS = 5
# Killed, told to stop, or without a database or Redis for now: none says that it cannot run here.
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, outages.EXIT_CODE)
_log = logging.getLogger(__name__)


class AlreadyRunning(DeponentError):
    """Another Deponent serves this home or listens on this port."""

    reason = "already_running"


class WillNotRun(DeponentError):
    """One of the processes ends by itself whenever it is started."""

    reason = "will_not_run"


@dataclass
class Child:
    """One process that is kept running."""

    name: str
    command: Sequence[str]
    renews_itself: bool = False
    """Whether it may end by itself, in order, to be started afresh."""
    is_light: bool = False
    """Whether a start costs little, so that it is tried again soon however often it ended."""
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    wait_seconds: float = 0.0
    restarts: int = 0
    renewals: int = 0
    """How often it ended by itself, in order, to be started afresh."""
    false_starts: int = 0
    """How often it ended by itself soon after its start, as long as it never ran for long."""
    proven: bool = False
    """Whether it ever ran for long."""
    log_from: int = 0
    """Where in its log, in bytes, its present run begins."""

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self.process.pid if self.process and self.process.poll() is None else None


@dataclass
class Supervisor:
    """Keeps the processes of ``settings`` running until told to stop."""

    settings: Settings
    on_change: Callable[[str], None] = lambda _text: None
    children: list[Child] = field(default_factory=list)
    _lock: IO[str] | None = None
    _stopping: bool = False

    def start(self) -> None:
        """Prepare the home and start everything.

        Raises AlreadyRunning, SettingInvalid or SandboxMissing, with nothing left running.
        """
        home = self.settings.home
        for folder in (home, home / "run", home / "logs"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._claim_home()
        _check_port(self.settings)
        equipment.check_sandbox(self.settings)
        if not self.settings.redis_url:
            path = redis_server.socket_path(home)
            path.unlink(missing_ok=True)
            self.children.append(Child("redis", redis_server.command(path), is_light=True))
            self.settings = replace(self.settings, redis_url=f"unix://{quote(str(path))}")
        # Once, before many open it together.
        store = Store.open(self.settings)
        store.originals.tidy(older_than_seconds=_ABANDONED_SECONDS)
        store.close()
        python = [sys.executable, "-m"]
        self.children.append(Child("dispatcher", [*python, "worker.dispatch"], is_light=True))
        for stage, count in (
            ("extract", self.settings.extract_workers),
            ("analyse", self.settings.analyse_workers),
        ):
            self.children += [
                Child(
                    f"{stage}-{number}",
                    [*python, "worker.runner", stage, "--place", new_place()],
                    renews_itself=True,
                )
                for number in range(1, count + 1)
            ]
        self.children.append(Child("api", [*python, "worker.api"], is_light=True))
        for child in self.children:
            self._start(child)

    def watch(self, once_listening: Callable[[], None] = lambda: None) -> None:
        """Restart what dies, until ``stop`` is called (by a signal handler, say).

        ``once_listening`` is called when the service answers for the first time. Raises WillNotRun.
        """
        listening = False
        while not self._stopping:
            self.look()
            if not listening and (listening := _answers(self.settings)):
                once_listening()
            if os.getpid() == _FIRST_PROCESS:
                bury_orphans([child.process.pid for child in self.children if child.process])
            time.sleep(0.1)
        self._end()

    def look(self) -> None:
        """Look once at every child, and start again what has died. Raises WillNotRun."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                if child.process is None and now >= child.start_again_at:
                    self._start_again(child)
                continue
            if child.process.returncode == 0 and child.renews_itself:
                child.renewals += 1
                child.proven = True
                child.wait_seconds = 0.0
                self.on_change(f"{child.name} ended in order; starting a fresh one")
                _keep_log_short(self._log(child))
                self._start_or_wait(child)
                continue
            lived = now - child.started_at
            child.wait_seconds = _wait(child, lived)
            child.start_again_at = now + child.wait_seconds
            self._tell_of(child, child.process.returncode, lived)
            child.process = None
            _keep_log_short(self._log(child))

    def _tell_of(self, child: Child, code: int, lived: float) -> None:
        """Say that a child ended and why. Raises WillNotRun where it does nothing else."""
        why = last_words.reason(self._log(child), child.log_from)
        why = f": {why}" if why else ""
        child.proven = child.proven or lived > _PROVEN_SECONDS
        if not child.proven and code not in _FROM_OUTSIDE:
            child.false_starts += 1
        if child.false_starts >= _MOST_FALSE_STARTS and not child.proven:
            raise WillNotRun(
                f"{child.name} ended {child.false_starts} times soon after its start, so Deponent "
                f"cannot run here and was stopped. Nothing that was accepted is lost. The last "
                f"time it ended {last_words.ending(code)}{why}\n"
                f"All that it said is in {self._log(child)}; `deponent doctor` checks the rest."
            )
        self.on_change(f"{child.name} ended {last_words.ending(code)}; starting it again{why}")

    def stop(self) -> None:
        """Ask ``watch`` to end everything: workers finish what they hold."""
        self._stopping = True

    def end(self) -> None:
        """End everything now, workers first, Redis last."""
        self._stopping = True
        self._end()

    def _end(self) -> None:
        order = sorted(self.children, key=lambda child: child.name == "redis")
        for child in order:
            if child.name != "redis":
                _signal(child, signal.SIGTERM)
        deadline = time.monotonic() + _STOPPING_SECONDS
        for child in order:
            if child.name == "redis":
                _signal(child, signal.SIGTERM)
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        if self._lock:
            self._lock.close()
            self._lock = None

    def _claim_home(self) -> None:
        lock = (self.settings.home / "run" / "serving").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise AlreadyRunning(
                f"Deponent already serves {self.settings.home}. Stop that one first, or set "
                "DEPONENT_HOME to another folder."
            ) from error
        self._lock = lock

    def _start_again(self, child: Child) -> None:
        child.restarts += 1
        self._start_or_wait(child)

    def _start_or_wait(self, child: Child) -> None:
        child.process = None
        try:
            self._start(child)
        except OSError as error:
            # No memory or no room for another process just now: the others go on.
            child.start_again_at = time.monotonic() + _LONGEST_WAIT_SECONDS
            self.on_change(f"{child.name} could not be started ({error.strerror})")

    def _log(self, child: Child) -> Path:
        return self.settings.home / "logs" / f"{child.name}.log"

    def _start(self, child: Child) -> None:
        child.started_at = time.monotonic()
        with self._log(child).open("ab") as log:
            child.log_from = log.tell()
            child.process = subprocess.Popen(
                child.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(self.settings),
                cwd=self.settings.home,
                # A terminal's Ctrl-C reaches the supervisor alone, which then ends the rest.
                start_new_session=True,
                # It runs prctl and nothing else, which is safe beside another thread.
                preexec_fn=dying_with(os.getpid()),  # noqa: PLW1509
            )


def _wait(child: Child, lived: float) -> float:
    """Return how many seconds to wait before its next start, when it ran for ``lived``."""
    if lived > _HEALTHY_SECONDS:
        return 0.2
    longest = _LONGEST_LIGHT_WAIT_SECONDS if child.is_light else _LONGEST_WAIT_SECONDS
    return min(max(0.2, child.wait_seconds * 2), longest)


def _environment(settings: Settings) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEPONENT_")}
    return {**kept, **settings.to_environment(), "PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": "1"}


def _keep_log_short(path: Path) -> None:
    if path.exists() and path.stat().st_size > _LONGEST_LOG_BYTES:
        path.replace(path.with_suffix(".old.log"))


def _answers(settings: Settings) -> bool:
    """Whether somebody listens where the service is to be."""
    try:
        socket.create_connection((settings.host, settings.port), timeout=1.0).close()
    except OSError:
        return False
    return True


def _signal(child: Child, number: signal.Signals) -> None:
    if child.process and child.process.poll() is None:
        child.process.send_signal(number)


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SettingInvalid(
                    f"Deponent cannot listen on {settings.host}:{settings.port} "
                    f"({error.strerror}). Set DEPONENT_PORT to another port."
                ) from error
            raise AlreadyRunning(
                f"Something already listens on {settings.host}:{settings.port}. Stop it, or set "
                "DEPONENT_PORT to another port."
            ) from error


def run(settings: Settings, say: Callable[[str], None], welcome: str) -> int:
    """Serve until SIGINT or SIGTERM, telling ``say`` what happens. Returns the exit code.

    ``welcome`` is said once the service answers. Raises WillNotRun, and what ``start`` raises.
    """
    supervisor = Supervisor(settings, on_change=say)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: supervisor.stop())
    try:
        supervisor.start()
        supervisor.watch(lambda: say(welcome))
    except BaseException:
        supervisor.end()
        raise
    return 0
