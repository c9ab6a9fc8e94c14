"""From the entity head's answers to mentions: words in, character spans out.

Each label is decided on its own: neighbouring words that reach its threshold form a span, parted
where a word rather begins than continues one. Then the labels are set against each other: of two
that cross or coincide the surer stays, and one may stand inside another of a known kind of nesting.
At last, what says again what a sure mention said is looked at once more (``echoes``).
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from models.inference import echoes, lost_apostrophes, outside_names, speakers, titles_before
from models.inference.closeness import STEP, Watch, score
from models.inference.overlaps import Overlaps
from models.inference.results import Mention
from models.inference.windows import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EDGES = " \t\r\n\f\v\u00a0\u200b,;:!?\"“”\u2018'\u2019`*_|<>=~\u2022\u00b7-\u2013\u2014/\\"
_OPENING = {")": "(", "]": "["}
_DOTTED_END = re.compile(r"(?:\b[A-Za-z]\.)+$|\b(?:Ltd|Co|Inc|Jr|Snr|St|Rd)\.$", re.IGNORECASE)
# Words that no mention begins or ends with. Of some 17,000 marks in the corpus two begin with one
# in small letters ("the") and one ends so. "A fiver" and "a quarter to" begin with none of them.
_LOOSE_IN_NAMES_TEXT = "of the and or from with was were been had have that my his our their your"
_LOOSE_IN_NAMES = frozenset(_LOOSE_IN_NAMES_TEXT.split())
# These are names too: Mrs He, Mr So, To Wai Man, Le Van An.
_LOOSE_TEXT = "in on at to for by as is be has this it he she they we you but so if then her"
_LOOSE = _LOOSE_IN_NAMES | frozenset(_LOOSE_TEXT.split())
# The step of log-odds from which a mention is sure enough to be said again: a probability of 0.8.
_SURE = round(1.4 / STEP)
_PARTING = re.compile(r"\n[^\S\n]*\n|\n\s*[-\u2013\u2022*]\s|\t|\x20{3,}")
_POSSESSIVE = re.compile(r"['\u2019][sS]?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityRules:
    """How the entity head's answers are read: from model.toml.

    ``thresholds`` are log-odds a word must reach; ``nests`` are (outer, inner) pairs of labels
    that may stand one inside the other. ``echoes`` are the lower log-odds that suffice, label by
    label, where the words of a sure mention are said again.
    """

    labels: tuple[str, ...]
    thresholds: Mapping[str, float]
    nests: frozenset[tuple[str, str]]
    echoes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    label: str
    start: int
    end: int
    step: int


def decode(
    text: str,
    tokens: Tokens,
    logits: "NDArray[np.float32]",
    rules: EntityRules,
    watch: Watch,
    model: str,
) -> list[Mention]:
    """Return the mentions that the entity head marks, sorted by start, longest first.

    Args:
        text: the passage's text.
        tokens: its tokens.
        logits: the head's answers, (tokens, labels, 3): outside, begins, inside.
        rules: labels, thresholds and permitted nestings.
        watch: notes whether a decision was too close to call.
        model: the model's name, for the explanation.
    """
    if not len(tokens):
        return []
    words = np.asarray(tokens.words)
    firsts = np.flatnonzero(np.diff(words, prepend=-1))
    places = [
        (tokens.starts[first], tokens.ends[last - 1])
        for first, last in pairwise([*firsts.tolist(), len(words)])
    ]
    answers = logits.astype(np.float64)
    odds = np.logaddexp(answers[:, :, 1], answers[:, :, 2]) - answers[:, :, 0]
    # A word is in a span or not as a whole, but only its first piece can begin one.
    inside = np.add.reduceat(odds, firsts, axis=0) / np.diff(firsts, append=len(words))[:, None]
    begins = (answers[:, :, 1] - answers[:, :, 2])[firsts]
    parted = _parted(text, places)
    found: list[_Found] = []
    for column, label in enumerate(rules.labels):
        threshold = rules.thresholds[label]
        for first, last in _runs(inside[:, column], begins[:, column], threshold, parted, watch):
            place = _tidied(text, label, places[first][0], places[last - 1][1])
            if place:
                step = watch.step(_mean(inside[first:last, column]))
                found.append(_Found(label, *place, step))
    settled = _unpossessed(text, _settled(found, rules))
    again = set(_said_again(text, places, inside, settled, rules, watch))
    order = {label: number for number, label in enumerate(rules.labels)}
    return [
        Mention(
            label=one.label,
            start=one.start,
            end=one.end,
            source="model",
            confidence=score(one.step),
            explanation=f"Marked by the model {model}, score {score(one.step):.3f}"
            + (", as it says again what is marked elsewhere." if one in again else "."),
        )
        for one in sorted([*settled, *again], key=lambda f: (f.start, -f.end, order[f.label]))
    ]


def _said_again(
    text: str,
    places: Sequence[tuple[int, int]],
    inside: "NDArray[np.float64]",
    settled: Sequence[_Found],
    rules: EntityRules,
    watch: Watch,
) -> list[_Found]:
    """Return what a sure mention's words, said again, show where the first look let it pass."""
    sure = [
        (one.label, one.start, one.end)
        for one in settled
        if one.label in rules.echoes and one.step >= _SURE
    ]
    again = []
    for echo in echoes.said_again(text, places, sure, [(one.start, one.end) for one in settled]):
        column = rules.labels.index(echo.label)
        likely = _mean(inside[echo.first : echo.last, column])
        if watch.above(likely, rules.echoes[echo.label]):
            start, end = places[echo.first][0], places[echo.last - 1][1]
            again.append(_Found(echo.label, start, end, watch.step(likely)))
    if "PERSON" in rules.echoes:
        again += _speaking(text, places, inside, sure, [*settled, *again], rules, watch)
    return again


