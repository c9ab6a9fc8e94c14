"""The declaration of truth on a statement: where it stands, and how many pages it names."""

from collections.abc import Sequence

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.values import count_in

_LINES = 9
_OPENERS = frozenset({"statement", "declare", "certify", "believe", "datganiad"})


def declaration_in(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the first line of the declaration and the one after its last.

    Where it stands in two languages, one right below the other, both are meant.
    """
    first = _next(lines, 0)
    if first is None:
        return None
    again = _next(lines[: first[1] + 2 + _LINES], first[1])
    return (first[0], again[1]) if again and again[0] <= first[1] + 1 else first


def _next(lines: Sequence[str], start: int) -> tuple[int, int] | None:
    for index in range(start, len(lines)):
        line = lines[index]
        if _OPENERS.isdisjoint(form_labels.read(line).words):
            continue
        if not form_lines.opens_declaration(" ".join(lines[index : index + 2]), line):
            continue
        block = [form_labels.mended(x) for x in lines[index : index + _LINES]]
        best = None
        for size in range(1, len(block) + 1):
            said = " ".join(block[:size])
            if form_lines.declares_true(said):
                best = best or size
                if form_lines.DECLARATION_CLOSES.search(said):
                    return index, index + size
        if best:
            return index, index + best
    return None


def pages_declared(pages: Sequence[Sequence[str]]) -> int | None:
    """Return how many pages the declaration says the statement has, None where it doesn't say."""
    for lines in pages:
        found = declaration_in(lines)
        if found:
            return count_in(" ".join(lines[found[0] : found[1]]))
    return None
