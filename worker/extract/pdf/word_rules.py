"""What makes letters a word and words a line of a PDF, on both roads through it."""

WORD_GAP = 0.15
"""Letters further apart than this share of their size belong to different words."""
BULLETS = {"\uf0b7": "\u2022", "\uf0a7": "\u25aa", "\uf0d8": "\u2022", "\uf0fc": "\u2713"}
"""Signs of the symbol fonts that word processors use for lists, by their private code."""

_SHALLOWEST, _DEEPEST, _USUAL = -0.1, -0.29, -0.21


def seat(descent: float) -> float:
    """Return how far below their line letters reach, as a (negative) share of their size.

    A font says so itself. Some say nothing (0), or how deep their deepest sign of all is: then it
    is what text fonts have, so that boxes still lie on their words.
    """
    return descent if _DEEPEST <= descent <= _SHALLOWEST else _USUAL


def row_tolerance(usual_size: float) -> float:
    """Return by how much the tops of letters on one line may differ, in points.

    Letters on one line may be set a little higher or lower, small print less than large.
    """
    return min(3.0, max(1.0, 0.3 * usual_size))
