"""A working process shows itself: it signs in, gives a sign of life every few seconds, signs off.

It does so from a thread of its own, also while it is idle, and one small write at a time. Nothing
waits for it, and a database that is away stops nothing: that is said once in the log, and the next
sign of life tells the rest.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from worker import __version__
from worker.recycling import resident_bytes
from worker.store.workers import Profile, Workers

RENEW_SECONDS = 10.0
# Ending must not wait long for a database that is away.
_ENDING_SECONDS = 5.0
_log = logging.getLogger(__name__)


def profile(
    name: str,
    stage: str,
    *,
    device: str = "cpu",
    device_reason: str = "",
    models: tuple[str, ...] = (),
    counters: Mapping[str, float] | None = None,
    basis: Mapping[str, str] | None = None,
) -> Profile:
    """Return what this process says of itself; its memory is added to the counters."""
    return Profile(
        holder=name,
        stage=stage,
        host=socket.gethostname(),
        pid=os.getpid(),
        device=device,
        device_reason=device_reason,
        pipeline_version=__version__,
        models=models,
        counters={**(counters or {}), "resident_bytes": float(resident_bytes())},
        basis=basis or {},
    )


class Presence:
    """Shows this process in the table of workers while the context lasts."""

    def __init__(
        self,
        workers: Workers,
        told: Callable[[], Profile],
        *,
        renew_seconds: float = RENEW_SECONDS,
    ) -> None:
        """Show what ``told`` returns, asked anew for each sign of life."""
        self._workers = workers
        self._told = told
        self._renew_seconds = renew_seconds
        self._holder = told().holder
        self._over = threading.Event()
        self._was_away = False
        self._thread = threading.Thread(target=self._show, name="presence", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Sign off; a process that is killed cannot, and shows as gone."""
        self._over.set()
        self._thread.join(_ENDING_SECONDS)

    def _show(self) -> None:
        self._try(self._sign)
        while not self._over.wait(self._renew_seconds):
            self._try(self._sign)
        self._try(lambda: self._workers.sign_off(self._holder))

    def _sign(self) -> None:
        told = self._told()
        # The first time; or after a day without a database, when others forgot this one.
        if not self._workers.renew(told):
            self._workers.sign_in(told)

    def _try(self, does: Callable[[], None]) -> None:
        """Do it if the database lets it be done."""
        try:
            does()
        except SQLAlchemyError as error:
            if not self._was_away:
                _log.warning("cannot show that this worker lives: %s", type(error).__name__)
            self._was_away = True
        else:
            self._was_away = False
