"""The fields of a statement form: label, value, and exactly the words that the value stands in."""

import re
from collections.abc import Iterable, Sequence

from worker.casefile import FormField
from worker.extract.forms import back_fields, sentence, values
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.cells import Block, Cell, FormText, Label, Row, Span
from worker.extract.forms.values import count_in, iso_date

__all__ = ["Cell", "FormText", "Row", "count_in", "find", "iso_date", "typed_after"]

_URN = re.compile(r"\d{2}[A-Z0-9]{2}\d{7}")
_NAME = re.compile(
    r"(?:enw\s*/\s*)?(?:full\s+)?name\s*(?:/\s*enw\s*)?(?=:|$)|(?:witness|maker)\s*(?=:|$)",
    re.IGNORECASE,
)
_NAME_ROWS = 6
_SIGNATURE_WITNESSED = re.compile(r"signature\s+(?:was\s+)?witnessed(?:\s+by)?\W*$", re.IGNORECASE)
_SURNAME = re.compile(r"(?:sur|family\s+|last\s+)name|cyfenw|enw\s+teuluol", re.IGNORECASE)
_MIDDLE = re.compile(r"middle\b", re.IGNORECASE)
_PLACE_OF_DATE = re.compile(r"[DMYdmy\s./|-]+")
_DAY_CELLS = 5
_TWO_PARTS = 160
_AT = re.compile(r"at\s+(?=\d)", re.IGNORECASE)
_ON_FORM = ("age", "occupation", "urn", "signed", "dated")
_BOXED = frozenset({"urn"})


def find(text: str, form: FormText) -> tuple[FormField, ...]:
    """Return the fields that can be read, in the order of the text. Missing ones are left out."""
    read = form_labels.plain(text)
    front = Block(read, form.form)
    both = Block(read, [*form.form, (), *form.back])
    spans: dict[str, Span] = {}
    name = _name(front) or _name(both)
    if name:
        spans["statement_of"] = name
    _collect(front, spans, _ON_FORM)
    _collect(both, spans, ("taken_by", "urn", "reference"))
    _collect(front, spans, ("witnessed",))
    _settle_witness(read, spans)
    _settle_reference(text, spans)
    back_fields.collect(both, spans)
    _collect(both, spans, ("age", "occupation"))
    fields = [_field(text, name, span) for name, span in spans.items()]
    if "statement_of" not in spans:
        fields += _two_part_name(text, both)
    if form.declaration:
        fields += from_declaration(text, form.declaration)
    return in_order(fields)


def find_all(text: str, form: FormText, narrative: Sequence[Span]) -> tuple[FormField, ...]:
    """Return the fields of the form, and those that a sentence at the account's head gives."""
    fields = find(text, form)
    known = {field.name for field in fields}
    if "statement_of" in known:
        return fields
    told = [field for field in sentence.fields(text, narrative) if field.name not in known]
    return in_order((*fields, *told))


def in_order(fields: Iterable[FormField]) -> tuple[FormField, ...]:
    """Return fields in the order of the text."""
    return tuple(sorted(fields, key=lambda field: (field.start, -field.end)))


def interview(text: str, rows: Sequence[Row]) -> tuple[FormField, ...]:
    """Return the fields at the head and foot of a record of interview."""
    block = Block(form_labels.plain(text), rows, interview=True)
    spans: dict[str, Span] = {}
    names = dict.fromkeys(label.name for label in block.labels if label.name != "other")
    _collect(block, spans, tuple(names))
    form = Block(form_labels.plain(text), rows)
    _collect(form, spans, ("urn", "dated"))
    for name in ("time_began", "time_ended"):
        found = _AT.match(text, *spans[name]) if name in spans else None
        if found:
            spans[name] = (found.end(), spans[name][1])
    return in_order(_field(text, name, span) for name, span in spans.items())


def typed_after(name: str, line: str) -> bool:
    """Return whether something is typed after the label ``name`` on this line."""
    if not form_labels.read(line).has(name):
        return False
    block = _one_line(line)
    return any(label.name == name and block.inside(label) for label in block.labels)


def witness_typed(line: str) -> bool:
    """Return whether somebody is named after "Witnessed by" on this line."""
    if not form_labels.read(line).has("witnessed"):
        return False
    block = _one_line(line)
    return any(
        label.name == "witnessed"
        and not _SIGNATURE_WITNESSED.search(block.text, 0, label.end)
        and block.inside(label)
        for label in block.labels
    )


def _one_line(line: str) -> Block:
    return Block(form_labels.plain(line), [(Cell(0, len(line), 0, 0),)])


def _collect(block: Block, spans: dict[str, Span], names: Sequence[str]) -> None:
    for label in block.labels:
        if label.name in names and label.name not in spans:
            span = _boxed(block, label) if label.name in _BOXED else block.value(label)
            if label.name == "dated":
                span = block.figures(label) or _day(block, label, span)
            if span and label.name in {"signed", "taken_by", "witnessed"}:
                span = span if _is_filled(block, span) else None
            if span:
                spans[label.name] = span


