"""The body of a Word document as lines: paragraphs, tables, text boxes, fields and their states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from worker.extract import flow, table_rows
from worker.extract.formats import symbols, word_tables
from worker.extract.formats.blocks import Block
from worker.extract.formats.markup import Element, child, is_on, name, value
from worker.extract.formats.word_lists import Lists

PAGE_BREAK = "\f"

_THROUGH = frozenset({
    "hyperlink", "smartTag", "sdtContent", "ins", "moveTo", "fldSimple", "dir", "bdo", "customXml",
    "oMath", "oMathPara", "ruby", "rubyBase", "rt", "Choice", "Fallback", "txbxContent", "textbox",
    "subDoc", "num", "den", "e", "sup", "sub", "deg", "fName", "f", "rad", "sSup", "sSub", "nary",
    "d",
})  # fmt: skip
_GONE = frozenset({"del", "moveFrom"})
_NOT_SHOWN = frozenset({"rt", "instrText", "delText", "delInstrText"})
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "DDE", "LINK", "RD ", "IMPORT")
_BLIPS = frozenset({"blip", "imagedata"})


@dataclass(slots=True)
class Seen:
    """What the body holds besides words, counted on the way."""

    deleted: int = 0
    hidden: int = 0
    fetching: bool = False
    outside: set[str] = field(default_factory=set)
    note_marks: dict[tuple[str, str], int] = field(default_factory=dict)
    _pictures: list[str] = field(default_factory=list)

    def picture(self, number: str) -> None:
        """Remember a picture by the id of its relationship."""
        if number not in self._pictures:
            self._pictures.append(number)

    def take_pictures(self) -> list[str]:
        """Return the pictures since the last time."""
        found, self._pictures = self._pictures, []
        return found


@dataclass(slots=True)
class _Field:
    """A field that is open: whether its code has ended, and what its code says."""

    shown: bool = False
    code: str = ""


class Body:
    """Reads one part: the document itself, a header, a note."""

    def __init__(self, lists: Lists, seen: Seen) -> None:
        self._lists = lists
        self._seen = seen
        self._fields: list[_Field] = []
        self._boxes: list[list[Block]] = []
        self._was_hidden = False
        self._style_hides = False

    def blocks(self, parent: Element) -> list[Block]:
        """Return what stands in ``parent``, in order."""
        found = list(self._walk(parent))
        self._fields.clear()
        return found

    def _walk(self, parent: Element) -> Iterator[Block]:
        for element in parent:
            kind = name(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind == "sdt":
                yield from self._walk(word_tables.content(element))
            elif kind == "AlternateContent":
                yield from self._walk(_chosen(element))
            elif kind in _GONE:
                self._seen.deleted += _has_words(element)
            elif kind in _THROUGH:
                yield from self._walk(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        boxes, self._boxes = self._boxes, []
        self._was_hidden = False
        properties = child(element, "pPr")
        self._style_hides = self._lists.hides_paragraph(properties)
        words = "".join(self._inline(element)).replace("\u00ad", "")
        inner, self._boxes = self._boxes, boxes
        mark = self._lists.marker(properties)
        before = PAGE_BREAK if properties is not None and is_on(
            child(properties, "pageBreakBefore")
        ) else ""  # fmt: skip
        if words.strip():
            yield Block(before + (f"{mark} " if mark else "") + words.strip(" "), "\n\n")
        elif before or PAGE_BREAK in words:
            yield Block(PAGE_BREAK, "\n\n")
        for box in inner:
            yield from box
        if properties is not None and self._lists.starts_page_after(properties):
            yield Block(PAGE_BREAK, "\n\n")

    def _table(self, element: Element) -> Iterator[Block]:
        rows = [
            [
                (word_tables.columns_of(cell), list(self._walk(cell)))
                for cell in word_tables.cells_of(row)
            ]
            for row in word_tables.rows_of(element)
            if not self._row_is_gone(row)
        ]
        standing = table_rows.aligned([word_tables.in_grid(row) for row in rows])
        for at, row in enumerate(rows):
            filled = [cell for _, cell in row if any(block.text.strip() for block in cell)]
            if len(filled) == 1 and at not in standing:
                # A cell by itself is a frame round something, often round the whole account.
                yield from filled[0]
                continue
            if any(map(word_tables.holds_table, filled)):
                # A table in a cell has columns of its own: the cells come one after the other.
                for cell in filled:
                    yield from cell
                continue
            text = standing.get(at) or flow.row(word_tables.text_of(cell) for _, cell in row)
            if text.strip():
                yield Block(text, "\n" if at + 1 < len(rows) else "\n\n")

    def _row_is_gone(self, row: Element) -> bool:
        gone = child(row, "trPr", "del") is not None
        if gone:
            self._seen.deleted += _has_words(row)
        return gone

    def _inline(self, parent: Element) -> Iterator[str]:
        for element in parent:
            kind = name(element)
            if kind == "r":
                yield from self._run(element)
            elif kind == "sdt":
                yield from self._inline(word_tables.content(element))
            elif kind == "AlternateContent":
                yield from self._inline(_chosen(element))
            elif kind in _GONE:
                self._seen.deleted += _has_words(element)
            elif kind == "p":
                yield from (block.text for block in self._paragraph(element))
            elif kind in _THROUGH and kind not in _NOT_SHOWN:
                yield from self._inline(element)

    def _run(self, run: Element) -> Iterator[str]:
        properties = child(run, "rPr")
        hidden = self._lists.hides(properties, otherwise=self._style_hides)
        if hidden and any(name(each) == "t" and (each.text or "").strip() for each in run):
            self._seen.hidden += not self._was_hidden
        self._was_hidden = hidden
        for element in run:
            kind = name(element)
            if kind == "fldChar":
                yield from self._field(element)
            elif kind in {"instrText", "delInstrText"}:
                self._code(element.text or "")
            elif hidden or (self._fields and not all(each.shown for each in self._fields)):
                continue
            else:
                yield from self._piece(element, kind)

    def _piece(self, element: Element, kind: str) -> Iterator[str]:
        """Return what one part of a run shows."""
        if kind == "t":
            yield (element.text or "").replace("\n", " ")
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "br":
            yield PAGE_BREAK if value(element, "type") == "page" else "\n"
        elif kind == "sym":
            yield symbols.shown(value(element, "font") or "", value(element, "char") or "")
        elif kind in {"footnoteReference", "endnoteReference"}:
            yield self._note_mark(kind[:-9], value(element, "id") or "")
        elif kind in {"drawing", "pict", "object"}:
            self._drawing(element)
        elif kind == "AlternateContent":
            for inner in _chosen(element):
                yield from self._piece(inner, name(inner))
        elif kind == "ruby":
            yield from self._inline(element)

    def _note_mark(self, kind: str, number: str) -> str:
        marks = self._seen.note_marks
        mark = marks.setdefault((kind, number), 1 + sum(each == kind for each, _ in marks))
        return f"[{'e' if kind == 'endnote' else ''}{mark}]"

    def _field(self, element: Element) -> Iterator[str]:
        """Follow a field: its code is not shown, its result is, and so is a form field's state."""
        step = value(element, "fldCharType")
        if step == "begin":
            state = child(element, "ffData")
            if state is not None and all(each.shown for each in self._fields):
                yield _state(state)
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].shown = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _code(self, code: str) -> None:
        if self._fields and len(self._fields[-1].code) < 200:
            self._fields[-1].code += code
            said = self._fields[-1].code.strip().upper()
            self._seen.fetching = self._seen.fetching or said.startswith(_FETCHING)

    def _drawing(self, element: Element) -> None:
        """Read the text boxes of a drawing after its paragraph, and remember its pictures."""
        for inner in element.iter():
            kind = name(inner)
            if kind in _BLIPS:
                number = value(inner, "embed") or value(inner, "id") or value(inner, "pict")
                if number:
                    self._seen.picture(number)
                if value(inner, "link"):
                    self._seen.outside.add("image")
            elif kind == "txbxContent" and not _inside_box(inner, element):
                fields, self._fields = self._fields, []
                self._boxes.append(list(self._walk(inner)))
                self._fields = fields


