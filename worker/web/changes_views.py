"""The page of what changed between two versions of a statement's record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from worker.web import changes_page
from worker.web.desk import Desk, desk_of
from worker.web.rendering import error_page, page
from worker.web.views import known

router = APIRouter()
AtDesk = Annotated[Desk, Depends(desk_of)]
Version = Annotated[int | None, Query(ge=1, le=1_000_000_000)]


@router.get("/statements/{statement_id}/changes")
def changed(
    statement_id: str,
    desk: AtDesk,
    then: Version = None,
    now: Version = None,
) -> Response:
    """Show two versions of a record side by side: unless asked otherwise, the newest two."""
    found = known(desk, statement_id)
    records = desk.store.records
    versions = records.versions(found.id)
    if len(versions) < 2:
        return error_page(404, "There are no two versions of this record to compare.")
    later = now or versions[-1]
    earlier = then or max((each for each in versions if each < later), default=versions[0])
    one, other = (records.version(found.id, each) for each in (earlier, later))
    if one is None or other is None:
        missing = earlier if one is None else later
        return error_page(404, f"There is no version {missing} of this record.")
    inside = {*one.document.children, *other.document.children}
    shown = changes_page.of(one, other, desk.store.enclosures.names(inside))
    events = desk.store.events.history(found.id)
    return page("changes.html", shown=shown, statement=found, versions=versions, events=events)
