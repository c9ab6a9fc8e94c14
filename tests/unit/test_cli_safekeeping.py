"""``status --complete``, ``backup`` and ``restore`` as somebody types them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests import factories
from tests.unit.test_cli import deponent, without_privileges
from worker.casefile import Statement
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def kept(settings: Settings) -> Statement:
    """A statement with its record, in the home of ``settings``."""
    store = Store.open(settings)
    statement = factories.received(store, settings, b"one", filename="one.txt")
    factories.ready(store, statement, factories.plain("I saw it."))
    store.close()
    return statement


@pytest.mark.usefixtures("kept")
def test_a_store_that_adds_up_says_so(settings: Settings) -> None:
    answer = deponent("status", "--complete", DEPONENT_HOME=str(settings.home))
    assert answer.returncode == 0, answer.stderr
    assert "1 statement was received: 1 needs review" in answer.stdout
    assert "Everything adds up." in answer.stdout


def test_what_does_not_add_up_is_named_and_told_to_programs(
    settings: Settings, kept: Statement
) -> None:
    store = Store.open(settings)
    store.originals.path(kept.sha256).unlink()
    store.close()
    answer = deponent("status", "--complete", DEPONENT_HOME=str(settings.home))
    assert answer.returncode == 1
    assert f"{kept.id[:12]}  {kept.case_ref}  one.txt  has lost its original" in answer.stdout
    data = deponent("status", "--complete", "--json", DEPONENT_HOME=str(settings.home))
    assert data.returncode == 1
    report = json.loads(data.stdout)
    assert not report["sound"]
    assert [found["kind"] for found in report["findings"]] == ["original_missing"]
    assert report["findings"][0]["statement_id"] == kept.id


def test_the_report_is_of_the_whole_store(settings: Settings) -> None:
    home = str(settings.home)
    answer = deponent("status", "--complete", "--case", "01ZD1234525", DEPONENT_HOME=home)
    assert answer.returncode == 2
    assert "leave --case out" in answer.stderr


def test_a_store_is_saved_and_put_back(settings: Settings, kept: Statement, tmp_path: Path) -> None:
    saved, elsewhere = tmp_path / "saved", str(tmp_path / "elsewhere")
    answer = deponent("backup", saved, DEPONENT_HOME=str(settings.home))
    assert answer.returncode == 0, answer.stderr
    assert "Saved 1 statement with 1 original in " in answer.stdout
    answer = deponent("restore", saved, DEPONENT_HOME=elsewhere)
    assert answer.returncode == 0, answer.stderr
    assert "Everything adds up." in answer.stdout
    assert "I saw it." in deponent("show", kept.id, "--json", DEPONENT_HOME=elsewhere).stdout
    again = deponent("restore", saved, DEPONENT_HOME=elsewhere)
    assert again.returncode == 2
    assert again.stderr.startswith("deponent: This store holds statements already")


def test_a_folder_without_a_backup_is_explained(tmp_path: Path) -> None:
    answer = deponent("restore", tmp_path, DEPONENT_HOME=str(tmp_path / "home"))
    assert answer.returncode == 2
    assert "no finished backup" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_restore_of_nothing_makes_no_store(tmp_path: Path) -> None:
    answer = deponent("restore", tmp_path / "nothing", DEPONENT_HOME=str(tmp_path / "home"))
    assert answer.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_backup_names_the_originals_that_it_could_not_save(
    settings: Settings, kept: Statement, tmp_path: Path
) -> None:
    store = Store.open(settings)
    factories.received(store, settings, b"two", filename="two.txt")
    store.originals.path(kept.sha256).unlink()
    store.close()
    answer = deponent("backup", tmp_path / "saved", DEPONENT_HOME=str(settings.home))
    assert answer.returncode == 1
    assert "Saved 2 statements with 1 original in" in answer.stdout
    assert "1 original is missing, altered or cannot be read" in answer.stderr
    assert f"{kept.id[:12]}  {kept.case_ref}  one.txt" in answer.stderr
    assert "two.txt" not in answer.stderr


@pytest.mark.usefixtures("kept")
def test_a_backup_that_may_not_be_read_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    """The night's job of another account must not wipe the only backup of a lost store."""
    folder = tmp_path / "saved"
    assert deponent("backup", folder, DEPONENT_HOME=str(settings.home)).returncode == 0
    Store.open(replace(settings, home=tmp_path / "other")).close()
    table = next(folder.glob("tables-*/statements.jsonl.gz"))
    table.chmod(0)
    answer = without_privileges("backup", folder, DEPONENT_HOME=str(tmp_path / "other"))
    assert answer.returncode == 2, answer.stderr
    assert "its table statements cannot be read (Permission denied)" in answer.stderr
    table.chmod(0o600)
    back = deponent("restore", folder, DEPONENT_HOME=str(tmp_path / "third"))
    assert back.returncode == 0, back.stderr
