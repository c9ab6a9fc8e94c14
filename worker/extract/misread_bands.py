"""Running headers and footers of scanned pages, which are read a little differently on each."""

import re
from collections import defaultdict
from difflib import SequenceMatcher

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines

_ALIKE, _SHORTEST, _LENGTH = 0.85, 10, 0.15
_MOST_KNOWN = 40
_PLACE = 14.0
_DIGITS = re.compile(r"\d+")


class Readings:
    """What lines near the edges of scanned pages were meant to say, as far as others tell."""

    def __init__(self) -> None:
        self._known: dict[tuple[bool, int], list[str]] = defaultdict(list)

    def wording(self, text: str, place: int, *, at_top: bool) -> str:
        """Return words to compare a line by: the same for readings of one line that differ a bit.

        Figures stay as they were read. ``place`` says how far the line is from its edge.
        """
        if not at_top and form_lines.is_signature(text):
            # What was written by hand is read as anything.
            return " ".join(sorted(form_labels.read(text).names()))
        letters = "".join(filter(str.isalpha, text.casefold()))
        return " ".join([self._alike(letters, place, at_top=at_top), *_DIGITS.findall(text)])

    def _alike(self, letters: str, place: int, *, at_top: bool) -> str:
        if len(letters) < _SHORTEST:
            return letters
        for near in (place, place - 1, place + 1, place - 2, place + 2):
            for known in self._known[at_top, near]:
                if abs(len(known) - len(letters)) <= _LENGTH * len(known) and _same(known, letters):
                    return known
        if len(self._known[at_top, place]) < _MOST_KNOWN:
            self._known[at_top, place].append(letters)
        return letters


def _same(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def place(away: float) -> int:
    """Return the place of a line that is so far, in points, from its edge: pages shift a little."""
    return int(away // _PLACE)
