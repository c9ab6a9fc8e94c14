"""Sentences of a case that say alike, by their telling words and by what they name.

Words are weighed by how few sentences of the case say them. A time, a name or a number counts by
its value: "22:45 hours" and "quarter to eleven" are one. Likeness is a proposal: whether two
sentences tell of the same thing, and which of them is right, is for people to say.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from worker.casework.testimony import Key, Testimony, Told
from worker.record import RecordMention

# Two sentences that share at least this much of what they say are shown side by side.
ALIKE = 0.35
_FEWEST_SHARED = 3
# A sentence is compared with so many of those that say one of its words, the most salient first:
# the work then grows with the case, not with its square.
_MOST_COMPARED = 40
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_PLACES = frozenset({"LOCATION", "ORG"})
# Known by value, whatever they are written like.
_VALUED: Mapping[str, tuple[str, ...]] = {
    "TIME": ("time",),
    "DATE": ("inferred", "iso"),
    "VRM": ("vrm", "mark", "text"),
    "POSTCODE": ("postcode",),
}
_EMPTY_WORDS_TEXT = """
a about after again all also am an and any are as at away back be because been before being both
but by can could did do does down each for from further get go got had has have he her here hers
him his how i if in into is it its just like made me more my no not now of off on one only or
other our out over put said saw say see she so some than that the their them then there these
they this those through to told too two under until up us very was we went were what when where
which while who whom whose why will with would you your yours
"""
_EMPTY_WORDS = frozenset(_EMPTY_WORDS_TEXT.split())


class Alike:
    """The sentences of a case, asked which of them say alike."""

    def __init__(self, testimonies: Sequence[Testimony]) -> None:
        """Take the testimonies of a case; a sentence is then known by its Key."""
        self._testimonies = testimonies
        self._said = [
            [
                _said(sentence, named)
                for sentence, named in zip(one.sentences, one.named, strict=True)
            ]
            for one in testimonies
        ]
        self._weights = _weights(testimonies, self._said)
        self._sums = [[self._sum(said) for said in one] for one in self._said]
        self._near: dict[Key, dict[Key, float]] = {}

    def near(self, key: Key) -> Mapping[Key, float]:
        """Return the sentences that say a good part of what this one says, with their likeness.

        Likeness is between 0 and 1: the weight of what both say in what the two say on average.
        """
        if key not in self._near:
            self._near[key] = self._found(key)
        return self._near[key]

    def said_again(self, key: Key, chosen: Key) -> float:
        """Return how much of what a sentence says ``chosen`` says too, from 0 to 1."""
        total = self._sums[key[0]][key[1]]
        return self._shared(key, chosen) / total if total else 0.0

    @cached_property
    def _saying(self) -> dict[str, list[Key]]:
        """For each word the sentences that say it, the most salient first."""
        saying: dict[str, list[Key]] = defaultdict(list)
        for number, one in enumerate(self._said):
            for place, said in enumerate(one):
                for word in said:
                    saying[word].append((number, place))
        for found in saying.values():
            found.sort(key=lambda key: (-self._sentence(key).salience, key))
            del found[_MOST_COMPARED:]
        return saying

    def _sentence(self, key: Key) -> Told:
        return self._testimonies[key[0]].sentences[key[1]]

    def _sum(self, said: frozenset[str]) -> float:
        # Sorted, so that the same words add up to the same sum in every run.
        return sum(self._weights[word] for word in sorted(said))

    def _shared(self, left: Key, right: Key) -> float:
        return self._sum(self._said[left[0]][left[1]] & self._said[right[0]][right[1]])

    def _found(self, key: Key) -> dict[Key, float]:
        said = self._said[key[0]][key[1]]
        often = Counter(other for word in said for other in self._saying[word])
        found = {}
        for other, count in often.items():
            if other == key or count < 2:
                continue
            both = said & self._said[other[0]][other[1]]
            if len(both) < _FEWEST_SHARED:
                continue
            mean = (self._sums[key[0]][key[1]] + self._sums[other[0]][other[1]]) / 2
            found[other] = self._sum(both) / mean
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _weights(
    testimonies: Sequence[Testimony], said: Sequence[Sequence[frozenset[str]]]
) -> dict[str, float]:
    """Return what each word tells: the more, the fewer sentences of the case say it.

    The words of a place's name tell half: that two speak of one shop makes them tell no one thing.
    """
    counts = Counter(word for one in said for words in one for word in words)
    placed = Counter(
        word
        for one in testimonies
        for named in one.named
        for word in {
            _stem(folded(match[0]))
            for mention in named
            if mention.label in _PLACES
            for match in _WORD.finditer(mention.quote)
        }
    )
    total = sum(map(len, said))
    return {
        word: math.log1p(total / count) * (0.5 if 2 * placed[word] >= count else 1.0)
        for word, count in counts.items()
    }


def _said(sentence: Told, named: Sequence[RecordMention]) -> frozenset[str]:
    """Return what a sentence says: its telling words, and the values of what it names."""
    said: set[str] = set()
    valued: list[tuple[int, int]] = []
    for mention in named:
        value = _value(mention)
        if value:
            said.add(f"{mention.label} {value}")
            valued.append((mention.start, mention.end))
    for match in _WORD.finditer(sentence.quote):
        at = sentence.start + match.start()
        if any(start <= at < end for start, end in valued):
            continue
        word = folded(match[0])
        if word not in _EMPTY_WORDS:
            said.add(_stem(word))
    return frozenset(said)


def _value(mention: RecordMention) -> str:
    keys = _VALUED.get(mention.label, ())
    known = mention.value or {}
    found = next((known[key] for key in keys if key in known), "")
    if not found and mention.label == "VRM":
        found = mention.quote
    return "".join(found.split()).upper()


def folded(word: str) -> str:
    """Return a word without capitals and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("\u2019", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_UNMARKED)


# Letters that no decomposition takes their mark from.
_UNMARKED = str.maketrans({"\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0131": "i"})


def _stem(word: str) -> str:
    """Return a word without the commonest endings, so that "vans" and "van" are one."""
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
