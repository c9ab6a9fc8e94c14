"""What happened to each statement, appended in the transaction that made it happen."""

from sqlalchemy import Connection, insert, select

from worker.casefile import Event
from worker.store.database import Database, moment
from worker.store.tables import events

PUT_BACK = "reprocessed"
RUN_STOPPED = "reprocessing run stopped"
CAME_IN_HAND = ("received", "released", PUT_BACK)
"""The events after which a statement is in hand."""


class Events:
    """The history of statements."""

    def __init__(self, database: Database) -> None:
        """Read in ``database``."""
        self._database = database

    def history(self, statement_id: str) -> list[Event]:
        """Return everything that happened to a statement, oldest first."""
        query = select(events).where(events.c.statement_id == statement_id).order_by(events.c.id)
        with self._database.reading() as connection:
            return [
                Event(
                    at=moment(row.at),
                    statement_id=row.statement_id,
                    actor=row.actor,
                    action=row.action,
                    detail=row.detail,
                )
                for row in connection.execute(query)
            ]


def add(
    connection: Connection, statement_id: str, now: float, actor: str, action: str, detail: str
) -> None:
    """Append one event, in the caller's transaction. ``detail`` never holds statement text."""
    connection.execute(
        insert(events).values(
            statement_id=statement_id, at=now, actor=actor, action=action, detail=detail
        )
    )
