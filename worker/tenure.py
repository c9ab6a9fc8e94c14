"""While work is held: leases are renewed, hung work ends, and what breaks off is given back."""

import errno
import logging
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from sqlalchemy.exc import DBAPIError

from worker.casefile import Stage
from worker.errors import LeaseLost, ReaderKilled
from worker.outages import DATABASE_AWAY
from worker.settings import Settings
from worker.store.leases import Lease
from worker.store.retries import Cause
from worker.store.store import Store

# Less than the supervisor's patience, so that work is given back and not just dropped.
_STOPPING_SECONDS = 20.0
_EXIT_HUNG = 70
# A database that is away is asked again after this time.
_AWAY_SECONDS = 0.5
# How long after a database was found away nothing counts as hung; longer than it takes to ask.
_SPARED_SECONDS = 60.0
_SLOWEST_TOKENS_PER_SECOND = 50
# No room, no memory, too many files, a disk or a mount that is away.
_OUTAGES = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE}
    | {errno.EIO, errno.EROFS, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.ENODEV}
)
_BROKE_OFF: dict[Stage, Cause] = {
    "extract": Cause.READING_BROKE_OFF,
    "analyse": Cause.ANALYSIS_BROKE_OFF,
}
stopping = threading.Event()
"""Set when this process was told to end; what it holds is finished or given back."""
_unanswered = threading.Event()
"""Set while a commit may have leased this process work whose answer got lost on the way."""
_log = logging.getLogger(__name__)


class Deadline:
    """When a piece of work counts as hung: so many seconds from now, and more for long texts."""

    def __init__(self, settings: Settings, seconds: float | None = None) -> None:
        """Allow ``seconds``, or what the settings allow an analysis."""
        self.renew_seconds = settings.renew_seconds
        self.at = time.monotonic() + (settings.analyse_seconds if seconds is None else seconds)

    def allow(self, tokens: int, *, seconds: float = 0.0) -> None:
        """Give a text the time that even a slow machine needs for its tokens, and ``seconds``."""
        self.at += tokens / _SLOWEST_TOKENS_PER_SECOND + seconds

    def spare(self) -> None:
        """Count no waiting for a database that is away as work that hangs."""
        self.at = max(self.at, time.monotonic() + _SPARED_SECONDS)


@contextmanager
def fenced() -> Iterator[None]:
    """Throw away what a later attempt has taken over: that attempt settles it."""
    try:
        yield
    except LeaseLost:
        _log.warning("a lease was lost; its result was thrown away")


def leased(store: Store, stage: Stage, statement_id: str, holder: str) -> Lease | None:
    """Lease a statement's work; None where there is nothing to do, or this process is to end.

    A database that is away is waited for. Whoever took one job after the other meanwhile would only
    empty the queue, and each would be missed, and queued again, after a while. It may have gone
    away after it had leased the work and before it said so.
    """
    while True:
        try:
            if _unanswered.is_set():
                store.work.disown(holder)
                _unanswered.clear()
            return store.work.lease(stage, statement_id, holder)
        except DATABASE_AWAY as error:
            _unanswered.set()
            _log.warning("waiting for the database: %s", type(error).__name__)
            if stopping.wait(_AWAY_SECONDS):
                return None


