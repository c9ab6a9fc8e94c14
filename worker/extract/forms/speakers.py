"""Who speaks on a line of a record of interview: the labels of speakers, and counter times."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.inference.speaker_roles import ROLE
from worker.extract.forms import labels as form_labels

Span = tuple[int, int]

COUNTER = re.compile(
    r"[\[(]?(?P<at>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?:\s*(?:hrs|hours|mins?))?[\])]?(?=\s|$)"
)
RANK = (
    r"(?:[at]/)?(?:t?d?pc|w?pc|t?dc|d?ps|ds|di|dci|dsu|sgt|insp|pcso|dss|cpl|mr|mrs|ms|miss|mx|dr)"
)
KNOWN = re.compile(
    rf"(?:{ROLE}|{RANK}\.?(?:\s+\d{{1,6}})?(?:\s+[\w'\u2019.-]+){{0,3}}|[QAR]\s?\d{{0,3}})",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,4}(?P<mark>[.)])?(?=\s)")
_LETTERED = re.compile(r"(?P<who>[QAR](?:\s?\d{1,3})?)(?:\s?[.:)]|\s?-(?=\s))\s*(?=\S|$)")
_NAMED = re.compile(r"(?P<who>(?:[^\W\d_]|\()[\w'\u2019./()& -]{0,38}?[\w.)]|[A-Z])\s?:(?=\s|$)\s*")
_ALONE = re.compile(r"[QAR]\d{0,3}")
MAY_OPEN = frozenset("QAR0123456789[(")
_NAME_WORDS = 5
_FEW = 2

LinePart = Literal["band", "head", "turn", "more", "aside", "foot"]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line and its cells: offsets into the line, and the left edge of each."""

    text: str
    cells: tuple[tuple[int, int, float], ...]
    typed: bool = False
    """Whether it was text already: its columns are known by their number, not by their edges."""
    apart: bool = False
    """Whether nothing stands on the line above it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a line is. ``said`` is where spoken words begin on it, None where none do; ``counter``
    and ``speaker`` are the places of the counter time and of the speaker's label, or on a line on
    which words go on (``more``) of the rest of that label.
    """

    part: LinePart
    said: int | None = None
    counter: Span | None = None
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may open a turn."""

    key: str
    told: Told
    sure: bool
    named: bool = False
    """Whether the label can only be a speaker's, once the interview has begun."""


def says_who(label: str) -> bool:
    """Whether a label can only be a speaker's: shouted, or known by its words."""
    who = label.rstrip(" :.")
    if KNOWN.fullmatch(who):
        return True
    return who.isupper() and len(who) > 1 and not form_labels.read(who).marks


def may_open(line: SourceLine) -> bool:
    """Whether a line is worth a look for a speaker."""
    return ":" in line.text[:60] or len(line.cells) > 1 or line.text[:1] in "QAR"


def opening_of(line: SourceLine) -> Opening | None:
    """Return how a line may open a turn, None where it cannot."""
    counter, at = counter_of(line)
    lettered = _LETTERED.match(line.text, at)
    if lettered:
        return Opening(lettered["who"][:1], _told(line, counter, lettered), sure=True)
    cell = next(((a, b) for a, b, _ in line.cells if a == at), None)
    if cell and cell[1] < len(line.text):
        # A cell of its own that is short: the column of speakers.
        who = line.text[slice(*cell)].rstrip(" :.")
        if ":" not in who and (may_be_name(who) or _ALONE.fullmatch(who)):
            after = next(a for a, _, _ in line.cells if a >= cell[1])
            late, start = _late_counter(line, after)
            said = start if start < len(line.text) else None
            told = Told("turn", said, counter or late, (cell[0], cell[0] + len(who)))
            colon = line.text[slice(*cell)].endswith(":")
            sure = colon or counter is not None
            return Opening(who.casefold(), told, sure=sure, named=colon and says_who(who))
    named = _NAMED.match(line.text, at)
    if named and may_be_name(named["who"]):
        who = named["who"]
        told = _told(line, counter, named)
        return Opening(who.casefold(), told, sure=True, named=says_who(who))
    return None


def _told(line: SourceLine, counter: Span | None, found: re.Match[str]) -> Told:
    late, said = _late_counter(line, found.end())
    return Told("turn", said if said < len(line.text) else None, counter or late, found.span("who"))


