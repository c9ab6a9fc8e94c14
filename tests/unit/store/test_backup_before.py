"""A backup is replaced only where nothing is lost by it."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import factories
from tests.unit.store.test_backup import load, save
from worker.errors import BackupRefused
from worker.settings import Settings
from worker.store import backup, manifest
from worker.store.store import Store


def test_a_backup_with_statements_that_are_not_here_is_left_alone(
    filled: Store, elsewhere: Store, settings: Settings, tmp_path: Path
) -> None:
    """A store that was lost, or a folder that was mistyped, must not wipe its only backup."""
    saved = save(filled, tmp_path / "saved")
    for _ in range(2):
        with pytest.raises(BackupRefused, match="3 statements, 3 of which"):
            save(elsewhere, tmp_path / "saved")
        assert manifest.read(tmp_path / "saved") == saved
        factories.received(elsewhere, settings, b"another's", filename="four.txt")


def test_a_backup_of_another_version_is_left_alone_too(
    filled: Store, elsewhere: Store, tmp_path: Path
) -> None:
    save(filled, tmp_path / "saved")
    path = tmp_path / "saved" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": "0099"}))
    with pytest.raises(BackupRefused):
        save(elsewhere, tmp_path / "saved")


def table_damaged(folder: Path) -> None:
    next(folder.glob("tables-*/statements.jsonl.gz")).write_bytes(b"damaged")


def table_cut_short(folder: Path) -> None:
    table = next(folder.glob("tables-*/statements.jsonl.gz"))
    table.write_bytes(table.read_bytes()[:-12])


def table_flipped(folder: Path) -> None:
    """Bytes in the middle of the packed rows, for which zlib has an error of its own."""
    table = next(folder.glob("tables-*/statements.jsonl.gz"))
    content = bytearray(table.read_bytes())
    content[40:60] = bytes(255 - byte for byte in content[40:60])
    table.write_bytes(content)


def table_shortened(folder: Path) -> None:
    """Well-formed, but not what the manifest vouches for."""
    with gzip.open(next(folder.glob("tables-*/statements.jsonl.gz")), "wb"):
        pass


def table_gone(folder: Path) -> None:
    next(folder.glob("tables-*/statements.jsonl.gz")).unlink()


def manifest_damaged(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"tables": []}')


DAMAGES = [
    *(table_damaged, table_cut_short, table_flipped, table_shortened, table_gone),
    manifest_damaged,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_replaced_only_when_asked(
    filled: Store, elsewhere: Store, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Its other tables and its originals may be all that is left of a store."""
    folder = tmp_path / "saved"
    save(filled, folder)
    damage(folder)
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.glob("**/*.*"))
    with pytest.raises(BackupRefused, match="--over-damaged"):
        save(filled, folder)
    with pytest.raises(BackupRefused):
        save(elsewhere, folder)
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.glob("**/*.*")) == before
    backup.save(filled.database, filled.originals, folder, over_damaged=True)
    assert load(folder, elsewhere).statements == 3


def test_rows_that_can_be_read_protect_a_damaged_backup_even_then(
    filled: Store, elsewhere: Store, tmp_path: Path
) -> None:
    saved = save(filled, tmp_path / "saved")
    table = tmp_path / "saved" / saved.folder / "statements.jsonl.gz"
    first = gzip.decompress(table.read_bytes()).splitlines(keepends=True)[0]
    table.write_bytes(gzip.compress(first + b'{"id": '))
    with pytest.raises(BackupRefused, match="3 statements, 1 of which"):
        backup.save(elsewhere.database, elsewhere.originals, tmp_path / "saved", over_damaged=True)


@pytest.mark.parametrize("what", ["statements.jsonl.gz", "manifest.json"])
@pytest.mark.parametrize("over_damaged", [False, True])
def test_a_backup_that_cannot_be_read_is_never_written_over(
    filled: Store, elsewhere: Store, tmp_path: Path, what: str, over_damaged: bool
) -> None:
    """Rights or a failing disk say nothing about what is there."""
    folder = tmp_path / "saved"
    save(filled, folder)
    path = next(folder.glob(f"**/{what}"))
    sound = path.read_bytes()
    path.unlink()
    # Root may read everything; a folder in a file's place cannot be read by anybody.
    path.mkdir()
    for store in (elsewhere, filled):
        with pytest.raises(BackupRefused, match=r"cannot be read \(Is a directory\)"):
            backup.save(store.database, store.originals, folder, over_damaged=over_damaged)
    path.rmdir()
    path.write_bytes(sound)
    assert load(folder, elsewhere).statements == 3


def test_tables_whose_manifest_is_gone_are_left_alone_where_they_are_of_other_statements(
    filled: Store, elsewhere: Store, tmp_path: Path
) -> None:
    save(filled, tmp_path / "saved")
    (tmp_path / "saved" / "manifest.json").unlink()
    before = sorted(path.name for path in (tmp_path / "saved").rglob("*"))
    with pytest.raises(BackupRefused, match="without a sound manifest, with 3 statements"):
        save(elsewhere, tmp_path / "saved")
    assert sorted(path.name for path in (tmp_path / "saved").rglob("*")) == before


@pytest.mark.parametrize("cut", [False, True])
def test_what_a_backup_left_that_was_broken_off_is_written_over(
    filled: Store, tmp_path: Path, cut: bool
) -> None:
    save(filled, tmp_path / "saved")
    (tmp_path / "saved" / "manifest.json").unlink()
    if cut:
        table_cut_short(tmp_path / "saved")
    saved = save(filled, tmp_path / "saved")
    assert saved.statements == 3
    assert len(list((tmp_path / "saved").glob("tables-*"))) == 1
