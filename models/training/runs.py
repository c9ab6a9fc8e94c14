"""Runs of the corpus stage: each from the same start, apart or side by side, and their mean.

Runs differ in the order of the statements and in what is swapped, dropped and spoilt. Since all
begin from the same weights, the mean of what they learn is better than any one (measured on the
development part; after Wortsman and others, "Model soups", 2022).
"""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import torch
from torch import Tensor

from models.inference.encoder import Shape, StatementEncoder
from models.inference.windows import Tokeniser
from models.training import corpus_stage, public_stage
from models.training.corpus import statements
from models.training.datasets import LABELS
from models.training.synthesis import read_lists

# Chosen on the development part (decision 0009): at this rate, and with so many statements read
# with other names, more names are found, and more alike.
PEAK_RATE, SWAPS, PASSES = 2.2e-4, 0.6, 9


class RunFailed(Exception):
    """A run in a process of its own ended before it was done; what it printed says why."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of the corpus stage: where it begins, how it learns and where its weights go.

    ``start`` is a checkpoint, ``data`` the folder of public sets and lists, and ``tokenizer`` the
    encoder's own file.
    """

    start: Path
    checkpoint: Path
    tokenizer: Path
    data: Path
    seed: int
    epochs: int = PASSES
    rate: float = PEAK_RATE
    swaps: float = SWAPS
    device: str = "cpu"


def fresh() -> StatementEncoder:
    """Return a network of the shape that is trained, to be filled."""
    shape = Shape(labels=len(LABELS), salience_context=public_stage.SALIENCE_CONTEXT)
    return StatementEncoder(shape, dropout=0.1)


def learn(run: Run) -> Path:
    """Carry out one run; return its checkpoint, beside which stands how it was made."""
    torch.manual_seed(run.seed)
    chance = random.Random(run.seed)
    network = fresh()
    network.load_state_dict(torch.load(run.start, weights_only=True))
    lists = read_lists(run.data / "lists")
    chosen = [one for one in statements() if one.part == "train"]
    public = public_stage.examples(run.data, lists, chance)
    corpus_stage.run(
        network,
        Tokeniser(run.tokenizer),
        chosen,
        corpus_stage.replayed(public, chance),
        corpus_stage.general(run.data / "salience", chance, gum=48, qmsum=12),
        lists,
        chance=chance,
        epochs=run.epochs,
        checkpoint=run.checkpoint,
        rate=run.rate,
        swaps=run.swaps,
        device=run.device,
    )
    how = {"seed": run.seed, "epochs": run.epochs, "statements": len(chosen)}
    run.checkpoint.with_suffix(".json").write_text(json.dumps(how))
    return run.checkpoint


def learn_side_by_side(runs: Sequence[Run]) -> list[Path]:
    """Carry out runs at the same time, each in a process of its own. Raises RunFailed.

    One run leaves an accelerator idle most of the time.
    """
    context = get_context("spawn")
    processes = [context.Process(target=_alone, args=(run,)) for run in runs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    failed = [
        run.checkpoint.name
        for run, process in zip(runs, processes, strict=True)
        if process.exitcode != 0
    ]
    if failed:
        raise RunFailed(f"not done: {', '.join(failed)}")
    return [run.checkpoint for run in runs]


def _alone(run: Run) -> None:
    torch.set_num_threads(1)
    learn(run)


def told(checkpoint: Path) -> str:
    """Return in words how a run of the corpus stage was made, from what stands beside it."""
    how = sidecar(checkpoint)
    return f"seed {how['seed']}, {how['epochs']} passes over {how['statements']} statements"


def sidecar(checkpoint: Path) -> dict[str, int]:
    """Return how a run was made, as numbers by name."""
    found: dict[str, int] = json.loads(checkpoint.with_suffix(".json").read_text())
    return found


def averaged(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of several networks' weights; whole numbers are those of the first."""
    mean = {}
    for name, first in states[0].items():
        if first.is_floating_point():
            mean[name] = torch.stack([one[name] for one in states]).mean(dim=0)
        else:
            mean[name] = first
    return mean


def mean_of(kept: Sequence[Path]) -> dict[str, Tensor]:
    """Return the mean of the weights of several checkpoints."""
    return averaged([torch.load(one, weights_only=True) for one in kept])
