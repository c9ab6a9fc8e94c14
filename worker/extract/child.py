"""The reading child: does one task with one file that is sent to it, answers once, and exits.

Run inside a sandbox by ``worker.extract.containment``. It writes ``ready`` and a line end when it
has loaded what it needs, reads one line of JSON (the task, the file's size, its limits) and the
file's bytes from its standard input, and answers on its standard output: one line of JSON, then
the raw bytes that it announces.

- task ``read``: ``{"document": ...}``, then each attachment's content in order;
- task ``picture`` (with ``page`` and ``dpi``): ``{"picture": size}``, then a PNG;
- either: ``{"unreadable": [reason, message]}``.

Before that, ``{"pictures_to_read":N}`` as a line of its own asks for the time that they need.
"""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from worker.extract.limits import Limits

READY = b"ready\n"
_LONGEST_HEADER = 4096
_WARMED = (
    *("worker.extract.readers", "worker.extract.document_json", "worker.extract.typed_text"),
    *("worker.extract.answers", "worker.extract.progress"),
    *("worker.extract.pdf.reader", "pypdfium2"),
)
_OUT_OF_MEMORY = (b'{"unreadable":["out_of_memory",""]}\n',)


def main() -> int:
    """Answer one request. The exit status is 0 whenever an answer was given."""
    answers = _take_stdout()
    warm_up()
    answers.write(READY)
    answers.flush()
    header = sys.stdin.buffer.readline(_LONGEST_HEADER)
    if not header:
        return 0
    request: dict[str, Any] = json.loads(header)
    _ask_for_time(answers)
    try:
        answer = _answer(sys.stdin.buffer.read(request["size"]), request)
    except MemoryError:
        answer = _OUT_OF_MEMORY
    for part in answer:
        answers.write(part)
    answers.flush()
    return 0


def _ask_for_time(sink: BinaryIO) -> None:
    from worker.extract import answers, progress

    def ask(count: int) -> None:
        sink.write(answers.pictures(count))
        sink.flush()

    progress.listen(ask)


def warm_up() -> None:
    """Load what nearly every reading needs, while nobody waits for it.

    Most originals are PDFs with a text layer. What others need, and pages that take the slow road
    (pdfplumber, Pillow, NumPy), is loaded when one comes.
    """
    for module in _WARMED:
        # What is missing is missed, and named, by the reader that needs it.
        with suppress(ImportError):
            import_module(module)


def _answer(data: bytes, request: dict[str, Any]) -> Sequence[bytes]:
    from worker.errors import Unreadable
    from worker.extract.limits import Limits

    limits = Limits(**request["limits"])
    try:
        if request["task"] == "picture":
            return _picture(data, limits, request["page"], request["dpi"])
        return _document(data, limits)
    except Unreadable as error:
        return (_line({"unreadable": [error.reason, str(error)]}),)


def _document(data: bytes, limits: "Limits") -> Sequence[bytes]:
    from worker.extract import readers
    from worker.extract.document_json import to_json

    document = readers.read(data, limits)
    contents = [attachment.content for attachment in document.attachments]
    return (_line({"document": to_json(document)}), *contents)


def _picture(data: bytes, limits: "Limits", page: int, dpi: int) -> Sequence[bytes]:
    from worker.extract.pictures import picture

    png = picture(data, limits, page, dpi)
    return (_line({"picture": len(png)}), png)


def _line(found: dict[str, object]) -> bytes:
    return json.dumps(found, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _take_stdout() -> BinaryIO:
    """Keep the pipe for the answer, and give anything else that prints nowhere to print to."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


if __name__ == "__main__":
    sys.exit(main())
