"""The MG11 family: which pages are front, continuation and back, and which lines are whose.

Recognition goes by the meaning and place of the printed words, not by one force's template. A page
of the family that is not recognised counts as a back page: not disclosable, not summarised.
"""

from collections.abc import Sequence

from worker.casefile import PageRole
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms import sentence
from worker.extract.forms.declaration import declaration_in, pages_declared
from worker.extract.forms.page import FormPage, Part, kept_once, side_by_side
from worker.extract.forms.parts import narrative_page
from worker.extract.forms.private import Block, block_of

_HEAD_LINES, _FOOT_LINES = 8, 6
_FAMILY = 4
_SOME_PROSE = 3
_FRONT_LINES = 34


def is_family(pages: Sequence[Sequence[str]]) -> bool:
    """Return whether these pages of lines are a statement form of the MG11 family."""
    evidence: dict[str, int] = {}
    for lines in pages:
        for at, line in enumerate(lines):
            if len(line) <= 190:
                evidence |= _evidence(line)
            if at < _FRONT_LINES and "named" not in evidence and sentence.names_witness(line):
                evidence["named"] = 1
        if "declaration" not in evidence and declaration_in(lines):
            evidence["declaration"] = 2
    is_form = {"statement_of", "age", "continuation", "named"} & evidence.keys()
    if is_form and sum(evidence.values()) >= _FAMILY:
        return True
    return any(_is_back_alone(lines) for lines in pages)


def _is_back_alone(lines: Sequence[str]) -> bool:
    """Whether a page is the back of an MG11 that came without its front."""
    block = block_of(lines)
    if block is None or not any(map(form_lines.is_back_heading, lines)):
        return False
    asked = frozenset[str]().union(*(form_labels.read(line).names() for line in lines))
    own = {"dates_to_avoid", "consent", "vps_offered", "willing_to_attend", "special_measures"}
    return bool(asked & own) and len(asked & form_labels.BACK_NAMES) >= _FAMILY


def _evidence(line: str) -> dict[str, int]:
    found: dict[str, int] = {}
    label = form_labels.opening_label(line)
    if form_lines.is_title(line):
        found["title"] = 1
    if form_lines.is_legal(line):
        found["legal"] = 2
    if form_lines.has_form_mark(line):
        found["mark"] = 2
    if form_lines.is_continuation(line):
        found["continuation"] = 2
    marked = form_labels.read(line)
    if not marked.marks or not form_lines.is_form_line(line):
        return found
    if label in {"statement_of", "witnessed"}:
        found[label] = 1
    if label in {"occupation", "taken_by"} and ":" in line:
        found[label] = 1
    if marked.has("name_part") and ":" in line:
        found["statement_of"] = 1
    if marked.has("age"):
        found["age"] = 3 if "18" in line or "eighteen" in line.casefold() else 1
    return found


def lay_out(
    pages: Sequence[Sequence[str]],
    repeated: Sequence[frozenset[int]],
    halves: Sequence[int | None] = (),
) -> tuple[FormPage, ...]:
    """Give every page of an MG11 its role and every line its part.

    ``repeated`` holds, for each page, the lines already known as running headers or footers, and
    ``halves`` where the right half of a sheet begins that shows two pages side by side.
    """
    sheets: list[tuple[int, Sequence[str], frozenset[int]]] = []
    for at, lines in enumerate(pages):
        half = halves[at] if at < len(halves) else None
        if half is None:
            sheets.append((at, lines, repeated[at]))
            continue
        sheets.append((at, lines[:half], frozenset(x for x in repeated[at] if x < half)))
        right = frozenset(x - half for x in repeated[at] if x >= half)
        sheets.append((at, lines[half:], right))
    laid = _lay_out([lines for _, lines, _ in sheets], [again for _, _, again in sheets])
    whole: list[FormPage] = []
    for (at, _, _), page in zip(sheets, laid, strict=True):
        if at < len(whole):
            whole[at] = side_by_side(whole[at], page)
        else:
            whole.append(page)
    return kept_once(pages, whole)


def _lay_out(pages: Sequence[Sequence[str]], repeated: Sequence[frozenset[int]]) -> list[FormPage]:
    laid: list[FormPage] = []
    declared = pages_declared(pages)
    account: list[str] = []
    told = 0
    for lines, again in zip(pages, repeated, strict=True):
        block = block_of(lines)
        more_declared = declared is not None and told < declared
        role = _role(lines, block, account if told else None, more_declared=more_declared)
        if role is None:
            known = not lines or block is not None
            laid.append(_back_page(len(lines), recognised=known))
        else:
            laid.append(narrative_page(lines, role, block, again))
            told += 1
            account = [x for x, part in zip(lines, laid[-1].parts, strict=True) if part == "body"]
    return laid


def _back_page(lines: int, *, recognised: bool) -> FormPage:
    parts: list[Part] = ["back"] * lines
    return FormPage(role="back", disclosable=False, parts=tuple(parts), recognised=recognised)


def _role(
    lines: Sequence[str],
    block: Block | None,
    account: Sequence[str] | None,
    *,
    more_declared: bool,
) -> PageRole | None:
    """Return front or continuation, or None for a back page or one that nobody recognises.

    ``account`` is the page of the account before this one, None before the front;
    ``more_declared`` says that the declaration counts more pages than were found so far.
    """
    if not lines:
        return None
    above = lines if block is None else [*lines[: block.start], *lines[block.end :]]
    prose = sum(form_lines.is_prose(line) for line in above)
    if _is_front(above) and (block is None or block.start or prose >= _SOME_PROSE):
        return "front"
    if block is not None and prose < _SOME_PROSE:
        return None
    edges = (*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:])
    if any(map(form_lines.is_continuation, edges)):
        return "continuation"
    if block is not None or account is None or not prose:
        return None
    numbered = any(map(form_lines.has_page_of, edges))
    signed = any(map(form_lines.is_signature, edges))
    goes_on = numbered or signed or more_declared or _runs_on(account, lines)
    return "continuation" if goes_on else None


def _is_front(lines: Sequence[str]) -> bool:
    evidence: dict[str, int] = {}
    for line in lines[:_FRONT_LINES]:
        if len(line) <= 190:
            evidence |= _evidence(line)
    if "continuation" in evidence:
        return False
    declared = declaration_in(lines) is not None
    if "statement_of" in evidence or "age" in evidence:
        return "title" in evidence or "age" in evidence or declared
    named = any(map(sentence.names_witness, lines[:_FRONT_LINES]))
    return "title" in evidence and (declared or named)


def _runs_on(account: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the sentence that the account left unfinished goes on here."""
    first = next((line for line in lines if form_lines.is_prose(line)), "")
    unfinished = bool(account) and account[-1].rstrip("\"')")[-1:] not in {".", "?", "!", ":"}
    shouted = first.isupper() and bool(account) and account[-1].isupper()
    return unfinished and (first[:1].islower() or shouted)
