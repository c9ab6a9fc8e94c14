"""What was filled into a form on screen: each field's value, and its letters at the field's place.

A field has a value, and mostly a drawing of it that viewers show and printers print. The value is
what was filled in, so it is what is read; where the drawing shows the same words, they stand where
it shows them, and where it is missing or says something else they are laid out in the field's
rectangle. A box that can be ticked reads as one sign.
"""

import html.parser
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pdfminer.pdftypes import PDFStream

from worker.extract.formats.symbols import TICKED, UNTICKED
from worker.extract.layout import Rect
from worker.extract.pdf import objects as pdf
from worker.extract.pdf.inflating import Unpackable, inflated

_MULTILINE, _PASSWORD, _PUSH_BUTTON, _COMBO, _COMB = 1 << 12, 1 << 13, 1 << 16, 1 << 17, 1 << 24
_LONGEST_VALUE = 1_000_000
_SIZE = re.compile(r"([\d.]+)\s+Tf")


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A field or typed note that is shown on a page.

    ``rect`` is its place in the page's own units (left, low, right, high), ``drawn_as`` the name of
    its drawing (None without one), ``size`` its letters' (0: whatever fits). ``sure`` says that
    ``text`` is what the field holds; otherwise it only stands for a drawing that is missing.
    """

    text: str
    rect: Rect
    drawn_as: str | None = None
    size: float = 0.0
    ticking: bool = False
    many_lines: bool = False
    cells: int = 0
    sure: bool = True
    part: bool = False
    """Whether its drawing rightly shows more than the value: a list shows all its choices."""


def secret(field: pdf.Dict) -> bool:
    """Whether a field holds a password."""
    return pdf.name(pdf.inherited(field, "FT")) == "Tx" and bool(_flags(field) & _PASSWORD)


def holds_words(field: pdf.Dict) -> bool:
    """Whether a field has a value that says something."""
    kind = pdf.name(pdf.inherited(field, "FT"))
    return kind in {"Tx", "Ch"} and bool(_value(field, kind).strip())


def filled(field: pdf.Dict, rect: Rect, drawn_as: str | None) -> Filled | None:
    """Return what a shown field holds; None of a button or a signature, which hold no value."""
    kind, flags = pdf.name(pdf.inherited(field, "FT")), _flags(field)
    if kind == "Btn" and not flags & _PUSH_BUTTON:
        return Filled(
            text=TICKED if _state(field) else UNTICKED, rect=rect, drawn_as=drawn_as, ticking=True
        )
    if kind not in {"Tx", "Ch"}:
        return None
    return Filled(
        text=_value(field, kind),
        rect=rect,
        drawn_as=drawn_as,
        size=_letters(field),
        many_lines=kind == "Tx" and bool(flags & _MULTILINE),
        cells=pdf.whole(pdf.inherited(field, "MaxLen")) if flags & _COMB and kind == "Tx" else 0,
        part=kind == "Ch" and not flags & _COMBO,
    )


def contradicts(field: pdf.Dict) -> bool:
    """Whether a box is shown ticked while its field's value says that it isn't, or the reverse."""
    if pdf.name(pdf.inherited(field, "FT")) != "Btn" or _flags(field) & _PUSH_BUTTON:
        return False
    held = pdf.inherited(field, "V")
    shown, value = pdf.name(field.get("AS")), pdf.name(held) or pdf.words(held)
    if not shown or not value:
        return False
    return shown != value if shown != "Off" else value in _on_states(field)


def note(annotation: pdf.Dict, rect: Rect, drawn_as: str | None) -> Filled:
    """Return a note that was typed onto the page."""
    return Filled(
        text=_of_annotation(annotation),
        rect=rect,
        drawn_as=drawn_as,
        size=_size(pdf.words(annotation.get("DA"))),
        many_lines=True,
        sure=False,
    )


def _of_annotation(annotation: pdf.Dict) -> str:
    return pdf.words(annotation.get("Contents")) or _plain(pdf.words(annotation.get("RC")))


def _flags(field: pdf.Dict) -> int:
    return pdf.whole(pdf.inherited(field, "Ff"))


def _state(field: pdf.Dict) -> bool:
    """Whether a box is ticked: as it is shown, else as its field's value says."""
    shown = pdf.name(field.get("AS"))
    if shown:
        return shown != "Off"
    held = pdf.inherited(field, "V")
    value = pdf.name(held) or pdf.words(held)
    on = _on_states(field)
    return value in on if on else value not in {"", "Off"}


def _on_states(field: pdf.Dict) -> set[str]:
    looks = pdf.mapping(pdf.mapping(field.get("AP")).get("N"))
    return {str(key) for key in looks if key != "Off"} if "BBox" not in looks else set()


def _value(field: pdf.Dict, kind: str) -> str:
    value = pdf.inherited(field, "V")
    if kind == "Ch":
        return ", ".join(_chosen(field, value))
    text = _text(value)
    if not text.strip():
        text = _plain(_text(pdf.inherited(field, "RV")))
    return text[:_LONGEST_VALUE]


def _text(value: object) -> str:
    value = pdf.found(value)
    if isinstance(value, PDFStream):
        try:
            return pdf.words(inflated(value, _LONGEST_VALUE))
        except Unpackable:
            return ""
    return pdf.words(value)


def _chosen(field: pdf.Dict, value: object) -> Iterator[str]:
    """Yield what a person sees of the choices made: each may have a name for machines as well."""
    shown: dict[str, str] = {}
    options = pdf.row(pdf.inherited(field, "Opt"))[:10_000]
    for option in options:
        pair = pdf.row(option)
        if len(pair) == 2:
            shown.setdefault(pdf.words(pair[0]), pdf.words(pair[1]))
    chosen = pdf.row(value) or ([] if value is None else [value])
    if not chosen:
        for index in pdf.row(pdf.inherited(field, "I"))[:1_000]:
            if 0 <= pdf.whole(index) < len(options):
                chosen.append(options[pdf.whole(index)])
    for each in chosen[:1_000]:
        pair = pdf.row(each)
        text = pdf.words(pair[-1]) if pair else pdf.words(each)
        if text:
            yield shown.get(text, text)


class _Words(html.parser.HTMLParser):
    """Collects the words of rich text. It knows no entities but the named characters of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.parts.append(data)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a paragraph begins."""
        if tag in {"p", "br", "div"} and "".join(self.parts[-1:]).strip():
            self.parts.append("\n")


def _plain(rich: str) -> str:
    parser = _Words()
    parser.feed(rich[:_LONGEST_VALUE])
    parser.close()
    return "".join(parser.parts).strip()


def _letters(field: pdf.Dict) -> float:
    return _size(pdf.words(pdf.inherited(field, "DA")))


def _size(appearance: str) -> float:
    said = _SIZE.findall(appearance)
    try:
        size = float(said[-1]) if said else 0.0
    except ValueError:
        return 0.0
    return size if 2 <= size <= 144 else 0.0
