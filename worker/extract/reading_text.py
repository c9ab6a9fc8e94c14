"""The reading text as it grows: words, their places, and the segments that map it to pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

from worker.casefile import Box, Segment, Word
from worker.extract import bulk
from worker.extract.layout import Line, Rect


class WordSpan(NamedTuple):
    """Where one word came to stand in the reading text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a line came to stand in the reading text, and its words."""

    start: int
    end: int
    words: tuple[WordSpan, ...]


class ReadingText:
    """Collects lines, page by page, into one text. Offsets are code points."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[WordSpan] = []
        self._shown: list[Rect] = []
        self._confidences: list[float | None] = []
        self._pages: list[int] = []
        self._segments: list[tuple[int, int, int]] = []

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    @property
    def words(self) -> list[Word]:
        """The words so far and their boxes, to a hundredth of a point."""
        count = len(self._spans)
        if not count:
            return []
        starts, ends = zip(*self._spans, strict=True)
        x0, top, x1, bottom = zip(*self._shown, strict=True)
        boxes = bulk.made(
            Box, count, page=self._pages, x0=_hundredths(x0), top=_hundredths(top),
            x1=_hundredths(x1), bottom=_hundredths(bottom),
        )  # fmt: skip
        return bulk.made(
            Word, count, start=starts, end=ends, box=boxes, confidence=self._confidences
        )

    @property
    def segments(self) -> list[Segment]:
        """The stretches so far that came from one page each."""
        return [Segment(start=start, end=end, page=page) for start, end, page in self._segments]

    def __len__(self) -> int:
        return self._length

    def drop_last(self) -> None:
        """Take back the last character, a hyphen that only marked a broken word."""
        self._parts[-1] = self._parts[-1][:-1]
        self._length -= 1
        self._spans[-1] = WordSpan(self._spans[-1].start, self._length)
        start, _, page = self._segments[-1]
        self._segments[-1] = (start, self._length, page)

    def add(self, line: Line, page: int, separator: str) -> Span:
        """Add ``line`` of ``page`` after ``separator``."""
        if self._length:
            self._write(separator)
        start = at = self._length
        texts = [word.text for word in line.words]
        spans = []
        for text in texts:
            end = at + len(text)
            spans.append(WordSpan(at, end))
            at = end + 1
        self._spans += spans
        self._shown += [word.shown for word in line.words]
        self._confidences += [word.confidence for word in line.words]
        self._pages += [page] * len(texts)
        self._write(" ".join(texts))
        self._extend_segment(start, page)
        return Span(start, self._length, tuple(spans))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _extend_segment(self, start: int, page: int) -> None:
        if self._segments and self._segments[-1][2] == page:
            start = self._segments.pop()[0]
        self._segments.append((start, self._length, page))


def _hundredths(values: Sequence[float]) -> list[float]:
    # Several times as fast as round(), and the same but for ties.
    return [floor(value * 100 + 0.5) / 100 for value in values]
