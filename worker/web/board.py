"""The list of statements as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from worker import intake
from worker.casefile import State, Statement
from worker.errors import CaseReferenceInvalid
from worker.store.interventions import RELEASABLE
from worker.store.statements import Progress
from worker.store.store import Store
from worker.web import words
from worker.web.glances import Glances

PAGE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What the list is narrowed to."""

    case: str | None = None
    state: State | None = None
    reason: str | None = None
    """The reason code that statements stopped for."""
    offset: int = 0

    def query(self, **changes: object) -> str:
        """Return the query string of this choice, with changes."""
        parts = {
            "case": self.case,
            "state": self.state,
            "reason": self.reason,
            "offset": self.offset or None,
        } | changes
        return urlencode({name: str(value) for name, value in parts.items() if value})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A statement in the list: whose it is, what its record lacks or why it failed, in short."""

    statement: Statement
    witness: str
    state: words.StateWords
    gap: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseGroup:
    """The statements of one case that are on this page."""

    case_ref: str
    in_case: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Everything that the list shows."""

    choice: Choice
    cases: tuple[tuple[str, int], ...]
    groups: tuple[CaseGroup, ...]
    counts: Mapping[State, int]
    total: int
    work: Progress
    said: str
    earlier: str | None
    later: str | None
    states: Mapping[State, words.StateWords]
    offered: tuple[State, ...]
    """The states that the list can be narrowed to."""
    reasons: tuple[tuple[str, int], ...]
    """Why statements stand in the state that was chosen, and how many do; the most first."""
    releasable: int
    """How many can be released together: those that stopped for the reason that was chosen."""


def choice(case: str | None, state: str | None, offset: int, reason: str | None = None) -> Choice:
    """Return what somebody asked to see, however they wrote it."""
    try:
        case_ref = intake.case_reference(case) if case else None
    except CaseReferenceInvalid:
        # No case has this reference, and the page says so.
        case_ref = case
    known = State(state) if state in set(State) else None
    why = (reason or None) if known else None
    return Choice(case=case_ref, state=known, reason=why, offset=max(0, offset))


def of(store: Store, glances: Glances, wanted: Choice) -> Board:
    """Return the statements that ``wanted`` asks for, newest first, grouped by case."""
    cases = store.statements.cases()
    counts = store.statements.counts(case_ref=wanted.case)
    found = store.statements.listing(
        case_ref=wanted.case,
        state=wanted.state,
        reason=wanted.reason,
        limit=PAGE,
        offset=wanted.offset,
    )
    reasons = _reasons(store, wanted)
    matching = counts.get(wanted.state, 0) if wanted.state else sum(counts.values())
    if wanted.reason:
        matching = dict(reasons).get(wanted.reason, 0)
    return Board(
        choice=wanted,
        cases=tuple(cases),
        groups=_by_case([_row(each, glances) for each in found], dict(cases)),
        counts=counts,
        total=sum(counts.values()),
        work=store.statements.in_progress(case_ref=wanted.case),
        said=_said(counts),
        earlier=wanted.query(offset=wanted.offset + PAGE)
        if matching > wanted.offset + PAGE
        else None,
        later=wanted.query(offset=max(0, wanted.offset - PAGE)) if wanted.offset else None,
        states=words.STATES,
        offered=tuple(
            state
            for state in State
            if state in words.BY_MACHINE or state in counts or state == wanted.state
        ),
        reasons=reasons,
        releasable=matching if wanted.reason and wanted.state in RELEASABLE else 0,
    )


def alike(store: Store, wanted: Choice, most: int) -> list[Statement]:
    """Return at most so many statements that can be released and stopped for the chosen reason."""
    if wanted.state not in RELEASABLE or not wanted.reason:
        return []
    return store.statements.listing(
        case_ref=wanted.case, state=wanted.state, reason=wanted.reason, limit=most
    )


def _reasons(store: Store, wanted: Choice) -> tuple[tuple[str, int], ...]:
    if wanted.state is None or not wanted.state.settled:
        return ()
    return tuple(store.statements.reasons(wanted.state, case_ref=wanted.case))


def _row(statement: Statement, glances: Glances) -> Row:
    glance = glances.of(statement)
    return Row(
        statement=statement,
        witness=glance.witness,
        state=words.STATES[statement.state],
        gap=glance.gap,
        why=words.in_short(statement.failure.message) if statement.failure else "",
    )


def _by_case(rows: list[Row], in_case: Mapping[str, int]) -> tuple[CaseGroup, ...]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.statement.case_ref, []).append(row)
    return tuple(
        CaseGroup(
            case_ref=case_ref, in_case=in_case.get(case_ref, len(of_case)), rows=tuple(of_case)
        )
        for case_ref, of_case in groups.items()
    )


def _said(counts: Mapping[State, int]) -> str:
    """Return the counts as a sentence, which screen readers say when it changes."""
    total = sum(counts.values())
    if not total:
        return ""
    in_hand = sum(count for state, count in counts.items() if not state.settled)
    review = counts.get(State.NEEDS_REVIEW, 0)
    parts = [f"{in_hand} in hand"] if in_hand else []
    if review:
        parts.append(f"{review} need{'s' if review == 1 else ''} review")
    parts += [
        f"{counts[state]} {words.STATES[state].text.lower()}"
        for state in State
        if state.settled and state != State.NEEDS_REVIEW and counts.get(state)
    ]
    return f"{total} statement{'' if total == 1 else 's'}: {', '.join(parts)}."