@contextmanager
def mended(store: Store, leases: Sequence[Lease], deadline: Deadline) -> Iterator[None]:
    """Give back what is unsettled when the block breaks off.

    This is the boundary to RQ: an exception's own words could quote the statement, so only its
    type and place are kept. A full disk or a database that is away is no statement's fault and
    costs it no attempt; anything else does, and is tried again alone. ``worker.store.retries`` says
    how long each waits.
    """
    broken: Exception | None = None
    try:
        with fenced():
            yield
    except Exception as error:  # noqa: BLE001  # see above: nothing may pass
        broken = error
    if broken is None:
        return
    reason = type(broken).__name__
    place = traceback.extract_tb(broken.__traceback__)[-1]
    surroundings = _is_outage(broken)
    reader_died = isinstance(broken, ReaderKilled)
    del broken
    _log.error("%s at %s:%s", reason, place.filename, place.lineno)
    for lease in leases:
        if surroundings:
            _put_off(store, lease, reason, deadline)
            continue
        with suppress(DBAPIError):  # the lease runs out, and the sweep sees to it
            if reader_died:
                store.work.try_again(lease, Cause.READER_DIED)
            else:
                store.work.try_again(lease, _BROKE_OFF[lease.stage], reason)
    if surroundings and leases:
        # More may have been leased beside them. Where even this gets no answer, the next job asks.
        _unanswered.set()
        with suppress(DBAPIError):
            store.work.disown(leases[0].holder)
            _unanswered.clear()


def _put_off(store: Store, lease: Lease, reason: str, deadline: Deadline) -> None:
    """Put work off as soon as the database lets it be noted, however long that takes.

    Nobody here could do other work meanwhile, and a lease that ran out would cost an attempt.
    """
    deadline.spare()
    while True:
        try:
            store.work.put_off(lease, reason)
        except DATABASE_AWAY:
            deadline.spare()
            if stopping.wait(_AWAY_SECONDS):
                return  # the lease runs out, and the sweep sees to it
        except DBAPIError:
            return  # likewise: what it refuses now it will refuse again
        else:
            return


def _is_outage(error: Exception) -> bool:
    """Return whether the machine or the database failed, rather than this piece of work."""
    if isinstance(error, OSError):
        return error.errno in _OUTAGES
    return isinstance(error, DATABASE_AWAY)


@contextmanager
def keeping(
    store: Store,
    leases: Sequence[Lease],
    deadline: Deadline,
    on_all_lost: Callable[[], None] = lambda: None,
) -> Iterator[Deadline]:
    """Renew leases from a thread while the block works.

    A block that takes longer than ``deadline`` allows counts as hung: nothing in this process
    could stop it, so the process ends and the supervisor starts another. One that is told to stop
    (``stopping``) and cannot finish in time gives its work back and ends too. When a renewal finds
    every lease gone, because the work was cancelled or given to others, ``on_all_lost`` is called:
    it may break the block off.
    """
    done = threading.Event()

    def keep() -> None:
        last_moment: float | None = None
        renewed = time.monotonic()
        while not done.wait(min(0.5, deadline.renew_seconds)):
            now = time.monotonic()
            if now >= deadline.at:
                _log.error("the work hangs: ending this process")
                _count_and_end(store, leases)
            if stopping.is_set():
                last_moment = last_moment or now + _STOPPING_SECONDS
                if now >= last_moment:
                    _give_back_and_end(store, leases)
            if now - renewed >= deadline.renew_seconds:
                renewed = now
                if _all_lost(store, leases) and not done.is_set():
                    on_all_lost()

    thread = threading.Thread(target=keep, name="lease-keeper", daemon=True)
    thread.start()
    try:
        yield deadline
    finally:
        done.set()
        thread.join()


def _all_lost(store: Store, leases: Sequence[Lease]) -> bool:
    """Renew leases; return whether every one of them was gone."""
    held = tuple(leases)
    try:
        lost = store.work.renew(held)
    except Exception as error:  # noqa: BLE001  # the next renewal may succeed
        _log.warning("could not renew leases: %s", type(error).__name__)
        return False
    return len(lost) == len(held)


def _count_and_end(store: Store, leases: Sequence[Lease]) -> None:
    try:
        for lease in tuple(leases):
            with suppress(DBAPIError):  # the lease runs out, and the sweep sees to it
                store.work.try_again(lease, Cause.WORKER_HUNG)
    finally:
        os._exit(_EXIT_HUNG)


def _give_back_and_end(store: Store, leases: Sequence[Lease]) -> None:
    for lease in tuple(leases):
        with suppress(DBAPIError):
            store.work.give_back(lease, "the worker had to stop")
    os._exit(0)
