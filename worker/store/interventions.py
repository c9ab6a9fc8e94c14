"""What people do to a statement in the queue: they cancel it, or release it to be done again.

Both are events under their name. Neither deletes anything: the original, what was read and every
record stay.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from worker.casefile import Failure, Stage, State
from worker.errors import NotInHand, NotReleasable, StatementUnknown
from worker.store import events, returning
from worker.store.database import Database
from worker.store.leases import AWAITING
from worker.store.statements import promise, set_state
from worker.store.tables import enclosures, statements, work

RELEASABLE = (State.QUARANTINED, State.CANCELLED, State.FAILED)
"""The states that a statement can be released from."""
_OPEN = ("waiting", "leased")
# A statement can go from one stage to the next while it is looked at, and there are two of them.
_STAGES_TO_MISS = 3
_LONGEST_WHY = 200


class Interventions:
    """Cancelling and releasing."""

    def __init__(self, database: Database) -> None:
        """Write in ``database``."""
        self._database = database

    def cancel(self, statement_id: str, *, who: str, why: str = "") -> list[str]:
        """End a statement that is in hand, and what came out of it; return the ids of the ended.

        One that was put back to be done again (``Reprocessing``) is as it was before, and so is its
        record.

        A worker that holds one of them finds its lease gone and its result refused. What was
        uploaded by itself, or also stands in a file that goes on, goes on. Raises StatementUnknown,
        and NotInHand when nothing of it was in hand.
        """
        state = self._state(statement_id)
        ending = self._with_enclosed(statement_id)
        ended = [each for each in ending if self._ended(each, who, told(why))]
        if not ended:
            raise NotInHand(
                f"This statement is {_named(state)}: nothing is being done with it, so there is "
                "nothing to cancel."
            )
        return ended

    def leave_undone(self, statement_id: str, *, run: str, who: str, why: str = "") -> bool:
        """Let what ``run`` put back stand as it did before; return whether the run was at it.

        What is done already, and what another run or a person has in hand meanwhile, goes on, and
        so does what came out of it.
        """
        return self._ended(statement_id, who, told(why), run=run)

    def release(self, statement_id: str, *, who: str, why: str = "") -> None:
        """Put a statement back to be done again, with fresh attempts.

        What was quarantined or cancelled goes on at the stage it stood at; what failed is read
        anew. Raises StatementUnknown, and NotReleasable in any other state.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            row = connection.execute(
                select(statements.c.state, statements.c.priority)
                .where(statements.c.id == statement_id)
                # Of two who release it at once, the second is told that it is in hand.
                .with_for_update()
            ).one_or_none()
            if row is None:
                raise _unknown()
            state = State(row.state)
            if state not in RELEASABLE:
                raise NotReleasable(
                    f"This statement is {_named(state)}. Only one that is quarantined, cancelled "
                    "or failed can be released."
                )
            stage: Stage = "extract"
            if state is not State.FAILED:
                stage = _last_stage(connection, statement_id)
            promise(connection, statement_id, stage, row.priority, now)
            set_state(connection, statement_id, AWAITING[stage], now)
            was = f"it was {_named(state)}"
            detail = f"{was}: {told(why)}" if told(why) else was
            events.add(connection, statement_id, now, who, "released", detail)

    def _state(self, statement_id: str) -> State:
        with self._database.reading() as connection:
            state = connection.scalar(
                select(statements.c.state).where(statements.c.id == statement_id)
            )
        if state is None:
            raise _unknown()
        return State(state)

    def _ended(self, statement_id: str, who: str, why: str, *, run: str | None = None) -> bool:
        """Cancel one statement; return whether it was in hand, with ``run`` by that run."""
        for _ in range(_STAGES_TO_MISS):
            with self._database.writing() as connection:
                now = self._database.now(connection)
                # While these rows are held, nobody settles it and puts it back again.
                in_hand = connection.scalars(
                    select(work.c.id)
                    .where(work.c.statement_id == statement_id, work.c.status.in_(_OPEN))
                    .with_for_update()
                ).all()
                if in_hand:
                    before = returning.origin(connection, statement_id)
                    if run is not None and (before is None or before.run != run):
                        return False
                    connection.execute(
                        update(work)
                        .where(work.c.id.in_(in_hand))
                        .values(status="cancelled", holder=None, lease_expires_at=None)
                    )
                    if before:
                        # It is only not done again: what there was of it stays.
                        returning.go_back(
                            connection, statement_id, before, now, actor=who, detail=why,
                            action=returning.STOPPED,
                        )  # fmt: skip
                        return True
                    failure = _cancelled(_last_stage(connection, statement_id), who, why)
                    set_state(connection, statement_id, State.CANCELLED, now, failure=failure)
                    events.add(connection, statement_id, now, who, "cancelled", why)
                    return True
            if self._state(statement_id).settled:
                return False
        return False

    def _with_enclosed(self, statement_id: str) -> list[str]:
        """Return a statement and what stands in nothing else that goes on, the outermost first."""
        with self._database.reading() as connection:
            around = _parents(connection, statement_id)
        ending = [statement_id]
        grown = True
        while grown:
            found = [
                child
                for child, parents in around.items()
                if child not in ending and parents <= {*ending}
            ]
            ending += found
            grown = bool(found)
        return ending


def _parents(connection: Connection, statement_id: str) -> Mapping[str, set[str]]:
    """Return what was found inside a statement, at any depth, with all that it was found in.

    Parents that were cancelled already are left out, and so is what was uploaded by itself.
    """
    around: dict[str, set[str]] = {}
    depth = [statement_id]
    while depth:
        children = connection.scalars(
            select(enclosures.c.child_id)
            .join(statements, statements.c.id == enclosures.c.child_id)
            .where(enclosures.c.parent_id.in_(depth), statements.c.depth > 0)
        ).all()
        depth = [child for child in dict.fromkeys(children) if child not in around]
        around |= {child: set() for child in depth}
    for parent, child, state in connection.execute(
        select(enclosures.c.parent_id, enclosures.c.child_id, statements.c.state)
        .join(statements, statements.c.id == enclosures.c.parent_id)
        .where(enclosures.c.child_id.in_(list(around)))
    ):
        if parent == statement_id or state != State.CANCELLED:
            around[child].add(parent)
    return around


def _last_stage(connection: Connection, statement_id: str) -> Stage:
    query = select(work.c.stage).where(work.c.statement_id == statement_id)
    stage: Stage = connection.execute(query.order_by(work.c.id.desc()).limit(1)).scalar_one()
    return stage


def _cancelled(stage: str, who: str, why: str) -> Failure:
    because = f", saying: {why}" if why else ""
    return Failure(
        stage=stage,
        reason="cancelled",
        message=(
            f"This statement was cancelled by {who}{because}. Nothing more is done with it. The "
            "original is safe. It can be released to be read after all."
        ),
    )


def told(why: str) -> str:
    """Return why on one line, not too long to be shown."""
    line = " ".join("".join(c if c.isprintable() else " " for c in why).split())
    return line if len(line) <= _LONGEST_WHY else line[: _LONGEST_WHY - 1] + "…"


def _named(state: State) -> str:
    return state.replace("_", " ")


def _unknown() -> StatementUnknown:
    return StatementUnknown("There is no statement with this id.")
