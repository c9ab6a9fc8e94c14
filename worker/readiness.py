"""Whether an upload of the largest size could be taken now: tried, not guessed."""

import logging
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from worker.settings import Settings
from worker.store.database import SCHEMA_HEAD
from worker.store.originals import NO_ROOM
from worker.store.store import Store

Unready = Literal["database_unavailable", "storage_unwritable", "storage_full"]
_log = logging.getLogger(__name__)
# What else the largest upload writes: its rows, the database's log of them, folders.
_BESIDES_BYTES = 1_000_000


def unready(settings: Settings, store: Store) -> Unready | None:
    """Return why uploads cannot be taken, None when they can."""
    try:
        if store.database.schema_version() != SCHEMA_HEAD:
            return "database_unavailable"
    except SQLAlchemyError as error:
        _log.warning("not ready: the database does not answer (%s)", type(error).__name__)
        return "database_unavailable"
    # Where originals arrive, so that what a killed service leaves here is tidied with them.
    incoming = settings.originals / "incoming"
    try:
        _write(incoming)
        room = _room(incoming, settings.max_upload_bytes)
    except OSError as error:
        _log.warning("not ready: originals cannot be written (%s)", error.strerror)
        return "storage_full" if error.errno in NO_ROOM else "storage_unwritable"
    return None if room else "storage_full"


def _write(folder: Path) -> None:
    """Write a small file durably and remove it again. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        file.write(b"ready?")
        file.flush()
        os.fsync(file.fileno())


def _room(incoming: Path, upload_bytes: int) -> bool:
    """Return whether an upload fits where it is spooled and where it is kept. Raises OSError."""
    needed: Counter[int] = Counter()
    free: dict[int, int] = {}
    for folder in (incoming, Path(tempfile.gettempdir())):
        device = folder.stat().st_dev
        needed[device] += upload_bytes
        free[device] = shutil.disk_usage(folder).free
    needed[incoming.stat().st_dev] += _BESIDES_BYTES
    return all(free[device] >= count for device, count in needed.items())
