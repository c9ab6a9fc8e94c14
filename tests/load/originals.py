"""Originals of a megabyte: a typed statement with a photograph in it, no two of them alike."""

import io
import random
import textwrap

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from fixtures import word_files
from tests.faults.sending import statement

MEGABYTE = 1_000_000
_SIDE = 860
_WIDTH = 80
_PICTURE = (
    '<w:drawing><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
    'picture"><a:blip r:embed="rIdPhoto"/></a:graphicData></a:graphic></w:drawing>'
)
_JPEG_START, _JPEG_COMMENT = b"\xff\xd8", b"\xff\xfe"


class Photograph:
    """A picture of noise that compresses to a megabyte; each copy has a comment of its own."""

    def __init__(self, rng: random.Random) -> None:
        """Draw it."""
        noise = Image.frombytes("L", (_SIDE, _SIDE), rng.randbytes(_SIDE * _SIDE))
        kept = io.BytesIO()
        noise.save(kept, "JPEG", quality=98)
        self._jpeg = kept.getvalue()
        # A comment is at most 64 kB; the rest of the megabyte must be the picture itself.
        self._lacking = max(16, MEGABYTE - len(self._jpeg))
        assert 0.9 * MEGABYTE < len(self._jpeg) < 1.05 * MEGABYTE, len(self._jpeg)

    def copy(self, rng: random.Random) -> bytes:
        """Return the picture with a comment that no other copy has."""
        left, comments = self._lacking, b""
        while left > 0:
            part = rng.randbytes(min(left, 60_000))
            comments += _JPEG_COMMENT + (len(part) + 2).to_bytes(2, "big") + part
            left -= len(part)
        assert self._jpeg.startswith(_JPEG_START)
        return _JPEG_START + comments + self._jpeg[2:]


def original(photograph: Photograph, rng: random.Random, number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a statement: by turns a PDF and a Word file."""
    words = statement(rng, number).decode()
    picture = photograph.copy(rng)
    if number % 2:
        return f"statement-{number:05}.docx", _word(words, picture)
    return f"statement-{number:05}.pdf", _pdf(words, picture)


def _pdf(words: str, picture: bytes) -> bytes:
    kept = io.BytesIO()
    # A picture as it is, and not a quarter larger as text.
    rl_config.useA85 = 0
    canvas = Canvas(kept, invariant=1)
    canvas.setFont("Times-Roman", 12)
    for row, line in enumerate(textwrap.wrap(words, _WIDTH)):
        canvas.drawString(60, 780 - 16 * row, line)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 60, 300, width=200, height=200)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _word(words: str, picture: bytes) -> bytes:
    return word_files.document(
        word_files.paragraph(words.strip()) + word_files.paragraph(f"<w:r>{_PICTURE}</w:r>"),
        links=[("rIdPhoto", "image", "media/photograph.jpeg")],
        files={"word/media/photograph.jpeg": picture},
    )
