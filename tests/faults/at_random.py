"""Fault 18: whatever can be killed, frozen, emptied or told to stop is, by chance and together."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from redis.exceptions import RedisError

from tests.acceptance.service import children
from tests.faults.deployment import Deployment, kill
from tests.faults.trial import Trial
from worker.queues import connect

_BLOWS_A_ROUND = 3
_BETWEEN_SECONDS = (0.1, 1.5)
# Shorter and longer than a lease of the short form.
_FROZEN_SECONDS = (0.5, 6.0)
_MOST_AT_ONCE = 4


def everything(trial: Trial) -> None:
    """Strike from the first second on, several times while a wave is in hand, until all is sent."""
    for _ in range(trial.plan.rounds):
        trial.wave()
        keys = trial.busy()
        for _ in range(_BLOWS_A_ROUND):
            trial.rng.choice(_BLOWS)(trial)
            time.sleep(trial.rng.uniform(*_BETWEEN_SECONDS))
        trial.hit(keys)
    trial.rest()


def _one(trial: Trial) -> None:
    """Kill a process, whichever it is."""
    kill(trial.rng.choice(_family(trial.deployment)))


def _several(trial: Trial) -> None:
    """Kill several at the same moment."""
    family = _family(trial.deployment)
    for pid in trial.rng.sample(family, min(len(family), trial.rng.randint(2, _MOST_AT_ONCE))):
        kill(pid)


def _freeze(trial: Trial) -> None:
    """Hold a process still, and let it go on as if nothing had been."""
    pid = trial.rng.choice(_family(trial.deployment))
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
    time.sleep(trial.rng.uniform(*_FROZEN_SECONDS))
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)


def _tell(trial: Trial) -> None:
    """Tell one of the supervisor's own children to stop in order."""
    with suppress(ProcessLookupError):
        os.kill(trial.rng.choice(children(trial.deployment.pid)), signal.SIGTERM)


def _empty(trial: Trial) -> None:
    """Empty Redis."""
    connection = connect(trial.deployment.redis_url)
    try:
        # It may have been killed just before.
        with suppress(RedisError):
            connection.flushall()
    finally:
        connection.close()


def _all(trial: Trial) -> None:
    """Kill everything, the supervisor first, and start it again."""
    trial.deployment.crash()
    trial.deployment.start()


def _family(deployment: Deployment) -> list[int]:
    # Right after several were killed at once there may be nobody: the next to come is as good.
    return deployment.family() or [deployment.child("worker")]


_BLOWS: tuple[Callable[[Trial], None], ...] = (
    *(_one, _one, _one, _several, _several, _freeze, _freeze),
    *(_tell, _empty, _all),
)
