"""OpenDocument texts (ODT) by our own reader, for machines without LibreOffice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import READER_VERSION, sniff, table_rows
from worker.extract import flow as flows
from worker.extract.flow import Flow
from worker.extract.formats import blocks as blocks_of
from worker.extract.formats import embedded, markup
from worker.extract.formats.blocks import Block
from worker.extract.formats.markup import Element, child, name, value
from worker.extract.formats.odf_styles import Styles
from worker.extract.formats.package import EntryLost, Package
from worker.extract.limits import Limits

READER = f"deponent-odt {READER_VERSION}"

_THROUGH = frozenset({
    "span", "a", "meta", "meta-field", "ruby", "ruby-base", "content-control", "section",
    "index-body", "table-of-content", "index-title", "text-input", "date", "time", "page-number",
    "page-count", "title", "subject", "author-name", "sender-lastname", "bookmark-ref", "sequence",
    "reference-ref", "variable-set", "variable-get", "variable-input", "user-field-get", "text",
    "user-field-input", "expression", "drop-down", "conditional-text", "initial-creator", "creator",
    "description", "keywords", "file-name", "chapter", "list-header", "g", "custom-shape", "frame",
    "user-defined", "creation-date", "modification-date", "print-date",
})  # fmt: skip
_MOST_REPEATED = 50
_INNER_OBJECTS = re.compile(r"^(?:\./)?(Object [^/]+|ObjectReplacements/.*)$")


@dataclass(slots=True)
class _Seen:
    """What the document holds besides words."""

    deleted: int = 0
    hidden: int = 0
    comments: int = 0
    outside: bool = False
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read an OpenDocument text. Raises Unreadable."""
    flow = Flow(limits)
    package = Package(data, limits)
    refuse_locked(package)
    content, mended = _parsed(package, "content.xml")
    styles, mended_styles = (
        _parsed(package, "styles.xml") if "styles.xml" in package else (None, False)
    )
    reading = _Reading(Styles(content, styles))
    body = child(content, "body", "text")
    blocks = reading.blocks(content if body is None else body)
    heads, feet = reading.running(styles)
    notes = [Block(note) for note in reading.seen.notes]
    blocks_of.tell(flow, [*blocks, *notes], heads, feet)
    _take_files(flow, package, reading.seen)
    seen = reading.seen
    blocks_of.say_changes(
        flow, deleted=seen.deleted, hidden=seen.hidden, comments=seen.comments, outside=seen.outside
    )
    if has_macros(package):
        blocks_of.say_macros(flow)
    if mended or mended_styles or package.mended:
        flow.note(
            "file_damaged",
            "The document is damaged and was read as far as possible. Some of it may be missing. "
            "Compare with the original.",
        )
    return flow.document(media_type=sniff.ODT, reader=READER)


def refuse_locked(package: Package) -> None:
    """Raise Unreadable where the document's parts are encrypted."""
    locked = any(entry.locked for entry in package.entries)
    if "META-INF/manifest.xml" in package and not locked:
        try:
            locked = b"encryption-data" in package.read("META-INF/manifest.xml")
        except EntryLost:
            locked = False
    if locked:
        raise Unreadable(
            "password_protected",
            "The document is locked with a password. Open it, save a copy without one, "
            "and upload that.",
        )


def has_macros(package: Package) -> bool:
    """Return whether the document brings programs with it."""
    return any(
        entry.name.startswith(("Basic/", "Scripts/")) and not entry.folder
        for entry in package.entries
        if not entry.name.endswith(("script-lc.xml", "script-lb.xml"))
    )


def _parsed(package: Package, part: str) -> tuple[Element, bool]:
    try:
        return markup.parse(package.read(part))
    except EntryLost as lost:
        raise Unreadable(
            "too_large_unpacked" if "more than" in str(lost) else "damaged_file",
            f"The text of the document cannot be read: {lost}. "
            "Save it anew in its own program and upload that.",
        ) from None


def _take_files(flow: Flow, package: Package, seen: _Seen) -> None:
    for place in dict.fromkeys([*seen.pictures, *seen.files]):
        part = place.removeprefix("./")
        if part not in package:
            continue
        try:
            content = package.read(part)
        except EntryLost as lost:
            flow.note("attachment_damaged", f"A file inside the document cannot be read: {lost}.")
            continue
        if place in seen.pictures:
            flow.attach_picture(part, content)
            continue
        found = embedded.unwrapped(part, content)
        if found is None:
            embedded.say_unread(flow)
        else:
            flow.attach(*found)


