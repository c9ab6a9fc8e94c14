"""Where a command writes: results to standard output, everything else to standard error."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from worker.settings import Settings

_MINUTE = 60.0
_HOUR = 3600.0
_UNBOUNDED = 100_000
"""Columns where no terminal bounds a line."""
STATE_STYLES = {
    "needs_review": "green",
    "approved": "green",
    "failed": "red",
    "quarantined": "red",
    "returned": "yellow",
    "cancelled": "dim",
}


@cache
def output() -> "Console":
    """Return the console for results."""
    return _console(stderr=False)


@cache
def progress() -> "Console":
    """Return the console for progress and remarks."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, emoji=False)
    if not console.is_terminal:
        # Whoever reads a file or a pipe wants whole lines, and nothing cut off.
        console.width = _UNBOUNDED
    return console


def many(count: int, one: str, several: str = "") -> str:
    """Return a count with its noun: "1 statement", "2 statements"."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def shown(name: str) -> str:
    """Return a file's name as it can be printed, with escapes for bytes that are not UTF-8."""
    return os.fsencode(name).decode(errors="backslashreplace")


def address(settings: "Settings") -> str:
    """Return where the service of ``settings`` answers."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def state(name: str) -> str:
    """Return a state as rich markup."""
    style = STATE_STYLES.get(name, "cyan")
    return f"[{style}]{name.replace('_', ' ')}[/{style}]"


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar while the block works; what it yields is told how many are done.

    It shows the pace and what is left at this pace, once that can be told.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    pace = Pace()
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        console=progress(),
        transient=True,
        disable=not progress().is_terminal,
    ) as shown:
        task = shown.add_task(what, total=None, pace="")
        yield lambda done, of: shown.update(
            task, completed=done, total=of, pace=pace.told(done, of)
        )


class Pace:
    """How fast something goes, and how long it will take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, int] | None = None

    def told(self, done: int, of: int) -> str:
        """Return the pace since this was first asked, and what is left; empty until it is known."""
        if self._began is None:
            self._began = (self._clock(), done)
        at, before = self._began
        took = self._clock() - at
        if done <= before or took <= 0:
            return ""
        left = (of - done) * took / (done - before)
        return f"{(done - before) / took:.1f} a second, {_lasting(left)} left"


def _lasting(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.1f} h"