def _is_filled(block: Block, span: Span) -> bool:
    """Whether a value for a person is more than printed words ("witness", "of the witness")."""
    words = block.text[slice(*span)]
    if len(words.split()) > 3 and not any(map(str.isupper, words)):
        return False
    return form_lines.is_name(words) or sum(map(str.isalpha, words)) == 1


def _day(block: Block, label: Label, span: Span | None) -> Span | None:
    """Return a value for a date: more than the letters that show how to write one.

    A tab may part it ("27th day of", "May 2026"): it is widened as far as it is one whole day.
    """
    if span is None or _PLACE_OF_DATE.fullmatch(block.text, *span):
        return None
    if values.form_date(block.text[slice(*span)]):
        return span
    for cell in block.to_the_right(label)[:_DAY_CELLS]:
        if cell.end > span[1] and values.form_date(block.text[span[0] : cell.end]):
            return span[0], cell.end
    return span


def _boxed(block: Block, label: Label) -> Span | None:
    """Find a reference, which is often written one character to a box."""
    inside, free = block.inside(label), block.to_the_right(label)
    if not inside and not free:
        return block.value(label)
    together = "".join(block.text[cell.start : cell.end] for cell in free)
    last = free[-1].end if free and len(re.sub(r"\W", "", together)) <= 16 else None
    start = inside[0] if inside else free[0].start
    return block.strip(start, last or (inside[1] if inside else free[0].end))


def _settle_witness(text: str, spans: dict[str, Span]) -> None:
    witnessed = spans.pop("witnessed", None)
    # Who only saw the signing is no statement taker; who "witnessed" the statement is.
    if witnessed and not _SIGNATURE_WITNESSED.search(text, 0, witnessed[0]):
        spans.setdefault("taken_by", witnessed)


def _settle_reference(text: str, spans: dict[str, Span]) -> None:
    reference = spans.pop("reference", None)
    # Some forces print "Case reference" over the URN; any other reference is not one.
    if reference is None or "urn" in spans:
        return
    if _URN.fullmatch(values.squeezed(text[slice(*reference)])):
        spans["urn"] = reference


def _name(block: Block) -> Span | None:
    """Find whose statement it is.

    A label with a colon goes before one without, which may be a title; among those the later one,
    still in the head, is the label. A bare "Name:" only counts above the first signature.
    """
    found: dict[str, list[tuple[int, Span]]] = {"colon": [], "bare": [], "name": []}
    signing = False
    for at, row in enumerate(block.rows):
        for place, cell in enumerate(row):
            labels = block.labels_in(at, place)
            signing = signing or any(
                label.name in {"signed", "witnessed", "taken_by"} for label in labels
            )
            words = block.text[cell.start : cell.end]
            for label in labels:
                if label.name != "statement_of" or form_lines.is_role_title(words):
                    continue
                span = block.value(label)
                colon = block.text[label.end : cell.end].lstrip(" )")[:1] == ":"
                if span and form_lines.is_name(block.text[slice(*span)]):
                    found["colon" if colon else "bare"].append((at, span))
            bare = None if signing else _NAME.match(block.text, cell.start, cell.end)
            if bare and not any(label.start == bare.start() for label in labels):
                asking = Label("statement_of", bare.start(), bare.end(), at, place)
                beside = bare.end() < cell.end or bool(block.to_the_right(asking))
                span = block.value(asking) if beside else None
                if span and form_lines.is_name(block.text[slice(*span)]):
                    found["name"].append((at, span))
    if found["colon"]:
        return found["colon"][0][1]
    near = [span for at, span in found["bare"] if at - found["bare"][0][0] <= _NAME_ROWS]
    return near[-1] if near else next((span for _, span in found["name"]), None)


def _two_part_name(text: str, block: Block) -> list[FormField]:
    """Read a name that a form asks for as surname and forenames, on one line or two."""
    parts: dict[str, Span] = {}
    for label in block.labels:
        if label.name != "name_part" or _MIDDLE.match(block.text, label.start):
            continue
        kind = "last" if _SURNAME.match(block.text, label.start) else "first"
        span = block.value(label) if kind not in parts else None
        if span:
            parts[kind] = span
    if len(parts) < 2 or abs(parts["first"][0] - parts["last"][0]) > _TWO_PARTS:
        return []
    start, end = min(s for s, _ in parts.values()), max(e for _, e in parts.values())
    value = " ".join(" ".join(text[slice(*parts[part])].split()) for part in ("first", "last"))
    return [FormField(name="statement_of", value=value, start=start, end=end)]


def _field(text: str, name: str, span: Span) -> FormField:
    written = " ".join(text[span[0] : span[1]].split())
    return FormField(name=name, value=values.normalised(name, written), start=span[0], end=span[1])


def from_declaration(text: str, span: Span) -> list[FormField]:
    """Return the declaration as a field, and the number of pages that it names."""
    start, end = span
    fields = [
        FormField(name="declaration", value=" ".join(text[start:end].split()), start=start, end=end)
    ]
    found = values.COUNT.search(form_labels.plain(text), start, end)
    count = count_in(text[start:end])
    if found and count is not None:
        at, until = found.span("count")
        fields.append(FormField(name="pages_declared", value=str(count), start=at, end=until))
    return fields
