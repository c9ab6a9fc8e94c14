"""Whom and what an account names, so that a later "he", "they" or "it" may mean it.

A title, a relation or how the witness speaks of somebody tells a gender; a given name tells none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from models.inference.person_words import (
    PERSON_PHRASE_IN_SMALL,
    Gender,
    gender_of_name,
    gender_of_noun,
)
from models.inference.results import Mention, Span

Kind = Literal["male", "female", "many", "thing", "whole"]
_THINGS = frozenset({"VEHICLE", "WEAPON", "EXHIBIT_REF", "DRUG", "MONEY", "VRM"})
_OWN_WORD = re.compile(r"[^\W\d_][\w'\u2019-]+")
# The other patterns are for a text in small letters. A look at the first letter spares most looks
# at the edges of words.
PRONOUN = re.compile(
    r"(?=[hst])\b(?:(?P<male>he|him|his|himself|he['\u2019](?:d|s|ll))|"
    r"(?P<female>she|hers?|herself|she['\u2019](?:d|s|ll))|"
    r"(?P<many>they|them|theirs?|themselves|they['\u2019](?:d|re|ve|ll)))\b(?!['\u2019])"
)
_SELF = re.compile(
    r"(?:\bi\s*(?:am|['\u2019]m)|\bmy\s+(?:full\s+)?name\s+is|\bi\s*,|\bme\s*,|\bmyself\s*,|\bcalls?\s+me|"
    r"\bknown\s+as)\s*$"
)
_SAME_PERSON = re.compile(
    r"\s*,?\s*(?:(?:whom?|which|that)?\s*i\s+(?:now\s+)?know\s+(?:\w+\s+)?(?:as|to\s+be)|called|named|"
    r"known\s+(?:to\s+me\s+)?as|is|was|who\s+is|who\s+was)?\s*,?\s*"
)


# "He is a paramedic" names nobody anew.
_SAID_OF = re.compile(r"(?:\b(?:is|was|are|were|am|be|been|as|not)|['\u2019](?:s|m|re))\s+$")
_THE_ONE = re.compile(
    r"the\s+(?:[\w-]+\s+){0,2}?(?:one|other)\s+(?:who|with|in|on|had|was|got|ran|came|went|stood|said|"
    r"then|took|did|is|at|by|wearing|holding)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Earlier words that a pronoun may mean; two with one ``who`` are the same."""

    start: int
    end: int
    gender: Gender | Literal["thing"]
    who: str

    def fits(self, kind: Kind) -> bool:
        """Whether a pronoun of this kind may mean it."""
        if kind == "thing":
            return self.gender == "thing"
        if kind == "many":
            return self.gender == "many"
        return self.gender in {kind, "any"}


