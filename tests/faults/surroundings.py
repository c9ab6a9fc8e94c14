"""Fault 9 on PostgreSQL, 10 and 12: connections are cut, the disk is full, files do harm."""

import hashlib
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import create_engine, select, text

from tests.acceptance.service import eventually
from tests.faults import possessed
from tests.faults.deployment import ORACLE
from tests.faults.possessed import DEEDS, MARK
from tests.faults.sending import statement
from tests.faults.trial import Plan, Trial
from tests.postgresql import Cluster
from worker.casefile import State
from worker.store.tables import events

# Records and the database's log of them; an upload of the largest size must fit as well.
_DISK_BYTES = 24_000_000
_DISK_BYTES_EACH = 100_000
LARGEST_UPLOAD_BYTES = 1_000_000
DEADLINE_SECONDS = 5.0
# Reading with a file's own deadline ends at most so much later.
_GRACE_SECONDS = 5.0
_CUTS = 4
_FULL_SECONDS = 3.0
_REFUSALS = 3


def cut_off(trial: Trial, cluster: Cluster) -> None:
    """Fault 9 on PostgreSQL: every connection of the deployment is ended, again and again."""
    cut = 0
    url = cluster.url("postgres").replace("://", "+psycopg://", 1)
    name = trial.deployment.settings.database_url.partition("?")[0].rpartition("/")[2]
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    query = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE datname = :name AND application_name <> :ours"
    )
    try:
        for _ in range(trial.plan.rounds):
            trial.wave()
            for _ in range(_CUTS):
                keys = trial.in_hand()
                if not keys:
                    # The wave is settled already; the next one is cut off, too.
                    break
                with engine.connect() as connection:
                    ended = connection.scalar(query, {"name": name, "ours": ORACLE}) or 0
                cut += ended
                trial.hit(keys if ended else ())
                time.sleep(trial.rng.uniform(0.1, 0.5))
    finally:
        engine.dispose()
    trial.counts["connections ended"] = cut
    trial.rest()


class NotHere(Exception):
    """This fault cannot be had on this machine; why not."""


@contextmanager
def small_disk(folder: Path, uploads: int) -> Iterator[Path]:
    """Mount a file system in memory that is soon full. Raises NotHere without the right to."""
    place = folder / "disk"
    place.mkdir()
    size = _DISK_BYTES + _DISK_BYTES_EACH * uploads
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "faults", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise NotHere("there is no mount command to make a small disk with") from error
    if done.returncode:
        raise NotHere("this user may not mount a small disk (root may)")
    try:
        yield place / "home"
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


def full_disk(trial: Trial) -> None:
    """Fault 10: the disk of originals and database is filled to the last byte, and freed again."""
    ballast = trial.deployment.settings.home.parent / "ballast"
    for _ in range(trial.times):
        trial.wave()
        trial.busy()
        before = trial.sender.refusals["storage_full"]
        _fill(ballast)
        try:
            sent = trial.sender.wave(trial.share)
            _refused(trial, before + _REFUSALS)
            time.sleep(_FULL_SECONDS)
            known = trial.sender.by_sha256()
            waiting = {hashlib.sha256(path.read_bytes()).hexdigest() for path in sent}
            keys = [*trial.deployment.in_hand(), *(waiting - known.keys())]
        finally:
            ballast.unlink()
        trial.hit(keys)
        trial.sender.join()
    trial.rest()
    trial.counts["uploads refused with 507"] = trial.sender.refusals["storage_full"]
    others = sum(trial.sender.refusals.values()) - trial.sender.refusals["storage_full"]
    trial.counts["uploads refused otherwise"] = others
    trial.marks["507, and no other refusal"] = others == 0


def _refused(trial: Trial, times: int) -> None:
    eventually(lambda: trial.sender.refusals["storage_full"] >= times or None, seconds=60)


def _fill(ballast: Path) -> None:
    """Write until there is no room for a single byte."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(1 << 16))
            except OSError:
                break
        while True:
            file.write(b"\0")


def content(plan: Plan, number: int) -> bytes:
    """Return a statement, or at some places one whose reader turns on the machine."""
    words = statement(random.Random(plan.seed * 1_000_003 + number), number)
    if number % _every(plan) != 1:
        return words
    deed = DEEDS[(number // _every(plan)) % len(DEEDS)]
    return f"{deed:<4}\n".encode() + words


def _every(plan: Plan) -> int:
    return max(4, plan.uploads // (len(DEEDS) * max(1, plan.rounds // 4)))


def takes_over(trial: Trial) -> None:
    """Fault 12: some files hang in C, eat memory or fork without end once they are read."""
    trial.rest()
    hostile = [p for p in trial.sender.files if p.read_bytes()[:4].decode().strip() in DEEDS]
    names = {path.name for path in hostile}
    for entry in trial.sender.entries:
        if entry.name in names:
            trial.expected[entry.statement_id] = State.FAILED
    trial.settle()
    for statement_id in trial.expected:
        trial.hit([statement_id], at=_when(trial, statement_id, "extract started"))
    slowest = max(trial.recoveries(), default=0.0)
    trial.counts["files that did harm"] = len(hostile)
    trial.counts["slowest ended after ms"] = round(slowest * 1000)
    late = DEADLINE_SECONDS + _GRACE_SECONDS
    trial.marks[f"ended within {late:g} s"] = 0 < slowest <= late
    trial.marks["every kind of harm was tried"] = len(hostile) >= len(DEEDS)


def nothing_left(mark: str) -> bool:
    """Return whether every process of a file that did harm is gone."""
    carried = {"cmdline": f"{MARK} {mark}".encode(), "comm": possessed.name(mark)}
    for where, wanted in carried.items():
        for path in Path("/proc").glob(f"[0-9]*/{where}"):
            with suppress(OSError):
                if wanted in path.read_bytes():
                    return False
    return True


def _when(trial: Trial, statement_id: str, action: str) -> float:
    query = select(events.c.at).where(
        events.c.statement_id == statement_id, events.c.action == action
    )
    with trial.deployment.store.database.reading() as connection:
        return float(connection.scalars(query.order_by(events.c.id)).first() or 0.0)