def _speaking(
    text: str,
    places: Sequence[tuple[int, int]],
    inside: "NDArray[np.float64]",
    sure: Sequence[tuple[str, int, int]],
    marked: Sequence[_Found],
    rules: EntityRules,
    watch: Watch,
) -> list[_Found]:
    """Return the labels before speech that name somebody, whatever the model makes of them."""
    named = [text[start:end] for label, start, end in sure if label == "PERSON"]
    taken = Overlaps(sorted((one.start, one.end) for one in marked))
    column = rules.labels.index("PERSON")
    starts, ends = [start for start, _ in places], [end for _, end in places]
    found = []
    for start, end in speakers.labels(text, named):
        first, last = bisect_left(starts, start), bisect_right(ends, end)
        if first < last and not taken.any(start, end):
            likely = _mean(inside[first:last, column])
            found.append(_Found("PERSON", start, end, watch.step(likely)))
    return found


def _parted(text: str, places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the words that a blank line, a list's next mark or a cell's gap part from the last.

    Nothing that is named goes on beyond either: a speaker's label ends where the speech begins. Nor
    does it beyond words that were not read.
    """
    return frozenset(
        number
        for number, ((_, end), (start, _)) in enumerate(pairwise(places), start=1)
        if (start - end > 1 or (start > end and text[end] != " "))
        and (_PARTING.search(text, end, start + 2) or any(map(str.isalnum, text[end:start])))
    )


def _mean(odds: "NDArray[np.float64]") -> float:
    """Return the mean, as numpy's own but without what it looks into first."""
    return float(np.add.reduce(odds)) / len(odds)


def _runs(
    inside: "NDArray[np.float64]",
    begins: "NDArray[np.float64]",
    threshold: float,
    parted: frozenset[int],
    watch: Watch,
) -> list[tuple[int, int]]:
    """Return the runs of words (first, last + 1) that reach the threshold, parted at beginnings."""
    runs: list[tuple[int, int]] = []
    previous = -2
    for index in np.flatnonzero(inside > threshold - 1).tolist():
        if not watch.above(float(inside[index]), threshold):
            continue
        follows = runs and previous == index - 1 and index not in parted
        if follows and not watch.above(float(begins[index]), 0.0):
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
        previous = index
    return runs


def _tidied(text: str, label: str, start: int, end: int) -> tuple[int, int] | None:
    """Trim what belongs to the sentence rather than the name; None if nothing is left."""
    start, end = outside_names.without_labels(text, label, *_without_edges(text, start, end))
    loose = _LOOSE_IN_NAMES if label == "PERSON" else _LOOSE
    while words := text[start:end].split():
        # Where all is in capitals ("KIND OF"), capitals tell nothing.
        last = words[-1].lower() if text[start:end].isupper() else words[-1]
        # "Quarter to" is a time, cut short by who wrote it down.
        if last in loose and (last != "to" or label != "TIME"):
            end = text.rindex(words[-1], start, end)
        elif words[0] in loose:
            start = text.index(words[0], start, end) + len(words[0])
        else:
            break
        start, end = _without_edges(text, start, end)
    if label in {"PERSON", "LOCATION", "ORG"} and start < end:
        if label == "PERSON":
            end -= len(match[0]) if (match := _POSSESSIVE.search(text, start, end)) else 0
            start = titles_before.with_title(text, start)
        opened = text[start]
        if opened in "([" and (")" if opened == "(" else "]") not in text[start:end]:
            start += 1
    # An accent that is written as a sign of its own belongs to the letter before it.
    while end < len(text) and start < end and unicodedata.combining(text[end]):
        end += 1
    if not any(map(str.isalnum, text[start:end])):
        return None
    return None if outside_names.is_none(text, label, start, end) else (start, end)


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in _EDGES or text[start] in ".)]"):
        start += 1
    while start < end and not text[end - 1].isalnum() and _loose_end(text[start:end]):
        end -= 1
    return start, end


