"""Whether pages are a statement form of the MG11 family, and which of them are its fronts."""

import re
from collections.abc import Sequence

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms import scanned, sentence, values
from worker.extract.forms.declaration import declaration_in
from worker.extract.forms.private import block_of

_FAMILY = 4
_FRONT_LINES = 34
_SEVERAL = 3
_LONGEST = 190


_KNOWN_BY = frozenset({"statement_of", "age", "continuation", "named"})
_OWN = frozenset(
    {"dates_to_avoid", "consent", "vps_offered", "willing_to_attend", "special_measures"}
)
_IN_ROWS = frozenset({"statement_of", "age", "occupation", "taken_by"})
_SHORT = 8
_HEAD_LINES, _BLOCK_LINES, _ENOUGH_BELOW = 8, 8, 2
_BELOW = ("age", "occupation", "urn", "dated", "date_of_birth")
_NAMED = re.compile(r"\W*(?:full\s+)?name\s*:\s*(?-i:[A-Z])[\w'\u2019-]+\s", re.IGNORECASE)
_GROWN_UP = re.compile(r"18|eighteen|\b(?:over|under)\s+21\b", re.IGNORECASE)
_NAME = re.compile(
    r"\W*(?:(?:enw\s*/\s*)?(?:full\s+)?name(?:\s*/\s*enw)?|witness|maker)"
    r"(?:\s*:|\t|\x20{2,}(?=\S))",
    re.IGNORECASE,
)


def is_family(pages: Sequence[Sequence[str]]) -> bool:
    """Return whether these pages of lines are a statement form of the MG11 family."""
    return _is_printed(pages) or any(map(_is_headed, pages[:1]))


def is_typed(pages: Sequence[Sequence[str]]) -> bool:
    """Return whether nothing but its typed head makes a form of these pages.

    Then no page of it is the back of a printed form for being unlike a front.
    """
    return any(map(_is_headed, pages[:1])) and not _is_printed(pages)


def _is_printed(pages: Sequence[Sequence[str]]) -> bool:
    evidence: dict[str, int] = {}
    private = [_asked_privately(lines) for lines in pages]
    for lines, asked in zip(pages, private, strict=True):
        _add(evidence, _evidence_on(lines, len(lines)))
        if "named" not in evidence and any(map(sentence.names_witness, lines[:_FRONT_LINES])):
            evidence["named"] = 1
        if "declaration" not in evidence and declaration_in(lines):
            evidence["declaration"] = 2
        if len(asked) >= _FAMILY:
            evidence["private"] = 2
    if _KNOWN_BY & evidence.keys() and sum(evidence.values()) >= _FAMILY:
        return True
    return any(map(_is_back_alone, pages, private))


def is_front(lines: Sequence[str], *, opens: bool = False) -> bool:
    """Return whether a page of a form, without its private details, is the front of a statement.

    ``opens``: no page before it is one, and nothing else says where the statement begins.
    """
    evidence = _evidence_on(lines, _FRONT_LINES)
    if "continuation" in evidence:
        return False
    declared = declaration_in(lines) is not None
    if "statement_of" in evidence or "age" in evidence:
        known = {"title", "age"} & evidence.keys()
        return bool(known) or declared or opens or len(evidence) >= _SEVERAL
    named = any(map(sentence.names_witness, lines[:_FRONT_LINES]))
    return "title" in evidence and (declared or named or opens)


def _asked_privately(lines: Sequence[str]) -> frozenset[str]:
    """Return what a page's private block asks for, nothing where there is none."""
    block = block_of(lines)
    if block is None:
        return frozenset()
    read = (form_labels.read(line).names() for line in lines[block.start : block.end])
    return frozenset[str]().union(*read) & form_labels.BACK_NAMES


def _is_back_alone(lines: Sequence[str], asked: frozenset[str]) -> bool:
    """Whether a page that asks for so much is the back of an MG11 that came without its front."""
    return (
        len(asked) >= _FAMILY
        and not _OWN.isdisjoint(asked)
        and any(map(form_lines.is_back_heading, lines))
    )


