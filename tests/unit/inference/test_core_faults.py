"""Faults at load, in the middle of a batch, twice in a row, and on a CPU that is short itself."""

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from models.inference import analyser as analysis
from models.inference.analyser import Analyser
from models.inference.batches import Reading
from models.inference.core import Core
from models.inference.device import Device
from models.inference.encoder import StatementEncoder
from models.inference.errors import GoldenMismatch
from models.inference.results import Unanalysed
from tests.unit.inference.broken import ACCELERATOR, core, inject
from tests.unit.inference.test_core import TEXTS, read, same
from tests.unit.inference.tiny import artefact, network, tokeniser


def test_a_failing_device_is_left_for_the_cpu_and_the_work_finished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built = core(ACCELERATOR)
    expected = read(core())
    calls = []

    def fault(_windows: int, ids: torch.Tensor) -> None:
        calls.append(ids)
        if len(calls) == 3:
            raise RuntimeError("CUDA error: device-side assert triggered")

    inject(monkeypatch, fault)
    assert same(read(built), expected)
    assert built.device.name == "cpu"
    assert "failed during the work" in built.device.reason
    assert built.metrics.fallbacks == 1


def test_a_device_short_of_memory_for_one_window_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    built = core(ACCELERATOR)
    left: list[bool] = []

    def fault(_windows: int, _ids: torch.Tensor) -> None:
        if not built.device.is_cpu:
            raise torch.OutOfMemoryError("CUDA out of memory")
        left.append(True)

    inject(monkeypatch, fault)
    assert all(isinstance(one, Reading) for one in read(built))
    assert "memory" in built.device.reason
    assert left


def test_a_device_that_answers_nonsense_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    built = core(ACCELERATOR)
    expected = read(core())
    real: Any = StatementEncoder.forward

    def forward(self: StatementEncoder, *inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states, logits = real(self, *inputs)
        return states, logits if built.device.is_cpu else logits * float("nan")

    monkeypatch.setattr(StatementEncoder, "forward", forward)
    assert same(read(built), expected)
    assert built.device.is_cpu


@pytest.mark.parametrize("threads", [1, 3])
def test_after_the_device_the_cpu_fails_too_and_the_work_is_still_finished(
    monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    built = core(ACCELERATOR, budget=400, threads=threads)
    expected = read(core())
    faults: list[Exception] = [
        RuntimeError("CUDA error: unspecified launch failure"),
        MemoryError(),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"),
        MemoryError(),
    ]

    def fault(_windows: int, _ids: torch.Tensor) -> None:
        if faults:
            raise faults.pop(0)

    inject(monkeypatch, fault)
    assert same(read(built), expected)
    assert not faults
    assert built.device.is_cpu


@pytest.mark.parametrize("device", ["cpu", ACCELERATOR])
@pytest.mark.parametrize("threads", [1, 3])
def test_a_fault_that_stays_ends_with_every_document_told(
    monkeypatch: pytest.MonkeyPatch, threads: int, device: str
) -> None:
    built = core(device, threads=threads)

    def fault(_windows: int, _ids: torch.Tensor) -> None:
        raise RuntimeError("broken everywhere")

    inject(monkeypatch, fault)
    found = read(built)
    assert len(found) == len(TEXTS)
    assert all(isinstance(one, Unanalysed) for one in found)


@pytest.mark.parametrize("threads", [1, 3])
def test_a_window_for_which_memory_lacks_beside_others_has_its_turn_alone(
    monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    built = core(budget=300, threads=threads)
    texts = [*TEXTS, "!"]
    expected = read(core(), texts)
    mark = tokeniser().read("!").ids[0]
    alone: list[int] = []

    def fault(windows: int, ids: torch.Tensor) -> None:
        if (ids == mark).any() and len(alone) < 1:
            if windows == 1:
                alone.append(windows)
            raise MemoryError

    inject(monkeypatch, fault)
    assert same(read(built, texts), expected)
    assert built.metrics.given_up == 0


@pytest.mark.parametrize(("lacking", "fails"), [(1, False), (2, True)])
def test_a_document_without_room_for_its_answers_waits_and_then_fails_alone(
    monkeypatch: pytest.MonkeyPatch, lacking: int, *, fails: bool
) -> None:
    built = core(budget=100, threads=2)
    expected = read(core())
    longest = max(len(tokeniser().read(text)) for text in TEXTS)
    real = Reading.empty
    lacks = iter(range(lacking))

    def empty(tokens: int, width: int, labels: int) -> Reading:
        if tokens == longest and next(lacks, None) is not None:
            raise MemoryError
        return real(tokens, width, labels)

    monkeypatch.setattr(Reading, "empty", empty)
    found = read(built)
    if fails:
        last = found.pop()
        assert isinstance(last, Unanalysed)
        assert last.reason == "out_of_memory"
        expected.pop()
    assert same(found, expected)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (torch.OutOfMemoryError("CUDA out of memory"), "too little memory"),
        (RuntimeError("CUDA error: no kernel image"), "cannot be put there"),
        (AssertionError("Torch not compiled with CUDA enabled"), "cannot be put there"),
    ],
)
def test_a_device_that_does_not_take_the_model_is_not_used(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def to(self: StatementEncoder, device: str) -> StatementEncoder:
        raise error

    monkeypatch.setattr(StatementEncoder, "to", to)
    built = Core(
        network(),
        tokeniser(),
        Device(name="cuda:7", reason="tests"),
        size=32,
        overlap=8,
        token_budget=200,
        threads=1,
    )
    assert built.device.is_cpu
    assert "cuda:7" in built.device.reason
    assert words in built.device.reason
    assert same(read(built), read(core()))


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the CPU pass for an accelerator of another name."""
    monkeypatch.setattr(analysis, "choose", lambda _: Device(name=ACCELERATOR, reason="tests"))


def broken_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only an accelerator runs padded batches of several windows, and it alone breaks.
    real: Any = StatementEncoder.forward

    def forward(self: StatementEncoder, ids: torch.Tensor, *others: torch.Tensor) -> object:
        if ids.shape[0] > 1:
            raise RuntimeError("CUDA error: device-side assert triggered")
        return real(self, ids, *others)

    monkeypatch.setattr(StatementEncoder, "forward", forward)


@pytest.mark.usefixtures("pretended")
def test_a_device_that_fails_on_the_golden_batch_is_left_at_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    artefact(tmp_path)
    broken_accelerator(monkeypatch)
    loaded = Analyser.load(tmp_path, device="auto")
    assert loaded.device == "cpu"
    assert loaded.device_reason.count("to the CPU") == 1
    assert ACCELERATOR in loaded.device_reason


@pytest.mark.usefixtures("pretended")
def test_a_named_device_that_fails_on_the_golden_batch_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    artefact(tmp_path)
    broken_accelerator(monkeypatch)
    with pytest.raises(GoldenMismatch, match="cannot be used on cpu:0: "):
        Analyser.load(tmp_path, device="cpu:0")


def test_the_networks_own_copy_stays_on_the_cpu() -> None:
    built = core(ACCELERATOR)
    before = copy.deepcopy(built._on_cpu.state_dict())
    read(built)
    after = built._on_cpu.state_dict()
    assert all(np.array_equal(before[name].numpy(), after[name].numpy()) for name in before)
