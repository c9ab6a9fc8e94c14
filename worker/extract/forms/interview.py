"""Records of interview (ROTI, ROVI, MG15): who speaks on which line, and where the words begin.

They come as tables of counter, speaker and words, as paragraphs that open with a name and a colon,
and as questions and answers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from worker.extract.forms import labels as form_labels

Span = tuple[int, int]

_TITLE_LINES = 14
_EDGE = 4
_COUNTER = re.compile(
    r"[\[(]?(?P<at>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?:\s*(?:hrs|hours|mins?))?[\])]?(?=\s|$)"
)
_ROLE = (
    r"interviewer|interviewing\s+officer|officer|officer\s+\d|suspect|solicitor|sol|witness|child|"
    r"appropriate\s+adult|a\.?a|interpreter|int|reply|question|answer|legal\s+rep(?:resentative)?|"
    r"interviewee|detainee|lawyer|intermediary|voice|unknown|male|female|victim|complainant|"
    r"social\s+worker|mother|father|defendant|custody\s+sergeant|legal\s+adviser|adult"
)
_RANK = (
    r"(?:[at]/)?(?:t?d?pc|w?pc|t?dc|d?ps|ds|di|dci|dsu|sgt|insp|pcso|dss|cpl|mr|mrs|ms|miss|mx|dr)"
)
_KNOWN = re.compile(
    rf"(?:{_ROLE}|{_RANK}\.?(?:\s+\d{{1,6}})?(?:\s+[\w'\u2019.-]+){{0,3}}|[QAR]\s?\d{{0,3}})",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?P<who>[QAR](?:\s?\d{1,3})?)(?:\s?[.:)]|\s?-(?=\s))\s*(?=\S|$)")
_NAMED = re.compile(
    r"(?P<who>(?:[^\W\d_]|\()[\w'\u2019./()& -]{0,38}?[\w.)]|[A-Z])\s?:(?=\s|$)\s*"
)
_ALONE = re.compile(r"[QAR]\d{0,3}")
_MAY_OPEN = frozenset("QAR0123456789[(")
_NAME_WORDS = 5
_HEADER = frozenset(
    {
        "time", "times", "counter", "tape", "person", "speaking", "speaker", "text", "record",
        "dialogue", "name", "interview", "initials", "transcript", "spoken", "words", "of", "no",
        "mins", "recorded", "disc", "content", "conversation", "who", "said", "hh", "mm", "ss",
    }
)  # fmt: skip
_FEW, _MANY = 2, 6
_SHARE = 0.25

LinePart = Literal["band", "head", "turn", "more", "aside", "foot"]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line and its cells: offsets into the line, and the left edge of each."""

    text: str
    cells: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a line is. ``said`` is where spoken words begin on it, None where none do; ``counter``
    and ``speaker`` are the places of the counter time and of the speaker's label.
    """

    part: LinePart
    said: int | None = None
    counter: Span | None = None
    speaker: Span | None = None


def may_be(pages: Sequence[Sequence[str]], *, is_form: bool) -> bool:
    """Return whether it is worth a closer look if these pages are a record of interview."""
    lines = [line for page in pages for line in page]
    if any(map(_is_title, lines[:_TITLE_LINES])):
        return True
    if is_form:
        return False
    return sum(":" in line[:44] or line[:1] in _MAY_OPEN for line in lines) >= _MANY


def is_record(pages: Sequence[Sequence[SourceLine]], *, is_form: bool) -> bool:
    """Return whether these pages are a record of interview."""
    lines = [line for page in pages for line in page]
    titled = any(map(_is_title, (line.text for line in lines[:_TITLE_LINES])))
    if is_form and not titled:
        return False
    if not titled and sum(map(_may_open, lines)) < _MANY:
        return False
    openings = [found for line in lines if (found := _opening(line))]
    accepted = _accepted(openings)
    turns = [who for who in openings if who.key in accepted]
    if titled:
        asked = frozenset[str]().union(
            *(form_labels.read_interview(line.text).names() for line in lines[:40])
        )
        return len(turns) >= _FEW or len(asked - {"other", "signed"}) >= _FEW
    known = any(_KNOWN.fullmatch(key) for key in accepted)
    enough = len(turns) >= _MANY and len(turns) >= _SHARE * len(lines)
    return known and enough and len(accepted) >= _FEW


def _is_title(line: str) -> bool:
    if len(line) > 110:
        return False
    marked = form_labels.printed(line)
    return marked.has("interview") and len(marked.tokens) <= 14 and not line.rstrip().endswith(".")


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that may open a turn."""

    key: str
    told: Told
    sure: bool


