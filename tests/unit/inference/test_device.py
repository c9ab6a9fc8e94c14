"""Which device, and why."""

import pytest
import torch

from models.inference import device
from models.inference.errors import DeviceUnavailable


def test_the_cpu_can_always_be_asked_for() -> None:
    chosen = device.choose(" CPU ")
    assert chosen.is_cpu
    assert "asked for" in chosen.reason


def test_auto_takes_the_cpu_without_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    chosen = device.choose("auto")
    assert chosen.name == "cpu"
    assert "No CUDA device" in chosen.reason


def test_auto_falls_back_from_a_broken_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(device, "_fault", lambda name: "the driver is too old")
    chosen = device.choose("auto")
    assert chosen.is_cpu
    assert "the driver is too old" in chosen.reason


def test_auto_takes_a_working_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(device, "_fault", lambda name: None)
    assert device.choose("auto").name == "cuda"


@pytest.mark.parametrize("name", ["cuda:99", "toaster", ""])
def test_a_named_device_that_does_not_work_fails_loudly(name: str) -> None:
    with pytest.raises(DeviceUnavailable, match="asked for by name"):
        device.choose(name)


def test_falling_back_says_from_where_and_why() -> None:
    back = device.fallen_back(device.Device(name="cuda", reason="found"), "it ran out of memory")
    assert back.is_cpu
    assert "cuda" in back.reason
    assert "out of memory" in back.reason
