"""Records made by hand for a case: sentences with their saliences, and what they name."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from models.inference.names import parts
from models.inference.results import Modality
from tests import factories
from worker.casefile import Failure, State, Statement
from worker.casework import composing, material
from worker.casework.case_summary import CaseLength, CaseSummary
from worker.casework.testimony import Testimony
from worker.record import (
    CaseRecord,
    Field,
    LeftOutSentence,
    RecordMention,
    Summary,
    SummarySentence,
)

WEIGHING = {"length_power": 0.6, "redundancy": 0.6, "floor": 0.1}
Pair = tuple[Statement, CaseRecord | None]
# Label to the words that are marked so, each with its value.
Named = Mapping[str, Sequence[tuple[str, Mapping[str, str] | None]]]


@dataclass(frozen=True)
class Line:
    """A sentence of an account. The line after it begins a paragraph where ``ends`` says so."""

    quote: str
    salience: float = 0.3
    modality: Modality = "stated"
    between: str = " "


def record(
    lines: Sequence[Line | str],
    named: "Named | None" = None,
    *,
    witness: str = "",
    dated: str = "",
    chosen: int = 1,
    whole: bool = True,
) -> CaseRecord:
    """Return a record whose account is ``lines``.

    ``named`` gives for labels the words that are named so, wherever they stand, with their value; a
    person's name needs none. The first ``chosen`` lines are the record's own summary. Without
    ``whole`` it is one of schema 0.2, which keeps nothing else.
    """
    front = f"Statement of: {witness}\n" if witness else ""
    told = [line if isinstance(line, Line) else Line(line) for line in lines]
    text, spans = front, []
    for line in told:
        spans.append((len(text), len(text) + len(line.quote)))
        text += line.quote + line.between
    form = {}
    if witness:
        start = front.index(witness)
        form["statement_of"] = _field(text, start, start + len(witness), witness)
    if dated:
        form["dated"] = _field(text, 0, 0, dated)
    plain = factories.plain(text)
    return replace(
        plain,
        schema="0.3" if whole else "0.2",
        form=form,
        mentions=tuple(_mentions(text, len(front), named or {})),
        summary=Summary(
            sentences=tuple(
                SummarySentence(
                    id=f"s{number}",
                    start=start,
                    end=end,
                    quote=text[start:end],
                    page=1,
                    boxes=(),
                    salience=line.salience,
                    modality=line.modality,
                    mention_ids=(),
                )
                for number, (line, (start, end)) in enumerate(
                    zip(told[:chosen], spans[:chosen], strict=True), start=1
                )
            ),
            left_out=tuple(
                LeftOutSentence(
                    id=f"o{number}",
                    start=start,
                    end=end,
                    quote=text[start:end],
                    page=1,
                    boxes=(),
                    salience=line.salience,
                    modality=line.modality,
                    reason="Left out.",
                )
                for number, (line, (start, end)) in enumerate(
                    zip(told[chosen:], spans[chosen:], strict=True), start=1
                )
            )
            if whole
            else (),
            words_in=sum(len(line.quote.split()) for line in told),
            words_out=0,
            weighing=WEIGHING if whole else {},
        ),
    )


def pair(
    made: CaseRecord | None,
    filename: str = "a.txt",
    *,
    state: State = State.NEEDS_REVIEW,
    failure: Failure | None = None,
) -> Pair:
    """Return a statement with a record, as a store would give them; the file's name tells it."""
    known = hashlib.sha256(filename.encode()).hexdigest()
    now = datetime(2026, 5, 1, tzinfo=UTC)
    statement = Statement(
        id=known[:32],
        case_ref="01ZD4417726",
        filename=filename,
        sha256=known,
        size=1,
        state=state,
        priority=10,
        received_at=now,
        received_by="jo",
        updated_at=now,
        version=made.version if made else None,
        failure=failure,
    )
    return statement, replace(made, statement_id=statement.id) if made else None


def testimonies(*records: CaseRecord) -> tuple[Testimony, ...]:
    """Return records as the testimonies of a case, in this order."""
    pairs = [pair(made, f"{number:03}.txt") for number, made in enumerate(records)]
    return material.sorted_out("01ZD4417726", pairs).testimonies


def summary(pairs: Sequence[Pair], **length: float) -> CaseSummary:
    """Return the summary of statements with their records."""
    found = material.sorted_out("01ZD4417726", list(pairs))
    return composing.of(found, CaseLength(**length))  # type: ignore[arg-type]  # by name


def summed(*records: CaseRecord, **length: float) -> CaseSummary:
    """Return the summary of records."""
    return summary(
        [pair(made, f"{number:03}.txt") for number, made in enumerate(records)], **length
    )


def _field(text: str, start: int, end: int, value: str) -> Field:
    return Field(start=start, end=end, quote=text[start:end], page=1, boxes=(), value=value)


def _mentions(text: str, begin: int, named: "Named") -> list[RecordMention]:
    found = []
    for label, words in named.items():
        for quote, value in words:
            for match in re.finditer(re.escape(quote), text[begin:]):
                start, end = begin + match.start(), begin + match.end()
                found.append((start, end, label, value))
    return [
        RecordMention(
            id=f"m{number}",
            label=label,
            start=start,
            end=end,
            quote=text[start:end],
            page=1,
            boxes=(),
            value=parts(text[start:end]) if label == "PERSON" and value is None else value,
            source="model" if label == "PERSON" else "rule",
            confidence=0.9,
            check="none",
            explanation="",
        )
        for number, (start, end, label, value) in enumerate(
            sorted(found, key=lambda one: (one[0], -one[1], one[2])), start=1
        )
    ]
