"""The fields of a statement form: label, value, and exactly the words that the value stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from worker.casefile import FormField
from worker.extract.forms import labels as form_labels

_NUMBERS = [
    "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
_COUNT = re.compile(
    rf"consist\w*(?:\s+of)?[\s:._(\u2026-]*(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})\b"
    r"[\s._)\u2026-]*(?:\(\d+\)\s*)?(?:page|sheet|side)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(
    r"(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?\s*(?:day\s+)?(?:of\s+)?[\s./-]*"
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?[\s,./-]*(?P<year>\d{{4}}|\d{{2}})\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"\b(?P<day>\d{1,2})\s*[./-]\s*(?P<month>\d{1,2})\s*[./-]\s*(?P<year>\d{4}|\d{2})\b"
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_URN = re.compile(r"\d{2}[A-Z0-9]{2}\d{7}")
_NAME = re.compile(r"(?:full\s+)?name\s*(?=:)", re.IGNORECASE)
_NAME_ROWS = 6
_SIGNATURE_WITNESSED = re.compile(r"signature\s+(?:was\s+)?witnessed(?:\s+by)?\W*$", re.IGNORECASE)
_ON_FORM = ("age", "occupation", "urn", "signed", "dated")


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a form's line with nothing wide inside it: where it stands in the text.

    ``x0`` and ``x1`` are its left and right edges: points, or characters in plain text.
    """

    start: int
    end: int
    x0: float
    x1: float


Row = tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormText:
    """A form in the reading text: rows of the head and foot, of the back, and the declaration."""

    form: Sequence[Row]
    back: Sequence[Row]
    declaration: tuple[int, int] | None


def find(text: str, form: FormText) -> tuple[FormField, ...]:
    """Return the fields that can be read, in the order of the text. Missing ones are left out."""
    read = form_labels.plain(text)
    spans: dict[str, tuple[int, int]] = {}
    name = _name(read, form.form)
    if name:
        spans["statement_of"] = name
    _collect(read, form.form, spans, _ON_FORM)
    _collect(read, [*form.form, *form.back], spans, ("taken_by", "urn", "reference"))
    _collect(read, form.form, spans, ("witnessed",))
    witnessed = spans.pop("witnessed", None)
    # Who only saw the signing is no statement taker; who "witnessed" the statement is.
    if witnessed and not _SIGNATURE_WITNESSED.search(read, 0, witnessed[0]):
        spans.setdefault("taken_by", witnessed)
    reference = spans.pop("reference", None)
    # Some forces print "Case reference" over the URN; any other reference is not one.
    if reference and "urn" not in spans and _URN.fullmatch(_squeezed(text[slice(*reference)])):
        spans["urn"] = reference
    fields = [_field(text, name, span) for name, span in spans.items()]
    if form.declaration:
        fields += _from_declaration(text, form.declaration)
    return tuple(sorted(fields, key=lambda field: (field.start, -field.end)))


def count_in(declaration: str) -> int | None:
    """Return the number of pages that a declaration names."""
    found = _COUNT.search(form_labels.plain(declaration))
    if found is None:
        return None
    word = found["count"].casefold()
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1


def typed_after(name: str, line: str) -> bool:
    """Return whether something is typed after the label ``name`` on this line."""
    line = form_labels.plain(line)
    return any(
        found.lastgroup == name and _strip(line, found.end(), _stop(line, found.end(), len(line)))
        for found in _labels(line, Cell(0, len(line), 0, 0))
    )


def witness_typed(line: str) -> bool:
    """Return whether somebody is named after "Witnessed by" on this line."""
    line = form_labels.plain(line)
    return any(
        found.lastgroup == "witnessed"
        and not _SIGNATURE_WITNESSED.search(line, 0, found.end())
        and _strip(line, found.end(), _stop(line, found.end(), len(line)))
        for found in _labels(line, Cell(0, len(line), 0, 0))
    )


def iso_date(written: str) -> str | None:
    """Return a British date (day first) as ISO 8601, None when it is not one whole date."""
    for pattern in (_ISO, _WRITTEN, _NUMERIC):
        found = pattern.search(written)
        if found:
            month = found["month"].casefold()
            year = int(found["year"])
            try:
                return date(
                    year + 2000 if year < 100 else year,
                    int(month) if month.isdigit() else _MONTHS.index(month) + 1,
                    int(found["day"]),
                ).isoformat()
            except ValueError:
                return None
    return None


def _collect(
    text: str, rows: Sequence[Row], spans: dict[str, tuple[int, int]], names: Sequence[str]
) -> None:
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            for found in _labels(text, cell):
                name = str(found.lastgroup)
                if name in names and name not in spans:
                    below = rows[index + 1] if index + 1 < len(rows) else ()
                    span = _value(text, name, found.end(), row[place:], below)
                    if span:
                        spans[name] = span


