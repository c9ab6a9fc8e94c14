"""Documents while they are read: their windows, how these form batches, where answers go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from models.inference.results import Unanalysed
from models.inference.windows import Tokens, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# A window's own start and end mark.
MARKS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says about one document, token by token.

    ``states`` is (tokens, width); ``logits`` is (tokens, labels, 3): outside, begins, inside.
    ``alone`` says that reading the document alone would give the very same numbers.
    """

    states: "Floats"
    logits: "Floats"
    alone: bool = False

    @classmethod
    def empty(cls, tokens: int, width: int, labels: int) -> "Reading":
        """Return a reading to be written into."""
        return cls(np.zeros((tokens, width), np.float32), np.zeros((tokens, labels, 3), np.float32))


@dataclass(slots=True)
class Open:
    """A document that is being read; several threads may write its windows."""

    number: int
    tokens: Tokens
    reading: Reading
    left: int
    """How many of its windows are not answered yet."""
    failed: Unanalysed | None = None
    alone: bool = True
    """Whether every window so far was answered as it would be alone."""
    _lock: Lock = field(default_factory=Lock)

    def settle(self, failed: Unanalysed | None = None) -> bool:
        """Count one window as answered, or the document as failed; say whether it is done now."""
        with self._lock:
            self.failed = self.failed or failed
            self.left -= 1
            return self.left == 0


@dataclass(frozen=True, slots=True)
class Job:
    """One window of one document."""

    document: Open
    window: Window

    def __len__(self) -> int:
        """Return how many tokens the encoder reads for it."""
        return len(self.window) + MARKS

    def write(self, states: "Floats", logits: "Floats") -> None:
        """Keep the part of the answer that this window answers for; marks come first and last."""
        window = self.window
        owned = slice(window.own_first, window.own_last)
        within = slice(window.own_first - window.first + 1, window.own_last - window.first + 1)
        self.document.reading.states[owned] = states[within]
        self.document.reading.logits[owned] = logits[within]


def end_to_end(jobs: Sequence[Job], least: int, budget: int) -> Iterator[Sequence[Job]]:
    """Part windows in their order into batches of about ``budget`` tokens, all about alike.

    There are at least ``least`` batches, as far as there are windows.
    """
    total = sum(map(len, jobs))
    number = min(len(jobs), max(least, -(-total // budget)))
    first = taken = 0
    for place in range(1, number + 1):
        last = first
        share = place * total / number
        # As near to the share as whole windows come; each later batch keeps a window at least.
        while last < len(jobs) - (number - place) and (
            last == first or taken + len(jobs[last]) / 2 <= share or place == number
        ):
            taken += len(jobs[last])
            last += 1
        yield jobs[first:last]
        first = last


def by_length(jobs: Sequence[Job]) -> list[Job]:
    """Return the windows, the longest first, so that a batch holds little padding."""
    return sorted(jobs, key=lambda job: -len(job))


def padded(
    jobs: Sequence[Job], marks: tuple[int, int, int]
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]:
    """Return ids, types and mask, one row for each window, filled up to the longest.

    ``marks`` are the ids of the start, the end and the padding.
    """
    start, end, padding = marks
    width = max(map(len, jobs))
    ids = np.full((len(jobs), width), padding, np.int64)
    types = np.zeros((len(jobs), width), np.int64)
    mask = np.zeros((len(jobs), width), np.int64)
    for row, job in enumerate(jobs):
        tokens, window, last = job.document.tokens, job.window, len(job) - 1
        ids[row, 0] = start
        ids[row, 1:last] = tokens.ids[window.first : window.last]
        ids[row, last] = end
        types[row, 1:last] = tokens.types[window.first : window.last]
        mask[row, : last + 1] = 1
    return ids, types, mask


def unpadded(
    jobs: Sequence[Job], marks: tuple[int, int, int], multiple: int
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """Return ids and types, the windows end to end, filled up to a multiple of rows."""
    start, end, padding = marks
    count = sum(map(len, jobs))
    rows = -(-count // multiple) * multiple
    ids = np.full(rows, padding, np.int64)
    types = np.zeros(rows, np.int64)
    first = 0
    for job in jobs:
        tokens, window, last = job.document.tokens, job.window, first + len(job) - 1
        ids[first] = start
        ids[first + 1 : last] = tokens.ids[window.first : window.last]
        ids[last] = end
        types[first + 1 : last] = tokens.types[window.first : window.last]
        first = last + 1
    return ids, types
