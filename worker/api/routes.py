"""The HTTP interface for case-file systems, all of it under ``/api``."""

import re
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Path as PathPart
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from models.inference.results import SummaryLength
from worker import intake, readiness, record_json, summary
from worker.api import described, shapes
from worker.api.problems import LengthFixed, NoPicture, OriginalMissing, RecordNotReady
from worker.casefile import State, Statement
from worker.errors import StatementUnknown, Unreadable
from worker.record import CaseRecord
from worker.web import uploads
from worker.web.desk import Desk, desk_of

_ID = re.compile(r"[0-9a-f]{32}")
_PROBLEM: dict[str, Any] = {"model": shapes.Problem}
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {**_PROBLEM, "description": "`statement_unknown`: there is no such statement."}
}
router = APIRouter(prefix="/api")
AtDesk = Annotated[Desk, Depends(desk_of)]


def known(statement_id: str, desk: AtDesk) -> Statement:
    """Return the statement that a path names. Raises StatementUnknown."""
    if not _ID.fullmatch(statement_id):
        raise StatementUnknown("There is no statement with this id.")
    return desk.store.statements.get(statement_id)


Known = Annotated[Statement, Depends(known)]


@router.post(
    "/statements",
    status_code=202,
    response_model=shapes.ReceiptShape,
    openapi_extra=described.UPLOAD,
    tags=["statements"],
    responses={
        200: {
            "model": shapes.ReceiptShape,
            "description": "The same file is in this case already: its receipt again.",
        },
        400: {
            **_PROBLEM,
            "description": "`case_reference_invalid`, `empty_file` or `request_invalid`.",
        },
        413: {**_PROBLEM, "description": "`file_too_large`."},
        507: {**_PROBLEM, "description": "`storage_full`: send it again later."},
    },
)
async def upload(request: Request, desk: AtDesk) -> Response:
    """Upload one statement. Once this is acknowledged, the statement cannot be lost.

    It is read and analysed in the background: follow `links.self` until `settled`. Sending the
    same file to the same case again is harmless.
    """
    async with uploads.upload_form(request, most_files=1) as form:
        receipt = await uploads.accept(desk, form.files[0], form, desk.asking(request))
    statement = receipt.statement
    body = shapes.ReceiptShape(
        id=statement.id,
        case_ref=statement.case_ref,
        state=statement.state,
        duplicate=receipt.duplicate,
        links=shapes.links(statement.id),
    )
    status = 200 if receipt.duplicate else 202
    return JSONResponse(body.model_dump(mode="json"), status, {"Location": body.links.self})


