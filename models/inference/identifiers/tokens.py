"""Where the runs of letters and digits in a text begin, by kind.

A text of a thousand characters has some two hundred such runs and few with a digit in them. Rules
try their patterns only where one of theirs can begin, so that dozens of rules cost little more than
one, and a megabyte of digits cannot keep them busy.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

_RUN = re.compile(r"([A-Z0-9]+)")
_LETTER_FOR_DIGIT = frozenset({"O", "OO", "I", "L", "IO", "LO"})
_SIGNS = frozenset("/.:;,-*'()")
_STROKES = frozenset("/-")
_CLOCK_SIGNS = frozenset(".:")
_DOTS = frozenset("._")
_LONGEST_WORD = 16


def words(listed: str) -> tuple[str, ...]:
    """The words of a list that is written as one string, because it is easier to read so."""
    return tuple(listed.split())


@dataclass(frozen=True, slots=True)
class Tokens:
    """Starts of runs of letters and digits in an upper-case text, each list in order.

    ``mixed``: runs with letters and digits; ``long``: three digits or more and nothing else;
    ``signed``: digits with a sign straight behind them; ``pairs``: two digits with a blank and more
    digits behind them; ``numbers``: every run with a digit, but for digits that only more digits
    follow; ``before_number``: short words straight before a number; ``before_sign``: words and
    numbers straight before a stroke or a hyphen; ``before_dot``: those joined to the next one by a
    dot or an underscore; ``words``: runs of letters only, by word.
    """

    mixed: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    signed: list[int] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    before_number: list[int] = field(default_factory=list)
    before_sign: list[int] = field(default_factory=list)
    before_dot: list[int] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> list[int]:
        """The starts of all these words, in order."""
        starts = [self.words[word] for word in self.words.keys() & names]
        return sorted(chain.from_iterable(starts))

    def has(self, names: Iterable[str]) -> bool:
        """Whether one of these words stands in the text."""
        return not self.words.keys().isdisjoint(names)


def tokens_of(upper: str) -> Tokens:
    """The runs of letters and digits in a text that is in upper case already."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    tokens = Tokens(words=words)
    # What stands between the runs and the runs take turns. A loop over them costs half of what one
    # over matches does, and every text has hundreds.
    before, *parts = _RUN.split(upper)
    start = len(before)
    word_start = word_end = -9
    for run, gap in zip(parts[::2], parts[1::2], strict=True):
        end = start + len(run)
        if gap != " ":
            _sort_by_sign(tokens, start, gap)
        if run.isalpha() and (gap[:1] not in _CLOCK_SIGNS or run not in _LETTER_FOR_DIGIT):
            if end - start <= _LONGEST_WORD:
                words[run].append(start)
            word_start, word_end = start, end
        else:
            if start - word_end <= 2 and word_end - word_start <= 5:
                tokens.before_number.append(word_start)
            _sort_number(tokens, upper, start, end, run)
        start = end + len(gap)
    return tokens


def _sort_by_sign(tokens: Tokens, start: int, gap: str) -> None:
    if gap[:1] in _STROKES or gap.startswith(" /"):
        tokens.before_sign.append(start)
    elif gap in _DOTS:
        tokens.before_dot.append(start)


def _sort_number(tokens: Tokens, upper: str, start: int, end: int, run: str) -> None:
    if not run.isdigit():
        tokens.mixed.append(start)
        tokens.numbers.append(start)
        return
    signed = upper[end : end + 1] in _SIGNS
    length = end - start
    if signed:
        tokens.signed.append(start)
    if length > 2:
        tokens.long.append(start)
    if signed or not upper[end + 1 : end + 2].isdigit():
        tokens.numbers.append(start)
    elif length == 2:
        tokens.pairs.append(start)


def matches(pattern: re.Pattern[str], text: str, *starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The pattern's matches that begin at one of these places, in order, without overlaps."""
    ordered = starts[0] if len(starts) == 1 else sorted(chain.from_iterable(starts))
    match = pattern.match
    behind = 0
    for start in ordered:
        if start >= behind and (found := match(text, start)):
            behind = found.end()
            yield found
