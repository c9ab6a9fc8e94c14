"""What a supervisor would see at a glance on a statement, said as warnings."""

import re
from collections.abc import Sequence

from worker.casefile import DocumentKind, FormField, Notice, Segment
from worker.extract.forms import exhibits, signatures, weekdays
from worker.extract.forms import labels as form_labels
from worker.extract.forms.page import FormPage
from worker.extract.layout import SourcePage

_MOST = 20
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_FEWEST_WORDS = 15
"""What has fewer is hardly an account."""


def statement(
    pages: Sequence[SourcePage],
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    fields: Sequence[FormField],
) -> list[Notice]:
    """Check a form's pages, signatures and fields. ``texts`` are the pages' lines."""
    values = {field.name: field.value for field in fields}
    paged = len(pages) > 1 or bool(pages[0].width)
    return [
        *_unrecognised(pages, laid),
        *_mixed(pages, laid),
        *_several(laid),
        *_without_account(laid, texts),
        *(_count(laid, values) if paged else []),
        *signatures.check(pages, laid, texts, values),
        *_gaps(laid, texts, values),
        *_unread_date(fields),
    ]


def court(
    pages: Sequence[SourcePage],
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    fields: Sequence[FormField],
) -> list[Notice]:
    """Check what a statement for a court or tribunal must have: its truth, a signature, a date."""
    values = {field.name for field in fields}
    sworn = any("foot" in plan.parts for plan in laid)
    notices = []
    if "declaration" not in values and not sworn:
        notices.append(
            Notice(
                code="declaration_missing",
                message="The statement has no statement of truth and no jurat that could be read. "
                "Check the original.",
            )
        )
    asked = _asked(laid, texts, {"foot"})
    inked = any(page.ink or page.method == "none" for page in pages)
    if "signed" in asked and "signed" not in values and not inked:
        notices.append(signatures.none())
    if "dated" not in values:
        notices.append(
            Notice(
                code="no_date",
                message="No date of signing was found at the foot or the head of the statement. "
                "Check the original.",
            )
        )
    return [*notices, *_unread_date(fields)]


def account(
    text: str,
    narrative: Sequence[tuple[int, int]],
    fields: Sequence[FormField],
    segments: Sequence[Segment],
    kind: DocumentKind,
) -> list[Notice]:
    """Check what is told: weekdays against their dates, exhibits without a label."""
    notices = []
    formal = [(f.start, f.end) for f in fields if f.name not in {"declaration", "pages_declared"}]
    seen: set[int] = set()
    for start, end in (*narrative, *formal):
        for found in weekdays.mismatches(text, start, end):
            if found.start in seen:
                continue
            seen.add(found.start)
            day = f"{found.day.day} {found.day:%B %Y}"
            notices.append(
                Notice(
                    code="weekday_mismatch",
                    message=f"{found.written} is written with {day}, but that day was a "
                    f"{found.fell_on}. Ask which is right; nothing was changed.",
                    page=_page(segments, found.start),
                )
            )
    if kind in {"statement", "notes"}:
        for start, end in narrative:
            notices += [
                Notice(
                    code="exhibit_without_label",
                    message="Something is produced as an exhibit here, and no exhibit reference "
                    "(such as ABC/1) stands near. Check its label.",
                    page=_page(segments, at),
                )
                for at in exhibits.without_label(text, start, end)
            ]
    return notices[:_MOST]


def _page(segments: Sequence[Segment], offset: int) -> int | None:
    return next((s.page for s in segments if s.start <= offset < s.end), None)


def _unrecognised(pages: Sequence[SourcePage], laid: Sequence[FormPage]) -> list[Notice]:
    return [
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
    fronts = sum(role == "front" for plan in laid for role in plan.roles)
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


def _without_account(laid: Sequence[FormPage], texts: Sequence[Sequence[str]]) -> list[Notice]:
    """Say so where a statement's front was found and next to nothing on it counts as account."""
    if not any(role == "front" for plan in laid for role in plan.roles):
        return []
    told = sum(
        len(line.split())
        for plan, lines in zip(laid, texts, strict=True)
        for line, part in zip(lines, plan.parts, strict=True)
        if part == "body"
    )
    if told >= _FEWEST_WORDS:
        return []
    return [
        Notice(
            code="account_not_found",
            message=(
                "This is a statement form, but next to nothing on it was taken for the witness's "
                "account, so the summary says next to nothing. Read the original."
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
    present = sum(role in {"front", "continuation"} for plan in laid for role in plan.roles)
    # A last page may hold the signature alone: whoever counted may have left it out.
    bare = sum(plan.role == "continuation" and "body" not in plan.parts for plan in laid)
    if declared in {present, present - bare}:
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


def _gaps(
    laid: Sequence[FormPage], texts: Sequence[Sequence[str]], values: dict[str, str]
) -> list[Notice]:
    """Name what the form asks for and nobody filled in."""
    if not any(role == "front" for plan in laid for role in plan.roles):
        asked = _asked(laid, texts, {"back"})
        return _to_avoid(laid, texts, asked, values)
    front = _asked(laid, texts, {"head", "foot", "band"})
    notices = []
    if "declaration" not in values:
        notices.append(
            Notice(
                code="declaration_missing",
                message="The statement has no declaration of truth that could be read "
                '("This statement, consisting of ... pages ..."). Check the original.',
            )
        )
    if "dated" in front and "dated" not in values:
        notices.append(
            Notice(
                code="no_date",
                message="No date was found where the form asks for the date of signing. "
                "Check the original.",
            )
        )
    if "age" in front and "age" not in values:
        notices.append(
            Notice(
                code="age_missing",
                message='The form asks for the age if under 18 (or "over 18"); nothing typed '
                "was found there.",
            )
        )
    return [*notices, *_to_avoid(laid, texts, _asked(laid, texts, {"back"}), values)]


def _unread_date(fields: Sequence[FormField]) -> list[Notice]:
    """Say so where something stands in the date's place that is not one whole day."""
    if all(_ISO.fullmatch(field.value) for field in fields if field.name == "dated"):
        return []
    return [
        Notice(
            code="date_unread",
            message="The date of signing could not be read as one whole date: a part of it is "
            "missing, or there is no such day. It is shown as written. Check the original.",
        )
    ]


def _to_avoid(
    laid: Sequence[FormPage],
    texts: Sequence[Sequence[str]],
    asked: frozenset[str],
    values: dict[str, str],
) -> list[Notice]:
    if "dates_to_avoid" not in asked or "dates_to_avoid" in values:
        return []
    page = next(
        at
        for at, (lines, plan) in enumerate(zip(texts, laid, strict=True), start=1)
        for line, part in zip(lines, plan.parts, strict=True)
        if part == "back" and form_labels.read(line).has("dates_to_avoid")
    )
    return [
        Notice(
            code="dates_to_avoid_missing",
            message=f"Page {page} asks for the dates that the witness cannot attend court, and "
            'nothing typed was found there. Where there are none it must say "none".',
            page=page,
        )
    ]


def _asked(
    laid: Sequence[FormPage], texts: Sequence[Sequence[str]], parts: set[str]
) -> frozenset[str]:
    """Return the names of the labels in lines of some parts."""
    return frozenset[str]().union(
        *(
            form_labels.read(line).names()
            for lines, plan in zip(texts, laid, strict=True)
            for line, part in zip(lines, plan.parts, strict=True)
            if part in parts
        )
    )
