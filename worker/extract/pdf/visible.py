"""Which letters of a PDF page a person can see.

A PDF can hold words that nobody who looks at it sees: outside the page, in invisible ink, white on
white, or too small to be letters. The witness who signed never saw them, so they are no part of
the statement: they are left out of the text, and counted in a notice that names the page. Invisible
ink over a picture or over drawn outlines is another matter: that is what a scanner's or a printing
program's text layer looks like, and it is read.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, cast

from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.layout import LTItem, LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import FontWidthDict, PDFFont, PDFType3Font
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from worker.extract.pdf.word_rules import euro_width, seat

_Char = Mapping[str, Any]
_Area = tuple[float, float, float, float]

ANNOTATION = "DeponentAnnotation"
"""How the names of annotations' drawings begin, once they are part of a page."""

_MARKS = (("painted", 0), ("drawn_in", None), ("order", 0))
_MOST_STEPS = 1_000_000_000
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


class _Device(PDFPageAggregatorWithMarkedContent):
    """Remembers what pdfminer forgets: how each letter was to be painted, and what came when.

    ``order`` counts what was painted; ``drawn_in`` is the drawing on the page itself that a thing
    belongs to. Annotations lie on top of the page, whenever their drawings were read.
    """

    steps = 0

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Paint a string, and mark its letters."""
        _seat(textstate.font)
        first = len(self.cur_item)
        super().render_string(textstate, seq, ncs, graphicstate)
        self._mark(first, textstate.render)

    def paint_path(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (handed on)
        """Paint lines and areas, and mark them."""
        first = len(self.cur_item)
        super().paint_path(*args, **kwargs)
        self._mark(first)

    def render_image(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Paint a picture, and mark it."""
        first = len(self.cur_item)
        super().render_image(*args, **kwargs)
        self._mark(first)

    def _mark(self, first: int, mode: int = 0) -> None:
        inside = [*self._stack, self.cur_item][1:2]
        drawn_in = getattr(inside[0], "name", None) if inside else None
        self.steps += 1
        on_top = isinstance(drawn_in, str) and drawn_in.startswith(ANNOTATION)
        order = self.steps + _MOST_STEPS if on_top else self.steps
        for thing in islice(self.cur_item, first, None):
            vars(thing).update(painted=mode, drawn_in=drawn_in, order=order)


def _seat(font: PDFFont | None) -> None:
    """Let a font that doesn't say how deep or wide its letters are have the usual measures.

    Adobe's old measures of the fonts that every reader has know no euro sign either.
    """
    if font and not isinstance(font, PDFType3Font):
        if not font.default_width and not any(font.widths.values()):
            # Viewers show such a font as one that they have. Without any widths all the letters
            # of a line would stand on one spot, and count as one letter painted twice.
            font.widths = cast("FontWidthDict", FONT_METRICS["Helvetica"][1])
        font.descent = seat(font.descent * font.vscale) / font.vscale
        euro = euro_width(font.fontname)
        if euro and isinstance(font.widths, dict) and "\u20ac" not in font.widths:
            font.widths = {**font.widths, "\u20ac": euro}


class PaintedPage(Page):
    """A page whose letters know their text rendering mode (ISO 32000, 9.3.6), as ``painted``."""

    @property
    def layout(self) -> LTPage:
        """What pdfminer finds on the page. Raises PdfminerException."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            try:
                PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except Exception as fault:
                raise PdfminerException(fault) from fault
            self._layout = device.get_result()
        return self._layout

    def process_object(self, obj: LTItem) -> dict[str, Any]:
        """Return an object of the layout as pdfplumber does, with ``painted`` where it has one."""
        found: dict[str, Any] = super().process_object(obj)
        known = vars(obj)
        for key, usual in _MARKS:
            found[key] = known.get(key, usual)
        return found


def unseen(page: Page, chars: Sequence[_Char]) -> set[int]:
    """Return which of a page's letters, by their place in ``chars``, nobody can see."""
    tiny = _tiny_fonts(chars)
    ghosts = {at for at, char in enumerate(chars) if char["painted"] == _INVISIBLE_INK}
    pale = _pale(chars) - ghosts
    hidden = {at for at, char in enumerate(chars) if _set_in(char) in tiny} if tiny else set()
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
