"""A text's surface: how many words it counts, and a span without the whitespace at its edges."""

from models.inference.results import Span


def words(text: str) -> int:
    """Count words: runs without whitespace that hold a letter or digit."""
    return sum(1 for run in text.split() if any(map(str.isalnum, run)))


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without whitespace at its edges; empty where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
