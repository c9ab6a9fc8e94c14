"""One run of one fault: statements flow, something is broken again and again, the oracle judges."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from tests.acceptance.service import eventually
from tests.faults.control import Claim
from tests.faults.deployment import Deployment
from tests.faults.holdings import NothingHeld, held
from tests.faults.sending import CASE, Sender, statement, written
from worker.casefile import State
from worker.client import Client
from worker.store.tables import events, statements

RECOVERED_SECONDS = 60.0
"""What was hit has to be settled this soon, in 99 of 100 cases."""
_CATCHING_SECONDS = 120.0
_ENOUGH_IN_HAND = 3
_SETTLING = ("analysed", "failed", "quarantined")
# A statement is set aside after three attempts, as it should be: none is hit as often as that.
_MOST_HITS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How much of a fault, and how fast. ``settings`` are Deponent's, beside its defaults."""

    uploads: int
    seed: int
    rounds: int
    away_seconds: float
    between_restarts_seconds: float
    patience_seconds: float
    settings: Mapping[str, str]

    @classmethod
    def of(cls, uploads: int, seed: int) -> "Plan":
        """Return the plan for so many uploads: with the defaults when they are many."""
        if uploads >= LONG:
            return cls(
                uploads=uploads, seed=seed, rounds=min(20, uploads // 50), away_seconds=60.0,
                between_restarts_seconds=10.0, patience_seconds=600.0, settings={},
            )  # fmt: skip
        return cls(
            uploads=uploads, seed=seed, rounds=4, away_seconds=7.0, between_restarts_seconds=4.0,
            patience_seconds=120.0,
            settings={"DEPONENT_LEASE_SECONDS": "4", "DEPONENT_RENEW_SECONDS": "1"},
        )  # fmt: skip


LONG = 200
"""From so many uploads on a run is one of the long form: default leases, outages of a minute."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault that hit held work: when, or when it ended; and what it hit, by id or hash."""

    at: float
    keys: tuple[str, ...]


@dataclass
class Trial:
    """What an injector works with, and what it leaves behind for the report."""

    deployment: Deployment
    sender: Sender
    plan: Plan
    rng: random.Random
    hits: list[Hit] = field(default_factory=list)
    injected: int = 0
    marks: dict[str, bool] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    expected: dict[str, State] = field(default_factory=dict)
    _times_hit: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> int:
        """How many files are sent in one round."""
        return -(-len(self.sender.files) // (self.plan.rounds + 1))

    @property
    def times(self) -> int:
        """How often an outage that lasts ``away_seconds`` happens."""
        return max(1, self.plan.rounds // 4)

    def pace(self) -> None:
        """Wait until what came before is mostly settled: a backlog is not what is measured here."""

        def look() -> bool | None:
            assert self.deployment.is_running, self.deployment.log()
            return len(self.deployment.in_hand()) <= self.share or None

        eventually(look, seconds=self.plan.patience_seconds)

    def recovered(self) -> None:
        """Wait until what the last outage hit is settled, or for as long as that may take.

        Recovery is timed from the end of an outage: with the next one begun in the middle of it,
        the two could not be told apart.
        """
        keys = set(self.hits[-1].keys) if self.hits else set()
        until = time.monotonic() + RECOVERED_SECONDS
        while (
            self.deployment.is_running
            and time.monotonic() < until
            and keys.intersection(self.deployment.in_hand())
        ):
            time.sleep(0.1)

    def wave(self) -> list[Path]:
        """Begin to send the next share of the files, in good time."""
        self.pace()
        return self.sender.wave(self.share)

    def busy(self) -> list[str]:
        """Return what is in hand, once some is.

        A wave can settle between two looks: then the next one is sent.
        """

        def look() -> list[str] | None:
            sending = self.sender.is_sending
            found = self.deployment.in_hand()
            if len(found) >= min(_ENOUGH_IN_HAND, self.share) or (found and not sending):
                return found
            if not sending and self.sender.unsent:
                self.wave()
            return None

        return eventually(look, seconds=60)

    def in_hand(self) -> list[str]:
        """Return what is in hand, once some is; nothing where all that was sent has settled."""

        def look() -> list[str] | None:
            sending = self.sender.is_sending
            found = self.deployment.in_hand()
            return found if found or not sending else None

        return eventually(look, seconds=60)

    def rest(self) -> None:
        """Send all that is left, and wait for every acknowledgement."""
        while self.sender.unsent:
            self.wave()
        self.sender.join()

    def caught(self, role: str, point: str) -> tuple[Claim, Sequence[str]]:
        """Send a wave and return the first to stand still at a point with work in hand, and which.

        Whoever holds nothing there goes on, and the next one is waited for: a job whose statement
        another job's batch has taken along, an upload that is sent again. Raises AssertionError
        when nobody comes by.
        """
        control = self.deployment.control
        # Whoever stood still already would hold up what pacing waits for.
        self.pace()
        control.arm(role, point)
        self.sender.wave(self.share)

        def look() -> Claim | None:
            claim = control.claimed(role, point)
            passed = not self.sender.is_sending and not self.deployment.in_hand()
            if claim is None and passed and self.sender.unsent:
                # All of the wave has gone by without anybody to catch.
                self.sender.wave(self.share)
            return claim

        while True:
            claim = eventually(look, seconds=_CATCHING_SECONDS)
            try:
                keys = held(self.deployment, self.sender, claim)
            except NothingHeld:
                self.counts["let go, as they held nothing"] = 1 + self.counts.get(
                    "let go, as they held nothing", 0
                )
            else:
                if not any(self._times_hit[key] >= _MOST_HITS for key in keys):
                    return claim, keys
            control.arm(role, point)
            control.release(claim)

    def hit(self, keys: Iterable[str], *, at: float | None = None) -> None:
        """Note that a fault hit this, now or at ``at``."""
        found = tuple(keys)
        self.injected += 1
        if found:
            self._times_hit.update(found)
            self.hits.append(Hit(time.time() if at is None else at, found))

    def recoveries(self) -> list[float]:
        """Return how many seconds each thing that was hit took to settle."""
        query = select(events.c.statement_id, events.c.at).where(events.c.action.in_(_SETTLING))
        with self.deployment.store.database.reading() as connection:
            settled = {row.statement_id: row.at for row in connection.execute(query)}
        ids = {sha: entry.statement_id for sha, entry in self.sender.by_sha256().items()}
        return [
            max(0.0, settled[statement_id] - hit.at)
            for hit in self.hits
            for statement_id in (ids.get(key, key) for key in hit.keys)
            if statement_id in settled
        ]

    def told_of(self, key: str) -> str:
        """Return how a statement stands and all that happened to it, in the store's own words."""
        query = select(events).where(events.c.statement_id == key).order_by(events.c.id)
        with self.deployment.store.database.reading() as connection:
            row = connection.execute(select(statements).where(statements.c.id == key)).first()
            happened = connection.execute(query).all()
        if row is None:
            return key
        steps = [f"{one.action} +{one.at - happened[0].at:.1f} s" for one in happened]
        return f"{key}: {row.state} {row.failure_reason or ''} ({', '.join(steps)})"

    def settle(self) -> None:
        """Wait until nothing is in hand, or until the plan's patience is over."""
        patience = time.monotonic() + self.plan.patience_seconds
        deployment = self.deployment
        while deployment.is_running and deployment.in_hand() and time.monotonic() < patience:
            time.sleep(0.1)


def ready(deployment: Deployment, folder: Path) -> None:
    """Wait until a statement has gone all the way, so that models are loaded."""
    path = folder / "warm-up.txt"
    path.write_bytes(statement(random.Random(0), 0))
    client = Client(deployment.url)
    try:
        sent = client.submit(path, case_ref="WARM-UP/1").statement_id
        next(client.settled([sent], seconds=120.0))
    finally:
        client.close()


def sender_for(
    deployment: Deployment, folder: Path, plan: Plan, contents: Callable[[int], bytes] | None = None
) -> Sender:
    """Return who sends the plan's statements, all different, the same for each seed."""
    rng = random.Random(plan.seed)
    made = contents or (lambda number: statement(rng, number))
    paths = written(folder / "files", [made(number) for number in range(plan.uploads)])
    return Sender(deployment.url, folder, paths)


__all__ = ["CASE", "LONG", "RECOVERED_SECONDS", "Hit", "Plan", "Trial", "ready", "sender_for"]
