"""The MG11 family: which pages are front, continuation and back, and which lines are whose.

Recognition goes by the meaning and place of the printed words, not by one force's template. A page
of the family that is not recognised counts as a back page: not disclosable, not summarised.
"""

from collections.abc import Sequence

from worker.casefile import PageRole
from worker.extract.forms import labels as form_labels
from worker.extract.forms import sentence
from worker.extract.forms.page import FormPage, Part, kept_once, side_by_side
from worker.extract.forms.private import Block, block_of
from worker.extract.forms.values import count_in

_GAP = 3
_HEAD_LINES, _FOOT_LINES = 8, 6
_DECLARATION_LINES = 9
_FAMILY = 4
_SOME_PROSE = 3
_FRONT_LINES = 34
_OPENERS = ("statement", "declare", "certify", "believe")
_KEPT = frozenset({"taken_by", "taken_at", "station"})


def is_family(pages: Sequence[Sequence[str]]) -> bool:
    """Return whether these pages of lines are a statement form of the MG11 family."""
    evidence: dict[str, int] = {}
    for lines in pages:
        for at, line in enumerate(lines):
            if len(line) <= 190:
                evidence |= _evidence(line)
            if at < _FRONT_LINES and "named" not in evidence and sentence.names_witness(line):
                evidence["named"] = 1
        if "declaration" not in evidence and _declaration(lines):
            evidence["declaration"] = 2
    is_form = {"statement_of", "age", "continuation", "named"} & evidence.keys()
    if is_form and sum(evidence.values()) >= _FAMILY:
        return True
    return any(_is_back_alone(lines) for lines in pages)


def _is_back_alone(lines: Sequence[str]) -> bool:
    """Whether a page is the back of an MG11 that came without its front."""
    block = block_of(lines)
    if block is None or not any(map(form_labels.is_back_heading, lines)):
        return False
    asked = frozenset[str]().union(*(form_labels.read(line).names() for line in lines))
    own = {"dates_to_avoid", "consent", "vps_offered", "willing_to_attend", "special_measures"}
    return bool(asked & own) and len(asked & form_labels.BACK_NAMES) >= _FAMILY


def _evidence(line: str) -> dict[str, int]:
    found: dict[str, int] = {}
    label = form_labels.opening_label(line)
    if form_labels.is_title(line):
        found["title"] = 1
    if form_labels.is_legal(line):
        found["legal"] = 2
    if form_labels.has_form_mark(line):
        found["mark"] = 2
    if form_labels.is_continuation(line):
        found["continuation"] = 2
    marked = form_labels.read(line)
    if not marked.marks or not form_labels.is_form_line(line):
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


def _lay_out(
    pages: Sequence[Sequence[str]], repeated: Sequence[frozenset[int]]
) -> list[FormPage]:
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
            laid.append(_narrative_page(lines, role, block, again))
            told += 1
            account = [x for x, part in zip(lines, laid[-1].parts, strict=True) if part == "body"]
    return laid


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
    prose = sum(form_labels.is_prose(line) for line in above)
    if _is_front(above) and (block is None or block.start or prose >= _SOME_PROSE):
        return "front"
    if block is not None and prose < _SOME_PROSE:
        return None
    edges = (*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:])
    if any(map(form_labels.is_continuation, edges)):
        return "continuation"
    if block is not None or account is None or not prose:
        return None
    numbered = any(map(form_labels.has_page_of, edges))
    signed = any(map(form_labels.is_signature, edges))
    goes_on = numbered or signed or more_declared or _runs_on(account, lines)
    return "continuation" if goes_on else None


def _is_front(lines: Sequence[str]) -> bool:
    evidence: dict[str, int] = {}
    for line in lines[:_FRONT_LINES]:
        if len(line) <= 190:
            evidence |= _evidence(line)
    if "continuation" in evidence:
        return False
    declared = _declaration(lines) is not None
    if "statement_of" in evidence or "age" in evidence:
        return "title" in evidence or "age" in evidence or declared
    named = any(map(sentence.names_witness, lines[:_FRONT_LINES]))
    return "title" in evidence and (declared or named)