def _is_headed(lines: Sequence[str]) -> bool:
    """Whether a typed statement opens as the form does, without what is printed on one.

    Whose statement it is stands first, or under the title, and two of age, occupation, reference,
    date of birth and date right below.
    """
    titled = False
    for at, line in enumerate(lines[:_HEAD_LINES]):
        titled = titled or form_lines.is_title(line)
        named = titled and _NAMED.match(line) is not None
        asked_for = _opens_with(line, "statement_of") and _is_filled_in(line, "statement_of")
        if not (named or asked_for):
            continue
        below = lines[at + 1 : at + 1 + _BLOCK_LINES]
        asked = {name for name in _BELOW for one in below if _is_filled_in(one, name)}
        asked |= {name for name in _BELOW if _is_filled_in(line, name)}
        return len(asked) >= _ENOUGH_BELOW
    return False


def _opens_with(line: str, name: str) -> bool:
    return form_labels.opening_label(line) == name and not form_lines.is_role_title(line)


def _is_filled_in(line: str, name: str) -> bool:
    """Whether a short line has this label and something behind it: "Dated 30 April 2025"."""
    marked = form_labels.read(line)
    told = len(line.split()) > _SHORT + _SHORT or line.rstrip().endswith(("?", "!"))
    if told or not (":" in line or len(line.split()) <= _SHORT):
        return False
    for mark in marked.marks:
        value = marked.text[mark.end :].strip(form_labels.FILLERS)
        if mark.name != name or not value:
            continue
        if name == "dated":
            return values.form_date(value) is not None
        # "Statement of my account" is none: a name or an occupation begins with a capital.
        return value[:1].isupper() or value[:1].isdigit()
    return False


def _evidence_on(lines: Sequence[str], count: int) -> dict[str, int]:
    """Return what the first ``count`` lines of a page say for a form, and how much each weighs."""
    evidence: dict[str, int] = {}
    for at, line in enumerate(lines[:count]):
        if len(line) <= _LONGEST:
            _add(evidence, _evidence(line))
            if at < _FRONT_LINES:
                _add(evidence, _set_in_rows(line))
    return evidence


def _add(evidence: dict[str, int], found: dict[str, int]) -> None:
    for name, weight in found.items():
        evidence[name] = max(weight, evidence.get(name, 0))


@scanned.kept
def _set_in_rows(line: str) -> dict[str, int]:
    """Return what a row of labels over or under their values says, or a label with no colon."""
    names = form_labels.read(line).names()
    if not form_lines.is_label_row(line):
        opens = form_labels.opening_label(line)
        told = line.rstrip().endswith((".", "?", "!", ",")) or len(line.split()) > _SHORT
        names = frozenset({opens}) if opens and not told else frozenset()
    found = dict.fromkeys(names & _IN_ROWS, 1)
    if _NAME.match(line):
        found["statement_of"] = 1
    return {**found, "statement_of": 1} if "name_part" in names else found


@scanned.kept
def _evidence(line: str) -> dict[str, int]:
    found: dict[str, int] = {}
    label = form_labels.opening_label(line)
    if form_lines.is_title(line):
        found["title"] = 1
    if form_lines.is_legal(line):
        found["legal"] = 2
    if form_lines.has_form_mark(line):
        found["mark"] = 2
    if form_lines.is_continuation(line):
        found["continuation"] = 2
    marked = form_labels.read(line)
    if not marked.marks or not form_lines.is_form_line(line):
        return found
    if label in {"statement_of", "witnessed"}:
        found[label] = 1
    if label in {"occupation", "taken_by"} and ":" in line:
        found[label] = 1
    if marked.has("name_part") and ":" in line:
        found["statement_of"] = 1
    if marked.has("age"):
        found["age"] = 3 if _GROWN_UP.search(line) else 1
    return found
