"""Does a confidence of 0.9 mean that nine in ten are right? The model's own mentions only."""

from collections.abc import Iterable, Sequence
from typing import Any

from models.inference.results import Analysis
from models.training.corpus import Statement
from models.training.evaluation.marks import marked

BINS = 10


def measure(chosen: Sequence[Statement], analyses: Sequence[Analysis]) -> dict[str, Any]:
    """Return the bins and the expected calibration error; right means strictly right."""
    judged = []
    for statement, analysis in zip(chosen, analyses, strict=True):
        marks = set(marked(statement))
        judged += [
            (one.confidence, (one.start, one.end, one.label) in marks)
            for one in analysis.mentions
            if one.source == "model"
        ]
    return binned(judged)


def binned(judged: Iterable[tuple[float, bool]]) -> dict[str, Any]:
    """Return confidence against precision in bins of equal width.

    The expected calibration error is the mean distance between the two, weighed by the mentions
    in each bin.

    Args:
        judged: confidence (0 to 1) and whether it was right.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        bins[min(BINS - 1, int(confidence * BINS + 1e-9))].append((confidence, right))
    rows, error = [], 0.0
    total = sum(map(len, bins))
    for number, held in enumerate(bins):
        if not held:
            continue
        confidence = sum(value for value, _ in held) / len(held)
        precision = sum(right for _, right in held) / len(held)
        error += len(held) / total * abs(precision - confidence)
        rows.append(
            {
                "from": number / BINS,
                "to": (number + 1) / BINS,
                "mentions": len(held),
                "confidence": round(confidence, 4),
                "precision": round(precision, 4),
            }
        )
    return {"mentions": total, "expected_error": round(error, 4), "bins": rows}
