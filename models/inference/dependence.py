"""Which sentences need an earlier one to be understood, and what their pronouns most likely mean.

By rule, deterministic, and only ever a proposal: a pronoun means the last earlier mention that fits
it in number and in the gender that a title or a relation tells. A given name tells no gender, so
where a name may or may not fit, it counts as one that may.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from models.inference.antecedents import PRONOUN, Candidate, Kind, last_of_each, named
from models.inference.quotations import quotations
from models.inference.results import Mention, Reference, Span
from models.inference.small_letters import small

# How many sentences that name nobody who fits may lie between, and sentences with "he" alone.
_REACH = 3
_LONGEST_CHAIN = 12
_MOST_IN_A_SENTENCE = 3
# All patterns are for a text in small letters; this one first looks at the first letter, which
# spares most looks at the edges of words.
_SAME = re.compile(
    r"(?=[ta])\b(?:the\s+same|this|these|the\s+other|another|the\s+(?:first|second|third|taller|shorter|older|"
    r"younger|bigger|smaller))\s+(?:(?P<male>man|male|lad|boy|guy|bloke)|"
    r"(?P<female>woman|female|girl|lady)|(?P<many>men|males|lads|boys|women|girls|people|youths|two)|"
    r"(?P<thing>car|van|vehicle|knife|bag|phone|one|bike|motorbike|bottle|item|items|weapon))\b"
)
# "It" that points to nothing: weather, time, and what follows.
_EMPTY_IT = re.compile(
    r"it(?:['\u2019]s|\s+(?:was|is|had\s+been|would\s+be|would\s+have\s+been|must\s+have\s+been|may\s+have"
    r"\s+been|might\s+have\s+been|got|became|could\s+have\s+been))\s+(?:just|still|about|around|"
    r"approximately|roughly|already|very|quite|really|so|pretty|now|only|not|a|getting|all|almost|"
    r"nearly|too|fairly|clear(?:ly)?|obvious|"
    r"past|after|before|between|at|on|in|during|when|then|that|\d|half|quarter|dark|light|rain|snow|"
    r"cold|hot|warm|wet|icy|foggy|sunny|dry|windy|quiet|busy|late|early|morning|midday|night|"
    r"midnight|evening|daylight|nothing|possible|impossible|hard|difficult|easy|me|him|her|us|them|"
    r"my|clear|like|around|winter|summer|raining|snowing|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|payday|christmas|boiling|freezing|pouring|"
    r"the\s+(?:night|day|morning|afternoon|evening|first|last|same|only|most|worst|weekend))|"
    r"it\s+(?:took|seem(?:s|ed)|appear(?:s|ed)|looked\s+(?:like|as)|felt\s+(?:like|as)|rained|snowed|"
    r"turned\s+out|happened|says?|means?|all\s+(?:started|began|happened))"
)
_OPENING = r"\W*(?:(?:and|but|so|then|also|well|now|again|however|anyway|because|in\s+fact)\b\W*)?"
_BEFORE_SUBJECT = re.compile(
    r"\W*(?:(?:and|but|so|then|also|well|now|again|however|anyway|because|when|as|after|before|while|"
    r"later|suddenly|next|eventually|once|until|if|first|finally|afterwards|yes|no)\b\W*){0,3}"
)
_IT_FIRST = re.compile(rf"{_OPENING}(?P<word>it)(?:['\u2019]s)?\b")
_WHOLE = re.compile(
    rf"{_OPENING}(?:"
    r"(?P<this>(?:this|that|these|those)(?=\s+(?:was|is|were|are|has|had|have|happened|went|made|left|"
    r"took|lasted|caused|meant|would|did|must|may|might|could|can|will|came|continued)\b)|"
    r"that['\u2019]s)|(?P<both>both|neither|either|one\s+of\s+them|none\s+of\s+them|some\s+of\s+them|"
    r"all\s+of\s+(?:them|this|that))\b(?!\s+(?:my|of\s+my|of\s+us|were\s+at\s+home))|"
    r"(?P<answer>(?:a[.:]\s)|(?:(?:i|he|she|they|we)\s+)?(?:just\s+)?(?:said|says|replied|answered)"
    r"\s*[,:]?\s*[\"“\u2018']?(?:yes|no|yeah|nothing|okay|ok)\b|(?:yes|no|yeah|nope)\b(?=\s*[,.!]))|"
    r"(?P<so>(?:i|he|she|they|we|it)\s+(?:\w+\s+)?(?:did|does)\s+(?:so|it|this|that|the\s+same)\b|"
    r"(?:he|she|they)\s+(?:did|did\s*n['\u2019]t|didn['\u2019]t|was|wasn['\u2019]t|were|would|would\s*n['\u2019]t)"
    r"(?=\s*[.!]|$)|(?:as\s+a\s+result|because\s+of\s+(?:this|that)|for\s+(?:this|that)\s+reason|"
    r"due\s+to\s+(?:this|that)|in\s+response)\b))"
)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word of a sentence that points back, and what it takes to fit it."""

    start: int
    end: int
    kind: Kind
    first: bool


