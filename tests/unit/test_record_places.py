"""Records of different originals never take each other's place, in one run or in several."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from tests.unit.test_cli import deponent, without_privileges
from worker.record_files import files_in, hash_of
from worker.record_places import NOT_OPENED, Places


def put(out: Path, *files: tuple[str, str]) -> dict[str, str]:
    """Write a record of each (name, hash) as a run does; return what every file there is of."""
    places = Places([name for name, _ in files], lambda number: files[number][1], out)
    # In any order: the last is read first.
    for number in reversed(range(len(files))):
        place = places.of(number)
        assert place is not None
        assert places.of(number) == place
        place.write_text(json.dumps({"document": {"sha256": files[number][1]}}))
    return {
        path.name: json.loads(path.read_bytes())["document"]["sha256"] for path in out.iterdir()
    }


def test_without_a_folder_no_record_has_a_place() -> None:
    def never(_number: int) -> str:
        raise AssertionError("hashed for nothing")

    assert Places(["a.pdf"], never, None).of(0) is None


def test_files_of_one_name_are_numbered_in_order(tmp_path: Path) -> None:
    found = put(tmp_path, ("a.pdf", "1"), ("b.pdf", "2"), ("a.pdf", "3"), ("a.pdf", "4"))
    assert found == {"a.pdf.json": "1", "b.pdf.json": "2", "a.pdf.2.json": "3", "a.pdf.3.json": "4"}


def test_another_run_puts_another_original_beside(tmp_path: Path) -> None:
    put(tmp_path, ("a.pdf", "1"))
    assert put(tmp_path, ("a.pdf", "2")) == {"a.pdf.json": "1", "a.pdf.2.json": "2"}


@pytest.mark.parametrize("order", list(permutations("123")), ids="".join)
def test_the_same_originals_keep_their_places_in_any_order(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    first = put(tmp_path, ("a.pdf", "1"), ("a.pdf", "2"), ("a.pdf", "3"))
    for many in (1, 2, 3):
        assert put(tmp_path, *(("a.pdf", sha256) for sha256 in order[:many])) == first


def test_the_same_bytes_twice_are_two_files_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        found = put(tmp_path, ("a.pdf", "1"), ("a.pdf", "1"))
        assert found == {"a.pdf.json": "1", "a.pdf.2.json": "1"}


def test_a_name_that_looks_numbered_is_another_name(tmp_path: Path) -> None:
    first = [("a.pdf", "1"), ("a.pdf", "2"), ("a.pdf.2", "3")]
    for order in permutations(first):
        folder = tmp_path / "".join(sha256 for _, sha256 in order)
        folder.mkdir()
        for _ in range(2):
            found = put(folder, *order)
            assert found["a.pdf.2.json"] == "3"
            assert sorted(found.values()) == ["1", "2", "3"]
    # And where it comes only later.
    later = tmp_path / "later"
    later.mkdir()
    put(later, *first[:2])
    assert put(later, first[2]) == {
        "a.pdf.json": "1", "a.pdf.2.json": "2", "a.pdf.2.2.json": "3",
    }  # fmt: skip


def test_a_record_of_a_file_that_could_not_be_opened_makes_room(tmp_path: Path) -> None:
    assert put(tmp_path, ("a.pdf", NOT_OPENED)) == {"a.pdf.json": ""}
    assert put(tmp_path, ("a.pdf", NOT_OPENED)) == {"a.pdf.json": ""}
    assert put(tmp_path, ("a.pdf", "1")) == {"a.pdf.json": "1"}
    assert put(tmp_path, ("a.pdf", NOT_OPENED)) == {"a.pdf.json": "1", "a.pdf.2.json": ""}


@pytest.mark.parametrize("content", [b"", b"notes of my own", b"[]", b'{"document": 1}', b"\xff"])
def test_what_is_no_record_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf.json").write_bytes(content)
    place = Places(["a.pdf"], lambda _: "1", tmp_path).of(0)
    assert place == tmp_path / "a.pdf.2.json"


def test_names_too_long_to_tell_apart_are_numbered(tmp_path: Path) -> None:
    found = put(tmp_path, ("ü" * 200 + "1.pdf", "1"), ("ü" * 200 + "2.pdf", "2"))
    assert sorted(found.values()) == ["1", "2"]
    assert all(len(name.encode()) < 250 for name in found)


def test_records_of_two_folders_stay_apart_and_resume_knows_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for folder in ("left", "right"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"I stood on the {folder} of the road at noon.")
    for folder in ("left", "right"):
        answer = deponent("process", tmp_path / folder, "--out", out)
        assert answer.returncode == 0, answer.stderr
    hashes = {
        path.name: json.loads(path.read_bytes())["document"]["sha256"] for path in out.iterdir()
    }
    assert hashes == {
        "a.txt.json": hash_of(tmp_path / "left" / "a.txt"),
        "a.txt.2.json": hash_of(tmp_path / "right" / "a.txt"),
    }
    written = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    both = (tmp_path / "right", tmp_path / "left")
    assert deponent("process", *both, "--out", out, "--resume").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == written


def test_a_folder_that_cannot_be_opened_is_named_and_is_exit_code_1(tmp_path: Path) -> None:
    shut = tmp_path / "in" / "shut"
    shut.mkdir(parents=True)
    (shut / "a.txt").write_text("I was not seen.")
    shut.chmod(0)
    answer = without_privileges("process", tmp_path / "in", "--out", tmp_path / "out")
    assert answer.returncode == 1
    assert "1 folder could not be opened" in answer.stderr
    assert f"{shut}: Permission denied" in answer.stderr


def test_files_that_can_be_seen_and_not_opened_have_a_record_each(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("I was not seen.")
    folder.chmod(0o400)
    named = without_privileges("process", folder / "a.txt")
    found = without_privileges("process", folder)
    for answer in (named, found):
        assert answer.returncode == 1
        assert json.loads(answer.stdout)["failure"]["reason"] == "file_not_opened"
        assert "Permission denied" in json.loads(answer.stdout)["failure"]["message"]


def test_files_are_taken_in_order_without_hidden_ones_and_links(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/3.txt", ".4.txt", "c/d/5.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "links").symlink_to(tmp_path / "b")
    found = [str(path.relative_to(tmp_path)) for path in files_in([tmp_path])]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c/d/5.txt"]
    assert files_in([tmp_path / "gone.txt"]) == [tmp_path / "gone.txt"]


def test_records_are_not_read_as_statements(tmp_path: Path) -> None:
    """Where they are written beside what they are of."""
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "own.json").write_text('{"note": "an exhibit, and no record"}')
    for _ in range(2):
        deponent("process", tmp_path, "--out", tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            "a.txt", "a.txt.json", "own.json", "own.json.json",
        ]  # fmt: skip
