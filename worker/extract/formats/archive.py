"""Archives (ZIP, TAR, GZ, BZ2, XZ): every file in them becomes a statement of its own."""

import bz2
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import READER_VERSION, sniff
from worker.extract.flow import Flow, listed, shown_name
from worker.extract.formats.package import EntryLost, Package
from worker.extract.limits import Limits

READER = f"deponent-archive {READER_VERSION}"

_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/|\$RECYCLE\.BIN/"
    r"|~\$|\.~lock\.)",
    re.IGNORECASE,
)
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)", re.IGNORECASE)
_FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, tarfile.TarError)
_STEP = 1 << 12
_TAR_MARK = slice(257, 262)


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Take an archive apart. Raises Unreadable when nothing in it can be read."""
    kind = sniff.media_type(data)
    bundle = _Bundle(limits)
    if kind == sniff.ZIP:
        bundle.take_zip(data)
    else:
        inner = data if kind == sniff.TAR else bundle.unpacked(data, kind)
        if inner[_TAR_MARK] == b"ustar":
            bundle.take_tar(inner)
        else:
            bundle.take(_name_in_gzip(data) if kind == sniff.GZIP else "", inner)
    return bundle.document(kind)


class _Bundle:
    """The files of one archive, and what became of those that could not be taken out."""

    def __init__(self, limits: Limits) -> None:
        self._flow = Flow(limits)
        self._limits = limits
        self._lost: dict[str, list[str]] = {}
        self._junk = 0
        self._renamed: list[str] = []
        self._names: set[str] = set()
        self._twice: list[str] = []
        self._mended = False

    def take_zip(self, data: bytes) -> None:
        """Take the files out of a ZIP."""
        package = Package(data, self._limits)
        self._mended = package.mended
        for at, entry in enumerate(package.entries):
            if entry.folder:
                continue
            if entry.link:
                self._lose(entry.name, "a link to another file")
                continue
            if _JUNK.search(entry.name):
                self._junk += 1
                continue
            try:
                content = package.unpack(at)
            except EntryLost as lost:
                self._lose(entry.name, str(lost).removeprefix("it is ").removeprefix("it "))
                continue
            self.take(entry.name, content)
        self._mended = package.mended

    def take_tar(self, data: bytes) -> None:
        """Take the files out of a TAR."""
        try:
            with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
                for member in _members(archive):
                    self._take_member(archive, member)
        except _FAULTS:
            self._mended = True

    def _take_member(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        if member.isdir():
            return
        if _JUNK.search(member.name):
            self._junk += 1
            return
        source = archive.extractfile(member) if member.isfile() else None
        if source is None:
            self._lose(member.name, "a link or a device, not a file")
        elif member.size > self._limits.file_bytes:
            self._lose(member.name, "too large")
        else:
            content = source.read(self._limits.file_bytes + 1)
            self._mended = self._mended or len(content) < member.size
            self.take(member.name, content)

    def unpacked(self, data: bytes, kind: str) -> bytes:
        """Return what a compressed file unpacks to, as far as it goes. Raises Unreadable."""
        parts: list[bytes] = []
        left = self._limits.inflated_bytes
        try:
            for part in _inflated(data, kind):
                left -= len(part)
                if left < 0:
                    raise _too_large(self._limits)
                parts.append(part)
        except _FAULTS:
            self._mended = True
        if not any(parts):
            raise _damaged()
        return b"".join(parts)

    def take(self, name: str, content: bytes) -> None:
        """Keep one file."""
        shown = shown_name(name)
        if _DEVICES.match(shown):
            shown = f"_{shown}"
        if not content:
            self._lose(name, "empty")
            return
        plain = name.replace("\\", "/")
        if plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain) or (
            shown != plain.rpartition("/")[2]
        ):  # fmt: skip
            self._renamed.append(shown)
        if plain in self._names:
            self._twice.append(shown)
        self._names.add(plain)
        self._flow.attach(shown, content)

    def _lose(self, name: str, why: str) -> None:
        self._lost.setdefault(why, []).append(shown_name(name))

    def document(self, kind: str) -> ExtractedDocument:
        """Return the bundle. Raises Unreadable when there is nothing in it."""
        note = self._flow.note
        for why, names in self._lost.items():
            note("entry_not_read", f"Not read from the archive ({why}): {listed(names)}.")
        if self._junk:
            note(
                "system_files_left_out",
                f"{self._junk} files that a computer keeps for itself (such as .DS_Store or "
                "Thumbs.db) were left out.",
            )
        if self._renamed:
            note(
                "entry_renamed",
                "Some names in the archive could mislead or point outside it; they are shown "
                f"shortened or with _ in them: {listed(self._renamed)}.",
            )
        if self._twice:
            note(
                "entry_twice",
                f"The archive holds several files by one name; each was taken: "
                f"{listed(self._twice)}.",
            )
        if self._mended:
            note(
                "file_damaged",
                "The archive is damaged or incomplete; what could be found in it was taken out. "
                "Some files may be missing. Ask for it anew.",
            )
        if not self._flow.attachments:
            raise self._nothing()
        return self._flow.document(media_type=kind, reader=READER)

    def _nothing(self) -> Unreadable:
        reasons = " ".join(self._lost)
        if "password" in reasons:
            return Unreadable(
                "password_protected",
                "The files in this archive are locked with a password. Unpack it with the "
                "password, and upload the files.",
            )
        if "more than may" in reasons or "too large" in reasons:
            return _too_large(self._limits)
        if self._mended or "damaged" in reasons:
            return _damaged()
        if reasons:
            return Unreadable(
                "empty_archive",
                f"Nothing in this archive could be taken out ({'; '.join(self._lost)}). "
                "Upload the files themselves.",
            )
        return Unreadable(
            "empty_archive",
            "The archive has no files in it that could be statements. Upload the files themselves.",
        )


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for count, member in enumerate(archive):
        if count >= 10_000:
            raise Unreadable(
                "too_many_files",
                "The archive holds more than 10,000 files. "
                "Split it and upload the parts with statements.",
            )
        yield member


def _inflated(data: bytes, kind: str) -> Iterator[bytes]:
    """Yield what a compressed file unpacks to, bit by bit, so that damage costs only what follows.

    Raises what the decompressors raise, and EOFError where the file ends too early.
    """
    openers: dict[str, Callable[[], Any]] = {
        sniff.GZIP: lambda: zlib.decompressobj(-zlib.MAX_WBITS),
        sniff.BZIP2: bz2.BZ2Decompressor,
        sniff.XZ: lzma.LZMADecompressor,
    }
    at = 0
    while at < len(data):
        if kind == sniff.GZIP:
            at = _after_gzip_head(data, at)
        stream = openers[kind]()
        while not stream.eof:
            if at >= len(data):
                raise EOFError
            yield stream.decompress(data[at : at + _STEP])
            at += _STEP
        at = min(at, len(data)) - len(stream.unused_data) + (8 if kind == sniff.GZIP else 0)
        if not data[at:].strip(b"\x00"):
            return


def _after_gzip_head(data: bytes, at: int) -> int:
    if data[at : at + 2] != b"\x1f\x8b" or at + 10 > len(data):
        raise EOFError
    flags, at = data[at + 3], at + 10
    if flags & 0x04:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for flag in (0x08, 0x10):
        if flags & flag:
            at = data.index(b"\x00", at) + 1
    return at + (2 if flags & 0x02 else 0)


def _name_in_gzip(data: bytes) -> str:
    """Return the name that a gzip file keeps of what it was made from, "" without one."""
    if len(data) < 10 or not data[3] & 0x08:
        return "unpacked"
    at = 10
    if data[3] & 0x04:
        at += 2 + int.from_bytes(data[10:12], "little")
    end = data.find(b"\x00", at)
    return data[at : end if end > 0 else at].decode("latin-1") or "unpacked"


def _too_large(limits: Limits) -> Unreadable:
    return Unreadable(
        "too_large_unpacked",
        f"The archive unpacks to more than {limits.inflated_bytes / 1e6:.0f} MB, far beyond "
        "statements. Upload the statements in it one by one.",
    )


def _damaged() -> Unreadable:
    return Unreadable(
        "damaged_file",
        "The archive is damaged or incomplete and nothing could be taken out of it. "
        "Ask for it anew, or upload the files themselves.",
    )
