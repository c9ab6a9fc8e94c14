"""Text to tokens to overlapping windows, so that a text of any length is read without a seam.

Tokens only serve the characters: each keeps the offsets (Unicode code points) that it covers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from models.inference.results import Span

# A token's type is what its letters look like and what stands before its word. The encoder is
# uncased and knows no line ends, so both reach it as features through its token type embedding.
LOWER, CAPITALISED, UPPER, OTHER = range(4)
_CASES = 4
_SPACE, _JOINED, _NEWLINE = range(3)
TOKEN_TYPES = _CASES * 3
# Where one window ends and the next begins a sentence, the next reads this much of what stands
# before it, and the first this little of what follows. Chosen on the development part.
AT_SENTENCES = 16
BEYOND_SENTENCES = 4
_STOPS = frozenset(".!?\u2026")
# Beside them those that close what was said; a sentence that has ended stays so after them.
_MARKS = _STOPS | frozenset("\"'\u2019\u201d)]\u00bb")
# A full stop after one of these, or after a single letter, ends no sentence.
_SHORTENED_TEXT = """
mr mrs ms dr prof rev sgt insp supt det st rd no nos tel ext approx eg ie etc vs
"""
_SHORTENED = frozenset(_SHORTENED_TEXT.split())


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: vocabulary ids, types below ``TOKEN_TYPES`` and character offsets.

    ``words`` numbers the word (run of letters and digits, or one mark) that each token is part of.
    ``openings`` are the tokens, in order, that most likely begin a sentence or a paragraph.
    """

    ids: Sequence[int]
    types: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[int]
    openings: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def without(self, spans: Sequence[Span]) -> "Tokens":
        """Return the tokens but those of words inside ``spans``, which are in order.

        What stands behind such a gap begins anew, as a paragraph does.
        """
        kept: list[range] = []
        at = 0
        for start, end in spans:
            first = max(at, self._word_from(bisect_left(self.starts, start)))
            last = self._word_to(bisect_right(self.ends, end))
            if first < last:
                kept, at = [*kept, range(at, first)], last
        if not kept:
            return self
        kept.append(range(at, len(self)))
        edges = list(accumulate(map(len, kept)))
        openings = {
            edge + place - run.start
            for edge, run in zip([0, *edges], kept, strict=False)
            for place in self.openings[
                bisect_left(self.openings, run.start) : bisect_left(self.openings, run.stop)
            ]
        }
        openings |= {edge for edge in edges[:-1] if edge < edges[-1]}

        def of(column: Sequence[int]) -> list[int]:
            return [value for run in kept for value in column[run.start : run.stop]]

        return Tokens(
            ids=of(self.ids),
            types=of(self.types),
            starts=of(self.starts),
            ends=of(self.ends),
            words=of(self.words),
            openings=sorted(openings - {0}),
        )

    def _word_from(self, place: int) -> int:
        """Return the first token from ``place`` on that begins a word."""
        while 0 < place < len(self) and self.words[place] == self.words[place - 1]:
            place += 1
        return place

    def _word_to(self, place: int) -> int:
        """Return the last place up to ``place`` at which a word has ended."""
        while 0 < place < len(self) and self.words[place] == self.words[place - 1]:
            place -= 1
        return place


@dataclass(frozen=True, slots=True)
class Window:
    """A run of tokens read together, and the part of it that this window answers for.

    ``first`` to ``last`` are read; ``own_first`` to ``own_last`` lie nearer to this window's middle
    than to any other's. All four index tokens; the ends are exclusive.
    """

    first: int
    last: int
    own_first: int
    own_last: int

    def __len__(self) -> int:
        return self.last - self.first


