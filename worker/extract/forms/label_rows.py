"""Rows of labels with nothing beside them: their values stand in the line under or over them."""

import re
from collections.abc import Sequence

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms import values

_SIGNING = frozenset({"signed", "witnessed", "dated"})
_PHONES = frozenset({"mobile", "phone", "home_phone", "work_phone"})
_NUMBER = re.compile(r"(?:\+?\d[\s()-]*){7,}")
_SHAPES = {
    "age": re.compile(r"\b\d{1,2}\b|\b(?:over|under)\s+(?:18|21|eighteen)\b", re.IGNORECASE),
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"),
    "email": re.compile(r"\S@\S"),
    "urn": re.compile(r"\b\d{2}\s?/?[A-Z0-9]{2}\b"),
    **dict.fromkeys(_PHONES, _NUMBER),
}
_ROWS = 40


def is_over_or_under(line: str) -> bool:
    """Whether a line has nothing but labels, and not for signing."""
    names = form_labels.read(line).names()
    return form_lines.is_label_row(line) and names.isdisjoint(_SIGNING)


def is_private(line: str) -> bool:
    """Whether a line has nothing but labels, and one of them asks for private details."""
    return form_lines.is_label_row(line) and any(
        mark.name in form_labels.BACK_NAMES and mark.name not in form_labels.QUESTIONS
        for mark in form_labels.read(line).marks
    )


def may_be_value(line: str) -> bool:
    """Whether a line beside a row of labels may be what was filled in, not words of an account."""
    if form_labels.read(line).marks or form_lines.is_title(line) or form_lines.is_marking(line):
        return False
    return not (form_lines.is_prose(line) and form_lines.speaks(line))


def stand_under(lines: Sequence[str]) -> bool:
    """Whether the rows of labels among ``lines`` stand under their values, in small print.

    What was filled in tells where it has a shape (a date, an age, a number); else whether there
    is something over the first row and an account, or nothing, under the last.
    """
    rows = [at for at, line in enumerate(lines[:_ROWS]) if is_over_or_under(line)]
    if not rows:
        return False
    above = sum(at > 0 and _fits(lines[at], lines[at - 1]) for at in rows)
    below = sum(at + 1 < len(lines) and _fits(lines[at], lines[at + 1]) for at in rows)
    if above != below:
        return above > below
    first, last = rows[0], rows[-1]
    over_first = first > 0 and may_be_value(lines[first - 1])
    under_last = last + 1 < len(lines) and may_be_value(lines[last + 1])
    return over_first and not under_last


def _fits(row: str, line: str) -> bool:
    """Whether a line holds what one of a row's labels asks for, by its shape."""
    if not may_be_value(line):
        return False
    names = form_labels.read(row).names()
    dated = not names.isdisjoint({"date_of_birth", "dated"})
    if dated and values.date_in(form_labels.plain(line)):
        return True
    return any(_SHAPES[name].search(line) for name in names & _SHAPES.keys())
