"""Does the statement say what a written sentence says? The quoted sentences that do, or why not.

A sentence is shown only where its words stand in one quoted sentence in the same order, with
nothing left out that bears on them; one that joins two is taken apart and each part needs its own.
What the check does not understand it withholds: it may be right, and nobody can see that it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from models.inference.modality import modality
from models.inference.overview import lexicon
from models.inference.overview.alignment import align, cues_kept
from models.inference.overview.phrases import has_open_pronoun
from models.inference.overview.rewording import Reading, readings, source_readings, times_in
from models.inference.overview.tokens import Token, match, read
from models.inference.results import Modality

Reason = Literal[
    "names",
    "numbers",
    "denial",
    "doubt",
    "hearsay",
    "amounts",
    "words",
    "order",
    "left_out",
    "person_unclear",
    "not_a_sentence",
    "unfinished",
    "repeated",
    "too_many",
]
_FEWEST_WORDS = 3
_MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of the statement that the model was given; ``modality`` is the summary's."""

    text: str
    modality: Modality


@dataclass(frozen=True, slots=True)
class Verdict:
    """The numbers of the sources that say it, or the reason why it is withheld."""

    sources: tuple[int, ...] = ()
    reason: Reason | None = None


class Sources:
    """The sentences that a written one may rest on, read once."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Take the quoted sentences in the statement's order."""
        self._sources = sources
        self._known = _small_words([one.text for one in sources])
        self._tokens = [read(one.text, known=self._known) for one in sources]
        self._readings = [source_readings(tokens) for tokens in self._tokens]
        self._has_witness = any(
            token.lower in lexicon.WITNESS for tokens in self._tokens for token in tokens
        )

    def judge(self, sentence: str) -> Verdict:
        """Return which sources say what ``sentence`` says, or why none do."""
        said = read(sentence, known=self._known)
        words = [token for token in said if token.kind != "mark"]
        if len(words) < _FEWEST_WORDS or not _has_verb(words):
            return Verdict(reason="not_a_sentence")
        found = self._supported(said, _MOST_PARTS)
        if found:
            return Verdict(sources=tuple(sorted(set(found))))
        return Verdict(reason=self._why(words))

    def names_in(self, number: int) -> frozenset[str]:
        """Return the names in a source, in small letters."""
        return frozenset(token.lower for token in self._tokens[number] if token.kind == "name")

    def _supported(self, said: Sequence[Token], parts: int) -> tuple[int, ...]:
        """Return the sources of a sentence, or of the parts that it joins; none if one lacks."""
        for reading in readings(said, has_witness=self._has_witness):
            for number in range(len(self._sources)):
                if self._says(reading, number):
                    return (number,)
        if parts < 2:
            return ()
        for first, second in _parts(said):
            left = self._supported(first, 1)
            right = left and self._supported(second, parts - 1)
            if right:
                return (*left, *right)
        return ()

    def _says(self, reading: Reading, number: int) -> bool:
        source = self._sources[number]
        own = modality(source.text)
        if source.modality != own and own == "stated":
            # Its doubt stands in the sentence beside it, and nothing here would show it.
            return False
        verbatim = source.text.rstrip().endswith("?")
        for tokens in self._readings[number]:
            found = align(reading.tokens, tokens, agentless=reading.agentless)
            if found is None:
                continue
            kept = {place for place in found if place is not None}
            times = _times_kept(reading, tokens, kept)
            if times is None or not cues_kept(source.text, tokens, kept | times):
                continue
            if verbatim and any(
                token.kind != "mark" and place not in kept for place, token in enumerate(tokens)
            ):
                continue
            return True
        return False

    def _why(self, words: Sequence[Token]) -> Reason:
        """Return the first thing that is wrong with a sentence that nothing supports."""
        every = [token for tokens in self._tokens for token in tokens]
        kinds: tuple[tuple[str, Reason], ...] = (("value", "numbers"), ("name", "names"))
        for kind, reason in kinds:
            for token in words:
                if token.kind == kind and not any(match(token, one) for one in every):
                    return reason
        near = max(
            range(len(self._tokens)),
            key=lambda number: (_shared(words, self._tokens[number]), -number),
            default=None,
        )
        if near is None:
            return "words"
        source = self._tokens[near]
        lists: tuple[tuple[frozenset[str], Reason], ...] = (
            (lexicon.NEGATIONS, "denial"),
            (lexicon.MODALS, "doubt"),
            (lexicon.QUANTITIES - lexicon.NEGATIONS, "amounts"),
        )
        for listed, reason in lists:
            if _listed(words, listed) != _listed(source, listed) & (
                _listed(words, listed) | _near(source, words, listed)
            ):
                return reason
        missing = [
            token
            for token in words
            if token.is_content and not any(match(token, one) for one in every)
        ]
        if missing:
            return "words"
        weight = modality(self._sources[near].text)
        if weight == "reported" and not _listed(words, lexicon.DOUBT):
            return "hearsay"
        if weight == "uncertain" and not _listed(words, lexicon.DOUBT):
            return "doubt"
        return "left_out" if _in_order(words, source) else "order"


