"""The reading room: what happens to a child that hangs, grows, lies, crashes or is killed."""

import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.integration.captor import INSTALLED_BELOW
from tests.integration.reading_children import endless, gone, while_it_reads
from tests.unit.extract import sheets
from worker.errors import ReaderKilled, Unreadable
from worker.extract.containment import group, tiers
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

STORY = b"I saw the man by the gate."


@pytest.fixture
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom(Limits(seconds=60)) as open_room:
        yield open_room


def test_it_reads_text_and_pdf_one_child_each(room: ReadingRoom, tmp_path: Path) -> None:
    seen: list[int] = []
    thread = while_it_reads(room, seen.append)
    assert room.read(STORY, filename="a.txt").text == STORY.decode()
    thread.join()
    file = tmp_path / "b.pdf"
    file.write_bytes(sheets.pdf(sheets.lines("I was at home.")))
    thread = while_it_reads(room, seen.append)
    document = room.read(file, filename="b.pdf")
    thread.join()
    assert document.text == "I was at home."
    assert len(document.words) == 4
    assert len(set(seen)) == 2
    assert room.current_child_pid() is None
    assert all(gone(pid) for pid in seen)


def test_what_the_reader_refuses_is_told(room: ReadingRoom) -> None:
    with pytest.raises(Unreadable) as error:
        room.read(b"\x7fELF\x02\x01\x01" + bytes(50), filename="a.pdf")
    assert error.value.reason == "unsupported_type"
    assert "program" in str(error.value)


def test_a_name_that_lies_is_noticed(room: ReadingRoom) -> None:
    for name, noticed in {
        "a.pdf": True,
        "a.txt": False,
        "../\x00evil.PDF": True,
        "a": False,
    }.items():
        warnings = room.read(STORY, filename=name).warnings
        assert [n.code for n in warnings] == ["name_differs_from_content"] * noticed


def test_size_is_checked_before_a_child_sees_it(tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "empty.txt").touch()
    with ReadingRoom() as room:
        for name, reason in {"huge.pdf": "file_too_large", "empty.txt": "empty_file"}.items():
            with pytest.raises(Unreadable) as error:
                room.read(tmp_path / name, filename=name)
            assert error.value.reason == reason


