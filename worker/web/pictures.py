"""Pictures of pages, drawn from the original when somebody looks at one.

They are drawn where files are read: in a sandboxed child that holds nothing worth stealing.
"""

from pathlib import Path
from threading import Lock

from worker import equipment
from worker.extract.sandbox import ReadingRoom
from worker.settings import Settings

RESOLUTION = 110
"""Dots per inch: small print can be read, and an A4 page stays below half a megabyte."""


class Pictures:
    """Draws pages; the room to draw in is made when the first is asked for."""

    def __init__(self, settings: Settings) -> None:
        """Draw within the limits of ``settings``."""
        self._settings = settings
        self._room: ReadingRoom | None = None
        self._lock = Lock()

    def page(self, original: Path, number: int) -> bytes:
        """Return page ``number`` of an original as PNG, as displayed. Raises Unreadable."""
        with self._lock:
            if self._room is None:
                self._room = equipment.reading_room(self._settings)
            room = self._room
        return room.picture(original, page=number, dpi=RESOLUTION)

    def close(self) -> None:
        """End what waits to draw."""
        with self._lock:
            room, self._room = self._room, None
        if room is not None:
            room.close()
