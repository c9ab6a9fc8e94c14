"""The CPU beside an accelerator: rate, memory, an induced lack of memory, and the same records.

Where torch finds no accelerator there is nothing to measure, and nothing is reported.
"""

import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from unittest.mock import patch

import torch
from torch import Tensor

from models.inference.analyser import Analyser
from models.inference.artefacts import ARTEFACTS
from models.inference.results import Analysis, Passage, Unanalysed
from tests.benchmarks.measure import Figure
from tests.benchmarks.texts import passages

_STATEMENTS, _LONG_STATEMENTS = 120, 1_200
# What the device may take beyond what it holds, in bytes: enough for small batches, and for none.
_LITTLE, _NOTHING = 64 << 20, 0
_BROKEN_BATCH = 3


def figures(*, long: bool, root: Path = ARTEFACTS) -> list[Figure]:
    """Measure the CUDA device beside the CPU on the same statements, in this run."""
    if not torch.cuda.is_available():
        return []
    texts = passages(_LONG_STATEMENTS if long else _STATEMENTS)
    cpu, device = Analyser.load(root, device="cpu"), Analyser.load(root, device="cuda")
    torch.cuda.reset_peak_memory_stats()
    slow, expected = _timed(cpu, texts)
    fast, found = _timed(device, texts)
    memory = torch.cuda.max_memory_allocated() / 1e6
    counts = device._cores["entities"].metrics.snapshot()
    little, halvings = _short_of_memory(device, texts[:40], _LITTLE)
    nothing, _ = _short_of_memory(device, texts[:40], _NOTHING)
    # Last of all: afterwards this process can use the device no more.
    fragile = Analyser.load(root, device="cuda")
    broken = _broken_at_work(fragile, texts[:40])

    def figure(key: str, what: str, value: float, unit: str, n: int = len(texts)) -> Figure:
        return Figure(key=f"accelerator_{key}", what=what, value=value, unit=unit, n=n)

    name = torch.cuda.get_device_name()
    return [
        figure("vs_cpu", f"analysis on {name} beside the CPU", slow / fast, "x"),
        figure(
            "encoder_tokens_per_s", "its encoder alone", counts["tokens_per_second"], "tokens/s"
        ),
        figure("peak_mb", "its memory", memory, "MB"),
        figure("padding_share", "share of padding", counts["padding_share"], "share"),
        figure("same_records", "records that are the same", _same(expected, found), "share"),
        figure("statements_per_s", "its rate of analysis", len(texts) / fast, "statements/s"),
        figure("halvings", "batches halved when its memory was nearly taken", halvings, "", 40),
        figure(
            "same_records_short_of_memory",
            "the same records with its memory nearly taken",
            _same(expected[:40], little),
            "share",
            40,
        ),
        figure(
            "same_records_without_memory",
            f"the same with all of it taken; it ended on {device.device}",
            _same(expected[:40], nothing),
            "share",
            40,
        ),
        figure(
            "same_records_when_it_breaks",
            f"the same with the device broken in its third batch; it ended on {fragile.device}",
            _same(expected[:40], broken),
            "share",
            40,
        ),
    ]


def _short_of_memory(
    device: Analyser, texts: list[Passage], more: int
) -> tuple[list[Analysis | Unanalysed], float]:
    """Analyse while the device may take ``more`` bytes; return the results and the halvings."""
    torch.cuda.empty_cache()
    everything = torch.cuda.get_device_properties(0).total_memory
    before = device.metrics()["halvings"]
    torch.cuda.set_per_process_memory_fraction((torch.cuda.memory_reserved() + more) / everything)
    try:
        found = device.analyse(texts)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    return found, device.metrics()["halvings"] - before


def _broken_at_work(device: Analyser, texts: list[Passage]) -> list[Analysis | Unanalysed]:
    """Analyse while the device fails an assertion of its own, which ends all work on it for good.

    It is a real one: a word is asked for that the vocabulary does not have.
    """
    network = device._cores["entities"]._network
    forward, batches = network.forward, count(1)

    def broken(ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        if next(batches) == _BROKEN_BATCH:
            ids = ids.clone()
            ids[0, 0] = network.shape.vocabulary
        return forward(ids, types, mask)

    with patch.object(network, "forward", broken):
        return device.analyse(texts)


def _timed(analyser: Analyser, texts: list[Passage]) -> tuple[float, list[Analysis | Unanalysed]]:
    analyser.analyse(texts[:8])
    start = time.perf_counter()
    found = analyser.analyse(texts)
    return time.perf_counter() - start, found


def _same(left: list[Analysis | Unanalysed], right: list[Analysis | Unanalysed]) -> float:
    equal = sum(_plain(one) == _plain(other) for one, other in zip(left, right, strict=True))
    return equal / len(left)


def _plain(one: Analysis | Unanalysed) -> Analysis | Unanalysed:
    return one if isinstance(one, Unanalysed) else replace(one, device="", device_reason="")
