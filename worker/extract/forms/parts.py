"""Which lines of a page of a statement are its form's and its bands, and which are the account."""

from collections.abc import Sequence

from worker.casefile import PageRole
from worker.extract.forms import label_rows, office_notes, values
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.declaration import declaration_in
from worker.extract.forms.page import FormPage, Part
from worker.extract.forms.phrases import Mark, Marked
from worker.extract.forms.private import Block, asks, block_below

_GAP = 3
_HIGHEST_ACCOUNT = 30
_MOST_LONG = 4
"""So many long lines may stand above a declaration: values and directions."""
_HEAD_LINES, _FOOT_LINES = 8, 6
_KEPT = frozenset({"taken_by", "taken_at", "station"})


def narrative_page(
    lines: Sequence[str], role: PageRole, block: Block | None, repeated: frozenset[int]
) -> FormPage:
    """Give every line of a front or a continuation its part.

    ``block`` is the private block on the page, ``repeated`` its known running lines.
    """
    parts: list[Part] = ["body"] * len(lines)
    private = range(block.start, block.end) if block else range(0)
    below = block_below(lines, block)
    block_ends = block is not None and block.end == len(lines)
    last = below or block
    end = last.start if last and last.end == len(lines) else len(lines)
    parts[end:] = ["back"] * (len(lines) - end)
    declaration = declaration_in(lines[:end])
    above = range(0) if block and block.within else private
    start = _mark_head(lines, parts, end, declaration, repeated, above, front=role == "front")
    _mark_foot(lines, parts, start, end, repeated)
    if declaration:
        parts[declaration[0] : declaration[1]] = ["declaration"] * (declaration[1] - declaration[0])
    if below:
        parts[below.start : below.end] = ["back"] * (below.end - below.start)
    for index in private:
        # Among an account's head a line of the form may stand between private ones.
        private_line = block_ends or not above or _is_private(lines[index])
        goes_on = index > private.start and parts[index - 1] == "back" and _is_rest(lines[index])
        kept_back = private_line or goes_on or parts[index] == "back"
        parts[index] = "back" if kept_back else "head"
    for index in office_notes.among(lines, parts):
        parts[index] = "foot"
    disclosable = "back" not in parts
    return FormPage(role=role, disclosable=disclosable, parts=tuple(parts))


def _mark_head(
    lines: Sequence[str],
    parts: list[Part],
    end: int,
    declaration: tuple[int, int] | None,
    repeated: frozenset[int],
    private: range,
    *,
    front: bool,
) -> int:
    """Mark the lines above the account, and return where it starts."""
    if not front:
        return _mark_bands(lines, parts, end, repeated)
    start = index = _printed_above(lines, declaration)
    under = label_rows.stand_under(lines[:end])
    rows = sum(map(label_rows.is_over_or_under, lines[:end]))
    gap = _GAP + 2 if rows > 1 else _GAP
    while index < end and index - start <= gap:
        if declaration and index == declaration[0]:
            start = index = declaration[1]
        elif index in private:
            start = index = private.stop
        elif _is_of_head(lines[index]) or _is_value(lines, index, under=under):
            index += 1
            start = index
        elif form_lines.is_prose(lines[index]) and not _head_goes_on(index, declaration, private):
            break
        else:
            index += 1
    _mark_head_lines(lines, parts, start, under=under)
    return start


def _mark_head_lines(lines: Sequence[str], parts: list[Part], start: int, *, under: bool) -> None:
    """Give the lines above the account their parts: what is private in them is never disclosed."""
    private = False
    for place in range(start):
        # What stands under a row of private labels is private, as far as the next label.
        private = not under and (
            label_rows.is_private(lines[place])
            or (private and not form_labels.read(lines[place]).marks)
        )
        if private or _is_private(lines[place]):
            parts[place] = "back"
        else:
            parts[place] = "band" if _is_mark(lines[place]) else "head"
        if under and place and label_rows.is_private(lines[place]):
            above = lines[place - 1]
            parts[place - 1] = "back" if label_rows.may_be_value(above) else parts[place - 1]


def _is_value(lines: Sequence[str], index: int, *, under: bool) -> bool:
    """Whether a line of the head is what was filled in for a row of labels beside it."""
    if index and form_labels.read(lines[index - 1]).has("dated") and _is_day(lines[index]):
        return True
    row = index + 1 if under else index - 1
    return (
        0 <= row < len(lines)
        and label_rows.is_over_or_under(lines[row])
        and label_rows.may_be_value(lines[index])
    )


def _is_day(line: str) -> bool:
    """Whether a line is a date in figures and nothing else, as in boxes under their label."""
    return not any(map(str.isalpha, line)) and values.form_date(line) is not None


