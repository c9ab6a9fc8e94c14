"""The processes that work: who they are, on what, and when they last gave a sign of life.

It is for people to look at. What a worker holds is decided by its leases, never by this table.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import Row, delete, insert, select, update

from worker.store.database import Database, moment
from worker.store.tables import workers

GONE_SECONDS = 30.0
"""A worker that has given no sign of life for so long counts as gone."""
KEPT_SECONDS = 24 * 3600.0
"""What ended or has gone is forgotten after so long."""
Life = Literal["alive", "ended", "gone"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What a worker says of itself.

    ``stage`` is a stage's name or ``dispatch``; ``models`` are names with their versions;
    ``counters`` are numbers by name, counted since it started. ``basis`` has what its records
    depend on besides the models, by name; it is empty where nothing is known of that.
    """

    holder: str
    stage: str
    host: str
    pid: int
    device: str
    device_reason: str
    pipeline_version: str
    models: tuple[str, ...] = ()
    counters: Mapping[str, float]
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """A worker as it was last seen, ``seconds_since_seen`` ago.

    It is alive, has ended in order, or has gone: it gives no sign of life and did not sign off.
    """

    profile: Profile
    life: Life
    started_at: datetime
    seconds_since_start: float
    seconds_since_seen: float


class Workers:
    """The table of workers."""

    def __init__(self, database: Database) -> None:
        """Read and write in ``database``."""
        self._database = database

    def sign_in(self, profile: Profile) -> None:
        """Note that a worker starts now; forget those that went long ago."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            connection.execute(delete(workers).where(workers.c.seen_at < now - KEPT_SECONDS))
            connection.execute(insert(workers).values(**_row(profile), started_at=now, seen_at=now))

    def renew(self, profile: Profile) -> bool:
        """Note a sign of life with what it has to tell; return whether it had signed in."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            renewed = connection.execute(
                update(workers)
                .where(workers.c.holder == profile.holder)
                .values(**_row(profile), seen_at=now)
            )
            return renewed.rowcount == 1

    def sign_off(self, holder: str) -> None:
        """Note that a worker ends now, in order."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            connection.execute(
                update(workers).where(workers.c.holder == holder).values(seen_at=now, ended_at=now)
            )

    def of_the_last_day(self) -> list[Worker]:
        """Return the workers that were seen in the last day, by stage, the newest first."""
        with self._database.reading() as connection:
            now = self._database.now(connection)
            rows = connection.execute(
                select(workers)
                .where(workers.c.seen_at >= now - KEPT_SECONDS)
                .order_by(workers.c.stage, workers.c.started_at.desc(), workers.c.holder)
            )
            return [_worker(row, now) for row in rows]


def _row(profile: Profile) -> dict[str, object]:
    return {
        "holder": profile.holder,
        "stage": profile.stage,
        "host": profile.host[:255],
        "pid": profile.pid,
        "device": profile.device[:64],
        "device_reason": profile.device_reason,
        "pipeline_version": profile.pipeline_version,
        "models": json.dumps(profile.models),
        "counters": json.dumps(dict(profile.counters)),
        "basis": json.dumps(dict(profile.basis)),
    }


def _worker(row: Row[tuple[object, ...]], now: float) -> Worker:
    life: Life = "alive" if now - row.seen_at <= GONE_SECONDS else "gone"
    return Worker(
        profile=Profile(
            holder=row.holder,
            stage=row.stage,
            host=row.host,
            pid=row.pid,
            device=row.device,
            device_reason=row.device_reason,
            pipeline_version=row.pipeline_version,
            models=tuple(json.loads(row.models)),
            counters=json.loads(row.counters),
            basis=json.loads(row.basis),
        ),
        life="ended" if row.ended_at is not None else life,
        started_at=moment(row.started_at),
        # Clocks jump, and nothing happens in the future.
        seconds_since_start=max(0.0, now - row.started_at),
        seconds_since_seen=max(0.0, now - row.seen_at),
    )