@router.get("/statements", tags=["statements"], responses={400: _PROBLEM})
def listing(
    desk: AtDesk,
    case: Annotated[str | None, Query(description="Only this case.")] = None,
    state: Annotated[State | None, Query(description="Only statements in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> shapes.ListingShape:
    """List statements, newest first."""
    case_ref = intake.case_reference(case) if case else None
    counts = desk.store.statements.counts(case_ref=case_ref)
    found = desk.store.statements.listing(
        case_ref=case_ref, state=state, limit=limit, offset=offset
    )
    return shapes.ListingShape(
        statements=[shapes.statement(each) for each in found],
        total=counts.get(state, 0) if state else sum(counts.values()),
        counts=counts,
    )


@router.get("/cases", tags=["statements"])
def cases(desk: AtDesk) -> list[shapes.CaseShape]:
    """List the cases that have statements."""
    return [
        shapes.CaseShape(case_ref=case_ref, statements=count)
        for case_ref, count in desk.store.statements.cases()
    ]


@router.get("/statements/{statement_id}", tags=["statements"], responses=_UNKNOWN)
def statement(found: Known) -> shapes.StatementShape:
    """Say where a statement stands and, once failed, why."""
    return shapes.statement(found)


@router.get(
    "/statements/{statement_id}/record",
    tags=["records"],
    responses={
        200: {"description": "The record; `/api/schema` describes it."},
        404: {**_PROBLEM, "description": "`statement_unknown` or `record_not_ready`."},
    },
)
def record(
    found: Known,
    desk: AtDesk,
    version: Annotated[int | None, Query(ge=1, le=1_000_000_000)] = None,
) -> Response:
    """Return a case record, the newest one unless a version is named.

    A statement that failed has one too: its `status` is `failed` and it says why.
    """
    kept = _record(found, desk, version)
    return Response(record_json.dumps(kept), media_type="application/json")


@router.get(
    "/statements/{statement_id}/summary",
    tags=["records"],
    responses={
        200: {"description": "`summary` as in the record; `/api/schema` describes it."},
        404: {**_PROBLEM, "description": "`statement_unknown` or `record_not_ready`."},
        409: {**_PROBLEM, "description": "`length_fixed`: made before lengths could be chosen."},
    },
)
def summary_at_length(
    found: Known,
    desk: AtDesk,
    share: Annotated[
        float | None, Query(gt=0, le=1, description="Of the narrative's words; else the setting.")
    ] = None,
    fewest: Annotated[
        int | None, Query(ge=0, le=1_000, description="Sentences, at least; else the setting.")
    ] = None,
    version: Annotated[int | None, Query(ge=1, le=1_000_000_000)] = None,
) -> Response:
    """Return a record's summary at a length of one's own. The record stays as it is."""
    length = SummaryLength(
        share=desk.settings.summary_share if share is None else share,
        fewest=desk.settings.summary_fewest if fewest is None else fewest,
    )
    kept = _record(found, desk, version)
    made = summary.at_length(kept, length)
    if made is None:
        if kept.failure:
            raise LengthFixed(
                "No summary was made of this statement: its processing failed, and its record "
                "says why."
            )
        raise LengthFixed(
            "This record does not keep what a summary of another length needs. Process the file "
            "again to have one."
        )
    return Response(record_json.dumps_summary(made), media_type="application/json")


def _record(found: Statement, desk: Desk, version: int | None) -> CaseRecord:
    if version is not None:
        kept = desk.store.records.version(found.id, version)
    else:
        kept = desk.store.records.latest(found.id)
    if kept is None:
        message = f"There is no version {version} of this record."
        if version is None:
            message = "There is no record of this statement yet."
        raise RecordNotReady(f"{message} The statement's state is '{found.state}'.")
    return kept


@router.get("/statements/{statement_id}/events", tags=["statements"], responses=_UNKNOWN)
def history(found: Known, desk: AtDesk) -> list[shapes.EventShape]:
    """Return everything that happened to a statement, oldest first."""
    return [shapes.event(each) for each in desk.store.events.history(found.id)]


@router.get(
    "/statements/{statement_id}/original",
    tags=["statements"],
    response_class=FileResponse,
    responses={
        **_UNKNOWN,
        200: {"content": {"application/octet-stream": {}}, "description": "The file's bytes."},
        500: {**_PROBLEM, "description": "`original_missing`."},
    },
)
def original(found: Known, desk: AtDesk) -> FileResponse:
    """Download the file as it was uploaded, byte for byte; it is never shown in the browser."""
    return FileResponse(
        _original(found, desk),
        filename=found.filename,
        media_type="application/octet-stream",
        headers={"X-Original-SHA256": found.sha256},
    )


@router.get(
    "/statements/{statement_id}/pages/{number}/picture",
    tags=["records"],
    response_class=Response,
    responses={
        200: {"content": {"image/png": {}}, "description": "The page as it is displayed."},
        404: {**_PROBLEM, "description": "`statement_unknown` or `no_picture`."},
    },
)
def picture(
    found: Known, desk: AtDesk, number: Annotated[int, PathPart(ge=1, le=100_000)]
) -> Response:
    """Draw a page of a PDF or a picture, so that a person can read what the machine could not."""
    try:
        drawn = desk.pictures.page(_original(found, desk), number)
    except Unreadable as error:
        raise NoPicture(_undrawn(found, desk, number, str(error))) from None
    # An original never changes, and neither does its picture.
    kept = {"Cache-Control": "private, max-age=3600, immutable"}
    return Response(drawn, media_type="image/png", headers=kept)


def _undrawn(found: Statement, desk: Desk, number: int, why: str) -> str:
    record = desk.store.records.latest(found.id)
    pages = len(record.document.pages) if record else 0
    if 0 < pages < number:
        has = "1 page" if pages == 1 else f"{pages} pages"
        return f"There is no page {number}: this statement has {has}."
    return why if why.startswith("This page") else f"This page cannot be drawn. {why}"


@router.get("/statements/{statement_id}/enclosed", tags=["statements"], responses=_UNKNOWN)
def enclosed(found: Known, desk: AtDesk) -> list[shapes.StatementShape]:
    """List what was found inside a statement: attachments, or the files of a bundle."""
    inside = desk.store.enclosures.inside(found.id)
    return [shapes.statement(desk.store.statements.get(each.statement_id)) for each in inside]


def _original(found: Statement, desk: Desk) -> Path:
    path = desk.store.originals.path(found.sha256)
    if not path.is_file():
        raise OriginalMissing(
            "The original is not in the store any more. Tell the people who run Deponent."
        )
    return path


@router.get("/schema", tags=["records"])
def schema() -> JSONResponse:
    """Return the JSON Schema that every case record satisfies."""
    return JSONResponse(record_json.json_schema(), media_type="application/schema+json")


@router.get("/status", tags=["service"])
def status(desk: AtDesk) -> shapes.StatusShape:
    """Count what is where, over all cases."""
    work: dict[str, dict[str, int]] = {}
    for (stage, row_status), count in desk.store.work.counts().items():
        work.setdefault(stage, {})[row_status] = count
    return shapes.StatusShape(counts=desk.store.statements.counts(), work=work)


@router.get("/health", tags=["service"])
def health() -> dict[str, str]:
    """Say that the service runs."""
    return {"status": "running"}


@router.get(
    "/ready",
    tags=["service"],
    response_model=shapes.ReadyShape,
    response_model_exclude_none=True,
    responses={503: {"model": shapes.ReadyShape}},
)
async def ready(desk: AtDesk) -> JSONResponse:
    """Say whether uploads can be taken.

    The database must answer, a file must be written where originals are kept, and there must be
    room for one upload of the largest size.
    """
    why = await run_in_threadpool(readiness.unready, desk.settings, desk.store)
    body = shapes.ReadyShape(ready=why is None, reason=why)
    return JSONResponse(body.model_dump(exclude_none=True), 503 if why else 200)
