"""The encoder's bare forward pass: the fastest that we know, on the same tokens, without padding.

Rows of a full window's length, so none is padded and none is short. Two ways are tried: the network
as transformers runs it, with all cores in each sum, and the layout that Deponent uses on the CPU,
one batch a core. The faster one is what analysis is measured against.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch

from models.inference.core import Core
from models.inference.windows import Tokens

_ROWS = (2, 4, 8, 16, 32)
_SWEEP_TOKENS = 16_384


@dataclass(frozen=True)
class Bare:
    """One way to run the encoder: which, how many rows a batch, and its run over ids and types."""

    name: str
    rows: int
    run: Callable[[torch.Tensor, torch.Tensor, int], None]

    def seconds(self, core: Core, tokens: Sequence[Tokens]) -> float:
        """Return how long the encoder alone takes for these tokens."""
        ids, types = _rows(core, tokens)
        start = time.perf_counter()
        self.run(ids, types, self.rows)
        # The remainder that fills no row takes its share.
        return (time.perf_counter() - start) * sum(map(len, tokens)) / ids.numel()


def best(core: Core, tokens: Sequence[Tokens]) -> tuple[Bare, Bare]:
    """Return the best batch of transformers' way and of Deponent's, by a sweep over some tokens."""
    some: list[Tokens] = []
    for one in tokens:
        some.append(one)
        if sum(map(len, some)) >= _SWEEP_TOKENS:
            break
    ways = (("transformers", _network(core)), ("unpadded", _unpadded(core)))
    found = []
    for name, run in ways:
        tried = [Bare(name, rows, run) for rows in _ROWS]
        found.append(min(tried, key=lambda way: way.seconds(core, some)))
    return found[0], found[1]


def _rows(core: Core, tokens: Sequence[Tokens]) -> tuple[torch.Tensor, torch.Tensor]:
    size = core._size
    rows = sum(map(len, tokens)) // size
    ids = np.concatenate([np.asarray(one.ids, np.int64) for one in tokens])[: rows * size]
    types = np.concatenate([np.asarray(one.types, np.int64) for one in tokens])[: rows * size]
    return (torch.from_numpy(one.reshape(rows, size)) for one in (ids, types))  # type: ignore[return-value]


def _network(core: Core) -> Callable[[torch.Tensor, torch.Tensor, int], None]:
    # On the CPU the core holds the weights alone; this is the library's own network of them.
    network = core._on_cpu.computing().eval()

    def run(ids: torch.Tensor, types: torch.Tensor, batch: int) -> None:
        with torch.inference_mode():
            for first in range(0, len(ids), batch):
                part = slice(first, first + batch)
                network(ids[part], types[part], torch.ones_like(ids[part]))

    return run


def _unpadded(core: Core) -> Callable[[torch.Tensor, torch.Tensor, int], None]:
    prepared, lanes = core._prepared, core._lanes.count

    def one(ids: torch.Tensor, types: torch.Tensor) -> None:
        if lanes > 1:
            torch.set_num_threads(1)
        with torch.inference_mode():
            prepared(ids.reshape(-1), types.reshape(-1), [ids.shape[1]] * len(ids))

    def run(ids: torch.Tensor, types: torch.Tensor, batch: int) -> None:
        before = torch.get_num_threads()
        with ThreadPoolExecutor(lanes) as pool:
            parts = [slice(first, first + batch) for first in range(0, len(ids), batch)]
            for done in [pool.submit(one, ids[part], types[part]) for part in parts]:
                done.result()
        torch.set_num_threads(before)

    return run
