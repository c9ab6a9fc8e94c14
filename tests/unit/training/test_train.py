"""Several runs become one model, and the model says how each was made."""

import json
from pathlib import Path

import pytest
import torch

from models.training.runs import Run, RunFailed, averaged, learn_side_by_side, told


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


def test_a_run_that_fails_in_its_own_process_is_named(tmp_path: Path) -> None:
    lacking = Run(
        start=tmp_path / "absent.pt",
        checkpoint=tmp_path / "corpus-0.pt",
        tokenizer=tmp_path / "tokenizer.json",
        data=tmp_path,
        seed=1,
    )
    with pytest.raises(RunFailed, match=r"corpus-0\.pt"):
        learn_side_by_side([lacking])
