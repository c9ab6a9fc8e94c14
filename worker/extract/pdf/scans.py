"""Pages of a PDF that are read from their pictures, and how that goes with words they have typed.

A scan's own hidden text layer is some other program's reading of the same picture. Nobody saw it
when the statement was signed, so it is not trusted: the picture is read here, and a layer that
differs much from it is named.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.casefile import Notice
from worker.errors import Unreadable
from worker.extract import page_notices
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import typed_over
from worker.extract.pdf.picture import Drawing, NotDrawn, opened

if TYPE_CHECKING:
    from PIL.Image import Image

_OF_THE_PICTURE = frozenset({"page_not_read", "page_partly_read", "unreadable_characters"})
"""What was said of a page because its picture had not been read yet."""
_ENOUGH_WORDS = 10
_ALIKE = 0.6


def read(data: bytes, pages: Sequence[SourcePage], limits: Limits) -> list[SourcePage]:
    """Return ``pages`` with those that want it read from their pictures.

    Raises Unreadable when pictures cannot be read here and no page has words without that.
    """
    wanted = [page for page in pages if page.wants_picture]
    if not wanted:
        return list(pages)
    from worker.extract.ocr import reading

    reason = reading.available(limits.languages)
    if reason:
        return _without_ocr(pages, reason)
    try:
        with opened(data) as drawing:
            found = _read(drawing, wanted, limits)
    except NotDrawn:
        found = dict.fromkeys((page.number for page in wanted), None)
    return [_settled(page, found[page.number]) if page.wants_picture else page for page in pages]


def _read(
    drawing: Drawing, wanted: Sequence[SourcePage], limits: Limits
) -> dict[int, SourcePage | None]:
    """Return what was read from the pages' pictures, None for those that cannot be drawn."""
    from worker.extract.ocr.reading import PagePicture, read_pictures

    found: dict[int, SourcePage | None] = {}
    pictures = []
    for page in wanted:
        try:
            width, height = drawing.size(page.number)
        except NotDrawn:
            found[page.number] = None
        else:
            draw = _opener(drawing, page, limits, found)
            pictures.append(PagePicture(page.number, draw, width, height))
    for read in read_pictures(pictures, limits) if pictures else ():
        found.setdefault(read.number, read)
    return found


def _opener(
    drawing: Drawing, page: SourcePage, limits: Limits, found: dict[int, SourcePage | None]
) -> "Callable[[], Image]":
    """Return what draws a page when its turn has come; ``found`` learns that it cannot be drawn."""

    def draw() -> "Image":
        try:
            image = drawing.for_ocr(page.number, limits)
        except (NotDrawn, MemoryError):
            # One page that is too much must not take the others with it.
            found[page.number] = None
            raise NotDrawn from None
        return image if page.hidden_layer else typed_over.without_typed(image, page)

    return draw


def _settled(page: SourcePage, read: SourcePage | None) -> SourcePage:
    """Return a page as read from its picture, with what its text layer had to give."""
    if read is None:
        page = _unread(page)
        return page if page.lines else _also(page, page_notices.not_drawn(page.number))
    said = [notice for notice in page.notices if notice.code not in _OF_THE_PICTURE]
    notices = (*said, *read.notices)
    if page.hidden_layer:
        if _differs(page, read):
            notices = (*notices, page_notices.layer_differs(page.number))
        return replace(read, ink=page.ink, notices=notices)
    if any(notice.code == "page_damaged" for notice in page.notices):
        return replace(read, ink=page.ink, notices=notices) if read.lines else page
    blank = not read.lines and {notice.code for notice in read.notices} <= {"page_blank"}
    if not page.lines and not page.asides:
        # Letters that are in the file and cannot even be drawn: the page is not blank.
        return page if blank and not page.ink else replace(read, ink=page.ink, notices=notices)
    if not read.lines:
        return replace(page, notices=tuple(said) if blank else notices)
    return typed_over.merged(page, read, notices)


def _differs(page: SourcePage, read: SourcePage) -> bool:
    """Whether a hidden text layer and the picture have few words in common."""
    layer, shown = _words(page), _words(read)
    if not read.lines:
        # An illegible picture says nothing about its layer; an empty one does.
        return any(notice.code == "page_blank" for notice in read.notices)
    if max(layer.total(), shown.total()) < _ENOUGH_WORDS:
        return False
    return 2 * (layer & shown).total() < _ALIKE * (layer.total() + shown.total())


def _words(page: SourcePage) -> Counter[str]:
    bare = (
        "".join(filter(str.isalnum, word.text.casefold()))
        for line in (*page.lines, *page.asides)
        for word in line.words
    )
    return Counter(word for word in bare if word)


def _without_ocr(pages: Sequence[SourcePage], reason: str) -> list[SourcePage]:
    """Return the pages as far as they can be read where there is no OCR."""
    rest = [_unread(page) if page.wants_picture else page for page in pages]
    if not any(page.lines or page.asides for page in rest):
        raise Unreadable("ocr_missing", f"{reason} Ask whoever runs Deponent to install it.")
    said = page_notices.pictures_not_read(
        [page.number for page in pages if page.wants_picture], reason
    )
    first = next(at for at, page in enumerate(pages) if page.wants_picture)
    rest[first] = _also(rest[first], said)
    return rest


def _unread(page: SourcePage) -> SourcePage:
    """Return a page without its picture: a hidden layer is no reading of it."""
    if not page.hidden_layer:
        return page
    return _also(replace(page, method="none", lines=(), asides=()), page_notices.scan(page.number))


def _also(page: SourcePage, notice: Notice) -> SourcePage:
    return replace(page, notices=(*page.notices, notice))
