"""The summary of a case, for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from worker import intake
from worker.api import shapes
from worker.casework import case_summary, composing, material
from worker.casework.case_summary import CaseLength, CaseSummary
from worker.web.desk import Desk, desk_of

router = APIRouter(prefix="/api")
AtDesk = Annotated[Desk, Depends(desk_of)]
_PROBLEM: dict[str, Any] = {"model": shapes.Problem}


# A case reference may hold slashes: 6543210/25.
@router.get(
    "/cases/{case_ref:path}/summary",
    tags=["cases"],
    response_class=Response,
    responses={
        200: {"model": CaseSummary, "description": "The case's summary."},
        400: {**_PROBLEM, "description": "`case_reference_invalid` or `request_invalid`."},
        404: {**_PROBLEM, "description": "`case_unknown`: there is no statement of this case."},
    },
)
def summary(
    case_ref: str,
    desk: AtDesk,
    share: Annotated[
        float | None, Query(gt=0, le=1, description="Of the accounts' words; else the setting.")
    ] = None,
    most_words: Annotated[
        int, Query(ge=1, le=1_000_000, description="Words at most, whatever the share comes to.")
    ] = CaseLength().most_words,
) -> Response:
    """Return a case's statements as cited sentences, by event and by name.

    It is made from the newest record of each statement, without a model. Statements that are not
    in it are named with the reason. No statement is left without a sentence.
    """
    length = CaseLength(
        share=desk.settings.summary_share if share is None else share, most_words=most_words
    )
    found = material.gathered(desk.store, intake.case_reference(case_ref))
    made = composing.of(found, length)
    return Response(case_summary.dumps(made), media_type="application/json")
