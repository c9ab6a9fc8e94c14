"""Statements for civil courts and tribunals: which they are, where their heads and truths stand.

A witness statement under Part 32 of the Civil Procedure Rules, a tribunal's statement or an
affidavit has no boxes to fill in. A corner marking, a heading with the court and the parties, and a
sentence that names the maker stand above the account; a statement of truth or a jurat below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms import sentence
from worker.extract.forms.declaration import declaration_in
from worker.extract.forms.page import FormPage, Part
from worker.extract.forms.private import block_of

_HEAD_LINES, _TOP_LINES = 45, 20
_FORMULA_LINES, _TRUTH_LINES, _JURAT_LINES = 6, 9, 14
_ENOUGH, _MOST_TOLD = 3, 3
_LONGEST = 120
_PERSONAL = frozenset(
    {
        "date_of_birth",
        "place_of_birth",
        "dates_to_avoid",
        "willing_to_attend",
        "mobile",
        "home_phone",
        "ethnicity_code",
        "special_measures",
    }
)
_COURT = re.compile(
    r"^\W*in\s+(?:the|an?|his|her)\b.{0,80}\b(?:court|tribunals?)\b"
    r"|^\W*(?:the\s+)?(?:[\w-]+\s+){0,3}tribunals?\b(?!.{0,40}\b(?:was|is|has|said|told)\b)"
    r"|^\W*(?:sheriffdom\s+of|court\s+of\s+session|high\s+court\s+of\s+justice|"
    r"(?:the\s+)?(?:family|county|coroner'?s?)\s+court)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:claim|case|appeal|petition|action|court\s+ref(?:erence)?)\s*(?:nos?\b|number\b|ref\w*\b|:)"
    r"\.?\s*:?",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:claimant|defendant|appellant|respondent|applicant|petitioner|pursuer|defender|plaintiff)"
    r"s?\b\W*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^\W*(?:between|b\s+e\s+t\s+w\s+e\s+e\s+n)\b\W*$", re.IGNORECASE)
TITLE = re.compile(
    r"^\W*(?:(?:first|second|third|fourth|fifth|\d(?:st|nd|rd|th))\s+)?"
    r"(?:(?:supplement\w+|further|joint|amended|sworn)\s+)?"
    r"(?:(?:witness\s+)?statement|affidavit|affirmation)"
    r"(?P<of>\s+(?:of|by)\s+(?P<name>[^.:;]{3,70}))?\W*$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:say|state|depone|declare|affirm|oath|sworn|follows|witness)s?"
    r"(?:\s+(?:as\s+follows|that))?\W*$",
    re.IGNORECASE,
)
TRUTH = re.compile(
    r"^\W*all\s+(?:of\s+)?which\s+is\s+(?:the\s+)?tru(?:th|e)\b"
    r"|^\W*(?:\d+\W+)?(?:(?:i|we|the\s+\w+)\s+(?:confirm|believe)s?\s+that\s+)?the\s+"
    r"(?:facts|contents|matters|information)\b[^.]{0,60}\b(?:statement|affidavit|affirmation|"
    r"deposition|document|application|herein|above)\b[^.]{0,60}\b(?:is|are)\s+true\b",
    re.IGNORECASE,
)
_TRUTH_HEADING = re.compile(r"^\W*(?:statement|declaration)\s+of\s+truth\W*$", re.IGNORECASE)
_COMPEARED = re.compile(
    r"^\W*at\b.{3,160}?\b(?:compeared|appeared)\b|^\W*compeared\b", re.IGNORECASE
)
"""How a Scottish affidavit begins: "At PLACE on DAY in the presence of NAME, COMPEARED NAME"."""
_GOES_ON = re.compile(r"^\W*(?:i|we)\s+(?:also\s+)?understand\b", re.IGNORECASE)
_OF_TRUTH = re.compile(
    r"\b(?:understand|contempt|false|honest|best\s+of|liable|verified|oath|god)\b|^\W*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_JURAT = re.compile(
    r"^\W*(?:solemnly\s+)?(?:sworn|affirmed|deponed|signed\s+and\s+sworn)\b"
    r"(?=.{0,90}(?:\bat\b|\bby\b|\bthis\b|\bbefore\b|:|\.\.|__)|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the lines of a page that are the document's own end and begin again."""

    head: int
    truth: tuple[int, int] | None
    foot: int


def is_statement(pages: Sequence[Sequence[str]]) -> bool:
    """Return whether pages of lines are a statement for a civil court, a tribunal or an affidavit.

    A police form that is headed with a court is none, for it may have a private page.
    """
    top = [line for page in pages[:2] for line in page[:_HEAD_LINES]]
    titled = any(map(_is_title, top))
    formula = any(_formula(page) is not None for page in pages[:2])
    if not (titled or formula) or any(map(_is_for_police, pages)):
        return False
    truth = any(_truth(page) or _jurat(page) is not None for page in pages)
    headed = any(is_heading(line) for line in top[:_TOP_LINES])
    said = (
        titled,
        formula,
        headed,
        any(_NUMBER.search(x) for x in top if len(x) <= _LONGEST),
        any(_BETWEEN.match(x) for x in top) or sum(map(_is_party, top)) > 1,
        truth,
    )
    return (headed or truth) and sum(said) >= _ENOUGH


def _is_for_police(lines: Sequence[str]) -> bool:
    """Whether a page is of a police form: its law or number, its declaration, private details."""
    if any(form_lines.is_legal(x) or form_lines.has_form_mark(x) for x in lines[:_TOP_LINES]):
        return True
    declared = declaration_in(lines)
    if declared and "prosecution" in " ".join(lines[slice(*declared)]).casefold():
        return True
    block = block_of(lines)
    if block is None:
        return False
    asked = (form_labels.read(x).names() for x in lines[block.start : block.end])
    return len(frozenset[str]().union(*asked) & _PERSONAL) > 1


