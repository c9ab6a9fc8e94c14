"""Pictures: of the statement, drawn and saved in any format, and put together byte by byte."""

import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from tests.hostile.statement import LINES

DPI = 150
_SIZE = (900, 420)
_LETTERS = 30


@cache
def drawn(lines: Sequence[str] = LINES) -> Image.Image:
    """Return a picture of ``lines`` in black on white, like a neat scan at 150 dots an inch."""
    picture = Image.new("L", _SIZE, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=_LETTERS)
    for row, line in enumerate(lines):
        draw.text((30, 24 + row * 46), line, font=font, fill=0)
    return picture


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    """Return the bytes of ``picture`` in the format ``kind``."""
    out = io.BytesIO()
    picture.save(out, kind, **({"dpi": (DPI, DPI)} | how))
    return out.getvalue()


def png_chunks(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a PNG of ``chunks``, each with its true checksum."""
    out = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        out += struct.pack(">I", len(data)) + kind + data
        out += struct.pack(">I", zlib.crc32(kind + data))
    return out


def chunks_of(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG."""
    chunks, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += length + 12
    return chunks


def tiff(width: int, height: int, strip: bytes, *, loop: bool = False) -> bytes:
    """Return a black and white TIFF of one strip; with ``loop`` its next page is itself."""
    tags = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 1),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, 1, len(strip)),
    ]
    place = 8 + len(strip)
    rows = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    following = place if loop else 0
    directory = struct.pack("<H", len(tags)) + rows + struct.pack("<I", following)
    return b"II*\x00" + struct.pack("<I", place) + strip + directory


def gif(width: int, height: int, *, frames: int = 1) -> bytes:
    """Return a GIF whose frames are one dot each."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\xff\xff\xff\0\0\0"
    frame = (
        b"\x21\xf9\x04\0\0\0\0\0," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    )
    return head + frame * frames + b";"
