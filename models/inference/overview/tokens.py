"""A sentence as tokens that can be compared with another sentence's: words, values and marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from models.inference.identifiers import find
from models.inference.identifiers.numberwords import NUMBER, number_value
from models.inference.overview import lexicon
from models.inference.overview.inflection import Form, form, lemma
from models.inference.quotations import quotations

Kind = Literal["word", "name", "value", "mark", "possessive"]
_WORD = re.compile(r"[^\W_]+(?:[-'\u2019.&/][^\W_]+)*|[£$€%]|(?<=s)['\u2019](?=\s)|[^\w\s]|_")
_NUMBER_WORDS = re.compile(rf"(?<![A-Z]){NUMBER}(?![A-Z])")
_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_CONTRACTIONS = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not",
    "couldnt": "could not", "didnt": "did not", "wasnt": "was not", "werent": "were not",
    "dont": "do not", "doesnt": "does not", "isnt": "is not", "hadnt": "had not",
    "havent": "have not", "hasnt": "has not", "wouldnt": "would not", "cant": "can not",
    "didnae": "did not", "wasnae": "was not", "couldnae": "could not", "cannae": "can not",
}  # fmt: skip
_AFTER_APOSTROPHE = {"m": "am", "re": "are", "ve": "have", "ll": "'ll", "d": "'d"}
_IS = lexicon.words("it that he she there what who where here let")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a value, a name or a mark.

    ``key`` is what is compared (a lemma for ordinary words); ``value`` what a date, time, amount or
    identifier says; ``start`` and ``end`` are offsets in the sentence's own text.
    """

    text: str
    key: str
    kind: Kind
    start: int
    end: int
    form: Form = "plain"
    quoted: bool = False
    value: Mapping[str, str] | None = field(default=None, hash=False)
    label: str = ""

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower().replace("\u2019", "'")

    @property
    def is_content(self) -> bool:
        """Whether it is an ordinary word that names a thing, a deed or a quality."""
        return self.kind == "word" and self.lower not in lexicon.FUNCTION_WORDS


