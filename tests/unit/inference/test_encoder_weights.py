"""Weights without the library's arithmetic are the library's own weights."""

import subprocess
import sys
from pathlib import Path

import torch

from models.inference.encoder import StatementEncoder
from models.inference.encoder_weights import EncoderWeights
from models.inference.unpadded import ROWS, UnpaddedEncoder
from tests.unit.inference import tiny

ROOT = Path(__file__).parents[3]
LIBRARY = tiny.network()


def holding() -> StatementEncoder:
    """Return the same network, which holds its weights and doesn't compute."""
    held = StatementEncoder(LIBRARY.shape, computes=False)
    held.load_state_dict(LIBRARY.state_dict())
    return held.eval()


def test_they_have_the_names_and_shapes_of_the_library_s() -> None:
    shapes = {name: weight.shape for name, weight in LIBRARY.state_dict().items()}
    held = holding()
    assert isinstance(held.bert, EncoderWeights)
    assert {name: weight.shape for name, weight in held.state_dict().items()} == shapes


def test_the_processor_s_answers_are_the_same_to_the_last_bit() -> None:
    drawn = torch.Generator().manual_seed(3)
    ids = torch.randint(0, 128, (ROWS,), generator=drawn)
    types = torch.randint(0, 12, (ROWS,), generator=drawn)
    with torch.inference_mode():
        one = UnpaddedEncoder(LIBRARY)(ids, types, [20, 5])
        other = UnpaddedEncoder(holding())(ids, types, [20, 5])
    assert all(torch.equal(*pair) for pair in zip(one, other, strict=True))


def test_the_copy_for_a_device_computes_as_the_library_does() -> None:
    held = holding()
    copied = held.computing()
    ids, zeros = torch.arange(24).view(2, 12), torch.zeros(2, 12, dtype=torch.long)
    mask = torch.ones_like(ids)
    with torch.inference_mode():
        mine, theirs = copied(ids, zeros, mask), LIBRARY(ids, zeros, mask)
    assert not copied.training
    assert all(torch.equal(*pair) for pair in zip(mine, theirs, strict=True))
    copied.entities.weight.data.zero_()
    assert held.entities.weight.abs().sum() > 0


def test_a_model_loads_on_the_processor_without_the_library_or_torch_s_compiler() -> None:
    program = (
        "import sys; from worker.equipment import analyser; from worker.settings import Settings; "
        "analyser(Settings(device='cpu')); "
        "print(*sorted({'transformers', 'spacy', 'torch._dynamo', 'sympy'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.split() == []