def _runs_on(account: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the sentence that the account left unfinished goes on here."""
    first = next((line for line in lines if form_labels.is_prose(line)), "")
    unfinished = bool(account) and account[-1].rstrip("\"')")[-1:] not in {".", "?", "!", ":"}
    shouted = first.isupper() and bool(account) and account[-1].isupper()
    return unfinished and (first[:1].islower() or shouted)


def _declaration(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the first line of the declaration and the one after its last."""
    for index, line in enumerate(lines):
        said = line.casefold()
        if not any(word in said for word in _OPENERS) and "taternent" not in said:
            continue
        if not form_labels.opens_declaration(" ".join(lines[index : index + 2]), line):
            continue
        block = [form_labels.mended(x) for x in lines[index : index + _DECLARATION_LINES]]
        best = None
        for size in range(1, len(block) + 1):
            said = " ".join(block[:size])
            if form_labels.declares_true(said):
                best = best or size
                if form_labels.DECLARATION_CLOSES.search(said):
                    return index, index + size
        if best:
            return index, index + best
    return None


def _narrative_page(
    lines: Sequence[str], role: PageRole, block: Block | None, repeated: frozenset[int]
) -> FormPage:
    parts: list[Part] = ["body"] * len(lines)
    private = range(block.start, block.end) if block else range(0)
    end = block.start if block and block.end == len(lines) else len(lines)
    parts[end:] = ["back"] * (len(lines) - end)
    declaration = _declaration(lines[:end])
    start = _mark_head(lines, parts, end, declaration, repeated, private, front=role == "front")
    _mark_foot(lines, parts, start, end, repeated)
    if declaration:
        parts[declaration[0] : declaration[1]] = ["declaration"] * (declaration[1] - declaration[0])
    for index in private:
        # Among an account's head a line of the form may stand between private ones.
        parts[index] = "back" if end < len(lines) or _is_private(lines[index]) else "head"
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
    start = index = 0
    while index < end and index - start <= _GAP:
        if declaration and index == declaration[0]:
            start = index = declaration[1]
        elif index in private:
            start = index = private.stop
        elif _is_of_head(lines[index]):
            index += 1
            start = index
        elif form_labels.is_prose(lines[index]) and not _head_goes_on(index, declaration, private):
            break
        else:
            index += 1
    for place in range(start):
        if _is_private(lines[place]):
            parts[place] = "back"
        else:
            parts[place] = "band" if _is_mark(lines[place]) else "head"
    return start


def _mark_bands(
    lines: Sequence[str], parts: list[Part], end: int, repeated: frozenset[int]
) -> int:
    bands = [i for i in range(min(_HEAD_LINES, end)) if _is_running(lines, i, repeated)]
    start = 0
    for index in bands:
        if any(form_labels.is_prose(line) for line in lines[start:index]):
            break
        start = index + 1
    parts[:start] = ["band"] * start
    return start


def _is_of_head(line: str) -> bool:
    if form_labels.is_form_line(line) or form_labels.is_band(line):
        return True
    return _is_private(line)


def _is_private(line: str) -> bool:
    """Whether a line of the head gives what belongs on the back: an address, a number, a birth."""
    marked = form_labels.read(line)
    return any(
        mark.name in form_labels.BACK_NAMES
        and mark.name not in form_labels.QUESTIONS
        and (form_labels.stands_alone(marked.text, mark))
        for mark in marked.marks
    )


def _head_goes_on(index: int, declaration: tuple[int, int] | None, private: range) -> bool:
    """Whether long words above a declaration are printed instructions, not yet the account."""
    if private and index < private.start <= index + _GAP:
        return True
    return declaration is not None and index < declaration[0] <= index + _GAP


def _is_mark(line: str) -> bool:
    """Whether a line of the head is only a marking, form number or page number."""
    if form_labels.is_title(line) or form_labels.opening_label(line) not in {None, "other"}:
        return False
    if form_labels.is_marking(line):
        return True
    printed = form_labels.has_form_mark(line) or form_labels.has_page_of(line)
    return printed and len(line.split()) <= 12 and not form_labels.is_legal(line)


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
    below = lines[end] if end < len(lines) else ""
    if end > start and form_labels.is_bare(below) and form_labels.is_signed_name(lines[end - 1]):
        # Signatures on a rule, with what they are in small print under it.
        end -= 1
        parts[end] = parts[end + 1] = "foot"
    for index in range(end, len(lines)):
        if parts[index] == "band" and form_labels.opening_label(lines[index]) in _KEPT:
            parts[index] = "foot"


def _closes(line: str) -> bool:
    return form_labels.is_closing(line) or form_labels.is_band(line)
