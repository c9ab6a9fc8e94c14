"""Windows end to end give the network's own answers, whatever stands beside them."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.inference import batches, unpadded
from models.inference.batches import Job, Open, Reading
from models.inference.unpadded import ROWS, UnpaddedEncoder
from models.inference.windows import Window
from tests.unit.inference.tiny import network, tokeniser

NETWORK = network()


@pytest.fixture(params=[True, False], ids=["laid out", "plain"])
def prepared(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> UnpaddedEncoder:
    if not request.param:
        monkeypatch.setattr(unpadded, "_laid_out_right", lambda: False)
    return UnpaddedEncoder(NETWORK)


@pytest.mark.parametrize("lengths", [[1], [32], [33, 2, 1], [20, 20, 20, 7]])
def test_the_answers_are_the_networks(prepared: UnpaddedEncoder, lengths: list[int]) -> None:
    chance = torch.Generator().manual_seed(5)
    rows = -(-sum(lengths) // ROWS) * ROWS
    ids = torch.randint(0, 128, (rows,), generator=chance)
    types = torch.randint(0, 12, (rows,), generator=chance)
    with torch.inference_mode():
        states, logits = prepared(ids, types, lengths)
        assert states.shape[0] == logits.shape[0] == sum(lengths)
        first = 0
        for length in lengths:
            here = slice(first, first + length)
            mask = torch.ones(1, length, dtype=torch.long)
            alone, odds = NETWORK(ids[None, here], types[None, here], mask)
            assert torch.allclose(states[here], alone[0], atol=1e-5)
            assert torch.allclose(logits[here], odds[0], atol=1e-5)
            first += length


def test_this_torch_offers_the_faster_layout() -> None:
    # Where a newer torch takes it away the records stay the same, but the work takes longer.
    assert UnpaddedEncoder(NETWORK).laid_out


def test_a_layout_that_adds_wrongly_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpadded._Laid, "onto", lambda _self, base, rows: torch.zeros_like(base))
    assert not UnpaddedEncoder(NETWORK).laid_out


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=30), st.integers(1, 6), st.integers(1, 200)
)
@settings(max_examples=200)
def test_batches_hold_every_window_once_and_in_order(
    lengths: list[int], least: int, budget: int
) -> None:
    tokens = tokeniser().read("lane " * 60)
    document = Open(0, tokens, Reading.empty(60, 2, 2), len(lengths))
    jobs = [Job(document, Window(0, length, 0, length)) for length in lengths]
    found = list(batches.end_to_end(jobs, least, budget))
    assert [job for part in found for job in part] == jobs
    assert all(found)
    assert len(found) >= min(least, len(jobs))
    longest = max(map(len, jobs))
    assert all(sum(map(len, part)) <= budget + 2 * longest for part in found)


def test_both_ways_of_laying_out_hold_the_same_tokens() -> None:
    tokens = tokeniser().read("PC Lowe ran to 14 mill lane. " * 4)
    document = Open(0, tokens, Reading.empty(len(tokens), 2, 2), 2)
    jobs = [Job(document, Window(0, 20, 0, 15)), Job(document, Window(10, 24, 15, 24))]
    marks = (1, 2, 0)
    ids, types, mask = batches.padded(jobs, marks)
    flat, flat_types = batches.unpadded(jobs, marks, ROWS)
    assert len(flat) == 64
    assert np.array_equal(ids[mask == 1], flat[: 22 + 16])
    assert np.array_equal(types[mask == 1], flat_types[: 22 + 16])
    assert not flat[22 + 16 :].any()
