"""Records of interview (ROTI, ROVI, MG15): who speaks on which line, and where the words begin.

They come as tables of counter, speaker and words, as paragraphs that open with a name and a colon,
and as questions and answers.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.inference.speaker_roles import ROLE
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.speakers import (
    COUNTER,
    KNOWN,
    MAY_OPEN,
    Opening,
    SourceLine,
    Span,
    Told,
    accepted_in,
    counter_of,
    in_column,
    may_open,
    opening_of,
)
from worker.extract.forms.wrapped_labels import broken_in

_TITLE_LINES = 14
_CALL_TITLE = re.compile(
    r"\btranscript(?:ion)?\b|\b(?:record|recording|log)\s+of\s+(?:an?\s+|the\s+)?"
    r"(?:(?:999|101|112|emergency|tele)[\s-]*)?(?:phone\s+)?call\b|"
    r"\b(?:999|101|112|emergency)\s+call\b",
    re.IGNORECASE,
)
"""What heads the written record of a call or recording. A statement may also name one."""
_TITLE_WORDS = 12
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y)\b")
_BEGINS = re.compile(
    rf"(?:\d{{1,4}}[.)]?\s+)?(?:{COUNTER.pattern}\s+)?(?:{ROLE}|[QA]\s?\d{{0,3}}[.:)])"
    r"(?=[\s:])",
    re.IGNORECASE,
)
_EDGE = 4
_HEADER = frozenset(
    {
        "time", "times", "counter", "tape", "person", "speaking", "speaker", "text", "record",
        "dialogue", "name", "interview", "initials", "transcript", "spoken", "words", "of", "no",
        "mins", "recorded", "disc", "speech", "row", "line", "content", "conversation", "who",
        "said", "hh", "mm", "ss",
    }
)  # fmt: skip
_HEAD_RUN = 3
_FEW, _SEVERAL, _MANY = 2, 4, 6
_SHARE = 0.25


def may_be(pages: Sequence[Sequence[str]], *, is_form: bool) -> bool:
    """Return whether it is worth a closer look if these pages are a record of interview."""
    lines = [line for page in pages for line in page]
    if any(map(_is_title, lines[:_TITLE_LINES])):
        return True
    if is_form:
        return False
    if any(map(_heads_call, lines[:_TITLE_LINES])):
        return True
    if sum(":" in line[:44] or line[:1] in MAY_OPEN for line in lines) >= _MANY:
        return True
    return sum(_BEGINS.match(line) is not None for line in lines) >= _SEVERAL


def is_record(pages: Sequence[Sequence[SourceLine]], *, is_form: bool) -> bool:
    """Return whether these pages are a record of interview."""
    lines = [line for page in pages for line in page]
    titled = any(map(_is_title, (line.text for line in lines[:_TITLE_LINES])))
    if is_form and not titled:
        return False
    if not titled and sum(map(may_open, lines)) <= _FEW:
        return False
    opened = [[_opening(line) for line in page] for page in pages]
    openings = [found for page in opened for found in page if found]
    accepted = accepted_in(openings)
    turns = [who for who in openings if who.key in accepted]
    if titled:
        asked = frozenset[str]().union(
            *(form_labels.read_interview(line.text).names() for line in lines[:40])
        )
        named = sum(who.named for who in openings)
        return max(len(turns), named, len(asked - {"other", "signed"})) >= _FEW
    accepted |= in_column(pages, opened, accepted)
    turns = [who for who in openings if who.key in accepted]
    known = sum(KNOWN.fullmatch(key) is not None for key in accepted)
    if not known or len(accepted) < _FEW or len(turns) < _SHARE * len(lines):
        return False
    flat = [who for page in opened for who in page]
    if _is_quoted(lines, flat, accepted):
        return False
    if len(turns) < _MANY and _runs_into_account(lines, flat, accepted):
        return False
    if any(map(_heads_call, (line.text for line in lines[:_TITLE_LINES]))):
        return len(turns) > _FEW
    said = _said_in(lines, flat, accepted)
    if len(turns) >= _MANY:
        # In a list of people there are names behind the labels, and nobody says anything.
        return any(map(_is_sentence, said))
    # Where each label says what somebody does, fewer will do that ask and answer.
    in_turn = known == len(accepted) < len(turns) and any("?" in words for words in said)
    told = sum(words.endswith((".", "?", "!")) or _is_sentence(words) for words in said)
    return len(turns) >= _SEVERAL and in_turn and told > len(said) // 2


def _said_in(
    lines: Sequence[SourceLine], opened: Sequence[Opening | None], accepted: frozenset[str]
) -> list[str]:
    """Return the words of each turn's first line, or of the line below a label alone."""
    said = []
    for at, who in enumerate(opened):
        if who is None or who.key not in accepted:
            continue
        words = "" if who.told.said is None else lines[at].text[who.told.said :]
        below = lines[at + 1].text if at + 1 < len(lines) and not opened[at + 1] else ""
        said.append((words or below).rstrip())
    return said


def _is_sentence(words: str) -> bool:
    return "?" in words or form_lines.is_prose(words) or form_lines.speaks(words)


