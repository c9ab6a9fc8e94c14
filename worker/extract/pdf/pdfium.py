"""pdfium, called in bulk: many small questions about a page for the price of a few.

pypdfium2 carries the library. Its functions are called here with plain addresses and numbers,
through ``map``, which costs a third of a microsecond a call. Coordinates are pdfium's: points from
the bottom left of the sheet, before any turning.
"""

import ctypes
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from threading import RLock
from types import SimpleNamespace

TEXT, PATH, IMAGE = 1, 2, 3
_MOST_CLIP_POINTS = 100
LINK = 2
LOCK = RLock()
"""pdfium is not safe to use from two threads at once: whoever calls it holds this."""

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_PROTOTYPES: dict[str, tuple[object, ...]] = {
    "FPDF_LoadMemDocument64": (_POINTER, ctypes.c_char_p, ctypes.c_size_t, _POINTER),
    "FPDF_CloseDocument": (None, _POINTER),
    "FPDF_GetPageCount": (_INT, _POINTER),
    "FPDF_LoadPage": (_POINTER, _POINTER, _INT),
    "FPDF_ClosePage": (None, _POINTER),
    "FPDFPage_GetRotation": (_INT, _POINTER),
    "FPDF_GetPageBoundingBox": (_INT, _POINTER, _POINTER),
    "FPDFPage_GetAnnotCount": (_INT, _POINTER),
    "FPDFPage_GetAnnot": (_POINTER, _POINTER, _INT),
    "FPDFAnnot_GetSubtype": (_INT, _POINTER),
    "FPDFPage_CloseAnnot": (None, _POINTER),
    "FPDFPage_CountObjects": (_INT, _POINTER),
    "FPDFPage_GetObject": (_POINTER, _POINTER, _INT),
    "FPDFPageObj_GetType": (_INT, _POINTER),
    "FPDFPageObj_GetBounds": (_INT, *[_POINTER] * 5),
    "FPDFPageObj_GetMatrix": (_INT, _POINTER, _POINTER),
    "FPDFPageObj_GetFillColor": (_INT, *[_POINTER] * 5),
    "FPDFPageObj_GetClipPath": (_POINTER, _POINTER),
    "FPDFClipPath_CountPaths": (_INT, _POINTER),
    "FPDFClipPath_CountPathSegments": (_INT, _POINTER, _INT),
    "FPDFClipPath_GetPathSegment": (_POINTER, _POINTER, _INT, _INT),
    "FPDFPageObj_CountMarks": (_INT, _POINTER),
    "FPDFPageObj_GetMark": (_POINTER, _POINTER, ctypes.c_ulong),
    "FPDFPageObjMark_GetParamStringValue": (
        _INT,
        _POINTER,
        ctypes.c_char_p,
        _POINTER,
        ctypes.c_ulong,
        _POINTER,
    ),
    "FPDFPath_CountSegments": (_INT, _POINTER),
    "FPDFPath_GetPathSegment": (_POINTER, _POINTER, _INT),
    "FPDFPath_GetDrawMode": (_INT, *[_POINTER] * 3),
    "FPDFPathSegment_GetType": (_INT, _POINTER),
    "FPDFPathSegment_GetClose": (_INT, _POINTER),
    "FPDFPathSegment_GetPoint": (_INT, *[_POINTER] * 3),
    "FPDFTextObj_GetTextRenderMode": (_INT, _POINTER),
    "FPDFTextObj_GetFontSize": (_INT, _POINTER, _POINTER),
    "FPDFTextObj_GetFont": (_POINTER, _POINTER),
    "FPDFTextObj_GetText": (ctypes.c_ulong, _POINTER, _POINTER, _POINTER, ctypes.c_ulong),
    "FPDFFont_GetDescent": (_INT, _POINTER, ctypes.c_float, _POINTER),
    "FPDFFont_GetBaseFontName": (ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t),
    "FPDFText_LoadPage": (_POINTER, _POINTER),
    "FPDFText_ClosePage": (None, _POINTER),
    "FPDFText_CountChars": (_INT, _POINTER),
    "FPDFText_GetText": (_INT, _POINTER, _INT, _INT, _POINTER),
    "FPDFText_GetLooseCharBox": (_INT, _POINTER, _INT, _POINTER),
    "FPDFText_GetTextObject": (_POINTER, _POINTER, _INT),
    "FPDFText_IsGenerated": (_INT, _POINTER, _INT),
    "FPDFText_HasUnicodeMapError": (_INT, _POINTER, _INT),
}


