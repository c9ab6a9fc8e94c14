"""The names inside ZIP and OLE containers, read without unpacking anything or trusting a count.

This is for telling what a file is. Whatever is read from a container goes through its own reader.
"""

import struct

_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_END = b"PK\x05\x06"
_MOST_NAMES = 20_000
_FREE, _NO_STREAM = 0xFFFFFFFA, 0xFFFFFFFF
_FIRST_TYPE = b"mimetype"


def zip_names(data: bytes) -> list[str]:
    """Return the names of a ZIP's entries: by its directory, or by its entries where it has none.

    An entry may itself be a ZIP, so the directory that the end record points at comes first.
    """
    end = data.rfind(_END)
    if end >= 0 and end + 22 <= len(data):
        size, offset = struct.unpack_from("<II", data, end + 12)
        for start in (end - size, offset):
            names = _directory(data, start, end) if 0 <= start < end else []
            if names:
                return names
    return _walk(data)


def _directory(data: bytes, at: int, end: int) -> list[str]:
    names: list[str] = []
    while len(names) < _MOST_NAMES and at + 46 <= end and data[at : at + 4] == _CENTRAL:
        length, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        names.append(data[at + 46 : at + 46 + length].decode("utf-8", "replace"))
        at += 46 + length + extra + comment
    return names


def _walk(data: bytes) -> list[str]:
    """Return the names in the entries' own headers, for a ZIP that has lost its directory."""
    names: list[str] = []
    at = data.find(_LOCAL)
    while 0 <= at <= len(data) - 30 and len(names) < _MOST_NAMES:
        packed, _, length, extra = struct.unpack_from("<IIHH", data, at + 18)
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        # What an entry holds may be a ZIP itself, whose names are not this one's.
        beyond = at + 30 + length + extra + packed if packed else at + 4
        at = data.find(_LOCAL, beyond)
    return names


def declared_type(data: bytes) -> str | None:
    """Return what an OpenDocument's first, uncompressed entry says it is, None without one."""
    if data[30:38] != _FIRST_TYPE:
        return None
    method, _, _, _, size, _, length, extra = struct.unpack_from("<HHHIIIHH", data, 8)
    start = 30 + length + extra
    if method or size > 200:
        return None
    return data[start : start + (size or 80)].split(b"PK")[0].decode("ascii", "replace").strip()


def zip_end(data: bytes) -> int | None:
    """Return where a ZIP's directory ends in ``data`` (its comment included), None without one."""
    end = data.rfind(_END)
    if end < 0 or end + 22 > len(data):
        return None
    size = struct.unpack_from("<I", data, end + 12)[0]
    if size and (end < size or data[end - size : end - size + 4] != _CENTRAL):
        return None
    comment = struct.unpack_from("<H", data, end + 20)[0]
    return min(end + 22 + int(comment), len(data))


def ole_names(data: bytes) -> frozenset[str]:
    """Return the names at the top of an OLE container, in lower case; of a broken one, all found.

    Only what hangs from the root counts: a message may have a Word file deep inside it.
    """
    try:
        entries = _ole_entries(data)
    except (struct.error, IndexError, ValueError):
        entries = []
    if not entries:
        return _ole_scan(data)
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [entries[0][3]]
    while waiting:
        number = waiting.pop()
        if number in seen or not 0 <= number < len(entries):
            continue
        seen.add(number)
        name, left, right, _ = entries[number]
        names.add(name.casefold())
        waiting += [left, right]
    return frozenset(names) or _ole_scan(data)


def _ole_entries(data: bytes) -> list[tuple[str, int, int, int]]:
    """Return name, left, right and child of each directory entry, following the sector chain."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError
    fats = [s for s in struct.unpack_from("<109I", data, 76) if s < _FREE]
    sector = int(struct.unpack_from("<I", data, 48)[0])
    chain: list[tuple[str, int, int, int]] = []
    seen: set[int] = set()
    while sector < _FREE and sector not in seen and len(seen) < _MOST_NAMES:
        seen.add(sector)
        start = (sector + 1) * size
        for at in range(start, min(start + size, len(data)) - 127, 128):
            length = struct.unpack_from("<H", data, at + 64)[0]
            name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", data, at + 68)
            chain.append((name, left, right, child))
        table = fats[sector // (size // 4)]
        place = (table + 1) * size + 4 * (sector % (size // 4))
        sector = int(struct.unpack_from("<I", data, place)[0])
    return chain


_OLE_MARKS = ("WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage",
              "__properties_version1.0")  # fmt: skip


def _ole_scan(data: bytes) -> frozenset[str]:
    """Return which of the telling names stand anywhere in a container that is out of order."""
    found = {name for name in _OLE_MARKS if name.encode("utf-16-le") in data}
    return frozenset(name.casefold() for name in found)