def _runs_into_account(
    lines: Sequence[SourceLine], opened: Sequence[Opening | None], accepted: frozenset[str]
) -> bool:
    """Whether somebody's account stands below the last turn, parted from it by an empty line."""
    last = max(at for at, who in enumerate(opened) if who and who.key in accepted)
    apart = next((at for at in range(last + 1, len(lines)) if lines[at].apart), len(lines))
    return any(
        form_lines.is_prose(line.text) and _FIRST_PERSON.search(line.text) for line in lines[apart:]
    )


def _is_quoted(
    lines: Sequence[SourceLine], opened: Sequence[Opening | None], accepted: frozenset[str]
) -> bool:
    """Whether the turns are quoted in somebody's account, which begins before them."""
    before = next(at for at, who in enumerate(opened) if who and who.key in accepted)
    return any(
        form_lines.is_title(line.text)
        or (form_lines.is_prose(line.text) and _FIRST_PERSON.search(line.text))
        for line in lines[:before]
    )


def _heads_call(line: str) -> bool:
    """Whether a line heads the written record of a call or of a camera's recording."""
    short = len(line.split()) <= _TITLE_WORDS and not line.rstrip().endswith((".", ",", ";"))
    return short and _CALL_TITLE.search(line) is not None


def _is_title(line: str) -> bool:
    if len(line) > 110:
        return False
    marked = form_labels.printed(line)
    return marked.has("interview") and len(marked.tokens) <= 14 and not line.rstrip().endswith(".")


def lay_out(
    pages: Sequence[Sequence[SourceLine]], repeated: Sequence[frozenset[int]]
) -> list[list[Told]]:
    """Say of every line of a record of interview what it is."""
    openings = [[_opening(line) for line in page] for page in pages]
    accepted = accepted_in([each for page in openings for each in page if each])
    accepted |= in_column(pages, openings, accepted)
    rests = broken_in(pages, openings, accepted)
    laid: list[list[Told]] = []
    begun = False
    for page, found, again, rest_at in zip(pages, openings, repeated, rests, strict=True):
        told: list[Told] = []
        for at, line in enumerate(page):
            own = found[at]
            if at in rest_at and told[-1].part == "turn":
                told.append(_broken(line, rest_at[at]))
                continue
            turn = own if own and (own.key in accepted or (begun and own.named)) else None
            if turn and (_is_of_form(line.text) or (not begun and _heads(page, at))):
                turn = None
            edge = at < _EDGE or at >= len(page) - _EDGE
            if turn and at not in again:
                told.append(turn.told)
                begun = True
            elif (
                at in again
                or (begun and _is_table_header(line.text))
                or (edge and (begun or laid) and _is_band(line.text))
            ):
                told.append(Told("band"))
            elif not begun and _is_head(line):
                told.append(Told("head"))
            else:
                begun = begun or not accepted
                told.append(_more(line) if begun else Told("head"))
        laid.append(told)
    return _with_foot(pages, laid)


def _broken(line: SourceLine, rest: Span) -> Told:
    """Return what a line is that holds the rest of the label above it."""
    said = next((start for start, _, _ in line.cells if start >= rest[1]), None)
    return Told("more", said, speaker=rest)


def _opening(line: SourceLine) -> Opening | None:
    return None if _is_table_header(line.text) else opening_of(line)


def _heads(page: Sequence[SourceLine], at: int) -> bool:
    """Whether a line gives who was there, among others of the head, before anybody speaks."""
    if not form_labels.read_interview(page[at].text).marks:
        return False
    return any(_is_of_form(line.text) for line in page[at + 1 : at + 1 + _HEAD_RUN])


def _is_of_form(line: str) -> bool:
    marked = form_labels.read_interview(line)
    return any(
        mark.name not in {"interviewers", "others_present", "person_interviewed"}
        and form_labels.opens(marked.text, mark)
        and form_labels.stands_alone(marked.text, mark)
        for mark in marked.marks
    )


def _is_band(line: str) -> bool:
    return form_lines.is_band(line) or _is_table_header(line) or _is_title(line)


def _is_table_header(line: str) -> bool:
    words = form_labels.read(line).words - {""}
    return 1 < len(words) <= 9 and words <= _HEADER


def _is_head(line: SourceLine) -> bool:
    marked = form_labels.read_interview(line.text)
    if marked.marks or form_lines.is_form_line(line.text) or _is_band(line.text):
        return True
    return not form_lines.is_prose(line.text)


def _more(line: SourceLine) -> Told:
    """Return what a line is on which nobody new begins to speak."""
    text = line.text.strip()
    if text[:1] in "([" and text[-1:] in ")]" and not COUNTER.fullmatch(text):
        return Told("aside")
    counter, at = counter_of(line)
    cell = next((b for a, b, _ in line.cells if a == 0), 0)
    if counter and (at >= len(line.text) or cell <= at):
        return Told("more", at if at < len(line.text) else None, counter)
    return Told("more", 0)


def _with_foot(pages: Sequence[Sequence[SourceLine]], laid: list[list[Told]]) -> list[list[Told]]:
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
    if form_lines.is_closing(line) or form_lines.is_band(line):
        return True
    marked = form_labels.read_interview(line)
    return len(line.split()) <= 14 and any(
        form_labels.opens(marked.text, mark) for mark in marked.marks
    )
