"""When a worker process has served long enough: by its age, or by the memory it has grown to.

It then ends between two jobs, holding nothing, and whoever keeps it running starts a fresh one. So
a slow leak, in a library of native code say, never grows into an outage.

What is no leak is given back: the C library keeps what was freed in as many pools as there were
threads, and pieces of another size each time leave ever more of it unused (an analyse worker grew
by 400 MB in an hour of mixed statements, most of it free).
"""

import ctypes
import math
import os
import time
from pathlib import Path

# To give back takes some 25 ms, and what is needed again is fetched again.
_GIVING_BACK_SECONDS = 30.0
_STATM = Path("/proc/self/statm")
_SECONDS_PER_HOUR = 3600.0


class Service:
    """How long this process has served, and how long it may."""

    def __init__(self, *, hours: float, memory_bytes: int) -> None:
        """Serve from now on for ``hours``, in ``memory_bytes`` of memory; 0 bounds nothing."""
        self._ends_at = time.monotonic() + hours * _SECONDS_PER_HOUR if hours else math.inf
        self._memory_bytes = memory_bytes
        self._gave_back_at = time.monotonic()

    def seconds_left(self) -> float:
        """Return how long it may still wait for a job, which may be for ever."""
        return max(0.0, self._ends_at - time.monotonic())

    def over(self, *, after_a_job: bool) -> str | None:
        """Return why it should end now, None while it should not.

        Memory is looked at after a job only: a bound that is too low must not end every process
        before its first job. What is only kept and not in use does not count.
        """
        if not self.seconds_left():
            return "it has served its time"
        if after_a_job:
            too_large = self._has_grown()
            if too_large or time.monotonic() - self._gave_back_at >= _GIVING_BACK_SECONDS:
                give_back_freed_memory()
                self._gave_back_at = time.monotonic()
            if too_large and self._has_grown():
                return f"it has grown to {resident_bytes() / 1e6:.0f} MB"
        return None

    def _has_grown(self) -> bool:
        return 0 < self._memory_bytes < resident_bytes()


def give_back_freed_memory() -> None:
    """Have the C library return to the system what was freed; does nothing where it cannot."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def resident_bytes() -> int:
    """Return the resident memory of this process; 0 where the system does not say."""
    try:
        pages = int(_STATM.read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
