"""What goes over the wire, as programs see it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from worker.casefile import Event, Priority, State, Statement


class Shape(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


class Problem(Shape):
    """Why a request was not carried out."""

    reason: str = Field(description="A stable code for programs, such as `empty_file`.")
    message: str = Field(description="What happened and what to do about it, for a person.")
    status: int = Field(description="The HTTP status again.")


class Links(Shape):
    """Where to go on from a statement."""

    self: str = Field(description="The statement: its state and, once failed, why.")
    record: str = Field(description="Its newest case record; 404 `record_not_ready` until then.")
    events: str = Field(description="Its history.")
    original: str = Field(description="The file as it was uploaded, byte for byte.")
    page: str = Field(description="The review page, for a person.")


class FailureShape(Shape):
    """Why there is no full record."""

    stage: str = Field(description="`extract` (reading the file) or `analyse`.")
    reason: str = Field(description="A stable code for programs.")
    message: str = Field(description="What happened and what to do about it, for a person.")


class StatementShape(Shape):
    """Where one statement stands."""

    id: str
    case_ref: str
    filename: str = Field(description="The name it was sent under, made safe to show.")
    sha256: str
    size: int = Field(description="Bytes.")
    state: State
    settled: bool = Field(description="Whether the machines are done with it.")
    priority: Literal["interactive", "backlog"]
    received_at: datetime
    received_by: str
    updated_at: datetime
    version: int | None = Field(description="The newest record's version; null before one.")
    failure: FailureShape | None
    links: Links


class WhyShape(Shape):
    """Why somebody does something to a statement; may be left out."""

    why: str = Field(default="", max_length=200, description="Kept in its history.")


class CancelledShape(Shape):
    """A statement that was cancelled, and all that ended with it."""

    statement: StatementShape
    cancelled: list[str] = Field(description="Ids: its own if it was in hand, and of its files.")


class ReceiptShape(Shape):
    """An upload that is on disk and promised. It cannot be lost any more."""

    id: str
    case_ref: str
    state: State
    duplicate: bool = Field(description="The same file was in this case already: nothing is new.")
    links: Links


class ListingShape(Shape):
    """Statements, newest first."""

    statements: list[StatementShape]
    total: int = Field(description="How many there are beyond `limit` and `offset`.")
    counts: dict[State, int] = Field(description="How many of the case are in each state.")


class CaseShape(Shape):
    """A case that has statements."""

    case_ref: str
    statements: int


class EventShape(Shape):
    """One thing that happened to a statement."""

    at: datetime
    actor: str
    action: str
    detail: str


class StatusShape(Shape):
    """What is where, over all cases."""

    counts: dict[State, int] = Field(description="Statements in each state.")
    work: dict[str, dict[str, int]] = Field(
        description="Rows of the work table by stage and then by status."
    )


class ReadyShape(Shape):
    """Whether uploads can be taken."""

    ready: bool
    reason: str | None = Field(
        default=None,
        description=(
            "Only when not ready: `database_unavailable`, `storage_unwritable` or `storage_full`."
        ),
    )


def links(statement_id: str) -> Links:
    """Return the links of a statement."""
    api = f"/api/statements/{statement_id}"
    return Links(
        self=api,
        record=f"{api}/record",
        events=f"{api}/events",
        original=f"{api}/original",
        page=f"/statements/{statement_id}",
    )


def statement(found: Statement) -> StatementShape:
    """Return a statement as it goes over the wire."""
    failure = found.failure
    return StatementShape(
        id=found.id,
        case_ref=found.case_ref,
        filename=found.filename,
        sha256=found.sha256,
        size=found.size,
        state=found.state,
        settled=found.state.settled,
        priority="interactive" if found.priority < Priority.BACKLOG else "backlog",
        received_at=found.received_at,
        received_by=found.received_by,
        updated_at=found.updated_at,
        version=found.version,
        failure=FailureShape(stage=failure.stage, reason=failure.reason, message=failure.message)
        if failure
        else None,
        links=links(found.id),
    )


def event(found: Event) -> EventShape:
    """Return an event as it goes over the wire."""
    return EventShape(at=found.at, actor=found.actor, action=found.action, detail=found.detail)
