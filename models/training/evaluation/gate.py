"""Did anything get worse? This report beside the figures that the model was released with."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.inference import artefacts
from models.training import frozen
from models.training.evaluation.marks import ALL, MODEL

MAY_FALL = 0.005
PART_HASH = "part_sha256"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the figures hold, and what there is to say about it."""

    passed: bool
    words: tuple[str, ...]


def part_hash(part: str = "test") -> str:
    """Return the hash of a frozen test part: of the list of its files' hashes."""
    return hashlib.sha256(frozen.hashes(part).read_bytes()).hexdigest()


def chief(report: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures that may not fall, by their names in model.toml."""
    return {
        "person_recall": report["labels"].get("PERSON", {"recall": 0.0})["recall"],
        "strict_f1": report["totals"][ALL]["f1"],
        "strict_f1_model_decided": report["totals"][MODEL]["f1"],
        "key_facts_at_20_percent": report["facts"]["20%"]["model"],
    }


def released(root: Path) -> dict[str, Any]:
    """Return the scores of the active models; those for key facts are the summary model's."""
    folders = artefacts.active(root)
    scores = {
        task: dict(artefacts.describe(root / folder).about.get("scores", {}))
        for task, folder in folders.items()
    }
    facts = {name: figure for name, figure in scores["summary"].items() if "key_facts" in name}
    found = {name: figure for name, figure in scores["entities"].items() if "key_facts" not in name}
    same_part = scores["summary"].get(PART_HASH) == scores["entities"].get(PART_HASH)
    return found | (facts if same_part else {})


def prefix(part: str) -> str:
    """Return what stands before the names of a part's figures in model.toml."""
    return "" if part == "test" else f"{part}_"


def _of_part(scores: Mapping[str, Any], part: str) -> dict[str, Any]:
    others = [prefix(one) for one in frozen.PARTS if one not in ("test", part)]
    return {
        name.removeprefix(prefix(part)): figure
        for name, figure in scores.items()
        if name.startswith(prefix(part)) and not any(name.startswith(one) for one in others)
    }


def judge(report: Mapping[str, Any], scores: Mapping[str, Any]) -> Verdict:
    """Compare a report with a model's released scores.

    Args:
        report: from ``models.training.evaluate``.
        scores: the ``[scores]`` of model.toml.
    """
    if report["part"] not in frozen.PARTS:
        return Verdict(True, ("Not compared: the released figures are of the test parts.",))
    scores = _of_part(scores, report["part"])
    if not scores:
        return Verdict(True, ("Not compared: the model was released without figures.",))
    if scores.get(PART_HASH) != report[PART_HASH]:
        return Verdict(
            True,
            (
                (
                    "Not compared: the model's figures were measured on another test part "
                    f"({scores.get(PART_HASH) or 'its hash is not stated'}) than this one "
                    f"({report[PART_HASH]})."
                ),
            ),
        )
    words, passed = [], True
    for name, figure in chief(report).items():
        if name not in scores:
            words.append(f"{name}: {figure:.4f}; the model was released without it.")
            continue
        change = figure - float(scores[name])
        # A hair more than the limit, since decimal fractions are not exact.
        fell = change < -MAY_FALL - 1e-9
        passed = passed and not fell
        words.append(
            f"{name}: {figure:.4f}, released with {float(scores[name]):.4f} ({change:+.4f})"
            + (f": it fell by more than {MAY_FALL}." if fell else ".")
        )
    return Verdict(passed, tuple(words))
