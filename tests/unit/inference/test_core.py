"""The core: any batch gives the same answers, and a fault costs no more than it must."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from models.inference.core import Core, Reading
from models.inference.device import Device
from models.inference.encoder import StatementEncoder
from models.inference.results import Unanalysed
from tests.unit.inference.tiny import network, tokeniser

TEXTS = [f"PC Lowe ran to {n} mill lane. " * (n + 1) for n in range(9)]
POISON = 5
Forward = Callable[..., tuple[torch.Tensor, torch.Tensor]]


def core(device: str = "cpu", budget: int = 200) -> Core:
    made = network()
    built = Core(
        made,
        tokeniser(),
        Device(name="cpu", reason="tests"),
        size=32,
        overlap=8,
        token_budget=budget,
    )
    # A pretended accelerator: the sums are the CPU's, only the name is another.
    built.device = Device(name=device, reason="tests")
    return built


def faulty(
    built: Core, monkeypatch: pytest.MonkeyPatch, fault: Callable[[torch.Tensor], None]
) -> None:
    real: Forward = StatementEncoder.forward

    def forward(
        self: StatementEncoder, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        fault(ids)
        return real(self, ids, types, mask)

    monkeypatch.setattr(StatementEncoder, "forward", forward)


def read(built: Core, texts: list[str] = TEXTS) -> list[Reading | Unanalysed]:
    return built.read([tokeniser().read(text) for text in texts])


def same(left: list[Reading | Unanalysed], right: list[Reading | Unanalysed]) -> bool:
    return all(
        isinstance(a, Reading)
        and isinstance(b, Reading)
        and np.allclose(a.logits, b.logits, atol=1e-4)
        and np.allclose(a.states, b.states, atol=1e-4)
        for a, b in zip(left, right, strict=True)
    )


@pytest.mark.parametrize("budget", [32, 100, 5000])
def test_any_batch_gives_the_answers_of_one_alone(budget: int) -> None:
    built = core(budget=budget)
    alone: list[Reading | Unanalysed] = [built.read_alone(tokeniser().read(text)) for text in TEXTS]
    assert same(read(built), alone)


def test_the_order_of_the_documents_is_kept() -> None:
    forwards, backwards = read(core()), read(core(), TEXTS[::-1])
    assert same(forwards, backwards[::-1])


def test_an_empty_document_has_an_empty_reading() -> None:
    empty, other = read(core(), ["", "PC Lowe ran"])
    assert isinstance(empty, Reading)
    assert empty.logits.shape == (0, 9, 3)
    assert isinstance(other, Reading)


def test_out_of_memory_halves_the_budget_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    built = core(budget=2000)
    expected = read(core())

    def fault(ids: torch.Tensor) -> None:
        if ids.shape[0] > 3:
            raise torch.OutOfMemoryError("CUDA out of memory")

    faulty(built, monkeypatch, fault)
    assert same(read(built), expected)
    assert built.token_budget < 2000
    assert built.device.reason == "tests"


def test_a_failing_device_is_left_for_the_cpu_and_the_work_finished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built = core(device="cpu:0")
    expected = read(core())
    calls = []

    def fault(ids: torch.Tensor) -> None:
        calls.append(ids)
        if len(calls) == 3:
            raise RuntimeError("CUDA error: device-side assert triggered")

    faulty(built, monkeypatch, fault)
    assert same(read(built), expected)
    assert built.device.name == "cpu"
    assert "failed during the work" in built.device.reason


def test_a_device_short_of_memory_for_one_window_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    built = core(device="cpu:0")
    left: list[bool] = []

    def fault(ids: torch.Tensor) -> None:
        if not built.device.is_cpu:
            raise torch.OutOfMemoryError("CUDA out of memory")
        left.append(True)

    faulty(built, monkeypatch, fault)
    assert all(isinstance(one, Reading) for one in read(built))
    assert "memory" in built.device.reason
    assert left


def test_a_device_that_answers_nonsense_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    built = core(device="cpu:0")
    expected = read(core())
    real: Forward = StatementEncoder.forward

    def forward(
        self: StatementEncoder, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        states, logits = real(self, ids, types, mask)
        return states, logits if built.device.is_cpu else logits * float("nan")

    monkeypatch.setattr(StatementEncoder, "forward", forward)
    assert same(read(built), expected)
    assert built.device.is_cpu


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ValueError("bad"), "analysis_failed"), (MemoryError(), "out_of_memory")],
)
def test_what_breaks_a_batch_is_found_and_fails_alone(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    built = core(budget=1000)
    expected = read(core())
    texts = [*TEXTS[:POISON], "!!! poison !!!", *TEXTS[POISON:]]
    mark = tokeniser().read("!").ids[0]

    def fault(ids: torch.Tensor) -> None:
        if (ids == mark).any():
            raise error

    faulty(built, monkeypatch, fault)
    found = read(built, texts)
    failed = found.pop(POISON)
    assert isinstance(failed, Unanalysed)
    assert failed.reason == reason
    assert "poison" not in failed.message
    assert same(found, expected)


def test_a_fault_twice_in_a_row_still_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    built = core(device="cpu:0")

    def fault(ids: torch.Tensor) -> None:
        raise RuntimeError("broken everywhere")

    faulty(built, monkeypatch, fault)
    assert all(isinstance(one, Unanalysed) for one in read(built))