@cache
def library() -> SimpleNamespace:
    """Return pdfium's functions by name, without the ``FPDF_`` before it."""
    import pypdfium2.raw as raw

    def bound(name: str, prototype: tuple[object, ...]) -> Callable[..., object]:
        address = ctypes.cast(getattr(raw, name), _POINTER).value
        return ctypes.PYFUNCTYPE(*prototype)(address)  # type: ignore[arg-type]

    return SimpleNamespace(
        **{
            name.removeprefix("FPDF").lstrip("_"): bound(name, each)
            for name, each in _PROTOTYPES.items()
        }
    )


class Paper:
    """A PDF that pdfium has opened; ``sheets`` is how many pages it finds."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF without a password. Raises ValueError when pdfium cannot."""
        self._data = data
        self._handle = library().LoadMemDocument64(data, len(data), None)
        if not self._handle:
            raise ValueError("pdfium cannot open this file")
        self.sheets: int = library().GetPageCount(self._handle)

    @contextmanager
    def sheet(self, index: int) -> Iterator["Sheet"]:
        """Open a page, counted from 0. Raises ValueError when pdfium cannot."""
        call = library()
        page = call.LoadPage(self._handle, index)
        if not page:
            raise ValueError("pdfium cannot open this page")
        text = call.Text_LoadPage(page)
        try:
            if not text:
                raise ValueError("pdfium cannot read this page")
            yield Sheet(page, text)
        finally:
            if text:
                call.Text_ClosePage(text)
            call.ClosePage(page)

    def close(self) -> None:
        """Give the memory back."""
        if self._handle:
            library().CloseDocument(self._handle)
            self._handle = None


class Sheet:
    """An open page: its letters by index, and the objects that it is painted with, in order.

    ``frame`` is what is displayed of it: its left edge, its top, its width and its height.
    """

    def __init__(self, page: int, text: int) -> None:
        self._page, self._text = page, text
        call = library()
        self.letters: int = call.Text_CountChars(text)
        self.rotation: int = call.Page_GetRotation(page)
        self.frame = self._shown()
        count = call.Page_CountObjects(page)
        self.objects: list[int] = list(map(call.Page_GetObject, repeat(page), range(count)))
        self.kinds: list[int] = list(map(call.PageObj_GetType, self.objects))

    def text(self) -> str:
        """Return the letters; not as many as ``letters`` where they don't map one by one."""
        buffer = (ctypes.c_ushort * (self.letters + 1))()
        units = library().Text_GetText(self._text, 0, self.letters, ctypes.addressof(buffer))
        return bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "surrogatepass")

    def boxes(self) -> tuple[list[float], list[float], list[float]]:
        """Return each letter's left, top and right.

        The box is as wide as the letter's advance and as high as its font, or as its ink where that
        reaches further.
        """
        n = self.letters
        buffer = array("f", bytes(16 * n))
        start = buffer.buffer_info()[0]
        places = range(start, start + 16 * n, 16)
        found = map(library().Text_GetLooseCharBox, repeat(self._text), range(n), places)
        if sum(found) != n:
            raise ValueError("a letter without a place")
        return (
            buffer[0::4].tolist(),
            buffer[1::4].tolist(),
            buffer[2::4].tolist(),
        )

    def drawn_by(self, letters: Sequence[int]) -> list[int | None]:
        """Return the text object of each of some letters."""
        return list(map(library().Text_GetTextObject, repeat(self._text), letters))

    def guessed(self, letter: int) -> bool:
        """Whether pdfium put a letter (a space) in itself."""
        return bool(library().Text_IsGenerated(self._text, letter))

    def all_known(self) -> bool:
        """Whether the fonts say of every letter which one it is."""
        return not any(
            map(library().Text_HasUnicodeMapError, repeat(self._text), range(self.letters))
        )

    def draws_letters(self, thing: int) -> bool:
        """Whether some letters of the page come from a text object."""
        return bool(library().TextObj_GetText(thing, self._text, None, 0) > 2)

    def _shown(self) -> tuple[float, float, float, float]:
        """Return the left edge and the top of what is displayed, its width and its height."""
        box = array("f", bytes(16))
        if not library().GetPageBoundingBox(self._page, box.buffer_info()[0]):
            raise ValueError("a page without a place")
        left, top, right, bottom = box
        return left, top, right - left, top - bottom

    def annotations(self, most: int) -> list[int]:
        """Return the kinds of the first ``most`` annotations."""
        call = library()
        kinds = []
        for index in range(min(call.Page_GetAnnotCount(self._page), most)):
            annotation = call.Page_GetAnnot(self._page, index)
            kinds.append(call.Annot_GetSubtype(annotation) if annotation else 0)
            if annotation:
                call.Page_CloseAnnot(annotation)
        return kinds


