"""A document that is read as a flow of lines: written piece by piece, then composed as one text.

Readers of word processors' files, web pages and messages write here what is shown, in order. A form
feed in what they write is a page break, wherever it stands.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from worker.casefile import Attachment, ExtractedDocument, Notice
from worker.errors import Unreadable
from worker.extract import typed_text
from worker.extract.forms.speakers import says_who
from worker.extract.limits import Limits

REPLACEMENT = "\ufffd"
CELL_GAP = "  "
"""What parts the cells of a row, as the reader of forms expects it."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_LONGEST_NAME = 200
_SHORT_CELL = 80
_FEW_LINES = 3
_LONGEST_LABEL = 40
_LARGE_SIDE = 400
_LARGE_PIXELS = 300_000
_READABLE_PICTURES = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")


class Flow:
    """The text so far, with its page breaks, its notices and the files that came out of it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.notices: list[Notice] = []
        self.attachments: list[Attachment] = []
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._breaks: list[int] = []
        self._break_due = False
        self._unprintable = 0
        self._attached_bytes = 0
        self._left_out: list[str] = []

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Add ``text`` where the flow is. Raises Unreadable when there is far too much of it."""
        for number, piece in enumerate(_LINE_ENDS.sub("\n", text).split("\f")):
            if number:
                self.break_page()
            self._write(piece)

    def _write(self, piece: str) -> None:
        if not piece or (self._gap and not piece.strip("\n")):
            return
        piece, damage = _UNPRINTABLE.subn(REPLACEMENT, piece)
        self._unprintable += damage
        if self._parts and self._gap:
            self._add(self._gap)
        self._gap = ""
        if self._break_due and self._length > (self._breaks[-1] if self._breaks else 0):
            self._breaks.append(self._length)
        self._break_due = False
        self._add(piece)

    def _add(self, piece: str) -> None:
        self._length += len(piece)
        if self._length > self.limits.text_bytes:
            raise Unreadable(
                "too_much_text",
                f"The file holds more than {self.limits.text_bytes / 1e6:.0f} MB of text, "
                "far beyond a statement. Split it and upload the parts.",
            )
        self._parts.append(piece)

    def end_line(self) -> None:
        """Let what follows start on a new line."""
        self._gap = self._gap or "\n"

    def end_paragraph(self) -> None:
        """Let what follows start a new paragraph."""
        self._gap = "\n\n"

    def break_page(self) -> None:
        """Let what follows stand on a new page. Two breaks with nothing between them are one."""
        self._break_due = True

    def note(self, code: str, message: str) -> None:
        """Add a notice, once for each code and message."""
        notice = Notice(code=code, message=message)
        if notice not in self.notices:
            self.notices.append(notice)

    def attach(self, filename: str, content: bytes) -> None:
        """Keep a file that was inside this one; beyond the limits it is named instead."""
        name = shown_name(filename)
        attachment = Attachment.of(name, content)
        if not content or any(a.sha256 == attachment.sha256 for a in self.attachments):
            return
        within = (
            len(self.attachments) < self.limits.attachments
            and self._attached_bytes + len(content) <= self.limits.inflated_bytes
            and len(content) <= self.limits.file_bytes
        )
        if within:
            self.attachments.append(attachment)
            self._attached_bytes += len(content)
        else:
            self._left_out.append(name)

    def attach_picture(self, filename: str, content: bytes) -> None:
        """Keep a picture that may hold words: a scan or a photograph, not a crest or a line."""
        size = picture_size(content)
        if size is None:
            self.note(
                "picture_not_read",
                "The file holds a drawing or picture of a kind that is not read. "
                "Look at the original for words in it.",
            )
        elif min(size) >= _LARGE_SIDE and size[0] * size[1] >= _LARGE_PIXELS:
            self.attach(filename, content)

    def document(self, *, media_type: str, reader: str) -> ExtractedDocument:
        """Compose what was written. Raises Unreadable when there is nothing or too many pages."""
        notices, text = self.all_notices(), self.text
        if not text.strip():
            return self._only_files(media_type, reader, notices)
        starts = [0, *self._breaks]
        spans = list(zip(starts, [*self._breaks, len(text)], strict=True))
        if len(spans) > self.limits.pages:
            raise Unreadable(
                "too_many_pages",
                f"The file has {len(spans)} pages; at most {self.limits.pages} are read. "
                "Split it and upload the parts.",
            )
        document = typed_text.compose(
            text, spans, media_type=media_type, reader=reader, notices=notices
        )
        return replace(document, attachments=tuple(self.attachments))

    def _only_files(
        self, media_type: str, reader: str, notices: Sequence[Notice]
    ) -> ExtractedDocument:
        if not self.attachments:
            raise Unreadable(
                "no_text",
                "The file has no words in it. If it should have, open it in its own program, "
                "save it as a PDF and upload that.",
            )
        return ExtractedDocument(
            media_type=media_type,
            reader=reader,
            text="",
            pages=(),
            segments=(),
            narrative=(),
            warnings=tuple(notices),
            kind="bundle",
            attachments=tuple(self.attachments),
        )

    def all_notices(self) -> list[Notice]:
        """Return the notices, with those about damaged letters and files left out."""
        found = list(self.notices)
        if self._unprintable:
            found.append(
                Notice(
                    code="unreadable_characters",
                    message=f"{self._unprintable} characters could not be read and are shown as "
                    f"{REPLACEMENT}. Compare with the original.",
                )
            )
        if self._left_out:
            found.append(
                Notice(
                    code="attachments_left_out",
                    message=f"Not taken out of the file, because there are too many or they are "
                    f"too large: {listed(self._left_out)}. Upload them by themselves.",
                )
            )
        return found


