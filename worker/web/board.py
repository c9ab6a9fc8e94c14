"""The list of statements as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from worker import intake
from worker.casefile import State, Statement
from worker.errors import CaseReferenceInvalid
from worker.store.store import Store
from worker.web import words

PAGE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What the list is narrowed to."""

    case: str | None = None
    state: State | None = None
    offset: int = 0

    def query(self, **changes: object) -> str:
        """Return the query string of this choice, with changes."""
        parts = {"case": self.case, "state": self.state, "offset": self.offset or None} | changes
        return urlencode({name: str(value) for name, value in parts.items() if value})


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseGroup:
    """The statements of one case that are on this page."""

    case_ref: str
    in_case: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Everything that the list shows."""

    choice: Choice
    cases: tuple[tuple[str, int], ...]
    groups: tuple[CaseGroup, ...]
    counts: Mapping[State, int]
    total: int
    settled: int
    said: str
    earlier: str | None
    later: str | None
    states: Mapping[State, words.StateWords]


def choice(case: str | None, state: str | None, offset: int) -> Choice:
    """Return what somebody asked to see, however they wrote it."""
    try:
        case_ref = intake.case_reference(case) if case else None
    except CaseReferenceInvalid:
        # No case has this reference, and the page says so.
        case_ref = case
    known = State(state) if state in set(State) else None
    return Choice(case=case_ref, state=known, offset=max(0, offset))


def of(store: Store, wanted: Choice) -> Board:
    """Return the statements that ``wanted`` asks for, newest first, grouped by case."""
    cases = store.statements.cases()
    counts = store.statements.counts(case_ref=wanted.case)
    found = store.statements.listing(
        case_ref=wanted.case, state=wanted.state, limit=PAGE, offset=wanted.offset
    )
    matching = counts.get(wanted.state, 0) if wanted.state else sum(counts.values())
    settled = sum(count for state, count in counts.items() if state.settled)
    return Board(
        choice=wanted,
        cases=tuple(cases),
        groups=_by_case(found, dict(cases)),
        counts=counts,
        total=sum(counts.values()),
        settled=settled,
        said=_said(counts),
        earlier=wanted.query(offset=wanted.offset + PAGE)
        if matching > wanted.offset + PAGE
        else None,
        later=wanted.query(offset=max(0, wanted.offset - PAGE)) if wanted.offset else None,
        states=words.STATES,
    )


def _by_case(found: list[Statement], in_case: Mapping[str, int]) -> tuple[CaseGroup, ...]:
    groups: dict[str, list[Statement]] = {}
    for statement in found:
        groups.setdefault(statement.case_ref, []).append(statement)
    return tuple(
        CaseGroup(
            case_ref=case_ref,
            in_case=in_case.get(case_ref, len(statements)),
            statements=tuple(statements),
        )
        for case_ref, statements in groups.items()
    )


def _said(counts: Mapping[State, int]) -> str:
    """Return the counts as a sentence, which screen readers say when it changes."""
    total = sum(counts.values())
    if not total:
        return ""
    in_hand = sum(count for state, count in counts.items() if not state.settled)
    stopped = counts.get(State.FAILED, 0) + counts.get(State.QUARANTINED, 0)
    parts = [f"{total} statement{'' if total == 1 else 's'}"]
    if in_hand:
        parts.append(f"{in_hand} being worked on")
    if counts.get(State.NEEDS_REVIEW):
        parts.append(f"{counts[State.NEEDS_REVIEW]} ready for review")
    if stopped:
        parts.append(f"{stopped} could not be processed")
    return ", ".join(parts) + "."