def read(text: str, *, known: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the tokens of a sentence.

    Args:
        text: the sentence.
        known: words that stand in small letters somewhere else, so that one of them at the
            beginning of the sentence is no name.
    """
    inside = quotations(text, 0, len(text))
    values = _values(text)
    tokens: list[Token] = []
    place = 0
    all_capitals = text.upper() == text
    for token in [*values, None]:
        stop = token.start if token else len(text)
        for match in _WORD.finditer(text, place, stop):
            tokens.extend(
                _word(match, first=not _has_words(tokens), known=known, shout=all_capitals)
            )
        if token:
            tokens.append(token)
            place = token.end
    return tuple(
        _with_quotation(token, inside)
        for number, token in enumerate(tokens)
        # The stop of "Mr." or "No." ends nothing.
        if token.text != "." or number == len(tokens) - 1
    )


def match(said: Token, source: Token) -> bool:
    """Whether the source's token says what the sentence's does."""
    if said.quoted != source.quoted:
        return False
    if said.kind == "value" or source.kind == "value":
        return _same_value(said, source)
    if said.key == source.key and said.kind == source.kind:
        return said.kind != "name" or said.lower == source.lower
    if said.lower == source.lower:
        return True
    articles = lexicon.DETERMINERS
    return said.lower in articles and source.lower in articles


def _values(text: str) -> list[Token]:
    """Return dates, times, amounts, identifiers and numbers, apart and in order."""
    found = [
        Token(
            text=text[one.start : one.end],
            key=_canonical(text[one.start : one.end]),
            kind="value",
            start=one.start,
            end=one.end,
            value=one.value,
            label=one.label,
        )
        for one in find(text)
    ]
    taken = [(one.start, one.end) for one in found]
    upper = text.upper()
    numbers: list[tuple[int, int, str]] = []
    if len(upper) == len(text):
        numbers = [
            (one.start(), one.end(), f"{number_value(one[0]):g}")
            for one in _NUMBER_WORDS.finditer(upper)
        ]
    numbers += [
        (one.start(), one.end(), f"{float(one[0].replace(',', '')):g}")
        for one in _FIGURES.finditer(text)
        if not re.match(r"[\w/-]", text[one.end() : one.end() + 1] or " ")
        and not re.search(r"[\w/.-]$", text[: one.start()])
    ]
    for start, end, number in numbers:
        if all(end <= left or start >= right for left, right in taken):
            taken.append((start, end))
            found.append(Token(text[start:end], f"#{number}", "value", start, end, label="NUMBER"))
    return sorted(found, key=lambda one: one.start)


def _same_value(said: Token, source: Token) -> bool:
    if _canonical(said.text) == _canonical(source.text):
        return True
    if said.kind != "value" or source.kind != "value" or said.label != source.label:
        return False
    if said.label == "NUMBER":
        return said.key == source.key
    mine, theirs = dict(said.value or {}), dict(source.value or {})
    if said.label == "TIME":
        return bool(mine) and _time_follows(mine, theirs)
    if said.label == "DATE":
        return bool(mine) and all(_part_follows(key, mine[key], theirs) for key in mine)
    return bool(mine) and mine == theirs


def _time_follows(said: Mapping[str, str], source: Mapping[str, str]) -> bool:
    """Whether a time says no more than another: "half past seven" follows from 19:30."""
    if "time" in said:
        return said.get("time") == source.get("time")
    hour, _, minute = source.get("time", "").partition(":")
    if hour.isdigit() and set(said) == {"twelve_hour"}:
        return said["twelve_hour"] == f"{int(hour) % 12 or 12}:{minute}"
    return dict(said) == dict(source)


def _part_follows(key: str, said: str, source: Mapping[str, str]) -> bool:
    """Whether a part of a date says no more than the other date does."""
    theirs = source.get(key, "")
    # "--05-09" is a day without its year.
    return said == theirs or (key == "iso" and said.startswith("--") and theirs[4:] == said[1:])


def _canonical(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter in "£$€%#@./:")


def _word(match: re.Match[str], *, first: bool, known: frozenset[str], shout: bool) -> list[Token]:
    text, start = match[0], match.start()
    lower = text.lower().replace("\u2019", "'")
    if text in "'\u2019" and match.start() and match.string[match.start() - 1 :][:1] == "s":
        return [Token(text, "'s", "possessive", start, match.end())]
    if not any(map(str.isalnum, text)):
        return [Token(text, text, "mark", start, match.end())]
    if ordinal := _ORDINAL.fullmatch(lower):
        return [Token(text, f"{ordinal[1]}th", "value", start, match.end(), label="ORDINAL")]
    if lower in _CONTRACTIONS or lower.endswith("n't"):
        split = _CONTRACTIONS.get(lower) or f"{lower[:-3]} not"
        return [_plain(part, start, match.end()) for part in split.split()]
    if "'" in lower:
        return _with_apostrophe(text, lower, start, first=first, known=known, shout=shout)
    return [_single(text, start, match.end(), first=first, known=known, shout=shout)]


def _with_apostrophe(
    text: str, lower: str, start: int, *, first: bool, known: frozenset[str], shout: bool
) -> list[Token]:
    head, _, tail = lower.rpartition("'")
    end = start + len(text)
    if tail in _AFTER_APOSTROPHE and "'" not in head:
        owner = _single(
            text[: len(head)], start, start + len(head), first=first, known=known, shout=shout
        )
        return [owner, _plain(_AFTER_APOSTROPHE[tail], start + len(head), end)]
    if tail == "s":
        owner = _single(
            text[: len(head)], start, start + len(head), first=first, known=known, shout=shout
        )
        if head in _IS:
            return [owner, _plain("is", start + len(head), end)]
        return [owner, Token(text[len(head) :], "'s", "possessive", start + len(head), end)]
    return [_single(text, start, end, first=first, known=known, shout=shout)]


def _single(
    text: str, start: int, end: int, *, first: bool, known: frozenset[str], shout: bool
) -> Token:
    lower = text.lower().replace("\u2019", "'")
    if lower in lexicon.FUNCTION_WORDS and (first or shout or text.islower() or lower == "i"):
        return _plain(text, start, end)
    capital = text[0].isupper()
    if capital and not shout and not (first and (lower in known or lower.endswith("ly"))):
        return Token(text, lower, "name", start, end)
    return _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> Token:
    lower = text.lower().replace("\u2019", "'")
    if lower in lexicon.PRONOUNS:
        key = lexicon.PRONOUNS[lower]
    elif lower in lexicon.BE:
        key = "be"
    elif lower in lexicon.PERFECT:
        key = "have"
    elif lower in lexicon.FUNCTION_WORDS:
        key = lower
    else:
        key = lemma(lower)
    return Token(text, key, "word", start, end, form=form(lower))


def _has_words(tokens: Sequence[Token]) -> bool:
    return any(token.kind != "mark" for token in tokens)


def _with_quotation(token: Token, inside: Sequence[tuple[int, int]]) -> Token:
    if not any(left <= token.start <= right for left, right in inside):
        return token
    return replace(token, quoted=True)
