"""Threads that work side by side on the CPU: one batch each, while others interpret theirs.

Sums that are shared by all cores wait for the slowest and leave all but one idle while Python
works. A batch to itself on each core does neither.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event, Lock

# Beyond this many, Python's one lock holds the lanes up more than another core helps; each lane
# then has several cores for its sums.
MOST_LANES = 8
# How long Python lets one thread go on while another waits. A lane that waits to begin its next sum
# leaves a core idle: the usual 5 ms are as long as the sum.
_SWITCHING_SECONDS = 0.0005


class Lanes:
    """Runs pieces of work side by side, bounded in number, each with its share of the cores."""

    def __init__(self, threads: int) -> None:
        """Share ``threads`` cores."""
        self.count = max(1, min(MOST_LANES, threads))
        self._threads = max(1, threads)
        self._threads_each = max(1, threads // self.count)
        self._pool: ThreadPoolExecutor | None = None
        self._lock = Lock()

    @contextmanager
    def open(self) -> Iterator["Course"]:
        """Take work while the block lasts, and finish all of it at its end.

        When the block is left by an exception, work that has not begun is dropped.
        """
        course = Course(self)
        if self.count == 1:
            # The caller's own thread is the lane.
            _use_threads(self._threads_each)
        try:
            yield course
            course.finish()
        finally:
            course.stop()
            if self._pool is not None:
                # The number is partly one for the whole process: whoever works next has all cores.
                _use_threads(self._threads)

    def has_its_threads(self) -> bool:
        """Whether the thread that asks computes with as many cores as every lane does."""
        import torch

        return torch.get_num_threads() == self._threads_each

    def submit(self, work: Callable[[], None], stopped: Event) -> "Future[None]":
        """Start a piece of work as soon as a lane is free."""
        with self._lock:
            if self._pool is None:
                sys.setswitchinterval(min(_SWITCHING_SECONDS, sys.getswitchinterval()))
                self._pool = ThreadPoolExecutor(self.count, thread_name_prefix="inference-lane")
        return self._pool.submit(self._run, work, stopped)

    def _run(self, work: Callable[[], None], stopped: Event) -> None:
        if stopped.is_set():
            return
        _use_threads(self._threads_each)
        work()


class Course:
    """The work of one caller in the lanes. Errors that a piece of work raises come out here."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        # Enough that no lane runs dry, few enough that memory stays bounded.
        self._most_waiting = lanes.count + 1
        self._running: set[Future[None]] = set()
        self._stopped = Event()

    def put(self, work: Callable[[], None]) -> None:
        """Have a piece of work done; wait first while too many are waiting."""
        if self._lanes.count == 1:
            work()
            return
        while len(self._running) > self._most_waiting:
            self._await(FIRST_COMPLETED)
        self._running.add(self._lanes.submit(work, self._stopped))

    def finish(self) -> None:
        """Wait until all work is done."""
        while self._running:
            self._await(FIRST_COMPLETED)

    def stop(self) -> None:
        """Drop what has not begun and wait for what has."""
        self._stopped.set()
        for one in self._running:
            one.cancel()
        wait(self._running)
        self._running.clear()

    def _await(self, when: str) -> None:
        done, self._running = wait(self._running, return_when=when)
        for one in done:
            one.result()


def _use_threads(count: int) -> None:
    import torch

    if torch.get_num_threads() != count:
        torch.set_num_threads(count)
