"""What the heading and foot of a court's or tribunal's statement give: who, where, which case."""

import re
from collections.abc import Iterator, Sequence

from worker.casefile import FormField
from worker.extract.forms import court, fields, sentence, values
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.cells import FormText, Row, Span

_NUMBER = re.compile(
    # Possessive: the blanks of a wide gap can be shared out in one way only.
    r"\b(?:claim|case|appeal|petition|action|court)\s*+(?:nos?\b|numbers?\b|ref(?:erence)?\b)?"
    r"\.?\s*+(?:no\.?|number)?\s*+:?\s*+(?P<value>(?=[A-Z0-9/.-]*\d)[A-Z0-9][A-Z0-9/.-]{3,24}"
    r"(?:\s\d{2,}+[A-Z0-9/]*+)*+)",
    re.IGNORECASE,
)
_BEHALF = re.compile(
    r"\b(?:filed\s+)?on\s+behalf\s+of\s*:?\s+(?:the\s+)?(?P<value>[^\W\d_][^,.;:()\d]{2,60})",
    re.IGNORECASE,
)
_EXHIBITS = re.compile(
    r"\bexhibits?\s*:?\s*(?P<value>[\"']?[A-Z]{1,4}\s?/?\d{1,3}[\"']?"
    r"(?:\s*(?:-|to|and|,|&)\s*[\"']?[A-Z]{0,4}\s?/?\d{1,3}[\"']?)*)",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"\s*(?:,\s*an?\s+[^,]{3,40})?,?\s+(?:(?:c/o|care\s+of|residing\s+at|of)\s+)(?P<value>.{4,160}?)\s*,?\s*"
    r"(?=\b(?:will\s+(?:say|state)|wish\s+to|make\s+(?:oath|this)|do\s+(?:solemnly|hereby)|"
    r"(?:solemnly|hereby|who|say|state|states|declare|affirm)\b|aged\b|an?\s+\w+\s+by\s+)|,\s*an?\s)",
    re.IGNORECASE,
)
_I = re.compile(r"\bI,?\s+(?=[^\W\d_])")
_COMPEARED = re.compile(
    r"\bcompeared\s+(?P<value>[^\W\d_][\w'.-]*(?:\s+[^\W\d_][\w'.-]*){1,4})", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:the\s+)?(?:first\s+|second\s+)?(claimant|defendant|appellant|respondent|applicant|"
    r"petitioner|pursuer|defender|plaintiff)s?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\bbetween\b\W*|\band\b|-v-|\bv\b", re.IGNORECASE)
_WORK = re.compile(r",\s*(?:an?\s+)?[a-z][a-z -]{2,40}$")
_SWORN_ON = re.compile(r"\b(?:this|on|dated?|the)\b", re.IGNORECASE)


def find(text: str, form: FormText) -> tuple[FormField, ...]:
    """Return the fields that can be read, in the order of the text. Missing ones are left out."""
    read = form_labels.plain(text)
    blocks = list(_sentences(read, form.form))
    found: dict[str, FormField] = {}
    for field in sentence.fields(text, blocks):
        found.setdefault(field.name, field)
    for field in fields.find(text, form):
        if field.name in _OWN:
            found.setdefault(field.name, field)
    rows = [(row[0].start, row[-1].end) for row in form.form if row]
    for name, pattern in _PATTERNS:
        _add(found, text, name, _first(read, rows, pattern))
    _add(found, text, "statement_of", _first(read, rows, _COMPEARED) or _titled(read, rows))
    _add(found, text, "court", _court(read, rows))
    _add(found, text, "address", _place(read, found.get("statement_of")))
    _add(found, text, "dated", _date(read, rows))
    return fields.in_order(found.values())


_OWN = frozenset({"age", "occupation", "signed", "dated", "declaration"})
_PATTERNS = (("claim_number", _NUMBER), ("on_behalf_of", _BEHALF), ("exhibits", _EXHIBITS))


def _sentences(read: str, rows: Sequence[Row]) -> Iterator[Span]:
    """Yield where a sentence that names the maker may begin in a heading, to the heading's end."""
    spans = [(row[0].start, row[-1].end) for row in rows if row]
    for start, end in spans:
        for found in _I.finditer(read, start, end):
            yield found.start(), spans[-1][1]


def _add(found: dict[str, FormField], text: str, name: str, span: Span | None) -> None:
    if span is None or name in found:
        return
    written = " ".join(text[slice(*span)].split())
    value = values.normalised(name, written)
    found[name] = FormField(name=name, value=value, start=span[0], end=span[1])


def _first(read: str, rows: Sequence[Span], pattern: re.Pattern[str]) -> Span | None:
    for start, end in rows:
        match = pattern.search(read, start, end)
        if match:
            return match.start("value"), match.start("value") + len(match["value"].rstrip(" -"))
    return None


def _titled(read: str, rows: Sequence[Span]) -> Span | None:
    """Return the name in the title, or the party that it speaks of ("of the claimant")."""
    for start, end in rows:
        match = court.TITLE.match(read[start:end])
        if match is None or not match["name"]:
            continue
        role = _ROLE.fullmatch(match["name"].strip(" -*_"))
        if role:
            return _party(read, rows, role[1])
        if form_lines.is_name(match["name"].strip()):
            return _trimmed(read, start + match.start("name"), start + match.end("name"))
    return None


def _party(read: str, rows: Sequence[Span], role: str) -> Span | None:
    """Return the only party of a role: before the word, or in the line above it."""
    found: list[Span] = []
    above: Span | None = None
    for start, end in rows:
        match = re.search(rf"\b{role}s?\b\W*(?:$|(?=\)))", read[start:end], re.IGNORECASE)
        if match is None:
            above = (start, end)
            continue
        before = _PARTED.split(read[start : start + match.start()])[-1]
        own = _trimmed(read, start + match.start() - len(before), start + match.start())
        if own is None and above:
            own = _trimmed(read, *above)
        if own and form_lines.is_name(read[slice(*own)]) and not court.TITLE.match(read[start:end]):
            found.append(own)
    return found[0] if len(found) == 1 else None


def _trimmed(read: str, start: int, end: int) -> Span | None:
    """Narrow a span to a name, None where nothing of one is in it."""
    while start < end and not read[start].isalpha():
        start += 1
    while end > start and not (read[end - 1].isalnum() or read[end - 1] == "."):
        end -= 1
    return (start, end) if end > start else None


def _court(read: str, rows: Sequence[Span]) -> Span | None:
    for start, end in rows:
        if court.is_heading(read[start:end]):
            number = _NUMBER.search(read, start, end)
            stop = number.start() if number else end
            return start, start + len(read[start:stop].rstrip(" -,;:"))
    return None


def _place(read: str, name: FormField | None) -> Span | None:
    found = _OF_PLACE.match(read, name.end, min(len(read), name.end + 260)) if name else None
    if found is None:
        return None
    work = _WORK.search(found["value"])
    return found.start("value"), found.start("value") + (
        work.start() if work else len(found["value"])
    )


def _date(read: str, rows: Sequence[Span]) -> Span | None:
    """Return the day in the jurat or the corner marking: a date that a line has to itself."""
    for start, end in reversed(rows):
        found = values.date_in(read[start:end])
        if found is None:
            continue
        before = read[start : start + found.start()]
        if not any(map(str.isalpha, before)) or _SWORN_ON.search(before):
            return start + found.start(), start + found.end()
    return None
