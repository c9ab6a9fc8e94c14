"""The public development parts: how the model does on texts and schemes that are not ours."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.training.datasets import Example, as_marked, public
from models.training.evaluation.marks import figures, found
from models.training.evaluation.reader import Reader
from models.training.scoring import Labelled, Tally

# What the project set itself for strict F1.
FLOORS = {"tab": 0.85, "btc": 0.75, "wnut17": 0.45, "uner_ewt": 0.75}
TITLES = {
    "tab": "TAB (court judgments)",
    "btc": "Broad Twitter Corpus",
    "wnut17": "WNUT-17 (rare names)",
    "uner_ewt": "UNER English (web)",
}


def measure(reader: Reader, data: Path, most: int | None = None) -> list[dict[str, Any]]:
    """Return figures over the labels that a set and the model both have.

    Args:
        reader: the models.
        data: the folder with ``entities``; without it nothing is measured.
        most: how many texts of each set are read; all if None.
    """
    if not (data / "entities").is_dir():
        return []
    ours: dict[str, list[Example]] = {}
    for one in public(data, "dev"):
        ours.setdefault(one.source, []).append(one)
    rows = []
    for source, floor in FLOORS.items():
        title = TITLES[source]
        row = measured(reader, title, as_marked(data, source)[:most])
        # A set that is never learnt from was not brought to our scheme.
        adapted = ours.get(source, [])[:most]
        edges = measured(reader, f"{title}, our edges", adapted)["f1"] if adapted else None
        rows.append({"set": title, "floor": floor, **row, "our_f1": edges})
    return rows


def measured(reader: Reader, what: str, examples: Sequence[Example]) -> dict[str, Any]:
    """Return figures on a set's texts.

    What the set does not mark, or marks otherwise than our scheme, is not held against the model.
    """
    tally = Tally()
    analyses = reader.texts(what, [one.text for one in examples])
    for one, analysis in zip(examples, analyses, strict=True):
        tally.add(
            [mention for mention in found(analysis) if asked_for(mention, one)],
            [(s.start, s.end, s.label) for s in one.spans if s.label in one.marked],
        )
    labels = sorted({label for one in examples for label in one.marked})
    return {"texts": len(examples), "labels": labels} | figures(tally.total())


def asked_for(mention: Labelled, one: Example) -> bool:
    """Whether a text says if this mention is right: its label is marked, and not masked there."""
    start, end, label = mention
    return label in one.marked and not any(
        masked.label == label and masked.start < end and start < masked.end for masked in one.masked
    )
