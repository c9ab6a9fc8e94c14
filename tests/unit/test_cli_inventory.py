"""``doctor`` and ``models`` only look, and what they print is whole in a pipe."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from models.inference.artefacts import ARTEFACTS
from tests import factories
from tests.unit.test_cli import deponent
from worker import doctor
from worker.errors import DeponentError
from worker.settings import Settings
from worker.store.database import SCHEMA_HEAD
from worker.store.store import Store

LOOKS = [doctor._home, doctor._database]


@pytest.mark.parametrize("look", LOOKS)
def test_the_doctor_makes_no_store(tmp_path: Path, look: doctor.Look) -> None:
    settings = Settings(home=tmp_path / "not" / "mounted")
    assert "is not there yet: `deponent serve` makes it" in look(settings)
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_leaves_a_store_of_another_version_as_it_is(settings: Settings) -> None:
    Store.open(settings).close()
    for version, said in (("0001", f"brought up to {SCHEMA_HEAD}"), ("9999", "newer version")):
        store = Store(settings, Store.open(settings).database)
        with store.database.writing() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
        try:
            found = doctor._database(settings)
        except DeponentError as error:
            found = str(error)
        assert said in found
        assert store.database.schema_version() == version
        with store.database.writing() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{SCHEMA_HEAD}'"))
        store.close()


def test_the_doctor_counts_what_a_store_holds(settings: Settings) -> None:
    store = Store.open(settings)
    assert doctor._database(settings) == f"sqlite, schema {SCHEMA_HEAD}, 0 statements"
    factories.received(store, settings, b"one")
    store.close()
    assert doctor._database(settings) == f"sqlite, schema {SCHEMA_HEAD}, 1 statement"
    assert "can be written" in doctor._home(settings)


def test_the_doctor_says_when_the_home_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeponentError, match="is a file and no folder"):
        doctor._home(Settings(home=tmp_path / "file" / "home"))


def test_no_models_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        answer = deponent("models", DEPONENT_ARTEFACTS=str(folder))
        assert (answer.returncode, answer.stdout) == (1, "")
        assert f"There is no model in {folder}." in answer.stderr
        assert "set DEPONENT_ARTEFACTS to the folder" in answer.stderr


def test_models_of_which_none_is_active_are_listed_and_are_an_error(tmp_path: Path) -> None:
    model = next(ARTEFACTS.glob("*/*/model.toml")).parent
    folder = tmp_path / model.parent.name / model.name
    folder.mkdir(parents=True)
    for file in model.rglob("*"):
        if file.is_file():
            (folder / file.relative_to(model)).parent.mkdir(parents=True, exist_ok=True)
            (folder / file.relative_to(model)).symlink_to(file)
    answer = deponent("models", DEPONENT_ARTEFACTS=str(tmp_path))
    assert answer.returncode == 1
    assert model.parent.name in answer.stdout
    assert "no model is active" in answer.stderr


def test_the_models_that_come_with_it_are_sound() -> None:
    answer = deponent("models")
    assert answer.returncode == 0, answer.stderr
    assert "sound" in answer.stdout


@pytest.mark.parametrize("columns", ["20", "80"])
def test_what_goes_into_a_pipe_is_not_cut_to_a_width(settings: Settings, columns: str) -> None:
    name = f"Statement of {'a very long name indeed ' * 7}.pdf"
    store = Store.open(settings)
    found = factories.received(store, settings, b"one", filename=name, case_ref="01ZD1234526")
    store.close()
    answer = deponent("status", DEPONENT_HOME=str(settings.home), COLUMNS=columns)
    assert answer.stdout.startswith("1 statement: 1 received\n")
    line = next(line for line in answer.stdout.splitlines() if found.id[:12] in line)
    assert found.filename in line
    assert "01ZD1234526" in line
    assert "…" not in answer.stdout


def test_what_a_command_refuses_is_not_cut_either(settings: Settings) -> None:
    missing = replace(settings, home=settings.home / ("long " * 40)).home
    answer = deponent("status", DEPONENT_HOME=str(missing), COLUMNS="20")
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1


def test_the_doctor_s_findings_can_be_read_where_they_are_sent(settings: Settings) -> None:
    answer = deponent("doctor", DEPONENT_HOME=str(settings.home))
    lines = answer.stdout.splitlines()
    assert max(map(len, lines)) < 140
    assert "…" not in answer.stdout
    cells = [line.split("│")[3].strip() for line in lines if line.count("│") == 4]
    whole = next(found for found in doctor.examine(settings) if found.what == "reading")
    assert len(whole.text) > 140
    assert " ".join(whole.text.split()) in " ".join(cells)
