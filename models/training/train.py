"""Train the model: public sets first, then the corpus; then thresholds, packing and activation.

``python -m models.training.train --work var/training`` takes about two hours on two cores, and some
minutes with ``--device cuda``. What an accelerator adds up differs in the last bits from run to
run; on the CPU one seed gives one model.
"""

import argparse
import copy
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from models.inference import artefacts, statement_model
from models.inference.core import Core
from models.inference.device import choose
from models.inference.encoder import StatementEncoder
from models.inference.spans import EntityRules
from models.inference.summary import SummaryRules
from models.inference.windows import Tokeniser
from models.training import corpus_stage, package, public_stage, tuning
from models.training.corpus import Statement, statements
from models.training.datasets import LABELS
from models.training.names import sources
from models.training.synthesis import read_lists

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
# Chosen on the development part (decision 0009): beside half the passes over the public sets, a
# third of the names changed and a lower rate, more names are found, and more alike.
_PEAK_RATE = 2.2e-4
_PUBLIC_PASSES, _PUBLIC_SWAPS, _CORPUS_SWAPS = 2, 0.5, 0.6
NAME, VERSION = "minilm-statements", "5"


def main() -> None:
    """Read the command line and do all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=artefacts.ARTEFACTS)
    parser.add_argument("--data", type=Path, default=DATA, help="the public sets and lists")
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints are kept")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--run-seed", type=int, default=48, help="the first run's; each further one's is one more"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="where it learns: cpu, cuda, cuda:1, ...")
    parser.add_argument("--epochs", type=int, default=9, help="passes over the corpus")
    parser.add_argument(
        "--public", type=Path, help="a checkpoint of the public stage to go on from"
    )
    parser.add_argument(
        "--runs", type=int, default=2, help="runs of the corpus stage whose weights are averaged"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        nargs="+",
        default=[],
        help="checkpoints of the corpus stage to average and pack",
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    base = public_stage.base_folder()
    # Read once: what is learnt, what is chosen on and what is counted are the same files.
    corpus = statements()
    network = _public_stage(options, base)
    runs = options.corpus or _corpus_stages(options, base, network, corpus)
    network.load_state_dict(averaged([torch.load(one, weights_only=True) for one in runs]))
    made = {
        "command": "python -m models.training.train",
        "seed": options.seed,
        "device": options.device,
        "runs": "; ".join(told(one) for one in runs),
        "torch": torch.__version__,
        "corpus_statements": max(_sidecar(one)["statements"] for one in runs),
    }
    print(pack(network, base / "tokenizer.json", options.out, corpus, made))


def _public_stage(options: argparse.Namespace, base: Path) -> StatementEncoder:
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    network = public_stage.fresh(base, dropout=0.1)
    if options.corpus:
        return network
    if options.public:
        kept = torch.load(options.public, weights_only=True)
        # The salience head learns in the corpus stage only.
        fresh = {k: v for k, v in network.state_dict().items() if k.startswith("salience.")}
        network.load_state_dict({k: v for k, v in kept.items() if k not in fresh} | fresh)
        return network
    lists = read_lists(options.data / "lists")
    passes = [
        public_stage.examples(options.data, lists, chance, _PUBLIC_SWAPS)
        for _ in range(_PUBLIC_PASSES)
    ]
    public_stage.run(
        network,
        Tokeniser(base / "tokenizer.json"),
        [example for one in passes for example in one],
        chance=chance,
        checkpoint=options.work / "public.pt",
        device=options.device,
    )
    return network


def _corpus_stages(
    options: argparse.Namespace,
    base: Path,
    network: StatementEncoder,
    corpus: Sequence[Statement],
) -> list[Path]:
    """Learn from the corpus several times over from the same start; return the checkpoints.

    The runs differ in the order of the statements and in what is swapped, dropped and spoilt. Since
    all begin from the same weights, the mean of what they learn is better than either (measured on
    the development part; after Wortsman and others, "Model soups", 2022).
    """
    start = copy.deepcopy(network.state_dict())
    kept = []
    for number in range(options.runs):
        network.load_state_dict(start)
        kept.append(options.work / f"corpus-{number}.pt")
        _corpus_stage(options, base, network, corpus, number, kept[-1])
    return kept


def _corpus_stage(
    options: argparse.Namespace,
    base: Path,
    network: StatementEncoder,
    corpus: Sequence[Statement],
    number: int,
    checkpoint: Path,
) -> None:
    lists = read_lists(options.data / "lists")
    chosen = [one for one in corpus if one.part == "train"]
    seed = options.run_seed + number
    torch.manual_seed(seed)
    chance = random.Random(seed)
    public = public_stage.examples(options.data, lists, chance)
    corpus_stage.run(
        network,
        Tokeniser(base / "tokenizer.json"),
        chosen,
        corpus_stage.replayed(public, chance),
        corpus_stage.general(options.data / "salience", chance, gum=48, qmsum=12),
        lists,
        chance=chance,
        epochs=options.epochs,
        checkpoint=checkpoint,
        rate=_PEAK_RATE,
        swaps=_CORPUS_SWAPS,
        device=options.device,
    )
    how = {"seed": seed, "epochs": options.epochs, "statements": len(chosen)}
    checkpoint.with_suffix(".json").write_text(json.dumps(how))


def told(checkpoint: Path) -> str:
    """Return in words how a run of the corpus stage was made, from what stands beside it."""
    how = _sidecar(checkpoint)
    return f"seed {how['seed']}, {how['epochs']} passes over {how['statements']} statements"


def _sidecar(checkpoint: Path) -> dict[str, int]:
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


def pack(
    network: StatementEncoder,
    tokenizer: Path,
    out: Path,
    corpus: Sequence[Statement],
    made: Mapping[str, str | int | float],
) -> Path:
    """Choose thresholds and weighing on the development part, write the artefact and activate it.

    The choice is made with the weights as they are stored, in int8.
    """
    network.load_state_dict(statement_model.restored(statement_model.reduced(network.state_dict())))
    rules = EntityRules(labels=LABELS, thresholds=dict.fromkeys(LABELS, 0.0), nests=frozenset())
    core = Core(
        network,
        Tokeniser(tokenizer),
        choose("cpu"),
        size=corpus_stage.WINDOW,
        overlap=corpus_stage.OVERLAP,
        token_budget=4096,
    )
    readings = tuning.read(core, [one for one in corpus if one.part == "dev"])
    entity_rules = tuning.echoes(readings, tuning.thresholds(readings, rules))
    summary_rules: SummaryRules = tuning.weighing(core, readings)
    folder = package.write(
        network,
        tokenizer,
        out,
        name=NAME,
        version=VERSION,
        window=corpus_stage.WINDOW,
        overlap=corpus_stage.OVERLAP,
        entity_rules=entity_rules,
        summary_rules=summary_rules,
        sources=sources(),
        scores={},
        made=made,
    )
    package.activate(out, f"{NAME}/{VERSION}")
    return folder


if __name__ == "__main__":
    main()
