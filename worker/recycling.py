"""When a worker process has served long enough: by its age, or by the memory it has grown to.

It then ends between two jobs, holding nothing, and whoever keeps it running starts a fresh one. So
a slow leak, in a library of native code say, never grows into an outage.
"""

import math
import os
import time
from pathlib import Path

_STATM = Path("/proc/self/statm")
_SECONDS_PER_HOUR = 3600.0


class Service:
    """How long this process has served, and how long it may."""

    def __init__(self, *, hours: float, memory_bytes: int) -> None:
        """Serve from now on for ``hours``, in ``memory_bytes`` of memory; 0 bounds nothing."""
        self._ends_at = time.monotonic() + hours * _SECONDS_PER_HOUR if hours else math.inf
        self._memory_bytes = memory_bytes

    def seconds_left(self) -> float:
        """Return how long it may still wait for a job, which may be for ever."""
        return max(0.0, self._ends_at - time.monotonic())

    def over(self, *, after_a_job: bool) -> str | None:
        """Return why it should end now, None while it should not.

        Memory is looked at after a job only: a bound that is too low must not end every process
        before its first job.
        """
        if not self.seconds_left():
            return "it has served its time"
        if after_a_job and self._memory_bytes and resident_bytes() > self._memory_bytes:
            return f"it has grown to {resident_bytes() / 1e6:.0f} MB"
        return None


def resident_bytes() -> int:
    """Return the resident memory of this process; 0 where the system does not say."""
    try:
        pages = int(_STATM.read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
