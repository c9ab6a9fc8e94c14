"""Word documents (DOCX, DOCM, DOTX): what a reader of the document sees, in its order.

Deleted and hidden words are not the statement's: they are left out and named. Nothing in a document
is run or fetched.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import READER_VERSION, sniff
from worker.extract.flow import Flow, listed
from worker.extract.formats import blocks as blocks_of
from worker.extract.formats import embedded, markup
from worker.extract.formats.blocks import Block
from worker.extract.formats.markup import Element
from worker.extract.formats.package import EntryLost, Package
from worker.extract.formats.word_body import Body, Seen
from worker.extract.formats.word_lists import Lists
from worker.extract.limits import Limits

READER = f"deponent-word {READER_VERSION}"

_ANYWHERE_ELSE = "external"
_HARMLESS_LINKS = frozenset({"hyperlink"})
_FILES = frozenset({"oleObject", "package", "aFChunk"})
_MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class _Link:
    """A relationship: its kind (the last word of its type), its target, and if that is outside."""

    kind: str
    target: str
    outside: bool


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read a Word document. Raises Unreadable."""
    flow = Flow(limits)
    document = _Document(Package(data, limits), flow)
    document.tell()
    return flow.document(media_type=sniff.DOCX, reader=READER)


class _Document:
    """The parts of one document, and what is found on the way through them."""

    def __init__(self, package: Package, flow: Flow) -> None:
        self._package = package
        self._flow = flow
        self._seen = Seen()
        self._broken: list[str] = []
        if any(entry.locked for entry in package.entries):
            raise Unreadable(
                "password_protected",
                "The document is locked with a password. Open it, save a copy without one, "
                "and upload that.",
            )
        self._main = self._find_main()
        self._links = self._links_of(self._main)
        self._lists = self._read_lists()

    def tell(self) -> None:
        """Write the document into the flow."""
        root = self._parsed(self._main, needed=True)
        body = markup.child(root, "body")
        scope = root if body is None else body
        blocks = self._blocks(scope, self._links)
        notes = self._notes()
        heads, feet = self._running(scope)
        blocks_of.tell(self._flow, [*blocks, *notes], heads, feet)
        self._take_files()
        self._say()

    def _find_main(self) -> str:
        for link in self._links_of("").values():
            if link.kind == "officeDocument" and link.target in self._package:
                return link.target
        if "word/document.xml" in self._package:
            return "word/document.xml"
        for entry in self._package.entries:
            if entry.name.casefold().endswith(("document.xml", "document2.xml")):
                return entry.name
        raise Unreadable(
            "damaged_file",
            "The Word document has lost the part that holds its text. "
            "Save it anew in Word and upload that.",
        )

    def _links_of(self, part: str) -> dict[str, _Link]:
        """Return a part's relationships by their ids; the package's own for ""."""
        folder, _, leaf = part.rpartition("/")
        place = f"{folder}/_rels/{leaf}.rels" if part else "_rels/.rels"
        if place not in self._package:
            return {}
        root = self._parsed(place)
        links: dict[str, _Link] = {}
        for element in root if root is not None else ():
            target = element.get("Target") or ""
            outside = (element.get("TargetMode") or "").casefold() == _ANYWHERE_ELSE
            if not outside:
                target = _resolved(folder, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            links[element.get("Id") or ""] = _Link(kind, target, outside)
        return links

    def _parsed(self, part: str, *, needed: bool = False) -> Element:
        """Return a part's root, None where it cannot be read; a needed one raises Unreadable."""
        try:
            root, mended = markup.parse(self._package.read(part))
        except EntryLost as lost:
            if needed:
                raise Unreadable(
                    "too_large_unpacked" if "more than" in str(lost) else "damaged_file",
                    f"The text of the Word document cannot be read: {lost}. "
                    "Save it anew in Word and upload that.",
                ) from None
            self._broken.append(part)
            return None
        except Unreadable as error:
            if needed or error.reason == "unsafe_file":
                raise
            self._broken.append(part)
            return None
        if mended:
            self._broken.append(part)
        return root

    def _parts(self, kind: str) -> list[str]:
        """Return the parts of one kind in the order of their ids."""
        found = {link.target: None for link in self._links.values() if link.kind == kind}
        return [part for part in found if part in self._package][:_MOST_PARTS]

    def _read_lists(self) -> Lists:
        roots = {}
        for kind in ("styles", "numbering"):
            parts = self._parts(kind)
            roots[kind] = self._parsed(parts[0]) if parts else None
        return Lists(roots["styles"], roots["numbering"])

    def _blocks(self, scope: Element, links: dict[str, _Link]) -> list[Block]:
        body = Body(self._lists, self._seen)
        blocks = body.blocks(scope)
        for number in self._seen.take_pictures():
            self._take_picture(links.get(number))
        return blocks

    def _notes(self) -> list[Block]:
        """Return the footnotes and endnotes that the text refers to, each with its mark."""
        blocks: list[Block] = []
        for kind, mark in (("footnotes", ""), ("endnotes", "e")):
            for part in self._parts(kind):
                root = self._parsed(part)
                for note in root if root is not None else ():
                    number = self._seen.note_marks.get((kind[:-1], markup.value(note, "id") or ""))
                    if number is None:
                        continue
                    lines = [b.text for b in self._blocks(note, self._links_of(part))]
                    blocks.append(Block(f"[{mark}{number}] " + "\n".join(lines), "\n\n"))
        return blocks

    def _running(self, scope: Element) -> tuple[list[str], list[str]]:
        """Return the lines of the headers and of the footers that the sections use, each once."""
        wanted = [
            (markup.name(element)[:6], self._links.get(markup.value(element, "id") or ""))
            for element in scope.iter()
            if markup.name(element) in {"headerReference", "footerReference"}
        ]
        lines: dict[str, dict[str, None]] = {"header": {}, "footer": {}}
        done: set[str] = set()
        for where, link in wanted:
            if link is None or link.target in done or len(done) > _MOST_PARTS:
                continue
            done.add(link.target)
            root = self._parsed(link.target) if link.target in self._package else None
            if root is not None:
                for block in self._blocks(root, self._links_of(link.target)):
                    lines[where].update(dict.fromkeys(blocks_of.lines(block.text)))
        return list(lines["header"]), list(lines["footer"])

    def _take_picture(self, link: _Link | None) -> None:
        if link is None or link.outside or link.target not in self._package:
            return
        try:
            content = self._package.read(link.target)
        except EntryLost:
            self._broken.append(link.target)
            return
        self._flow.attach_picture(link.target, content)

    def _take_files(self) -> None:
        """Keep the files that were put into the document, out of every part that has any."""
        for part in self._all_parts():
            links = self._links if part == self._main else self._links_of(part)
            for link in links.values():
                if link.outside and link.kind not in _HARMLESS_LINKS:
                    self._seen.outside.add(link.kind)
                elif link.kind in _FILES and link.target in self._package:
                    self._take_file(link.target)
        if any(entry.name.casefold().endswith("vbaproject.bin") for entry in self._package.entries):
            blocks_of.say_macros(self._flow)

    def _all_parts(self) -> Iterable[str]:
        kinds = ("header", "footer", "footnotes", "endnotes", "settings", "comments")
        return [self._main, *(part for kind in kinds for part in self._parts(kind))]

    def _take_file(self, target: str) -> None:
        try:
            content = self._package.read(target)
        except EntryLost as lost:
            self._flow.note(
                "attachment_damaged",
                f"A file inside the document, {target.rpartition('/')[2][:60]}, cannot be read: "
                f"{lost}.",
            )
            return
        found = embedded.unwrapped(target.rpartition("/")[2], content)
        if found is None:
            embedded.say_unread(self._flow)
        else:
            self._flow.attach(*found)

    def _say(self) -> None:
        comments = 0
        for part in self._parts("comments"):
            root = self._parsed(part)
            comments += sum(
                markup.name(each) == "comment" for each in (() if root is None else root)
            )
        blocks_of.say_changes(
            self._flow,
            deleted=self._seen.deleted,
            hidden=self._seen.hidden,
            comments=comments,
            outside=bool(self._seen.outside) or self._seen.fetching,
        )
        broken = sorted({part.rpartition("/")[2] for part in self._broken})
        if broken or self._package.mended:
            self._flow.note(
                "file_damaged",
                "The document is damaged and was read as far as possible"
                + (f" (parts: {listed(broken)})" if broken else "")
                + ". Some of it may be missing. Compare with the original.",
            )


def _resolved(folder: str, target: str) -> str:
    """Return the name of the part that ``target``, written in a part in ``folder``, means."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in {"", "."}:
            parts.append(step)
    return "/".join(parts)
