"""Which letters of a PDF page a person can see.

A PDF can hold words that nobody who looks at it sees: outside the page, in invisible ink, white on
white, beyond what the page is clipped to, or too small to be letters. The witness who signed never
saw them, so they are no part of the statement: they are left out of the text, and counted in a
notice that names the page. Invisible ink over a picture or over drawn outlines is another matter:
that is what a scanner's or a printing program's text layer looks like, and it is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

_Char = Mapping[str, Any]
_Area = tuple[float, float, float, float]

_INVISIBLE_INK = 3
_STROKED, _FILLED_AND_STROKED = 1, 2
_SMALLEST = 2.0
_OUTLINES = 40
_MOST_AREAS = 500
_MOST_RECTS = 2_000
_PLAIN_SPACES = frozenset(
    {"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"}
)
_INKS = ("non_stroking_color", "stroking_color")
_WHITE = 0.97


def unseen(page: Page, chars: Sequence[_Char]) -> set[int]:
    """Return which of a page's letters, by their place in ``chars``, nobody can see."""
    tiny = _tiny_fonts(chars)
    ghosts = {at for at, char in enumerate(chars) if char["painted"] == _INVISIBLE_INK}
    pale = _pale(chars) - ghosts
    hidden = {at for at, char in enumerate(chars) if char.get("clipped") or _set_in(char) in tiny}
    if ghosts and len(page.curves) + len(page.lines) < _OUTLINES:
        pictures = _pictures(page)
        hidden |= {at for at in ghosts if not _on_any(chars[at], pictures)}
    if pale and not _paints_out_of_sight(page.page_obj.resources):
        grounds = [*_pictures(page), *_grounds(page)]
        hidden |= {at for at in pale if not _on_any(chars[at], grounds)}
    return {at for at in hidden if not chars[at]["text"].isspace()}


def ghosts(chars: Sequence[_Char]) -> set[int]:
    """Return the letters without ink, by their place: read ones are a scanner's text layer."""
    return {
        at
        for at, char in enumerate(chars)
        if char["painted"] == _INVISIBLE_INK and not char["text"].isspace()
    }


def faint(page: Page, chars: Sequence[_Char], among: Iterable[int], least: float) -> set[int]:
    """Return which letters ``among`` some are hollow, or have such a share of white's light.

    What stands on something dark is not among them.
    """
    found = {
        at
        for at in among
        if chars[at]["painted"] != _INVISIBLE_INK
        and (
            chars[at]["painted"] == _STROKED or _light(chars[at].get("non_stroking_color")) >= least
        )
    }
    grounds = [*_pictures(page), *_grounds(page)] if found else []
    return {at for at in found if not _on_any(chars[at], grounds)}


def _light(color: object) -> float:
    """Return a colour's share of white's light, 0 where it does not say."""
    if not isinstance(color, tuple | list):
        return 0.0
    parts = [float(part) for part in color if isinstance(part, int | float)]
    if len(parts) != len(color) or len(parts) not in {1, 3, 4}:
        return 0.0
    if len(parts) == 4:
        return (1 - parts[3]) * (1 - sum(parts[:3]) / 3)
    return sum(parts) / len(parts)


def _set_in(char: _Char) -> tuple[str, float]:
    return str(char["fontname"]), round(float(char["size"]), 1)


def _tiny_fonts(chars: Sequence[_Char]) -> set[tuple[str, float]]:
    """Return the fonts and sizes of which no letter is as large as a readable one."""
    largest: dict[tuple[str, float], float] = {}
    for char in chars:
        key = _set_in(char)
        extent = max(char["x1"] - char["x0"], char["bottom"] - char["top"])
        largest[key] = max(extent, largest.get(key, 0.0))
    return {key for key, extent in largest.items() if extent < _SMALLEST}


def _pale(chars: Sequence[_Char]) -> set[int]:
    """Return the letters that are painted white: asked once for each of a page's few colours."""
    known: dict[str, bool] = {}
    pale: set[int] = set()
    before: tuple[object, ...] = ()
    white = False
    for at, char in enumerate(chars):
        ink = (char["painted"], char.get("ncs"), *map(char.get, _INKS))
        if ink != before:
            # A hostile colour may be anything, so it is known by how it is written.
            key = repr(ink)
            if key not in known:
                known[key] = _is_white(*ink)
            before, white = ink, known[key]
        if white:
            pale.add(at)
    return pale


def _is_white(painted: int, space: str | None, filled: object, stroked: object) -> bool:
    if painted not in {_STROKED, _FILLED_AND_STROKED}:
        stroked = filled
    elif painted == _STROKED:
        filled = stroked
    # Of a spot colour, 1 is the full ink: only plain spaces say what is white.
    return (space is None or space in _PLAIN_SPACES) and _white(filled) and _white(stroked)


def _white(color: object) -> bool:
    if not isinstance(color, tuple | list):
        return False
    parts = [float(part) for part in color if isinstance(part, int | float)]
    if len(parts) != len(color) or len(parts) not in {1, 3, 4}:
        return False
    return max(parts) <= 1 - _WHITE if len(parts) == 4 else min(parts) >= _WHITE


def _pictures(page: Page) -> list[_Area]:
    areas = [_area(image) for image in page.images]
    if len(areas) <= _MOST_AREAS:
        return areas
    # A scan in a thousand strips is one picture.
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return [(min(lefts), min(tops), max(rights), max(bottoms))]


def _grounds(page: Page) -> list[_Area]:
    """Return the coloured areas that white letters show on."""
    shapes = [*page.rects[:_MOST_RECTS], *page.curves[:_MOST_RECTS]]
    return [
        _area(shape)
        for shape in shapes
        if shape.get("fill") and not _white(shape.get("non_stroking_color"))
    ]


def _area(thing: _Char) -> _Area:
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]


def _on_any(char: _Char, areas: Sequence[_Area]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(left <= x <= right and top <= y <= low for left, top, right, low in areas)


def _paints_out_of_sight(resources: object, depth: int = 2) -> bool:
    """Whether a page may be painted in ways that pdfminer doesn't report: shadings, patterns."""
    resources = resolve1(resources)
    if not isinstance(resources, dict):
        return False
    if resolve1(resources.get("Shading")) or resolve1(resources.get("Pattern")):
        return True
    drawn = resolve1(resources.get("XObject"))
    inner = [resolve1(each) for each in drawn.values()] if isinstance(drawn, dict) else []
    return depth > 0 and any(
        _paints_out_of_sight(each.get("Resources"), depth - 1)
        for each in inner
        if isinstance(each, PDFStream)
    )
