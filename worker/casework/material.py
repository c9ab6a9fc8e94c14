"""What a case's summary is made from: the newest record of each statement, or why it has none."""

from dataclasses import dataclass

from models.inference.surfaces import words
from worker.casefile import State, Statement
from worker.casework import testimony
from worker.casework.case_summary import Absent, Why
from worker.casework.testimony import Testimony
from worker.errors import DeponentError
from worker.record import CaseRecord
from worker.store.store import Store

_AT_ONCE = 500


class CaseUnknown(DeponentError):
    """There is no statement of this case."""

    reason = "case_unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """The testimonies of a case in their order, and the statements that there is nothing of."""

    case_ref: str
    testimonies: tuple[Testimony, ...]
    absent: tuple[Absent, ...]


def gathered(store: Store, case_ref: str) -> Material:
    """Return everything that ``store`` has of a case. Raises CaseUnknown."""
    statements = _statements(store, case_ref)
    if not statements:
        raise CaseUnknown(
            "There is no statement of this case. Check the reference, or look for the case in the "
            "list of statements."
        )
    pairs = [
        (one, store.records.version(one.id, one.version) if one.version is not None else None)
        for one in statements
    ]
    return sorted_out(case_ref, pairs)


def sorted_out(case_ref: str, pairs: list[tuple[Statement, CaseRecord | None]]) -> Material:
    """Return the material that statements and their newest records make, in whatever order."""
    testimonies, absent = [], []
    for statement, record in pairs:
        missing = _absent(statement, record)
        if missing is not None:
            absent.append(missing)
        elif record is not None:
            testimonies.append(testimony.of(statement, record))
    testimonies.sort(key=lambda one: one.place)
    absent.sort(key=lambda one: (one.filename.casefold(), one.statement_id))
    return Material(case_ref=case_ref, testimonies=tuple(testimonies), absent=tuple(absent))


def _statements(store: Store, case_ref: str) -> list[Statement]:
    """Return all of a case's statements, each once though more may arrive meanwhile."""
    found: dict[str, Statement] = {}
    offset = 0
    while page := store.statements.listing(case_ref=case_ref, limit=_AT_ONCE, offset=offset):
        found |= {one.id: one for one in page}
        offset += len(page)
    return list(found.values())


def _absent(statement: Statement, record: CaseRecord | None) -> Absent | None:
    """Say why there is nothing of a statement; None where there is."""
    state, failure = statement.state, statement.failure
    why: Why
    if state in {State.FAILED, State.QUARANTINED, State.CANCELLED}:
        # The values of these states are the reasons' own names.
        why = _STOPPED[state]
        message = failure.message if failure else _MESSAGES[why]
    elif record is None or (record.status == "failed" and not state.settled):
        # What was released is in hand though an earlier reading of it failed.
        why = "no_record" if state.settled else "in_hand"
        message = _MESSAGES[why]
    elif record.status == "failed":
        why = "failed"
        message = record.failure.message if record.failure else _MESSAGES[why]
    elif not any(words(one.quote) for one in _sentences(record)):
        why = "no_account"
        message = _MESSAGES["no_account"] if not record.document.children else _ENCLOSING
    else:
        return None
    failed = failure or (record.failure if record and state.settled else None)
    return Absent(
        statement_id=statement.id,
        filename=statement.filename,
        state=state,
        why=why,
        message=message,
        failure_reason=failed.reason if failed else None,
    )


def _sentences(record: CaseRecord) -> tuple[testimony.Told, ...]:
    return (*record.summary.sentences, *record.summary.left_out)


_STOPPED: dict[State, Why] = {
    State.FAILED: "failed",
    State.QUARANTINED: "quarantined",
    State.CANCELLED: "cancelled",
}
_MESSAGES: dict[Why, str] = {
    "in_hand": "It is still being read. It will be in the summary once that is done.",
    "failed": "It could not be read.",
    "quarantined": "It was set aside after several attempts. Ask the people who run Deponent.",
    "cancelled": "It was not processed any further.",
    "no_record": "There is no record of it.",
    "no_account": "No account was found in it. Read the original by hand.",
}
_ENCLOSING = "It has no account of its own. The files inside it are statements of their own."
