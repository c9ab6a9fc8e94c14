"""Small pieces of Markdown that the report and the card are made of."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table's lines: the first column to the left, the others to the right."""
    return [
        f"| {' | '.join(heads)} |",
        f"| --- | {' | '.join('---:' for _ in heads[1:])} |",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def figure(value: float | None) -> str:
    """Return a share to three places, or a dash where there is none."""
    return "-" if value is None else f"{value:.3f}"


def between(edges: Sequence[float] | None) -> str:
    """Return an interval in words of figures, or nothing where there is none."""
    return f"{edges[0]:.3f} to {edges[1]:.3f}" if edges else ""


def paragraph(text: str) -> str:
    """Return text that was broken over lines as one line."""
    return " ".join(text.split())
