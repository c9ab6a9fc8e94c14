"""Analysis of mixed statements beside the bare forward pass of its encoder on the same tokens."""

from pathlib import Path

import numpy as np
import torch

from models.inference.analyser import Analyser
from models.inference.core import Core
from models.inference.results import Passage
from models.inference.windows import Tokens
from models.training.corpus import statements
from tests.benchmarks.measure import Figure, seconds

_BATCHES = (4, 8, 16, 32)
_STATEMENTS = 300


def passages() -> list[Passage]:
    """Return 300 statements: the corpus, repeated as often as it takes."""
    texts = [statement.marked.text for statement in statements()]
    return [
        Passage(text=text, narrative=((0, len(text)),))
        for text in (texts * (_STATEMENTS // len(texts) + 1))[:_STATEMENTS]
    ]


def figures(artefacts: Path) -> list[Figure]:
    """Measure analysis against bare, tokens a second each, in this run."""
    analyser = Analyser.load(artefacts, device="cpu")
    texts = passages()
    core = analyser._cores["entities"]
    tokens = [core.tokeniser.read(passage.text) for passage in texts]
    count = sum(len(one) for one in tokens)
    bare = min(_bare(core, tokens, batch) for batch in _BATCHES)
    whole = seconds(lambda: analyser.analyse(texts), runs=1)
    return [
        Figure(
            key="analysis_vs_bare",
            what=f"analysis beside its bare encoder ({count / bare:,.0f} tokens/s)",
            value=bare / whole,
            unit="ratio",
            n=len(texts),
        ),
        Figure(
            key="analysis_tokens_per_s",
            what="analysis, tokens a second",
            value=count / whole,
            unit="tokens/s",
            n=len(texts),
        ),
    ]


def _bare(core: Core, tokens: list[Tokens], batch: int) -> float:
    """Return the seconds that the encoder alone needs for the tokens, without any padding."""
    size = core._size
    every = np.concatenate([one.ids for one in tokens])
    rows = len(every) // size
    ids = torch.from_numpy(every[: rows * size].reshape(rows, size).astype(np.int64))
    types, mask = torch.zeros_like(ids), torch.ones_like(ids)
    network = core._network

    def forward() -> None:
        with torch.inference_mode():
            for first in range(0, rows, batch):
                part = slice(first, first + batch)
                network(ids[part], types[part], mask[part])

    return seconds(forward, runs=1)
