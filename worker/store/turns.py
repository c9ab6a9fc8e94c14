"""Turns: how cases of the same priority share what serves them.

A row of the work table gets its turn once, when it is promised, and keeps it. Rows are served by
priority, then turn, then age. A case has one row in a turn, so one that brings ten thousand files
fills as many turns, and another's single file stands in the next one. Nobody joins a turn that is
being served, so every turn ends, and with it the wait of whoever stands in a later one.
"""

from sqlalchemy import Connection, func, select

from worker.store.tables import work

# What was cancelled was not served: its turn says nothing about how far the others have come.
_SERVED = ("leased", "done", "failed", "quarantined")


def next_turn(connection: Connection, case_ref: str, stage: str, priority: int) -> int:
    """Return the turn of one more row of a case, in the caller's transaction.

    It is the one after the case's last row that waits, or after the last turn that was served.
    Each part is one step into an index, however much waits. Two that ask at the same moment may
    get the same turn, and are then served by age.
    """
    last = func.max(work.c.turn)
    among = (work.c.stage == stage, work.c.priority == priority)
    waiting = select(last).where(work.c.case_ref == case_ref, work.c.status == "waiting", *among)
    served = [select(last).where(work.c.status == status, *among) for status in _SERVED]
    query = select(*(each.scalar_subquery() for each in (waiting, *served)))
    return max((turn or 0 for turn in connection.execute(query).one()), default=0) + 1
