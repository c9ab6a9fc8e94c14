"""Whether a PDF is whole: its list of contents leads where it says, and every stream unpacks.

pdfium mends what is broken and says nothing of it. A file that needed mending must be read, and be
said to be damaged, so it takes the slow road. Every doubt counts against a file, never for it.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from worker.extract.pdf.cross_references import Broken, places

_END = b"%%EOF"
_OBJECT = re.compile(rb"\s*(\d{1,10})\s+\d{1,5}\s+obj\b")
_STREAM_OR_END = re.compile(rb"\bstream\r?\n|\bendobj\b")
_END_OF_STREAM = re.compile(rb"\s*endstream\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10}+)(?:\s+\d{1,5}\s+(R)\b)?")
_NUMBER = re.compile(rb"\s*\d{1,10}\s+\d{1,5}\s+obj\s+(\d{1,10})\s+endobj\b")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
_NAME = re.compile(rb"/([A-Za-z0-9]+)")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_BEYOND = re.compile(rb"/(?:UserUnit|Crypt|XFA)\b")
"""What pdfium minds and the slow road does not, or the other way round."""
_ESCAPED = re.compile(rb"/[A-Za-z]*#[0-9A-Fa-f]{2}")
_ODD_CODES = re.compile(rb"/(?:Type0|Differences|Type3|ToUnicode)\b")
_PICTURE, _NO_CONTENT = re.compile(rb"/Subtype\s*/Image\b"), re.compile(rb"/(?:Length1|Subtype)\b")
_SOFT_HYPHEN = re.compile(rb"\xad|\\255|00AD|00ad")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]|\\0[0-3][0-7]|\\177")
_MOST_INFLATED = 64_000_000
_MOST_OBJECTS = 100_000


@dataclass(slots=True)
class Wholeness:
    """What was found in a sound file: ``pages``, and what a reader of its letters must know.

    ``plain_codes`` says that no font gives codes of its own to its letters; ``soft_hyphens`` that
    some hyphens may be soft, which pdfium cannot tell from hard ones; ``replaced`` that some words
    may be drawn to be read as others (``ActualText``), which only pdfium does; ``controls`` that
    some codes may be no letters, which pdfium leaves out; ``watermarks`` that something is called
    one.
    """

    pages: int = 0
    plain_codes: bool = True
    soft_hyphens: bool = False
    replaced: bool = False
    controls: bool = False
    watermarks: bool = False
    inflated: int = 0


def checked(data: bytes) -> Wholeness | None:
    """Return what there is to know of a PDF that is whole, None for one that is not, or unusual."""
    if not data.startswith(b"%PDF-") or _END not in data[-1024:] or b"/Encrypt" in data:
        return None
    found = Wholeness()
    try:
        listed = places(data)
        if len(listed) > _MOST_OBJECTS:
            return None
        for number in listed:
            _check(data, number, listed, found)
    except (Broken, zlib.error, ValueError, struct.error):
        return None
    # Fonts with codes of their own use them all; in the others those are letters that were lost.
    return None if found.plain_codes and found.controls else found


def _check(data: bytes, number: int, listed: Mapping[int, int], found: Wholeness) -> None:
    """Check one object and note what is in it. Raises Broken."""
    header = _OBJECT.match(data, listed[number])
    if header is None or int(header[1]) != number:
        raise Broken
    mark = _STREAM_OR_END.search(data, header.end())
    if mark is None:
        raise Broken
    entries = data[header.end() : mark.start()]
    _note(entries, found)
    if mark[0] != b"endobj":
        end = _end(data, mark.end(), entries, listed)
        _check_stream(data[mark.end() : end], entries, found)


def _end(data: bytes, start: int, entries: bytes, listed: Mapping[int, int]) -> int:
    """Return where a stream ends. Raises Broken where its length isn't true."""
    length = _LENGTH.search(entries)
    if length is None:
        raise Broken
    if length[2]:
        length = _NUMBER.match(data, listed.get(int(length[1]), len(data)))
        if length is None:
            raise Broken
    end = start + int(length[1])
    if not _END_OF_STREAM.match(data, end):
        raise Broken
    return end


def _note(entries: bytes, found: Wholeness) -> None:
    """Note what dictionaries say. Raises Broken for what the two roads may see differently."""
    if _BEYOND.search(entries) or _ESCAPED.search(entries):
        raise Broken
    found.replaced = found.replaced or b"/ActualText" in entries
    found.watermarks = found.watermarks or b"/Watermark" in entries
    found.pages += len(_PAGE.findall(entries))
    if found.plain_codes and _ODD_CODES.search(entries):
        found.plain_codes = False


def _check_stream(packed: bytes, entries: bytes, found: Wholeness) -> None:
    named = _FILTER.search(entries)
    filters = _NAME.findall(named[1]) if named else []
    is_picture = bool(_PICTURE.search(entries))
    if is_picture and filters[-1:] != [b"FlateDecode"]:
        # Its words, if it has any, are for OCR to read.
        return
    content = _unpacked(packed, filters, found)
    if is_picture:
        return
    if b"/ObjStm" in entries:
        _note(content, found)
    elif b"beginbf" in content or not _NO_CONTENT.search(entries):
        found.soft_hyphens = found.soft_hyphens or bool(_SOFT_HYPHEN.search(content))
        found.replaced = found.replaced or b"/ActualText" in content
        found.watermarks = found.watermarks or b"/Watermark" in content
        found.controls = found.controls or bool(_CONTROL.search(content))


def _unpacked(packed: bytes, filters: list[bytes], found: Wholeness) -> bytes:
    for name in filters:
        if name == b"ASCII85Decode":
            packed = _from_ascii85(packed)
        elif name == b"FlateDecode":
            unpacking = zlib.decompressobj()
            room = _MOST_INFLATED - found.inflated
            packed = unpacking.decompress(packed, max(room, 1))
            # At its end a stream carries a checksum of all that it holds.
            if not unpacking.eof:
                raise Broken
        else:
            raise Broken
        found.inflated += len(packed)
    return packed


_DIGIT = bytes((code - 33) % 256 for code in range(256))


def _from_ascii85(text: bytes) -> bytes:
    digits, mark, rest = text.partition(b"~>")
    if not mark or rest.strip():
        raise Broken
    digits = digits.removeprefix(b"<~").replace(b"z", b"!!!!!")
    digits = b"".join(digits.split())
    short = -len(digits) % 5
    if short == 4 or digits.translate(None, bytes(range(33, 118))):
        raise Broken
    values = (digits + b"u" * short).translate(_DIGIT)
    numbers = [
        (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e
        for a, b, c, d, e in zip(*[iter(values)] * 5, strict=True)
    ]
    return struct.pack(f">{len(numbers)}I", *numbers)[: 4 * len(numbers) - short]
