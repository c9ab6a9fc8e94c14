"""The tools of the trade, made from settings: the reading room and the analyser."""

from typing import TYPE_CHECKING

from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom
from worker.settings import Settings

if TYPE_CHECKING:
    from models.inference.analyser import Analyser


def reading_room(settings: Settings) -> ReadingRoom:
    """Return where originals are read, each in a child of its own."""
    return ReadingRoom(
        Limits(
            seconds=settings.read_seconds,
            memory_bytes=settings.read_memory_bytes,
            file_bytes=settings.max_upload_bytes,
            pages=settings.read_pages,
            text_bytes=settings.read_text_bytes,
        )
    )


def analyser(settings: Settings) -> "Analyser":
    """Load the models. Takes seconds and imports torch, so only who analyses calls it.

    Raises models.inference.errors.InferenceError.
    """
    from models.inference.analyser import Analyser
    from models.inference.artefacts import ARTEFACTS

    return Analyser.load(
        settings.artefacts or ARTEFACTS,
        device=settings.device,
        threads=settings.threads or None,
    )
