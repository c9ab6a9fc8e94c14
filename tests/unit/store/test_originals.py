"""Originals: durable before they are promised, unchanged ever after, nothing kept when refused."""

import errno
import hashlib
import io
import os
import resource
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from worker.errors import FileEmpty, FileTooLarge, StorageFull
from worker.store.originals import Originals

CONTENT = b"%PDF-1.7 an invented statement"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "originals"


@pytest.fixture
def originals(folder: Path) -> Originals:
    return Originals(folder)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_original_is_stored_unchanged_under_its_hash(originals: Originals) -> None:
    assert originals.put(io.BytesIO(CONTENT), most=100) == (SHA256, len(CONTENT))
    assert originals.path(SHA256).name == SHA256
    with originals.open(SHA256) as file:
        assert file.read() == CONTENT
    assert originals.sound(SHA256)


def test_an_original_larger_than_one_read_is_whole(originals: Originals) -> None:
    content = os.urandom(3_000_001)
    sha256, size = originals.put(io.BytesIO(content), most=3_000_001)
    assert (sha256, size) == (hashlib.sha256(content).hexdigest(), 3_000_001)
    assert originals.sound(sha256)


def test_nobody_may_write_to_an_original(originals: Originals) -> None:
    originals.put(io.BytesIO(CONTENT), most=100)
    assert stat.S_IMODE(originals.path(SHA256).stat().st_mode) == 0o400


def test_only_the_owner_may_look_into_the_folders(originals: Originals, folder: Path) -> None:
    originals.put(io.BytesIO(CONTENT), most=100)
    for path in (folder / "incoming", originals.path(SHA256).parent):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


def test_the_same_bytes_are_stored_once(originals: Originals, folder: Path) -> None:
    originals.put(io.BytesIO(CONTENT), most=100)
    before = originals.path(SHA256).stat()
    originals.put(io.BytesIO(CONTENT), most=100)
    after = originals.path(SHA256).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert _files(folder) == [originals.path(SHA256)]


def test_many_may_store_the_same_bytes_at_once(originals: Originals, folder: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        stored = set(pool.map(lambda _: originals.put(io.BytesIO(CONTENT), most=100), range(32)))
    assert stored == {(SHA256, len(CONTENT))}
    assert _files(folder) == [originals.path(SHA256)]
    assert originals.sound(SHA256)


def test_a_torn_original_is_noticed_and_replaced_by_a_whole_one(originals: Originals) -> None:
    originals.put(io.BytesIO(CONTENT), most=100)
    torn = originals.path(SHA256)
    torn.chmod(0o600)
    torn.write_bytes(CONTENT[:5])
    assert not originals.sound(SHA256)
    originals.put(io.BytesIO(CONTENT), most=100)
    assert originals.sound(SHA256)


def test_a_missing_original_is_not_sound(originals: Originals) -> None:
    assert not originals.sound("0" * 64)
    with pytest.raises(FileNotFoundError), originals.open("0" * 64):
        pass


def test_an_empty_file_is_refused_and_nothing_is_kept(originals: Originals, folder: Path) -> None:
    with pytest.raises(FileEmpty, match="0 bytes"):
        originals.put(io.BytesIO(b""), most=100)
    assert _files(folder) == []


def test_a_file_over_the_limit_is_refused_and_nothing_is_kept(
    originals: Originals, folder: Path
) -> None:
    originals.put(io.BytesIO(b"x" * 100), most=100)
    with pytest.raises(FileTooLarge):
        originals.put(io.BytesIO(b"y" * 101), most=100)
    assert len(_files(folder)) == 1


def test_a_file_over_the_limit_is_not_read_to_its_end(originals: Originals) -> None:
    stream = io.BytesIO(b"z" * 50_000_000)
    with pytest.raises(FileTooLarge, match="2 MB"):
        originals.put(stream, most=2_000_000)
    assert stream.tell() < 5_000_000


def test_a_limit_below_a_megabyte_is_not_called_zero(originals: Originals) -> None:
    with pytest.raises(FileTooLarge) as refused:
        originals.put(io.BytesIO(b"y" * 101), most=100)
    assert "larger than 0 MB" not in str(refused.value)


def test_a_stream_that_breaks_leaves_nothing(originals: Originals, folder: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(10)

    with pytest.raises(ConnectionResetError):
        originals.put(Broken(CONTENT), most=100)
    assert _files(folder) == []


def test_the_file_and_every_folder_of_its_path_reach_the_disk(
    originals: Originals, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    originals.put(io.BytesIO(CONTENT), most=100)
    assert synced[0].parent == folder / "incoming"
    # The name of a new file or folder is durable only once its parent is.
    assert {originals.path(SHA256).parent, folder, folder.parent} <= set(synced)


def test_a_folder_that_was_entered_for_good_is_not_waited_for_again(
    originals: Originals, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals.put(io.BytesIO(CONTENT), most=100)
    synced: list[Path] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    originals.put(io.BytesIO(CONTENT), most=100)
    assert [path for path in synced if path.parent != folder / "incoming"] == [
        originals.path(SHA256).parent
    ]
    # Another process does not know that, and the folder may be new for all it knows.
    synced.clear()
    Originals(folder).put(io.BytesIO(CONTENT), most=100)
    assert {originals.path(SHA256).parent, folder, folder.parent} <= set(synced)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_to_be_full_and_nothing_is_kept(
    originals: Originals, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StorageFull, match="no room"):
            originals.put(io.BytesIO(CONTENT), most=100)
    assert _files(folder) == []
    originals.put(io.BytesIO(CONTENT), most=100)
    assert originals.sound(SHA256)


def test_another_fault_of_the_disk_is_not_called_full(
    originals: Originals, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="I/O error"):
        originals.put(io.BytesIO(CONTENT), most=100)
    assert _files(folder) == []


def test_a_write_that_the_kernel_refuses_for_want_of_room(
    originals: Originals, folder: Path
) -> None:
    originals.put(io.BytesIO(b"first"), most=100)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(StorageFull):
            originals.put(io.BytesIO(b"x" * 1_000_000), most=1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(_files(folder)) == 1
