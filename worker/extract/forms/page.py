"""A page of a statement form with a part for every line, and what its bands say only there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from worker.casefile import PageRole
from worker.extract.forms.fields import typed_after, witness_typed

Part = Literal["band", "head", "declaration", "body", "foot", "back"]
"""What a line is: a running band, the form's own words, the account, or never disclosed."""

_WEIGHT: dict[PageRole, int] = {"front": 0, "continuation": 1, "page": 2, "back": 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class FormPage:
    """One page of a form: its role, the part of each line, and whether it was recognised.

    ``sheets`` are the roles of the pages that it shows: two where two were copied on one sheet.
    """

    role: PageRole
    disclosable: bool
    parts: tuple[Part, ...]
    recognised: bool = True
    sheets: tuple[PageRole, ...] = ()

    @property
    def roles(self) -> tuple[PageRole, ...]:
        """The role of each page of the form that stands on this one."""
        return self.sheets or (self.role,)


def side_by_side(left: FormPage, right: FormPage) -> FormPage:
    """Return the sheet that shows two pages: disclosable only where both are."""
    return FormPage(
        role=min(left.role, right.role, key=_WEIGHT.__getitem__),
        disclosable=left.disclosable and right.disclosable,
        parts=(*left.parts, *right.parts),
        recognised=left.recognised and right.recognised,
        sheets=(*left.roles, *right.roles),
    )


def kept_once(pages: Sequence[Sequence[str]], laid: Sequence[FormPage]) -> tuple[FormPage, ...]:
    """Keep the signature, its date and its witness where only the bands of the sheets have them.

    ``pages`` are the pages' lines. The last band with a typed signature becomes closing words of
    the form where nothing else has one, so does the last with a date, and the first that names who
    took the statement.
    """
    kept = list(laid)
    for name in ("signed", "dated"):
        kept = _keep_last(name, pages, kept)
    return tuple(_keep_witness(pages, kept))


def _keep_last(name: str, pages: Sequence[Sequence[str]], laid: list[FormPage]) -> list[FormPage]:
    lines = _lines(pages, laid)
    for _, line, part in lines:
        if part in {"head", "foot"} and typed_after(name, line):
            return laid
    for (at, index), line, part in reversed(lines):
        if part == "band" and typed_after(name, line):
            return _as_foot(laid, at, index)
    return laid


def _keep_witness(pages: Sequence[Sequence[str]], laid: list[FormPage]) -> list[FormPage]:
    lines = _lines(pages, laid)
    for _, line, part in lines:
        said = part in {"head", "foot", "back"} and typed_after("taken_by", line)
        if said or (part in {"head", "foot"} and witness_typed(line)):
            return laid
    for (at, index), line, part in lines:
        if part == "band" and witness_typed(line):
            return _as_foot(laid, at, index)
    return laid


def _lines(
    pages: Sequence[Sequence[str]], laid: Sequence[FormPage]
) -> list[tuple[tuple[int, int], str, Part]]:
    return [
        ((at, index), line, part)
        for at, (lines, page) in enumerate(zip(pages, laid, strict=True))
        for index, (line, part) in enumerate(zip(lines, page.parts, strict=True))
        if part != "body"
    ]


def _as_foot(laid: list[FormPage], at: int, index: int) -> list[FormPage]:
    page = laid[at]
    parts = (*page.parts[:index], "foot", *page.parts[index + 1 :])
    return [*laid[:at], replace(page, parts=parts), *laid[at + 1 :]]
