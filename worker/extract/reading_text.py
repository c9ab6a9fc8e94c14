"""The reading text as it grows: words, their places, and the segments that map it to pages."""

from dataclasses import dataclass, replace

from worker.casefile import Box, Segment, Word
from worker.extract.layout import Line


@dataclass(frozen=True, slots=True)
class Span:
    """Where a line came to stand in the reading text, and its words."""

    start: int
    end: int
    words: tuple[Word, ...]


class ReadingText:
    """Collects lines, page by page, into one text. Offsets are code points."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.words: list[Word] = []
        self.segments: list[Segment] = []

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    def __len__(self) -> int:
        return self._length

    def drop_last(self) -> None:
        """Take back the last character, a hyphen that only marked a broken word."""
        self._parts[-1] = self._parts[-1][:-1]
        self._length -= 1
        self.words[-1] = replace(self.words[-1], end=self._length)
        self.segments[-1] = replace(self.segments[-1], end=self._length)

    def add(self, line: Line, page: int, separator: str) -> Span:
        """Add ``line`` of ``page`` after ``separator``."""
        if self._length:
            self._write(separator)
        start, first = self._length, len(self.words)
        at = start
        for word in line.words:
            end = at + len(word.text)
            x0, top, x1, bottom = word.shown
            box = Box(
                page=page, x0=round(x0, 2), top=round(top, 2), x1=round(x1, 2),
                bottom=round(bottom, 2),
            )  # fmt: skip
            self.words.append(Word(start=at, end=end, box=box, confidence=word.confidence))
            at = end + 1
        self._write(" ".join([word.text for word in line.words]))
        self._extend_segment(start, page)
        return Span(start, self._length, tuple(self.words[first:]))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _extend_segment(self, start: int, page: int) -> None:
        if self.segments and self.segments[-1].page == page:
            self.segments[-1] = replace(self.segments[-1], end=self._length)
        else:
            self.segments.append(Segment(start=start, end=self._length, page=page))