def _printed_above(lines: Sequence[str], declaration: tuple[int, int] | None) -> int:
    """Return the first line of a declaration near the top: all above it is the form's head."""
    if declaration is None or declaration[0] > _HIGHEST_ACCOUNT:
        return 0
    long = sum(
        form_lines.is_prose(line) and not _is_of_head(line) for line in lines[: declaration[0]]
    )
    return declaration[0] if long <= _MOST_LONG else 0


def _mark_bands(lines: Sequence[str], parts: list[Part], end: int, repeated: frozenset[int]) -> int:
    foot = end
    while foot > 0 and _is_running(lines, foot - 1, repeated):
        foot -= 1
    start = 0
    for index in range(min(_HEAD_LINES, end)):
        if not _is_running(lines, index, repeated):
            continue
        # The account may be so short that the page's foot is near its head.
        between = lines[start:index]
        if between and (index >= foot or not all(map(_may_be_running, between))):
            break
        start = index + 1
    parts[:start] = ["band"] * start
    return start


def _may_be_running(line: str) -> bool:
    """Whether a line among a sheet's running lines may be one of them: a name, a label."""
    if form_labels.read(line).marks:
        return not form_lines.is_prose(line)
    return form_lines.is_signed_name(line) and not any(map(str.isdigit, line))


def _is_of_head(line: str) -> bool:
    if form_lines.is_form_line(line) or form_lines.is_band(line):
        return True
    return _is_private(line) or _is_question(line)


def _is_question(line: str) -> bool:
    """Whether a line is a printed question that some forms ask on the front, with its answer."""
    marked = form_labels.read(line)
    return asks(line) and any(
        mark.name in form_labels.QUESTIONS
        and (form_labels.opens(marked.text, mark) or "?" in marked.text[mark.end :])
        for mark in marked.marks
    )


def _is_private(line: str) -> bool:
    """Whether a line of the head gives what belongs on the back: an address, a number, a birth."""
    if label_rows.is_private(line):
        return True
    marked = form_labels.read(line)
    return any(
        mark.name in form_labels.BACK_NAMES
        and mark.name not in form_labels.QUESTIONS
        and (form_labels.stands_alone(marked.text, mark) or _is_asked(marked, mark))
        for mark in marked.marks
    )


def _is_rest(line: str) -> bool:
    """Whether a line goes on with the value above it, as an address does."""
    return label_rows.may_be_value(line) and not form_lines.is_prose(line)


def _is_asked(marked: Marked, mark: Mark) -> bool:
    """Whether a label with no colon asks: it opens its line or fills a cell, and no sentence is."""
    text = marked.text
    if form_lines.is_prose(text) and form_lines.speaks(text):
        return False
    return form_labels.opens(text, mark) or form_labels.in_a_cell(text, mark)


def _head_goes_on(index: int, declaration: tuple[int, int] | None, private: range) -> bool:
    """Whether long words above a declaration are printed instructions, not yet the account."""
    if private and index < private.start <= index + _GAP:
        return True
    return declaration is not None and index < declaration[0] <= index + _GAP


def _is_mark(line: str) -> bool:
    """Whether a line of the head is only a marking, form number or page number."""
    if form_lines.is_title(line) or form_labels.opening_label(line) not in {None, "other"}:
        return False
    if form_lines.is_marking(line):
        return True
    printed = form_lines.has_form_mark(line) or form_lines.has_page_of(line)
    return printed and len(line.split()) <= 12 and not form_lines.is_legal(line)


def _is_running(lines: Sequence[str], index: int, repeated: frozenset[int]) -> bool:
    return index in repeated or form_lines.is_band(lines[index])


def _mark_foot(
    lines: Sequence[str], parts: list[Part], start: int, end: int, repeated: frozenset[int]
) -> None:
    """Mark what stands below the account: bands, and the form's closing lines."""
    edge = max(start, end - _FOOT_LINES)
    for index in range(edge, end):
        below = lines[index:end]
        if _is_running(lines, index, repeated) and not any(
            form_lines.is_prose(line) and not (_closes(line) or office_notes.is_note(line))
            for line in below
        ):
            parts[index:end] = ["band"] * (end - index)
            end = index
            break
    while end > start and _closes(lines[end - 1]):
        end -= 1
        parts[end] = "foot"
    below = lines[end] if end < len(lines) else ""
    if end > start and form_lines.is_bare(below) and form_lines.is_signed_name(lines[end - 1]):
        # Signatures on a rule, with what they are in small print under it.
        end -= 1
        parts[end] = parts[end + 1] = "foot"
    for index in range(end, len(lines)):
        if parts[index] == "band" and form_labels.opening_label(lines[index]) in _KEPT:
            parts[index] = "foot"


def _closes(line: str) -> bool:
    return form_lines.is_closing(line) or form_lines.is_band(line)
