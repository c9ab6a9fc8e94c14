"""One statement's newest record, as the many of a case are laid side by side."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worker import summary
from worker.casefile import Statement
from worker.record import CaseRecord, LeftOutSentence, RecordMention, SummarySentence

Told = SummarySentence | LeftOutSentence
Key = tuple[int, int]
"""Which testimony of the case, and which of its sentences."""


@dataclass(frozen=True, kw_only=True)
class Testimony:
    """A statement and its record, sentence by sentence.

    ``named`` holds for each sentence the mentions inside it; ``together`` names for a sentence
    those that are shown with it or not at all: a claim and its hedge.
    """

    statement: Statement
    record: CaseRecord
    sentences: tuple[Told, ...]
    named: tuple[tuple[RecordMention, ...], ...]
    together: Mapping[int, frozenset[int]]

    @property
    def witness(self) -> str:
        """The name that the form gives, on one line; empty where there is none."""
        field = self.record.form.get("statement_of")
        return " ".join(field.value.split()) if field else ""

    @property
    def dated(self) -> str | None:
        """The date of the statement as its form gives it, None where it gives none."""
        field = self.record.form.get("dated")
        return field.value if field else None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Where it stands among the others, in whatever order they come."""
        one = self.statement
        return self.dated or "~", one.filename.casefold(), one.sha256, one.id


def of(statement: Statement, record: CaseRecord) -> Testimony:
    """Return a statement's record as a testimony."""
    sentences = tuple(summary.every_sentence(record.summary))
    return Testimony(
        statement=statement,
        record=record,
        sentences=sentences,
        named=_named(sentences, record.mentions),
        together=_together(record.text, sentences),
    )


def _named(
    sentences: Sequence[Told], mentions: Sequence[RecordMention]
) -> tuple[tuple[RecordMention, ...], ...]:
    told = sorted(
        (one for one in mentions if one.source != "form"), key=lambda m: (m.start, -m.end, m.id)
    )
    inside = []
    for sentence in sentences:
        first = bisect_left(told, sentence.start, key=lambda m: m.start)
        last = bisect_left(told, sentence.end, first, key=lambda m: m.start)
        inside.append(tuple(one for one in told[first:last] if one.end <= sentence.end))
    return tuple(inside)


def _together(text: str, sentences: Sequence[Told]) -> dict[int, frozenset[int]]:
    """Return which sentences go together, each stretch of the text that is whole by itself.

    A record of schema 0.2 keeps only its own summary's sentences: two that do not stand side by
    side in the text are no claim and hedge.
    """
    from models.inference import hedges

    found: dict[int, frozenset[int]] = {}
    begin = 0
    for number in range(1, len(sentences) + 1):
        last = number == len(sentences)
        if not last and not text[sentences[number - 1].end : sentences[number].start].strip():
            continue
        run = [(one.start, one.end) for one in sentences[begin:number]]
        for one, group in hedges.partners(text, run).items():
            found[begin + one] = frozenset(begin + other for other in group)
        begin = number
    return found
