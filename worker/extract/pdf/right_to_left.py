"""Writing from right to left: a PDF holds it as it is seen, and it is read as it is said.

Hebrew and Arabic letters stand in a PDF from left to right, the last one first, often in the shapes
that they have in a word. Statements are in English, so such writing comes as a name or a few words
in a line that runs to the right; that much of the bidirectional algorithm is undone here.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from worker.extract.layout import Line, PlacedWord

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBER = frozenset({"EN", "AN", "CS", "ES"})


def spelt(glyphs: Sequence[str]) -> str:
    """Return a word of a PDF as it is seen, from what its font says that each shape is.

    Of two letters in one shape the font says the first one first, unlike of letters side by side.
    """
    return "".join(glyph[::-1] if runs_left(glyph) else glyph for glyph in glyphs)


def as_said(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with what runs from right to left in the order that it is said in."""
    return [_line(line) if runs_left(line.text) else line for line in lines]


def _line(line: Line) -> Line:
    words: list[PlacedWord] = []
    for leftward, run in groupby(line.words, key=lambda word: runs_left(word.text)):
        found = list(run)
        words += _turned(found) if leftward else found
    return replace(line, words=tuple(words), text=" ".join(word.text for word in words))


def _turned(run: list[PlacedWord]) -> list[PlacedWord]:
    """Return words of one stretch, the last seen first; marks around it stay around it."""
    before, first = _parted(run[0].text)
    run[0] = replace(run[0], text=first)
    after, last = _parted(run[-1].text[::-1])
    run[-1] = replace(run[-1], text=last[::-1])
    said = [_word(word) for word in reversed(run)]
    said[0] = replace(said[0], text=before + said[0].text)
    said[-1] = replace(said[-1], text=said[-1].text + after[::-1])
    return said


def _parted(text: str) -> tuple[str, str]:
    """Return what stands before the first letter that runs to the left, and the rest."""
    at = next(at for at, letter in enumerate(text) if runs_left(letter))
    return text[:at], text[at:]


def _word(word: PlacedWord) -> PlacedWord:
    """Return a word with its letters in order; numbers in it keep theirs, marks their letters."""
    parts: list[str] = []
    for letter in word.text:
        direction = unicodedata.bidirectional(letter)
        before = unicodedata.bidirectional(parts[-1][-1]) if parts else ""
        if parts and direction in _NUMBER and before in _NUMBER:
            parts[-1] += letter
        else:
            parts.append(letter)
    said = "".join(reversed(parts))
    # The shapes of letters in a word, and two letters in one shape, become the letters themselves.
    return replace(word, text=_marks_behind(unicodedata.normalize("NFKC", said)))


def _marks_behind(text: str) -> str:
    """Put marks that were drawn with a letter behind it: turned round they came before it."""
    letters: list[str] = []
    waiting = ""
    for letter in text:
        if unicodedata.combining(letter):
            waiting += letter
            continue
        letters.append(letter + waiting)
        waiting = ""
    return "".join(letters) + waiting


def runs_left(text: str) -> bool:
    """Whether there is a letter in ``text`` that runs from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text
    )
