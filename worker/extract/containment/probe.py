"""The proof: a child that tries to get out, before any file is trusted to its like."""

import json
import os
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from worker.extract.containment import group, view
from worker.extract.containment.forked import Child
from worker.extract.conversation import Overdue, TooLong, converse, wait_for
from worker.extract.limits import Limits

_SECONDS = 30.0
_TRIALS = Limits(temp_bytes=16 * 1024**2, memory_bytes=1024**3)
_NAMESPACES = ("net", "pid", "mnt", "ipc", "uts")
_OTHERS, _FOR_ALL = ("/", "/usr", "/etc"), ("/var/tmp",)  # noqa: S108
_ATTEMPTS = ("-m", "worker.extract.containment.attempts")

Start = Callable[[Limits, str, tuple[str, str]], Child]
_LONGEST_ANSWER = 1 << 16
_EXIT_SECONDS = 5.0


def fault(
    start: Start, hidden: tuple[Path, ...], *, apart: bool = True, for_all_to_read: bool = True
) -> str:
    """Start a child that tries to get out. Return what went wrong in words, nothing if it held.

    ``apart``: it ought to have namespaces of its own; otherwise it only ought to be able to do
    nothing. ``for_all_to_read``: a file that everybody may read is among what it must not.
    """
    with (
        tempfile.TemporaryDirectory(prefix="deponent-probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as local,
    ):
        Path(folder).chmod(0o755)
        outside = Path(folder, "outside")
        outside.write_text("a file that a child must not see")
        outside.chmod(0o644 if for_all_to_read else 0o600)
        space = Path(folder, "space")
        space.mkdir(mode=0o700)
        local.bind(f"{folder}/local")
        local.listen(1)
        Path(folder, "local").chmod(0o777)
        packages = map(str, view.packages())
        targets = {
            "port": listener.getsockname()[1],
            "socket": f"{folder}/local",
            "file": str(outside),
            "parent": os.getpid(),
            # Another user alone is not kept out of folders that are there for all to write to.
            "folders": [*_OTHERS, *(_FOR_ALL if for_all_to_read else ()), folder, *packages],
            "hidden": [str(path) for path in hidden],
            "namespaces": {
                kind: str(Path(f"/proc/self/ns/{kind}").readlink())
                for kind in (_NAMESPACES if apart else ())
            },
            "user": None,
            "temp_bytes": _TRIALS.temp_bytes if apart else None,
        }
        try:
            child = start(_TRIALS, str(space), _ATTEMPTS)
        except OSError as error:
            return f"it cannot be started ({error.strerror})"
        try:
            request = json.dumps(targets).encode() + b"\n"
            answer = converse(child, (request,), time.monotonic() + _SECONDS, _LONGEST_ANSWER)
            wait_for(child, time.monotonic() + _EXIT_SECONDS)
        except (Overdue, TooLong):
            return "it does not answer"
        finally:
            group.end(child, sandboxed=apart)
    return _judge(child.returncode, answer, apart=apart)


def _judge(status: int | None, answer: bytes, *, apart: bool) -> str:
    try:
        succeeded = json.loads(answer) if status == 0 else None
    except ValueError:
        succeeded = None
    if not isinstance(succeeded, list):
        if not apart:
            return "this machine does not let it give up its rights"
        return "this machine does not let it make its namespaces"
    if succeeded:
        return "what runs in it can " + ", ".join(map(str, succeeded))
    return ""
