"""Pictures of pages for the tests, drawn with a font that every machine has (reportlab's Vera)."""

from functools import cache
from pathlib import Path

import pypdfium2
import reportlab
from PIL import Image, ImageDraw, ImageFont

from tests.unit.extract.sheets import lines, pdf

ACCOUNT = (
    "I was walking home along Invented Row at about 22:15 hours when I saw two men",
    "get out of a silver car outside the chemist. One of them was carrying a bag. I",
    "heard him shout at the driver, who drove away towards the station. The taller man",
    "was about six feet tall and wore a dark jacket with the hood up. I had a clear",
    "view because the street light was working and nothing was between us. I would",
    "know him again. I have not seen either of them before or since that evening.",
)


def page(*rows: str, dpi: int = 150) -> Image.Image:
    """Return a page of printed lines as a picture in grey."""
    with pypdfium2.PdfDocument(pdf(lines(*rows))) as document:
        drawn = document[0].render(scale=dpi / 72, grayscale=True)
        return Image.Image.copy(drawn.to_pil())


@cache
def account() -> Image.Image:
    """Return a page with an account on it, at 150 dpi."""
    return page(*ACCOUNT)


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font that comes with reportlab."""
    file = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    return ImageFont.truetype(str(file), size)


def scrawl(seed: int, size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """Return a page of joined-up strokes that run in lines as handwriting does."""
    import math
    import random

    chance = random.Random(seed)
    image = Image.new("L", size, 245)
    draw = ImageDraw.Draw(image)
    for base in range(180, size[1] - 150, 74):
        x = 110.0 + chance.uniform(-10, 10)
        while x < size[0] - 160:
            points = []
            phase = chance.uniform(0, 6)
            for step in range(chance.randint(30, 110)):
                reach = 14 + (18 if chance.random() < 0.06 else 0)
                x += 1.6 + 1.5 * math.sin(step / 2.3 + phase)
                points.append((x, base + reach * math.sin(step / 1.7) + chance.uniform(-2, 2)))
            draw.line(points, fill=50, width=3, joint="curve")
            x += chance.uniform(16, 34)
    return image
