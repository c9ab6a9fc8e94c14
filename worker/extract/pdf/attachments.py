"""Files inside a PDF.

Files hang in the document's tree of names, on pages as paper clips, and beside either as associated
files; a portfolio is nothing but such files. Each is unpacked piece by piece and counted as it
grows, so one that would grow without end is left out at the limit, and named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdftypes import PDFStream

from worker.casefile import Attachment, Notice
from worker.extract.limits import Limits
from worker.extract.pdf import contents_notices
from worker.extract.pdf import objects as pdf
from worker.extract.pdf.inflating import Unpackable, inflated

_MOST_NODES = 20_000
_LONGEST_NAME = 200


def files(
    catalog: pdf.Dict, owners: Sequence[pdf.Dict], limits: Limits
) -> tuple[list[Attachment], list[Notice]]:
    """Return the files that hang in a PDF's catalogue and on its pages and annotations.

    ``owners`` are those pages and annotations. What is left out is named in the notices.
    """
    unpacking = _Unpacking(limits)
    for name, specification in _specifications(catalog, owners):
        unpacking.add(name, specification)
    return unpacking.taken, unpacking.notices()


@dataclass(slots=True)
class _Unpacking:
    limits: Limits
    taken: list[Attachment] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    used: int = 0
    seen: set[int] = field(default_factory=set)

    def add(self, key: str, specification: object) -> None:
        """Take the file that a file specification leads to, or note why not."""
        said = pdf.mapping(specification)
        stream = _stream(said)
        name = _name(said, key, len(self.seen) + 1)
        if stream is None:
            # Without a stream the file is somewhere else, and was never part of this one.
            if "EF" in said:
                self._leave("broken", name)
            return
        if id(stream) in self.seen:
            return
        self.seen.add(id(stream))
        if len(self.taken) >= self.limits.attachments:
            self._leave("many", name)
            return
        room = min(self.limits.inflated_bytes - self.used, self.limits.file_bytes)
        try:
            content = inflated(stream, room + 1)
        except Unpackable:
            self._leave("broken", name)
            return
        if len(content) > room:
            # What was unpacked in vain was unpacked all the same.
            self.used += min(len(content), room)
            self._leave("large", name)
            return
        self.used += len(content)
        self.taken.append(Attachment.of(name, content))

    def _leave(self, why: str, name: str) -> None:
        self.left_out.setdefault(why, []).append(name)

    def notices(self) -> list[Notice]:
        """Name what was left out, and why."""
        return [contents_notices.files_left_out(why, names) for why, names in self.left_out.items()]


def _specifications(catalog: pdf.Dict, owners: Sequence[pdf.Dict]) -> Iterator[tuple[str, object]]:
    tree = pdf.mapping(pdf.mapping(catalog.get("Names"))).get("EmbeddedFiles")
    for node in pdf.walked(tree, _MOST_NODES):
        leaves = pdf.row(node.get("Names"))[: 2 * _MOST_NODES]
        for key, specification in zip(leaves[::2], leaves[1::2], strict=False):
            yield pdf.words(key), specification
    for specification in _associated(catalog):
        yield "", specification
    for each in owners:
        if pdf.name(each.get("Subtype")) == "FileAttachment":
            yield "", each.get("FS")
        for specification in _associated(each):
            yield "", specification


def _associated(owner: pdf.Dict) -> list[Any]:
    return pdf.row(owner.get("AF"))[:_MOST_NODES]


def _stream(specification: pdf.Dict) -> PDFStream | None:
    embedded = pdf.mapping(specification.get("EF"))
    for key in ("UF", "F", "Unix", "Mac", "DOS"):
        stream = pdf.found(embedded.get(key))
        if isinstance(stream, PDFStream):
            return stream
    return None


def _name(specification: pdf.Dict, key: str, number: int) -> str:
    """Return the file's name as it stands, without what no name can hold."""
    for said in (specification.get("UF"), specification.get("F"), specification.get("Unix")):
        name = pdf.words(said)
        if name.strip():
            break
    else:
        name = key
    name = "".join(letter for letter in name if letter.isprintable()).strip()
    return name[-_LONGEST_NAME:] or f"attachment {number}"
