"""The block of a form that only the police and the prosecution may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.forms import lines as form_lines

_ACCOUNT_LINES = 3
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Block:
    """Lines from ``start`` up to ``end``, the last not among them."""

    start: int
    end: int


def block_of(lines: Sequence[str]) -> Block | None:
    """Return the block for the prosecution's eyes on a page of lines, None where there is none.

    It runs to the end of the page unless an account begins below it.
    """
    labels = [form_lines.is_back_line(line) for line in lines]
    left = sum(labels)
    if left < 2:
        return None
    for index, line in enumerate(lines):
        left -= index > 0 and labels[index - 1]
        heading = form_lines.is_back_heading(line)
        if not heading and not (labels[index] and (not form_lines.is_prose(line) or ":" in line)):
            continue
        rest = labels[index : index + _NEAR]
        # Prose that speaks of an address or a phone is an account; a list of them is a form.
        if left >= (2 if heading else 3) and sum(rest) >= min(3, left):
            return Block(index, _end(lines, labels, index))
    return None


def _end(lines: Sequence[str], labels: Sequence[bool], start: int) -> int:
    """Return where an account begins below a private block: several lines of prose in a row."""
    run = 0
    last = max((at for at in range(start, len(lines)) if labels[at]), default=start)
    for index in range(start, len(lines)):
        line = lines[index]
        told = (
            form_lines.is_prose(line)
            and not labels[index]
            and not form_lines.is_form_line(line)
            and not form_lines.is_legal(line)
        )
        if told:
            run += 1
            if run >= _ACCOUNT_LINES and index >= last:
                return max(index - run + 1, start + 1)
        elif not (run and len(line.split()) <= 6 and not labels[index]):
            run = 0
    return len(lines)