def _may_open(line: SourceLine) -> bool:
    return ":" in line.text[:60] or len(line.cells) > 1 or line.text[:1] in "QAR"


def _opening(line: SourceLine) -> _Opening | None:
    """Return how a line may open a turn, None where it cannot."""
    counter, at = _counter(line)
    lettered = _LETTERED.match(line.text, at)
    if lettered:
        return _Opening(lettered["who"][:1], _told(line, counter, lettered), sure=True)
    cell = next(((a, b) for a, b, _ in line.cells if a == at), None)
    if cell and cell[1] < len(line.text):
        # A cell of its own that is short: the column of speakers.
        who = line.text[slice(*cell)].rstrip(" :.")
        if _may_be_name(who) or _ALONE.fullmatch(who):
            after = next(a for a, _, _ in line.cells if a >= cell[1])
            late, start = _late_counter(line, after)
            said = start if start < len(line.text) else None
            told = Told("turn", said, counter or late, (cell[0], cell[0] + len(who)))
            return _Opening(who.casefold(), told, sure=False)
    named = _NAMED.match(line.text, at)
    if named and _may_be_name(named["who"]):
        return _Opening(named["who"].casefold(), _told(line, counter, named), sure=True)
    return None


def _told(line: SourceLine, counter: Span | None, found: re.Match[str]) -> Told:
    late, said = _late_counter(line, found.end())
    return Told(
        "turn", said if said < len(line.text) else None, counter or late, found.span("who")
    )


def _counter(line: SourceLine) -> tuple[Span | None, int]:
    """Return the counter time that opens a line, and where the rest begins."""
    found = _COUNTER.match(line.text) if line.text[:1] in "0123456789[(" else None
    if found is None:
        return None, 0
    rest = len(line.text) - len(line.text[found.end() :].lstrip())
    return found.span("at"), rest


def _late_counter(line: SourceLine, at: int) -> tuple[Span | None, int]:
    """Return the counter time between a speaker and the words, and where those begin."""
    cell = next(((a, b) for a, b, _ in line.cells if a == at), None)
    found = _COUNTER.match(line.text, at) if cell else None
    if found is None or cell is None or found.end() < cell[1]:
        return None, at
    rest = len(line.text) - len(line.text[found.end() :].lstrip())
    return found.span("at"), rest


def _may_be_name(who: str) -> bool:
    if not 0 < len(who) <= 40 or len(who.split()) > _NAME_WORDS or not any(map(str.isalpha, who)):
        return False
    marked = form_labels.read_interview(who)
    if _KNOWN.fullmatch(who):
        return True
    asked = bool(marked.marks) or bool(form_labels.read(who).marks)
    return not asked and all(word[:1].isupper() or word[:1].isdigit() for word in who.split())


def _accepted(openings: Sequence[_Opening]) -> frozenset[str]:
    """Return the speakers: labels that come again, or that say who speaks by their words."""
    counts = Counter(opening.key for opening in openings)
    sure = {opening.key for opening in openings if opening.sure}
    return frozenset(
        key
        for key, count in counts.items()
        if count >= _FEW or (key in sure and _KNOWN.fullmatch(key))
    )


