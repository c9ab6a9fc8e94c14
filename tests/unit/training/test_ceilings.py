"""Which texts a ceiling learns from, and which it is measured on."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from models.training.ceilings import divided
from models.training.datasets import Example


def written(folder: Path, source: str, parts: Sequence[str]) -> Path:
    (folder / "entities").mkdir()
    span = {"start": 0, "end": 3, "label": "PERSON"}
    other = {"start": 4, "end": 7, "label": None}
    with gzip.open(folder / "entities" / f"{source}.jsonl.gz", "wt", encoding="utf-8") as file:
        for number, part in enumerate(parts):
            row = {"split": part, "text": f"Ann ran {number}", "annotated": ["PERSON"]}
            file.write(json.dumps(row | {"spans": [span, other]}) + "\n")
    return folder


def texts(examples: Sequence[Example]) -> list[str]:
    return [one.text for one in examples]


def test_a_set_with_two_parts_is_learnt_from_one_and_measured_on_the_other(tmp_path: Path) -> None:
    data = written(tmp_path, "btc", ["train", "dev", "train"])
    ((learnt, measured),) = divided(data, "btc")
    assert texts(learnt) == ["Ann ran 0", "Ann ran 2"]
    assert texts(measured) == ["Ann ran 1"]
    assert [(s.start, s.end, s.label) for s in measured[0].spans] == [(0, 3, "PERSON")]


def test_of_a_set_without_a_training_part_each_half_is_measured_once(tmp_path: Path) -> None:
    data = written(tmp_path, "uner_ewt", ["dev"] * 5)
    folds = divided(data, "uner_ewt")
    assert all(not set(texts(learnt)) & set(texts(measured)) for learnt, measured in folds)
    measured = [text for _, held_out in folds for text in texts(held_out)]
    assert sorted(measured) == [f"Ann ran {number}" for number in range(5)]
