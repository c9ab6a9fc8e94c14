"""The words of rich text on their way to paragraphs and rows, in the body and apart from it."""

from dataclasses import dataclass, field

from worker.extract import flow as flows
from worker.extract.formats import blocks as blocks_of
from worker.extract.formats.blocks import Block

APART = frozenset({"objdata", "pict", "fldinst"})
"""What is gathered whole, as it has no paragraphs."""


@dataclass(slots=True)
class _Place:
    """Words that are gathered somewhere: the body, a header, a footnote, an object's bytes."""

    parts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class Gathered:
    """What was gathered so far, by the name of its place."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {"body": _Place()}

    def put(self, name: str, text: str) -> None:
        """Add words to a place."""
        self._places.setdefault(name, _Place()).parts.append(text)

    def take(self, name: str) -> str:
        """Return the words of a place that has no paragraphs, and forget them."""
        place = self._places.pop(name, None) if name in APART else None
        return "".join(place.parts) if place else ""

    def body(self) -> list[Block]:
        """Return the body."""
        self.end_paragraph("body")
        return self._places["body"].blocks

    def lines(self, name: str) -> list[str]:
        """Return the lines of a place."""
        if name not in self._places:
            return []
        self.end_paragraph(name)
        return [line for block in self._places[name].blocks for line in blocks_of.lines(block.text)]

    def end_paragraph(self, name: str) -> None:
        """End a paragraph: one of a table's cell stays in it."""
        place = self._places.get(name)
        if place is None or name in APART:
            return
        text = joined(place.parts)
        place.parts.clear()
        if place.cells:
            if text.strip():
                place.parts.append(text + "\n")
            else:
                self.end_row(name)
        elif text.strip() or "\f" in text:
            place.blocks.append(Block(text.strip(" ")))

    def end_cell(self, name: str) -> None:
        """End a table's cell."""
        place = self._places.setdefault(name, _Place())
        place.cells.append(joined(place.parts))
        place.parts.clear()

    def end_row(self, name: str) -> None:
        """End a table's row."""
        place = self._places.get(name)
        if place is None:
            return
        text = flows.row([*place.cells, joined(place.parts)])
        place.cells.clear()
        place.parts.clear()
        if text.strip():
            place.blocks.append(Block(text, "\n"))


def joined(parts: list[str]) -> str:
    """Return pieces of text as one, the halves of signs beyond 16 bits joined."""
    text = "".join(parts)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