def lay_out(
    pages: Sequence[Sequence[SourceLine]], repeated: Sequence[frozenset[int]]
) -> list[list[Told]]:
    """Say of every line of a record of interview what it is."""
    openings = [[_opening(line) for line in page] for page in pages]
    accepted = _accepted([each for page in openings for each in page if each])
    accepted |= _in_column(pages, openings, accepted)
    laid: list[list[Told]] = []
    begun = False
    for page, found, again in zip(pages, openings, repeated, strict=True):
        told: list[Told] = []
        for at, line in enumerate(page):
            own = found[at]
            turn = own if own and own.key in accepted and not _is_of_form(line.text) else None
            edge = at < _EDGE or at >= len(page) - _EDGE
            if turn and at not in again:
                told.append(turn.told)
                begun = True
            elif at in again or (edge and (begun or laid) and _is_band(line.text)):
                told.append(Told("band"))
            elif not begun and _is_head(line):
                told.append(Told("head"))
            else:
                begun = begun or not accepted
                told.append(_more(line) if begun else Told("head"))
        laid.append(told)
    return _with_foot(pages, laid)


def _in_column(
    pages: Sequence[Sequence[SourceLine]],
    openings: Sequence[Sequence[_Opening | None]],
    accepted: frozenset[str],
) -> frozenset[str]:
    """Return the speakers who speak once: their labels stand in the column of the others."""
    places: Counter[tuple[float, float]] = Counter()
    once: list[tuple[str, tuple[float, float]]] = []
    for page, found in zip(pages, openings, strict=True):
        for line, own in zip(page, found, strict=True):
            if own is None or own.told.speaker is None:
                continue
            edges = {start: x0 for start, _, x0 in line.cells}
            label, said = edges.get(own.told.speaker[0]), edges.get(own.told.said or -1)
            if label is None or said is None:
                continue
            place = (round(label), round(said))
            if own.key in accepted:
                places[place] += 1
            else:
                once.append((own.key, place))
    return frozenset(key for key, place in once if places[place] >= _FEW)


def _is_of_form(line: str) -> bool:
    marked = form_labels.read_interview(line)
    return any(
        mark.name not in {"interviewers", "others_present", "person_interviewed"}
        and form_labels.opens(marked.text, mark)
        and form_labels.stands_alone(marked.text, mark)
        for mark in marked.marks
    )


def _is_band(line: str) -> bool:
    return form_labels.is_band(line) or _is_table_header(line) or _is_title(line)


def _is_table_header(line: str) -> bool:
    words = form_labels.read(line).words - {""}
    return 1 < len(words) <= 9 and words <= _HEADER


def _is_head(line: SourceLine) -> bool:
    marked = form_labels.read_interview(line.text)
    if marked.marks or form_labels.is_form_line(line.text) or _is_band(line.text):
        return True
    return not form_labels.is_prose(line.text)


def _more(line: SourceLine) -> Told:
    """Return what a line is on which nobody new begins to speak."""
    text = line.text.strip()
    if text[:1] in "([" and text[-1:] in ")]" and not _COUNTER.fullmatch(text):
        return Told("aside")
    counter, at = _counter(line)
    cell = next((b for a, b, _ in line.cells if a == 0), 0)
    if counter and (at >= len(line.text) or cell <= at):
        return Told("more", at if at < len(line.text) else None, counter)
    return Told("more", 0)


def _with_foot(
    pages: Sequence[Sequence[SourceLine]], laid: list[list[Told]]
) -> list[list[Told]]:
    """Mark the closing lines of the form below the last words."""
    for at in range(len(laid) - 1, -1, -1):
        for index in range(len(laid[at]) - 1, -1, -1):
            told, line = laid[at][index], pages[at][index].text
            if told.part == "band":
                continue
            if told.part not in {"more", "aside"} or not _closes(line):
                return laid
            laid[at][index] = replace(told, part="foot", said=None, counter=None)
    return laid


def _closes(line: str) -> bool:
    if form_labels.is_closing(line) or form_labels.is_band(line):
        return True
    marked = form_labels.read_interview(line)
    return len(line.split()) <= 14 and any(
        form_labels.opens(marked.text, mark) for mark in marked.marks
    )
