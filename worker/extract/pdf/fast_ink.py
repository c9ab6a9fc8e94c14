"""What is on a page besides its letters, as pdfium sees it: pictures, curves, and covers of words.

Straight lines and upright rectangles are a form's rules and boxes. Anything else may be a
signature.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from worker.extract import rules
from worker.extract.layout import PlacedWord, Rect
from worker.extract.pdf import drawn_choices, outlines, pdfium
from worker.extract.pdf.fast_words import Doubtful
from worker.extract.pdf.outlines import Point
from worker.extract.pdf.pdfium import IMAGE, PATH, TEXT, Sheet, library

_MOST_SHAPES, _MOST_POINTS, _MOST_INK = 400, 64, 200
_MOVE, _CURVE, _LINE = 2, 1, 0
_MOST_STEPS = 2_000
_A_LINE, _A_BOX = 2, 5
"""Points of a line, and of a box that is drawn back to its first corner."""
_A_RULE = 3.0
"""What is filled and no wider or higher than this is a line, and covers nothing."""
_A_LETTER = 2.0
_FEW_WORDS, _MOST = 30, 0.5


def on(sheet: Sheet, words: Sequence[PlacedWord]) -> tuple[Rect, ...]:
    """Return where pictures and drawn curves are, as displayed.

    Raises Doubtful where something was painted over words, or where a picture is most of the page;
    ValueError where pdfium doesn't know.
    """
    pictures = [at for at, kind in enumerate(sheet.kinds) if kind == IMAGE]
    shapes = [at for at, kind in enumerate(sheet.kinds) if kind == PATH]
    if not pictures and not shapes:
        return ()
    if len(pictures) + len(shapes) > _MOST_SHAPES:
        raise Doubtful
    things = pictures + shapes
    places = dict(zip(things, _displayed(sheet, things), strict=True))
    _refuse_covers(sheet, places)
    _refuse_drawn_answers(sheet, shapes, places, words)
    _, _, width, height = sheet.frame
    if len(words) < _FEW_WORDS and pictures:
        largest = max(_area(places[at], width, height) for at in pictures)
        if largest > _MOST * width * height:
            raise Doubtful
    curves = [
        at
        for at in shapes
        if _is_curved(sheet.objects[at]) and not _goes_around(sheet, sheet.objects[at])
    ]
    ink = [places[at] for at in (*pictures, *curves)[:_MOST_INK]]
    return tuple(rect for rect in ink if _shows(rect, width, height))


def strokes(sheet: Sheet) -> list[Rect]:
    """Return the straight strokes on a page: lines, and the sides of boxes.

    Raises ValueError where pdfium doesn't know.
    """
    shapes = [at for at, kind in enumerate(sheet.kinds) if kind == PATH]
    if not shapes:
        return []
    count = library().Path_CountSegments
    found: list[Rect] = []
    for at, place in zip(shapes, _displayed(sheet, shapes), strict=True):
        if count(sheet.objects[at]) <= _A_BOX:
            found += rules.sides(place)
        else:
            found += _parts(sheet, sheet.objects[at])
    return found


def _parts(sheet: Sheet, shape: int) -> Iterator[Rect]:
    """Yield the steps of a shape of many parts, each of them a line or a box.

    Letters that are drawn as shapes have level and upright sides too, and rule no table.
    """
    for part in _ways(sheet, shape):
        if len(part) > _A_BOX:
            continue
        for (one, _), (two, segment) in pairwise(part):
            if library().PathSegment_GetType(segment) == _LINE:
                yield (
                    min(one[0], two[0]), min(one[1], two[1]),
                    max(one[0], two[0]), max(one[1], two[1]),
                )  # fmt: skip


def _ways(sheet: Sheet, shape: int) -> list[list[tuple[Point, int]]]:
    """Return the parts of a shape, each in one go: its points as displayed, and the steps there."""
    parts: list[list[tuple[Point, int]]] = []
    for step in _points(sheet, shape):
        if not parts or library().PathSegment_GetType(step[1]) == _MOVE:
            parts.append([])
        parts[-1].append(step)
    return parts


def _goes_around(sheet: Sheet, shape: int) -> bool:
    """Whether each part of a shape encloses a place without a dent."""
    call = library()
    if call.Path_CountSegments(shape) > _MOST_POINTS:
        return False
    return all(
        outlines.goes_around(
            [point for point, _ in part], closed=bool(call.PathSegment_GetClose(part[-1][1]))
        )
        for part in _ways(sheet, shape)
    )


def _points(sheet: Sheet, shape: int) -> Iterator[tuple[Point, int]]:
    """Yield the points of a shape as displayed, with its steps to them, unless it has too many."""
    call = library()
    count = call.Path_CountSegments(shape)
    if count > _MOST_STEPS:
        return
    a, b, c, d, e, f = pdfium.matrices([shape])[0]
    x, y, _, _ = sheet.frame
    pair = array("f", (0.0, 0.0))
    start = pair.buffer_info()[0]
    for at in range(count):
        segment = call.Path_GetPathSegment(shape, at)
        if not call.PathSegment_GetPoint(segment, start, start + 4):
            raise ValueError("a shape without a place")
        here = a * pair[0] + c * pair[1] + e - x, y - (b * pair[0] + d * pair[1] + f)
        yield here, segment


def _displayed(sheet: Sheet, things: Sequence[int]) -> Iterator[Rect]:
    x, y, _, _ = sheet.frame
    for left, low, right, high in pdfium.bounds([sheet.objects[at] for at in things]):
        yield left - x, y - high, right - x, y - low


def _shows(rect: Rect, width: float, height: float) -> bool:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return 0 <= x <= width and 0 <= y <= height


def _area(rect: Rect, width: float, height: float) -> float:
    x0, top, x1, bottom = rect
    wide, tall = min(x1, width) - max(x0, 0), min(bottom, height) - max(top, 0)
    return max(wide, 0) * max(tall, 0)


def _is_filled(thing: int) -> bool:
    modes = array("i", (0, 0))
    start = modes.buffer_info()[0]
    if not library().Path_GetDrawMode(thing, start, start + 4):
        raise ValueError("a shape that does not say how it is drawn")
    return modes[0] != 0


def _refuse_covers(sheet: Sheet, places: Mapping[int, Rect]) -> None:
    """Raise Doubtful where a picture or a filled shape was painted over letters."""
    first_text = sheet.kinds.index(TEXT)
    covers = [
        at
        for at, (x0, top, x1, bottom) in places.items()
        if at > first_text
        and min(x1 - x0, bottom - top) > _A_RULE
        and (sheet.kinds[at] == IMAGE or _is_filled(sheet.objects[at]))
    ]
    if not covers:
        return
    texts = [at for at, kind in enumerate(sheet.kinds) if kind == TEXT]
    letters = list(zip(texts, _displayed(sheet, texts), strict=True))
    for cover in covers:
        left, above, right, below = places[cover]
        beneath = [
            rect
            for at, rect in letters
            if at < cover and rect[1] < below and rect[3] > above and rect[0] < right
        ]
        for x0, top, x1, bottom in beneath:
            across, down = min(x1, right) - max(x0, left), min(bottom, below) - max(top, above)
            if across > _A_LETTER and 2 * down > bottom - top:
                raise Doubtful


def _refuse_drawn_answers(
    sheet: Sheet, shapes: Sequence[int], places: Mapping[int, Rect], words: Sequence[PlacedWord]
) -> None:
    """Raise Doubtful where there may be boxes to tick, or words ringed or struck out."""
    known = [(word.text, word.shown) for word in words]
    if drawn_choices.may_be_drawn(known, [places[at] for at in shapes]):
        raise Doubtful
    count = library().Path_CountSegments
    # A shape of many parts may be many boxes.
    if any(
        count(sheet.objects[at]) > _A_BOX and not _is_filled(sheet.objects[at]) for at in shapes
    ) and (drawn_choices.offers_a_choice(known)):
        raise Doubtful


def _is_curved(shape: int) -> bool:
    """Whether a shape is more than straight lines and boxes."""
    call = library()
    count = call.Path_CountSegments(shape)
    if count <= _A_LINE or count > _MOST_POINTS:
        return bool(count > _A_LINE)
    if count <= _A_BOX:
        # A curve has three points, so one of these is on it.
        ends = call.Path_GetPathSegment(shape, 1), call.Path_GetPathSegment(shape, count - 1)
        return count < _A_BOX - 1 or _CURVE in map(call.PathSegment_GetType, ends)
    kinds = [call.PathSegment_GetType(call.Path_GetPathSegment(shape, at)) for at in range(count)]
    parts = [at for at, kind in enumerate(kinds) if kind == _MOVE] + [count]
    lengths = {after - before for before, after in pairwise(parts)}
    return _CURVE in kinds or not lengths <= {1, _A_LINE, _A_BOX - 1, _A_BOX}
