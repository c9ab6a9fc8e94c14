"""Ctrl-C that is not lost."""

import signal
from types import FrameType
from typing import Self


class Interrupts:
    """Raises KeyboardInterrupt when SIGINT comes, and again at the next look.

    Python swallows an exception that a signal raises inside a finaliser or a callback from C, and
    the work would go on to its end.
    """

    def __init__(self) -> None:
        self._came = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def look(self) -> None:
        """Raise KeyboardInterrupt when a SIGINT came, even if it was swallowed."""
        if self._came:
            raise KeyboardInterrupt

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._came = True
        raise KeyboardInterrupt
