"""Analysis of mixed statements beside the bare forward pass of its encoder on the same tokens."""

import time
from collections.abc import Sequence

import torch

from models.inference.analyser import Analyser
from models.inference.core import Core
from models.inference.results import Passage, Unanalysed
from models.inference.windows import Tokens
from tests.benchmarks.bare import Bare, best
from tests.benchmarks.measure import Figure, megabytes, peak_megabytes, seconds
from tests.benchmarks.texts import of_words, passages, whole

_STATEMENTS, _LONG_STATEMENTS = 300, 1_200
# Ours and the bare one take turns, so that what else the machine does hits both.
_TURNS = 6
_WORDS = 1_000


def figures(*, long: bool) -> list[Figure]:
    """Measure analysis against bare, tokens a second each, in this run."""
    before = megabytes()
    start = time.perf_counter()
    analyser = Analyser.load(device="cpu")
    loaded = time.perf_counter() - start
    core = analyser._cores["entities"]
    text = whole(of_words(_WORDS))
    analyser.analyse([text])
    one = seconds(lambda: analyser.analyse([text]), runs=15)
    found = [
        Figure(
            key="analyser_load_s",
            what="loading the models, torch included, from disk that was read before",
            value=loaded,
            unit="s",
            n=1,
        ),
        Figure(
            key=f"statement_{_WORDS}_words_s",
            what=f"one statement of {_WORDS:,} words, once loaded",
            value=one,
            unit="s",
            n=15,
        ),
        Figure(
            key=f"statement_{_WORDS}_words_peak_mb",
            what=f"peak memory of that process ({before:.0f} MB before loading)",
            value=peak_megabytes(),
            unit="MB",
            n=1,
        ),
    ]
    texts = passages(_LONG_STATEMENTS if long else _STATEMENTS)
    tokens = [core.tokeniser.read(passage.text) for passage in texts]
    ways = best(core, tokens)
    return [*found, *_compared(analyser, texts, tokens, ways)]


def _compared(
    analyser: Analyser,
    texts: Sequence[Passage],
    tokens: Sequence[Tokens],
    ways: tuple[Bare, Bare],
) -> list[Figure]:
    core: Core = analyser._cores["entities"]
    bare, ours = [0.0, 0.0], 0.0
    size = -(-len(texts) // _TURNS)
    for first in range(0, len(texts), size):
        part = slice(first, first + size)
        for place, way in enumerate(ways):
            bare[place] += way.seconds(core, tokens[part])
        start = time.perf_counter()
        analysed = analyser.analyse(texts[part])
        ours += time.perf_counter() - start
        assert not any(isinstance(one, Unanalysed) for one in analysed)
    count = sum(map(len, tokens))
    fastest = min(bare)
    counts = core.metrics.snapshot()
    threads = torch.get_num_threads()

    def figure(key: str, what: str, value: float, unit: str = "ratio") -> Figure:
        return Figure(key=key, what=what, value=value, unit=unit, n=len(texts))

    named = " and ".join(
        f"{way.name} {count / took:,.0f}/s in batches of {way.rows}"
        for way, took in zip(ways, bare, strict=True)
    )
    return [
        figure(
            "analysis_vs_bare",
            f"analysis beside the fastest bare encoder, {threads} cores ({named})",
            fastest / ours,
        ),
        figure("analysis_vs_transformers", "analysis beside the bare transformers", bare[0] / ours),
        figure("bare_tokens_per_s", "the fastest bare encoder", count / fastest, "tokens/s"),
        figure("analysis_tokens_per_s", "analysis", count / ours, "tokens/s"),
        figure(
            "windows_tokens_share",
            "tokens that windows read for one of the text",
            counts["window_tokens"] / counts["tokens"],
        ),
        figure("padding_share", "share of tokens that only fill up", counts["padding_share"]),
        figure(
            "read_alone_share",
            "documents read again alone, as a decision was too close",
            counts["read_alone"] / counts["documents"],
        ),
        figure(
            "analysis_peak_mb", f"peak memory over {len(texts)} statements", peak_megabytes(), "MB"
        ),
    ]
