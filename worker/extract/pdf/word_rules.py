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


DINGBATS = dict(
    zip(
        "34567mnopqrst8lu",
        "\u2713\u2714\u2715\u2716\u2717\u274d\u25a0\u274f\u2750\u2751\u2752"
        "\u25b2\u25bc\u2718\u25cf\u25c6",
        strict=True,
    )
)
"""Ticks, crosses and boxes of Zapf Dingbats, which pdfminer takes for ordinary letters."""
_EUROS = {"Courier": 600, "Helvetica": 556, "Times": 500}


def euro_width(font: str) -> int | None:
    """Return the euro sign's width in thousandths in a font that every reader has."""
    return _EUROS.get(font.partition("-")[0])


def row_tolerance(usual_size: float) -> float:
    """Return by how much the tops of letters on one line may differ, in points.

    Letters on one line may be set a little higher or lower, small print less than large.
    """
    return min(3.0, max(1.0, 0.3 * usual_size))
