"""Wild PDFs: every way to pack a page, and the habits of real producers."""

import io
import zlib
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.case import Family
from tests.hostile.pdf_bytes import (
    CONTENTS,
    drawn,
    pdf,
    statement,
    stream,
)
from tests.hostile.statement import LINES, SAYS

_VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def filters(family: Family) -> None:
    text = drawn()
    packed = zlib.compress(text)
    runs = bytearray()
    for start in range(0, len(text), 128):
        part = text[start : start + 128]
        runs += bytes((len(part) - 1, *part))
    ascii85 = io.BytesIO()
    for start in range(0, len(packed), 4):
        part = packed[start : start + 4]
        value, letters = int.from_bytes(part.ljust(4, b"\0"), "big"), bytearray()
        for _ in range(5):
            value, rest = divmod(value, 85)
            letters.insert(0, 33 + rest)
        whole = len(part) == 4
        ascii85.write(b"z" if whole and not any(part) else bytes(letters[: len(part) + 1]))
    hexed = packed.hex().encode()
    variants: dict[str, bytes] = {
        "filter-hexadecimal": stream(text.hex().encode() + b">", b"/Filter /ASCIIHexDecode"),
        "filter-by-its-short-name": stream(packed, b"/Filter /Fl"),
        "filters-hexadecimal-and-deflate": stream(
            hexed + b">", b"/Filter [/ASCIIHexDecode /FlateDecode]"
        ),
        "filters-base-85-and-deflate": stream(
            ascii85.getvalue() + b"~>", b"/Filter [/ASCII85Decode /FlateDecode]"
        ),
        "filter-run-lengths": stream(bytes(runs) + b"\x80", b"/Filter /RunLengthDecode"),
        "filter-with-a-predictor": stream(
            zlib.compress(b"".join(b"\x00" + text[n : n + 8] for n in range(0, len(text), 8))),
            b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 8 >>",
        ),
        "filter-null": stream(text, b"/Filter null /DecodeParms null"),
    }
    for name, content in variants.items():
        family.whole(f"{name}.pdf", pdf(statement({CONTENTS: content})), SAYS)


def produced(family: Family) -> None:
    """Files of a real producer."""

    def made(size: tuple[float, float] = A4, font: str = "Helvetica", **how: object) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=size, invariant=1, **how)
        canvas.setFont(font, 11)
        for row, line in enumerate(LINES):
            canvas.drawString(72, size[1] - 72 - 16 * row, line)
        canvas.save()
        return out.getvalue()

    if "HostileVera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("HostileVera", str(_VERA)))
    lock = StandardEncryption("", ownerPassword="farrimond", canPrint=0, canCopy=0, strength=128)
    weak = StandardEncryption("", ownerPassword="farrimond", strength=40)
    family.whole("embedded-font-subset.pdf", made(font="HostileVera"), SAYS)
    family.whole("locked-against-copying.pdf", made(encrypt=lock), SAYS)
    family.whole("locked-with-a-short-key.pdf", made(encrypt=weak), SAYS)
    family.whole("sheet-of-a3-across.pdf", made(landscape(A3)), SAYS)
    family.whole("compressed-pages.pdf", made(pageCompression=1), SAYS)
    shut = StandardEncryption("tide-table", ownerPassword="farrimond", strength=128)
    family.refused("locked-with-a-password.pdf", made(encrypt=shut), "password_protected")
