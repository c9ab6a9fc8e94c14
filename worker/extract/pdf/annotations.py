"""What is shown on a page without being part of it: filled-in fields, typed notes, stamps.

A statement form that was filled in on screen holds its answers in such annotations. Each brings
the drawing that a viewer shows; here it becomes part of the page before the page is read.
"""

from collections.abc import Iterator
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import LIT, PSLiteral

_MOST = 2_000
_HIDDEN, _NO_VIEW = 2, 32
_NEVER_SHOWN = frozenset({"Popup", "Link"})
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def show(page: PDFPage) -> int:
    """Make the shown annotations part of ``page``.

    Returns how many hold words but no drawing of them, which therefore cannot be read. Raises what
    pdfminer and broken data raise.
    """
    drawings: dict[str, PDFStream] = {}
    steps: list[str] = []
    lost = 0
    for number, annotation in enumerate(_shown(page)):
        drawing = _drawing(annotation)
        if drawing is None:
            lost += _holds_words(annotation)
            continue
        place = _placement(drawing, annotation)
        if place:
            name = f"DeponentAnnotation{number}"
            drawing.attrs["Subtype"] = LIT("Form")
            drawings[name] = drawing
            steps.append("q {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} cm".format(*place))
            steps.append(f"/{name} Do Q\n")
    if drawings:
        _add(page, " ".join(steps).encode(), drawings)
    return lost


def _shown(page: PDFPage) -> Iterator[dict[Any, Any]]:
    for entry in list_value(page.annots or [])[:_MOST]:
        annotation = dict_value(entry)
        flags = resolve1(annotation.get("F", 0))
        kind = resolve1(annotation.get("Subtype"))
        hidden = isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)
        if not hidden and isinstance(kind, PSLiteral) and kind.name not in _NEVER_SHOWN:
            yield annotation


def _drawing(annotation: dict[Any, Any]) -> PDFStream | None:
    """Return the annotation's normal appearance: of a tick box, the one for its state."""
    normal = resolve1(dict_value(annotation.get("AP", {})).get("N"))
    if isinstance(normal, dict):
        state = resolve1(annotation.get("AS"))
        normal = resolve1(normal.get(state.name)) if isinstance(state, PSLiteral) else None
    return normal if isinstance(normal, PDFStream) and "BBox" in normal else None


def _holds_words(annotation: dict[Any, Any]) -> bool:
    parent = dict_value(annotation.get("Parent", {}))
    kind = resolve1(annotation.get("FT", parent.get("FT")))
    subtype = resolve1(annotation["Subtype"])
    if isinstance(kind, PSLiteral) and kind.name == "Tx":
        value = resolve1(annotation.get("V", parent.get("V")))
    else:
        value = resolve1(annotation.get("Contents")) if subtype.name == "FreeText" else None
    return isinstance(value, bytes | str) and bool(value.strip())


def _placement(
    drawing: PDFStream, annotation: dict[Any, Any]
) -> tuple[float, float, float, float, float, float] | None:
    """Return the matrix that fits a drawing into its annotation's rectangle (ISO 32000, 12.5.5)."""
    a, b, c, d, e, f = _numbers(drawing.get("Matrix"), 6) or _IDENTITY
    box, target = _numbers(drawing["BBox"], 4), _numbers(annotation.get("Rect"), 4)
    if not box or not target:
        return None
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    if not wide or not tall:
        return None
    across = abs(target[2] - target[0]) / wide
    up = abs(target[3] - target[1]) / tall
    left, low = min(target[0], target[2]), min(target[1], target[3])
    return across, 0.0, 0.0, up, left - across * min(xs), low - up * min(ys)


def _numbers(value: object, count: int) -> list[float] | None:
    found = [resolve1(each) for each in list_value(value)] if value is not None else []
    if len(found) != count or not all(isinstance(each, int | float) for each in found):
        return None
    return [float(each) for each in found]


def _add(page: PDFPage, content: bytes, drawings: dict[str, PDFStream]) -> None:
    resources = dict(dict_value(page.resources))
    resources["XObject"] = {**dict_value(resources.get("XObject", {})), **drawings}
    # Other pages may share the resources that this page inherited: theirs stay as they are.
    page.resources = resources
    stream = PDFStream({}, content)
    stream.set_objid(-1, 0)
    # In front: whatever the page does to its own frame of reference does not touch these.
    page.contents = [stream, *page.contents]
