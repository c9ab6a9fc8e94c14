"""Is everything there that was ever acknowledged? The daily report on the whole store.

Every statement must be settled, with what its state promises, or in hand with exactly one promise
on the work table; every original must still hash to its name. Whatever doesn't add up is named.
The tables are read as of one moment, so the report holds while work goes on.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select

from worker.casefile import State
from worker.store.database import Database
from worker.store.originals import Originals
from worker.store.tables import documents, events, records, statements, work

Kind = str
# What a state promises to be on the work table: the stage, or None for nothing open.
_OPEN_STAGE: Mapping[State, str | None] = {
    State.RECEIVED: "extract",
    State.EXTRACTING: "extract",
    State.EXTRACTED: "analyse",
    State.ANALYSING: "analyse",
}
_WITH_RECORD = frozenset({State.NEEDS_REVIEW, State.APPROVED, State.RETURNED, State.FAILED})
_WITH_REASON = frozenset({State.FAILED, State.QUARANTINED, State.CANCELLED})
_OPEN = ("waiting", "leased")
_STATES = frozenset(State)

WORDS: Mapping[Kind, str] = {
    "state_unknown": "is in a state that this version of Deponent does not know",
    "no_promise": "is in hand, but nothing on the work table would ever settle it",
    "promised_twice": "is in hand, and more than one row of the work table would settle it",
    "wrong_stage": "stands at one stage while the work table holds another",
    "open_work": "is settled, and the work table still holds work on it",
    "record_missing": "is settled, but the record that its state promises is not there",
    "records_uneven": "has records that are not numbered one after the other",
    "reason_missing": "failed, was set aside or was cancelled, and nothing says why",
    "reading_missing": "counts as read, but what was read is not there",
    "never_received": "has no note of when and by whom it was received",
    "original_missing": "has lost its original",
    "original_altered": "has an original that is no longer the file that was uploaded",
}
"""What each finding says of the statement that it names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing about one statement that does not add up."""

    kind: Kind
    statement_id: str
    case_ref: str
    filename: str

    @property
    def words(self) -> str:
        """What is wrong with the statement, to be read after its name."""
        return WORDS[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Completeness:
    """What the report found. ``sound`` is that nothing was found and every statement counted.

    ``states`` counts the statements in each state; ``originals`` how many different files were
    hashed again; ``unclaimed`` files lie in the store though no statement names them: uploads that
    are just coming, or that broke off before anybody was told that they had come.
    """

    statements: int
    states: Mapping[State, int]
    originals: int
    unclaimed: int
    findings: tuple[Finding, ...]

    @property
    def settled(self) -> int:
        """How many statements the machines are done with."""
        return sum(count for state, count in self.states.items() if state.settled)

    @property
    def in_hand(self) -> int:
        """How many statements are still being worked on."""
        return sum(count for state, count in self.states.items() if not state.settled)

    @property
    def sound(self) -> bool:
        """Whether everything adds up."""
        return not self.findings and self.statements == sum(self.states.values())


def check(
    database: Database,
    originals: Originals,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Completeness:
    """Look at everything; ``progress`` hears how many originals were hashed, of how many."""
    states: Counter[State] = Counter()
    findings: list[Finding] = []
    holders: dict[str, list[Row[tuple[object, ...]]]] = {}
    lying = list(originals.kept())
    with database.snapshot() as connection:
        facts = _Facts(connection)
        for row in connection.execute(select(statements).order_by(statements.c.received_at)):
            if row.state in _STATES:
                states[State(row.state)] += 1
                findings += [_finding(kind, row) for kind in facts.wrong(row)]
            else:
                findings.append(_finding("state_unknown", row))
            holders.setdefault(row.sha256, []).append(row)
        total = connection.scalar(select(func.count()).select_from(statements)) or 0
    for number, (sha256, rows) in enumerate(holders.items()):
        progress(number, len(holders))
        if not originals.sound(sha256):
            lost = not originals.path(sha256).exists()
            kind = "original_missing" if lost else "original_altered"
            findings += [_finding(kind, row) for row in rows]
    progress(len(holders), len(holders))
    return Completeness(
        statements=total,
        states=dict(states),
        originals=len(holders),
        unclaimed=sum(1 for sha256 in lying if sha256 not in holders),
        findings=tuple(findings),
    )


class _Facts:
    """What the other tables hold of each statement, counted in as few queries as there are."""

    def __init__(self, connection: Connection) -> None:
        self._open: dict[str, list[str]] = {}
        query = select(work.c.statement_id, work.c.stage).where(work.c.status.in_(_OPEN))
        for statement_id, stage in connection.execute(query):
            self._open.setdefault(statement_id, []).append(stage)
        versions = select(
            records.c.statement_id, func.count(), func.min(records.c.version),
            func.max(records.c.version),
        ).group_by(records.c.statement_id)  # fmt: skip
        self._records = {row[0]: tuple(row[1:]) for row in connection.execute(versions)}
        read = select(documents.c.statement_id).distinct()
        self._read = set(connection.scalars(read))
        noted = select(events.c.statement_id).where(events.c.action == "received").distinct()
        self._received = set(connection.scalars(noted))

    def wrong(self, row: Row[tuple[object, ...]]) -> Iterator[Kind]:
        """Yield what does not add up about one statement."""
        state = State(row.state)
        yield from self._promise(row.id, state)
        count, first, last = self._records.get(row.id, (0, 0, 0))
        if count and (first != 1 or last != count):
            yield "records_uneven"
        if state in _WITH_RECORD and (not count or row.version != last):
            yield "record_missing"
        if state in _WITH_REASON and not (row.failure_reason and row.failure_message):
            yield "reason_missing"
        if state in {State.EXTRACTED, State.ANALYSING} and row.id not in self._read:
            yield "reading_missing"
        if row.id not in self._received:
            yield "never_received"

    def _promise(self, statement_id: str, state: State) -> Iterator[Kind]:
        stages = self._open.get(statement_id, [])
        if state.settled:
            if stages:
                yield "open_work"
        elif not stages:
            yield "no_promise"
        elif len(stages) > 1:
            yield "promised_twice"
        elif stages[0] != _OPEN_STAGE[state]:
            yield "wrong_stage"


def _finding(kind: Kind, row: Row[tuple[object, ...]]) -> Finding:
    return Finding(kind=kind, statement_id=row.id, case_ref=row.case_ref, filename=row.filename)
