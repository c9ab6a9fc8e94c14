"""What a backup says that it holds, and the rows of its tables."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from worker.errors import BackupDamaged
from worker.store.database import SCHEMA_HEAD
from worker.store.tables import metadata, statements, workers

FORMAT = 1
NAME = "manifest.json"
# The processes that worked when it was made do not work where it is put back.
SAVED = tuple(table for table in metadata.sorted_tables if table is not workers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a backup holds. ``tables`` maps each table to its rows and its file's SHA-256.

    ``lost`` are the SHA-256 of originals that its statements name and that it does not hold,
    because the store itself had them no longer as they came; ``originals`` counts the others.
    """

    format: int
    schema: str
    made_at: float
    folder: str
    tables: Mapping[str, tuple[int, str]]
    originals: int
    lost: tuple[str, ...] = ()

    @property
    def statements(self) -> int:
        """How many statements it holds."""
        return self.tables[statements.name][0]

    def to_json(self) -> bytes:
        """Return it as it is written."""
        data = asdict(self)
        if not self.lost:
            # A backup that lacks nothing stays one that earlier versions can put back.
            del data["lost"]
        return json.dumps(data, indent=1).encode()


def read(source: Path, *, any_version: bool = False) -> Manifest:
    """Return a backup's manifest. Raises BackupDamaged if there is none that can be used.

    ``any_version``: also one that only another version of Deponent can put back.
    """
    try:
        manifest = parsed((source / NAME).read_bytes())
    except FileNotFoundError:
        raise BackupDamaged(
            "There is no finished backup in this folder: it has no manifest.json."
        ) from None
    except OSError as error:
        raise BackupDamaged(
            f"The backup's manifest.json cannot be read ({error.strerror})."
        ) from None
    if any_version:
        return manifest
    theirs, ours = f"schema {manifest.schema}", f"schema {SCHEMA_HEAD}"
    if manifest.format != FORMAT:
        theirs, ours = f"format {manifest.format}", f"format {FORMAT}"
    if theirs != ours:
        raise BackupDamaged(
            f"This backup was made by another version of Deponent ({theirs}, this one has {ours}). "
            "Put it back with that version, then bring it up to date."
        )
    if set(manifest.tables) != {table.name for table in SAVED}:
        raise BackupDamaged("The backup's manifest.json does not name every table.")
    return manifest


def parsed(content: bytes) -> Manifest:
    """Return the manifest that ``content`` holds. Raises BackupDamaged if it holds none."""
    try:
        data = json.loads(content)
        tables = {name: (int(rows), str(sha)) for name, (rows, sha) in data["tables"].items()}
        lost = tuple(str(sha256) for sha256 in data.get("lost", ()))
        return Manifest(**{**data, "tables": tables, "lost": lost})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupDamaged("The backup's manifest.json cannot be understood.") from None


def table_file(folder: Path, table: str) -> Path:
    """Return where a backup keeps a table."""
    return folder / f"{table}.jsonl.gz"


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table's file. Raises what gzip and JSON raise where it is damaged."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
