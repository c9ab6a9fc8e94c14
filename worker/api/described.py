"""The interface's description of itself, as the service really answers."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from worker.api.problems import MEDIA_TYPE
from worker.web import uploads

UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "case"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "The statement. Its type is judged by its bytes.",
                        },
                        "case": {
                            "type": "string",
                            "description": (
                                "Case reference: 3 to 40 of the letters A to Z, digits, `/` and "
                                "`-`, with at least one digit; no `/` or `-` stands first, last "
                                "or beside another."
                            ),
                        },
                        "priority": {
                            "type": "string",
                            "enum": list(uploads.PRIORITIES),
                            "default": "interactive",
                            "description": "`backlog` lets uploads that somebody waits for pass.",
                        },
                    },
                }
            }
        },
    }
}
"""The form that an upload is sent as; it is read as it streams, so FastAPI cannot tell."""

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
# FastAPI's own answer to a request that is not as declared; ours is a problem, with 400.
_NEVER_SENT = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> None:
    """Make ``app`` describe its errors as they are sent."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            for path in made["paths"].values():
                for operation in path.values():
                    _mend(operation["responses"])
            for name in _NEVER_SENT:
                made["components"]["schemas"].pop(name, None)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation says


def _mend(responses: dict[str, Any]) -> None:
    if responses.pop("422", None) is not None and "400" not in responses:
        responses["400"] = {
            "description": "`request_invalid`: a part of the request is not as described.",
            "content": {MEDIA_TYPE: {"schema": _PROBLEM}},
        }
    for answer in responses.values():
        content = answer.get("content", {})
        if content.get("application/json", {}).get("schema") == _PROBLEM:
            content[MEDIA_TYPE] = content.pop("application/json")
