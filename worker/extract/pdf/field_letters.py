"""The letters of filled fields, where they are shown or else laid out in their fields' places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import east_asian_width, normalize

from pdfplumber.page import Page

from worker.casefile import Notice
from worker.extract.encodings import REPLACEMENT
from worker.extract.layout import Rect
from worker.extract.pdf import contents_notices
from worker.extract.pdf import objects as pdf
from worker.extract.pdf.form_values import Filled
from worker.extract.pdf.frame import turned

LAID_OUT = "Deponent-Laid-Out"
"""The font that letters which no drawing shows are said to be in."""

_Char = Mapping[str, Any]

_LARGEST_LETTERS = 12.0
_LEADING = 1.15
_SMALLEST_LEADING = 3.5
"""Lines nearer to each other than this would be taken for one."""
_MARGIN, _SLACK = 1.0, 2.0
_ROOM_FOR_TWO = 20.0
_MOST_LETTERS = 30_000
_ROW, _TALLEST, _MOST_ROWS = 20.0, 40.0, 2_000
_RULES = frozenset("_.\u2026\u00b7-\u2013")


@dataclass(frozen=True, slots=True)
class Settled:
    """A page's letters with those of its fields.

    ``places`` are those of fields with a value, in pdfplumber's coordinates; ``of_fields`` counts
    their letters, ``differing`` the fields that show something else than they hold, ``cut`` those
    that hold more than they have room to show, and ``lost`` those left out because the page holds
    more than can be read.
    """

    chars: list[_Char]
    places: tuple[Rect, ...] = ()
    of_fields: int = 0
    differing: int = 0
    cut: int = 0
    lost: int = 0

    def notices(self, page: int) -> list[Notice]:
        """Say which fields show something else than they hold, or not all of it."""
        counts = {
            "form_value_differs": self.differing,
            "form_value_cut": self.cut,
            "form_values_not_read": self.lost,
        }
        return [
            contents_notices.annotations(code, count, page)
            for code, count in counts.items()
            if count
        ]


def laid_out(chars: Sequence[_Char]) -> set[int]:
    """Return which letters were laid out here, by their place: no drawing can hide those."""
    return {at for at, char in enumerate(chars) if char["fontname"] == LAID_OUT}


def settle(chars: list[_Char], fields: Sequence[Filled], page: Page) -> Settled:
    """Put the fields' values among a page's letters, each once."""
    if not fields:
        return Settled(chars)
    # Some files leave it to the viewer to draw their fields: an empty drawing means nothing then.
    form = pdf.mapping(pdf.mapping(page.pdf.doc.catalog).get("AcroForm"))
    undrawn = bool(pdf.found(form.get("NeedAppearances")))
    drawn: dict[str, list[int]] = {}
    for at, char in enumerate(chars):
        if char.get("drawn_in"):
            drawn.setdefault(char["drawn_in"], []).append(at)
    idle = _idle(chars)
    dropped: set[int] = set()
    added: list[_Char] = []
    places: list[Rect] = []
    of_fields = differing = cut = lost = 0
    for field in fields:
        place = _on_sheet(field.rect, page)
        own = drawn.get(field.drawn_as or "", [])
        shown = [chars[at] for at in own]
        verdict = _verdict(field, shown, place, undrawn=undrawn)
        differing += verdict.differs
        cut += verdict.cut
        if field.text and not field.ticking:
            places.append(place)
        if verdict.as_drawn:
            of_fields += sum(not char["text"].isspace() for char in shown)
            continue
        if len(added) + len(field.text) > _MOST_LETTERS:
            lost += 1
            continue
        dropped.update(own)
        dropped.update(_under(chars, idle, place, ticking=field.ticking))
        if field.ticking:
            added += _box(field.text, place)
        else:
            added += _laid_out(field, place)
            of_fields += sum(not letter.isspace() for letter in field.text)
    kept = [char for at, char in enumerate(chars) if at not in dropped] if dropped else [*chars]
    return Settled([*kept, *added], tuple(places), of_fields, differing, cut, lost)


@dataclass(frozen=True, slots=True)
class _Verdict:
    as_drawn: bool
    differs: bool = False
    cut: bool = False


def _verdict(field: Filled, shown: Sequence[_Char], place: Rect, *, undrawn: bool) -> _Verdict:
    """Decide whether a field is read as it is drawn, and whether that is what it holds."""
    if field.ticking:
        return _Verdict(as_drawn=False)
    held, seen = _bare(field.text), _bare("".join(char["text"] for char in shown))
    if not held:
        return _Verdict(as_drawn=True, differs=bool(seen) and field.sure and not field.part)
    if not seen:
        empty = field.drawn_as is not None and field.sure and not undrawn
        return _Verdict(as_drawn=False, differs=empty)
    if REPLACEMENT in seen or "(cid:" in seen:
        return _Verdict(as_drawn=False)
    if not field.sure:
        return _Verdict(as_drawn=True)
    if field.part:
        chosen = all(_bare(each) in seen for each in field.text.split(", "))
        return _Verdict(as_drawn=False, differs=not chosen)
    if seen == held:
        fits = all(_within(char, place) for char in shown)
        return _Verdict(as_drawn=fits and not field.cells, cut=not fits)
    if held.startswith(seen):
        return _Verdict(as_drawn=False, cut=True)
    return _Verdict(as_drawn=False, differs=True)


def _bare(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _within(char: _Char, place: Rect) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    room = _SLACK
    across = place[0] - room <= x <= place[2] + room
    return bool(across and place[1] - room <= y <= place[3] + room)


def _idle(chars: Sequence[_Char]) -> dict[int, list[int]]:
    """Return the signs that may be dotted lines or printed boxes, by the row that they are in."""
    rows: dict[int, list[int]] = {}
    for at, char in enumerate(chars):
        if not char["text"].isalnum() and not char["text"].isspace() and not char.get("drawn_in"):
            rows.setdefault(int(char["top"] // _ROW), []).append(at)
    return rows


def _under(
    chars: Sequence[_Char], idle: Mapping[int, Sequence[int]], place: Rect, *, ticking: bool
) -> Iterator[int]:
    """Yield the dotted lines under a filled field, and the printed box under one to be ticked."""
    first, last = int((place[1] - _TALLEST) // _ROW), int(place[3] // _ROW)
    for row in range(first, last + 1)[:_MOST_ROWS]:
        for at in idle.get(row, ()):
            if (ticking or chars[at]["text"] in _RULES) and _within(chars[at], place):
                yield at


def signs(drawn: Sequence[tuple[str, Rect]]) -> Iterator[_Char]:
    """Yield the letters of signs that were drawn: each a word of its own, as high as its place."""
    for sign, place in drawn:
        x0, top, x1, bottom = place
        yield _letter(" ", (x0, top, x0, bottom))
        yield _letter(sign, place)
        yield _letter(" ", (x1, top, x1, bottom))


def _on_sheet(rect: Rect, page: Page) -> Rect:
    """Return a place of the page's own units in pdfplumber's coordinates of the turned sheet."""
    media = tuple(float(edge) for edge in page.page_obj.mediabox)
    left, top, right, bottom = turned(rect, media, page.rotation)
    x, y = (float(edge) for edge in page.mediabox[:2])
    return left + x, top + y, right + x, bottom + y


def _box(sign: str, place: Rect) -> Iterator[_Char]:
    x0, top, x1, bottom = place
    side = min(x1 - x0, bottom - top)
    left, high = (x0 + x1 - side) / 2, (top + bottom - side) / 2
    # Spaces on both sides, so that it is a word of its own however near its label stands.
    for text, x, wide in ((" ", left, 0.0), (sign, left, side), (" ", left + side, 0.0)):
        yield _letter(text, (x, high, x + wide, high + side))


def _laid_out(field: Filled, place: Rect) -> Iterator[_Char]:
    """Lay a value out in its field, made to fit: none of it may stand where other words are."""
    x0, top, x1, bottom = place
    margin = _MARGIN if x1 - x0 > 4 * _MARGIN else 0.0
    wide, tall = max(x1 - x0 - 2 * margin, 1.0), max(bottom - top, 1.0)
    text = normalize("NFC", field.text).strip("\n").expandtabs(4)
    many = field.many_lines and tall >= _ROOM_FOR_TWO
    if not many:
        text = " ".join(text.split("\n"))
    if field.cells:
        yield from _in_cells(text, place, field.cells)
        return
    size, rows = _fitted(text, field.size, wide, tall, many=many)
    leading = min(_LEADING * size, tall / len(rows))
    # Viewers begin a little below the edge; of many lines all must have room.
    spare = tall - leading * len(rows)
    down = top + (min(0.16 * size, max(spare, 0.0)) if many else spare / 2)
    for row in rows:
        across = sum(map(_width, row)) * size
        squeeze = min(1.0, wide / across) if across else 1.0
        x = x0 + margin
        for letter in row:
            step = _width(letter) * size * squeeze
            yield _letter(letter, (x, down, x + step, down + min(size, leading)))
            x += step
        # Whatever stands beside the field is another word.
        yield _letter(" ", (x, down, x, down + min(size, leading)))
        down += leading


def _in_cells(text: str, place: Rect, cells: int) -> Iterator[_Char]:
    x0, top, x1, bottom = place
    step = (x1 - x0) / max(cells, len(text))
    size = min(_LARGEST_LETTERS, bottom - top)
    high = (top + bottom - size) / 2
    for at, letter in enumerate(text):
        yield _letter(letter, (x0 + at * step, high, x0 + (at + 1) * step, high + size))


def _fitted(
    text: str, said: float, wide: float, tall: float, *, many: bool
) -> tuple[float, list[str]]:
    """Return the size of letters with which ``text`` fits, and its rows."""
    if not many:
        return min(said or min(0.75 * tall, _LARGEST_LETTERS), tall), [text]
    size = said or _LARGEST_LETTERS
    most = max(1, int(tall / _SMALLEST_LEADING))
    while True:
        rows = _wrapped(text, wide / size)
        if len(rows) * _LEADING * size <= tall + 1:
            return size, rows
        if size * _LEADING <= _SMALLEST_LEADING:
            break
        size = max(0.85 * size, _SMALLEST_LEADING / _LEADING)
    # It fits at no size that is a size: as many rows as there is room for, pressed together.
    joined = " ".join(rows)
    rows = _wrapped(joined, 1.1 * sum(map(_width, joined)) / most)
    return size, [*rows[: most - 1], " ".join(rows[most - 1 :])]


def _wrapped(text: str, room: float) -> list[str]:
    """Break a text into rows of at most ``room`` times the size of its letters."""
    rows: list[str] = []
    for paragraph in text.split("\n"):
        row, used = "", 0.0
        for word in paragraph.split(" "):
            long = sum(map(_width, word))
            if row and used + _width(" ") + long > room:
                rows.append(row)
                row, used = word, long
            else:
                used += long + (_width(" ") if row else 0.0)
                row = f"{row} {word}" if row else word
        rows.append(row)
    return rows


def _letter(text: str, place: Rect) -> _Char:
    x0, top, x1, bottom = place
    return {
        "text": " " if text.isspace() else text, "x0": x0, "top": top, "x1": x1, "bottom": bottom,
        "doctop": top, "size": bottom - top, "adv": x1 - x0, "upright": True,
        "matrix": (1.0, 0.0, 0.0, 1.0, x0, -bottom), "fontname": LAID_OUT, "painted": 0,
        "ncs": "DeviceGray", "non_stroking_color": (0.0,), "stroking_color": (0.0,),
    }  # fmt: skip


@cache
def _width(letter: str) -> float:
    """Return about how wide a letter is, as a share of its size."""
    known = _helvetica().get(letter)
    if known is not None:
        return known / 1000
    return 1.0 if east_asian_width(letter) in "WF" else 0.556


@cache
def _helvetica() -> Mapping[str, float]:
    from pdfminer.fontmetrics import FONT_METRICS

    widths: Mapping[str, float] = FONT_METRICS["Helvetica"][1]
    return widths
