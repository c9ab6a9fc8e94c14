"""Where sentences begin and end in a witness's account, by rule.

Statements come hard-wrapped, in CAPITALS, numbered, without a space after the full stop or as one
breathless run. A blank line always ends a sentence; a single line end does so only before a list
item or question, or where the line was plainly left short. Quoted speech stays in one piece.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.inference.results import Span

# A longer run-on may be parted at its semicolons.
MOST_WORDS = 120
_LONGEST_QUOTATION = 600  # characters; beyond this the closing mark was probably forgotten
_SHORTEST_WRAP = 50  # characters; below this a text's lines say nothing about its width

_NEVER_ENDS_TEXT = """
mr mrs ms mx dr prof sgt insp supt det cllr rev revd hon capt lt lieut cpl pte gen messrs mme e.g
i.e eg ie cf viz approx vs tel ref para fig dept est
"""
_NEVER_ENDS = frozenset(_NEVER_ENDS_TEXT.split())
# These end a sentence only when a new one plainly starts.
_SELDOM_ENDS_TEXT = """
st rd ave ln gdns cres ltd co inc plc bros jr snr jnr esq etc a.m p.m am pm hrs no nos col maj
b.sc m.d u.k u.s d.o.b
"""
_SELDOM_ENDS = frozenset(_SELDOM_ENDS_TEXT.split())
_BEFORE_NUMBERS_TEXT = """
no nos jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
sun p pp vol sec s flat apt ext num
"""
_BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS_TEXT.split())
_STARTERS_TEXT = """
i he she they we it the this that there these those my his her their our on at when then after
before as in if so but and a an once during upon while later however due following from to you
your both one two no yes what who why where how im i'm i'd i've i'll he'd she'd nobody someone
nothing another other all
"""
_STARTERS = frozenset(_STARTERS_TEXT.split())
_CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|june|july|august|"
    r"(?:septem|octo|novem|decem)ber",
    re.IGNORECASE,
)
_END = re.compile(r"(?P<mark>\.{2,}|…|[.!?]+)(?P<close>[\"”\u2019')\]]*)(?P<gap>\s+|$)")
_JOINED_END = re.compile(r"(?<=[a-z]{2})[.!?](?=(?:I\b|[A-Z][a-z]+\b)(?![\w]*\.\w))")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n\s*)+|[\f\v\u2029]")
_ITEM = re.compile(
    r"\(?\d{1,3}[.)](?:\s|$)|\([a-z]{1,3}\)\s|[-\u2022*\u00b7\u2013\u2014]\s|[QA][.:)]\s|[QA]\d*[.:]"
)
_ITEM_MARK = re.compile(r"(?:\d{1,3}|[QA])\.")
_LAST_WORD = re.compile(r"[^\s\"“”\u2018(\[]+$")
_NEXT_WORD = re.compile(r"[\"“\u2018'(\[]*([^\s,.;:!?\"”\u2019)\]]+(?:['\u2019][a-z]+)?)")
_LEFT_OPEN = re.compile(
    r"(?:\b(?:the|a|an|of|to|and|or|in|at|on|with|by|for|from|my|his|her|was|is|were|that|as|mr|mrs|"
    r"ms|dr|pc|dc|ps|ds|no)|,|-)$",
    re.IGNORECASE,
)


def split(text: str, narrative: Sequence[Span]) -> list[Span]:
    """Return the sentences of ``text`` inside ``narrative``, in order, without edge whitespace.

    Offsets count code points. Narrative spans with only whitespace between them are read as one, so
    that a sentence may run over a page end. Pieces without a letter or digit are left out.
    """
    found: list[Span] = []
    width = _wrap_width(text)
    for start, end in _joined(text, narrative):
        cuts = _cuts(text, start, end, width)
        for left, right in pairwise([start, *cuts, end]):
            sentence = _trimmed(text, left, right)
            if sentence:
                found.extend(_parted(text, *sentence))
    return found


def words(text: str) -> int:
    """Count words: runs without whitespace that hold a letter or digit."""
    return sum(1 for run in text.split() if any(map(str.isalnum, run)))


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


def _cuts(text: str, start: int, end: int, width: int) -> list[int]:
    """Return the offsets inside the span where a new sentence begins, in order."""
    quoted = _quotations(text, start, end)
    cuts = set()
    for match in _BLANK_LINE.finditer(text, start, end):
        cuts.add(match.end())
    for match in _END.finditer(text, start, end):
        within = match.end() >= end or _inside(match.start(), match.end(), quoted)
        if not within and _ends(text, start, match):
            cuts.add(match.end())
    for match in _JOINED_END.finditer(text, start, end):
        if not _inside(match.start(), match.end(), quoted) and not _address(text, match.start()):
            cuts.add(match.end())
    for place in _line_ends(text, start, end):
        if not _inside(place, place + 1, quoted) and _new_line_begins(
            text, start, place, end, width
        ):
            cuts.add(place + 1)
    return sorted(cut for cut in cuts if start < cut < end)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence ends at this mark."""
    following = _NEXT_WORD.match(text, match.end())
    new = following[1] if following else ""
    first = text[match.end()]
    lower = bool(new) and new[0].islower()
    mark, closed = match["mark"], match["close"]
    if lower and (closed or mark != "." or text[match.end()] in "([-\u2013"):
        return False
    if mark != ".":
        return True
    before = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
    word = (before[0] if before else "").lower()
    if _opens_item(text, start, match.start()):
        return False
    if word in _NEVER_ENDS:
        return False
    starts_anew = new.lower() in _STARTERS and not lower
    if word in _BEFORE_NUMBERS and first.isdigit():
        return False
    if word in _SELDOM_ENDS:
        if word in {"a.m", "p.m", "am", "pm", "hrs", "etc"}:
            return not lower and not _CALENDAR.match(text, match.end()) and first not in "(,-"
        return starts_anew or (
            word in {"no", "nos", "col", "maj"} and not first.isdigit() and not lower
        )
    if len(word) == 1 and word.isalpha() and before and before[0].isupper():
        # An initial, unless what follows can only open a sentence ("Exhibit A. I then").
        return starts_anew
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return starts_anew
    return True