def _small_words(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(
        token.lower
        for text in texts
        for token in read(text)
        if token.kind == "word" and token.text.islower()
    )


def _times_kept(reading: Reading, source: Sequence[Token], kept: set[int]) -> set[int] | None:
    """Return where a sentence's adverbials of time stand in the source; None where one doesn't.

    One belongs to what is kept only where no other clause lies between.
    """
    found: set[int] = set()
    for said in reading.times:
        place = next(
            (
                (first, last)
                for first, last in times_in(source)
                if _same_time(said, source[first:last])
                and _beside(source, first, last, kept | found)
            ),
            None,
        )
        if place is None:
            return None
        found |= set(range(*place))
    return found


def _same_time(said: Sequence[Token], source: Sequence[Token]) -> bool:
    ours = [token for token in said if token.lower not in lexicon.DETERMINERS]
    theirs = [token for token in source if token.lower not in lexicon.DETERMINERS]
    return len(ours) == len(theirs) and all(
        match(one, other) for one, other in zip(ours, theirs, strict=True)
    )


def _beside(source: Sequence[Token], first: int, last: int, kept: set[int]) -> bool:
    """Whether no other clause lies between an adverbial and the nearest word that is kept."""
    before = max((place for place in kept if place < first), default=None)
    after = min((place for place in kept if place >= last), default=None)
    between = []
    if after is not None:
        between.append(source[last:after])
    if before is not None:
        between.append(source[before + 1 : first])
    return any(
        all((token.kind == "mark" and token.text == ",") or _light(token) for token in stretch)
        for stretch in between
    )


def _light(token: Token) -> bool:
    return token.lower in lexicon.DETERMINERS | lexicon.ADVERBS | lexicon.POSSESSIVES or (
        token.label in {"DATE", "TIME"} or token.lower in {"at", "on"} | lexicon.ROUNDING
    )


def _parts(said: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Yield the ways in which a sentence joins two by "and" or a mark; a subject may be shared."""
    for number in range(_FEWEST_WORDS - 1, len(said) - 2):
        token = said[number]
        if token.quoted or not (token.lower == "and" or token.text in {",", ";"}):
            continue
        second = said[number + 1 :]
        if second[0].lower == "and" or has_open_pronoun(second):
            # Whom "he" means in one sentence the other may not tell.
            continue
        first = said[:number]
        if first[-1].text == ",":
            first = first[:-1]
        if not (_has_verb(first) and _has_verb(second)):
            continue
        yield first, second
        subject = _subject(first)
        if subject and second[0].form == "past" and second[0].is_content:
            yield first, (*subject, *second)


def _subject(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the subject that a sentence begins with, if it is a bare name or the witness."""
    end = 0
    while end < len(tokens) and tokens[end].kind == "name":
        end += 1
    if end and tokens[end : end + 1] and tokens[end].form == "past":
        return tokens[:end]
    if tokens[0].lower in {"i", "we"}:
        return tokens[:1]
    if [token.lower for token in tokens[:2]] == ["the", "witness"] and tokens[2].form == "past":
        return tokens[:2]
    return ()


def _has_verb(tokens: Sequence[Token]) -> bool:
    verbs = lexicon.BE | lexicon.PERFECT | lexicon.DO | lexicon.MODALS
    return any(
        token.lower in verbs or (token.kind != "value" and token.form != "plain")
        for token in tokens
    )


def _shared(words: Sequence[Token], source: Sequence[Token]) -> int:
    return sum(any(match(token, one) for one in source) for token in words)


def _listed(tokens: Sequence[Token], listed: frozenset[str]) -> set[str]:
    return {token.key for token in tokens if token.kind != "mark" and token.lower in listed}


def _near(source: Sequence[Token], words: Sequence[Token], listed: frozenset[str]) -> set[str]:
    """Return the listed words of a source that stand among the words it shares with a sentence."""
    shared = [
        number for number, one in enumerate(source) if any(match(token, one) for token in words)
    ]
    if not shared:
        return set()
    return _listed(source[max(0, shared[0] - 4) : shared[-1] + 5], listed)


def _in_order(words: Sequence[Token], source: Sequence[Token]) -> bool:
    place = -1
    for token in words:
        if token.kind == "mark" or not (token.is_content or token.kind in {"name", "value"}):
            continue
        onward = [n for n, one in enumerate(source) if n > place and match(token, one)]
        if not onward:
            return False
        place = onward[0]
    return True
