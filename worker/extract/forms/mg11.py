"""The MG11 family: which pages are front, continuation and back, and which lines are whose.

Recognition goes by the meaning and place of the printed words, not by one force's template. A page
of the family that is not recognised counts as a back page: not disclosable, not summarised.
"""

from collections.abc import Sequence

from worker.casefile import PageRole
from worker.extract.forms import labels as form_labels
from worker.extract.forms.fields import count_in
from worker.extract.forms.page import FormPage, Part, kept_once

_GAP = 3
_HEAD_LINES, _FOOT_LINES = 8, 6
_DECLARATION_LINES = 8
_FAMILY = 4
_SOME_PROSE = 3


def is_family(pages: Sequence[Sequence[str]]) -> bool:
    """Return whether these pages of lines are a statement form of the MG11 family."""
    evidence: dict[str, int] = {}
    for lines in pages:
        for line in map(form_labels.plain, lines):
            evidence |= _evidence(line)
        if _declaration(lines):
            evidence["declaration"] = 2
    is_form = {"statement_of", "age", "continuation"} & evidence.keys()
    return bool(is_form) and sum(evidence.values()) >= _FAMILY


def _evidence(line: str) -> dict[str, int]:
    found: dict[str, int] = {}
    label = form_labels.opening_label(line)
    if form_labels.is_title(line):
        found["title"] = 1
    if form_labels.LEGAL.search(line) and len(line) <= 160:
        found["legal"] = 2
    if form_labels.FORM_MARK.search(line) and len(line.split()) <= 12:
        found["mark"] = 2
    if form_labels.CONTINUATION.search(line):
        found["continuation"] = 2
    if not form_labels.is_form_line(line):
        return found
    if label in {"statement_of", "witnessed"}:
        found[label] = 1
    if any(match.lastgroup == "age" for match in form_labels.LABEL.finditer(line)):
        found["age"] = 3 if "18" in line or "eighteen" in line.casefold() else 1
    return found


def lay_out(
    pages: Sequence[Sequence[str]], repeated: Sequence[frozenset[int]]
) -> tuple[FormPage, ...]:
    """Give every page of an MG11 its role and every line its part.

    ``repeated`` holds, for each page, the lines already known as running headers or footers.
    """
    laid: list[FormPage] = []
    declared = pages_declared(pages)
    account: list[str] = []
    told = 0
    for index, lines in enumerate(pages):
        more_declared = declared is not None and told < declared
        role = _role(lines, account if told else None, more_declared=more_declared)
        if role is None:
            known = not lines or _back_starts(lines) is not None
            laid.append(_back_page(len(lines), recognised=known))
        else:
            laid.append(_narrative_page(lines, role, repeated[index]))
            told += 1
            account = [x for x, part in zip(lines, laid[-1].parts, strict=True) if part == "body"]
    return kept_once(pages, laid)


def pages_declared(pages: Sequence[Sequence[str]]) -> int | None:
    """Return how many pages the declaration says the statement has, None where it doesn't say."""
    for lines in pages:
        found = _declaration(lines)
        if found:
            return count_in(" ".join(lines[found[0] : found[1]]))
    return None


def _back_page(lines: int, *, recognised: bool) -> FormPage:
    parts: list[Part] = ["back"] * lines
    return FormPage(role="back", disclosable=False, parts=tuple(parts), recognised=recognised)


def _role(
    lines: Sequence[str], account: Sequence[str] | None, *, more_declared: bool
) -> PageRole | None:
    """Return front or continuation, or None for a back page or one that nobody recognises.

    ``account`` is the page of the account before this one, None before the front;
    ``more_declared`` says that the declaration counts more pages than were found so far.
    """
    if not lines:
        return None
    back = _back_starts(lines)
    above = lines if back is None else lines[:back]
    prose = sum(form_labels.is_prose(line) for line in above)
    if _is_front(above):
        return "front"
    if back is not None and prose < _SOME_PROSE:
        return None
    edges = [form_labels.plain(x) for x in (*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:])]
    if any(form_labels.CONTINUATION.search(line) for line in edges):
        return "continuation"
    if back is not None or account is None or not prose:
        return None
    numbered = any(form_labels.PAGE_OF.search(line) for line in edges)
    signed = any(form_labels.is_signature(line) for line in edges[-_FOOT_LINES:])
    goes_on = numbered or signed or more_declared or _runs_on(account, lines)
    return "continuation" if goes_on else None


def _is_front(lines: Sequence[str]) -> bool:
    evidence: dict[str, int] = {}
    for line in map(form_labels.plain, lines[:30]):
        evidence |= _evidence(line)
    if "continuation" in evidence:
        return False
    named = "statement_of" in evidence or "age" in evidence
    return named and ("title" in evidence or "age" in evidence or _declaration(lines) is not None)


