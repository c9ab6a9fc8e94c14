"""What stands on the back of a form: how to reach the witness, what they need and consent to."""

import re

from worker.extract.forms import answers, values
from worker.extract.forms.cells import Block, Cell, Label, Span

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-Z]{2}$", re.IGNORECASE)
_CONTACT = (
    "postcode", "home_phone", "work_phone", "mobile", "phone", "email", "date_of_birth",
    "place_of_birth", "former_name", "station", "taken_at", "ethnicity_code",
)  # fmt: skip
_BOTH = re.compile(r"\W*yes\s*/\s*no\W*", re.IGNORECASE)
"""Both answers as printed, neither struck out: no answer."""
_NO_EMAIL = re.compile(
    r"\W*(?:(?:none|nil|unknown|withheld|refused|declined)(?:\s+(?:known|given|provided|supplied|"
    r"held|stated|used))?|no|n\s?/?\s?a|no\s+e-?mail(?:\s+address)?|not\s+(?:applicable|known|given|"
    r"provided|supplied|stated|held)|(?:does|do)\s+not\s+have\s+(?:one|any|e-?mail))\W*",
    re.IGNORECASE,
)
_LONG = ("address", "dates_to_avoid")
_QUESTIONS = ("willing_to_attend", "special_measures", "needs", "vps_offered", "vps_explained")
_CHOICES = ("gender", "preferred_contact")


def collect(block: Block, spans: dict[str, Span]) -> None:
    """Add to ``spans`` the fields of the back page that can be read."""
    for label in block.labels:
        name = label.name
        if name in spans:
            continue
        span = None
        if name in _CONTACT:
            boxed = block.figures(label) if name == "date_of_birth" else None
            span = boxed or block.value(label)
        elif name in _LONG:
            span = block.value(label)
            span = block.extended(label, span) if span else None
        elif name in _QUESTIONS or name in _CHOICES:
            span = _answer(block, label)
            if span and _BOTH.fullmatch(block.text, *span):
                span = None
        elif name == "consent":
            name, span = _consent(block, label)
        if span and name == "email" and _NO_EMAIL.fullmatch(block.text, *span):
            span = None
        if span and name not in spans:
            spans[name] = span
    _settle_birth(block, spans)
    _settle_postcode(block, spans)


def _answer(block: Block, label: Label) -> Span | None:
    """Return the answer to a printed question: what was ticked, or written after it."""
    start, end = block.tail(label)
    if answers.has_boxes(block.text, start, end):
        ticked = answers.ticked(block.text, start, end)
        return (ticked[0][0], ticked[-1][1]) if ticked else None
    inside = (label.end, min(end, block.cell_of(label).end))
    opens = label.start - block.cell_of(label).start <= 4
    after = block.text[label.end : label.end + 2].lstrip()
    if opens and (not after or after[0] in ":._" or after[0].isdigit()):
        way = [] if block.inside(label) else _way(block, label)
        return block.strip(way[0].start, way[0].end) if way else block.value(label)
    own = answers.written(block.text, *inside)
    if own:
        return own
    free = block.to_the_right(label) or _way(block, label)
    if free:
        return block.strip(free[0].start, free[-1].end)
    return block.value(label) if opens and len(block.text[slice(*inside)].split()) <= 2 else None


def _way(block: Block, label: Label) -> list[Cell]:
    """Return the cell beside "Best way to contact" that holds "Email", itself a label's word."""
    row = block.rows[label.row]
    if label.name != "preferred_contact" or label.cell + 1 >= len(row):
        return []
    cell = row[label.cell + 1]
    labels = block.labels_in(label.row, label.cell + 1)
    words = block.text[cell.start : cell.end]
    if not labels or any(char in ":@0123456789" for char in words):
        return []
    own = label.cell + 2 < len(row) and not block.labels_in(label.row, label.cell + 2)
    return [] if own else [cell]


def _consent(block: Block, label: Label) -> tuple[str, Span | None]:
    """Return which consent a printed sentence asks for, and the answer to it."""
    cell = block.cell_of(label)
    said = block.text[cell.start : cell.end].casefold()
    if "medical" in said:
        shown = "defence" in said or "disclos" in said
        name = "consent_medical_disclosure" if shown else "consent_medical_records"
    elif any(word in said for word in ("civil", "other proceedings", "family court", "child care")):
        name = "consent_civil_proceedings"
    elif any(word in said for word in ("support", "service", "compensation", "details", "shar")):
        name = "consent_details_shared"
    else:
        name = "consent_other"
    start, end = block.tail(label)
    if answers.has_boxes(block.text, start, end):
        ticked = answers.ticked(block.text, start, end)
        return name, ticked[0] if ticked else None
    own = answers.written(block.text, label.end, min(end, cell.end))
    free = block.to_the_right(label)
    return name, own or (block.strip(free[0].start, free[-1].end) if free else None)


def _settle_birth(block: Block, spans: dict[str, Span]) -> None:
    """Part "Date and place of birth: 1 April 1980, Neverham" into the two, or from an age."""
    birth = spans.get("date_of_birth")
    if birth is None:
        return
    found = values.date_in(block.text[slice(*birth)])
    if found is None:
        return
    start, end = birth[0] + found.start(), birth[0] + found.end()
    rest = answers.stripped(block.text, end, birth[1])
    spans["date_of_birth"] = (start, end)
    if rest and block.text[slice(*rest)].isdecimal():
        # "Date of birth / Age" asks for both.
        spans.setdefault("age", rest)
    elif rest and "place_of_birth" not in spans:
        spans["place_of_birth"] = rest


def _settle_postcode(block: Block, spans: dict[str, Span]) -> None:
    """Find the postcode at the end of an address where it has no label of its own."""
    address = spans.get("address")
    if address is None or "postcode" in spans:
        return
    found = _POSTCODE.search(block.text, *address)
    if found:
        spans["postcode"] = found.span()
