"""How a reader says that it has pictures to read, which take longer than words do.

A file has a fixed time, and each page that is read from its picture adds some: a scan of 300 pages
is no reason to stop half-way, and a hostile file gains no more than it has pages.
"""

from collections.abc import Callable

_listeners: list[Callable[[int], None]] = []


def listen(listener: Callable[[int], None]) -> None:
    """Call ``listener`` with the number of pictures, once they are known, for this process."""
    _listeners.append(listener)


def pictures_to_read(count: int) -> None:
    """Say how many pictures of pages are about to be read."""
    for listener in _listeners:
        listener(count)
