"""The whole corpus: every family, in a fixed order, the same bytes every time."""

from collections.abc import Callable, Mapping
from functools import cache

from tests.hostile import (
    bombs,
    hostile_pdf,
    images,
    injections,
    mail,
    malformed_pdf,
    mutations,
    office,
    polyglots,
    texts,
    wild_pdf,
)
from tests.hostile.case import Case

FAMILIES: Mapping[str, Callable[[], list[Case]]] = {
    "malformed PDF": malformed_pdf.cases,
    "hostile PDF": hostile_pdf.cases,
    "wild PDF": wild_pdf.cases,
    "bombs": bombs.cases,
    "Word documents": office.cases,
    "images and scans": images.cases,
    "e-mail": mail.cases,
    "text and encodings": texts.cases,
    "polyglots and wrong names": polyglots.cases,
    "injections": injections.cases,
}
"""The ten families, by their names."""

MUTATIONS = "mutations"


@cache
def cases(family: str) -> tuple[Case, ...]:
    """Return the cases of a family, or the mutations of good files."""
    made = mutations.cases() if family == MUTATIONS else FAMILIES[family]()
    return tuple(made)


def every() -> tuple[Case, ...]:
    """Return all there are."""
    return tuple(case for family in (*FAMILIES, MUTATIONS) for case in cases(family))
