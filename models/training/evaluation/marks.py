"""Mentions against marks: precision, recall and F1 by label, beside how far two readers agree."""

from collections.abc import Sequence
from typing import Any

from models.inference.results import Analysis
from models.training.agreement import Agreement, measured
from models.training.corpus import Statement
from models.training.datasets import LABELS
from models.training.evaluation.intervals import Floats, draws, interval, ratios
from models.training.scoring import Counts, Labelled, Tally

ALL, MODEL, RULES = "all labels", "model-decided", "rule-decided"


def marked(statement: Statement) -> list[Labelled]:
    """Return what the corpus marks in a statement."""
    return [(mark.start, mark.end, mark.label) for mark in statement.marked.marks]


def found(analysis: Analysis) -> list[Labelled]:
    """Return what was found in a text."""
    return [(one.start, one.end, one.label) for one in analysis.mentions]


def tallies(chosen: Sequence[Statement], analyses: Sequence[Analysis]) -> list[Tally]:
    """Count each statement on its own."""
    counted = []
    for statement, analysis in zip(chosen, analyses, strict=True):
        tally = Tally()
        tally.add(found(analysis), marked(statement))
        counted.append(tally)
    return counted


def measure(chosen: Sequence[Statement], analyses: Sequence[Analysis]) -> dict[str, Any]:
    """Return totals, labels and the readers' agreement on the statements that two have read."""
    counted = tallies(chosen, analyses)
    labels = sorted({label for tally in counted for label in tally.labels})
    readers = measured(chosen)
    drawn = draws(len(chosen))
    ruled = _ruled(analyses)
    parts = {ALL: labels, MODEL: list(LABELS), RULES: sorted(set(labels) - set(LABELS))}
    return {
        "readers": {
            "statements": readers.statements,
            "mentions": readers.marks.total().marked,
            "facts_at_20_percent": round(readers.facts, 4),
        },
        "totals": {
            name: _row(counted, part, readers) | _intervals(counted, part, drawn)
            for name, part in parts.items()
        },
        "labels": {
            label: _row(counted, [label], readers) | {"by_rule": ruled.get(label, 0.0)}
            for label in labels
        },
    }


def figures(counts: Counts) -> dict[str, Any]:
    """Return counts as figures, strict and by overlap."""
    precision, recall, both = counts.strict()
    touching = counts.overlap()
    return {
        "marked": counts.marked,
        "found": counts.found,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(both, 4),
        "overlap_precision": round(touching[0], 4),
        "overlap_recall": round(touching[1], 4),
        "overlap_f1": round(touching[2], 4),
    }


def _row(counted: Sequence[Tally], labels: Sequence[str], readers: Agreement) -> dict[str, Any]:
    total = Counts()
    for tally in counted:
        total.add(tally.total(labels))
    between = readers.marks.total(labels)
    # No figure rather than a nought where the second readers saw none.
    return figures(total) | {
        "readers_f1": round(between.strict()[2], 4) if between.marked + between.found else None
    }


def _intervals(
    counted: Sequence[Tally], labels: Sequence[str], drawn: Floats
) -> dict[str, list[float]]:
    each = [tally.total(labels) for tally in counted]
    right = [one.right for one in each]
    under: dict[str, list[float]] = {
        "precision": [one.found for one in each],
        "recall": [one.marked for one in each],
        "f1": [(one.found + one.marked) / 2 for one in each],
    }
    return {
        f"{name}_interval": interval(ratios(drawn, right, counts)) for name, counts in under.items()
    }


def _ruled(analyses: Sequence[Analysis]) -> dict[str, float]:
    """Return the share of each label's mentions that a rule found."""
    sources: dict[str, list[bool]] = {}
    for analysis in analyses:
        for one in analysis.mentions:
            sources.setdefault(one.label, []).append(one.source != "model")
    return {label: round(sum(ruled) / len(ruled), 4) for label, ruled in sources.items()}
