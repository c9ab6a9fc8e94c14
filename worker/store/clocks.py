"""What a clock that jumps must not do: end leases that last, or hold work back that is due.

A clock is set by hand or by a time server, and a machine that slept wakes hours later. Ahead, every
lease looks as if it had run out, though its worker is at work. Back, what was noted for "in a
second" stands an hour away.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, and_, case, literal, or_, update

from worker.store import retries
from worker.store.tables import work

_SLACK_SECONDS = 1.0
"""Clocks are set by less than this all the time; so much harms nothing."""


@dataclass
class Watch:
    """Tells when the database's clock has jumped ahead of this machine's steady one.

    ``clock`` reads the database's. For ``patience_seconds`` after a jump, as the steady clock has
    it, leases are not to be judged: whoever is at work renews its own meanwhile, and then they tell
    again who is not.
    """

    clock: Callable[[], float]
    patience_seconds: float
    steady: Callable[[], float] = time.monotonic
    _seen: tuple[float, float] | None = field(default=None, init=False)
    _patient_until: float = field(default=0.0, init=False)

    def may_judge(self) -> bool:
        """Look at the clock and return whether leases may be judged.

        Reading it can take seconds on a busy machine. Only what the longest time that can have
        passed does not explain is a jump, or a busy machine would never judge a lease again.
        """
        asked = self.steady()
        now = self.clock()
        answered = self.steady()
        if self._seen is not None:
            before, asked_before = self._seen
            if now - before > answered - asked_before + _SLACK_SECONDS:
                self._patient_until = answered + self.patience_seconds
        self._seen = now, asked
        return answered >= self._patient_until

    def was_away(self) -> None:
        """Note that the database could not be asked, so that no holder could renew a lease."""
        self._patient_until = self.steady() + self.patience_seconds


def is_ahead(now: float, lease_seconds: float) -> ColumnElement[bool]:
    """Return what is true of a row with a time further ahead than any is ever set.

    Such a time was noted before the clock was set back.
    """
    late = now + _SLACK_SECONDS
    return or_(
        and_(work.c.status == "leased", work.c.lease_expires_at > late + lease_seconds),
        and_(
            work.c.status == "waiting",
            or_(work.c.not_before > late + retries.LONGEST_SECONDS, work.c.dispatched_at > late),
        ),
    )


def bring_back(connection: Connection, now: float, lease_seconds: float) -> None:
    """Let leases that are ahead run from now, and what waits be due and be dispatched again.

    Whoever works renews its lease; whoever died is found out a lease's time from now. A job that is
    in the queue already, and is queued once more, finds nothing to do.
    """
    waits = work.c.status == "waiting"
    connection.execute(
        update(work)
        .where(is_ahead(now, lease_seconds))
        .values(
            lease_expires_at=case((waits, None), else_=literal(now + lease_seconds)),
            not_before=case((waits, literal(now)), else_=work.c.not_before),
            dispatched_at=case((waits, None), else_=work.c.dispatched_at),
        )
    )
