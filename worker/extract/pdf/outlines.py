"""Outlines that go once around something: a rounded box, a ring, the edge of a stamp.

Nobody signs with one. A hand crosses its own way, turns back, or leaves its line open.
"""

import math
from collections.abc import Sequence

Point = tuple[float, float]

_MOST_POINTS = 60
_SAME_PLACE = 0.5
_THICK = 8.0
"""What is thinner than so many points may be a stroke of a pen, drawn as the area that it fills."""
_TURNED_BACK, _ROUND = 0.05, 0.1


def goes_around(points: Sequence[Point], *, closed: bool) -> bool:
    """Whether a path encloses a place without a dent.

    ``points`` (in points of the page) are those that it leads through and those that bend it, in
    order; ``closed`` says that it leads back to its first one.
    """
    if not 4 <= len(points) <= _MOST_POINTS:
        return False
    if not closed and math.dist(points[0], points[-1]) > _SAME_PLACE:
        return False
    corners = [points[0]]
    for point in points[1:]:
        if math.dist(point, corners[-1]) > _SAME_PLACE:
            corners.append(point)
    if len(corners) > 1 and math.dist(corners[0], corners[-1]) <= _SAME_PLACE:
        corners.pop()
    return len(corners) > 3 and _thickness(corners) >= _THICK and _turns_once(corners)


def _thickness(corners: Sequence[Point]) -> float:
    """Return the side of a square with as much area for its edge."""
    pairs = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    area = abs(sum(one[0] * two[1] - two[0] * one[1] for one, two in pairs)) / 2
    return 4 * area / sum(math.dist(one, two) for one, two in pairs)


def _turns_once(corners: Sequence[Point]) -> bool:
    """Whether a way round turns to one side only, and once in all."""
    steps = [
        math.atan2(two[1] - one[1], two[0] - one[0])
        for one, two in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    turns = [
        (after - before + math.pi) % math.tau - math.pi
        for before, after in zip(steps, [*steps[1:], steps[0]], strict=True)
    ]
    one_sided = min(turns) >= -_TURNED_BACK or max(turns) <= _TURNED_BACK
    return one_sided and abs(abs(sum(turns)) - math.tau) <= _ROUND
