"""Five hundred mutations of good files, the same ones every time.

Whatever a mutation does, its file ends with one of the three verdicts and for a known reason.
"""

import io
import random
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.case import FAILED, READ, Case, Verdict
from tests.hostile.cfb_bytes import compound_file
from tests.hostile.pdf_bytes import pages, pdf
from tests.hostile.picture_bytes import drawn, saved
from tests.hostile.statement import LINES, SECOND, TEXT
from tests.hostile.zip_bytes import docx, packed

SEED = 20_260_303
_ANY = Verdict(statuses=READ | FAILED)
_SIZES = {"b": 1, ">H": 2, "<H": 2, ">I": 4, "<I": 4}


def _produced_pdf() -> bytes:
    out = io.BytesIO()
    # The pages are small, as many a mutation leads to their being read from their pictures.
    canvas = Canvas(out, pagesize=(360, 160), invariant=1, pageCompression=1)
    for _ in range(2):
        canvas.setFont("Times-Roman", 11)
        for row, line in enumerate(LINES):
            canvas.drawString(20, 138 - 16 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _message() -> bytes:
    head = (
        "From: a@example.com\r\nTo: b@example.com\r\nDate: Tue, 3 Mar 2026 18:20:00 +0000\r\n"
        "Subject: =?utf-8?Q?Statement?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\n'
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "\r\n%s\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>%s</p>\r\n--b1\r\n"
        'Content-Type: text/plain; name="n.txt"\r\nContent-Disposition: attachment\r\n\r\n%s'
        "\r\n--b1--\r\n"
    )
    return (head % (TEXT, TEXT, SECOND)).encode()


def _outlook() -> bytes:
    wide = {"0037": "Statement", "1000": TEXT, "0C1A": "O Farrimond", "001A": "IPM.Note"}
    streams = {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in wide.items()}
    return compound_file(streams | {"__properties_version1.0": bytes(32)})


def _page() -> bytes:
    rows = "".join(f"<tr><td>{line}</td><td class='x'>&nbsp;</td></tr>" for line in LINES)
    return (
        f"<!DOCTYPE html><html><head><title>x</title></head><table>{rows}</table></html>".encode()
    )


def _small() -> Image.Image:
    return drawn().crop((0, 0, 600, 110))


GOOD: Mapping[str, tuple[int, Callable[[], bytes]]] = {
    "raw.pdf": (70, lambda: pdf(pages(LINES, [SECOND]))),
    "produced.pdf": (80, _produced_pdf),
    "word.docx": (70, docx),
    "stored.docx": (30, lambda: docx(stored=True)),
    "message.eml": (60, _message),
    "page.html": (45, _page),
    "statement.txt": (40, TEXT.encode),
    "wide.txt": (15, lambda: TEXT.encode("utf-16")),
    "bundle.zip": (35, lambda: packed({"a.txt": TEXT.encode(), "b/c.html": _page()})),
    "scan.png": (12, lambda: saved(_small(), "PNG")),
    "scan.jpg": (10, lambda: saved(_small(), "JPEG")),
    "fax.tif": (10, lambda: saved(_small().convert("1"), "TIFF", compression="group4")),
    "words.rtf": (
        8,
        lambda: b"{\\rtf1\\ansi\\deff0 " + b"\\par ".join(x.encode() for x in LINES) + b"}",
    ),
    "outlook.msg": (15, _outlook),
}
"""The good files, and how many mutations each has: 500 in all."""


def cases() -> list[Case]:
    """Return the mutations, each named after its file, its number and what was done."""
    return [case for name in GOOD for case in _of(name)]


def _of(name: str) -> Iterator[Case]:
    count, _ = GOOD[name]
    ways = list(_WAYS)
    for number in range(count):
        way = ways[number % len(ways)]
        chance = random.Random(f"{SEED} {name} {number}")
        data = bytearray(_good(name))
        for _ in range(1 + number // len(ways) % 3):
            data = _WAYS[way](data, chance)
        stem, _, suffix = name.partition(".")
        yield Case(
            family="mutations",
            name=f"{stem}-{number:03}-{way}.{suffix}",
            data=bytes(data),
            verdict=_ANY,
        )


@cache
def _good(name: str) -> bytes:
    return GOOD[name][1]()


def _bits(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 4, 16))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _bytes(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 3, 12))):
        data[chance.randrange(len(data))] = chance.choice(
            (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
        )
    return data


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(1, len(data))]


def _hole(data: bytearray, chance: random.Random) -> bytearray:
    start, length = _stretch(data, chance)
    return data[:start] + data[start + length :]


def _zeros(data: bytearray, chance: random.Random) -> bytearray:
    start, length = _stretch(data, chance)
    data[start : start + length] = bytes(length)
    return data


def _swap(data: bytearray, chance: random.Random) -> bytearray:
    start, length = _stretch(data, chance)
    other, _ = _stretch(data, chance)
    data[start : start + length], data[other : other + length] = (
        data[other : other + length],
        data[start : start + length],
    )
    return data


def _repeat(data: bytearray, chance: random.Random) -> bytearray:
    start, length = _stretch(data, chance)
    times = chance.choice((1, 2, 50))
    return data[: start + length] + data[start : start + length] * times + data[start + length :]


def _insert(data: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 7, 300))) + data[at:]


def _number(data: bytearray, chance: random.Random) -> bytearray:
    """Write an extreme number where a length or a count may stand."""
    kind, size = chance.choice(list(_SIZES.items()))
    value = chance.choice((0, 1, 2 ** (8 * size - 1) - 1))
    at = chance.randrange(max(1, len(data) - size))
    data[at : at + size] = struct.pack(kind, value)
    return data


def _figures(data: bytearray, chance: random.Random) -> bytearray:
    """Change a number that is written in figures."""
    places = [at for at, value in enumerate(data) if 48 <= value <= 57] or [0]
    at = chance.choice(places)
    data[at : at + 1] = chance.choice((b"0", b"9" * 12, b"-1", b"4294967296", b"1e9", b""))
    return data


def _stretch(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, chance.randint(1, max(1, min(len(data) - start, len(data) // 6)))


_WAYS: Mapping[str, Callable[[bytearray, random.Random], bytearray]] = {
    "bits": _bits,
    "bytes": _bytes,
    "cut": _cut,
    "hole": _hole,
    "zeros": _zeros,
    "swap": _swap,
    "repeat": _repeat,
    "insert": _insert,
    "number": _number,
    "figures": _figures,
}