def _runs_on(account: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the sentence that the account left unfinished goes on here."""
    first = next((line for line in lines if form_labels.is_prose(line)), "")
    unfinished = bool(account) and account[-1].rstrip("\"')")[-1:] not in {".", "?", "!", ":"}
    return unfinished and first[:1].islower()


def _back_starts(lines: Sequence[str]) -> int | None:
    """Return the first line of a block for the prosecution's eyes, None where there is none."""
    labels = [bool(form_labels.BACK_LABEL.search(form_labels.plain(x))) for x in lines]
    for index, line in enumerate(lines):
        rest = labels[index:]
        heading = bool(form_labels.BACK_HEADING.search(form_labels.plain(line)))
        if not heading and not (rest[0] and (not form_labels.is_prose(line) or ":" in line)):
            continue
        # Prose that speaks of an address or a phone is an account; a list of them is a form.
        if sum(rest) >= (2 if heading else 3) and sum(rest[:8]) >= min(3, sum(rest)):
            return index
    return None


def _declaration(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the first line of the declaration and the one after its last."""
    for index, line in enumerate(lines):
        if not form_labels.DECLARATION_OPENS.search(form_labels.plain(line)):
            continue
        block = [form_labels.plain(x) for x in lines[index : index + _DECLARATION_LINES]]
        best = None
        for size in range(1, len(block) + 1):
            said = " ".join(block[:size])
            if form_labels.TRUE_TO_BEST.search(said):
                best = best or size
                if form_labels.DECLARATION_CLOSES.search(said):
                    return index, index + size
        if best:
            return index, index + best
    return None


def _narrative_page(lines: Sequence[str], role: PageRole, repeated: frozenset[int]) -> FormPage:
    parts: list[Part] = ["body"] * len(lines)
    back = _back_starts(lines)
    end = len(lines) if back is None else back
    parts[end:] = ["back"] * (len(lines) - end)
    declaration = _declaration(lines[:end])
    start = _mark_head(lines, parts, end, declaration, repeated, front=role == "front")
    _mark_foot(lines, parts, start, end, repeated)
    if declaration:
        parts[declaration[0] : declaration[1]] = ["declaration"] * (declaration[1] - declaration[0])
    return FormPage(role=role, disclosable=back is None, parts=tuple(parts))


def _mark_head(
    lines: Sequence[str],
    parts: list[Part],
    end: int,
    declaration: tuple[int, int] | None,
    repeated: frozenset[int],
    *,
    front: bool,
) -> int:
    """Mark the lines above the account, and return where it starts."""
    if not front:
        bands = [i for i in range(min(_HEAD_LINES, end)) if _is_running(lines, i, repeated)]
        start = 0
        for index in bands:
            if any(form_labels.is_prose(line) for line in lines[start:index]):
                break
            start = index + 1
        parts[:start] = ["band"] * start
        return start
    start = index = 0
    while index < end and index - start <= _GAP:
        if declaration and index == declaration[0]:
            start = index = declaration[1]
        elif form_labels.is_form_line(lines[index]) or form_labels.is_band(lines[index]):
            index += 1
            start = index
        elif form_labels.is_prose(lines[index]) and not _head_goes_on(index, declaration):
            break
        else:
            index += 1
    for place in range(start):
        parts[place] = "band" if _is_mark(lines[place]) else "head"
    return start


def _head_goes_on(index: int, declaration: tuple[int, int] | None) -> bool:
    """Whether long words above a declaration are printed instructions, not yet the account."""
    return declaration is not None and index < declaration[0] <= index + _GAP


def _is_mark(line: str) -> bool:
    """Whether a line of the head is only a marking, form number or page number."""
    line = form_labels.plain(line)
    if form_labels.is_title(line) or form_labels.opening_label(line) not in {None, "other"}:
        return False
    short = len(line.split()) <= 12
    return bool(
        form_labels.MARKING.match(line)
        or (
            short
            and not form_labels.LEGAL.search(line)
            and (form_labels.FORM_MARK.search(line) or form_labels.PAGE_OF.search(line))
        )
    )


def _is_running(lines: Sequence[str], index: int, repeated: frozenset[int]) -> bool:
    return index in repeated or form_labels.is_band(lines[index])


def _mark_foot(
    lines: Sequence[str], parts: list[Part], start: int, end: int, repeated: frozenset[int]
) -> None:
    """Mark what stands below the account: bands, and the form's closing lines."""
    edge = max(start, end - _FOOT_LINES)
    for index in range(edge, end):
        below = lines[index:end]
        if _is_running(lines, index, repeated) and not any(
            form_labels.is_prose(line) and not _closes(line) for line in below
        ):
            parts[index:end] = ["band"] * (end - index)
            end = index
            break
    while end > start and _closes(lines[end - 1]):
        end -= 1
        parts[end] = "foot"
    for index in range(end, len(lines)):
        if parts[index] == "band" and form_labels.opening_label(
            form_labels.plain(lines[index])
        ) in {"taken_by", "taken_at"}:
            parts[index] = "foot"


def _closes(line: str) -> bool:
    return form_labels.is_closing(line) or form_labels.is_band(line)
