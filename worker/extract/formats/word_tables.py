"""The tables of Word documents: their rows and cells, whatever was put round them."""

from collections.abc import Iterable, Iterator

from worker.extract.formats.blocks import Block
from worker.extract.formats.markup import Element, child, is_on, name, value

_MOST_COLUMNS = 60


def content(element: Element) -> Iterable[Element]:
    """Return what a content control holds, nothing while it only shows its prompt."""
    if is_on(child(element, "sdtPr", "showingPlcHdr")):
        return ()
    inner = child(element, "sdtContent")
    return () if inner is None else inner


def rows_of(table: Element) -> Iterator[Element]:
    """Yield a table's rows, those of content controls and insertions too."""
    for element in table:
        kind = name(element)
        if kind == "tr":
            yield element
        elif kind == "sdt":
            yield from rows_of(content(element))
        elif kind in {"ins", "customXml"}:
            yield from rows_of(element)


def cells_of(row: Element) -> Iterator[Element]:
    """Yield a row's cells, those of content controls and insertions too."""
    for element in row:
        kind = name(element)
        if kind == "tc":
            yield element
        elif kind == "sdt":
            yield from cells_of(content(element))
        elif kind in {"ins", "customXml"}:
            yield from cells_of(element)


def columns_of(cell: Element) -> int:
    """Return over how many columns of its table a cell goes."""
    merged = child(cell, "tcPr", "gridSpan")
    said = value(merged, "val") if merged is not None else None
    return min(int(said), _MOST_COLUMNS) if said and said.isdigit() and int(said) else 1


def text_of(cell: Iterable[Block]) -> str:
    """Return a cell's lines as one text."""
    return "\n".join(block.text for block in cell)


def in_grid(row: Iterable[tuple[int, list[Block]]]) -> list[str]:
    """Return a row's texts column by column, a merged cell's in its first."""
    grid: list[str] = []
    for columns, cell in row:
        grid += [text_of(cell), *[""] * (columns - 1)]
    return grid


def holds_table(cell: Iterable[Block]) -> bool:
    """Whether a cell has a table with columns of its own in it: rows that follow each other."""
    blocks = list(cell)
    return len(blocks) > 1 and any(block.gap == "\n" for block in blocks)