def test_the_child_holds_nothing_worth_stealing(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPONENT_DATABASE_URL", "postgresql://secret@nowhere/x")
    secret = os.open("/etc/hostname", os.O_RDONLY)
    os.set_inheritable(secret, True)
    seen: dict[str, object] = {}

    def look(pid: int) -> None:
        time.sleep(0.3)
        reader = group.descendants(pid)[-1]
        process = Path(f"/proc/{reader}")
        seen["environment"] = (process / "environ").read_bytes()
        seen["files"] = {str(fd.readlink()) for fd in (process / "fd").iterdir()}
        seen["folder"] = sorted(each.name for each in (process / "cwd").iterdir())
        seen["limits"] = (process / "limits").read_text()
        seen["status"] = (process / "status").read_text()
        seen["session"] = os.getsid(reader) not in (os.getsid(0), os.getsid(pid))
        os.kill(pid, signal.SIGKILL)

    thread = while_it_reads(room, look)
    with pytest.raises(ReaderKilled):
        room.read(endless(), filename="a.pdf")
    thread.join()
    os.close(secret)
    environment = str(seen["environment"])
    assert "secret" not in environment
    assert "DEPONENT" not in environment
    assert seen["session"]
    assert seen["folder"] == INSTALLED_BELOW
    files = seen["files"]
    assert isinstance(files, set)
    assert all(file.startswith(("pipe:", "/dev/null")) for file in files), files
    assert "NoNewPrivs:\t1" in str(seen["status"])
    limits = {line[:26].strip(): line[26:47].strip() for line in str(seen["limits"]).splitlines()}
    assert limits["Max core file size"] == "0"
    assert limits["Max file size"] == str(Limits().temp_bytes)
    assert limits["Max address space"] == str(2 * 1024**3)
    assert limits["Max open files"] == "256"


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import time\n"
        "from worker.extract.sandbox import ReadingRoom\n"
        "room = ReadingRoom(); room.warm()\n"
        "print(room._waiting[0].result().child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(0.5)
    parent.kill()
    parent.communicate()
    assert gone(pid)


@pytest.mark.parametrize("setting", ["required", tiers.OVERRIDE])
def test_closing_leaves_nothing_behind(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    room = ReadingRoom(sandbox=setting)
    room.warm()
    reader = room._waiting[0].result()
    family = group.descendants(reader.child.pid)
    room.read(STORY, filename="a.txt")
    room.close()
    assert reader.child.returncode is not None
    assert all(gone(pid) for pid in family)
    assert list(tmp_path.iterdir()) == []


def test_without_a_sandbox_it_reads_only_when_told(tmp_path: Path) -> None:
    with ReadingRoom(sandbox=tiers.OVERRIDE) as room:
        assert room.read(STORY, filename="a.txt").text == STORY.decode()
        assert room.describe().startswith("NO SANDBOX")
        with pytest.raises(ReaderKilled):
            _read_and_kill(room)


def _read_and_kill(room: ReadingRoom) -> None:
    thread = while_it_reads(room, lambda pid: os.kill(pid, signal.SIGKILL))
    try:
        room.read(endless(), filename="a.pdf")
    finally:
        thread.join()


def test_several_are_read_side_by_side() -> None:
    together = threading.Barrier(3, timeout=60)
    with ReadingRoom(Limits(seconds=60), side_by_side=3) as room:
        room.warm()
        texts: list[str] = []

        def read(number: int) -> None:
            together.wait()
            texts.append(room.read(b"Statement %d." % number, filename="a.txt").text)

        threads = [threading.Thread(target=read, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(texts) == ["Statement 0.", "Statement 1.", "Statement 2."]


def test_several_children_hold_files_at_once() -> None:
    with ReadingRoom(Limits(seconds=60), side_by_side=2) as room:
        killed: list[str] = []

        def read() -> None:
            with pytest.raises(ReaderKilled) as error:
                room.read(endless(), filename="a.pdf")
            killed.append(error.value.reason)

        threads = [threading.Thread(target=read) for _ in range(2)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + 60
        while len(held := list(room._reading)) < 2:
            assert time.monotonic() < until
            time.sleep(0.01)
        for pid in held:
            os.kill(pid, signal.SIGKILL)
        for thread in threads:
            thread.join()
        assert killed == ["reader_killed"] * 2


def test_threads_take_turns(room: ReadingRoom) -> None:
    texts: dict[int, str] = {}

    def read(number: int) -> None:
        texts[number] = room.read(b"Statement %d." % number, filename="a.txt").text

    threads = [threading.Thread(target=read, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {n: f"Statement {n}." for n in range(3)}


def test_the_sandbox_is_described(room: ReadingRoom) -> None:
    said = room.describe()
    assert "child process" in said
    assert "no network" in said
    assert "sandbox (" in said


def test_a_page_is_drawn(room: ReadingRoom) -> None:
    png = room.picture(sheets.pdf(sheets.lines("I was at home.")), page=1, dpi=72)
    with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
        assert image.width == pytest.approx(595, abs=20)
        shades = image.convert("L").tobytes()
    assert min(shades) < 60
    assert max(shades) == 255


def test_a_page_that_is_not_there_is_refused(room: ReadingRoom) -> None:
    with pytest.raises(Unreadable):
        room.picture(sheets.pdf(sheets.lines("I was at home.")), page=7)
    with pytest.raises(Unreadable):
        room.picture(STORY, page=1)


def test_a_waiting_child_has_loaded_nothing_heavy() -> None:
    script = (
        "import sys; from worker.extract import child; child.warm_up()\n"
        "print([m for m in ('pdfplumber', 'pdfminer', 'PIL', 'numpy', 'cv2', 'docx', 'lxml', "
        "'sqlalchemy', 'redis', 'worker.store', 'worker.settings') if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "[]"