def bounds(things: Sequence[int]) -> list[tuple[float, ...]]:
    """Return where objects are: left, bottom, right, top. Raises ValueError for one that isn't."""
    return _fours(library().PageObj_GetBounds, things, "f", 4)


def inks(things: Sequence[int]) -> list[tuple[float, ...]]:
    """Return the colours that objects are filled with: red, green, blue and opacity to 255.

    Raises ValueError where a colour has none of these.
    """
    return _fours(library().PageObj_GetFillColor, things, "I", 4)


def matrices(things: Sequence[int]) -> list[tuple[float, ...]]:
    """Return the matrices of objects, six numbers each. Raises ValueError for one without."""
    n = len(things)
    buffer = array("f", bytes(24 * n))
    start = buffer.buffer_info()[0]
    if sum(map(library().PageObj_GetMatrix, things, range(start, start + 24 * n, 24))) != n:
        raise ValueError("an object without a matrix")
    return list(zip(*[iter(buffer)] * 6, strict=True))


def paintings(things: Sequence[int]) -> list[int]:
    """Return how text objects are painted: the text rendering mode (ISO 32000, 9.3.6)."""
    return list(map(library().TextObj_GetTextRenderMode, things))


def sizes(things: Sequence[int]) -> list[float]:
    """Return the font sizes of text objects, before their matrices. Raises ValueError."""
    n = len(things)
    buffer = array("f", bytes(4 * n))
    start = buffer.buffer_info()[0]
    if sum(map(library().TextObj_GetFontSize, things, range(start, start + 4 * n, 4))) != n:
        raise ValueError("a text without a size")
    return buffer.tolist()


def fonts(things: Sequence[int]) -> list[int]:
    """Return the fonts of text objects."""
    return list(map(library().TextObj_GetFont, things))


def clips(things: Sequence[int]) -> list[list[tuple[float, ...]]]:
    """Return the boxes around the paths that each object is clipped to: left, bottom, right, top.

    Raises ValueError where a clip is too large to be asked about.
    """
    call = library()
    clips = list(map(call.PageObj_GetClipPath, things))
    counts = [call.ClipPath_CountPaths(clip) if clip else 0 for clip in clips]
    if max(counts, default=0) <= 0:
        return [[] for _ in things]
    return [
        [_around(clip, path) for path in range(count)] if count > 0 else []
        for clip, count in zip(clips, counts, strict=True)
    ]


def _around(clip: int, path: int) -> tuple[float, ...]:
    call = library()
    count = call.ClipPath_CountPathSegments(clip, path)
    if not 0 < count <= _MOST_CLIP_POINTS:
        raise ValueError("a clip without an end")
    pairs = array("f", bytes(8 * count))
    start = pairs.buffer_info()[0]
    segments = [call.ClipPath_GetPathSegment(clip, path, at) for at in range(count)]
    places = range(start, start + 8 * count, 8)
    if sum(map(call.PathSegment_GetPoint, segments, places, (at + 4 for at in places))) != count:
        raise ValueError("a clip without a place")
    across, down = pairs[0::2], pairs[1::2]
    return min(across), min(down), max(across), max(down)


def is_replaced(thing: int) -> bool:
    """Whether a text object is marked to be read as other words than it draws."""
    call = library()
    length = array("L", (0,))
    place = length.buffer_info()[0]
    return any(
        call.PageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, place)
        for at in range(call.PageObj_CountMarks(thing))
        if (mark := call.PageObj_GetMark(thing, at))
    )


def _fours(
    function: Callable[..., int], things: Sequence[int], kind: str, width: int
) -> list[tuple[float, ...]]:
    n = len(things)
    buffer = array(kind, bytes(4 * width * n))
    start = buffer.buffer_info()[0]
    stop = start + 16 * n
    columns = (range(start + at, stop + at, 16) for at in (0, 4, 8, 12))
    if sum(map(bool, map(function, things, *columns))) != n:
        raise ValueError("an object that does not say")
    return list(zip(*[iter(buffer)] * width, strict=True))
