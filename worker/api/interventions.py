"""Cancelling and releasing statements, for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request

from worker.api import shapes
from worker.api.routes import Known
from worker.web.desk import Desk, desk_of

router = APIRouter(prefix="/api/statements/{statement_id}", tags=["statements"])
AtDesk = Annotated[Desk, Depends(desk_of)]
_PROBLEM: dict[str, Any] = {"model": shapes.Problem}


def _refused(reason: str) -> dict[int | str, dict[str, Any]]:
    return {
        404: {**_PROBLEM, "description": "`statement_unknown`: there is no such statement."},
        409: {**_PROBLEM, "description": f"`{reason}`: nothing was changed."},
    }


@router.post("/cancel", responses=_refused("not_in_hand"))
def cancel(
    found: Known, desk: AtDesk, request: Request, asked: shapes.WhyShape | None = None
) -> shapes.CancelledShape:
    """End a statement that is in hand, and what came out of it and stands in nothing else.

    A worker that holds it finds its result refused. Originals are kept.
    """
    why = asked.why if asked else ""
    ended = desk.store.interventions.cancel(found.id, who=desk.asking(request), why=why)
    return shapes.CancelledShape(
        statement=shapes.statement(desk.store.statements.get(found.id)), cancelled=ended
    )


@router.post("/release", responses=_refused("not_releasable"))
def release(
    found: Known, desk: AtDesk, request: Request, asked: shapes.WhyShape | None = None
) -> shapes.StatementShape:
    """Put a quarantined, cancelled or failed statement back, with fresh attempts.

    What failed is read anew; a record that comes of it is a new version where it differs.
    """
    why = asked.why if asked else ""
    desk.store.interventions.release(found.id, who=desk.asking(request), why=why)
    return shapes.statement(desk.store.statements.get(found.id))
