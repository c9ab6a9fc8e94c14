"""Words printed over a page as a mark, as DRAFT or COPY is: they are none of its lines.

A mark is told by what the file calls it; by its words, where they are large, faint or slanted; or
by its size, where it stands on words. Whatever else is large or faint, a title or a paragraph in
grey, is what somebody wrote. Marks are kept, and read beside the page's text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any

from pdfplumber.page import Page

from worker.extract.layout import Rect
from worker.extract.pdf import mark_words, visible
from worker.extract.pdf.letter_runs import Taken, angle_of, around, runs

_Char = Mapping[str, Any]
_Phrase = list[list[int]]
"""Words drawn one after the other in one style, on one line: the places of their letters."""

_LARGER, _HUGE = 1.3, 2.5
"""How many times as large as the page's usual letters those that stand on words are, where their
words are those of a mark, and where they are others."""
_SLANTED = 10
"""Degrees: scans are less crooked."""
_MOST_LETTERS, _MOST_MARKS = 60, 2_000


def found(page: Page, chars: Sequence[_Char], height: float) -> set[int]:
    """Return which of a page's letters, by their place in ``chars``, make marks.

    ``height`` is the page's, in points.
    """
    marks = {at for at, char in enumerate(chars) if char.get("watermark")}
    phrases = [phrase for phrase in _phrases(chars) if phrase[0][0] not in marks]
    sizes = [chars[at]["size"] for phrase in phrases for word in phrase for at in word]
    if not sizes:
        # A page of nothing else says what it says.
        return set()
    named = [phrase for phrase in phrases if mark_words.only(_text(chars, phrase))][:_MOST_MARKS]
    faint = visible.faint(page, chars, (phrase[0][0] for phrase in named), mark_words.FAINT)
    sheet = _Sheet(
        chars, height, max(median(sizes), 1.0), {phrase[0][0] for phrase in named}, faint
    )
    odd = list(islice(filter(sheet.is_odd, phrases), _MOST_MARKS))
    known = {phrase[0][0] for phrase in odd}
    plain = Taken()
    for phrase in phrases:
        for place in sheet.places(phrase) if phrase[0][0] not in known else ():
            plain.add(place)
    for phrase in odd:
        if sheet.is_mark(phrase, plain):
            # Its spaces too: they would part words of the lines that they stand on.
            marks.update(range(phrase[0][0], _end(chars, phrase[-1][-1])))
    said = sum(at not in marks and not char["text"].isspace() for at, char in enumerate(chars))
    return marks if said else set()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page's letters, its height, and the usual size of its letters.

    ``named`` are the first letters of what says no more than marks do, ``faint`` those that are.
    """

    chars: Sequence[_Char]
    height: float
    usual: float
    named: Collection[int]
    faint: Collection[int]

    def is_odd(self, phrase: _Phrase) -> bool:
        """Whether words look as those of marks do, wherever they stand."""
        first = self.chars[phrase[0][0]]
        if sum(map(len, phrase)) > _MOST_LETTERS:
            return False
        slanted, times = angle_of(first) % 90 > 0, first["size"] / self.usual
        strange = times >= _LARGER or slanted or phrase[0][0] in self.faint
        return bool(times >= _HUGE or (strange and phrase[0][0] in self.named))

    def is_mark(self, phrase: _Phrase, plain: Taken) -> bool:
        """Whether odd words are a mark, among the places of the page's ``plain`` ones."""
        first = self.chars[phrase[0][0]]
        slope, size = angle_of(first) % 90, first["size"]
        if phrase[0][0] in self.named:
            if slope:
                return _SLANTED <= slope <= 90 - _SLANTED
            striking = size >= mark_words.LARGE * self.usual or phrase[0][0] in self.faint
            head, foot = mark_words.HEAD * self.height, mark_words.FOOT * self.height
            if striking and first["bottom"] > head and first["top"] < foot:
                return True
        return any(map(plain.lie_under, self.places(phrase)))

    def places(self, phrase: _Phrase) -> Iterator[Rect]:
        """Yield where the words of a phrase are; dotted lines and signs may lie under others."""
        for word in phrase:
            if any(self.chars[at]["text"].isalnum() for at in word):
                yield around([self.chars[at] for at in word])


def _phrases(chars: Sequence[_Char]) -> Iterator[_Phrase]:
    phrase: _Phrase = []
    for word in runs(chars):
        if phrase and not _go_on(chars[phrase[-1][-1]], chars[word[0]]):
            yield phrase
            phrase = []
        phrase.append(word)
    if phrase:
        yield phrase


def _go_on(one: _Char, other: _Char) -> bool:
    """Whether a letter goes on in the style and on the line of another."""
    if any(one.get(key) != other.get(key) for key in ("fontname", "watermark")):
        return False
    if repr(one.get("non_stroking_color")) != repr(other.get("non_stroking_color")):
        return False
    slope = angle_of(one)
    if slope != angle_of(other) or slope % 90:
        return slope == angle_of(other)
    edge = "x0" if slope % 180 else "top"
    return bool(abs(one["size"] - other["size"]) <= 0.1 and abs(one[edge] - other[edge]) <= 1)


def _text(chars: Sequence[_Char], phrase: _Phrase) -> str:
    return " ".join("".join(chars[at]["text"] for at in word) for word in phrase)


def _end(chars: Sequence[_Char], last: int) -> int:
    """Return the place of the next letter that is no space."""
    after = range(last + 1, len(chars))
    return next((at for at in after if not chars[at]["text"].isspace()), len(chars))
