"""Who processes run as, and the end of all that runs as somebody."""

import os
import signal
from contextlib import suppress
from pathlib import Path

_ROUNDS = 20


def of(process: int) -> int | None:
    """Return the number of the user that a process runs as, None when it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{process}").stat().st_uid
    return None


def end(user: int | None) -> None:
    """Kill all that runs as ``user``. Only for one that nobody else is."""
    # More than once: one may have been started while the others were counted.
    for _ in range(_ROUNDS):
        left = [int(one.name) for one in Path("/proc").glob("[0-9]*") if of(int(one.name)) == user]
        for process in left:
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
        if not left:
            return


def threads_of(user: int) -> int:
    """Return how many threads a user has now."""
    count = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue
        if int(lines["Uid"].split()[0]) == user:
            count += int(lines["Threads"])
    return count
