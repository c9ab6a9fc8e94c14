"""What a supervisor would see at a glance on a statement form, said as warnings."""

from collections.abc import Sequence

from worker.casefile import FormField, Notice
from worker.extract.forms import labels as form_labels
from worker.extract.forms.fields import typed_after
from worker.extract.forms.page import FormPage
from worker.extract.layout import SourcePage


def form(
    pages: Sequence[SourcePage],
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    fields: Sequence[FormField],
) -> list[Notice]:
    """Check a form's page count, signature and pages. ``texts`` are the pages' lines."""
    values = {field.name: field.value for field in fields}
    notices = [
        Notice(
            code="page_unrecognised",
            message=(
                f"Page {page.number} was not recognised as part of this statement form, so it "
                "counts as a back page: not disclosable, not summarised. Check the page."
            ),
            page=page.number,
        )
        for page, plan in zip(pages, laid, strict=True)
        if not plan.recognised
    ]
    return [
        *notices,
        *_mixed(pages, laid),
        *_several(laid),
        *(_count(laid, values) if len(pages) > 1 or pages[0].width else []),
        *_signature(pages, laid, texts, values),
    ]


def _mixed(pages: Sequence[SourcePage], laid: Sequence[FormPage]) -> list[Notice]:
    return [
        Notice(
            code="private_details_on_page",
            message=(
                f"Page {page.number} holds part of the statement and also details that belong on "
                "the back page, so it is marked as not disclosable."
            ),
            page=page.number,
        )
        for page, plan in zip(pages, laid, strict=True)
        if plan.role != "back" and not plan.disclosable
    ]


def _several(laid: Sequence[FormPage]) -> list[Notice]:
    fronts = sum(plan.role == "front" for plan in laid)
    if fronts < 2:
        return []
    return [
        Notice(
            code="several_statements",
            message=(
                f"This file holds {fronts} statement forms. They were read as one; the form fields "
                "are the first one's. Split the file to have a record for each."
            ),
        )
    ]


def _count(laid: Sequence[FormPage], values: dict[str, str]) -> list[Notice]:
    if "declaration" not in values:
        return []
    if "pages_declared" not in values:
        return [
            Notice(
                code="pages_declared_missing",
                message="The declaration does not say in type how many pages the statement has.",
            )
        ]
    declared = int(values["pages_declared"])
    present = sum(plan.role in {"front", "continuation"} for plan in laid)
    if declared == present:
        return []
    return [
        Notice(
            code="pages_declared_mismatch",
            message=(
                f"The declaration says that the statement has {_pages(declared)}; this file has "
                f"{_pages(present)} of statement, back pages not counted."
            ),
        )
    ]


def _pages(count: int) -> str:
    return f"{count} page" if count == 1 else f"{count} pages"


def _signature(
    pages: Sequence[SourcePage],
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    values: dict[str, str],
) -> list[Notice]:
    """Say that no typed signature was found, unless one may be drawn somewhere."""
    statement = [at for at, plan in enumerate(laid) if plan.role in {"front", "continuation"}]
    lines = [form_labels.plain(line) for at in statement for line in texts[at]]
    labelled = any(form_labels.opening_label(line) == "signed" for line in lines)
    typed = "signed" in values or any(typed_after("signed", line) for line in lines)
    unread = any(page.method == "none" for page in pages)
    if not labelled or typed or unread or any(pages[at].ink for at in statement):
        return []
    return [
        Notice(
            code="no_typed_signature",
            message=(
                "No typed or drawn signature was found where the form asks for one. "
                "Check the original."
            ),
        )
    ]