def counter_of(line: SourceLine) -> tuple[Span | None, int]:
    """Return the counter time that opens a line, and where the rest begins.

    A number that counts the rows of a table may stand before it, or before the speaker.
    """
    if line.text[:1] not in "0123456789[(":
        return None, 0
    found = COUNTER.match(line.text)
    if found is None:
        row = _row_number(line)
        found = COUNTER.match(line.text, row) if row else None
        if found is None:
            return None, row
    return found.span("at"), _after(line, found.end())


def _after(line: SourceLine, at: int) -> int:
    return len(line.text) - len(line.text[at:].lstrip())


def _row_number(line: SourceLine) -> int:
    """Return where a line's words begin after the number of its row, 0 where it has none.

    Only what follows tells: a counter time, a speaker's label, or the edge of a cell.
    """
    number = _ORDINAL.match(line.text)
    if number is None:
        return 0
    rest = _after(line, number.end())
    lettered = _LETTERED.match(line.text, rest)
    named = _NAMED.match(line.text, rest)
    follows = (
        COUNTER.match(line.text, rest) is not None
        or (line.cells[0][:2] == number.span() and len(line.cells) > 2)
        or (lettered is not None and (number["mark"] or lettered[0].rstrip().endswith(":")))
        or (named is not None and KNOWN.fullmatch(named["who"]) is not None)
        or (named is not None and number["mark"] and says_who(named["who"]))
    )
    return rest if follows else 0


def _late_counter(line: SourceLine, at: int) -> tuple[Span | None, int]:
    """Return the counter time between a speaker and the words, and where those begin."""
    cell = next(((a, b) for a, b, _ in line.cells if a == at), None)
    found = COUNTER.match(line.text, at) if cell else None
    if found is None or cell is None or found.end() < cell[1]:
        return None, at
    return found.span("at"), _after(line, found.end())


def may_be_name(who: str) -> bool:
    """Whether words may be the label of a speaker: a name, a role, no label of the form's."""
    if not 0 < len(who) <= 40 or len(who.split()) > _NAME_WORDS or not any(map(str.isalpha, who)):
        return False
    marked = form_labels.read_interview(who)
    if KNOWN.fullmatch(who):
        return True
    asked = bool(marked.marks) or bool(form_labels.read(who).marks)
    return not asked and all(word[:1].isupper() or word[:1].isdigit() for word in who.split())


def _is_label(who: str) -> bool:
    """Whether these are a label's words in the head of a record ("Interviewer: ...")."""
    return bool(form_labels.read_interview(who).marks)


def accepted_in(openings: Sequence[Opening]) -> frozenset[str]:
    """Return the speakers: labels that come again, or that say who speaks by their words."""
    counts = Counter(opening.key for opening in openings)
    sure = {opening.key for opening in openings if opening.sure}
    return frozenset(
        key
        for key, count in counts.items()
        if count >= _FEW or (key in sure and KNOWN.fullmatch(key) and not _is_label(key))
    )


def in_column(
    pages: Sequence[Sequence[SourceLine]],
    openings: Sequence[Sequence[Opening | None]],
    accepted: frozenset[str],
) -> frozenset[str]:
    """Return the speakers who speak once: their labels stand in the column of the others."""
    places: Counter[tuple[float, float]] = Counter()
    once: list[tuple[str, tuple[float, float]]] = []
    for page, found in zip(pages, openings, strict=True):
        for line, own in zip(page, found, strict=True):
            if own is None or own.told.speaker is None:
                continue
            place = _column(line, own.told.speaker, own.told.said)
            if place is None:
                continue
            if own.key in accepted:
                places[place] += 1
            elif not line.typed or places or (KNOWN.fullmatch(own.key) and not _is_label(own.key)):
                # The head of a record is often the first rows of its table.
                once.append((own.key, place))
    return frozenset(key for key, place in once if places[place] >= _FEW)


def _column(line: SourceLine, speaker: Span, said: int | None) -> tuple[float, float] | None:
    """Return in which columns a label and the words stand, None where they stand in none.

    Two blanks after a sentence ("Yes.  He was there.") part no columns.
    """
    numbers = {start: number for number, (start, _, _) in enumerate(line.cells)}
    label, words = numbers.get(speaker[0]), numbers.get(-1 if said is None else said)
    if label is None or words is None:
        return None
    if not line.typed:
        return round(line.cells[label][2]), round(line.cells[words][2])
    ended = line.text[speaker[1] : line.cells[label][1]].strip(" :")
    return None if ended or line.text[speaker[1] - 1] in "?!,;" else (label, words)
