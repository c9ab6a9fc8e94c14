"""The block of a form that only the police and the prosecution may see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.forms import label_rows
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.declaration import declaration_in

_ACCOUNT_LINES, _ACCOUNT_WORDS = 3, 25
_NEAR = 8
_NAMES = frozenset({"statement_of", "name_part"})
_SENTENCE_WORDS = 8
_PRINTED = re.compile(
    r"\?|\byes\b\W{0,4}\s*(?:/|or)?\s*\W{0,4}no\b|[\u2610-\u2612\u25a1\u25a0\u2713\u2714]"
    r"|^\W*(?:\w\)\s*)?i\s+(?:do\s+)?(?:not\s+)?(?:consent|understand|agree)\b"
    r"|^\W*(?:please|tick|delete|state|complete|supply|enter)\b"
    r"|^\W*(?:does|is|are|has|have|do|will|would|can|if)\s+(?:the|you|your|this|that|any|yes|no)\b",
    re.IGNORECASE,
)
"""What a form prints: questions, boxes to tick, consents and directions."""
_PRICED = re.compile(
    r"[\u00a3\u20ac$]\s?\d|\b\d[\d,.]*\s?(?:p|pounds?|pence|quid|gbp|euros?)\b", re.IGNORECASE
)
"""A sum of money: "Mobile: \u00a340 a month" is in a list of what somebody paid."""
_DETAILS = (
    re.compile(r"(?<![\w/])(?:\+44|0)(?:[\s()-]*\d){9,10}(?![\w/])"),
    re.compile(r"\S@\S+\.\w"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"),
)
"""A phone number, an address for mail, a postcode."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines from ``start`` up to ``end``, the last not among them.

    ``within``: an account is told above them.
    """

    start: int
    end: int
    within: bool = False


def kinds_of_details(lines: Sequence[str]) -> int:
    """Return how many kinds of ways to reach somebody stand in lines that are no sentences."""
    beside = [form_labels.plain(line) for line in lines if label_rows.may_be_value(line)]
    return sum(any(map(kind.search, beside)) for kind in _DETAILS)


def reaches(line: str) -> bool:
    """Whether a line holds a phone number, an address for mail or a postcode."""
    plain = form_labels.plain(line)
    return any(kind.search(plain) for kind in _DETAILS)


def block_of(lines: Sequence[str]) -> Block | None:
    """Return the block for the prosecution's eyes on a page of lines, None where there is none.

    It runs to the end of the page unless a declaration or an account begins below it. Details that
    stand in the midst of an account are told in it, and no block.
    """
    labels = list(map(asks, lines))
    counts = [_asked(line) if label else 0 for line, label in zip(lines, labels, strict=True)]
    left = sum(counts)
    if left < 2:
        return None
    for index, line in enumerate(lines):
        left -= counts[index - 1] if index else 0
        heading = form_lines.is_back_heading(line)
        if not heading and not (labels[index] and _may_open(line)):
            continue
        rest = counts[index : index + _NEAR]
        if not heading and all(map(_is_foot, _asking(lines, labels, index))):
            # Who took a statement, and where, stands at its head or foot.
            continue
        # Prose that speaks of an address or a phone is an account; a list of them is a form.
        if left >= (2 if heading else 3) and sum(rest) >= min(3, left):
            return _bounded(lines, labels, index, heading=heading)
    return None


def _asked(line: str) -> int:
    """Return how many things a line asks for, one at least: a row may hold several labels."""
    return max(1, len(form_labels.read(line).names() & form_labels.BACK_NAMES))


def _may_open(line: str) -> bool:
    """Whether a block may begin with a line that asks: it is no sentence."""
    return ":" in line or not (form_lines.is_prose(line) and form_lines.speaks(line))


def _asking(lines: Sequence[str], labels: Sequence[bool], start: int) -> list[str]:
    """Return the lines near ``start`` that ask for what stands on the back."""
    return [lines[at] for at in range(start, min(start + _NEAR, len(lines))) if labels[at]]


def block_below(lines: Sequence[str], block: Block | None) -> Block | None:
    """Return another block on a page, below the account under the first, None where none is."""
    if block is None or block.end >= len(lines):
        return None
    found = block_of(lines[block.end :])
    if found is None:
        return None
    return Block(found.start + block.end, found.end + block.end, found.within)


def _bounded(
    lines: Sequence[str], labels: Sequence[bool], start: int, *, heading: bool
) -> Block | None:
    declaration = declaration_in(lines)
    account, whole = _account_below(lines, labels, start)
    end, within = account, False
    if declaration is not None and start < declaration[0]:
        end = min(end, declaration[0])
    elif not heading and _is_in_account(lines, start, declaration):
        if whole:
            return None
        end, within = min(end, _sentence_below(lines, labels, start)), True
    return Block(_first_value(lines, start, end), end, within)


def _first_value(lines: Sequence[str], start: int, end: int) -> int:
    """Return where a block begins whose labels stand under their values: with the first value."""
    above = start - 1
    if above < 0 or not label_rows.is_over_or_under(lines[start]):
        return start
    is_value = label_rows.may_be_value(lines[above]) and not form_lines.is_band(lines[above])
    return above if is_value and label_rows.stand_under(lines[above:end]) else start


def _account_below(lines: Sequence[str], labels: Sequence[bool], start: int) -> tuple[int, bool]:
    """Return where an account begins below a private block: several lines of prose in a row.

    And whether it does at all; the end of the page otherwise.
    """
    run = words = 0
    last = _last_asked(lines, labels, start)
    # Below a form's head an account may tell of somebody else's details too.
    heads = any(form_labels.opening_label(line) in _NAMES for line in lines[:start])
    for index in range(start, len(lines)):
        if _tells(lines, labels, index):
            run, words = run + 1, words + len(lines[index].split())
            enough = run >= _ACCOUNT_LINES and index >= last
            if enough or (heads and run > 1 and words >= _ACCOUNT_WORDS):
                return max(index - run + 1, start + 1), True
        elif not (run and len(lines[index].split()) <= 6 and not labels[index]):
            run = words = 0
    return len(lines), False


def _sentence_below(lines: Sequence[str], labels: Sequence[bool], start: int) -> int:
    """Return where prose begins below the last of the details, the end of the page if nowhere.

    In the midst of an account a line or two may be all that is left of it on the page: they are
    kept in it, and the details above stay private.
    """
    for index in range(_last_asked(lines, labels, start) + 1, len(lines)):
        if _tells(lines, labels, index) and len(lines[index].split()) >= _SENTENCE_WORDS:
            return index
    return len(lines)


def _last_asked(lines: Sequence[str], labels: Sequence[bool], start: int) -> int:
    """Return the last line from ``start`` on that asks for details of the witness's own."""
    asked = (at for at in range(start, len(lines)) if labels[at] and not _is_foot(lines[at]))
    return max(asked, default=start)


