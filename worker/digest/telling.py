"""What a statement tells, as the modules of the digest read it: its sentences, clauses, mentions.

Cues are looked for in ``plain``, which is as long as the text and stands letter for letter over it:
capitals are small there, curly quotation marks straight, every space is a blank, and digits that an
OCR engine read for letters ("f0r", "PASC0E") are letters. Quotations always come from the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.inference.results import Modality, Sentence, Span
from worker.casefile import ExtractedDocument
from worker.digest.finding import Beginnings, Found
from worker.digest.lexicon.patterns import Phrases
from worker.digest.quoting import quote
from worker.digest.stretches import Stretches
from worker.record import DigestItem, DigestPart, RecordMention

_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\n\r\t\f\v\u00a0\u2028\u2029\u2009\u202f", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u2013\u2014", "-"),
        "\u017f": "s",
    }
)
_FOR_LETTERS = {"0": "o", "1": "l", "|": "l", "5": "s"}
# What stands before the sign is looked at after it: few characters are one.
_MISREAD = re.compile(r"[015|](?<=[A-Za-z].)(?=[A-Za-z])", re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"')
_SUBJECT = (
    r"(?:I|he|she|it|we|they|you|there|this|that|these|those|the|a|an|my|his|her|our|their|one|"
    r"both|nobody|someone|everyone|another|was|were|had|is|are|has|did|then|could|would)\b"
)
# Every joint begins with a blank or one of three signs, which are looked for first.
_BEGINS_JOINT = r"(?=[\s;:,])"
_JOINT = re.compile(
    rf"{_BEGINS_JOINT}(?<!\s)(?:\s*;\s*|\s*:\s+|\s+-+\s+|"
    rf"\s*,\s*(?=(?:and|but|so|then|or|yet|nor|who|whom|whose|which|when|"
    rf"while|whilst|because|cos|as|where|although|though|if|until|till|before|after|since)\b)|"
    rf"\s*,\s*(?={_SUBJECT})|"
    rf"\s+(?=(?:but|because|cos|although|though|whereas)\s)|"
    rf"\s+(?=(?:and|so|while|whilst|when|until|where|as|which|who)\s+{_SUBJECT})|"
    r"(?<=[.!?])(?<!\.[a-z]\.)\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell something: their place in the text and what kind of thing they tell."""

    kind: str
    start: int
    end: int
    value: str | None = None


