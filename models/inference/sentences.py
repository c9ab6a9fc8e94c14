"""Where sentences begin and end in a witness's account, by rule.

Statements come hard-wrapped, in CAPITALS, numbered, without a space after the full stop or as one
breathless run. A blank line ends a sentence unless the words plainly go on after it; a single line
end does so only before a list item or question, or where the line was plainly left short. Quoted
speech stays in one piece. No character is left out but whitespace.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from models.inference.quotations import quotations
from models.inference.results import Span
from models.inference.run_ons import parted
from models.inference.sentence_ends import NEXT_WORD, ends
from models.inference.speaker_roles import ROLE
from models.inference.surfaces import trimmed

_SHORTEST_WRAP = 50  # characters; below this a text's lines say nothing about its width
_LONGEST_WRAP = 110  # characters; beyond this a line is a paragraph
_LONGEST_LINE = 400  # characters of a line that are looked at

# Each of these begins with what it looks for: the engine then skips whatever cannot be a place.
# A long run of stops that ends nothing is passed over whole, or it would be tried at each of them.
_END = re.compile(
    r"(?P<mark>[.!?…](?:(?<!…)[.!?]+)?)(?P<close>[\"”\u2019')\]»]*)(?P<gap>\s+|$)|[.!?]{64,}+"
)
_OPENERS = "I|He|She|We|They|It|The|Then|There|This|My|His|Her|On|At|When|After|As|In|A"
_JOINED_END = re.compile(
    r"[.!?](?:(?<=[a-z]{2}.)(?=(?:I\b|[A-Z][a-z]+\b)(?![\w]*\.\w))|"
    rf"(?<=\d\.)(?=(?:{_OPENERS})\b(?![./@]))|"
    rf"(?<=[A-Z]{{3}}.)(?=(?:{_OPENERS.upper()})\s))"
)
_BLANK_LINE = re.compile(r"[\n\f\v\u2029](?:(?<!\n)|[^\S\n]*+\n)\s*+")
# A line end before an empty line can begin nothing: the blank line decides.
_LINE_END = re.compile(r"\n(?![^\S\n]*\n)")
_NUMBER_MARK = re.compile(r"\(?(\d{1,3})[.)](?:\s|$)")
_EXHIBIT = r"[A-Z]{2,4}[/.-]?\d{1,3}\b\s*[-\u2013:,)(=]"
_SPEAKER = rf"(?:[A-Z][A-Z .'\d]{{1,30}}|Me|Him|Her|(?i:{ROLE}))"
_ITEM = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?\s+[A-Z]|\([a-z]{{1,4}}\)\s|[a-z]\)\s|"
    rf"[-\u2022*\u00b7\u2013\u2014]\s|[QA][.:)]\s|[QA]\d*[.:]|{_SPEAKER}:\s|(?i:{ROLE})(?:\t|\x20{{2,}})|"
    rf"{_EXHIBIT}"
)
_LEFT_OPEN_WORDS = (
    r"the|a|an|of|to|and|or|in|at|on|with|by|for|from|my|his|her|their|our|was|is|were|are|that|"
    r"as|mr|mrs|ms|dr|pc|dc|ps|ds|no|about|into|who|which|but|than|had|has|have|be|been|its|your"
)
_LEFT_OPEN = re.compile(rf"(?:\b(?:{_LEFT_OPEN_WORDS})|,|-)$", re.IGNORECASE)
# Nobody ends a paragraph with one of these.
_WIDE_OPEN = re.compile(
    r"\b(?:the|a|an|of|and|or|my|his|their|our|your|its|mr|mrs|ms|dr|pc|dc|ps|ds|from|at|into|than)$",
    re.IGNORECASE,
)
_GOES_ON_TEXT = """
of to and with which who whom that in on by from but or for as into over under at than until
because while where when through towards toward onto before after
"""
_GOES_ON = frozenset(_GOES_ON_TEXT.split())
_SMALL_I, _LARGE_I = (re.compile(rf"{i}(?<![\w.].)(?=\s|['\u2019][a-z])") for i in "iI")
_TERMINATED = tuple(".!?:;…")


def split(text: str, narrative: Sequence[Span]) -> list[Span]:
    """Return the sentences of ``text`` inside ``narrative``, in order, without edge whitespace.

    Offsets count code points. Narrative spans with only whitespace between them are read as one, so
    that a sentence may run over a page end. Marks without a letter or digit belong to the sentence
    beside them; a paragraph of nothing else stands by itself.
    """
    found: list[Span] = []
    width = _wrap_width(text)
    # Whoever writes "i" begins sentences with small letters, so one says nothing about going on.
    lower_case = len(_SMALL_I.findall(text)) > len(_LARGE_I.findall(text))
    for start, end in _joined(text, narrative):
        stretch = _Stretch(text, start, end, width=width, lower_case=lower_case)
        pieces = [
            part
            for left, right in pairwise([start, *stretch.cuts(), end])
            for part in parted(text, *trimmed(text, left, right))
        ]
        found.extend(_with_marks(text, [piece for piece in pieces if piece[0] < piece[1]]))
    return found


def _joined(text: str, narrative: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(narrative):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


class _Place(NamedTuple):
    """Where a sentence may end: at a blank line, a mark, a stop without space or a line end."""

    at: int
    rank: int
    match: re.Match[str]
    kind: str


# A mark decides before the line end after it does.
_PLACES = ((_BLANK_LINE, "blank"), (_END, "mark"), (_JOINED_END, "joined"), (_LINE_END, "line"))


class _Stretch:
    """A stretch of narrative that is read through once, from its beginning to its end."""

    def __init__(self, text: str, start: int, end: int, *, width: int, lower_case: bool) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._width = width
        breaks = [match.end() for match in _BLANK_LINE.finditer(text, start, end)]
        self._quoted = quotations(text, start, end, breaks)
        self._openings = [left for left, _ in self._quoted]
        self._opened_by = {right: left for left, right in self._quoted}
        self._lower_case = lower_case
        self._number = 0  # of the list item that was met last

    def cuts(self) -> list[int]:
        """Return the offsets where a new sentence begins, in order."""
        cuts = [self._start]
        for place in self._places():
            cut = self._cut(place, cuts[-1])
            if cut is not None and cuts[-1] < cut < self._end:
                cuts.append(cut)
        return cuts[1:]

    def _places(self) -> list[_Place]:
        return sorted(
            _Place(match.start(), rank, match, kind)
            for rank, (pattern, kind) in enumerate(_PLACES)
            for match in pattern.finditer(self._text, self._start, self._end)
            if kind != "mark" or match["mark"]
        )

    def _cut(self, place: _Place, begin: int) -> int | None:
        """Return where the new sentence begins if one ends at this place."""
        text, match = self._text, place.match
        if place.kind == "blank":
            over = begin >= match.start() or self._blank_line_ends(match)
            return match.end() if over else None
        if place.kind == "line":
            inside = self._inside(place.at, place.at + 1)
            return place.at + 1 if not inside and self._new_line_begins(place.at, begin) else None
        if match.end() >= self._end or self._inside(match.start(), match.end()):
            return None
        if place.kind == "joined":
            return None if _address(text, match.start()) else match.end()
        if match.start() < begin:
            return None
        return match.end() if ends(text, begin, match, self._opening(match)) else None

    def _opening(self, match: re.Match[str]) -> int | None:
        """Return where the quotation opened that closes with this mark."""
        for place in range(match.end("mark"), match.end("close")):
            if place in self._opened_by:
                return self._opened_by[place]
        return None

    def _inside(self, start: int, end: int) -> bool:
        """Whether a mark ends before its quotation does."""
        number = bisect_left(self._openings, start) - 1
        return number >= 0 and end <= self._quoted[number][1]

    def _blank_line_ends(self, match: re.Match[str]) -> bool:
        """Whether the blank line ends a sentence; not where the words plainly go on after it."""
        text = self._text
        new = NEXT_WORD.match(text, match.end(), self._end)
        line = _line_before(text, self._start, match.start())
        if not new or not line or line.endswith(_TERMINATED):
            return True
        if self._item_begins(match.end(), line):
            return True
        if not new[1][0].islower():
            return not _WIDE_OPEN.search(line)
        if self._lower_case or _WIDE_OPEN.search(line) or line.endswith(","):
            return self._lower_case and not _WIDE_OPEN.search(line)
        is_wrapped = _SHORTEST_WRAP <= self._width <= _LONGEST_WRAP
        return not (new[1] in _GOES_ON or (is_wrapped and len(line) >= 0.7 * self._width))

    def _new_line_begins(self, place: int, begin: int) -> bool:
        """Whether the line after the line end at ``place`` begins a new sentence."""
        text, following = self._text, place + 1
        while following < self._end and text[following] in " \t":
            following += 1
        line = _line_before(text, self._start, place)
        if following >= self._end or begin > place:
            return False
        if text[following] == ">":
            # A mailer's mark: no sentence is quoted over it.
            return line.lstrip().startswith(">") or not _LEFT_OPEN.search(line)
        if self._item_begins(following, line):
            return True
        if self._width < _SHORTEST_WRAP:
            return False
        new = NEXT_WORD.match(text, following)
        if not line or not new or not (new[1][0].isupper() or new[1][0].isdigit()):
            return False
        left_short = len(line) + 1 + len(new[1]) < 0.7 * self._width
        return left_short and not _LEFT_OPEN.search(line)

    def _item_begins(self, place: int, line: str) -> bool:
        """Whether a list item or a turn of speech begins here, after a line that may have ended."""
        # A figure or dash may also open a wrapped line in mid-sentence: "at about\n3. ..." cannot.
        if line and _LEFT_OPEN.search(line):
            return False
        numbered = _NUMBER_MARK.match(self._text, place, self._end)
        if numbered:
            number = int(numbered[1])
            is_next = number in {1, self._number + 1}
            if is_next or not line or line.endswith(_TERMINATED):
                self._number = number
                return True
            return False
        return _ITEM.match(self._text, place, self._end) is not None


def _line_before(text: str, start: int, place: int) -> str:
    """Return the line that ends at ``place``, as far as it matters."""
    earliest = max(start, place - _LONGEST_LINE)
    return text[max(text.rfind("\n", earliest, place) + 1, earliest) : place].rstrip()


def _address(text: str, place: int) -> bool:
    """Whether the mark stands inside a web or mail address."""
    left = re.search(r"\S*$", text[max(0, place - 80) : place])
    right = re.match(r"\S*", text[place : place + 80])
    run = (left[0] if left else "") + (right[0] if right else "")
    return any(sign in run for sign in ("@", "/", "www.", "://", "_"))


def _wrap_width(text: str) -> int:
    """Return the width to which the lines were wrapped: the ninth decile of their lengths."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    return lengths[len(lengths) * 9 // 10] if len(lengths) > 3 else 0


def _with_marks(text: str, pieces: Sequence[Span]) -> list[Span]:
    """Join marks without a letter or digit to the sentence beside them in their paragraph."""
    joined: list[Span] = []
    for start, end in pieces:
        bare = joined and not (_says(text, start, end) and _says(text, *joined[-1]))
        if bare and not _BLANK_LINE.search(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _says(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))