def lay_out(
    pages: Sequence[Sequence[str]], repeated: Sequence[frozenset[int]]
) -> tuple[FormPage, ...]:
    """Give every line its part. ``repeated`` holds each page's known running lines."""
    laid = []
    begun = ended = False
    for lines, again in zip(pages, repeated, strict=True):
        ends = _ends(lines, begun=begun, ended=ended)
        parts: list[Part] = ["body"] * len(lines)
        parts[: ends.head] = ["head"] * ends.head
        if ends.truth:
            start, end = ends.truth
            parts[start:end] = ["declaration"] * (end - start)
        for at in range(ends.foot, _foot(lines, ends.foot)):
            parts[at] = "foot"
        for at in again:
            parts[at] = "band" if parts[at] == "body" else parts[at]
        begun = begun or "body" in parts
        ended = ended or ends.foot < len(lines) or ends.truth is not None
        laid.append(FormPage(role="page", disclosable=True, parts=tuple(parts)))
    return tuple(laid)


def _ends(lines: Sequence[str], *, begun: bool, ended: bool) -> _Ends:
    head = 0 if begun else _head(lines)
    if begun and _is_back_sheet(lines):
        head = len(lines)
    truth, jurat = _truth(lines), _jurat(lines)
    if truth is not None:
        foot = truth[1]
    elif jurat is not None:
        foot = jurat
    else:
        # The signature may have come to stand on a page of its own.
        alone = ended and all(map(form_lines.is_closing, lines))
        foot = 0 if alone else len(lines)
    return _Ends(head, truth, foot)


def _foot(lines: Sequence[str], start: int) -> int:
    """Return where the lines for signing end that begin at ``start``: before what is told again."""
    stop = min(len(lines), start + _JURAT_LINES)
    return next((at for at in range(start, stop) if _is_told(lines[at])), stop)


def _head(lines: Sequence[str]) -> int:
    """Return where the account begins: below the sentence that names the maker, or the title."""
    formula = _formula(lines)
    titles = [at for at, line in enumerate(lines[:_HEAD_LINES]) if _is_title(line)]
    if formula is not None and not _tells(lines[: formula[0]]):
        return formula[1]
    if titles and not _tells(lines[: titles[-1]]):
        return titles[-1] + 1
    return len(lines) if _is_back_sheet(lines) else 0


def _tells(lines: Sequence[str]) -> bool:
    return sum(map(_is_told, lines)) > _MOST_TOLD


def _is_told(line: str) -> bool:
    return form_lines.is_prose(line) and form_lines.speaks(line)


def _is_back_sheet(lines: Sequence[str]) -> bool:
    """Whether a page has the heading and nothing told: a cover or the sheet at the back."""
    headed = any(map(is_heading, lines[:_TOP_LINES])) and any(map(_is_title, lines))
    return headed and not any(map(_is_told, lines))


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST and TITLE.match(form_labels.plain(line)) is not None


def is_heading(line: str) -> bool:
    """Whether a line names a court or a tribunal as a heading does."""
    plain = form_labels.plain(line)
    return (
        len(line) <= _LONGEST
        and not line.rstrip().endswith(".")
        and not form_lines.speaks(plain)
        and _COURT.match(plain) is not None
    )


def _is_party(line: str) -> bool:
    return len(line.split()) <= 12 and _PARTY.search(line) is not None


def _formula(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the lines of "I, NAME, of PLACE, will say as follows:", where nothing follows it."""
    for at in range(min(_HEAD_LINES, len(lines))):
        if not _names_maker(lines[at : at + _FORMULA_LINES]):
            continue
        for end in range(at + 1, min(at + _FORMULA_LINES, len(lines)) + 1):
            last = form_labels.plain(lines[end - 1]).rstrip()
            if _SAYS.search(last):
                return at, end
            if last.endswith("."):
                break
    return None


def _names_maker(lines: Sequence[str]) -> bool:
    said = form_labels.plain(" ".join(lines))
    if lines[0].lstrip("\"'( 1.").startswith(("I ", "I,")):
        return sentence.names_witness(said)
    return _COMPEARED.match(said) is not None


def _truth(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the lines of the statement of truth with its heading, None where there is none."""
    for at in range(len(lines) - 1, -1, -1):
        if "tru" not in " ".join(lines[at : at + 4]).casefold():
            continue
        said = [form_labels.plain(x) for x in lines[at : at + _TRUTH_LINES]]
        found = TRUTH.match(" ".join(said))
        if found is None:
            continue
        end = _sentence_end(said, 1)
        if end < len(said) and _GOES_ON.match(said[end]):
            end = _sentence_end(said, end + 1)
        _, *more = _SENTENCE.split(" ".join(said[:end])[found.end() :])
        if not all(map(_OF_TRUTH.search, more)):
            # Something else is told in the same lines: they stay in the account.
            continue
        headed = at > 0 and _TRUTH_HEADING.match(lines[at - 1]) is not None
        return at - headed, at + end
    return None


def _sentence_end(lines: Sequence[str], start: int) -> int:
    """Return the first count of lines from ``start`` on that ends with a sentence's end."""
    ends = (at for at in range(start, len(lines) + 1) if lines[at - 1].rstrip().endswith("."))
    return next(ends, start)


def _jurat(lines: Sequence[str]) -> int | None:
    """Return where "SWORN at ... before me" begins, None where it does not."""
    low = max(0, len(lines) - _JURAT_LINES)
    found = (at for at in range(low, len(lines)) if _JURAT.match(lines[at]))
    at = next(found, None)
    return None if at is None or any(map(_is_told, lines[at:])) else at
