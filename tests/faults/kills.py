"""Faults 1, 2, 3, 8, 9 on SQLite, and 11: processes are killed at named points, holding work."""

import os
import signal
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from tests.acceptance.service import eventually
from tests.faults.deployment import kill
from tests.faults.trial import Trial
from worker.casefile import State

_WORKERS = (
    ("extract", "reading"),
    ("analyse", "leased"),
    ("extract", "before_settle"),
    ("analyse", "before_settle"),
    ("extract", "after_settle"),
    ("analyse", "after_settle"),
    ("extract", "leased"),
)
_LOST_JOBS = (
    ("extract", "popped"),
    ("dispatcher", "before_enqueue"),
    ("analyse", "popped"),
    ("dispatcher", "enqueued"),
)
_API = (("api", "blob_stored"), ("api", "registered"))
_WRITERS = (
    ("extract", "in_transaction"),
    ("analyse", "in_transaction"),
    ("api", "in_transaction"),
)
_GONE_SECONDS = 10.0


def readers(trial: Trial) -> None:
    """Fault 1: the child that reads is killed; one statement's child each time, until set aside."""
    control = trial.deployment.control
    claim, keys = trial.caught("extract", "reading")
    control.poison(claim.subject)
    trial.expected[claim.subject] = State.QUARANTINED
    trial.hit(keys)
    control.release(claim)
    for _ in range(trial.plan.rounds - 1):
        claim, keys = trial.caught("extract", "reading")
        while claim.subject in trial.expected:
            control.arm("extract", "reading")
            control.release(claim)
            claim = eventually(lambda: control.claimed("extract", "reading"), seconds=60)
            keys = [claim.subject]
        kill(claim.child)
        trial.hit(keys)
        control.release(claim)
    trial.rest()


def poison_is_set_aside(trial: Trial) -> None:
    """Mark whether what killed every reader was set aside after three attempts."""
    for statement_id in trial.expected:
        history = trial.deployment.store.events.history(statement_id)
        started = sum(1 for event in history if event.action == "extract started")
        aside = any(event.action == "quarantined" for event in history)
        trial.marks["poison set aside after 3 attempts"] = aside and started == 3


def workers(trial: Trial) -> None:
    """Fault 2: a worker is killed, and another brings a result long after it was given up."""
    left = 0
    _late(trial)
    for number in range(trial.plan.rounds - 1):
        role, point = _WORKERS[(number + trial.plan.seed - 1) % len(_WORKERS)]
        claim, keys = trial.caught(role, point)
        kill(claim.pid)
        trial.hit(keys)
        trial.deployment.control.release(claim)
        if claim.child:
            left += not _gone(claim.child)
    trial.rest()
    refused = trial.deployment.control.counted("late_result_refused")
    trial.counts["late results refused"] = refused
    trial.marks["a late result was refused"] = refused >= 1
    trial.marks["no reader outlived its worker"] = left == 0


def _late(trial: Trial) -> None:
    """Hold a worker still, lease's keeper and all, until another has done its work."""
    store, control = trial.deployment.store, trial.deployment.control
    claim, keys = trial.caught("extract", "before_settle")
    os.kill(claim.pid, signal.SIGSTOP)
    trial.hit(keys)
    try:
        eventually(
            lambda: (
                any(e.action == "extracted" for e in store.events.history(claim.subject)) or None
            ),
            seconds=trial.plan.patience_seconds,
        )
    finally:
        control.release(claim)
        os.kill(claim.pid, signal.SIGCONT)
    eventually(lambda: control.counted("late_result_refused") or None, seconds=60)


def _gone(pid: int) -> bool:
    patience = time.monotonic() + _GONE_SECONDS
    while time.monotonic() < patience:
        with suppress(FileNotFoundError, ProcessLookupError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX":
                time.sleep(0.05)
                continue
        return True
    return False


def lost_jobs(trial: Trial) -> None:
    """Fault 3: killed between commit, queue, note and lease, where Redis or RQ loses the job."""
    _each(trial, _LOST_JOBS)
    trial.rest()


def api(trial: Trial) -> None:
    """Fault 8: the API is killed between blob, commit and answer; the client sends again."""
    registered = _each(trial, _API)
    trial.rest()
    known = {entry.statement_id for entry in trial.sender.by_sha256().values()}
    trial.marks["the client's retry got the same statement"] = registered <= known
    again = sum(1 for entry in trial.sender.entries if entry.tries > 1)
    trial.counts["uploads sent again"] = again
    trial.marks["the client had to send again"] = again >= 1


def sqlite_writers(trial: Trial) -> None:
    """Fault 9 on SQLite: who writes is killed within the transaction; then an integrity check."""
    _each(trial, _WRITERS)
    trial.rest()


def sqlite_is_sound(trial: Trial) -> None:
    """Mark what SQLite itself says of its file, read while all that was written is in it."""
    path = str(trial.deployment.store.database.url.database)
    connection = sqlite3.connect(path)
    try:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    trial.marks["integrity_check"] = found == "ok"


def _each(trial: Trial, points: tuple[tuple[str, str], ...]) -> set[str]:
    """Kill at one point after the other; return what was registered when the API was killed."""
    registered = set()
    for number in range(trial.plan.rounds):
        role, point = points[(number + trial.plan.seed - 1) % len(points)]
        claim, keys = trial.caught(role, point)
        kill(claim.pid)
        trial.hit(keys)
        trial.deployment.control.release(claim)
        if point == "registered":
            registered.add(claim.subject)
    return registered


def without_sweep(trial: Trial) -> None:
    """The control: nothing is swept, so what these kills hit stays unsettled."""
    for role, point in (("extract", "popped"), ("extract", "before_settle")):
        claim, keys = trial.caught(role, point)
        kill(claim.pid)
        trial.hit(keys)
        trial.deployment.control.release(claim)
    trial.rest()


def restarts(trial: Trial) -> None:
    """Fault 11: everything is told to stop at once, by turns under its supervisor and with it."""
    for number in range(max(2, trial.plan.rounds // 2)):
        trial.wave()
        keys = trial.busy()
        at = time.time()
        for pid in trial.deployment.family():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        if number % 2:
            trial.deployment.stop()
            trial.deployment.start()
        trial.hit(keys, at=at)
        time.sleep(trial.plan.between_restarts_seconds)
    trial.rest()


def none_failed(trial: Trial) -> None:
    """Mark whether nobody saw a statement fail because of a restart."""
    counts = trial.deployment.store.statements.counts()
    trial.marks["none failed or set aside"] = not {State.FAILED, State.QUARANTINED} & counts.keys()
