"""How far letters reach below their line, as pdfminer sees a font.

pdfminer's box of a letter is its advance wide and one font size high, from the font's descent up.
"""

import ctypes
from array import array

from worker.extract.pdf.pdfium import library
from worker.extract.pdf.word_rules import seat

_STANDARD = {
    f"{family}{style}": descent
    for family, styles, descent in (
        ("Courier", ("", "-Bold", "-Oblique", "-BoldOblique"), -0.194),
        ("Helvetica", ("", "-Bold", "-Oblique", "-BoldOblique"), -0.207),
        ("Times", ("-Roman", "-Bold", "-Italic", "-BoldItalic"), -0.217),
    )
    for style in styles
}
"""Of the fonts that every reader has, which pdfminer takes from Adobe's own measures."""
_LONGEST_NAME = 200


def descent(font: int) -> float | None:
    """Return a font's descent, a (negative) share of its size, None where it isn't known."""
    name = _name(font)
    if not name:
        # Fonts whose letters are drawings of their own (Type 3) have no name.
        return None
    if name in _STANDARD:
        return _STANDARD[name]
    found = array("f", (0.0,))
    known = library().Font_GetDescent(font, 1.0, found.buffer_info()[0])
    return seat(found[0]) if known else None


def has_own_euro(font: int) -> bool:
    """Whether the euro sign of a font is as wide for everybody.

    The fonts that every reader has are older than the euro, and each reader's is another.
    """
    return _name(font) not in _STANDARD


def _name(font: int) -> str:
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    length = library().Font_GetBaseFontName(font, name, _LONGEST_NAME)
    return name.value.decode("latin-1") if 1 < length <= _LONGEST_NAME else ""
