"""The salience head: a sentence in the light of the others."""

from pathlib import Path

import torch
from torch import Tensor

from models.inference import artefacts, statement_model
from models.inference.encoder import SalienceHead, Shape
from tests.unit.inference import tiny


def moved(context: int) -> Tensor:
    """Return how far each of five scores moves when one feature of the third sentence changes."""
    torch.manual_seed(3)
    shape = Shape(width=16, features=4, salience_width=8, salience_context=context)
    head = SalienceHead(shape, 0.0).eval()
    states, features = torch.randn(5, 16), torch.randn(5, 4)
    changed = features.clone()
    changed[2] += 1.0
    with torch.no_grad():
        before: Tensor = head(states, features)
        after: Tensor = head(states, changed)
    return (before - after).abs().amax(dim=1)


def test_with_context_a_sentence_is_read_among_its_neighbours() -> None:
    assert bool((moved(4) > 0).all())


def test_without_context_only_its_own_features_count() -> None:
    assert [bool(value > 0) for value in moved(0)] == [False, False, True, False, False]


def test_one_sentence_alone_has_a_score() -> None:
    head = SalienceHead(Shape(width=16, features=4, salience_width=8, salience_context=4), 0.0)
    assert head(torch.randn(1, 16), torch.randn(1, 4)).shape == (1, 2)


def test_a_folder_brings_back_context_and_echoes(tmp_path: Path) -> None:
    tiny.artefact(tmp_path)
    model = statement_model.load(artefacts.load(tmp_path, f"{tiny.NAME}/{tiny.VERSION}"))
    assert model.network.shape == tiny.network().shape
    assert model.entity_rules.echoes == {tiny.LABELS[0]: -1.5}
    states, features = torch.randn(3, 32), torch.randn(3, 16)
    with torch.no_grad():
        # The recurrent weights, too, are those that were written; only large matrices are rounded.
        assert torch.equal(
            model.network.salience(states, features), tiny.network().salience(states, features)
        )