def _name(text: str, rows: Sequence[Row]) -> tuple[int, int] | None:
    """Find whose statement it is.

    A label with a colon goes before one without, which may be a title; among those the later one,
    still in the head, is the label. A bare "Name:" only counts above the first signature.
    """
    found: dict[str, list[tuple[int, tuple[int, int]]]] = {"colon": [], "bare": [], "name": []}
    signing = False
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        for place, cell in enumerate(row):
            labels = _labels(text, cell)
            signing = signing or any(
                label.lastgroup in {"signed", "witnessed", "taken_by"} for label in labels
            )
            kinds = [
                ("colon" if text[label.end() : cell.end].lstrip()[:1] == ":" else "bare", label)
                for label in labels
                if label.lastgroup == "statement_of"
                and not form_labels.is_role_title(text[cell.start : cell.end])
            ]
            name = None if signing else _NAME.match(text, cell.start, cell.end)
            kinds += [("name", name)] if name else []
            for kind, label in kinds:
                span = _value(text, "statement_of", label.end(), row[place:], below)
                if span and form_labels.is_name(text[slice(*span)]):
                    found[kind].append((index, span))
    if found["colon"]:
        return found["colon"][0][1]
    near = [span for index, span in found["bare"] if index - found["bare"][0][0] <= _NAME_ROWS]
    return near[-1] if near else next((span for _, span in found["name"]), None)


def _labels(text: str, cell: Cell) -> list[re.Match[str]]:
    """Return the labels in a cell: one that opens it, and others that a colon follows."""
    opening = cell.start
    while opening < cell.end and text[opening] in form_labels.FILLERS + "(":
        opening += 1
    return [
        found
        for found in form_labels.LABEL.finditer(text, cell.start, cell.end)
        if found.start() == opening or _stands_alone(text, found, cell.end)
    ]


def _stands_alone(text: str, found: re.Match[str], end: int) -> bool:
    """Whether these words are a label even in the middle of a line."""
    after = text[found.end() : end].lstrip(" ")
    to_write_on = after.startswith((":", "..", "__", "\u2026"))
    return to_write_on or (found.lastgroup == "dated" and after[:1].isdigit())


def _stop(text: str, start: int, end: int) -> int:
    """Return where the value that starts here must end: at the next label or printed hint."""
    stops = [
        found.start()
        for found in form_labels.LABEL.finditer(text, start, end)
        if _stands_alone(text, found, end)
    ]
    hint = form_labels.HINT.search(text, start, end)
    if hint and _strip(text, start, hint.start()):
        stops.append(hint.start())
    return min(stops, default=end)


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Narrow a span to what was filled in, None when that is nothing."""
    hint = form_labels.HINT.search(text, start, end)
    if hint and not any(char.isalnum() for char in text[start : hint.start()]):
        start = hint.end()
    while start < end and text[start] in form_labels.FILLERS:
        start += 1
    while end > start and text[end - 1] in form_labels.FILLERS:
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _value(
    text: str, name: str, after: int, cells: Sequence[Cell], below: Sequence[Cell]
) -> tuple[int, int] | None:
    """Find a value: in the label's own cell, in the cell to its right, or under it."""
    own, right = cells[0], cells[1:]
    inside = _strip(text, after, _stop(text, after, own.end))
    if inside and name != "urn":
        return inside
    if inside is None:
        right = _skip_hints(text, right)
    free = []
    for cell in right:
        if _opens_with_label(text, cell):
            break
        free.append(cell)
    if name == "urn" and (inside or free):
        # A reference is often written one character to a box.
        last = free[-1].end if free and _is_reference(text, free) else None
        start = inside[0] if inside else free[0].start
        return _strip(text, start, last or (inside[1] if inside else free[0].end))
    if free:
        return _strip(text, free[0].start, _stop(text, free[0].start, free[0].end))
    edge = right[0].x0 if right else float("inf")
    under = [
        c for c in below if c.x0 < min(edge, own.x1 + 0.5 * (own.x1 - own.x0)) and c.x1 > own.x0
    ]
    if len(under) == 1 and not _labels(text, under[0]):
        return _strip(text, under[0].start, _stop(text, under[0].start, under[0].end))
    return None


def _skip_hints(text: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    while cells and _strip(text, cells[0].start, cells[0].end) is None:
        cells = cells[1:]
    return cells


def _is_reference(text: str, cells: Sequence[Cell]) -> bool:
    together = "".join(text[c.start : c.end] for c in cells)
    return len(re.sub(r"\W", "", together)) <= 16


def _opens_with_label(text: str, cell: Cell) -> bool:
    labels = _labels(text, cell)
    return bool(labels) and not text[cell.start : labels[0].start()].strip(
        form_labels.FILLERS + "("
    )


def _squeezed(written: str) -> str:
    return re.sub(r"[\W_]+", "", written).upper()


def _field(text: str, name: str, span: tuple[int, int]) -> FormField:
    written = " ".join(text[span[0] : span[1]].split())
    value = written
    if name == "urn":
        value = _squeezed(written)
    elif name == "dated":
        value = iso_date(form_labels.plain(written)) or written
    elif name == "age":
        digits = re.fullmatch(
            r"(\d{1,3})(?:\s*(?:years?|yrs?)(?:\s+old)?)?", written, re.IGNORECASE
        )
        value = digits[1] if digits else written.casefold()
    return FormField(name=name, value=value, start=span[0], end=span[1])


def _from_declaration(text: str, span: tuple[int, int]) -> list[FormField]:
    start, end = span
    fields = [
        FormField(name="declaration", value=" ".join(text[start:end].split()), start=start, end=end)
    ]
    found = _COUNT.search(form_labels.plain(text), start, end)
    if found:
        value = str(count_in(text[start:end]))
        at, until = found.span("count")
        fields.append(FormField(name="pages_declared", value=value, start=at, end=until))
    return fields
