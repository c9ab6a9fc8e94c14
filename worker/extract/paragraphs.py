"""Where a paragraph ends, and how a word broken at a line end is put together again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from worker.extract import letter_size
from worker.extract.layout import Line

_ENDS_SENTENCE = re.compile(r"[.?!:;\u2026][\"'\u201d\u2019)\]]*$")
_MARKER = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|[\u2022\u25aa\u25cf\u25e6\u00b7*\u2013-])$"
)
_HYPHENS = "-\u2010\u2011\u00ad"
_BROKEN = re.compile(rf"(?P<head>[^\W\d_]+)[{_HYPHENS}]$")
_ATTACHED = re.compile(rf"[^\W_][{_HYPHENS}]$")
_TAIL = re.compile(r"^[^\W\d_]+")
_SUSPENDED = frozenset({"and", "or", "to", "nor"})
# Words that make compounds far oftener than they are the first half of a broken word.
_KEEPS_HYPHEN = frozenset(
    {
        "self", "ex", "non", "half", "well", "mid", "cross", "all",
        "high", "low", "left", "right", "post", "pre", "anti", "semi",
        "co", "multi", "short", "long", "hard", "soft", "ill", "single",
        "double", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "eleven", "twelve", "twenty", "thirty", "forty", "fifty",
        "sixty", "seventy", "eighty", "ninety", "first", "second", "third", "dark",
        "light", "pale", "bright", "deep", "heavy", "clean", "grey", "blue",
        "black", "white", "brown", "green", "front", "back", "rear", "full",
        "quarter", "middle", "great", "mother", "father", "sister", "brother", "daughter",
    }
)  # fmt: skip
_ENDINGS = frozenset(
    {
        "er", "ers", "est", "ly", "ness", "en", "ened", "ening",
        "ing", "ings", "ed", "ish", "ward", "wards", "ary", "ner",
        "ners", "ful", "less",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """How a column of a page is set: line to line distance, left and right edges, in points."""

    leading: float
    left: float
    right: float
    page: int = 0


def measure(lines: Sequence[Line], page: int = 0) -> Measure:
    """Take the measure of the lines of a page, or of a column of it."""
    pitches = sorted(
        pitch
        for above, below in pairwise(lines)
        if (pitch := below.bottom - above.bottom) > 0.6 * below.size
    )
    # The gaps between paragraphs are the wider ones; a third of the gaps are surely not among them.
    leading = quantiles(pitches, n=10)[2] if len(pitches) > 1 else 1.4 * lines[0].size
    lefts = [round(line.x0) for line in lines]
    left = max(set(lefts), key=lambda x: (lefts.count(x), -x))
    right = max(line.x1 for line in lines)
    return Measure(leading=leading, left=float(left), right=right, page=page)


def starts_paragraph(above: Line, below: Line, first: Measure, second: Measure) -> bool:
    """Return whether ``below`` opens a paragraph.

    ``first`` and ``second`` are the measures of their columns: two different ones from the foot of
    one page or column to the top of the next, where only words and margins can tell.
    """
    ended = bool(_ENDS_SENTENCE.search(above.text))
    # Nothing ends in a hyphen that stands against its word: a name, a number or a word goes on.
    runs_on = bool(_ATTACHED.search(above.text)) or (not ended and below.text[:1].islower())
    shouted = not ended and above.text.isupper() and below.text.isupper()
    if first is second:
        pitch = below.bottom - above.bottom
        if pitch <= 0 or pitch > 3 * first.leading:
            return True
        if not runs_on and (
            pitch > 1.3 * first.leading + 1 or not letter_size.are_alike(above, below)
        ):
            return True
    if runs_on:
        return False
    if (
        first is not second
        and first.page == second.page
        and below.top >= above.bottom
        and not _goes_on_below(above, below, first)
    ):
        # From a heading down into a column, or out of the columns again.
        return True
    room = first.right - above.x1
    if shouted and first is not second:
        # A page of capitals ends anywhere in a sentence; only an early end of the line tells.
        return room > 0.5 * (first.right - first.left)
    fits = room > below.words[0].x1 - below.words[0].x0 + 1.8 * above.size
    if ended:
        return fits or _is_marked(below) or _is_indented(above, below, first, second)
    return room > 0.35 * (first.right - first.left) and fits


def _goes_on_below(above: Line, below: Line, first: Measure) -> bool:
    """Whether a line stands below another as lines of one paragraph do.

    Prose is narrower where something stands beside it, and has another measure there.
    """
    return (
        below.bottom - above.bottom <= 1.3 * first.leading + 1
        and letter_size.are_alike(above, below)
        and abs(above.x0 - below.x0) < 0.5 * above.size
    )


def _is_marked(line: Line) -> bool:
    return len(line.words) > 1 and bool(_MARKER.match(line.words[0].text))


def _is_indented(above: Line, below: Line, first: Measure, second: Measure) -> bool:
    if _is_marked(above) and abs(below.x0 - above.words[1].x0) < below.size:
        return False
    into = below.x0 - second.left
    return into > 0.8 * below.size and above.x0 - first.left < 0.5 * above.size


def joint(above: str, below: str, vocabulary: frozenset[str]) -> tuple[bool, str]:
    """Return how two lines of a paragraph are joined: whether to drop ``above``'s last character,
    a hyphen that only marks a broken word, and what to put between them.

    ``vocabulary`` holds the document's own words in lower case: they decide first.
    """
    last, first = above.rsplit(None, 1)[-1], below.split(None, 1)[0]
    if last.endswith("\u2014") and len(last) > 1:
        return False, ""
    if not _ATTACHED.search(last) or first.casefold() in _SUSPENDED:
        return False, " "
    broken, tail = _BROKEN.search(last), _TAIL.match(first)
    if broken is None or tail is None:
        return False, ""
    if above.isupper() and below.isupper():
        # In an account all in capitals nothing but the words can tell.
        last, tail_word = last.casefold(), tail[0].casefold()
        shouted = _BROKEN.search(last)
        if shouted is not None:
            return _is_broken_word(shouted, last, tail_word, vocabulary), ""
    return _is_broken_word(broken, last, tail[0], vocabulary), ""


def _is_broken_word(
    broken: re.Match[str], last: str, tail: str, vocabulary: frozenset[str]
) -> bool:
    head = broken["head"]
    whole = (head + tail).casefold()
    # With its first letter alone before the hyphen ("T-shirt") it is a compound.
    if last.endswith("\u00ad") and tail[0].islower():
        return True
    if f"{head}-{tail}".casefold() in vocabulary or len(head) < 2 or len(tail) < 2:
        return False
    if whole in vocabulary:
        return True
    if not tail[0].islower() or "-" in last[: broken.start()]:
        return False
    return head.casefold() not in _KEEPS_HYPHEN or tail in _ENDINGS
