"""What is on a page besides its letters, as pdfium sees it: pictures, curves, and covers of words.

Straight lines and upright rectangles are a form's rules and boxes. Anything else may be a
signature.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence

from worker.extract.layout import PlacedWord, Rect
from worker.extract.pdf import pdfium
from worker.extract.pdf.fast_words import Doubtful
from worker.extract.pdf.pdfium import IMAGE, PATH, TEXT, Sheet, library

_MOST_SHAPES, _MOST_POINTS, _MOST_INK = 400, 64, 200
_MOVE, _CURVE = 2, 1
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
    _, _, width, height = sheet.frame
    if len(words) < _FEW_WORDS and pictures:
        largest = max(_area(places[at], width, height) for at in pictures)
        if largest > _MOST * width * height:
            raise Doubtful
    curves = [at for at in shapes if _is_curved(sheet.objects[at])]
    ink = [places[at] for at in (*pictures, *curves)[:_MOST_INK]]
    return tuple(rect for rect in ink if _shows(rect, width, height))


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
        for at, (x0, top, x1, bottom) in letters:
            if at > cover:
                break
            across = min(x1, places[cover][2]) - max(x0, places[cover][0])
            down = min(bottom, places[cover][3]) - max(top, places[cover][1])
            if across > _A_LETTER and 2 * down > bottom - top:
                raise Doubtful


def _is_curved(shape: int) -> bool:
    """Whether a shape is more than straight lines and upright rectangles."""
    call = library()
    count = call.Path_CountSegments(shape)
    if count <= 2:
        return False
    if count > _MOST_POINTS:
        return True
    ((_, b, c, _, _, _),) = pdfium.matrices([shape])
    if b or c:
        return True
    segments = [call.Path_GetPathSegment(shape, at) for at in range(count)]
    kinds = [call.PathSegment_GetType(segment) for segment in segments]
    if _CURVE in kinds:
        return True
    point = array("f", (0.0, 0.0))
    start = point.buffer_info()[0]
    parts: list[list[tuple[float, float]]] = []
    for segment, kind in zip(segments, kinds, strict=True):
        call.PathSegment_GetPoint(segment, start, start + 4)
        if kind == _MOVE or not parts:
            parts.append([])
        parts[-1].append((point[0], point[1]))
    return any(len(part) > 2 and not _is_upright(part) for part in parts)


def _is_upright(points: list[tuple[float, float]]) -> bool:
    """Whether points are the corners of an upright rectangle, in their order."""
    if len(points) == 5 and points[4] == points[0]:
        points = points[:4]
    if len(points) != 4:
        return False
    (a, b), (c, d), (e, f), (g, h) = points
    return (a == c and d == f and e == g and h == b) or (b == d and c == e and f == h and g == a)
