"""A text's surface: how many words it counts, and a span without the whitespace at its edges."""

from models.inference.results import Span


def words(text: str) -> int:
    """Count words: runs without whitespace that hold a letter or digit."""
    runs = text.split()
    # Most begin with a letter: only of the others every sign is looked at.
    return len([run for run in runs if run[0].isalnum() or any(map(str.isalnum, run))])


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without whitespace at its edges; empty where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
