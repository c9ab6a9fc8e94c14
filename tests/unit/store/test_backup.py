"""The drill: a store is saved, lost and put back, and then everything adds up and goes on."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import factories
from worker.casefile import State
from worker.errors import BackupDamaged, BackupRefused, StoreMissing, StoreNotEmpty
from worker.presence import profile
from worker.settings import Settings
from worker.store import backup, manifest
from worker.store.store import Store
from worker.store.tables import metadata

RECORD = factories.marlowe()


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.database.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
        }


def save(store: Store, to: Path) -> manifest.Manifest:
    return backup.save(store.database, store.originals, to)


def load(source: Path, store: Store) -> manifest.Manifest:
    return backup.load(source, store.database, store.originals)


def test_what_is_put_back_is_what_was_saved(
    filled: Store, elsewhere: Store, tmp_path: Path
) -> None:
    heard: list[tuple[int, int]] = []
    saved = backup.save(
        filled.database, filled.originals, tmp_path / "saved", lambda a, b: heard.append((a, b))
    )
    assert (saved.statements, saved.originals) == (3, 3)
    assert heard[-1] == (3, 3)
    assert load(tmp_path / "saved", elsewhere) == saved
    assert contents(elsewhere) == contents(filled)
    assert elsewhere.complete().sound


def test_work_goes_on_where_it_was_put_back(
    filled: Store, stored: Settings, elsewhere: Store, tmp_path: Path
) -> None:
    save(filled, tmp_path / "saved")
    load(tmp_path / "saved", elsewhere)
    # Onto an engine of the same kind, too: PostgreSQL has to number on from what came back.
    for table in reversed(metadata.sorted_tables):
        with filled.database.writing() as connection:
            connection.execute(table.delete())
    load(tmp_path / "saved", filled)
    for store in (elsewhere, filled):
        waiting = next(one for one in store.statements.listing() if one.filename == "three.txt")
        factories.ready(store, waiting, RECORD)
        assert store.statements.get(waiting.id).state is State.NEEDS_REVIEW
        assert factories.received(store, stored, b"four", filename="four.txt").id
        assert store.complete().sound


def test_the_processes_of_the_time_do_not_come_along(
    filled: Store, elsewhere: Store, tmp_path: Path
) -> None:
    filled.workers.sign_in(profile("extract@here:1:aa", "extract"))
    elsewhere.workers.sign_in(profile("dispatch@there:1:bb", "dispatch"))
    save(filled, tmp_path / "saved")
    load(tmp_path / "saved", elsewhere)
    here = [each.profile.holder for each in elsewhere.workers.of_the_last_day()]
    assert here == ["dispatch@there:1:bb"]


def test_a_lease_of_a_worker_that_is_gone_is_given_back(
    filled: Store, elsewhere: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(filled, tmp_path / "saved")
    load(tmp_path / "saved", elsewhere)
    now = elsewhere.database.now
    monkeypatch.setattr(elsewhere.database, "now", lambda connection: now(connection) + 60)
    assert elsewhere.work.sweep().returned == 1


def test_a_folder_is_used_again_and_holds_the_newest_only(
    filled: Store, settings: Settings, elsewhere: Store, tmp_path: Path
) -> None:
    first = save(filled, tmp_path / "saved")
    kept = filled.originals.path(filled.statements.listing()[0].sha256)
    copied = tmp_path / "saved" / "originals" / kept.parent.name / kept.name
    written = copied.stat().st_ino
    factories.received(filled, settings, b"five", filename="five.txt")
    second = save(filled, tmp_path / "saved")
    assert copied.stat().st_ino == written
    assert not (tmp_path / "saved" / first.folder).exists()
    assert load(tmp_path / "saved", elsewhere).statements == second.statements == 4


def test_a_backup_that_breaks_off_leaves_the_one_before(
    filled: Store, settings: Settings, elsewhere: Store, tmp_path: Path
) -> None:
    save(filled, tmp_path / "saved")
    six = factories.received(filled, settings, b"six", filename="six.txt")
    # A file where the folder for it would be made.
    (tmp_path / "saved" / "originals" / six.sha256[:2]).write_text("in the way")
    with pytest.raises(OSError, match=six.sha256[:2]):
        save(filled, tmp_path / "saved")
    assert load(tmp_path / "saved", elsewhere).statements == 3


def missing(path: Path) -> None:
    path.unlink()


def altered(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"not what came")


def not_to_be_read(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [missing, altered, not_to_be_read])
def test_a_damaged_original_does_not_stop_the_others(
    filled: Store,
    settings: Settings,
    elsewhere: Store,
    tmp_path: Path,
    harm: Callable[[Path], None],
) -> None:
    lost = factories.received(filled, settings, b"six", filename="six.txt")
    harm(filled.originals.path(lost.sha256))
    saved = save(filled, tmp_path / "saved")
    assert (saved.statements, saved.originals, saved.lost) == (4, 3, (lost.sha256,))
    kept = [path for path in (tmp_path / "saved" / "originals").glob("??/*") if path.is_file()]
    assert len(kept) == 3
    assert load(tmp_path / "saved", elsewhere) == saved
    found = elsewhere.complete().findings
    assert [(one.kind, one.statement_id) for one in found] == [("original_missing", lost.id)]
    assert [one.id for one in filled.statements.with_originals(saved.lost)] == [lost.id]


def test_an_original_that_the_folder_holds_from_before_is_not_lost(
    filled: Store, elsewhere: Store, tmp_path: Path
) -> None:
    save(filled, tmp_path / "saved")
    filled.originals.path(filled.statements.listing()[0].sha256).unlink()
    saved = save(filled, tmp_path / "saved")
    assert (saved.originals, saved.lost) == (3, ())
    load(tmp_path / "saved", elsewhere)
    assert elsewhere.complete().sound


def test_a_backup_that_lacks_nothing_is_written_as_it_always_was(
    filled: Store, tmp_path: Path
) -> None:
    """Earlier versions refuse a manifest with a name that they do not know."""
    save(filled, tmp_path / "saved")
    assert set(json.loads((tmp_path / "saved" / "manifest.json").read_bytes())) == {
        *("format", "schema", "made_at", "folder", "tables", "originals"),
    }


def test_a_store_that_holds_statements_is_left_alone(filled: Store, tmp_path: Path) -> None:
    save(filled, tmp_path / "saved")
    before = contents(filled)
    with pytest.raises(StoreNotEmpty, match="empty"):
        load(tmp_path / "saved", filled)
    assert contents(filled) == before


@pytest.mark.parametrize("damage", ["table", "lost table", "original", "manifest", "none"])
def test_a_damaged_backup_is_refused_and_the_store_stays_empty(
    filled: Store, elsewhere: Store, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "saved"
    saved = save(filled, folder)
    table = folder / saved.folder / "records.jsonl.gz"
    if damage == "table":
        table.write_bytes(table.read_bytes()[:-9])
    elif damage == "lost table":
        table.unlink()
    elif damage == "original":
        original = next((folder / "originals").glob("??/*"))
        original.chmod(0o600)
        original.write_bytes(b"something else")
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{")
    else:
        (folder / "manifest.json").unlink()
    with pytest.raises(BackupDamaged):
        load(folder, elsewhere)
    assert elsewhere.statements.counts() == {}


def test_a_backup_of_another_schema_says_which(filled: Store, tmp_path: Path) -> None:
    save(filled, tmp_path / "saved")
    path = tmp_path / "saved" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": "0001"}))
    with pytest.raises(BackupDamaged, match="0001"):
        manifest.read(tmp_path / "saved")


@pytest.mark.parametrize("inside", ["", "originals", "originals/deeper", "backup"])
def test_a_backup_into_the_store_itself_is_refused(
    elsewhere: Store, tmp_path: Path, inside: str
) -> None:
    with pytest.raises(BackupRefused, match="another disk"):
        save(elsewhere, tmp_path / "elsewhere" / inside)
    assert not (tmp_path / "elsewhere" / inside / "manifest.json").exists()


def test_a_backup_of_another_format_says_which(filled: Store, tmp_path: Path) -> None:
    save(filled, tmp_path / "saved")
    path = tmp_path / "saved" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(BackupDamaged, match="format 99, this one has format 1"):
        manifest.read(tmp_path / "saved")


def test_a_store_that_is_not_there_is_not_made_by_looking(
    settings: Settings, tmp_path: Path
) -> None:
    mistyped = replace(settings, home=tmp_path / "mistyped", database_url="")
    with pytest.raises(StoreMissing, match="mistyped"):
        Store.existing(mistyped)
    assert not mistyped.home.exists()
    Store.open(mistyped).close()
    Store.existing(mistyped).close()
