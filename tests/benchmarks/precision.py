"""Other precisions for the encoder on the CPU: rate, memory, load, and whether records stay.

Each is run in a process of its own over the same windows. A score is kept in steps of log-odds, so
what counts is in how many documents a step or a decision comes out otherwise, and how far log-odds
stray: a document of which one decision stands nearer to an edge than that is read again in float32.
"""

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from models.inference import artefacts, batches, statement_model
from models.inference.analyser import TOKEN_BUDGET
from models.inference.batches import Reading
from models.inference.closeness import STEP, TOLERANCE, Watch
from models.inference.core import Core
from models.inference.device import Device
from models.inference.encoder import StatementEncoder
from models.inference.reading import Interpreter
from models.inference.statement_model import StatementModel
from tests.benchmarks.measure import Figure, megabytes, peak_megabytes
from tests.benchmarks.texts import passages

KINDS = ("float32", "float32_laid_out", "bfloat16", "int8_dynamic")
_DOCUMENTS, _LONG_DOCUMENTS = 24, 120


def figures(*, long: bool) -> list[Figure]:
    """Measure every precision beside float32 as torch keeps it."""
    count = _LONG_DOCUMENTS if long else _DOCUMENTS
    rows = {kind: _in_a_process(kind, count) for kind in KINDS}
    plain = rows[KINDS[0]]
    found = []
    for kind, row in rows.items():
        words = kind.replace("_", " ")
        told = {
            "rate": ("x", "rate beside float32", row["rate"] / plain["rate"]),
            "peak_mb": ("MB", "peak memory", row["peak"]),
            "load_s": ("s", "load", row["load"]),
            "mentions_same": ("share", "mentions that are the same", row["mentions"]),
            "sentences_same": ("share", "sentences whose salience is the same", row["sentences"]),
            "log_odds_off": ("log-odds", "99.9th percentile of how far it strays", row["off"]),
            "to_be_read_again": ("share", "documents to be read again", row["again"]),
        }
        found += [
            Figure(key=f"precision_{kind}_{key}", what=f"{words}: {what}", value=v, unit=u, n=count)
            for key, (u, what, v) in told.items()
        ]
    return found


def _in_a_process(kind: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.precision", kind, str(count)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    row: dict[str, float] = json.loads(answer.splitlines()[-1])
    return row


def measured(kind: str, count: int) -> dict[str, float]:
    """Return rate, memory, load time and agreement of one precision."""
    before = megabytes()
    start = time.perf_counter()
    folder = artefacts.active()["entities"]
    model = statement_model.load(artefacts.load(artefacts.ARTEFACTS, folder))
    core = Core(
        model.network,
        model.tokeniser,
        Device(name="cpu", reason="benchmark"),
        size=model.window,
        overlap=model.overlap,
        token_budget=TOKEN_BUDGET,
    )
    run = _WAYS[kind](core)
    load = time.perf_counter() - start
    texts = passages(count)
    tokens = [core.tokeniser.read(passage.text) for passage in texts]
    opened = [core.open(number, one) for number, one in enumerate(tokens)]
    jobs = batches.by_length([job for _, found in opened for job in found])
    run(core, jobs[:8])
    start = time.perf_counter()
    for first in range(0, len(jobs), 8):
        run(core, jobs[first : first + 8])
    rate = sum(map(len, jobs)) / (time.perf_counter() - start)
    row = {"rate": rate, "peak": peak_megabytes() - before, "load": load}
    return row | _agreement(
        model, core, texts, tokens, [document.reading for document, _ in opened]
    )


def _agreement(
    model: StatementModel, core: Core, texts: Any, tokens: Any, readings: list[Reading]
) -> dict[str, float]:
    interpreter = Interpreter(model, core)
    mentions = same = sentences = steps = 0
    strayed = []
    edges = []
    for passage, one, reading in zip(texts, tokens, readings, strict=True):
        alone = core.read_alone(one)
        strayed.append(np.abs(_odds(alone) - _odds(reading)).ravel())
        edges.append(_nearest_edge(interpreter, passage, one, alone))
        expected = interpreter._both(passage, one, alone, Watch())
        found = interpreter._both(passage, one, reading, Watch())
        left, right = (
            {(m.label, m.start, m.end, m.confidence) for m in f.mentions} for f in (expected, found)
        )
        mentions, same = mentions + len(left | right), same + len(left & right)
        pairs = list(zip(expected.sentences, found.sentences, strict=True))
        sentences, steps = sentences + len(pairs), steps + sum(a == b for a, b in pairs)
    off = float(np.quantile(np.concatenate(strayed), 0.999))
    again = np.mean([edge < max(off, TOLERANCE) for edge in edges])
    return {
        "mentions": same / mentions,
        "sentences": steps / sentences,
        "off": off,
        "again": float(again),
    }


def _nearest_edge(interpreter: Interpreter, passage: Any, tokens: Any, reading: Reading) -> float:
    """Return how near the nearest decision of a document stands to its edge, in log-odds."""
    nearest = STEP

    class Measuring(Watch):
        def above(self, value: float, threshold: float) -> bool:
            nonlocal nearest
            nearest = min(nearest, abs(value - threshold))
            return value >= threshold

        def step(self, log_odds: float) -> int:
            nonlocal nearest
            place = log_odds / STEP + 0.5
            nearest = min(nearest, abs(place - round(place)) * STEP)
            return super().step(log_odds)

    interpreter._both(passage, tokens, reading, Measuring())
    return nearest


def _odds(reading: Reading) -> Any:
    logits = reading.logits.astype(np.float64)
    return np.logaddexp(logits[:, :, 1], logits[:, :, 2]) - logits[:, :, 0]


Run = Callable[[Core, list[batches.Job]], None]


def _whole(core: Core) -> StatementEncoder:
    """Return the library's own network; on the CPU the core holds its weights alone."""
    return core._on_cpu.computing().eval()


def _network(core: Core, network: Any) -> Run:
    def run(core: Core, jobs: list[batches.Job]) -> None:
        states, logits = core._on_network(network, "cpu", jobs)
        for row, job in enumerate(jobs):
            job.write(states[row], logits[row])

    return run


def _laid_out(_core: Core) -> Run:
    return lambda core, jobs: core.answers(jobs)


def _bfloat16(core: Core) -> Run:
    return _network(core, _whole(core).to(torch.bfloat16))


def _int8(core: Core) -> Run:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        quantize: Any = torch.ao.quantization.quantize_dynamic
        network = quantize(_whole(core), {torch.nn.Linear}, dtype=torch.qint8)
    return _network(core, network)


_WAYS: dict[str, Callable[[Core], Run]] = {
    "float32": lambda core: _network(core, _whole(core)),
    "float32_laid_out": _laid_out,
    "bfloat16": _bfloat16,
    "int8_dynamic": _int8,
}

if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
