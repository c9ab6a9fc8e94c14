"""The list of statements: with its upload form, and what is done to several of them at once."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from worker.errors import NotReleasable, UploadRefused
from worker.web import board, refusals, uploads, words
from worker.web.desk import Desk, desk_of
from worker.web.rendering import page

_MOST_FILES = 50
# Each release is a transaction of its own, and somebody waits for the page.
_MOST_RELEASED = 500

router = APIRouter()
AtDesk = Annotated[Desk, Depends(desk_of)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one uploaded file, in words: received, known already, or refused."""

    look: str
    filename: str
    message: str
    href: str = ""
    refused: int | None = None
    """The HTTP status that the refusal is answered with."""


def wanted(
    case: str | None = None,
    state: str | None = None,
    reason: str | None = None,
    offset: Annotated[int, Query(le=1_000_000_000)] = 0,
) -> board.Choice:
    """Return what the list should be narrowed to."""
    return board.choice(case, state, offset, reason)


Wanted = Annotated[board.Choice, Depends(wanted)]


@router.get("/")
def home(
    desk: AtDesk,
    choice: Wanted,
    released: Annotated[int | None, Query(ge=0, le=_MOST_RELEASED)] = None,
) -> Response:
    """Show the statements by case, with their state, and the upload form.

    ``released`` is how many were put back just now, of those that are shown.
    """
    said = ""
    if released is not None:
        said = f"{released} statement{'' if released == 1 else 's'} released."
        if choice.reason:
            said += " More are still there: release again to go on."
    return _home(desk, choice, released=said)


@router.get("/board")
def live_board(desk: AtDesk, choice: Wanted) -> Response:
    """Return the part of the list that changes, for the page to take in."""
    return page("board_live.html", board=board.of(desk.store, desk.glances, choice))


@router.post("/upload")
async def upload(request: Request, desk: AtDesk) -> Response:
    """Take in an upload form from a browser without JavaScript."""
    outcomes: list[Outcome] = []
    case = ""
    try:
        async with uploads.upload_form(request, most_files=_MOST_FILES) as form:
            case = form.case
            who = desk.asking(request)
            outcomes += [await _taken(desk, each, form, who) for each in form.files]
    except UploadRefused as error:
        outcomes.append(_refused("", error))
    statuses = [outcome.refused for outcome in outcomes if outcome.refused]
    if not statuses:
        choice = board.choice(case, None, 0)
        return RedirectResponse(f"/?{choice.query()}", status_code=303)
    # The greatest is the one that the sender must know of: no room before too large before wrong.
    return _home(desk, board.Choice(), outcomes=outcomes, case=case, status=max(statuses))


@router.post("/release")
def release_alike(
    desk: AtDesk,
    request: Request,
    state: Annotated[str, Form(max_length=40)],
    reason: Annotated[str, Form(min_length=1, max_length=64)],
    case: Annotated[str, Form(max_length=60)] = "",
    why: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Put back all statements that stopped for one reason, each as if released by itself."""
    choice = board.choice(case, state, 0, reason)
    found = board.alike(desk.store, choice, _MOST_RELEASED)
    released = 0
    for each in found:
        try:
            desk.store.interventions.release(each.id, who=desk.asking(request), why=why)
        except NotReleasable:
            # Somebody else was first.
            continue
        released += 1
    left = board.alike(desk.store, choice, 1)
    shown = choice if left else board.Choice(case=choice.case)
    # Elsewhere, so that loading the page again releases nothing again.
    return RedirectResponse(f"/?{shown.query()}&released={released}", status_code=303)


def _home(
    desk: Desk,
    choice: board.Choice,
    *,
    outcomes: list[Outcome] | None = None,
    released: str = "",
    case: str = "",
    status: int = 200,
) -> Response:
    return page(
        "board.html",
        status=status,
        board=board.of(desk.store, desk.glances, choice),
        outcomes=outcomes or [],
        released=released,
        tally=_tally(outcomes or []),
        case=case or choice.case or "",
        most_bytes=desk.settings.max_upload_bytes,
        most_said=words.size(desk.settings.max_upload_bytes),
    )


async def _taken(
    desk: Desk, upload: uploads.Upload, form: uploads.UploadForm, received_by: str
) -> Outcome:
    try:
        receipt = await uploads.accept(desk, upload, form, received_by)
    except UploadRefused as error:
        return _refused(upload.filename, error)
    found = receipt.statement
    if receipt.duplicate:
        href = f"/statements/{found.id}"
        message = "is in this case already."
        return Outcome(look="known", filename=found.filename, message=message, href=href)
    return Outcome(
        look="received", filename=found.filename, message="was received.", href=f"#to-{found.id}"
    )


def _tally(outcomes: list[Outcome]) -> str:
    """Return how many of several files went, and what to do about the others."""
    refused = sum(1 for outcome in outcomes if outcome.refused)
    if len(outcomes) < 2 or not refused:
        return ""
    choose = "it again when it is" if refused == 1 else "them again when they are"
    return (
        f"{len(outcomes) - refused} of {len(outcomes)} files sent. {refused} "
        f"{'was' if refused == 1 else 'were'} refused: see why below, and choose {choose} mended."
    )


def _refused(filename: str, error: UploadRefused) -> Outcome:
    return Outcome(
        look="refused", filename=filename, message=str(error), refused=refusals.status(error)
    )
