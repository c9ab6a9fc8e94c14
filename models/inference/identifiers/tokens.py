"""Where the runs of letters and digits in a text begin, by kind.

A text of a thousand characters has some two hundred such runs and few with a digit in them. Rules
try their patterns only where one of theirs can begin, so that dozens of rules cost little more than
one, and a megabyte of digits cannot keep them busy.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_RUN = re.compile(r"[A-Z0-9]+")
_LETTER_FOR_DIGIT = frozenset({"O", "OO", "I", "L", "IO", "LO"})
_SIGNS = frozenset("/.:;,-*'()")
_STROKES = frozenset("/-")
_CLOCK_SIGNS = frozenset(".:")
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
    numbers straight before a stroke or a hyphen; ``words``: runs of letters only, by word.
    """

    mixed: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    signed: list[int] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    before_number: list[int] = field(default_factory=list)
    before_sign: list[int] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> list[int]:
        """The starts of all these words, in order."""
        starts = [start for word in names for start in self.words.get(word, ())]
        return sorted(starts)

    def has(self, names: Iterable[str]) -> bool:
        """Whether one of these words stands in the text."""
        return any(name in self.words for name in names)


def tokens_of(upper: str) -> Tokens:
    """The runs of letters and digits in a text that is in upper case already."""
    tokens = Tokens()
    word_start = word_end = -9
    for found in _RUN.finditer(upper):
        start, end = found.span()
        run = found[0]
        sign = upper[end : end + 1]
        if sign in _STROKES or (sign == " " and upper[end + 1 : end + 2] == "/"):
            tokens.before_sign.append(start)
        if run.isalpha() and not (run in _LETTER_FOR_DIGIT and sign in _CLOCK_SIGNS):
            if end - start <= _LONGEST_WORD:
                tokens.words.setdefault(run, []).append(start)
            word_start, word_end = start, end
            continue
        if start - word_end <= 2 and word_end - word_start <= 5:
            tokens.before_number.append(word_start)
        _sort_number(tokens, upper, start, end, run)
    return tokens


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
    if len(starts) == 1:
        ordered: Iterable[int] = starts[0]
    else:
        ordered = sorted(start for some in starts for start in some)
    behind = 0
    for start in ordered:
        if start >= behind:
            found = pattern.match(text, start)
            if found:
                behind = found.end()
                yield found
