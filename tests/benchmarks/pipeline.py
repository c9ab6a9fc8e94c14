"""From PDF to stored record: the service, and ``deponent process``, beside the bare encoder.

The bare rate is measured in this process before and after, when nothing else runs.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from models.inference.analyser import Analyser
from models.inference.windows import Tokens
from tests.acceptance.service import Service, serving
from tests.benchmarks.bare import Bare, best
from tests.benchmarks.measure import Figure, peak_megabytes, processor_seconds
from tests.benchmarks.texts import pdfs
from worker.casefile import STAGES
from worker.equipment import reading_room
from worker.pipeline import passage
from worker.settings import Settings

_STATEMENTS, _LONG_STATEMENTS = 56, 280
_WARMING = 4
_PATIENCE_SECONDS = 1_800
_IN_HAND = [(stage, status) for stage in STAGES for status in ("waiting", "leased")]
_PARTS = {
    "worker.runner analyse": ("analyse", "analyse worker"),
    "worker.runner extract": ("extract", "extract worker"),
    "worker.dispatch": ("dispatch", "dispatcher"),
    "worker.api": ("api", "API and pages"),
    "redis": ("redis", "embedded Redis"),
}


def figures(*, long: bool) -> list[Figure]:
    """Measure the service and the command on copies of the sample's PDFs."""
    count = _LONG_STATEMENTS if long else _STATEMENTS
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = pdfs(place, count + _WARMING)
        bare = _BareRate(files[:14])
        before = bare.tokens_per_second()
        served, parts, started = _service(place / "home", files)
        between = bare.tokens_per_second()
        processed = _process(place, files[_WARMING:])
        after = bare.tokens_per_second()
    tokens, read = bare.tokens_of(count)
    fastest = max(before, between, after)

    def rate(key: str, what: str, seconds: float) -> list[Figure]:
        ratio = tokens / seconds / fastest
        return [
            Figure(key=f"{key}_vs_bare", what=what, value=ratio, unit="ratio", n=count),
            Figure(
                key=f"{key}_per_s",
                what=f"{what.split(',')[0]}, statements",
                value=count / seconds,
                unit="1/s",
                n=count,
            ),
        ]

    return [
        Figure(
            key="pipeline_tokens_read",
            what="share of a typed statement's tokens that the model reads, printed words left out",
            value=read / tokens,
            unit="ratio",
            n=count,
        ),
        *rate(
            "pipeline",
            f"PDF to stored record through the service, beside the bare encoder "
            f"({fastest:,.0f} tokens/s)",
            served,
        ),
        *rate("process", "deponent process, beside the bare encoder", processed),
        Figure(
            key="service_start_s", what="service from start to ready", value=started, unit="s", n=1
        ),
        *parts,
    ]


class _BareRate:
    """The bare encoder's rate on the tokens of these files' texts, all of them."""

    def __init__(self, files: Sequence[Path]) -> None:
        analyser = Analyser.load(device="cpu")
        self._core = analyser._cores["entities"]
        room = reading_room(Settings())
        try:
            documents = [room.read(file, filename=file.name) for file in files]
        finally:
            room.close()
        passages = [passage(document) for document in documents]
        self._tokens: list[Tokens] = [self._core.tokeniser.read(one.text) for one in passages]
        self._read = [
            len(tokens.without(one.printed))
            for one, tokens in zip(passages, self._tokens, strict=True)
        ]
        self._ways: tuple[Bare, Bare] = best(self._core, self._tokens)

    def tokens_of(self, count: int) -> tuple[int, int]:
        """Return how many tokens ``count`` of the files have, taken in turn, and are read."""
        lengths = [len(one) for one in self._tokens]
        taken = [place % len(lengths) for place in range(count)]
        return sum(lengths[place] for place in taken), sum(self._read[place] for place in taken)

    def tokens_per_second(self) -> float:
        """Measure the faster way once."""
        took = min(way.seconds(self._core, self._tokens) for way in self._ways)
        return sum(map(len, self._tokens)) / took


def _service(home: Path, files: Sequence[Path]) -> tuple[float, list[Figure], float]:
    """Return the seconds from first upload to last record, what each part took, and the start's."""
    start = time.perf_counter()
    with serving(home) as service:
        started = time.perf_counter() - start
        _through(service, files[:_WARMING])
        before = _processor(service)
        took = _through(service, files[_WARMING:])
        count = len(files) - _WARMING
        spent = [
            Figure(
                key=f"{key}_processor_s",
                what=f"{name}, processor time a statement",
                value=(seconds - before[key]) / count,
                unit="s",
                n=count,
            )
            for (key, name), seconds in zip(
                _PARTS.values(), _processor(service).values(), strict=True
            )
        ]
        memory = [
            Figure(
                key=f"{key}_peak_mb",
                what=f"{name}, peak memory",
                value=max(peak_megabytes(pid) for pid in service.pids(words)),
                unit="MB",
                n=len(files),
            )
            for words, (key, name) in _PARTS.items()
        ]
    return took, [*spent, *memory], started


def _processor(service: Service) -> dict[str, float]:
    """Return the processor time of each part of the service until now, its children's with it."""
    return {
        key: sum(map(processor_seconds, service.pids(words))) for words, (key, _) in _PARTS.items()
    }


def _through(service: Service, files: Sequence[Path]) -> float:
    """Put files through the service; return the seconds until the last has its record."""
    start = time.perf_counter()
    for file in files:
        service.client.submit(file, case_ref="BENCH/1", priority="backlog")
    deadline = start + _PATIENCE_SECONDS
    while any(service.store.work.counts().get(one) for one in _IN_HAND):
        assert time.perf_counter() < deadline, service.log()
        time.sleep(0.05)
    took = time.perf_counter() - start
    wrong = [one for one in service.store.work.counts() if one[1] != "done"]
    assert not wrong, wrong
    return took


def _process(place: Path, files: Sequence[Path]) -> float:
    """Return the seconds of the command on all files, less those that it takes for one."""
    return _command(place / "all", files) - _command(place / "one", files[:1])


def _command(out: Path, files: Sequence[Path]) -> float:
    command = [sys.executable, "-m", "worker.cli", "process", *map(str, files), "--out", str(out)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start
