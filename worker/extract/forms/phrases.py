"""Finding printed phrases in a line, though a scanner may have misread a letter of them.

A line is cut into words once, and a phrase is looked up by its first word, so that the many lines
which hold none cost next to nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u2013\u2014", "''\"\" --")
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'][^\W\d_]+)*")
_AROUND = ".,;:!?\"'()[]_-/\u2026"
_MARKS = str.maketrans("", "", "-'.")
# What scanners take letters for. Two words that fold alike are one word misread.
_FOLDS = str.maketrans({"1": "i", "l": "i", "|": "i", "0": "o", "5": "s", "8": "b", "9": "g"})
_LONG = 8
_ENDINGS = "sdregyt"
"""With one of these at its end a word may be another one, not one misread."""
_PARTED = re.compile(r"[^\w]+")
_WORDS = frozenset({"cont", "perm", "busi", "even", "pref", "best", "post", "inter"})
_LONGEST = 40  # no form prints a longer word, and trying a long one letter by letter is slow
_SHORTEST_FOLDED = 4
_SKIPPED = frozenset({"the", "a", "an", "this", "your", "s", "was", "is", "has"})
_MOST_SKIPPED = 2


def plain(text: str) -> str:
    """Return ``text`` with plain quotes, dashes and spaces; offsets stay the same."""
    return text if text.isascii() else text.translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, mended where a scanner misread it, and its place in the line."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that was found: its name, its place in the line, and its first and last words."""

    name: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A line and the phrases in it, from left to right; none overlap.

    ``words`` are its words in lower case and ``tokens`` their places; a line with no word that
    opens a phrase has no tokens, for nobody will ask where they are.
    """

    text: str
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]
    words: frozenset[str] = frozenset()

    def names(self) -> frozenset[str]:
        """Return the names of the phrases in it."""
        return frozenset(mark.name for mark in self.marks)

    def has(self, name: str) -> bool:
        """Whether the phrase is in it."""
        return any(mark.name == name for mark in self.marks)


class Phrasebook:
    """Phrases by name. Small words between theirs don't matter, nor do case and punctuation."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], words: Sequence[str] = ()) -> None:
        """Take the phrases of every name, and other printed ``words`` worth mending."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._run_together: dict[str, str] = {}
        printed: set[str] = set(words)
        for name, written in phrases.items():
            for phrase in written:
                parts = tuple(phrase.split())
                self._by_first.setdefault(parts[0], []).append((parts, name))
                printed.update(parts)
                if len(parts) > 1 and len("".join(parts)) >= _LONG:
                    self._run_together["".join(parts)] = name
        for found in self._by_first.values():
            found.sort(key=lambda each: -len(each[0]))
        self._printed = frozenset(printed)
        self._openers = frozenset(self._by_first)
        # What is left of an opener where a scanner saw a gap in it.
        self._begun = frozenset(
            word[:size] for word in self._openers for size in range(4, len(word) - 1)
            if len(word) >= _LONG
        ) - _WORDS  # fmt: skip
        self._long = frozenset(word for word in printed if len(word) >= _LONG)
        self._folded = {_fold(w): w for w in sorted(printed) if len(w) >= _SHORTEST_FOLDED}
        self._less_one = {less: w for w in sorted(self._long) for less in _shorter(_fold(w))}
        self.read = lru_cache(maxsize=4096)(self._read)
        self._mended = lru_cache(maxsize=4096)(self._mend)

    def _read(self, line: str) -> Marked:
        text = plain(line)
        words = frozenset(map(_bare, text.casefold().split()))
        if self._openers.isdisjoint(words) and not self._may_be_misread(words):
            return Marked(text, (), (), words)
        tokens = tuple(self._tokens(text))
        words |= {token.word for token in tokens}
        return Marked(text, tokens, tuple(self._find(text, tokens)), words)

    def _may_be_misread(self, words: frozenset[str]) -> bool:
        """Whether a word may be part of a phrase though none is the first of one as it stands."""
        for word in words:
            if word.isalpha():
                if len(word) >= _LONG:
                    if word in self._run_together or self._mended(word) in self._openers:
                        return True
                elif word in self._begun:
                    return True
            elif word.isalnum():
                if not word.isdecimal() and self._mended(word) in self._openers:
                    return True
            elif (
                not self._openers.isdisjoint(_PARTED.split(word))
                or word.translate(_MARKS) in self._openers
            ):
                return True
        return False

    def _tokens(self, text: str) -> Iterator[Token]:
        held: Token | None = None
        for found in _TOKEN.finditer(text):
            word = found[0].casefold()
            if not word.isalnum():
                word = word.translate(_MARKS)
            if word not in self._printed and (len(word) >= _LONG or not word.isalpha()):
                word = self._mended(word)
            token = Token(word, found.start(), found.end())
            if held and held.word + word in self._long and held.end + 2 > found.start():
                # A scanner saw a gap inside the word.
                yield Token(held.word + word, held.start, found.end())
                held = None
                continue
            if held:
                yield held
            held = token
        if held:
            yield held

    def _mend(self, word: str) -> str:
        """Return the printed word that this is when it is one misread, else the word itself."""
        folded = _fold(word)
        whole = self._folded.get(folded)
        if whole is not None and (not word.isalpha() or len(word) >= _LONG):
            return whole
        if not _LONG <= len(word) <= _LONGEST or word.isdigit():
            return word
        for less in (folded, *_shorter(folded)):
            other = self._less_one.get(less) or (self._folded.get(less) if less != folded else None)
            if other and len(other) >= _LONG and _is_misread(folded, _fold(other)):
                return other
        return word

    def _find(self, text: str, tokens: Sequence[Token]) -> Iterator[Mark]:
        at = 0
        while at < len(tokens):
            mark = self._at(text, tokens, at)
            if mark is None:
                at += 1
                continue
            yield mark
            at = mark.last + 1

    def _at(self, text: str, tokens: Sequence[Token], at: int) -> Mark | None:
        word = tokens[at].word
        for parts, name in self._by_first.get(word, ()):
            last = _follow(tokens, at, parts)
            # "Signature:  Witnessed by:" are two labels.
            if last is not None and ":" not in text[tokens[at].end : tokens[last].start]:
                return Mark(name, tokens[at].start, tokens[last].end, at, last)
        together = self._run_together.get(word) if len(word) >= _LONG else None
        if together is not None:
            return Mark(together, tokens[at].start, tokens[at].end, at, at)
        return None


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the words of a line as they stand, in lower case."""
    for found in _TOKEN.finditer(text):
        yield Token(found[0].casefold(), found.start(), found.end())


def _follow(tokens: Sequence[Token], at: int, parts: tuple[str, ...]) -> int | None:
    """Return the index of the last of ``parts`` when they all follow from ``at``."""
    place = at
    for part in parts[1:]:
        place += 1
        skipped = 0
        while (
            place < len(tokens)
            and tokens[place].word != part
            and tokens[place].word in _SKIPPED
            and skipped < _MOST_SKIPPED
        ):
            place, skipped = place + 1, skipped + 1
        if place >= len(tokens) or tokens[place].word != part:
            return None
    return place


def _bare(word: str) -> str:
    return word.strip(_AROUND)


def _fold(word: str) -> str:
    return word.translate(_FOLDS).replace("rn", "m").replace("vv", "w")


def _shorter(word: str) -> Iterator[str]:
    """Yield ``word`` without one of its letters, the first aside."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _is_misread(word: str, printed: str) -> bool:
    """Whether one letter at most differs, neither the first nor at the end."""
    if word[0] != printed[0] or (word[-1] != printed[-1] and word[-1] in _ENDINGS):
        return False
    if len(word) == len(printed):
        return sum(a != b for a, b in zip(word, printed, strict=True)) <= 1
    return abs(len(word) - len(printed)) == 1