def _opens_item(text: str, start: int, stop: int) -> bool:
    """Whether the mark at ``stop`` belongs to "1." or "Q." at the beginning of a line."""
    line = max(text.rfind("\n", start, stop) + 1, start)
    return bool(_ITEM_MARK.fullmatch(text[line : stop + 1].strip()))


def _address(text: str, place: int) -> bool:
    """Whether the mark stands inside a web or mail address."""
    left = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    right = re.compile(r"\s|$").search(text, place)
    run = text[left : right.start() if right else len(text)]
    return any(sign in run for sign in ("@", "/", "www.", "://", "_"))


def _line_ends(text: str, start: int, end: int) -> Iterable[int]:
    place = text.find("\n", start, end)
    while place >= 0:
        yield place
        place = text.find("\n", place + 1, end)


def _new_line_begins(text: str, start: int, place: int, end: int, width: int) -> bool:
    """Whether the line after the line end at ``place`` begins a new sentence."""
    following = place + 1
    while following < end and text[following] in " \t":
        following += 1
    if following >= end:
        return False
    if _ITEM.match(text, following, end):
        line = text[max(text.rfind("\n", start, place) + 1, start) : place].rstrip()
        # A figure or dash may also open a wrapped line in mid-sentence: "at about\n3. ..." cannot.
        return not _LEFT_OPEN.search(line) or not line
    if width < _SHORTEST_WRAP:
        return False
    line = text[max(text.rfind("\n", start, place) + 1, start) : place].rstrip()
    new = _NEXT_WORD.match(text, following)
    if not line or not new or not (new[1][0].isupper() or new[1][0].isdigit()):
        return False
    left_short = len(line) + 1 + len(new[1]) < 0.7 * width
    return left_short and not _LEFT_OPEN.search(line)


def _wrap_width(text: str) -> int:
    """Return the width to which the lines were wrapped: the ninth decile of their lengths."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    return lengths[len(lengths) * 9 // 10] if len(lengths) > 3 else 0


def _quotations(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of quoted speech, marks included; a paragraph with an odd mark has none."""
    spans: list[Span] = []
    edges = [start, *(match.end() for match in _BLANK_LINE.finditer(text, start, end)), end]
    for left, right in pairwise(edges):
        straight = [match.start() for match in re.finditer('"', text[left:right])]
        if len(straight) % 2 == 0:
            pairs = zip(straight[::2], straight[1::2], strict=True)
            spans.extend((left + first, left + last) for first, last in pairs)
        spans.extend(
            (left + match.start(), left + match.end() - 1)
            for match in re.finditer(
                r"“[^”“]*”|\u2018[^\u2018]*?[.,!?]\u2019(?=\s|$)", text[left:right]
            )
        )
    return sorted(span for span in spans if span[1] - span[0] <= _LONGEST_QUOTATION)


def _inside(start: int, end: int, quoted: list[Span]) -> bool:
    """Whether a mark ends before its quotation does."""
    return any(left < start and end <= right for left, right in quoted)


def _parted(text: str, start: int, end: int) -> list[Span]:
    """Part a run-on at semicolons outside quotations; anything else stays whole."""
    if words(text[start:end]) <= MOST_WORDS:
        return [(start, end)]
    quoted = _quotations(text, start, end)
    cuts = [
        match.end()
        for match in re.finditer(r";\s+", text[start:end])
        if not _inside(start + match.start(), start + match.end(), quoted)
    ]
    pieces = [
        _trimmed(text, left, right)
        for left, right in pairwise([start, *(start + cut for cut in cuts), end])
    ]
    return [piece for piece in pieces if piece]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(map(str.isalnum, text[start:end])) else None
