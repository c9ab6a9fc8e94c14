"""Where phrases stand in the sentences of an account, each tried only where it can begin."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from models.inference.results import Sentence
from worker.digest.lexicon.openings import LENGTH, Openings, shape
from worker.digest.lexicon.patterns import WORD_BEGINS, Phrases

Found = Mapping[int, Sequence[re.Match[str]]]
"""Matches in order, by the number of their sentence; sentences with none are not there."""
# The characters where a phrase may begin, none beyond the end of a sentence.
_BEGINNING = re.compile(rf"{WORD_BEGINS}(?=(.{{1,{LENGTH}}}))", re.DOTALL)


class Beginnings:
    """The places of an account at which a phrase can begin, by the letters that stand there."""

    def __init__(self, plain: str, sentences: Sequence[Sentence]) -> None:
        """Take the text to look in; sentences are in order and none overlaps another."""
        self._plain, self._sentences = plain, sentences
        written: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            for found in _BEGINNING.finditer(plain, sentence.start, sentence.end):
                written[found[1]].append((found.start(), number))
        shapes = shape("".join(letters.ljust(LENGTH) for letters in written))
        self._places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, places in enumerate(written.values()):
            self._places[shapes[number * LENGTH : (number + 1) * LENGTH]] += places
        self._shapes = frozenset(self._places)
        self._by_initial: defaultdict[str, list[str]] = defaultdict(list)
        for shaped in self._places:
            self._by_initial[shaped[0]].append(shaped)

    def find(self, phrases: Phrases) -> Found:
        """Return what ``phrases.pattern.finditer`` finds in each sentence."""
        found: dict[int, list[re.Match[str]]] = {}
        whole = self._with_any(phrases.openings.held)
        for number in whole:
            sentence = self._sentences[number]
            if matches := [*phrases.pattern.finditer(self._plain, sentence.start, sentence.end)]:
                found[number] = matches
        places = [place for each in self._met(phrases.openings) for place in self._places[each]]
        match, plain, last = phrases.pattern.match, self._plain, 0
        for start, number in sorted(places):
            if start < last or number in whole:
                continue
            matched = match(plain, start, self._sentences[number].end)
            if matched:
                found.setdefault(number, []).append(matched)
                last = matched.end()
        return found

    def _met(self, openings: Openings) -> Iterable[str]:
        """Return the shapes here that begin as any of the openings does."""
        yield from openings.starts & self._shapes
        for short in openings.short:
            for shaped in self._by_initial.get(short[0], ()):
                if shaped.startswith(short):
                    yield shaped

    def _with_any(self, held: Sequence[str]) -> frozenset[int]:
        """Return the numbers of the sentences in which any of some words is written."""
        return frozenset(
            number
            for word in held
            if word in self._plain
            for number, sentence in enumerate(self._sentences)
            if self._plain.find(word, sentence.start, sentence.end) >= 0
        )
