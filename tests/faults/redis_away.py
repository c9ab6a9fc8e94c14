"""Faults 4 to 7, 13, 14: Redis is killed, forgets, stands still, is unheard, full or slow."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.acceptance.service import eventually
from tests.faults.deployment import kill
from tests.faults.redis_proxy import RedisProxy
from tests.faults.trial import Trial
from worker import redis_server
from worker.processes import dying_with
from worker.queues import connect


class KeepingRedis:
    """A Redis of the harness's own, outside the deployment, which keeps an append-only file."""

    def __init__(self) -> None:
        """Start it."""
        self.folder = Path(tempfile.mkdtemp(prefix="deponent-faults-", dir="/tmp"))
        self.socket = self.folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.start()

    def start(self) -> None:
        """Start it, with what its file has kept."""
        command = redis_server.command(self.socket)
        command[command.index("--appendonly") + 1] = "yes"
        self.server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=dying_with(os.getpid()),
        )
        connection = connect(self.url)
        try:
            eventually(lambda: _answers(connection) or None, seconds=30)
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill it at once."""
        self.server.kill()
        self.server.wait()

    def close(self) -> None:
        """End it and remove what it kept."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def keeping_redis() -> Iterator[KeepingRedis]:
    """Run a Redis that keeps an append-only file."""
    server = KeepingRedis()
    try:
        yield server
    finally:
        server.close()


def killed(trial: Trial, server: KeepingRedis) -> None:
    """Fault 4: Redis is killed and comes back with what its append-only file has."""
    for _ in range(trial.plan.rounds):
        trial.wave()
        keys = trial.busy()
        server.kill()
        time.sleep(trial.rng.uniform(0.2, 2.0))
        server.start()
        trial.hit(keys)
    trial.rest()


def forgets(trial: Trial) -> None:
    """Fault 5: Redis forgets everything: flushed, or killed with nothing on disk."""
    for number in range(trial.plan.rounds):
        trial.wave()
        keys = trial.busy()
        if number % 2:
            kill(trial.deployment.child("redis-server"))
        else:
            _flush(trial.deployment.redis_url)
        trial.hit(keys)
    trial.rest()


def stands_still(trial: Trial) -> None:
    """Fault 6: Redis answers nobody for a while; uploads are acknowledged all the same."""
    trial.wave()
    trial.busy()
    trial.sender.join()
    pid = trial.deployment.child("redis-server")
    os.kill(pid, signal.SIGSTOP)
    try:
        _uploads_meanwhile(trial, len(trial.sender.files) // 4)
        keys = trial.deployment.in_hand()
    finally:
        os.kill(pid, signal.SIGCONT)
    trial.hit(keys)
    trial.rest()


def loses_an_answer(trial: Trial, drop: RedisProxy) -> None:
    """Fault 7: Redis queues a job, and nobody hears that it did: the job is queued again."""
    for _ in range(trial.plan.rounds):
        before = drop.dropped
        drop.arm()
        trial.wave()
        _dropped(drop, before + 1)
        trial.hit(trial.deployment.in_hand())
    trial.rest()
    trial.settle()
    nothing = trial.deployment.control.counted("nothing_to_lease")
    trial.counts["second runs that found nothing to do"] = nothing
    trial.marks["a second run did nothing"] = nothing >= 1


def is_full(trial: Trial) -> None:
    """Fault 13: Redis has no memory left and refuses every write, and later has some again."""
    connection = connect(trial.deployment.redis_url)
    try:
        for _ in range(trial.times):
            trial.recovered()
            trial.wave()
            trial.busy()
            trial.sender.join()
            before = _refused(connection)
            connection.config_set("maxmemory", 1)
            try:
                _uploads_meanwhile(trial, trial.share)
                keys = trial.deployment.in_hand()
                refused = _refused(connection) - before
            finally:
                connection.config_set("maxmemory", 0)
            trial.hit(keys if refused else ())
            trial.counts["writes refused"] = trial.counts.get("writes refused", 0) + refused
    finally:
        connection.close()
    trial.rest()


def is_slow(trial: Trial, drop: RedisProxy) -> None:
    """Fault 14: every answer of Redis comes late, by half a second or up to two."""
    for _ in range(trial.times):
        trial.recovered()
        trial.wave()
        trial.busy()
        trial.sender.join()
        before = drop.slowed
        drop.delay_seconds = trial.rng.uniform(0.5, 2.0)
        try:
            _uploads_meanwhile(trial, trial.share)
            keys = trial.deployment.in_hand()
        finally:
            drop.delay_seconds = 0.0
        trial.hit(keys if drop.slowed > before else ())
    trial.counts["answers that came late"] = drop.slowed
    trial.rest()


def _uploads_meanwhile(trial: Trial, count: int) -> None:
    """Send so many files, at least one, while Redis is in trouble, which goes on for its time.

    Not ``Trial.wave``, which waits for earlier work: it may be that nothing moves. All that was
    sent before has to have been acknowledged.
    """
    began = time.monotonic()
    before = len(trial.sender.entries)
    sent = trial.sender.wave(max(1, count))
    trial.sender.join()
    acknowledged = trial.sender.entries[before:]
    time.sleep(max(0.0, trial.plan.away_seconds - (time.monotonic() - began)))
    what, mark = "acknowledged meanwhile", "every upload acknowledged at once"
    trial.counts[what] = trial.counts.get(what, 0) + len(acknowledged)
    first_try = sum(1 for entry in acknowledged if entry.tries == 1)
    trial.marks[mark] = trial.marks.get(mark, True) and first_try == len(sent) > 0


def _refused(connection: "Redis") -> int:
    """Return how many commands were refused for want of memory since the server started."""
    told = connection.info("errorstats")
    assert isinstance(told, dict)
    return int(dict(told.get("errorstat_OOM", {})).get("count", 0))


def _dropped(drop: RedisProxy, times: int) -> None:
    eventually(lambda: drop.dropped >= times or None, seconds=60)


def _flush(url: str) -> None:
    connection = connect(url)
    try:
        # It may be starting again after the kill before.
        eventually(lambda: _answers(connection) or None, seconds=60)
        connection.flushall()
    finally:
        connection.close()


def _answers(connection: "Redis") -> bool:
    try:
        return bool(connection.ping())
    except RedisError:
        return False
