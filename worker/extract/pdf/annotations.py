"""What lies on a page without being part of it: filled fields, typed notes, stamps, comments.

Fields, typed notes and drawings are shown, so each one's drawing becomes part of the page before
the page is read. Comments are somebody's remarks, not the witness's words: they are counted and
named, and never read.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from worker.casefile import Notice
from worker.extract.layout import Rect
from worker.extract.pdf import contents_notices, form_values
from worker.extract.pdf import objects as pdf
from worker.extract.pdf.form_values import Filled
from worker.extract.pdf.painted import ANNOTATION, WATERMARK

_MOST = 5_000
_HIDDEN, _NO_VIEW = 2, 32
_IDENTITY = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
_NOT_DRAWN = frozenset(
    {
        "Popup", "Link", "Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret",
        "FileAttachment", "Redact", "Sound", "Movie", "Screen", "3D", "RichMedia", "TrapNet",
    }
)  # fmt: skip
_NO_COMMENTS = frozenset({"Widget", "FreeText", "Popup", "Link", "FileAttachment", "Watermark"})


@dataclass(slots=True)
class OnPage:
    """What the annotations of a page come to.

    ``fields`` are the values and typed notes that are shown; ``counts`` says how many annotations
    there were of each kind that gets a notice.
    """

    fields: list[Filled] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def notices(self, page: int) -> list[Notice]:
        """Say what was not read, and what to look at."""
        return [
            contents_notices.annotations(code, count, page)
            for code, count in self.counts.items()
            if count
        ]


def show(page: PDFPage) -> OnPage:
    """Make the shown annotations part of ``page``, and tell what they all are."""
    found = OnPage()
    drawings: dict[str, PDFStream] = {}
    steps: list[str] = []
    annotations = pdf.row(page.annots)
    found.counts["annotations_not_read"] = max(0, len(annotations) - _MOST)
    for number, entry in enumerate(islice(annotations, _MOST)):
        annotation = pdf.mapping(entry)
        kind = pdf.name(annotation.get("Subtype"))
        _count(found.counts, annotation, kind)
        rect = _rect(annotation)
        if _is_hidden(annotation) or rect is None or kind in _NOT_DRAWN:
            continue
        name = f"{WATERMARK if kind == 'Watermark' else ANNOTATION}{number}"
        drawing = _drawing(annotation)
        place = _placement(drawing, rect) if drawing else None
        if drawing and place:
            # The same drawing may belong to many fields, and is theirs as it is.
            drawing.attrs["Subtype"] = LIT("Form")
            drawings[name] = drawing
            steps.append("q {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} cm".format(*place))
            steps.append(f"/{name} Do Q\n")
        shown = _filled(annotation, kind, rect, name if drawing and place else None)
        if shown:
            found.fields.append(shown)
            found.counts["form_value_differs"] += form_values.contradicts(annotation)
    if drawings:
        _add(page, " ".join(steps).encode(), drawings)
    return found


def _filled(annotation: pdf.Dict, kind: str, rect: Rect, name: str | None) -> Filled | None:
    if kind == "Widget":
        return (
            None if form_values.secret(annotation) else form_values.filled(annotation, rect, name)
        )
    return form_values.note(annotation, rect, name) if kind == "FreeText" else None


def _count(counts: Counter[str], annotation: pdf.Dict, kind: str) -> None:
    """Count what is to be said about an annotation."""
    hidden = _is_hidden(annotation) or _rect(annotation) is None
    if kind == "Widget":
        counts["form_field_secret"] += form_values.secret(annotation)
        counts["form_field_hidden"] += hidden and form_values.holds_words(annotation)
    elif kind == "Redact":
        counts["redaction_not_applied"] += 1
    elif kind == "StrikeOut":
        counts["text_struck_out"] += not hidden
    if kind == "FreeText":
        counts["form_field_hidden"] += hidden and bool(pdf.words(annotation.get("Contents")))
    elif kind not in _NO_COMMENTS and pdf.words(annotation.get("Contents")).strip():
        counts["comments_left_out"] += 1


def _is_hidden(annotation: pdf.Dict) -> bool:
    return bool(pdf.whole(annotation.get("F")) & (_HIDDEN | _NO_VIEW))


def _rect(annotation: pdf.Dict) -> Rect | None:
    """Return the annotation's rectangle (left, low, right, high), None where it has no room."""
    edges = pdf.numbers(annotation.get("Rect"), 4)
    if not edges:
        return None
    left, right = sorted((edges[0], edges[2]))
    low, high = sorted((edges[1], edges[3]))
    return (left, low, right, high) if left < right and low < high else None


def _drawing(annotation: pdf.Dict) -> PDFStream | None:
    """Return the annotation's normal appearance: of a tick box, the one for its state."""
    normal = pdf.found(pdf.mapping(annotation.get("AP")).get("N"))
    if isinstance(normal, dict):
        state = pdf.name(annotation.get("AS"))
        normal = pdf.found(normal.get(state)) if state else None
    return normal if isinstance(normal, PDFStream) and "BBox" in normal else None


def _placement(drawing: PDFStream, target: Rect) -> tuple[float, ...] | None:
    """Return the matrix that fits a drawing into its annotation's rectangle (ISO 32000, 12.5.5)."""
    a, b, c, d, e, f = pdf.numbers(drawing.get("Matrix"), 6) or _IDENTITY
    box = pdf.numbers(drawing["BBox"], 4)
    if not box:
        return None
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    if not wide or not tall:
        return None
    across, up = (target[2] - target[0]) / wide, (target[3] - target[1]) / tall
    return across, 0.0, 0.0, up, target[0] - across * min(xs), target[1] - up * min(ys)


def _add(page: PDFPage, content: bytes, drawings: dict[str, PDFStream]) -> None:
    resources = dict(pdf.mapping(page.resources))
    resources["XObject"] = {**pdf.mapping(resources.get("XObject")), **drawings}
    # Other pages may share the resources that this page inherited: theirs stay as they are.
    page.resources = resources
    stream = PDFStream({}, content)
    stream.set_objid(-1, 0)
    # In front: whatever the page does to its own frame of reference does not touch these.
    page.contents = [stream, *page.contents]
