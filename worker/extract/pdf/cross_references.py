"""Where a PDF says that its objects are (ISO 32000, 7.5.4 to 7.5.8), read strictly."""

import re
import zlib
from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_SECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,7})[ \t]*\r?\n?")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_STREAM = re.compile(rb"\s*\d{1,10}\s+\d{1,5}\s+obj\b(.{1,4000}?)\bstream\r?\n", re.DOTALL)
_NUMBERS = rb"\s*\[([\d\s]*)\]"
_MOST_SECTIONS, _MOST_BYTES = 100, 8_000_000


class Broken(Exception):
    """Something of a PDF isn't as it should be, or not as it usually is."""


def places(data: bytes) -> dict[int, int]:
    """Return where each object in use begins; those in object streams are not among them.

    Raises Broken, ValueError, zlib.error.
    """
    starts = _START.findall(data, len(data) - min(len(data), 1024))
    if not starts:
        raise Broken
    listed: dict[int, int | None] = {}
    place: int | None = int(starts[-1])
    seen: set[int] = set()
    while place is not None:
        if place in seen or len(seen) > _MOST_SECTIONS or not 0 < place < len(data):
            raise Broken
        seen.add(place)
        table = data[place : place + 4] == b"xref"
        entries, trailer = _table(data, place + 4) if table else _stream(data, place)
        for number, where in entries:
            listed.setdefault(number, where)
        if b"/XRefStm" in trailer:
            raise Broken
        earlier = re.search(rb"/Prev\s+(\d{1,10})", trailer)
        place = int(earlier[1]) if earlier else None
    return {number: where for number, where in listed.items() if where is not None}


def _table(data: bytes, place: int) -> tuple[list[tuple[int, int | None]], bytes]:
    """Read a table; what is free, or in an object stream, has no place."""
    entries: list[tuple[int, int | None]] = []
    while section := _SECTION.match(data, place):
        first, count = int(section[1]), int(section[2])
        place = section.end() + 20 * count
        found = _ENTRY.findall(data, section.end(), place)
        if len(found) != count:
            raise Broken
        entries += [
            (number, int(where) if kind == b"n" else None)
            for number, (where, _, kind) in enumerate(found, start=first)
        ]
    end = data.find(b"startxref", place)
    trailer = data[place:end]
    if end < 0 or not trailer.lstrip().startswith(b"trailer"):
        raise Broken
    return entries, trailer


def _stream(data: bytes, place: int) -> tuple[list[tuple[int, int | None]], bytes]:
    """Read a cross-reference stream."""
    header = _STREAM.match(data, place)
    if header is None or b"/XRef" not in header[1] or b"/FlateDecode" not in header[1]:
        raise Broken
    dictionary = header[1]
    unpacking = zlib.decompressobj()
    packed = data[header.end() : header.end() + _MOST_BYTES]
    content = unpacking.decompress(packed, _MOST_BYTES)
    if not unpacking.eof:
        raise Broken
    widths = _numbers(dictionary, b"W")
    size = re.search(rb"/Size\s+(\d{1,9})", dictionary)
    if len(widths) != 3 or not widths[1] or sum(widths) > 24 or size is None:
        raise Broken
    if b"/Predictor" in dictionary:
        content = _predicted(content, sum(widths))
    index = _numbers(dictionary, b"Index") or [0, int(size[1])]
    rows = _rows(content, widths)
    entries: list[tuple[int, int | None]] = []
    for first, count in zip(index[::2], index[1::2], strict=True):
        for number in range(first, first + count):
            kind, where = next(rows, (None, 0))
            if kind is None:
                raise Broken
            entries.append((number, where if kind == 1 else None))
    return entries, dictionary


def _numbers(dictionary: bytes, key: bytes) -> list[int]:
    found = re.search(rb"/" + key + _NUMBERS, dictionary)
    return list(map(int, found[1].split())) if found else []


def _rows(content: bytes, widths: list[int]) -> Iterator[tuple[int | None, int]]:
    kind, where, _ = widths
    for at in range(0, len(content) - sum(widths) + 1, sum(widths)):
        first = int.from_bytes(content[at : at + kind]) if kind else 1
        yield first, int.from_bytes(content[at + kind : at + kind + where])


def _predicted(content: bytes, width: int) -> bytes:
    """Undo the predictors that writers use for these streams: none, and the row above."""
    rows = bytearray()
    above = bytes(width)
    for at in range(0, len(content), width + 1):
        row = content[at + 1 : at + 1 + width]
        if content[at] == 2:
            row = bytes((a + b) % 256 for a, b in zip(row, above, strict=True))
        elif content[at] != 0:
            raise Broken
        rows += row
        above = row
    return bytes(rows)
