"""Read uploads from multipart requests without trusting their names or holding them in memory."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from worker import intake
from worker.casefile import Priority
from worker.errors import StorageFull, UploadRefused
from worker.web.desk import Desk

# What multipart adds to a file: its boundaries, headers and the other fields.
OVERHEAD_BYTES = 64 * 1024
_FIELDS = 8
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
PRIORITIES = {"interactive": Priority.INTERACTIVE, "backlog": Priority.BACKLOG}


class RequestIncomplete(UploadRefused):
    """The request lacks a part that an upload must have."""

    reason = "request_invalid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """One file as it was sent. ``filename`` is only a label, whatever it says."""

    filename: str
    stream: BinaryIO


@dataclass(frozen=True, kw_only=True, slots=True)
class UploadForm:
    """The fields of an upload form."""

    case: str
    priority: int
    files: tuple[Upload, ...]


@asynccontextmanager
async def upload_form(request: Request, *, most_files: int) -> AsyncIterator[UploadForm]:
    """Read an upload form; its files last as long as the context, spooled to disk.

    Raises RequestIncomplete where it is torn, or has no file, more than ``most_files``, no case
    reference or an unknown priority; StorageFull where it cannot be spooled.
    """
    try:
        # One file more than is taken, so that the refusal can be ours and in plain words.
        async with request.form(max_files=most_files + 1, max_fields=_FIELDS) as fields:
            if not request.headers.get("content-type", "").startswith("multipart/form-data"):
                raise RequestIncomplete(
                    "There is no file. Send it as multipart/form-data, with the form fields "
                    "'file' and 'case'."
                )
            yield _checked(fields, most_files)
    except HTTPException as error:
        raise RequestIncomplete(_why_unreadable(str(error.detail), most_files)) from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StorageFull(
                "There is no room for this file. It was not accepted; send it again when space "
                "has been made."
            ) from error
        raise


def _why_unreadable(said: str, most_files: int) -> str:
    """Return in plain words why the parser of forms gave up; it tells its reasons by wording."""
    if said.startswith("Too many files"):
        return _too_many(most_files)
    if said.startswith("Part exceeded"):
        return (
            "The case reference, or another field of the form, is far too long, and nothing of "
            "the upload was kept. A case reference has at most 40 characters."
        )
    return (
        "The upload arrived damaged or incomplete, and nothing of it was kept. Send it again; "
        "if that does not help, give the file a short, plain name."
    )


def _too_many(most_files: int) -> str:
    if most_files == 1:
        return "Too many files at once: send one at a time. Nothing of the upload was kept."
    return f"Too many files at once: send at most {most_files}. Nothing of the upload was kept."


def _label(filename: str) -> str:
    # Browsers send a quotation mark so, and nothing else of a name but line ends.
    return filename.replace("%22", '"')


def _checked(fields: FormData, most_files: int) -> UploadForm:
    files = tuple(
        Upload(filename=_label(part.filename or ""), stream=part.file)
        for part in fields.getlist("file")
        # A browser sends an empty part without a name when nobody chose a file.
        if isinstance(part, UploadFile) and (part.filename or part.size)
    )
    case = fields.get("case")
    priority = fields.get("priority") or "interactive"
    if not files:
        raise RequestIncomplete("There is no file. Choose at least one (form field 'file').")
    if len(files) > most_files:
        raise RequestIncomplete(_too_many(most_files))
    if not isinstance(case, str) or not case.strip():
        raise RequestIncomplete("There is no case reference. Give one (form field 'case').")
    if not isinstance(priority, str) or priority not in PRIORITIES:
        raise RequestIncomplete("The priority must be 'interactive' or 'backlog'.")
    return UploadForm(case=case, priority=PRIORITIES[priority], files=files)


async def accept(desk: Desk, upload: Upload, form: UploadForm, received_by: str) -> intake.Receipt:
    """Accept one file of a form. Raises UploadRefused."""
    return await run_in_threadpool(
        intake.accept,
        desk.store,
        desk.settings,
        upload.stream,
        filename=upload.filename,
        case_ref=form.case,
        received_by=received_by,
        priority=form.priority,
    )
