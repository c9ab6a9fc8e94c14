"""The tools of the trade, made from settings: the reading room and the analyser."""

import os
from typing import TYPE_CHECKING

from worker.extract.containment.tiers import choose
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom
from worker.settings import Settings

if TYPE_CHECKING:
    from models.inference.analyser import Analyser
    from models.inference.overview.overview import OverviewModel


def reading_room(settings: Settings, *, side_by_side: int = 1) -> ReadingRoom:
    """Return where originals are read, each in a child of its own, some of them at once.

    Raises SandboxMissing.
    """
    return ReadingRoom(
        reading_limits(settings),
        sandbox=settings.sandbox,
        hidden=(settings.home,),
        side_by_side=side_by_side,
    )


def reading_limits(settings: Settings) -> Limits:
    """Return what reading one file may cost."""
    return Limits(
        seconds=settings.read_seconds,
        picture_seconds=settings.read_picture_seconds,
        memory_bytes=settings.read_memory_bytes,
        file_bytes=settings.max_upload_bytes,
        pages=settings.read_pages,
        text_bytes=settings.read_text_bytes,
        pixels=settings.read_pixels,
        inflated_bytes=settings.read_inflated_bytes,
        cores=settings.read_cores or len(os.sched_getaffinity(0)),
        languages=settings.ocr_languages,
    )


def check_sandbox(settings: Settings) -> None:
    """Raise SandboxMissing if files cannot be read here, before anything is started for it."""
    choose(settings.sandbox, (settings.home,))


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
        overview=overview_model(settings),
    )


def overview_model(settings: Settings) -> "OverviewModel | None":
    """Return the model that writes overviews, its folder checked and hashed; None where none is.

    Raises models.inference.errors.InferenceError.
    """
    from models.inference.overview.overview import OverviewModel

    if settings.overview_model is None:
        return None
    return OverviewModel.at(
        settings.overview_model,
        expected=settings.overview_sha256,
        seconds=settings.overview_seconds,
    )
