"""Which pages of a statement are signed: in type, or by something drawn beside the label."""

from collections.abc import Sequence

from worker.casefile import Notice
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.fields import typed_after
from worker.extract.forms.page import FormPage
from worker.extract.layout import Line, SourcePage

_REACH = 42.0
"""A signature is drawn at most so far above or below its label, in points."""

_WORDS = frozenset({"signature", "signed", "sign"})


def check(
    pages: Sequence[SourcePage],
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    values: dict[str, str],
) -> list[Notice]:
    """Say which pages of a statement lack a signature, or that there is none at all."""
    statement = [at for at, plan in enumerate(laid) if plan.role in {"front", "continuation"}]
    labelled = {at: _labels(texts[at], laid[at]) for at in statement}
    if not any(labelled.values()):
        return []
    name = values.get("signed", "")
    signed = {at for at in statement if _is_signed(pages[at], texts[at], labelled[at], name)}
    unread = any(page.method == "none" for page in pages)
    if not signed and "signed" not in values:
        # A scan's ink may be a signature anywhere.
        return [] if unread or any(pages[at].ink for at in statement) else [none()]
    if not pages[0].width or "declaration" not in values:
        return []
    return [
        _unsigned(pages[at].number)
        for at in statement
        if at not in signed and pages[at].method == "text" and not _has_free_ink(pages[at])
    ]


def _labels(lines: Sequence[str], plan: FormPage) -> list[int]:
    """Return the lines of a page that ask for the witness's signature."""
    return [
        at
        for at, (line, part) in enumerate(zip(lines, plan.parts, strict=True))
        if part not in {"body", "back", "declaration"}
        and not _WORDS.isdisjoint(form_labels.read(line).words)
    ]


def _is_signed(page: SourcePage, lines: Sequence[str], labelled: Sequence[int], name: str) -> bool:
    """Whether the last place to sign on a page is signed (the first is the declaration's).

    ``name`` is the signature as it was typed elsewhere, empty where it was not.
    """
    if not labelled:
        return False
    at = labelled[-1]
    again = bool(name) and any(name in " ".join(line.split()) for line in lines[at : at + 2])
    if again or typed_after("signed", lines[at]) or _typed_above(lines, at):
        return True
    return bool(page.lines) and _drawn_near(page, page.lines[at])


def _typed_above(lines: Sequence[str], at: int) -> bool:
    """Whether a name stands right above a label that has nothing after it, on a rule."""
    if at == 0 or form_labels.read(lines[at - 1]).marks or form_lines.is_prose(lines[at - 1]):
        return False
    return form_lines.is_name(lines[at - 1]) and not form_lines.is_band(lines[at - 1])


def _drawn_near(page: SourcePage, label: Line) -> bool:
    return any(
        top <= label.bottom + _REACH and bottom >= label.top - _REACH
        for _, top, _, bottom in page.ink
    )


def _has_free_ink(page: SourcePage) -> bool:
    """Whether something is drawn on the page's lower part, where somebody may have signed."""
    return any(bottom > 0.6 * page.height for _, _, _, bottom in page.ink)


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
