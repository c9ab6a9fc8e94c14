"""The page for those who run Deponent: what waits, what works, and what needs somebody."""

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from worker import operations
from worker.web import operations_page
from worker.web.desk import Desk, desk_of
from worker.web.rendering import error_page, page

router = APIRouter()
AtDesk = Annotated[Desk, Depends(desk_of)]
_DATABASE_AWAY = (
    "The database does not answer, so nothing can be said of the work, and uploads are refused. "
    "See that the database runs; everything goes on by itself once it is back."
)


@router.get("/operations")
def overview(desk: AtDesk) -> Response:
    """Show how the deployment is doing."""
    return _shown(desk, "operations.html")


@router.get("/operations/live")
def live(desk: AtDesk) -> Response:
    """Return the part of that page that changes, for the page to take in."""
    return _shown(desk, "operations_live.html")


def _shown(desk: Desk, template: str) -> Response:
    try:
        found = operations.look(desk.settings, desk.store)
        return page(template, shown=operations_page.of(found, desk.store))
    except SQLAlchemyError:
        return error_page(503, _DATABASE_AWAY)
