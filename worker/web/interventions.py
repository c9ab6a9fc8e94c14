"""What the buttons of a statement's page do: cancel it, or release it to be done again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worker.web.desk import Desk, desk_of

router = APIRouter()
AtDesk = Annotated[Desk, Depends(desk_of)]
Why = Annotated[str, Form(max_length=200)]


@router.post("/statements/{statement_id}/cancel")
def cancel(statement_id: str, desk: AtDesk, request: Request, why: Why = "") -> Response:
    """End a statement that is in hand. Raises StatementUnknown and NotInHand."""
    desk.store.interventions.cancel(statement_id, who=desk.asking(request), why=why)
    return _back_to(statement_id)


@router.post("/statements/{statement_id}/release")
def release(statement_id: str, desk: AtDesk, request: Request, why: Why = "") -> Response:
    """Put a statement back. Raises StatementUnknown and NotReleasable."""
    desk.store.interventions.release(statement_id, who=desk.asking(request), why=why)
    return _back_to(statement_id)


def _back_to(statement_id: str) -> RedirectResponse:
    # The store knew the id, so it is one, and no way out of here.
    return RedirectResponse(f"/statements/{statement_id}", status_code=303)
