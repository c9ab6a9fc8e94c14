"""Which pages of a statement are signed: in type, or by something drawn beside the label."""

from collections.abc import Sequence

from worker.casefile import Notice
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.fields import typed_after
from worker.extract.forms.page import FormPage
from worker.extract.layout import Line, Rect, SourcePage

_REACH = 42.0
"""A signature is drawn at most so far above or below its label, in points."""

_WORDS = frozenset({"signature", "signed", "sign"})
_TO_THE_RIGHT = 300.0
"""It begins at most so far right of where its label ends, in points."""

_SAME_PLACE = 2.0


def check(
    pages: Sequence[SourcePage],
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    values: dict[str, str],
) -> list[Notice]:
    """Say which pages of a statement lack a signature, or that there is none at all.

    Where a declaration counts pages "each signed by me" every page must have one; elsewhere those
    that have a place for it.
    """
    statement = [at for at, plan in enumerate(laid) if plan.role in {"front", "continuation"}]
    labelled = {at: _labels(texts[at], laid[at]) for at in statement}
    if not any(labelled.values()):
        return []
    name = values.get("signed", "")
    signed = {
        at for at in statement if _is_signed(pages[at], texts[at], laid[at], labelled[at], name)
    }
    unread = any(page.method == "none" for page in pages)
    if not signed and "signed" not in values:
        drawn = any(
            _has_free_ink(pages, at) or _is_inked(pages[at], labelled[at]) for at in statement
        )
        return [] if unread or drawn else [none()]
    must_be = bool(pages[0].width) and "declaration" in values
    return [
        _unsigned(pages[at].number)
        for at in statement
        if at not in signed
        and (labelled[at] or must_be)
        and pages[at].method == "text"
        and not _has_free_ink(pages, at)
    ]


def _labels(lines: Sequence[str], plan: FormPage) -> list[int]:
    """Return the lines of a page that ask for the witness's signature."""
    asking = [
        at
        for at, (line, part) in enumerate(zip(lines, plan.parts, strict=True))
        if part not in {"body", "declaration"} and _asks(line)
    ]
    # Below private details the foot of the page counts with them.
    return [at for at in asking if plan.parts[at] != "back"] or asking


def _asks(line: str) -> bool:
    """Whether a line has a place for the witness to sign: another's signature is no such."""
    marked = form_labels.read(line)
    if marked.has("signed"):
        return True
    return not (marked.has("witnessed") or _WORDS.isdisjoint(marked.words))


def _is_signed(
    page: SourcePage, lines: Sequence[str], plan: FormPage, labelled: Sequence[int], name: str
) -> bool:
    """Whether the last place to sign on a page is signed (the first is the declaration's).

    ``name`` is the signature as it was typed elsewhere, empty where it was not.
    """
    if not labelled:
        return False
    at = labelled[-1]
    again = bool(name) and any(name in " ".join(line.split()) for line in lines[at : at + 2])
    if again or typed_after("signed", lines[at]) or _typed_beside(lines, plan, at):
        return True
    return _is_inked(page, [at])


def _is_inked(page: SourcePage, labelled: Sequence[int]) -> bool:
    """Whether something is drawn beside one of a page's places to sign."""
    return bool(page.lines) and any(
        _is_near(page.lines[at], place) for at in labelled for place in page.ink
    )


def _typed_beside(lines: Sequence[str], plan: FormPage, at: int) -> bool:
    """Whether a name stands right above or below a label that has nothing after it, on a rule."""
    return any(
        0 <= other < len(lines)
        and plan.parts[other] != "body"
        and not form_labels.read(lines[other]).marks
        and not form_lines.is_prose(lines[other])
        and form_lines.is_name(lines[other])
        and not form_lines.is_band(lines[other])
        for other in (at - 1, at + 1)
    )


def _is_near(label: Line, place: Rect) -> bool:
    x0, top, x1, bottom = place
    left, right = _room(label)
    return (
        top <= label.bottom + _REACH and bottom >= label.top - _REACH and left <= x1 and x0 <= right
    )


def _room(line: Line) -> tuple[float, float]:
    """Return from where to where a signature may begin: from its label up to the next label."""
    marks = form_labels.read(line.text).marks
    at = next((i for i, mark in enumerate(marks) if mark.name == "signed"), None)
    if at is None or " ".join(word.text for word in line.words) != line.text:
        return line.x0, line.x1 + _TO_THE_RIGHT
    start, x0, right = 0, line.x0, None
    end = line.x1
    for word in line.words:
        if start <= marks[at].start:
            x0 = word.x0
        if start < marks[at].end:
            end = word.x1
        if right is None and at + 1 < len(marks) and start >= marks[at + 1].start:
            right = word.x0
        start += len(word.text) + 1
    return x0, end + _TO_THE_RIGHT if right is None else right


def _has_free_ink(pages: Sequence[SourcePage], at: int) -> bool:
    """Whether something is drawn on a page's lower part, where somebody may have signed.

    What stands in the same place on another page too is printed there, as a crest is.
    """
    page = pages[at]
    others = [ink for other in (*pages[:at], *pages[at + 1 :]) for ink in other.ink]
    return any(
        ink[3] > 0.6 * page.height and not any(_is_same(ink, other) for other in others)
        for ink in page.ink
    )


def _is_same(one: Rect, other: Rect) -> bool:
    return all(abs(a - b) <= _SAME_PLACE for a, b in zip(one, other, strict=True))


def none() -> Notice:
    """Return the notice that a statement is not signed anywhere."""
    return Notice(
        code="no_typed_signature",
        message=(
            "No typed or drawn signature was found where the form asks for one. Check the original."
        ),
    )


def _unsigned(page: int) -> Notice:
    return Notice(
        code="page_unsigned",
        message=(
            f"No signature was found at the foot of page {page}. Each page of a statement is "
            "signed by the witness: check the original."
        ),
        page=page,
    )
