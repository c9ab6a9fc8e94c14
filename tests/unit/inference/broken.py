"""Faults injected where the core meets torch, on either road, and cores to inject them into."""

from collections.abc import Callable, Sequence

import pytest
import torch

from models.inference.core import Core
from models.inference.device import Device
from models.inference.encoder import Shape, StatementEncoder
from models.inference.unpadded import UnpaddedEncoder
from tests.unit.inference.tiny import network, tokeniser

Answer = tuple[torch.Tensor, torch.Tensor]
# Called with how many windows a batch has and their ids, before the batch is computed.
Fault = Callable[[int, torch.Tensor], None]
ACCELERATOR = "cpu:0"


def core(
    device: str = "cpu", budget: int = 200, threads: int = 1, made: StatementEncoder | None = None
) -> Core:
    """Return a core with a tiny network; any device but "cpu" is a pretended accelerator."""
    built = Core(
        made or network(),
        tokeniser(),
        Device(name="cpu", reason="tests"),
        size=32,
        overlap=8,
        token_budget=budget,
        threads=threads,
    )
    # The sums are the CPU's, only the name is another.
    built.device = Device(name=device, reason="tests")
    return built


def of_real_width() -> StatementEncoder:
    """Return a network of one layer whose matrices are as large as the released model's."""
    torch.manual_seed(1)
    return StatementEncoder(Shape(vocabulary=128, layers=1, positions=64)).eval()


def inject(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Have ``fault`` called before every batch, which it may break by raising."""
    padded: Callable[..., Answer] = StatementEncoder.forward
    unpadded: Callable[..., Answer] = UnpaddedEncoder.__call__

    def forward(
        self: StatementEncoder, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor
    ) -> Answer:
        fault(ids.shape[0], ids)
        return padded(self, ids, types, mask)

    def call(
        self: UnpaddedEncoder, ids: torch.Tensor, types: torch.Tensor, lengths: Sequence[int]
    ) -> Answer:
        fault(len(lengths), ids)
        return unpadded(self, ids, types, lengths)

    monkeypatch.setattr(StatementEncoder, "forward", forward)
    monkeypatch.setattr(UnpaddedEncoder, "__call__", call)
