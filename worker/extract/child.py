"""The reading child: reads one file that is sent to it, answers once, and exits.

Run as ``python -I -m worker.extract.child PARENT_PID``. It writes ``ready`` and a line end when
it has loaded what it needs, reads one line of JSON (the file's size and its limits) and the
file's bytes from its standard input, and answers one JSON object on its standard output:
``{"document": ...}`` or ``{"unreadable": [reason, message]}``.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

READY = b"ready\n"
_LONGEST_HEADER = 4096
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_OUT_OF_MEMORY = b'{"unreadable":["out_of_memory",""]}'
_OPEN_FILES = 32


def main() -> int:
    """Answer one request. The exit status is 0 whenever an answer was given."""
    _die_with(int(sys.argv[1]))
    answers = _take_stdout()
    # Loaded while nobody waits, so that a reading doesn't pay for it.
    from worker.extract import encodings, readers  # noqa: F401  (warming up)

    answers.write(READY)
    answers.flush()
    header = sys.stdin.buffer.readline(_LONGEST_HEADER)
    if not header:
        return 0
    request: dict[str, Any] = json.loads(header)
    try:
        _limit(request["limits"])
        answer = _answer(sys.stdin.buffer.read(request["size"]), request["limits"])
    except MemoryError:
        answer = _OUT_OF_MEMORY
    answers.write(answer)
    answers.flush()
    return 0


def _answer(data: bytes, limits: dict[str, Any]) -> bytes:
    from worker.errors import Unreadable
    from worker.extract import readers
    from worker.extract.document_json import to_json
    from worker.extract.limits import Limits

    try:
        found: dict[str, object] = {"document": to_json(readers.read(data, Limits(**limits)))}
    except Unreadable as error:
        found = {"unreadable": [error.reason, str(error)]}
    return json.dumps(found, ensure_ascii=True, separators=(",", ":")).encode()


def _take_stdout() -> BinaryIO:
    """Keep the pipe for the answer, and give anything else that prints nowhere to print to."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _die_with(parent: int) -> None:
    """Ask the kernel to kill this process when its parent dies, and give up nothing but that."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        # The parent died before it could be watched.
        os._exit(1)
    _cap(resource.RLIMIT_CORE, 0)


def _limit(limits: dict[str, Any]) -> None:
    """Bound what this process may use from here on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(limits["seconds"] + used.ru_utime + used.ru_stime) + 2
    _cap(resource.RLIMIT_AS, limits["memory_bytes"])
    _cap(resource.RLIMIT_CPU, seconds, seconds + 5)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _cap(resource.RLIMIT_NPROC, 0)


def _cap(what: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(what)
    wanted = soft if hard is None else hard
    highest = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    resource.setrlimit(what, (min(soft, highest), highest))


if __name__ == "__main__":
    sys.exit(main())
