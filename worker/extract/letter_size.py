"""How large the letters of a line are, whatever letters it has.

A text layer says it. OCR gives only how far the ink of a word reaches, which is less for "now" than
for "Iffy", so there it is told from which of a word's letters reach up and which reach down.
"""

from functools import lru_cache
from statistics import median

from worker.extract.layout import Line

_UP = frozenset("bdfhijklt?!()[]/&'\"\u2018\u2019\u201c\u201d\u00a3$%")
_DOWN = frozenset("gjpqy()[],;Q$/")
_TALL, _SMALL, _BELOW = 0.72, 0.52, 0.21
_SAME, _SAME_READ = 0.15, 0.35
"""Letters are of one size up to such a share; more where it is told from their ink."""


def are_alike(one: Line, other: Line) -> bool:
    """Whether two lines are set in letters of one size."""
    share = _SAME_READ if _is_read(one) or _is_read(other) else _SAME
    size = of(one)
    return abs(size - of(other)) <= share * size


def of(line: Line) -> float:
    """Return the size of a line's letters in points, the same for every line that is set in it."""
    if not _is_read(line):
        return line.size
    first, last = line.words[0].shown, line.words[-1].shown
    # On a page that lies on its side the words are shown running up or down.
    down = 0 if abs(last[1] - first[1]) > abs(last[0] - first[0]) else 1
    found = median(
        (word.shown[down + 2] - word.shown[down]) / _reach(word.text) for word in line.words
    )
    # Where the engine gave a word the height of its line, the line tells.
    return min(found, line.size / _reach(line.text)) * (_TALL + _BELOW)


def _is_read(line: Line) -> bool:
    return line.words[0].confidence is not None


@lru_cache(maxsize=4096)
def _reach(text: str) -> float:
    """Return how far the ink of a word reaches from top to bottom, as a share of its size."""
    up = any(letter in _UP or letter.isupper() or letter.isdigit() for letter in text)
    return (_TALL if up else _SMALL) + (_BELOW if not _DOWN.isdisjoint(text) else 0.0)
