"""The pages of one statement: its record, why there is none, or how far it has come."""

import re
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from starlette.responses import JSONResponse, Response

from models.inference.results import SummaryLength
from worker import summary
from worker.casefile import State, Statement
from worker.errors import StatementUnknown
from worker.record import CaseRecord
from worker.web import record_page, summary_rows, words
from worker.web.desk import Desk, desk_of
from worker.web.rendering import error_page, page

_ID = re.compile(r"[0-9a-f]{32}")
# How far a statement in each state has come through the steps that its page shows.
_STEPS = tuple(
    words.STATES[state]
    for state in (State.RECEIVED, State.EXTRACTING, State.ANALYSING, State.NEEDS_REVIEW)
)
_AT_STEP = {State.RECEIVED: 0, State.EXTRACTING: 1, State.EXTRACTED: 1, State.ANALYSING: 2}

router = APIRouter()
AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/statements/{statement_id}")
def statement(
    statement_id: str,
    desk: AtDesk,
    version: Annotated[int | None, Query(ge=1, le=1_000_000_000)] = None,
    share: Annotated[float | None, Query(gt=0, le=1)] = None,
    show: str | None = None,
) -> Response:
    """Show a statement: its record, why there is none, or how far it has come.

    ``share`` shows the summary at another length than the record keeps; ``show`` names the span
    whose words are drawn on the pictures of their pages.
    """
    found = known(desk, statement_id)
    store = desk.store
    record = _record(desk, found, version)
    if version is not None and record is None:
        return error_page(404, f"There is no version {version} of this record.")
    values: dict[str, Any] = {
        "statement": found,
        "state": words.STATES[found.state],
        "events": store.events.history(found.id),
        "versions": store.records.versions(found.id),
        "steps": _steps(found),
        "inside": store.enclosures.inside(found.id),
        "around": store.enclosures.around(found.id),
    }
    released = version is None and not found.state.settled and record and record.failure
    if record is None or not record.text or released:
        unread = record.unread_pages if record else ()
        return page("statement.html", record=record, unread=unread, **values)
    lengths = summary_rows.lengths(record, share)
    record = _at_length(desk, record, share)
    return page(
        "record.html",
        shown=record_page.of(record, show),
        record=record,
        lengths=lengths,
        here=_query(record, share),
        show=show or "",
        **values,
    )


@router.get("/statements/{statement_id}/boxes")
def boxes(
    statement_id: str,
    desk: AtDesk,
    version: Annotated[int | None, Query(ge=1, le=1_000_000_000)] = None,
    share: Annotated[float | None, Query(gt=0, le=1)] = None,
) -> Response:
    """Return where the words of each span of a record's page lie, for the page to draw.

    By span: page, left, top, width and height of each box, in points from the page's top left.
    """
    found = known(desk, statement_id)
    record = _record(desk, found, version)
    if record is None:
        return JSONResponse({}, 404)
    lying = record_page.boxes(_at_length(desk, record, share))
    return JSONResponse(
        {
            key: [[box.page, box.x, box.y, box.width, box.height] for box in each]
            for key, each in lying.items()
        }
    )


@router.get("/statements/{statement_id}/progress")
def progress(statement_id: str, desk: AtDesk) -> Response:
    """Return how far a statement has come, for its page to take in."""
    found = known(desk, statement_id)
    return page(
        "progress_live.html",
        statement=found,
        state=words.STATES[found.state],
        steps=_steps(found),
    )


def _record(desk: Desk, found: Statement, version: int | None) -> CaseRecord | None:
    shown = found.version if version is None else version
    return desk.store.records.version(found.id, shown) if shown is not None else None


def _at_length(desk: Desk, record: CaseRecord, share: float | None) -> CaseRecord:
    """Return a record whose summary takes ``share`` of the words, where it can be chosen anew."""
    if share is None:
        return record
    length = SummaryLength(share=share, fewest=desk.settings.summary_fewest)
    chosen = summary.at_length(record, length)
    return replace(record, summary=chosen) if chosen else record


def _query(record: CaseRecord, share: float | None) -> str:
    """Return the query that shows this version of a record at this length."""
    parts = {"version": str(record.version)} | ({} if share is None else {"share": str(share)})
    return urlencode(parts)


def known(desk: Desk, statement_id: str) -> Statement:
    """Return a statement that somebody names in an address. Raises StatementUnknown."""
    if not _ID.fullmatch(statement_id):
        raise StatementUnknown("There is no statement with this id.")
    return desk.store.statements.get(statement_id)


def _steps(found: Statement) -> list[tuple[words.StateWords, str]]:
    """Return each step and whether it is done, current or still to come."""
    at = _AT_STEP.get(found.state, len(_STEPS))
    return [
        (step, "done" if number < at else "current" if number == at else "to come")
        for number, step in enumerate(_STEPS)
    ]
