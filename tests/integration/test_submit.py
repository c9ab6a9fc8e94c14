"""``deponent submit`` against the real service, on lines that are not always good."""

import os
from pathlib import Path

import pytest

from tests.live_service import serving
from tests.lossy_line import lossy
from tests.unit.test_cli import deponent, without_privileges
from worker.settings import Settings
from worker.store.store import Store

CASE = ("--case", "01ZD1234525")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of five statements."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("alder", "beech", "cedar", "damson", "elm"):
        (inbox / f"{name}.txt").write_text(f"I stood under the {name} when I heard the crash.")
    return inbox


def taken(settings: Settings) -> list[str]:
    store = Store.open(settings)
    try:
        return sorted(one.filename for one in store.statements.listing())
    finally:
        store.close()


def test_one_unanswered_file_does_not_stop_the_others(deployed: Settings, folder: Path) -> None:
    with serving(deployed) as url:
        with lossy(url, unsent=b'filename="beech', unanswered=b'filename="damson') as line:
            answer = deponent("submit", folder, *CASE, "--url", line)
        assert answer.returncode == 1
        named = [row.split()[-1] for row in answer.stdout.splitlines()]
        assert named == ["alder.txt", "cedar.txt", "elm.txt"]
        assert "3 of 5 were answered. Not known to be taken:" in answer.stderr
        assert f"  {folder / 'beech.txt'}\n  {folder / 'damson.txt'}\n" in answer.stderr
        # Its answer was lost, and it was not.
        assert taken(deployed) == ["alder.txt", "cedar.txt", "damson.txt", "elm.txt"]
        again = deponent("submit", folder, *CASE, "--url", url)
        assert again.returncode == 0
        here_before = ["was here before" in row for row in again.stdout.splitlines()]
        assert here_before == [True, False, True, True, True]
        assert len(taken(deployed)) == 5


def test_a_service_that_goes_away_is_not_asked_for_every_file(
    deployed: Settings, folder: Path
) -> None:
    for name in ("fir", "gorse", "hazel"):
        (folder / f"{name}.txt").write_text(f"I was behind the {name}.")
    with serving(deployed) as url, lossy(url, unsent=b"I stood") as line:
        (folder / "alder.txt").write_text("I was at home.")
        answer = deponent("submit", folder, *CASE, "--url", line)
    assert answer.returncode == 1
    assert "1 of 8 were answered" in answer.stderr
    assert "deponent serve" in answer.stderr
    assert str(folder / "hazel.txt") in answer.stderr
    assert taken(deployed) == ["alder.txt"]


@pytest.mark.parametrize(
    ("name", "shown", "kept"),
    [
        (b"caf\xe9.txt", r"caf\xe9.txt", "caf%E9.txt"),
        (b"\xff\xfe\x80", r"\xff\xfe\x80", "%FF%FE%80"),
        ("Zoë Łącka.txt".encode(), "Zoë Łącka.txt", "Zoë Łącka.txt"),
        (b"100%E9 sure.txt", "100%E9 sure.txt", "100%E9 sure.txt"),
    ],
)
def test_a_name_of_any_bytes_is_sent(
    deployed: Settings, folder: Path, name: bytes, shown: str, kept: str
) -> None:
    for other in ("alder", "beech", "cedar"):
        (folder / f"{other}.txt").unlink()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("I heard it from the café.")
    with serving(deployed) as url:
        answer = deponent("submit", folder, *CASE, "--url", url, PYTHONIOENCODING="utf-8")
    assert answer.returncode == 0, answer.stderr
    assert any(row.endswith(f"  {shown}") for row in answer.stdout.splitlines())
    assert taken(deployed) == sorted(["damson.txt", "elm.txt", kept])


def test_a_folder_that_cannot_be_opened_is_named(deployed: Settings, folder: Path) -> None:
    (folder / "shut").mkdir()
    (folder / "shut" / "inside.txt").write_text("I was not seen.")
    (folder / "shut").chmod(0)
    with serving(deployed) as url:
        answer = without_privileges("submit", folder, *CASE, "--url", url)
    assert answer.returncode == 1
    assert "1 folder could not be opened" in answer.stderr
    assert f"{folder / 'shut'}: Permission denied" in answer.stderr
    assert len(answer.stdout.splitlines()) == 5


def test_a_case_that_is_none_is_refused_before_anything_is_sent(folder: Path) -> None:
    answer = deponent("submit", folder, "--case", "the Marlowe case", "--url", "http://127.0.0.1:9")
    assert answer.returncode == 2
    assert "That is not a case reference" in answer.stderr


def test_a_folder_without_files_says_so(deployed: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").write_text("not taken")
    answer = deponent("submit", tmp_path / "empty", *CASE, "--url", "http://127.0.0.1:9")
    assert answer.returncode == 0
    assert "There is no file to take in" in answer.stderr
