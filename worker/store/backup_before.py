"""May a folder's backup be replaced? Only where nothing is lost by it.

A backup that is readable may be replaced by one of a store that has all of its statements. A store
that lacks some is another one, or was lost since: then the folder may hold the only copy.

Whatever cannot be looked at may be that only copy, too. So a table that the system does not hand
out (rights, a failing disk, a folder that is not mounted whole) is refused always: it may be sound,
and what stands in the way can be mended. A backup with damaged bytes is refused as well, because
its rows before the damage, its other tables and its originals may still be saved by hand; whoever
has looked at it says so with ``over_damaged``, and even then not where a row that can be read is of
a statement that this store does not have.

A folder without a manifest holds none that was finished, or one that has lost its manifest. The
first is what a backup leaves that was broken off, and may be written over. Rows of statements that
this store does not have show the second.
"""

import gzip
import zlib
from collections.abc import Collection
from pathlib import Path

from worker.errors import BackupDamaged, BackupRefused
from worker.store import manifest
from worker.store.originals import sha256_of
from worker.store.tables import statements

_DAMAGE = (gzip.BadGzipFile, zlib.error, ValueError, KeyError, TypeError, EOFError)


def check(to: Path, held: Collection[str], *, over_damaged: bool) -> None:
    """Raise BackupRefused where writing a backup into ``to`` could lose what is there.

    ``held`` are the ids of the statements of the store that is to be saved. No statement ever
    leaves a store, so a newer backup of the same store has all of them.
    """
    try:
        before = manifest.parsed((to / manifest.NAME).read_bytes())
    except FileNotFoundError:
        _check_tables(to, held)
        return
    except BackupDamaged:
        if not over_damaged:
            raise _damaged("manifest.json") from None
        _check_tables(to, held)
        return
    except OSError as error:
        raise _not_to_be_read("manifest.json", error) from None
    table = manifest.table_file(to / before.folder, statements.name)
    missing, sha256 = _looked_at(table, held)
    if missing:
        raise BackupRefused(
            f"This folder holds a backup with {before.statements} statements, {missing} of which "
            "are not in this store. It is another store's, or this store was lost since. The "
            "backup was left as it is. Check DEPONENT_HOME, or name another folder."
        )
    if sha256 != before.tables[statements.name][1] and not over_damaged:
        raise _damaged(f"table {statements.name}")


def _check_tables(to: Path, held: Collection[str]) -> None:
    for folder in sorted(to.glob("tables-*")):
        missing, _ = _looked_at(manifest.table_file(folder, statements.name), held)
        if missing:
            raise BackupRefused(
                f"This folder holds tables of a backup without a sound manifest, with {missing} "
                "statements that are not in this store. They may be all that is left of another "
                "store, so they were left as they are. Name another folder."
            )


def _looked_at(table: Path, held: Collection[str]) -> tuple[int, str]:
    """Return how many rows are of statements not among ``held``, and the hash of a whole table.

    The hash is empty where the table breaks off or is not there.
    """
    missing = 0
    try:
        for row in manifest.rows_of(table):
            missing += row["id"] not in held
        return missing, sha256_of(table)
    except (*_DAMAGE, FileNotFoundError):
        return missing, ""
    except OSError as error:
        raise _not_to_be_read(f"table {statements.name}", error) from None


def _not_to_be_read(what: str, error: OSError) -> BackupRefused:
    return BackupRefused(
        f"This folder holds a backup, and its {what} cannot be read ({error.strerror}). It may be "
        "sound and hold statements that this store does not have, so it was left as it is. See to "
        "the folder's rights and its disk, or name another folder."
    )


def _damaged(what: str) -> BackupRefused:
    return BackupRefused(
        f"This folder holds a backup, and its {what} is damaged. Part of it may still be saved, so "
        "it was left as it is. Name another folder, or give --over-damaged if nobody needs it."
    )
