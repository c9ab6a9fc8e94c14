"""Compound files (OLE): what older Office documents and saved Outlook messages are kept in."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of ``streams``, whose names may have storages before a slash.

    Every stream lies in whole sectors: the small ones' own table is not used, as their bound is 0.
    """
    entries: list[tuple[str, int, bytes, int]] = [("Root Entry", _ROOT, b"", -1)]
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
    data, chains, starts = _sectors([content for _, _, content, _ in entries])
    directory = _directory(entries, starts)
    first_directory = len(chains)
    count = len(directory) // _SECTOR
    chains += [*range(first_directory + 1, first_directory + count), _END]
    tables = 1
    while (len(chains) + tables) * 4 > tables * _SECTOR:
        tables += 1
    first_table = len(chains)
    chains += [_TABLE] * tables
    chains += [_FREE] * (tables * _SECTOR // 4 - len(chains))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, first_directory, 0, 0, _END, 0, _END, 0)
    header += struct.pack(f"<{tables}I", *range(first_table, first_table + tables))
    return header.ljust(_SECTOR, b"\xff") + data + directory + struct.pack(f"<{len(chains)}I", *chains)


def _sectors(contents: list[bytes]) -> tuple[bytes, list[int], list[int]]:
    data, chains, starts = b"", [], []
    for content in contents:
        padded = content + bytes(-len(content) % _SECTOR)
        count = len(padded) // _SECTOR
        starts.append(len(chains) if count else _END)
        chains += [len(chains) + n + 1 for n in range(count - 1)] + [_END] * bool(count)
        data += padded
    return data, chains, starts


def _directory(entries: list[tuple[str, int, bytes, int]], starts: list[int]) -> bytes:
    """Return the directory; siblings are a list to the right, which is a legal tree."""
    out = b""
    children: dict[int, list[int]] = {}
    for number, (_, _, _, parent) in enumerate(entries):
        children.setdefault(parent, []).append(number)
    for siblings in children.values():
        siblings.sort(key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
    right = {a: b for chain in children.values() for a, b in zip(chain, chain[1:], strict=False)}
    for number, (name, kind, content, _) in enumerate(entries):
        coded = name.encode("utf-16-le") + b"\0\0"
        child = children.get(number, [_NONE])[0]
        out += coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded), kind, 1)
        out += struct.pack("<III", _NONE, right.get(number, _NONE), child) + bytes(36)
        out += struct.pack("<IQ", starts[number] if content else 0, len(content))
    empty = bytes(66) + b"\0\0" + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)
    return out + empty * (-len(entries) % (_SECTOR // 128))