def _is_foot(line: str) -> bool:
    """Whether a line says who took the statement, and where: it stands below accounts too."""
    names = form_labels.read(line).names()
    return bool(names) and names <= {"taken_by", "taken_at", "station", "signed", "dated"}


def _tells(lines: Sequence[str], labels: Sequence[bool], index: int) -> bool:
    line = lines[index]
    return (
        form_lines.is_prose(line)
        and not labels[index]
        and not form_lines.is_form_line(line)
        and not form_lines.is_legal(line)
    )


def asks(line: str) -> bool:
    """Whether a line asks for, or gives, what stands on the back, and is not told in an account."""
    return form_lines.is_back_line(line) and not (_is_told(line) or _PRICED.search(line))


def tells(line: str) -> bool:
    """Whether a line is a sentence of somebody's, not a question, a consent or a direction."""
    return (
        form_lines.is_prose(line)
        and form_lines.speaks(line)
        and not asks(line)
        and not _PRINTED.search(line)
        and not form_lines.is_form_line(line)
    )


def _is_told(line: str) -> bool:
    """Whether a line that names what the back of a form asks for is a sentence of an account.

    "I am willing to attend court.", "She was vulnerable, and I took her contact details.": nothing
    there is a label, a question or a box.
    """
    if not form_lines.is_prose(line) or _PRINTED.search(line):
        return False
    marked = form_labels.read(line)
    return not any(
        form_labels.opens(marked.text, mark) or form_labels.stands_alone(marked.text, mark)
        for mark in marked.marks
    )


def _is_in_account(lines: Sequence[str], start: int, declaration: tuple[int, int] | None) -> bool:
    """Whether an account is told above ``start`` and was not signed yet."""
    for line in reversed(lines[declaration[1] if declaration else 0 : start]):
        if form_lines.is_signature(line):
            return False
        if (
            form_lines.is_prose(line)
            and len(line.split()) >= _SENTENCE_WORDS
            and not form_lines.is_form_line(line)
            and not form_lines.is_legal(line)
            and not form_lines.is_back_line(line)
        ):
            return True
    return False