@dataclass(frozen=True)
class Telling:
    """A statement's account. ``mentions`` are those of the narrative, sorted by start."""

    document: ExtractedDocument
    sentences: tuple[Sentence, ...]
    mentions: tuple[RecordMention, ...]

    @cached_property
    def plain(self) -> str:
        """The text with its odd signs made plain, offset for offset."""
        text = self.document.text.translate(_MARKS)
        small = text.lower()
        if len(small) != len(text):
            # A letter that has no small form of one character stays as it is.
            small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return _MISREAD.sub(lambda m: _FOR_LETTERS[m[0]], small)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> int | None:
        """Return the number of the sentence that ``offset`` stands in, None outside them all."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self.sentences[number].end else None

    def inside(self, start: int, end: int, labels: frozenset[str]) -> list[RecordMention]:
        """Return the mentions with one of ``labels`` that lie inside a span, in order."""
        return [m for m in self._between(start, end) if m.label in labels and m.end <= end]

    def ids(self, start: int, end: int) -> tuple[str, ...]:
        """Return the ids of the mentions inside a span."""
        return tuple(m.id for m in self._between(start, end) if m.end <= end)

    def _between(self, start: int, end: int) -> Sequence[RecordMention]:
        """Return the mentions that begin between two places."""
        first = bisect_left(self._mention_starts, start)
        return self.mentions[first : bisect_left(self._mention_starts, end, first)]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def found(self, phrases: Phrases, number: int) -> Sequence[re.Match[str]]:
        """Return the matches of some phrases in a sentence, in order."""
        return self._everywhere(phrases).get(number, ())

    def with_any(self, several: Iterable[Phrases]) -> list[int]:
        """Return the numbers of the sentences in which any of several phrases stands, in order."""
        return sorted({number for each in several for number in self._everywhere(each)})

    def _everywhere(self, phrases: Phrases) -> Found:
        if phrases not in self._found:
            self._found[phrases] = self._beginnings.find(phrases)
        return self._found[phrases]

    @cached_property
    def _beginnings(self) -> Beginnings:
        return Beginnings(self.plain, self.sentences)

    @cached_property
    def _found(self) -> dict[Phrases, Found]:
        return {}

    @cached_property
    def _clauses(self) -> dict[int, Stretches]:
        return {}

    @cached_property
    def _quoted(self) -> dict[int, Stretches]:
        return {}

    @cached_property
    def told_on(self) -> date | None:
        """The statement's date, or the last day that the account itself tells; None for none."""
        form = self.document.form
        dated = next((field.value for field in form if field.name == "dated"), None)
        told = (day_of(mention) for mention in self.mentions if mention.label == "DATE")
        return _iso(dated) or max((day for day in told if day is not None), default=None)

    @cached_property
    def own_standings(self) -> dict[int, Modality]:
        """How sentences stand by their own words, as far as it was asked: ``standing`` fills it."""
        return {}

    def clause_at(self, number: int, offset: int) -> Span:
        """Return the clause of a sentence that ``offset`` stands in; the sentence between two.

        What is quoted in a sentence is never parted.
        """
        sentence = self.sentences[number]
        if number not in self._clauses:
            clauses = _clauses(self.plain, sentence.start, sentence.end)
            self._clauses[number] = Stretches(clauses)
        return self._clauses[number].around(offset) or (sentence.start, sentence.end)

    def speech(self, number: int) -> Stretches:
        """Return what stands between quotation marks in a sentence."""
        if number not in self._quoted:
            sentence = self.sentences[number]
            found = _QUOTED.finditer(self.plain, sentence.start, sentence.end)
            self._quoted[number] = Stretches(m.span() for m in found)
        return self._quoted[number]

    def own_words(self, number: int) -> str:
        """Return a sentence without what is quoted in it; empty quotation marks are left."""
        sentence, text = self.sentences[number], self.document.text
        parts, last = [], sentence.start
        for found in _QUOTED.finditer(self.plain, sentence.start, sentence.end):
            parts += [text[last : found.start()], '""']
            last = found.end()
        return "".join([*parts, text[last : sentence.end]])

    def part(self, cue: Cue, modality: Modality = "stated") -> DigestPart:
        """Return the quoted words of a cue, without blanks at their edges."""
        start, end = cue.start, cue.end
        while end > start and self.document.text[end - 1].isspace():
            end -= 1
        while start < end and self.document.text[start].isspace():
            start += 1
        return DigestPart(
            kind=cue.kind,
            value=cue.value,
            modality=modality,
            **quote(self.document, start, end),
        )

    def sentence_item(
        self, number: int, cues: Sequence[Cue], modality: Modality | None = None
    ) -> DigestItem:
        """Return a whole sentence as an item, with its cues as parts."""
        sentence = self.sentences[number]
        return DigestItem(
            mention_ids=self.ids(sentence.start, sentence.end),
            modality=modality or sentence.modality,
            parts=tuple(self.part(cue) for cue in cues),
            **quote(self.document, sentence.start, sentence.end),
        )


def _clauses(plain: str, start: int, end: int) -> list[Span]:
    quoted = [m.span() for m in _QUOTED.finditer(plain, start, end)]
    clauses: list[Span] = []
    left, speech = start, 0
    for joint in _JOINT.finditer(plain, start, end):
        while speech < len(quoted) and quoted[speech][1] <= joint.start():
            speech += 1
        if speech < len(quoted) and quoted[speech][0] < joint.start():
            continue
        if joint.start() > left:
            clauses.append((left, joint.start()))
            left = joint.end()
    if left < end:
        clauses.append((left, end))
    return clauses


def apart(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues in order without those that overlap an earlier, longer one."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start, -c.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


def day_of(mention: RecordMention) -> date | None:
    """Return the day that a date means, as far as it is known; None where it is not a whole one."""
    value = mention.value or {}
    return _iso(value.get("inferred") or value.get("iso"))


def _iso(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told and len(told) == len("2025-03-03") else None
    except ValueError:
        return None
