"""ZIP packages (archives, DOCX, OpenDocument) read with every byte counted as it comes out."""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise

from worker.errors import Unreadable
from worker.extract.limits import Limits

_MOST_ENTRIES = 10_000
_CHUNK = 1 << 16
_LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_LOCKED, _STREAMED, _UTF8 = 0x1, 0x8, 0x800
_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError, struct.error, KeyError, IndexError, OverflowError, MemoryError,
)  # fmt: skip


class EntryLost(Exception):
    """An entry cannot be read; the words say why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One file in a package. ``size`` is what it says it unpacks to, in bytes."""

    name: str
    size: int
    locked: bool = False
    folder: bool = False
    link: bool = False


class Package:
    """An open ZIP. What it unpacks is bounded by ``limits.inflated_bytes`` altogether."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a package. Raises Unreadable when it is no ZIP or is made to do harm."""
        self._data = data
        self._left = limits.inflated_bytes
        self._salvaged: dict[int, bytes] = {}
        self.mended = False
        if data.count(_CENTRAL) > _MOST_ENTRIES * 10:
            raise _too_many()
        try:
            self._zip: zipfile.ZipFile | None = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _FAULTS:
            self._zip, infos = None, []
        self._infos = infos
        if self._zip is None or (not infos and data.startswith(_LOCAL)):
            self._zip = None
            self.mended = True
            self.entries = self._salvage()
        else:
            if _overlap(infos):
                raise Unreadable(
                    "unsafe_archive",
                    "The entries of this archive lie on top of each other, as they do in files "
                    "that are made to do harm. It was not unpacked. Ask for the files themselves.",
                )
            self.entries = [_entry(info) for info in infos]
        if len(self.entries) > _MOST_ENTRIES:
            raise _too_many()
        self._by_name = {_key(entry.name): at for at, entry in reversed([*enumerate(self.entries)])}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._by_name

    def read(self, name: str) -> bytes:
        """Return the entry of that name, the first of several. Raises EntryLost."""
        at = self._by_name.get(_key(name))
        if at is None:
            raise EntryLost("it is missing")
        return self.unpack(at)

    def unpack(self, at: int) -> bytes:
        """Return what the entry number ``at`` unpacks to. Raises EntryLost."""
        entry = self.entries[at]
        if entry.locked:
            raise EntryLost("it is locked with a password")
        if entry.size > self._left:
            raise EntryLost("it unpacks to more than may be read of one file")
        if self._zip is None:
            content = self._salvaged[at]
            self._left -= len(content)
            return content
        parts: list[bytes] = []
        try:
            with self._zip.open(self._infos[at]) as source:
                while part := source.read(_CHUNK):
                    self._left -= len(part)
                    if self._left < 0:
                        raise EntryLost("it unpacks to more than may be read of one file")
                    parts.append(part)
        except NotImplementedError:
            raise EntryLost("it is packed in a way that is not read") from None
        except MemoryError:
            raise
        except _FAULTS:
            return self._as_far_as_it_goes(self._infos[at])
        return b"".join(parts)

    def _as_far_as_it_goes(self, info: zipfile.ZipInfo) -> bytes:
        """Return a damaged entry's content without asking whether its checksum is right."""
        at = self._header_of(info)
        length, extra = struct.unpack_from("<HH", self._data, at + 26)
        start = at + 30 + length + extra
        end = start + info.compress_size
        content, _ = _unpacked(
            self._data[:end], start, info.compress_size, info.compress_type, self._left
        )
        if not content:
            raise EntryLost("it is damaged")
        self._left -= len(content)
        self.mended = True
        return content

    def _header_of(self, info: zipfile.ZipInfo) -> int:
        """Return where an entry's own header is: where the directory says, or wherever it went."""
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
        at = max(info.header_offset, 0)
        for start in (at, 0):
            found = self._data.find(_LOCAL, start)
            while found >= 0:
                if self._data[found + 30 : found + 30 + len(name)] == name:
                    return found
                found = self._data.find(_LOCAL, found + 4)
        raise EntryLost("it is damaged")

    def _salvage(self) -> list[Entry]:
        """Find the entries of a ZIP without its directory, unpacking each to see its end."""
        found: list[Entry] = []
        at = self._data.find(_LOCAL)
        left = self._left
        while at >= 0 and at + 30 <= len(self._data) and len(found) <= _MOST_ENTRIES:
            flags, method, _, _, packed, size, length, extra = struct.unpack_from(
                "<HHIIIIHH", self._data, at + 6
            )
            raw = self._data[at + 30 : at + 30 + length]
            start = at + 30 + length + extra
            name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
            content, end = _unpacked(self._data, start, packed, method, left)
            if content is not None:
                left -= len(content)
                self._salvaged[len(found)] = content
                size = len(content)
            found.append(
                Entry(
                    name=name,
                    size=size if content is not None else self._left + 1,
                    locked=bool(flags & _LOCKED),
                    folder=name.endswith("/"),
                )
            )
            at = self._data.find(_LOCAL, max(end, at + 30))
        if not found:
            raise Unreadable(
                "damaged_file",
                "The file is damaged or incomplete and could not be opened. "
                "Send or save it anew, and upload that.",
            )
        return found


def _unpacked(
    data: bytes, start: int, packed: int, method: int, most: int
) -> tuple[bytes | None, int]:
    """Return what stands at ``start`` unpacked, as far as it goes, and where it ends."""
    if method == zipfile.ZIP_STORED:
        if not packed:
            nearest = data.find(b"PK", start)
            packed = (nearest if nearest >= 0 else len(data)) - start
        content = data[start : start + packed]
        return (content if len(content) <= most else None), start + len(content)
    if method != zipfile.ZIP_DEFLATED:
        return None, start + packed
    stream = zlib.decompressobj(-15)
    parts: list[bytes] = []
    at = start
    try:
        while at < len(data) and not stream.eof:
            parts.append(stream.decompress(data[at : at + _CHUNK]))
            at += _CHUNK
            most -= len(parts[-1])
            if most < 0:
                return None, at
    except zlib.error:
        return (b"".join(parts) or None), start + 1
    return b"".join(parts), min(at, len(data)) - len(stream.unused_data)


def _entry(info: zipfile.ZipInfo) -> Entry:
    name = info.filename
    # Unix's own bits stand in the upper half, whatever system is named.
    link = stat.S_ISLNK(info.external_attr >> 16)
    if not info.flag_bits & _UTF8:
        name = _as_utf8(name)
    return Entry(
        name=name,
        size=info.file_size,
        locked=bool(info.flag_bits & _LOCKED),
        folder=name.endswith(("/", "\\")),
        link=link,
    )


def _as_utf8(name: str) -> str:
    """Return a name as most programs wrote it: in UTF-8, though they forgot to say so."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether entries share packed bytes: then a few bytes unpack to any amount."""
    places = sorted((info.header_offset, info.compress_size) for info in infos)
    return any(after[0] < before[0] + before[1] + 30 for before, after in pairwise(places))


def _key(name: str) -> str:
    return re.sub(r"/+", "/", name.replace("\\", "/")).strip("/").casefold()


def _too_many() -> Unreadable:
    return Unreadable(
        "too_many_files",
        f"The archive holds more than {_MOST_ENTRIES:,} files. "
        "Split it and upload the parts with statements.",
    )