_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE_BREAK,
}


def _chosen(element: Element) -> Iterable[Element]:
    """Return one of the ways in which the same thing is written: Word's own where there is one."""
    choice = child(element, "Choice")
    if choice is None:
        choice = child(element, "Fallback")
    return () if choice is None else choice


def _inside_box(inner: Element, outer: Element) -> bool:
    """Whether a text box is part of another, or the older copy of one that was read."""
    parent = inner.getparent()
    while parent is not None and parent is not outer:
        if name(parent) == "txbxContent":
            return True
        if name(parent) == "Fallback" and child(parent.getparent(), "Choice") is not None:
            return True
        parent = parent.getparent()
    return False


def _state(form_field: Element) -> str:
    """Return what a form field of the older kind shows that is not in its result."""
    box = child(form_field, "checkBox")
    if box is not None:
        checked = child(box, "checked")
        ticked = is_on(checked) if checked is not None else is_on(child(box, "default"))
        return symbols.TICKED if ticked else symbols.UNTICKED
    choices = child(form_field, "ddList")
    if choices is not None:
        entries = [value(each, "val") or "" for each in choices if name(each) == "listEntry"]
        chosen = (
            value(child(choices, "result"), "val") if child(choices, "result") is not None else "0"
        )
        at = int(chosen) if chosen and chosen.isdigit() else 0
        return entries[at] if at < len(entries) else ""
    return ""


def _has_words(element: Element) -> int:
    return int(
        any(name(each) in {"delText", "t"} and (each.text or "").strip() for each in element.iter())
    )
