"""The CPU beside an accelerator: rate, memory, an induced lack of memory, and the same records.

Where torch finds no accelerator there is nothing to measure, and nothing is reported.
"""

import time
from dataclasses import replace

import torch

from models.inference.analyser import Analyser
from models.inference.results import Analysis, Passage, Unanalysed
from tests.benchmarks.measure import Figure
from tests.benchmarks.texts import passages

_STATEMENTS, _LONG_STATEMENTS = 120, 1_200


def figures(*, long: bool) -> list[Figure]:
    """Measure the CUDA device beside the CPU on the same statements, in this run."""
    if not torch.cuda.is_available():
        return []
    texts = passages(_LONG_STATEMENTS if long else _STATEMENTS)
    cpu, device = Analyser.load(device="cpu"), Analyser.load(device="cuda")
    torch.cuda.reset_peak_memory_stats()
    slow, expected = _timed(cpu, texts)
    fast, found = _timed(device, texts)
    memory = torch.cuda.max_memory_allocated() / 1e6
    counts = device._cores["entities"].metrics.snapshot()
    torch.cuda.set_per_process_memory_fraction(0.005)
    _, short = _timed(device, texts[:40])
    torch.cuda.set_per_process_memory_fraction(1.0)

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
        figure(
            "same_records_short_of_memory",
            f"the same with its memory nearly taken away; it ended on {device.device}",
            _same(expected[:40], short),
            "share",
            40,
        ),
    ]


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
