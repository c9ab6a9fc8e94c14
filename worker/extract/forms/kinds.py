"""What kind of document this is, from its headings and the shape of its lines."""

import re
from collections.abc import Callable, Sequence

from worker.casefile import DocumentKind
from worker.extract.forms import interview
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.declaration import pages_declared
from worker.extract.forms.speakers import SourceLine

_HEAD = 12
_HEADING_WORDS = 9
_ENOUGH = 40
_SHOUTED = 0.9
_ON_DUTY = re.compile(
    r"\bON\s+(?:UNIFORMED\s+|MOBILE\s+|FOOT\s+|PLAIN\s+CLOTHES\s+)?(?:DUTY|PATROL)\b"
    r"|\bFULL\s+UNIFORM\b|\b(?:PC|DC|PS|SGT|PCSO|DS)\s*\d{2,}|\bHO?U?RS\b|\bI\s+ARRESTED\b"
)


def kind_of(
    texts: Sequence[Sequence[str]],
    lines: Callable[[], Sequence[Sequence[SourceLine]]],
    *,
    is_form: bool,
) -> DocumentKind:
    """Return the kind of the document with these pages of lines.

    ``lines`` gives them with their cells, which are only wanted where the words may be an
    interview's; ``is_form`` says that it is of the MG11 family.
    """
    if interview.may_be(texts, is_form=is_form) and interview.is_record(lines(), is_form=is_form):
        return "interview"
    head = [line for page in texts for line in page][:_HEAD]
    if any(_is_heading(line, "vps") for line in head):
        return "personal_statement"
    if is_form:
        return "statement"
    if any(_is_heading(line, "notes") for line in head):
        return "notes"
    if any(map(form_lines.is_title, head)) or pages_declared(texts) is not None:
        return "statement"
    return "notes" if _is_shouted(texts) else "document"


def _is_heading(line: str, name: str) -> bool:
    if len(line) > 90 or line.rstrip().endswith((".", "?")):
        return False
    marked = form_labels.printed(line)
    return marked.has(name) and len(marked.tokens) <= _HEADING_WORDS


def _is_shouted(texts: Sequence[Sequence[str]]) -> bool:
    """Whether an account is all in capitals and speaks as officers do."""
    told = " ".join(line for page in texts for line in page)
    letters = [char for char in told if char.isalpha()]
    upper = sum(map(str.isupper, letters))
    return (
        len(told.split()) >= _ENOUGH
        and upper >= _SHOUTED * len(letters)
        and _ON_DUTY.search(told) is not None
    )
