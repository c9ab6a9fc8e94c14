"""OLE containers (MS-CFB): read within a budget; a part of one kept as a file of its own."""

import io
import struct
from collections.abc import Mapping
from typing import Any, TypeAlias

from worker.errors import Unreadable
from worker.extract.limits import Limits

Tree: TypeAlias = Mapping[str, "bytes | Tree"]
"""What a storage holds: streams as bytes, and other storages."""

_MOST_STREAMS = 20_000
_DEEPEST = 12
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Compound:
    """An open container. Names are looked up without regard to case, as the format has it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a container. Raises Unreadable."""
        import olefile

        self._left = limits.inflated_bytes
        try:
            self._ole: Any = olefile.OleFileIO(io.BytesIO(data))
            self._streams = self._ole.listdir(streams=True, storages=False)[:_MOST_STREAMS]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a broken container raises almost anything
            raise _damaged() from None
        self._names: dict[tuple[str, ...], list[str]] = {}
        for path in self._streams:
            self._names.setdefault(tuple(part.casefold() for part in path), path)
        self.lost = 0

    def read(self, *path: str) -> bytes | None:
        """Return a stream, None when there is none or it cannot be read (counted in ``lost``)."""
        found = self._names.get(tuple(part.casefold() for part in path))
        if found is None:
            return None
        try:
            if self._ole.get_size(found) > self._left:
                self.lost += 1
                return None
            data = bytes(self._ole.openstream(found).read())
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a broken container raises almost anything
            self.lost += 1
            return None
        self._left -= len(data)
        return data

    def storages(self, *path: str) -> list[str]:
        """Return the names of the storages right under ``path``, in order."""
        depth = len(path)
        wanted = tuple(part.casefold() for part in path)
        found = {
            own[depth]: None
            for folded, own in self._names.items()
            if len(own) > depth + 1 and folded[:depth] == wanted
        }
        return sorted(found)

    def tree(self, *path: str) -> dict[str, "bytes | Tree"]:
        """Return what the storage at ``path`` holds."""
        depth = len(path)
        wanted = tuple(part.casefold() for part in path)
        root: dict[str, Any] = {}
        for folded, own in self._names.items():
            if len(own) <= depth or folded[:depth] != wanted or len(own) > depth + _DEEPEST:
                continue
            content = self.read(*own)
            inner = root
            for step in own[depth:-1]:
                inner = inner.setdefault(step, {})
                if not isinstance(inner, dict):
                    break
            if isinstance(inner, dict) and content is not None:
                inner[own[-1]] = content
        return root


def _damaged() -> Unreadable:
    return Unreadable(
        "damaged_file",
        "The file is damaged or incomplete and could not be opened. "
        "Save it anew from its original program and upload that.",
    )


class _Entry:
    """A stream or storage on its way into the directory."""

    def __init__(self, name: str, kind: int, data: bytes = b"") -> None:
        self.name, self.kind, self.data = name, kind, data
        self.left = self.right = self.child = _NONE
        self.start, self.size = _END if kind == 2 else 0, len(data)


def write(tree: Tree) -> bytes:
    """Return a container that holds ``tree``. The same tree gives the same bytes."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    small = bytearray()
    sectors: list[bytes] = []
    fat: list[int] = []
    minis: list[int] = []
    for entry in entries:
        if entry.kind == 2 and 0 < entry.size < _CUTOFF:
            entry.start = len(minis)
            count = -(-entry.size // _MINI)
            minis += [*range(entry.start + 1, entry.start + count), _END]
            small += entry.data.ljust(count * _MINI, b"\x00")
        elif entry.kind == 2 and entry.size:
            entry.start = _store(entry.data, sectors, fat)
    root = entries[0]
    root.size = len(small)
    root.start = _store(bytes(small), sectors, fat) if small else _END
    table = b"".join(struct.pack("<I", each) for each in minis)
    mini_start = _store(table, sectors, fat, b"\xff") if minis else _END
    mini_count = -(-len(table) // _SECTOR)
    directory = b"".join(map(_packed, entries))
    while len(directory) % _SECTOR:
        directory += _packed(_Entry("", 0))
    dir_start = _store(directory, sectors, fat)
    return _file(sectors, fat, dir_start, mini_start, mini_count)


def _file(
    sectors: list[bytes], fat: list[int], dir_start: int, mini_start: int, mini_count: int
) -> bytes:
    """Put header, sectors and allocation table together."""
    per = _SECTOR // 4
    fats = difs = 0
    while True:
        needed = -(-(len(fat) + fats + difs) // per)
        extra = max(0, -(-(needed - 109) // (per - 1)))
        if (needed, extra) == (fats, difs):
            break
        fats, difs = needed, extra
    places = list(range(len(fat), len(fat) + fats))
    full = [*fat, *[_FAT] * fats, *[0xFFFFFFFC] * difs]
    full += [_FREE] * (fats * per - len(full))
    table = struct.pack(f"<{len(full)}I", *full)
    later = places[109:]
    dif_start = len(fat) + fats if difs else _END
    chain = b""
    for number in range(difs):
        part = later[number * (per - 1) : (number + 1) * (per - 1)]
        part += [_FREE] * (per - 1 - len(part))
        following = dif_start + number + 1 if number + 1 < difs else _END
        chain += struct.pack(f"<{per}I", *part, following)
    header = _MAGIC + bytes(16) + struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, dir_start,
        0, _CUTOFF, mini_start, mini_count, dif_start, difs)  # fmt: skip
    first = places[:109] + [_FREE] * (109 - len(places[:109]))
    return header + struct.pack("<109I", *first) + b"".join(sectors) + table + chain


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Put a storage's parts into the directory as a balanced tree, sorted as the format has it."""
    numbers: list[int] = []
    for name in sorted(tree, key=lambda each: (len(each), each.upper())):
        content = tree[name]
        numbers.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, 2, content))
        else:
            entries.append(_Entry(name, 1))
            _add(entries, len(entries) - 1, content)
    entries[parent].child = _balanced(entries, numbers)


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    if not numbers:
        return _NONE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _balanced(entries, numbers[:middle])
    entry.right = _balanced(entries, numbers[middle + 1 :])
    return numbers[middle]


def _store(data: bytes, sectors: list[bytes], fat: list[int], fill: bytes = b"\x00") -> int:
    start = len(sectors)
    for at in range(0, len(data), _SECTOR):
        sectors.append(data[at : at + _SECTOR].ljust(_SECTOR, fill))
        fat.append(len(sectors))
    fat[-1] = _END
    return start


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")[:62]
    length = len(name) + 2 if entry.kind else 0
    return struct.pack(
        "<64sHBBIII16sIQQIII", name, length, entry.kind, 1, entry.left, entry.right, entry.child,
        bytes(16), 0, 0, 0, entry.start, entry.size, 0,
    )  # fmt: skip
