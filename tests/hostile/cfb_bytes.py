"""Compound files (OLE): what older Office documents and saved Outlook messages are kept in."""

import struct
from collections.abc import Mapping
from itertools import pairwise

_SECTOR, _SMALL_SECTOR, _CUTOFF = 512, 64, 4096
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5

_Entry = tuple[str, int, bytes, int]


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of ``streams``, whose names may have storages before a slash."""
    entries = _entries(streams)
    contents = [content for _, _, content, _ in entries]
    small, small_chains, small_starts = _chained(
        [content if len(content) < _CUTOFF else b"" for content in contents], _SMALL_SECTOR
    )
    # The small streams lie together in the stream of the root.
    large = [content if len(content) >= _CUTOFF else b"" for content in contents]
    large[0] = small
    data, chains, starts = _chained(large, _SECTOR)
    places = [
        (small_starts[n] if 0 < len(contents[n]) < _CUTOFF else starts[n], len(contents[n]))
        for n in range(len(entries))
    ]
    places[0] = (starts[0], len(small))
    first_directory = len(chains)
    directory = _directory(entries, places)
    _extend(chains, len(directory))
    first_small = len(chains) if small_chains else _END
    small_table = _table(small_chains)
    _extend(chains, len(small_table))
    tables = 1
    while len(chains) + tables > tables * _SECTOR // 4:
        tables += 1
    first_table = len(chains)
    chains += [_TABLE] * tables
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack(
        "<9I",
        0,
        tables,
        first_directory,
        0,
        _CUTOFF,
        first_small,
        len(small_table) // _SECTOR,
        _END,
        0,
    )
    header += struct.pack(f"<{tables}I", *range(first_table, first_table + tables))
    return header.ljust(_SECTOR, b"\xff") + data + directory + small_table + _table(chains)


def _entries(streams: Mapping[str, bytes]) -> list[_Entry]:
    """Return name, kind, content and the number of the storage that holds it, of each entry."""
    entries: list[_Entry] = [("Root Entry", _ROOT, b"", -1)]
    storages: dict[str, int] = {"": 0}
    for path, content in streams.items():
        parent = ""
        *above, name = path.split("/")
        for part in above:
            inner = f"{parent}/{part}".lstrip("/")
            if inner not in storages:
                storages[inner] = len(entries)
                entries.append((part, _STORAGE, b"", storages[parent]))
            parent = inner
        entries.append((name, _STREAM, content, storages[parent]))
    return entries


def _chained(contents: list[bytes], sector: int) -> tuple[bytes, list[int], list[int]]:
    """Return the contents in whole sectors, the table of what follows what, and the starts."""
    data = bytearray()
    chains: list[int] = []
    starts: list[int] = []
    for content in contents:
        starts.append(len(chains) if content else _END)
        data += content + bytes(-len(content) % sector)
        _extend(chains, len(content), sector)
    return bytes(data), chains, starts


def _extend(chains: list[int], size: int, sector: int = _SECTOR) -> None:
    count = -(-size // sector)
    first = len(chains)
    chains += [*range(first + 1, first + count), _END] if count else []


def _table(chains: list[int]) -> bytes:
    filled = chains + [_FREE] * (-len(chains) % (_SECTOR // 4))
    return struct.pack(f"<{len(filled)}I", *filled)


def _directory(entries: list[_Entry], places: list[tuple[int, int]]) -> bytes:
    """Return the directory; siblings are a list to the right, which is a legal tree."""
    out = bytearray()
    children: dict[int, list[int]] = {}
    for number, (_, _, _, parent) in enumerate(entries):
        children.setdefault(parent, []).append(number)
    for siblings in children.values():
        siblings.sort(key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
    right = {a: b for chain in children.values() for a, b in pairwise(chain)}
    for number, (name, kind, _, _) in enumerate(entries):
        coded = name.encode("utf-16-le") + b"\0\0"
        child = children.get(number, [_NONE])[0]
        start, size = places[number]
        out += coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded), kind, 1)
        out += struct.pack("<III", _NONE, right.get(number, _NONE), child) + bytes(36)
        out += struct.pack("<IQ", start if size else 0, size)
    empty = bytes(66) + b"\0\0" + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)
    return bytes(out + empty * (-len(entries) % (_SECTOR // 128)))
