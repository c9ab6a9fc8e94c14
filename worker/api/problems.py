"""Errors as answers: a page for people, ``{reason, message}`` for programs, never a traceback."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from worker.casework.material import CaseUnknown
from worker.errors import (
    DeponentError,
    NotInHand,
    NotReleasable,
    SandboxMissing,
    StatementUnknown,
    UploadRefused,
)
from worker.web import refusals
from worker.web.rendering import error_page

MEDIA_TYPE = "application/problem+json"


class RecordNotReady(DeponentError):
    """The statement has no record of that version, or none yet."""

    reason = "record_not_ready"


class OriginalMissing(DeponentError):
    """The store no longer has the original: somebody took it away from outside."""

    reason = "original_missing"


class NoPicture(DeponentError):
    """A page cannot be drawn: there is none of that number, or its kind of file has no pages."""

    reason = "no_picture"


class LengthFixed(DeponentError):
    """The record does not keep what choosing a summary of another length needs."""

    reason = "length_fixed"


_STATUS: dict[type[DeponentError], int] = {
    StatementUnknown: 404,
    CaseUnknown: 404,
    RecordNotReady: 404,
    NoPicture: 404,
    LengthFixed: 409,
    NotInHand: 409,
    NotReleasable: 409,
    SandboxMissing: 503,
}
_WORDS = {
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take that kind of request."),
}


def problem(status: int, reason: str, message: str) -> JSONResponse:
    """Return an error as a program reads it."""
    body = {"reason": reason, "message": message, "status": status}
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


def answer(path: str, status: int, reason: str, message: str) -> Response:
    """Return an error in the form that whoever asks for ``path`` reads."""
    if path.startswith("/api/"):
        return problem(status, reason, message)
    return error_page(status, message)


def _wrong(error: dict[str, Any]) -> str:
    """Return which part of a request is wrong and why; the value itself is not repeated."""
    place, *parts = error["loc"]
    if error["type"] == "json_invalid":
        return "The body is not valid JSON."
    if place == "body" and not parts:
        return 'The body must be a JSON object, such as {"why": "sent twice"}, or be left out.'
    return f"{'.'.join(str(part) for part in parts)}: {error['msg']}"


def explain(path: str, error: DeponentError) -> Response:
    """Return an error that Deponent can explain."""
    if isinstance(error, UploadRefused):
        status = refusals.status(error)
    else:
        status = _STATUS.get(type(error), 500)
    return answer(path, status, error.reason, str(error))


def register(app: FastAPI) -> None:
    """Make ``app`` answer every error in this way."""

    @app.exception_handler(DeponentError)
    async def explained(request: Request, error: DeponentError) -> Response:
        return explain(request.url.path, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        parts = [_wrong(each) for each in error.errors()]
        return answer(request.url.path, 400, "request_invalid", "; ".join(parts))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        reason, message = _WORDS.get(error.status_code, ("request_invalid", str(error.detail)))
        response = answer(request.url.path, error.status_code, reason, message)
        response.headers.update(error.headers or {})
        return response
