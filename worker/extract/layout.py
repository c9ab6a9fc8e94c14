"""A page as its reader found it: words with places, gathered into lines in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter, sub

from worker.casefile import Notice, PageMethod

_LEFT = attrgetter("x0")

Rect = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left of the page as displayed."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word in the frame that its line is read in (text running to the right).

    ``shown`` is where it stands on the page as displayed: the same place, unless it was turned.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    shown: Rect
    confidence: float | None = None
    """The OCR engine's, 0 to 1; None for a word of a text layer."""

    @property
    def size(self) -> float:
        """The height of its letters, in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """How far down its middle is, in points."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side, left to right; never empty.

    Lines with the same ``column`` number stand in the same stretch of the page: a column of it, or
    what runs across all of it; below zero it is a table's cell. Cells with the same ``row`` (of
    which table, and which) are so short that they stand side by side in the text. A line ``beside``
    others is a note that must not be told inside their sentences.
    """

    words: tuple[PlacedWord, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    column: int = 0
    row: tuple[int, int] | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table: its place on the page as displayed, and the row it begins in."""

    place: Rect
    row: int


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its cells, those that hold words."""

    cells: tuple[TableCell, ...]
    place: Rect = field(init=False, repr=False, compare=False)
    """The smallest box around its cells."""

    def __post_init__(self) -> None:
        # Worked out once: each line of a page asks for it, and a table may have thousands of cells.
        left, top, right, bottom = zip(*(cell.place for cell in self.cells), strict=True)
        around = min(left), min(top), max(right), max(bottom)
        object.__setattr__(self, "place", around)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcePage:
    """One page: its lines in reading order, and what else is on it.

    ``asides`` are lines that run in another direction than the rest (margins, watermarks);
    ``ink`` are the places of pictures and drawn curves, any of which may be a signature.
    ``confidence`` (0 to 1) is the mean over the words of a page that was read by OCR.
    ``wants_picture`` says that the page's picture tells more than these lines do (a scan, letters
    in code, a scanner's own text layer): it is to be read by OCR where there is OCR.
    ``hidden_layer`` says that these lines are such a layer, which nobody who looks at it sees.
    ``filled`` are the places of fields whose values stand among the lines, ``tables`` the ruled
    tables that lines run through.
    """

    number: int
    width: float
    height: float
    method: PageMethod
    lines: tuple[Line, ...] = ()
    asides: tuple[Line, ...] = ()
    ink: tuple[Rect, ...] = ()
    notices: tuple[Notice, ...] = ()
    confidence: float | None = None
    wants_picture: bool = False
    hidden_layer: bool = False
    filled: tuple[Rect, ...] = ()
    tables: tuple[Table, ...] = ()


def into_lines(words: Iterable[PlacedWord]) -> list[Line]:
    """Gather words that stand side by side into lines, and put the lines from top to bottom."""
    rows: list[list[PlacedWord]] = []
    lead = lead_size = 0.0
    # By their middles, then from left to right; ``at`` keeps the order of words in one place.
    order = sorted([((w.top + w.bottom) / 2, w.x0, at, w) for at, w in enumerate(words)])
    for middle, _, _, word in order:
        size = word.bottom - word.top
        if rows and middle - lead <= 0.5 * (min(lead_size, size)):
            rows[-1].append(word)
            # Small print and raised letters must not drag a line's middle away, so its tallest
            # word leads.
            if size > lead_size:
                lead, lead_size = middle, size
        else:
            rows.append([word])
            lead, lead_size = middle, size
    return [_line(row) for row in rows]


def _line(row: list[PlacedWord]) -> Line:
    row.sort(key=_LEFT)
    tops = [word.top for word in row]
    bottoms = [word.bottom for word in row]
    sizes = sorted(map(sub, bottoms, tops))
    half = len(sizes) // 2
    return Line(
        words=tuple(row),
        text=" ".join([word.text for word in row]),
        x0=row[0].x0,
        top=min(tops),
        x1=max([word.x1 for word in row]),
        bottom=max(bottoms),
        size=sizes[half] if len(sizes) % 2 else (sizes[half - 1] + sizes[half]) / 2,
    )
