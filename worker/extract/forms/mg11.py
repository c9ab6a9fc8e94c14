"""The MG11 family: which pages are front, continuation and back, and which lines are whose.

Recognition goes by the meaning and place of the printed words, not by one force's template. A page
of the family that is not recognised counts as a back page: not disclosable, not summarised. Where
only a typed head makes the form, it is told, unless private details stand on it.
"""

from collections.abc import Sequence

from worker.casefile import PageRole
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.declaration import pages_declared
from worker.extract.forms.family import is_family, is_front, is_typed
from worker.extract.forms.page import FormPage, Part, kept_once, side_by_side
from worker.extract.forms.parts import narrative_page
from worker.extract.forms.private import Block, asks, block_of, kinds_of_details, reaches, tells

__all__ = ["is_family", "lay_out"]

_HEAD_LINES, _FOOT_LINES = 8, 6
_SOME_PROSE = 3
_PHONES = frozenset({"mobile", "phone"})
_TAKEN = frozenset({"taken_by", "taken_at", "station", "signed", "witnessed", "dated"})


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
    blocks = [block_of(lines) for lines in pages]
    outside = [_outside(*page) for page in zip(pages, blocks, strict=True)]
    fronts = list(map(is_front, outside))
    sure = any(fronts)
    typed = is_typed(pages)
    for at, (lines, again, block) in enumerate(zip(pages, repeated, blocks, strict=True)):
        more_declared = declared is not None and told < declared
        begins = not (sure or told) and is_front(outside[at], opens=True)
        role = _role(
            lines,
            block,
            account if told else None,
            more_declared=more_declared,
            opens=fronts[at] or begins,
        )
        if role is None and typed and _is_told(lines, block):
            role = "continuation" if told else "front"
        if role is None:
            known = not lines or (block is not None and not any(map(tells, outside[at])))
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
    opens: bool,
) -> PageRole | None:
    """Return front or continuation, or None for a back page or one that nobody recognises.

    ``account`` is the page of the account before this one, None before the front;
    ``more_declared`` says that the declaration counts more pages than were found so far, ``opens``
    that the statement begins here.
    """
    if not lines:
        return None
    above = _outside(lines, block)
    prose = sum(map(form_lines.is_prose, above))
    if opens and (block is None or block.start or prose >= _SOME_PROSE):
        return "front"
    edges = (*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:])
    headed = any(map(form_lines.is_continuation, edges))
    goes_on = account is not None and bool(prose) and _runs_on(account, above)
    if block is not None and not _tells(above, least=1 if headed or goes_on else _SOME_PROSE):
        return None
    if headed:
        return "continuation"
    if account is None:
        return None
    marked = any(form_lines.has_page_of(x) or form_lines.is_signature(x) for x in edges)
    if prose < _SOME_PROSE and _may_be_private(lines, prose, marked=marked):
        return None
    return "continuation" if marked or more_declared or goes_on else None


def _tells(lines: Sequence[str], *, least: int) -> bool:
    """Whether lines beside a private block tell something, and are not under its heading."""
    return not any(map(form_lines.is_back_heading, lines)) and sum(map(tells, lines)) >= least


def _may_be_private(lines: Sequence[str], prose: int, *, marked: bool) -> bool:
    """Whether a page with hardly a sentence may hold private details under labels nobody knows.

    ``marked``: it has a number or a signature as the statement's pages have.
    """
    kinds = kinds_of_details(lines)
    if prose or marked:
        return kinds > 1
    return kinds > 0 or any(map(asks, lines))


def _is_told(lines: Sequence[str], block: Block | None) -> bool:
    """Whether a page of a typed statement that nothing marks is told, and not kept private."""
    if block is None:
        prose = sum(map(form_lines.is_prose, lines))
        return bool(lines) and (prose >= _SOME_PROSE or not _is_private(lines))
    outside = _outside(lines, block)
    return not any(map(form_lines.is_back_heading, outside)) and any(
        tells(line) or (form_lines.speaks(line) and line.endswith((".", "!"))) for line in outside
    )


def _is_private(lines: Sequence[str]) -> bool:
    """Whether lines give how to reach the witness, or who they are.

    A telephone in a list of what was stolen ("Mobile: Samsung") is no such thing.
    """
    for line in filter(asks, lines):
        asked = form_labels.read(line).names()
        if reaches(line) or not asked or asked - _TAKEN - _PHONES:
            return True
    return kinds_of_details(lines) > 1


def _outside(lines: Sequence[str], block: Block | None) -> Sequence[str]:
    """Return the lines of a page without its private ones."""
    return lines if block is None else [*lines[: block.start], *lines[block.end :]]


def _runs_on(account: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the sentence that the account left unfinished goes on here."""
    first = next((line for line in lines if form_lines.is_prose(line)), "")
    unfinished = bool(account) and account[-1].rstrip("\"')")[-1:] not in {".", "?", "!", ":"}
    shouted = first.isupper() and bool(account) and account[-1].isupper()
    return unfinished and (first[:1].islower() or shouted)
