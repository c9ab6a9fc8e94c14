"""Read and write the inline marks of the annotation scheme.

``[[LABEL:id|surface text]]`` marks one mention; one level of nesting is allowed. Stripping the
marks gives the document's text exactly, and every offset counts Unicode code points in that text.
"""

import re
from dataclasses import dataclass

LABELS = frozenset(
    [
        "PERSON",
        "ORG",
        "LOCATION",
        "POSTCODE",
        "DATE",
        "TIME",
        "MONEY",
        "VEHICLE",
        "VRM",
        "WEAPON",
        "DRUG",
        "PHONE",
        "EMAIL",
        "URL",
        "IP_ADDRESS",
        "SOCIAL_HANDLE",
        "EXHIBIT_REF",
        "CRIME_REF",
        "OFFICER_ID",
        "NI_NUMBER",
        "NHS_NUMBER",
        "IMEI",
        "BANK_ACCOUNT",
        "SORT_CODE",
        "CARD_NUMBER",
        "DRIVING_LICENCE",
        "PASSPORT",
    ]
)

_OPENING = re.compile(r"\[\[([A-Z_]+):([A-Za-z]+\d+)\|")
_DEEPEST = 2


class MarkupBroken(ValueError):
    """The marks cannot be read: the message names the line and what is wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One marked mention: a label, the id that links mentions of one thing, and its place."""

    label: str
    id: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedText:
    """A document's text without its marks, and the marks sorted by start, longest first."""

    text: str
    marks: tuple[Mark, ...]


def read(marked: str) -> MarkedText:
    """Strip the marks from ``marked`` and return the text with each mark's offsets.

    Raises MarkupBroken for an unknown label, a mark that is never closed, an empty or ragged
    surface, or marks nested more than one level deep.
    """
    text: list[str] = []
    length = 0
    open_marks: list[tuple[str, str, int]] = []
    marks: list[Mark] = []
    position = 0

    def line() -> int:
        return marked.count("\n", 0, position) + 1

    while position < len(marked):
        opening = _OPENING.match(marked, position)
        if opening:
            if opening[1] not in LABELS:
                raise MarkupBroken(f"line {line()}: unknown label {opening[1]}")
            if len(open_marks) == _DEEPEST:
                raise MarkupBroken(f"line {line()}: marks are nested more than one level deep")
            open_marks.append((opening[1], opening[2], length))
            position = opening.end()
        elif open_marks and marked.startswith("]]", position):
            label, mark_id, start = open_marks.pop()
            surface = "".join(text)[start:length]
            if not surface or surface != surface.strip():
                raise MarkupBroken(f"line {line()}: {label} has an empty or ragged surface")
            marks.append(Mark(label=label, id=mark_id, start=start, end=length))
            position += 2
        elif marked.startswith("[[", position):
            raise MarkupBroken(f"line {line()}: '[[' does not open a mark LABEL:id|")
        else:
            text.append(marked[position])
            length += 1
            position += 1
    if open_marks:
        raise MarkupBroken(f"a {open_marks[-1][0]} mark is never closed")
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.label))
    return MarkedText(text="".join(text), marks=tuple(ordered))