class _Reading:
    """One document, and what is found on the way through it."""

    def __init__(self, styles: Styles) -> None:
        self.seen = _Seen()
        self._styles = styles
        self._lists: list[tuple[str, int]] = []
        self._asides: list[Block] = []
        self._marker = ""

    def blocks(self, parent: Element) -> list[Block]:
        """Return what stands in ``parent``, in order."""
        return list(self._walk(parent))

    def running(self, styles: Element | None) -> tuple[list[str], list[str]]:
        """Return the lines of the page headers and of the footers, each once."""
        lines: dict[str, dict[str, None]] = {"header": {}, "footer": {}}
        for element in styles.iter() if styles is not None else ():
            for where, found in lines.items():
                if name(element) in {where, f"{where}-first", f"{where}-left"}:
                    for block in self.blocks(element):
                        found.update(dict.fromkeys(blocks_of.lines(block.text)))
        return list(lines["header"]), list(lines["footer"])

    def _walk(self, parent: Element) -> Iterator[Block]:
        for element in parent:
            kind = name(element)
            if kind in {"p", "h"}:
                yield from self._paragraph(element)
            elif kind == "list":
                yield from self._list(element)
            elif kind == "table":
                yield from self._table(element)
            elif kind == "tracked-changes":
                self.seen.deleted += sum(name(each) == "deletion" for each in element.iter())
            elif kind == "soft-page-break":
                yield Block("\f")
            elif kind == "section" and value(element, "display") == "none":
                self.seen.hidden += 1
            elif kind in {"frame", "custom-shape", "g"}:
                self._frame(element)
                yield from self._take_asides()
            elif kind in _THROUGH or kind == "text-box":
                yield from self._walk(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        before, self._asides = self._asides, []
        style = value(element, "style-name") or ""
        marker, self._marker = self._marker, ""
        if self._styles.hides(style):
            self.seen.hidden += 1
            words = ""
        else:
            words = "".join(self._inline(element)).replace("\u00ad", "")
        page = "\f" if self._styles.breaks_page(style) else ""
        if words.strip():
            yield Block(page + (f"{marker} " if marker else "") + words.strip(" "))
        elif page or "\f" in words:
            yield Block("\f")
        yield from self._take_asides()
        self._asides = before

    def _take_asides(self) -> list[Block]:
        found, self._asides = self._asides, []
        return found

    def _list(self, element: Element) -> Iterator[Block]:
        style = value(element, "style-name") or (self._lists[-1][0] if self._lists else "")
        count = self._styles.start(style, len(self._lists) + 1)
        for item in element:
            kind = name(item)
            if kind not in {"list-item", "list-header"}:
                continue
            said = value(item, "start-value")
            count = int(said) if said and said.isdigit() and len(said) < 9 else count
            self._lists.append((style, count))
            if kind == "list-item":
                numbers = [number for _, number in self._lists]
                self._marker = self._styles.marker(style, numbers)
                count += 1
            yield from self._walk(item)
            self._marker = ""
            self._lists.pop()

    def _table(self, element: Element) -> Iterator[Block]:
        rows = [each for each in element.iter() if name(each) == "table-row"]
        rows = [each for each in rows if _nearest_table(each) is element]
        grid = [
            [
                # A merged cell covers those beside it, in which nothing is shown.
                list(self._walk(cell)) if name(cell) == "table-cell" else []
                for cell in row
                if name(cell) in {"table-cell", "covered-table-cell"}
            ]
            for row in rows
        ]
        standing = table_rows.aligned([[_text(cell) for cell in row] for row in grid])
        for at, cells in enumerate(grid):
            if at in standing:
                yield Block(standing[at], "\n" if at + 1 < len(rows) else "\n\n")
                continue
            filled = [cell for cell in cells if any(block.text.strip() for block in cell)]
            if len(filled) == 1:
                # A cell by itself is a frame round something, often round the whole account.
                yield from filled[0]
                continue
            text = flows.row(map(_text, cells))
            if text.strip():
                yield Block(text, "\n" if at + 1 < len(rows) else "\n\n")

    def _inline(self, parent: Element) -> Iterator[str]:
        yield (parent.text or "").replace("\n", " ")
        for element in parent:
            yield from self._piece(element, name(element))
            yield (element.tail or "").replace("\n", " ")

    def _piece(self, element: Element, kind: str) -> Iterator[str]:
        if kind == "s":
            count = value(element, "c") or "1"
            yield " " * (min(int(count), _MOST_REPEATED) if count.isdigit() else 1)
        elif kind in {"tab", "line-break", "soft-page-break", "soft-hyphen"}:
            yield {"tab": "\t", "line-break": "\n", "soft-page-break": "\f"}.get(kind, "")
        elif kind == "note":
            yield self._note(element)
        elif kind == "annotation":
            self.seen.comments += 1
        elif kind in {"hidden-text", "hidden-paragraph"}:
            self.seen.hidden += 1
        elif kind in {"frame", "custom-shape", "g", "rect"}:
            self._frame(element)
        elif kind == "span" and self._styles.hides(value(element, "style-name") or ""):
            self.seen.hidden += 1
        elif kind in _THROUGH:
            yield from self._inline(element)

    def _note(self, element: Element) -> str:
        body = child(element, "note-body")
        mark = f"[{len(self.seen.notes) + 1}]"
        if body is not None:
            self.seen.notes.append("")
            at = len(self.seen.notes) - 1
            words = "\n".join(block.text for block in self.blocks(body))
            self.seen.notes[at] = f"{mark} {words}"
        return mark

    def _frame(self, element: Element) -> None:
        """Read the text of a frame after its paragraph, and remember what it shows."""
        for inner in element:
            kind = name(inner)
            place = value(inner, "href") or ""
            if kind in {"image", "object", "object-ole"} and place:
                if re.match(r"[a-z][a-z0-9+.-]*:|\.\./|/", place, re.IGNORECASE):
                    self.seen.outside = True
                elif kind == "image":
                    if not _INNER_OBJECTS.match(place):
                        self.seen.pictures.append(place)
                else:
                    self.seen.files.append(place)
            elif kind in {"frame", "g", "custom-shape"}:
                self._frame(inner)
        before, self._asides = self._asides, []
        found = [block for block in self._walk(element) if block.text.strip()]
        self._asides = [*before, *found]


def _text(cell: Iterable[Block]) -> str:
    return "\n".join(block.text for block in cell)


def _nearest_table(row: Element) -> Element:
    parent = row.getparent()
    while parent is not None and name(parent) != "table":
        parent = parent.getparent()
    return parent
