"""What a statement that is done again goes back to, where nothing better comes of it.

It stands in the event that put the statement back, written in the same transaction: which run,
what state, which version of the record.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from worker import record_json
from worker.casefile import State
from worker.store import events as history
from worker.store.statements import set_state
from worker.store.tables import events, records

NOT_DONE_AGAIN = "not reprocessed"
STOPPED = "reprocessing stopped"
"""The events that end what was put back: it failed and stands as it did; somebody stopped it."""
_DETAIL = re.compile(
    r"run (?P<run>[0-9a-f]{8}): it was (?P<state>[a-z ]+), "
    r"(?:version (?P<version>[0-9]+)|without a record)\b"
)
_GOOD = frozenset({State.NEEDS_REVIEW, State.APPROVED, State.RETURNED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """How a statement stood when ``run`` put it back: its state, its record's newest version."""

    run: str
    state: State
    version: int | None

    @property
    def good(self) -> bool:
        """Whether it had a record that nothing may take away."""
        return self.state in _GOOD


def told(origin: Origin, why: str) -> str:
    """Return the detail of the event that puts a statement back, as ``parsed`` reads it."""
    version = "without a record" if origin.version is None else f"version {origin.version}"
    return f"run {origin.run}: it was {origin.state.replace('_', ' ')}, {version}; {why}"


def parsed(detail: str) -> Origin | None:
    """Return what such a detail says, None where it is none."""
    found = _DETAIL.match(detail)
    if found is None:
        return None
    version = found["version"]
    return Origin(
        run=found["run"],
        state=State(found["state"].replace(" ", "_")),
        version=None if version is None else int(version),
    )


def origin(connection: Connection, statement_id: str) -> Origin | None:
    """Return how a statement in hand stood, None where it was not put back by a run."""
    last = connection.execute(
        select(events.c.action, events.c.detail)
        .where(events.c.statement_id == statement_id, events.c.action.in_(history.CAME_IN_HAND))
        .order_by(events.c.id.desc())
        .limit(1)
    ).one_or_none()
    return parsed(last.detail) if last is not None and last.action == history.PUT_BACK else None


def go_back(
    connection: Connection,
    statement_id: str,
    before: Origin,
    now: float,
    *,
    actor: str,
    detail: str,
    action: str = NOT_DONE_AGAIN,
) -> None:
    """Let a statement stand as it did, in the caller's transaction; its record was never gone."""
    failure = None
    if not before.good:
        body = connection.scalar(
            select(records.c.body).where(
                records.c.statement_id == statement_id, records.c.version == before.version
            )
        )
        failure = record_json.loads(body).failure if body is not None else None
    set_state(connection, statement_id, before.state, now, failure=failure)
    history.add(connection, statement_id, now, actor, action, detail)
