"""The printed words of the MG11 family, recognised by meaning whatever the force's layout."""

import re
from collections.abc import Mapping

from worker.extract.forms import scanned, welsh
from worker.extract.forms.interview_vocabulary import INTERVIEW
from worker.extract.forms.misread import Misread
from worker.extract.forms.phrases import Mark, Marked, Phrasebook, plain, tokens_of
from worker.extract.forms.vocabulary import BACK, HEAD, PRINTED, WORDS

__all__ = ["plain"]

HEAD_NAMES = frozenset(HEAD)
BACK_NAMES = frozenset(BACK)
QUESTIONS = frozenset(
    {"willing_to_attend", "special_measures", "needs", "vps_offered", "vps_explained", "consent"}
)


def _together(*books: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the phrases of several vocabularies by name."""
    names = dict.fromkeys(name for book in books for name in book)
    return {name: sum((book.get(name, ()) for book in books), ()) for name in names}


_BOOK = Phrasebook(_together(BACK, HEAD, welsh.BACK, welsh.HEAD), WORDS)
_MISREAD = Misread(_together(BACK, HEAD))
_LONGEST = 190
_INTERVIEW_BOOK = Phrasebook({**INTERVIEW, "signed": HEAD["signed"], "other": HEAD["other"]}, WORDS)
_PRINTED_BOOK = Phrasebook(PRINTED, WORDS)

FILLERS = " \t\n.:_\u2026-\u2013\u2014|\u00b7\u2022*[]=;,"
_OPENERS = FILLERS + "("
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+")
_TO_WRITE_ON = (":", "..", "__", "\u2026", "--", ". .", "_ _")
_APART = re.compile(r"(?:\t|\x20{2,})(?=\S)")
"""What parts the cells of typed text. No sentence of typed text has it but after its end."""
_WEAK = frozenset(
    {
        "age", "began", "started", "ended", "finished", "concluded", "commenced", "officers",
        "place", "location", "solicitor", "language", "form", "operation", "force", "rank", "venue",
        "station", "interpreter", "sex", "date", "dated", "signed", "sign", "address", "division",
        "offence", "alias", "duration", "mobile", "phone", "consent", "i consent", "interviewing",
        "home", "work", "evening", "daytime", "office", "height", "country", "county", "build",
        "faith", "religion", "attend court", "born in", "born on", "born at", "also present",
        "taken at", "consent to", "title", "availability", "noted at", "where noted", "employer",
        "personal statement", "interview with", "interview of", "grade",
        *welsh.WEAK,
    }
)  # fmt: skip
"""Words that open sentences too: labels only where something says so."""
_VALUE_MAY_FOLLOW = frozenset({"age", "dated", "signed"})
_AFTER_AGE = re.compile(r"\s*(?:[:.()_]|over\b|under\b|\d|$)", re.IGNORECASE)
_AFTER_DATE = re.compile(r"\s+(?:of|s)\b", re.IGNORECASE)
_AFTER_STATEMENT_OF = re.compile(
    r"\s+(?:truth|facts?|account|case|means|evidence|complaint)\b", re.IGNORECASE
)
_NOT_AGAIN = frozenset({"name_part", "other", "consent"})
_WELSH = frozenset(x for book in (welsh.HEAD, welsh.BACK) for each in book.values() for x in each)
_PLURAL = re.compile(r"(?:\(s\)|'s|s')?(?:\s*\((?:s|es)\))?")
_ABSORBED = {
    "occupation": re.compile(
        r"\s*(?:/|\bor\b|\band\b)\s*(?:role|rank|profession|employer|job\s+title|number|no\.?)\b"
        r"(?:\s*(?:/|\bor\b|\band\b)\s*(?:number|no\.?|rank)\b)?",
        re.IGNORECASE,
    ),
    "witnessed": re.compile(r"\s+(?:witnessing|signature)[^:]{0,30}(?=:)", re.IGNORECASE),
    "taken_at": re.compile(r"\s+[^:\d]{1,30}(?=:)", re.IGNORECASE),
    "other": re.compile(r"\s*(?:no|number|ref)\b\.?", re.IGNORECASE),
}
_NUMBERED = re.compile(r"\s*\(?\b(?:nos?|numbers?)\b\.?(?:\(s\)|s\b)?\)?", re.IGNORECASE)
_TAKES_NUMBER = frozenset(
    {"urn", "reference", "home_phone", "work_phone", "mobile", "phone", "recording_reference"}
)
HINT = re.compile(
    r"\((?:(?:if\s+over|if\s+under|please|insert|print|block|the|if\s+(?:any|not|known|yes|"
    r"applicable|different))\s+)?\s*"
    r"(?:over|under|18\b|insert|witness|maker|name|letters|capitals|print|signed|signature|state|"
    r"only|if\s+(?:over|under|any|applicable|different|known|not|yes|no|so)|specify|enter|"
    r"tick|delete|include|please|block|in\s+full|optional|applicable|to\s+be\s+completed|where|"
    r"mandatory|see\s+(?:over|note|guidance)|including|dd|day|16|18|continue|e\.?g|must|as\s+per|"
    r"this\s+must|inclu|obtain|for\s+witness|not\s+to\s+be|record|and\s+number|number\s+and)"
    r"[^)]{0,90}\)",
    re.IGNORECASE,
)


@scanned.kept
def read(line: str) -> Marked:
    """Return a line with the labels of a statement form in it, those that can be labels here."""
    marked = _weighed(_BOOK.read(line))
    return _with_misread(marked) if scanned.is_scan() and len(line) <= _LONGEST else marked


def _with_misread(marked: Marked) -> Marked:
    """Add the labels that a scanner misread, where none was read in their place."""
    tokens = marked.tokens or tuple(tokens_of(marked.text))
    near = [
        mark
        for mark in _MISREAD.marks(marked.text, tokens, marked.marks)
        if not any(_covers(known, mark) for known in marked.marks)
        and (mark.name != "dated" or any(map(str.isdigit, marked.text[mark.end :])))
    ]
    if not near:
        return marked
    kept = [known for known in marked.marks if not any(_covers(mark, known) for mark in near)]
    near = [m for m in near if not any(k.start < m.end and m.start < k.end for k in kept)]
    marks = sorted((*kept, *near), key=lambda mark: mark.start)
    words = marked.words | {token.word for token in tokens}
    return Marked(marked.text, tokens, tuple(marks), words)


def _covers(one: Mark, other: Mark) -> bool:
    return one.start <= other.start and other.end <= one.end


@scanned.kept
def read_interview(line: str) -> Marked:
    """Return a line with the labels of a record of interview in it."""
    return _weighed(_INTERVIEW_BOOK.read(line))


def printed(line: str) -> Marked:
    """Return a line with what else is printed on forms: the law, the kind of document."""
    return _PRINTED_BOOK.read(line)


def _weighed(marked: Marked) -> Marked:
    if not marked.marks:
        return marked
    marked = Marked(marked.text, marked.tokens, tuple(_in_one(marked)), marked.words)
    if _is_row(marked):
        row = tuple(_widened(marked.text, mark) for mark in marked.marks)
        return Marked(marked.text, marked.tokens, row, marked.words)
    opening = _opening(marked.text)
    kept = []
    for mark in marked.marks:
        weighed = _widened(marked.text, mark)
        if _may_be_label(marked, weighed, opening):
            kept.append(weighed)
    return Marked(marked.text, marked.tokens, tuple(kept), marked.words)


def _in_one(marked: Marked) -> list[Mark]:
    """Return the labels with those in two languages as one: "Dyddiad / Date"."""
    joined: list[Mark] = []
    for mark in marked.marks:
        last = joined[-1] if joined else None
        if last and last.name == mark.name and _is_said_again(marked, last, mark):
            joined[-1] = Mark(mark.name, last.start, mark.end, last.first, mark.last)
        else:
            joined.append(mark)
    return joined


def _is_said_again(marked: Marked, mark: Mark, other: Mark) -> bool:
    if mark.name in _NOT_AGAIN:
        return False
    gap = marked.text[_widened(marked.text, mark).end : other.start].strip()
    if gap and gap not in {"/", "|", "(", "-"}:
        return False
    first, second = (
        " ".join(token.word for token in marked.tokens[each.first : each.last + 1])
        for each in (mark, other)
    )
    return gap == "/" or (first in _WELSH) != (second in _WELSH)


def _is_row(marked: Marked) -> bool:
    """Whether a line is a row of labels and nothing else: "Age   Occupation" over their values."""
    if len(marked.marks) < 2 or marked.text.rstrip().endswith((".", "?", "!")):
        return False
    if left_over(marked):
        return False
    words = [
        " ".join(token.word for token in marked.tokens[mark.first : mark.last + 1])
        for mark in marked.marks
    ]
    return not _WEAK.issuperset(words)


def left_over(marked: Marked) -> str:
    """Return the letters and figures of a line that are in no label and in no printed hint."""
    at, rest = 0, ""
    for mark in marked.marks:
        rest, at = f"{rest}{marked.text[at : mark.start]} ", _widened(marked.text, mark).end
    rest = HINT.sub(" ", rest + marked.text[at:])
    return "".join(filter(str.isalnum, rest))


def _opening(text: str) -> int:
    at = 0
    while at < len(text) and text[at] in _OPENERS:
        at += 1
    found = _ENUMERATOR.match(text, at)
    return found.end() if found else at


def _widened(text: str, mark: Mark) -> Mark:
    """Return a label with the words that only belong to it: a plural, a number sign, its kin."""
    end = mark.end
    found = _PLURAL.match(text, end)
    end = found.end() if found else end
    absorbed = _ABSORBED.get(mark.name) if mark.name not in _TAKES_NUMBER else _NUMBERED
    while absorbed and (more := absorbed.match(text, end)) and more.end() > end:
        end = more.end()
        if mark.name not in _TAKES_NUMBER:
            break
    return mark if end == mark.end else Mark(mark.name, mark.start, end, mark.first, mark.last)


def _may_be_label(marked: Marked, mark: Mark, opening: int) -> bool:
    text, after = marked.text, mark.end
    rest = _after_hint(text, after).lstrip(" )\"'")
    if mark.name == "age" and not _AFTER_AGE.match(text, after):
        return False
    if mark.name == "dated" and _AFTER_DATE.match(text, after):
        return False
    if mark.name == "statement_of" and _AFTER_STATEMENT_OF.match(text, after):
        return False
    to_write_on = not rest or rest.startswith(_TO_WRITE_ON) or in_a_cell(text, mark)
    words = " ".join(token.word for token in marked.tokens[mark.first : mark.last + 1])
    if mark.name == "consent":
        return to_write_on or text[opening : mark.start].strip().casefold() in {"", "i", "i do"}
    if words in _WEAK and not to_write_on:
        follows = mark.name in _VALUE_MAY_FOLLOW and mark.start <= opening
        return follows or (mark.name == "dated" and rest[:1].isdigit())
    return True


def _after_hint(text: str, at: int) -> str:
    """Return what follows a label: "Date (dd/mm/yyyy): ..." has a printed hint before its colon."""
    hint = HINT.match(text, at + len(text[at:]) - len(text[at:].lstrip(" ")))
    return text[hint.end() :] if hint and text[hint.end() :].lstrip().startswith(":") else text[at:]


def opens(text: str, mark: Mark) -> bool:
    """Whether a label opens its line or cell."""
    return mark.start <= _opening(text)


def stands_alone(text: str, mark: Mark) -> bool:
    """Whether these words are a label even in the middle of a line."""
    after = _after_hint(text, mark.end).lstrip(" ")
    return after.startswith(_TO_WRITE_ON[:4]) or (mark.name == "dated" and after[:1].isdigit())


def in_a_cell(text: str, mark: Mark) -> bool:
    """Whether a label has a cell of typed text to itself, with more to its right."""
    before = text[: mark.start]
    parted = not before.strip() or before.endswith(("  ", "\t"))
    return parted and _APART.match(text, mark.end) is not None


def opening_label(line: str) -> str | None:
    """Return the name of the label of a form's front that opens ``line``, None when none does."""
    marked = read(line)
    first = marked.marks[0] if marked.marks else None
    if first is None or first.name not in HEAD_NAMES or not opens(marked.text, first):
        return None
    return first.name


def mended(line: str) -> str:
    """Return a line's words, mended where a scanner misread them, with its full stops."""
    marked = read(line)
    text = marked.text
    if all(text[t.start : t.end].casefold() == t.word for t in marked.tokens):
        return text
    parts, at = [], 0
    for token in marked.tokens:
        parts += [text[at : token.start], token.word]
        at = token.end
    return "".join((*parts, text[at:]))
