"""The page of a case: what its statements tell, by event and by name."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from worker import intake
from worker.casework import composing, material
from worker.casework.case_summary import CaseLength
from worker.web import case_page
from worker.web.desk import Desk, desk_of
from worker.web.rendering import page

router = APIRouter()
AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/cases")
@router.get("/cases/")
def cases() -> Response:
    """Lead to the list of all cases."""
    return RedirectResponse("/")


# A case reference may hold slashes: 6543210/25.
@router.get("/cases/{case_ref:path}")
def case(
    case_ref: str,
    desk: AtDesk,
    share: Annotated[float | None, Query(gt=0, le=1)] = None,
    most_words: Annotated[int, Query(ge=1, le=1_000_000)] = CaseLength().most_words,
) -> Response:
    """Show the summary of a case, at the length that is asked for."""
    length = CaseLength(
        share=desk.settings.summary_share if share is None else share, most_words=most_words
    )
    found = material.gathered(desk.store, intake.case_reference(case_ref.removesuffix("/")))
    return page("case.html", shown=case_page.of(composing.of(found, length)))
