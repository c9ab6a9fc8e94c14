"""Pictures of pages, scanned or photographed: TIFF (many pages), JPEG, PNG, WebP, GIF and BMP."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from worker.casefile import ExtractedDocument, Notice
from worker.errors import Unreadable
from worker.extract import READER_VERSION, sniff
from worker.extract.limits import Limits
from worker.extract.sheets import compose

if TYPE_CHECKING:
    from PIL.Image import Image

    from worker.extract.layout import SourcePage
    from worker.extract.ocr.reading import PagePicture

_FORMATS = ("TIFF", "JPEG", "PNG", "WEBP", "GIF", "BMP")
_LONG = 842.0
"""The longer side of A4 in points: what a picture is taken for that doesn't say how large it is."""
_SHORTEST, _LONGEST = 200.0, 1_250.0
"""Sides of sheets up to A3 in points. A picture that says otherwise is not believed: cameras and
programs write 72 or 96 dots an inch where they know nothing."""
_SUBFILE, _REDUCED = 254, 1
_PAPER = 255
_FAULTS = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError)
"""What Pillow raises on damaged pictures."""


@dataclass(frozen=True, slots=True)
class _File:
    """A picture file, and what became known of it while its pages were decoded."""

    data: bytes
    limits: Limits
    cut: set[int] = field(default_factory=set)
    lost: dict[int, Unreadable] = field(default_factory=dict)


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read the words of a picture, or of every page of a TIFF. Raises Unreadable."""
    from worker.extract.ocr import reading

    file = _File(data, limits)
    with _bounded(limits):
        frames, whole = _frames(file)
        notices = [] if whole else [_cut_off(len(frames))]
        pictures = [_picture(file, frame, at) for at, frame in enumerate(frames, start=1)]
        pages = reading.read_pictures(pictures, limits)
    if len(file.lost) == len(pages):
        # There is no page to show to anybody.
        raise next(iter(file.lost.values()))
    if not file.cut and all(map(_is_blank, pages)):
        raise Unreadable(
            "no_text",
            "The picture has nothing on it that could be read: it is blank. "
            "Compare with the original, and scan it again.",
        )
    notices += [_partly(number) for number in sorted(file.cut - file.lost.keys())]
    document = compose(
        pages,
        media_type=sniff.media_type(data),
        reader=f"deponent-image {READER_VERSION}",
        notices=notices,
    )
    return replace(document, ocr=reading.engine(limits.languages))


def _is_blank(page: "SourcePage") -> bool:
    return not page.lines and {notice.code for notice in page.notices} == {"page_blank"}


@contextmanager
def _bounded(limits: Limits) -> Iterator[None]:
    """Have Pillow refuse what is larger than allowed, before it unpacks anything."""
    from PIL import Image

    before = Image.MAX_IMAGE_PIXELS
    # Pillow refuses at twice this figure, and warns at once.
    Image.MAX_IMAGE_PIXELS = max(1, limits.pixels // 2)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _open(file: _File) -> "Image":
    from PIL import Image

    try:
        return Image.open(io.BytesIO(file.data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _too_large(file.limits) from None
    except _FAULTS:
        raise _damaged() from None


def _frames(file: _File) -> tuple[list[int], bool]:
    """Return which pictures of a file are pages, and whether all could be found."""
    frames: list[int] = []
    with _open(file) as image:
        if image.format != "TIFF":
            return [0], True
        at = 0
        try:
            while True:
                image.seek(at)
                # A smaller copy of a page, kept for lists, is no page.
                if not _tag(image, _SUBFILE) & _REDUCED:
                    frames.append(at)
                if len(frames) > file.limits.pages:
                    raise Unreadable(
                        "too_many_pages",
                        f"The picture has more than {file.limits.pages} pages. "
                        "Split it and upload the parts.",
                    )
                at += 1
        except EOFError:
            return frames or [0], True
        except _FAULTS:
            return frames or [0], False


def _tag(image: Any, number: int) -> int:  # noqa: ANN401  (Pillow's tags are not typed)
    value = image.tag_v2.get(number, 0)
    return value if isinstance(value, int) else 0


def _picture(file: _File, frame: int, number: int) -> "PagePicture":
    from worker.extract.ocr.reading import PagePicture

    with _open(file) as image:
        try:
            image.seek(frame)
            width, height = _size(image)
        except _FAULTS:
            width, height = _LONG / 2**0.5, _LONG
    return PagePicture(number, _opener(file, frame, number), width, height)


def _size(image: "Image") -> tuple[float, float]:
    """Return the size of the page as displayed, in points."""
    said = image.info.get("dpi") or (0, 0)
    try:
        across, down = (float(each) for each in said)
        width, height = 72 * image.width / across, 72 * image.height / down
    except (TypeError, ValueError, ZeroDivisionError):
        width = height = 0.0
    if min(width, height) < _SHORTEST or max(width, height) > _LONGEST:
        share = _LONG / max(image.size)
        width, height = image.width * share, image.height * share
    return (height, width) if _is_turned(image) else (width, height)


def _is_turned(image: "Image") -> bool:
    """Whether the camera says that the picture lies on its side."""
    try:
        return image.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    except _FAULTS:
        # The notes may stand behind the part that is missing.
        return False


def _opener(file: _File, frame: int, number: int) -> "Callable[[], Image]":
    def draw() -> "Image":
        try:
            return _as_far_as_it_goes(file, frame, number)
        except Unreadable as error:
            file.lost[number] = error
            raise
        except OSError:
            file.lost[number] = _damaged()
            raise file.lost[number] from None

    return draw


def _as_far_as_it_goes(file: _File, frame: int, number: int) -> "Image":
    from PIL import ImageFile

    try:
        return _decoded(file, frame)
    except OSError:
        # Cut off or damaged: what there is of it is read, and the page is named.
        file.cut.add(number)
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        return _without_missing_part(_decoded(file, frame))
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _without_missing_part(image: "Image") -> "Image":
    """Return a picture that was cut off with paper where decoders put black or grey for the rest.

    The rest is at the bottom, or at the side that a camera's notes say the bottom is.
    """
    import numpy as np
    from PIL import Image

    grey = np.array(image)
    for turns in range(4):
        side = np.rot90(grey, turns)
        even = (side == side[-1, 0]).all(axis=1)
        rows = len(even) - (int(np.flatnonzero(~even)[-1]) + 1 if not even.all() else 0)
        side[len(even) - rows :] = _PAPER
    return Image.fromarray(grey)


def _decoded(file: _File, frame: int) -> "Image":
    """Return one picture in grey, the right way up."""
    from PIL import Image, ImageOps

    with _open(file) as image:
        try:
            image.seek(frame)
            if image.width * image.height > file.limits.pixels:
                raise _too_large(file.limits)
            image.load()
            shown = ImageOps.exif_transpose(image)
        except Image.DecompressionBombError:
            raise _too_large(file.limits) from None
        except _FAULTS as fault:
            raise OSError(type(fault).__name__) from None
    return _grey(shown)


def _grey(image: "Image") -> "Image":
    """Return a picture in 256 greys, on white where it is transparent."""
    from PIL import Image

    if image.mode in {"I", "F"} or image.mode.startswith("I;"):
        import numpy as np

        deep = np.asarray(image).astype(np.float32)
        most = float(deep.max(initial=0))
        # Sixteen bits that hold twelve, or eight, are stretched to what they hold.
        full = next(each for each in (255.0, 4095.0, 65535.0, max(most, 1.0)) if most <= each)
        return Image.fromarray(np.clip(deep * (255 / full), 0, 255).astype(np.uint8))
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image)
    return image.convert("RGB").convert("L") if image.mode == "CMYK" else image.convert("L")


def _damaged() -> Unreadable:
    return Unreadable(
        "damaged_file",
        "The picture is damaged or incomplete and could not be read. "
        "Try a fresh copy from where it came from, or scan the page again.",
    )


def _too_large(limits: Limits) -> Unreadable:
    return Unreadable(
        "picture_too_large",
        f"The picture has more than {limits.pixels / 1e6:.0f} million pixels. "
        "Scan the page again at 300 dpi and upload that.",
    )


def _cut_off(pages: int) -> Notice:
    return Notice(
        code="file_damaged",
        message=f"The file is damaged or cut off: only {pages} of its pages could be found. "
        "Compare with the original.",
    )


def _partly(number: int) -> Notice:
    return Notice(
        code="page_partly_read",
        message=f"The picture of page {number} is damaged or cut off, so part of the page is "
        "missing here. Compare with the original.",
        page=number,
    )
