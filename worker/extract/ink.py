"""What is drawn on a page, and which of it may be a signature."""

from collections.abc import Sequence

from worker.extract.layout import PlacedWord, Rect

_LARGE = 30.0
"""Drawings at least so high, in points, may be letters of one mark where they stand together."""
_BESIDE = 30.0
_ALIKE = 1.8
"""Letters of one mark are at most so many times as high as each other."""
_LINES, _WORDS = 3, 12
"""What lies over more lines and words than this was printed over the page, or under it."""
_SIGNED_LINES = 8
"""The same beside a place to sign, where a large signature lies over what stands around it."""
_REACH = 20.0
_SIGNING = ("sign", "llofnod")
_MOST_LARGE = 60
_FEWEST_LETTERS, _ACROSS = 3, 0.45
_SCAN = 0.5
"""A picture of this share of the page may be the page itself, signature and all."""


def of(
    drawn: Sequence[Rect], words: Sequence[PlacedWord], width: float, height: float
) -> tuple[Rect, ...]:
    """Return the places on a page (its sides in points) that may be a signature's.

    What lies over the typed words of many lines, or is large letters across most of the page, is a
    watermark or a ground: nobody signs so.
    """
    large = [
        place
        for place in drawn
        if place[3] - place[1] >= _LARGE and _area(place) < _SCAN * width * height
    ][:_MOST_LARGE]
    marks = {
        place
        for group in _groups(large)
        if _spans(group, width) or _lies_over(_around(group), words)
        for place in group
    }
    return tuple(place for place in drawn if place not in marks)


def _area(place: Rect) -> float:
    return (place[2] - place[0]) * (place[3] - place[1])


def _groups(places: Sequence[Rect]) -> list[list[Rect]]:
    """Part drawings into those that stand together and are about as high as each other."""
    groups: list[list[Rect]] = []
    for place in places:
        near = [group for group in groups if any(_go_together(place, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([place, *(each for group in near for each in group)])
    return groups


def _go_together(one: Rect, other: Rect) -> bool:
    high, low = one[3] - one[1], other[3] - other[1]
    return (
        max(one[0], other[0]) - min(one[2], other[2]) <= _BESIDE
        and max(one[1], other[1]) - min(one[3], other[3]) <= _BESIDE
        and max(high, low) <= _ALIKE * min(high, low)
    )


def _around(places: Sequence[Rect]) -> Rect:
    left, top, right, bottom = zip(*places, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _spans(group: Sequence[Rect], width: float) -> bool:
    """Whether drawings are letters across most of a page of such a width."""
    left, _, right, _ = _around(group)
    return len(group) >= _FEWEST_LETTERS and right - left > _ACROSS * width


def _lies_over(place: Rect, words: Sequence[PlacedWord]) -> bool:
    x0, top, x1, bottom = place
    inside = [
        word
        for word in words
        if x0 <= (word.shown[0] + word.shown[2]) / 2 <= x1
        and top <= (word.shown[1] + word.shown[3]) / 2 <= bottom
    ]
    lines: list[PlacedWord] = []
    for word in sorted(inside, key=lambda word: word.middle):
        if not lines or word.middle - lines[-1].middle > 0.5 * word.size:
            lines.append(word)
    most = _SIGNED_LINES if any(_asks_to_sign(word, place) for word in words) else _LINES
    return len(lines) > most and len(inside) > _WORDS


def _asks_to_sign(word: PlacedWord, place: Rect) -> bool:
    x0, top, x1, bottom = word.shown
    return (
        word.text.casefold().startswith(_SIGNING)
        and max(x0 - place[2], place[0] - x1, top - place[3], place[1] - bottom) <= _REACH
    )
