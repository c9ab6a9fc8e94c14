"""Originals, stored unchanged under their SHA-256 and never altered."""

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from worker.errors import FileEmpty, FileTooLarge, StorageFull

_CHUNK = 1 << 20
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when a disk or a quota is full, or a file too large for it."""


class Originals:
    """Files on disk under ``folder/ab/abcdef…``, read-only once written."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which is made when the first original comes."""
        self.folder = folder
        self._entered: set[Path] = set()

    def put(self, stream: BinaryIO, *, most: int) -> tuple[str, int]:
        """Store what ``stream`` gives and return (SHA-256, size in bytes), durable on return.

        Raises FileEmpty, FileTooLarge (more than ``most`` bytes) or StorageFull; then nothing of
        it is kept. An original that is there already is left as it is.
        """
        try:
            incoming = self.folder / "incoming"
            incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as file:
                part = Path(file.name)
                try:
                    sha256, size = _copy(stream, file, most)
                    os.fsync(file.fileno())
                    part.chmod(0o400)
                    self._keep(part, sha256)
                finally:
                    part.unlink(missing_ok=True)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise StorageFull(
                    "The store has no room for this file. It was not accepted; send it again "
                    "when space has been made."
                ) from error
            raise
        return sha256, size

    def tidy(self, *, older_than_seconds: float) -> None:
        """Remove what uploads that were killed left half-written; nobody was told they came."""
        before = time.time() - older_than_seconds
        for part in (self.folder / "incoming").glob("*"):
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < before:
                    part.unlink()

    def path(self, sha256: str) -> Path:
        """Return where the original with this hash lies."""
        return self.folder / sha256[:2] / sha256

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """Open an original for reading. Raises FileNotFoundError."""
        with self.path(sha256).open("rb") as file:
            yield file

    def kept(self) -> Iterator[str]:
        """Yield the hash of every original that lies here, in no order."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            yield path.name

    def sound(self, sha256: str) -> bool:
        """Hash the stored file again; False when it is missing or no longer the same."""
        try:
            return sha256_of(self.path(sha256)) == sha256
        except FileNotFoundError:
            return False

    def _keep(self, part: Path, sha256: str) -> None:
        kept = self.path(sha256)
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        # A link never replaces what is there, so two uploads of one file cannot disturb it.
        try:
            kept.hardlink_to(part)
        except FileExistsError:
            if not self.sound(sha256):
                # A crash of the disk tore the old copy: this one is whole.
                part.replace(kept)
        _sync_folder(kept.parent)
        if kept.parent not in self._entered:
            # The folder may be new, whoever made it. Once entered for good it stays so, as none is
            # ever removed, and waiting for the disk again would tell nothing.
            _sync_folder(self.folder)
            _sync_folder(self.folder.parent)
            self._entered.add(kept.parent)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(stream: BinaryIO, file: IO[bytes], most: int) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise FileTooLarge(
                f"The file is larger than {most / 1_000_000:g} MB, the most that is accepted. "
                "Split it, or save it at a lower resolution, and send it again."
            )
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise FileEmpty("The file is empty (0 bytes). Check it on your side and send it again.")
    file.flush()
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
