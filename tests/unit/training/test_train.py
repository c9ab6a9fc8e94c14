"""Several runs become one model, and the model says how each was made."""

import json
from pathlib import Path

import torch

from models.training.runs import averaged, told


def test_the_mean_of_two_networks_is_taken_weight_by_weight() -> None:
    one = {"w": torch.tensor([1.0, 3.0]), "steps": torch.tensor(7)}
    other = {"w": torch.tensor([3.0, 5.0]), "steps": torch.tensor(9)}
    mean = averaged([one, other])
    assert mean["w"].tolist() == [2.0, 4.0]
    assert mean["steps"].item() == 7
    assert one["w"].tolist() == [1.0, 3.0]


def test_one_network_alone_stays_as_it_is() -> None:
    one = {"w": torch.tensor([0.1, 0.7])}
    assert torch.equal(averaged([one])["w"], one["w"])


def test_a_run_says_how_it_was_made(tmp_path: Path) -> None:
    checkpoint = tmp_path / "corpus-0.pt"
    how = {"seed": 8, "epochs": 7, "statements": 389}
    checkpoint.with_suffix(".json").write_text(json.dumps(how))
    assert told(checkpoint) == "seed 8, 7 passes over 389 statements"


def test_a_taught_run_says_by_how_many(tmp_path: Path) -> None:
    checkpoint = tmp_path / "taught-0.pt"
    how = {"seed": 9, "epochs": 5, "statements": 498, "teachers": 4}
    checkpoint.with_suffix(".json").write_text(json.dumps(how))
    assert told(checkpoint) == "seed 9, 5 passes over 498 statements, taught by 4 runs"