class Account:
    """The sentences of an account with whom and what they name."""

    def __init__(self, text: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> None:
        """Take the account's sentences in order, and the mentions in the text."""
        self._text = text
        self._sentences = sentences
        self._small = small(text)
        self._named = named(text, self._small, sentences, mentions)
        self._kept: dict[int, tuple[_Cue, ...]] = {}

    def references(self, number: int) -> tuple[Reference, ...]:
        """Return what the words of a sentence mean that point back beyond it."""
        found: list[Reference] = []
        for cue in self._cues(number):
            if cue.kind == "whole":
                found.append(self._whole(number, cue))
                continue
            if self._inside(number, cue):
                continue
            meant = self._meant(number, cue)
            if meant:
                found.append(meant)
            elif cue.first and number:
                found.append(self._whole(number, cue))
        return tuple(found[:_MOST_IN_A_SENTENCE])

    def hangs_on(self, number: int) -> bool:
        """Whether a sentence says by its first words that it is about the whole one before."""
        return number > 0 and any(cue.kind == "whole" for cue in self._cues(number))

    def _whole(self, number: int, cue: _Cue) -> Reference:
        return Reference(
            start=cue.start,
            end=cue.end,
            kind="sentence",
            candidates=(self._sentences[number - 1],) if number else (),
        )

    def _cues(self, number: int) -> tuple[_Cue, ...]:
        """Return the words of a sentence that may point back: of each kind the first."""
        if number not in self._kept:
            self._kept[number] = tuple(self._found(number))
        return self._kept[number]

    def _found(self, number: int) -> list[_Cue]:
        start, end = self._sentences[number]
        text = self._small
        cues: dict[Kind, _Cue] = {}
        if number:
            whole = _WHOLE.match(text, start, end)
            if whole and whole.lastgroup:
                left, right = whole.span(whole.lastgroup)
                cues["whole"] = _Cue(left, max(right, left + 1), "whole", first=True)
            it = _IT_FIRST.match(text, start, end)
            if it and not _EMPTY_IT.match(text, it.start("word"), end) and "whole" not in cues:
                cues["thing"] = _Cue(*it.span("word"), "thing", first=True)
        quoted: list[Span] | None = None
        for pattern in (_SAME, PRONOUN):
            for match in pattern.finditer(text, start, end):
                if quoted is None:
                    quoted = quotations(self._text, start, end)
                kind = cast("Kind", match.lastgroup)
                place = match.start()
                if kind in cues or any(left < place < right for left, right in quoted):
                    continue
                early = _BEFORE_SUBJECT.fullmatch(text, start, place)
                cues[kind] = _Cue(place, match.end(), kind, first=bool(early))
        return sorted(cues.values(), key=lambda cue: cue.start)

    def _inside(self, number: int, cue: _Cue) -> bool:
        """Whether the sentence itself names what the word means."""
        return any(
            one.fits(cue.kind) and one.end <= cue.start
            for one in self._named[number]
            if not one.start <= cue.start < one.end
        )

    def _meant(self, number: int, cue: _Cue, chain: int = _LONGEST_CHAIN) -> Reference | None:
        """Return the last earlier mention that fits, or both where two do in one sentence."""
        reach = 1 if cue.kind == "thing" else _REACH
        for back in range(number - 1, max(-1, number - 1 - reach), -1):
            last = last_of_each([one for one in self._named[back] if one.fits(cue.kind)])
            if cue.kind == "many" and not last and cue.first and back == number - 1:
                last = last_of_each([one for one in self._named[back] if one.gender != "thing"])
                return _reference(cue, "together", last) if len(last) == 2 else None
            if last:
                # Of three or more nobody can say which: that is for whoever reads the sentence.
                kinds: dict[int, Literal["one", "either"]] = {1: "one", 2: "either"}
                return _reference(cue, kinds[len(last)], last) if len(last) in kinds else None
            again = next((one for one in self._cues(back) if one.kind == cue.kind), None)
            if again and chain:
                earlier = self._meant(back, again, chain - 1)
                return earlier and Reference(
                    start=cue.start,
                    end=cue.end,
                    kind=earlier.kind,
                    candidates=earlier.candidates,
                )
        return None


def _reference(
    cue: _Cue, kind: Literal["one", "either", "together"], meant: Sequence[Candidate]
) -> Reference:
    return Reference(
        start=cue.start,
        end=cue.end,
        kind=kind,
        candidates=tuple((one.start, one.end) for one in meant),
    )
