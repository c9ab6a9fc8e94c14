"""The fast road through a PDF: pdfium, for the pages that it is known to read like the slow road.

Everything that could make the two differ is asked about first. Where the answer is not plainly no,
the page is not read here. Most pages that anybody ever typed are plain.
"""

from collections.abc import Collection, Sequence
from statistics import median

from worker.extract import ink, reading_order, ruled_tables
from worker.extract.columns import in_reading_order
from worker.extract.layout import PlacedWord, SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import fast_ink, fast_words, mark_words, pdfium, soundness
from worker.extract.pdf.fast_words import Doubtful
from worker.extract.pdf.pdfium import IMAGE, LINK, PATH, TEXT, Paper, Sheet
from worker.extract.pdf.soundness import Wholeness

_Ink = tuple[float, ...]

_MOST_LETTERS, _MOST_OBJECTS, _MOST_LINKS = 50_000, 20_000, 50
_TALLEST_PAGE = 20_000.0
_A_LETTER = 2.0
"""A clip may cut off this much, in points, at the side of words: no letter is narrower."""
_FILLED = 0
_WHITE, _OPAQUE = 247, 255
_FAINT, _NEARLY = 0.7, 0.95
"""A little less of white's light, and of a size, than what is faint or large on the slow road."""


def pages(data: bytes, limits: Limits) -> list[SourcePage | None]:
    """Read the pages of a PDF; None stands for each that the slow road must read.

    Nothing at all comes of a file that isn't sound.
    """
    whole = soundness.checked(data)
    if whole is None or not 0 < whole.pages <= limits.pages:
        return []
    with pdfium.LOCK:
        try:
            paper = Paper(data)
        except ValueError:
            return []
        try:
            if paper.sheets != whole.pages:
                return []
            return [_read(paper, index, whole) for index in range(paper.sheets)]
        finally:
            paper.close()


def _read(paper: Paper, index: int, whole: Wholeness) -> SourcePage | None:
    try:
        with paper.sheet(index) as sheet:
            return _page(sheet, index + 1, whole)
    except (Doubtful, ValueError):
        return None


def _page(sheet: Sheet, number: int, whole: Wholeness) -> SourcePage:
    _, _, width, height = sheet.frame
    if sheet.rotation or not 0 < max(width, height) <= _TALLEST_PAGE or min(width, height) <= 0:
        raise Doubtful
    if not 0 < sheet.letters <= _MOST_LETTERS or len(sheet.objects) > _MOST_OBJECTS:
        raise Doubtful
    if set(sheet.annotations(_MOST_LINKS + 1)) - {LINK}:
        raise Doubtful
    if set(sheet.kinds) - {TEXT, PATH, IMAGE}:
        raise Doubtful
    texts = [thing for thing, kind in zip(sheet.objects, sheet.kinds, strict=True) if kind == TEXT]
    inks = set(pdfium.inks(texts))
    _refuse_odd_paint(texts, inks)
    _refuse_cut_off(texts)
    if whole.watermarks:
        raise Doubtful
    if whole.replaced and any(map(pdfium.is_replaced, texts)):
        raise Doubtful
    found = fast_words.letters(sheet, whole)
    words = fast_words.words(sheet, found, texts)
    if not words:
        raise Doubtful
    _refuse_marks(words, inks, height)
    drawn = ink.of(fast_ink.on(sheet, words), words, width, height)
    tables = ruled_tables.found(fast_ink.strokes(sheet), words)
    if width > height:
        lines, doubtful = reading_order.of_page(words, width, height, tables)
    else:
        # Words that run across an upright sheet are those of one page.
        lines, doubtful = in_reading_order(words, tables=tables)
    if doubtful:
        raise Doubtful
    return SourcePage(
        number=number, width=width, height=height, method="text", lines=tuple(lines), ink=drawn,
        tables=tables,
    )  # fmt: skip


def _refuse_cut_off(texts: Sequence[int]) -> None:
    """Raise Doubtful where a clip may take letters away."""
    clips = pdfium.clips(texts)
    cut = [at for at, boxes in enumerate(clips) if boxes]
    places = pdfium.bounds([texts[at] for at in cut])
    for at, (left, low, right, high) in zip(cut, places, strict=True):
        for x0, y0, x1, y1 in clips[at]:
            seen = min(high, y1) - max(low, y0)
            if x0 > left + _A_LETTER or x1 < right - _A_LETTER or 2 * seen < high - low:
                raise Doubtful


def _refuse_odd_paint(texts: Sequence[int], inks: Collection[_Ink]) -> None:
    """Raise Doubtful where letters are unseen or so pale that nobody may see them."""
    if set(pdfium.paintings(texts)) - {_FILLED}:
        raise Doubtful
    for red, green, blue, opacity in inks:
        if opacity != _OPAQUE or min(red, green, blue) >= _WHITE:
            raise Doubtful


def _refuse_marks(words: Sequence[PlacedWord], inks: Collection[_Ink], height: float) -> None:
    """Raise Doubtful where words may be a mark that was printed over the page."""
    faint = any(sum(paint[:3]) >= _FAINT * 3 * _OPAQUE for paint in inks)
    large = 0.0 if faint else _NEARLY * mark_words.LARGE * median(word.size for word in words)
    rows: dict[tuple[int, int], list[str]] = {}
    for word in words:
        if word.size >= large and word.bottom > mark_words.HEAD * height:
            rows.setdefault((round(word.bottom), round(word.size)), []).append(word.text)
    if any(
        mark_words.only(" ".join(row)) or any(map(mark_words.only, row)) for row in rows.values()
    ):
        raise Doubtful