def named(
    text: str, letters: str, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> list[list[Candidate]]:
    """Return for each sentence whom and what it names, in order.

    Args:
        text: the passage's text.
        letters: the same in small letters.
        sentences: the narrative's sentences.
        mentions: what is named in the text.
    """
    starts = [start for start, _ in sentences]
    inside: list[list[Candidate]] = [[] for _ in sentences]
    found = [*_names(text, letters, sentences, mentions), *_things(text, mentions)]
    taken = [(one.start, one.end) for one in found]
    if sentences:
        found.extend(_phrases(text, letters, (sentences[0][0], sentences[-1][1]), taken))
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        number = bisect_left(starts, one.start + 1) - 1
        if number >= 0 and one.end <= sentences[number][1]:
            inside[number].append(one)
    return [_told_once(letters, one) for one in inside]


def last_of_each(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the last mention of everybody found, in the text's order."""
    last = {one.who: one for one in found}
    return sorted(last.values(), key=lambda one: one.start)


def _own_words(name: str) -> list[str]:
    return [word.casefold() for word in _OWN_WORD.findall(name)]


def _names(
    text: str, letters: str, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> list[Candidate]:
    """Return the people named, but not the witness, who never calls himself "he"."""
    people = [one for one in mentions if one.label == "PERSON"]
    whole = _whole_names(text, people)
    witness = {
        whole[one.start]
        for one in people
        if _SELF.search(letters, max(0, one.start - 24), one.start)
    }
    others = [one for one in people if whole[one.start] not in witness]
    genders: dict[str, set[Gender]] = {}
    for one in others:
        genders.setdefault(whole[one.start], set()).add(gender_of_name(text, one.start, one.end))
    told = {who: _agreed(found) for who, found in genders.items()}
    for who, found in _genders_by_use(letters, sentences, others, whole).items():
        if told[who] == "any":
            told[who] = _agreed(found)
    return [
        Candidate(one.start, one.end, told[who], who) for one in others if (who := whole[one.start])
    ]


def _agreed(found: set[Gender]) -> Gender:
    """Return the one gender that was told, "any" where none or both were."""
    told = found - {"any"}
    return told.pop() if len(told) == 1 else "any"


def _whole_names(text: str, people: Sequence[Mention]) -> dict[int, str]:
    """Return for each mention, by its start, the longest name that it may be short for."""
    words = {one.start: frozenset(_own_words(text[one.start : one.end])) for one in people}
    names = set(words.values())
    holding: dict[str, list[frozenset[str]]] = {}
    for name in names:
        for word in name:
            holding.setdefault(word, []).append(name)
    longest = {name: " ".join(sorted(_longest(name, holding))) for name in names}
    return {start: longest[name] for start, name in words.items()}


def _longest(
    name: frozenset[str], holding: Mapping[str, Sequence[frozenset[str]]]
) -> frozenset[str]:
    """Return the one name that ``name`` is short for; short for two, it is taken for itself."""
    alike = min((holding[word] for word in name), key=len, default=())
    longer = [other for other in alike if name < other]
    longest = max(longer, key=len, default=name)
    return longest if all(one <= longest for one in longer) else name


def _genders_by_use(
    letters: str, sentences: Sequence[Span], people: Sequence[Mention], whole: dict[int, str]
) -> dict[str, set[Gender]]:
    """Return how the witness speaks of whoever alone is named in a sentence: as he or as she."""
    inside: dict[int, list[Mention]] = {}
    starts = [start for start, _ in sentences]
    for one in people:
        number = bisect_right(starts, one.start) - 1
        if number >= 0 and one.start < sentences[number][1]:
            inside.setdefault(number, []).append(one)
    found: dict[str, set[Gender]] = {}
    for number, named_there in inside.items():
        if len({whole[one.start] for one in named_there}) != 1:
            continue
        first = named_there[0]
        start, end = sentences[number]
        if PERSON_PHRASE_IN_SMALL.search(letters, start, end):
            continue
        used = {match.lastgroup for match in PRONOUN.finditer(letters, first.end, end)}
        if len(used & {"male", "female"}) == 1:
            gender: Gender = "male" if "male" in used else "female"
            found.setdefault(whole[first.start], set()).add(gender)
    return found


def _things(text: str, mentions: Sequence[Mention]) -> list[Candidate]:
    return [
        Candidate(one.start, one.end, "thing", text[one.start : one.end].casefold())
        for one in mentions
        if one.label in _THINGS
    ]


def _phrases(text: str, letters: str, within: Span, taken: Sequence[Span]) -> list[Candidate]:
    """Return people told by what they are: "my brother", "a tall man"."""
    taken = sorted(taken)
    starts = [left for left, _ in taken]
    found = []
    for match in PERSON_PHRASE_IN_SMALL.finditer(letters, *within):
        noun = text[slice(*match.span("noun"))]
        before = bisect_left(starts, match.end()) - 1
        is_said_of = _SAID_OF.search(letters, max(0, match.start() - 12), match.start())
        vague = match["noun"] in {"one", "other"} and not _THE_ONE.match(letters, match.start())
        if (before < 0 or taken[before][1] <= match.start()) and not is_said_of and not vague:
            found.append(Candidate(*match.span(), gender_of_noun(noun), noun.casefold()))
    return found


def _told_once(letters: str, named: Sequence[Candidate]) -> list[Candidate]:
    """Take "a man I know as Tomasz" and "my brother Tom" as one, told by the name."""
    kept: list[Candidate] = []
    for one in named:
        last = kept[-1] if kept else None
        if last and _one_person(last, one) and _SAME_PERSON.fullmatch(letters, last.end, one.start):
            gender = last.gender if one.gender == "any" else one.gender
            name = one if one.who not in {"one", "other"} and _is_name(letters, one) else last
            kept[-1] = Candidate(name.start, name.end, gender, name.who)
        else:
            kept.append(one)
    return kept


def _one_person(left: Candidate, right: Candidate) -> bool:
    genders = {left.gender, right.gender}
    return "thing" not in genders and "many" not in genders and genders != {"male", "female"}


def _is_name(letters: str, one: Candidate) -> bool:
    return PERSON_PHRASE_IN_SMALL.match(letters, one.start, one.end) is None
