"""A page as it was painted: pdfminer's reading of it, with what pdfminer forgets."""

from itertools import islice
from typing import Any, cast

from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.layout import LTChar, LTItem, LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import FontWidthDict, PDFFont, PDFType3Font
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFStackT, PDFTextState
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, Rect, apply_matrix_pt, apply_matrix_rect, mult_matrix
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from worker.extract.pdf import objects as pdf
from worker.extract.pdf.word_rules import euro_width, seat

ANNOTATION = "DeponentAnnotation"
"""How the names of annotations' drawings begin, once they are part of a page."""
WATERMARK = f"{ANNOTATION}Watermark"
"""How those of watermarks begin."""

_MARKS = (
    ("painted", 0),
    ("drawn_in", None),
    ("order", 0),
    ("clipped", False),
    ("watermark", False),
)
_MOST_STEPS = 1_000_000_000
_SLIVER = 0.1
"""Of a letter cut off to this share of its width or height nothing is read."""


class _Device(PDFPageAggregatorWithMarkedContent):
    """Remembers what pdfminer forgets: how each letter was to be painted, and what came when.

    ``order`` counts what was painted; ``drawn_in`` is the drawing on the page itself that a thing
    belongs to. Annotations lie on top of the page, whenever their drawings were read. What the file
    itself calls a ``watermark`` is marked so (ISO 32000, 14.8.2.2).
    """

    steps = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (handed on)
        """Start without a clip."""
        super().__init__(*args, **kwargs)
        self.clip: Rect | None = None
        self._outer: list[Rect | None] = []
        self._named: list[bool] = []
        self._watermarks = 0

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        """Begin a part of the page that has a name."""
        super().begin_tag(tag, props)
        self._named.append(
            pdf.name(tag) == "Artifact"
            and pdf.name(pdf.mapping(props).get("Subtype")) == "Watermark"
        )
        self._watermarks += self._named[-1]

    def end_tag(self) -> None:
        """End a part of the page that has a name."""
        super().end_tag()
        if self._named:
            self._watermarks -= self._named.pop()

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Begin a drawing on the page; it is cut at its own box."""
        self._outer.append(self.clip)
        self.narrow(apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox))
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, name: str) -> None:
        """End a drawing on the page."""
        super().end_figure(name)
        self.clip = self._outer.pop() if self._outer else None

    def narrow(self, place: Rect) -> None:
        """Let nothing be seen from now on that is not within ``place``."""
        x0, y0, x1, y1 = self.clip or place
        self.clip = max(x0, place[0]), max(y0, place[1]), min(x1, place[2]), min(y1, place[3])

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
        watermark = bool(self._watermarks) or str(drawn_in).startswith(WATERMARK)
        for thing in islice(self.cur_item, first, None):
            clipped = isinstance(thing, LTChar) and _is_cut_off(thing.bbox, self.clip)
            vars(thing).update(
                painted=mode, drawn_in=drawn_in, order=order, clipped=clipped, watermark=watermark
            )


class _Interpreter(PDFPageInterpreter):
    """Tells the device what the page is clipped to, which pdfminer leaves out (ISO 32000, 8.5.4).

    A clip counts as the box around it: what lies beyond that is beyond it, whatever its shape.
    """

    device: _Device

    def init_state(self, ctm: Matrix) -> None:
        """Start a drawing."""
        super().init_state(ctm)
        self._clips: list[Rect | None] = []

    def do_q(self) -> None:
        """Remember the clip."""
        super().do_q()
        self._clips.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802  (an operator's name)
        """Return to the clip before."""
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:  # noqa: N802
        """Begin a part of the page that is described, perhaps in the page's own list."""
        if isinstance(props, PSLiteral):
            listed = pdf.mapping(pdf.mapping(self.resources).get("Properties"))
            props = pdf.mapping(listed.get(props.name))
        super().do_BDC(tag, props)

    def do_W(self) -> None:  # noqa: N802
        """Clip to the path so far."""
        numbers = [part for piece in self.curpath for part in piece[1:]]
        points = [
            apply_matrix_pt(self.ctm, point)
            for point in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        if points:
            across, down = zip(*points, strict=True)
            self.device.narrow((min(across), min(down), max(across), max(down)))

    do_W_a = do_W  # noqa: N815


def _is_cut_off(letter: Rect, clip: Rect | None) -> bool:
    """Whether hardly anything of a letter lies within the clip."""
    if clip is None:
        return False
    across = min(letter[2], clip[2]) - max(letter[0], clip[0])
    down = min(letter[3], clip[3]) - max(letter[1], clip[1])
    wide, tall = letter[2] - letter[0], letter[3] - letter[1]
    return across < _SLIVER * wide or down < _SLIVER * tall


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
                _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
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