class Tokeniser:
    """Turns text into tokens by the vocabulary of one model."""

    def __init__(self, file: Path) -> None:
        """Read a ``tokenizer.json``. Raises whatever ``tokenizers`` does for one that is broken."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(file))
        # The file may carry a length limit; nothing is ever cut here.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.start_id = self._special("[CLS]")
        self.end_id = self._special("[SEP]")
        self.pad_id = self._special("[PAD]")

    def read(self, text: str) -> Tokens:
        """Return the tokens of ``text``, without the model's own start and end marks."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = encoding.offsets
        starts = [start for start, _ in offsets]
        ends = [end for _, end in offsets]
        word_of = encoding.word_ids
        firsts = [
            place for place, word in enumerate(word_of) if not place or word != word_of[place - 1]
        ]
        edges = [*firsts, len(word_of)]
        kinds, openings = _kinds(
            text, [(starts[first], ends[last - 1]) for first, last in pairwise(edges)]
        )
        pieces = np.diff(edges)
        return Tokens(
            ids=encoding.ids,
            types=np.repeat(np.asarray(kinds, np.int64), pieces).tolist(),
            starts=starts,
            ends=ends,
            words=np.repeat(np.arange(len(kinds)), pieces).tolist(),
            openings=[firsts[word] for word in openings],
        )

    def _special(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the vocabulary has no {token}")
        return int(number)


def windows(count: int, size: int, overlap: int) -> list[Window]:
    """Cover ``count`` tokens with windows of at most ``size`` that overlap by ``overlap`` or more.

    The windows are spread evenly, so none is a short remnant without context. No tokens give no
    windows. Raises ValueError when the overlap is not smaller than the window.
    """
    if not 0 <= overlap < size:
        raise ValueError("the overlap must be smaller than the window")
    if count <= 0:
        return []
    if count <= size:
        return [Window(0, count, 0, count)]
    number = -(-(count - overlap) // (size - overlap))
    room = count - size
    firsts = [round(index * room / (number - 1)) for index in range(number)]
    # Halfway through what two neighbours share, a token is equally far from both middles.
    seams = [(left + size + right) // 2 for left, right in pairwise(firsts)]
    return [
        Window(first, first + size, own_first, own_last)
        for first, own_first, own_last in zip(firsts, [0, *seams], [*seams, count], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where a window stops answering and the next begins to: before the token ``at``.

    ``before`` tokens before it are read by the next window, too, and ``beyond`` from it on by the
    first.
    """

    at: int
    before: int
    beyond: int


def cut(
    tokens: Tokens, size: int, overlap: int, context: int, beyond: int | None = None
) -> list[Window]:
    """Cover a text's tokens with windows of at most ``size``, cut where sentences begin.

    Between two sentences the second window reads ``context`` tokens of what the first answers for,
    and the first ``beyond`` of what the second does (None: as many); where no sentence begins
    within reach both are half of ``overlap``. Windows are as long as sentences allow, but the last
    two share what is left, so none is a short remnant. Raises ValueError when the windows have no
    room for what they share.
    """
    beyond = context if beyond is None else beyond
    if not (0 <= beyond <= context and 2 * context <= overlap < size):
        raise ValueError("the overlap must be smaller than the window and hold both contexts")
    count = len(tokens)
    if count <= size:
        return [Window(0, count, 0, count)] if count else []
    seams = [_Seam(0, 0, 0)]
    while count - (seams[-1].at - seams[-1].before) > size:
        seams.append(_seam(tokens.openings, count, seams[-1], (size, overlap, context, beyond)))
    return [
        Window(left.at - left.before, right.at + right.beyond, left.at, right.at)
        for left, right in pairwise([*seams, _Seam(count, 0, 0)])
    ]


def _seam(
    openings: Sequence[int], count: int, last: _Seam, measures: tuple[int, int, int, int]
) -> _Seam:
    """Return where the window after the seam ``last`` stops answering, and how far both read on."""
    size, overlap, context, beyond = measures
    first = last.at - last.before
    # Nothing is gained by cutting off a few words at a time.
    earliest = last.at + max(1, (size - last.before) // 2)
    latest = first + size - beyond
    wanted = latest
    rest = count - last.at
    if rest + last.before + context + beyond <= 2 * size - overlap:
        # The last two: each as near to the half as a sentence allows.
        wanted = last.at + rest // 2
        earliest = max(last.at + 1, count - size + context)
    place = _nearest(openings, earliest, min(latest, count - 1), wanted)
    if place is not None:
        return _Seam(place, context, beyond)
    half = overlap // 2
    return _Seam(min(first + size - half, max(wanted, count - size + half)), half, half)


def _nearest(openings: Sequence[int], earliest: int, latest: int, wanted: int) -> int | None:
    """Return the opening between ``earliest`` and ``latest`` that is nearest to ``wanted``."""
    left, right = bisect_left(openings, earliest), bisect_right(openings, latest)
    return min(openings[left:right], key=lambda place: abs(place - wanted), default=None)


def _kinds(text: str, places: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Return the type of each word or mark, and which most likely begin a sentence or paragraph."""
    kinds: list[int] = []
    openings: list[int] = []
    # Most words come again: how they look is asked once.
    cases: dict[str, int] = {}
    stopped, last = False, ""
    before = 0
    for number, (start, end) in enumerate(places):
        word, between = text[start:end], text[before:start]
        case = cases.get(word)
        if case is None:
            case = cases[word] = _case(word)
        opens = stopped and case != LOWER
        if between == " ":
            gap = _SPACE
        else:
            gap = _gap(between, start)
            opens = bool(between) and (opens or between.count("\n") > 1)
        if opens and number:
            openings.append(number)
        kinds.append(case + _CASES * gap)
        if word not in _MARKS:
            stopped, last = False, word
        elif word in _STOPS:
            stopped = word != "." or not (len(last) < 2 or last.casefold() in _SHORTENED)
        before = end
    return kinds, openings


def _case(word: str) -> int:
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITALISED
    if word[:1].isupper():
        return CAPITALISED
    return OTHER


def _gap(between: str, start: int) -> int:
    if start == 0 or "\n" in between:
        return _NEWLINE
    return _SPACE if between else _JOINED