def listed(names: Sequence[str], most: int = 8) -> str:
    """Return names in words, the first few and how many more."""
    said = ", ".join(name[:60] for name in names[:most])
    return said if len(names) <= most else f"{said} and {len(names) - most} more"


def shown_name(filename: str) -> str:
    """Return the last part of a file's name, without signs that could mislead whoever reads it."""
    last = re.split(r"[/\\]", filename.rstrip("/\\ ."))[-1]
    clean = _NOT_IN_NAMES.sub("_", last).strip()
    if len(clean) > _LONGEST_NAME:
        stem, dot, suffix = clean.rpartition(".")
        clean = stem[: _LONGEST_NAME - 20] + dot + suffix[:19] if dot else clean[:_LONGEST_NAME]
    return clean if clean not in {"", ".", ".."} else "unnamed"


def row(cells: Iterable[str]) -> str:
    """Return the lines of a table's row: its cells side by side, or one after the other.

    Short cells stand under each other as the form shows them; of cells with an account in them
    each is read to its end first.
    """
    lines = [[line.strip() for line in cell.split("\n") if line.strip()] for cell in cells]
    lines = _speaker_in_one(cell for cell in lines if cell)
    tall = [cell for cell in lines if len(cell) > 1]
    if len(tall) == 1 and tall[0] is lines[-1]:
        first = CELL_GAP.join(cell[0] for cell in lines)
        return "\n".join([first, *tall[0][1:]])
    if not tall:
        return CELL_GAP.join(cell[0] for cell in lines)
    short = all(len(cell) <= _FEW_LINES and max(map(len, cell)) <= _SHORT_CELL for cell in lines)
    if not short:
        return "\n".join("\n".join(cell) for cell in lines)
    widths = [max(map(len, cell)) for cell in lines]
    height = max(map(len, lines))
    filled = [cell + [""] * (height - len(cell)) for cell in lines]
    return "\n".join(
        CELL_GAP.join(
            line.ljust(width) for line, width in zip(across, widths, strict=True)
        ).rstrip()
        for across in zip(*filled, strict=True)
    )


def _speaker_in_one(cells: Iterable[list[str]]) -> list[list[str]]:
    """Return a row's cells, the label of who says the last one's words on one line of its own.

    In a narrow column "DC 4411 HOLT:" is broken by hand; what is left of it would stand among the
    words that were spoken.
    """
    lines = list(cells)
    if len(lines) < 2 or not lines[-1][-1].endswith((".", "?", "!", "\u2026", "]", ")")):
        return lines
    broken = lines[-2]
    whole = " ".join(broken)
    if 1 < len(broken) <= _FEW_LINES and len(whole) <= _LONGEST_LABEL and says_who(whole):
        lines[-2] = [whole]
    return lines


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Return a picture's width and height in pixels, None when it is none that can be read."""
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_READABLE_PICTURES) as picture:
                return picture.size
    except Exception:  # noqa: BLE001 - a broken picture raises almost anything
        return None