def _loose_end(surface: str) -> bool:
    """Whether the last character belongs to the sentence: a mark, or a bracket left alone."""
    last = surface[-1]
    if last in _OPENING:
        return surface.count(last) > surface.count(_OPENING[last])
    return last in _EDGES or last in "([" or (last == "." and not _DOTTED_END.search(surface))


def _settled(found: Sequence[_Found], rules: EntityRules) -> list[_Found]:
    """Set the spans against each other, the surest first."""
    order = {label: number for number, label in enumerate(rules.labels)}
    kept: list[_Found] = []
    for group in _touching(found):
        stands: list[_Found] = []
        for one in sorted(group, key=lambda f: (-f.step, f.start - f.end, f.start, order[f.label])):
            others = [other for other in stands if other.start < one.end and one.start < other.end]
            if all(_may_nest(one, other, rules) for other in others) and (
                len(others) <= 1 or _holds_all(one, others)
            ):
                stands.append(one)
        kept += stands
    return sorted(kept, key=lambda f: (f.start, -f.end, order[f.label]))


def _unpossessed(text: str, settled: Sequence[_Found]) -> list[_Found]:
    """Return the spans, people's names without an "s" whose apostrophe was never typed."""
    people = [(one.start, one.end) for one in settled if one.label == "PERSON"]
    ends = dict(lost_apostrophes.without(text, people))
    return [replace(one, end=ends[one.start]) if one.label == "PERSON" else one for one in settled]


def _touching(found: Sequence[_Found]) -> list[list[_Found]]:
    """Return the spans in groups of which none reaches into another: most stand alone."""
    groups: list[list[_Found]] = []
    reach = 0
    for one in sorted(found, key=lambda f: f.start):
        if groups and one.start < reach:
            groups[-1].append(one)
        else:
            groups.append([one])
        reach = max(reach, one.end)
    return groups


def _may_nest(one: _Found, other: _Found, rules: EntityRules) -> bool:
    outer, inner = (one, other) if one.end - one.start > other.end - other.start else (other, one)
    within = outer.start <= inner.start and inner.end <= outer.end
    longer = outer.end - outer.start > inner.end - inner.start
    return within and longer and (outer.label, inner.label) in rules.nests


def _holds_all(one: _Found, others: Sequence[_Found]) -> bool:
    """Whether ``one`` is around all of ``others``, none of which is around another."""
    around = all(one.start <= other.start and other.end <= one.end for other in others)
    ordered = sorted(others, key=lambda f: f.start)
    return around and all(left.end <= right.start for left, right in pairwise(ordered))
