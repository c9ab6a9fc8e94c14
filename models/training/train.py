"""Train the model: public sets first, then the corpus; then thresholds, packing and activation.

``python -m models.training.train --work var/training`` takes about two hours on two cores, and some
minutes with ``--device cuda``. What an accelerator adds up differs in the last bits from run to
run; on the CPU one seed gives one model.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from models.inference import artefacts, statement_model
from models.inference.core import Core
from models.inference.device import choose
from models.inference.encoder import StatementEncoder
from models.inference.spans import EntityRules
from models.inference.summary import SummaryRules
from models.inference.windows import Tokeniser
from models.training import corpus_stage, package, public_stage, runs, tuning
from models.training.corpus import Statement, statements
from models.training.datasets import LABELS
from models.training.names import sources
from models.training.runs import Run
from models.training.synthesis import read_lists

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
# Chosen on the development part (decision 0009): beside half the passes over the public sets and a
# third of the names changed, more names are found, and more alike.
_PUBLIC_PASSES, _PUBLIC_SWAPS = 2, 0.5
NAME, VERSION = "minilm-statements", "5"


def main() -> None:
    """Read the command line and do all of it."""
    options = _options()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    base = public_stage.base_folder()
    if options.corpus:
        kept = options.corpus
    else:
        start = options.public or _public_stage(options, base)
        kept = _corpus_stages(options, base / "tokenizer.json", start)
    network = runs.fresh()
    network.load_state_dict(runs.mean_of(kept))
    made = {
        "command": "python -m models.training.train",
        "seed": options.seed,
        "device": options.device,
        "runs": "; ".join(runs.told(one) for one in kept),
        "torch": torch.__version__,
        "corpus_statements": max(runs.sidecar(one)["statements"] for one in kept),
    }
    print(pack(network, base / "tokenizer.json", options.out, statements(), made))


def _options() -> argparse.Namespace:
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
    parser.add_argument("--epochs", type=int, default=runs.PASSES, help="passes over the corpus")
    parser.add_argument(
        "--public", type=Path, help="a checkpoint of the public stage to go on from"
    )
    parser.add_argument(
        "--runs", type=int, default=2, help="runs of the corpus stage whose weights are averaged"
    )
    parser.add_argument(
        "--side-by-side", action="store_true", help="do runs at the same time (on an accelerator)"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        nargs="+",
        default=[],
        help="checkpoints of the corpus stage to average and pack",
    )
    return parser.parse_args()


def _public_stage(options: argparse.Namespace, base: Path) -> Path:
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    network = public_stage.fresh(base, dropout=0.1)
    lists = read_lists(options.data / "lists")
    passes = [
        public_stage.examples(options.data, lists, chance, _PUBLIC_SWAPS)
        for _ in range(_PUBLIC_PASSES)
    ]
    kept: Path = options.work / "public.pt"
    public_stage.run(
        network,
        Tokeniser(base / "tokenizer.json"),
        [example for one in passes for example in one],
        chance=chance,
        checkpoint=kept,
        device=options.device,
    )
    return kept


def _corpus_stages(options: argparse.Namespace, tokenizer: Path, start: Path) -> list[Path]:
    """Learn from the corpus several times over from one start; return the checkpoints."""
    wanted = [
        Run(
            start=start,
            checkpoint=options.work / f"corpus-{number}.pt",
            tokenizer=tokenizer,
            data=options.data,
            seed=options.run_seed + number,
            epochs=options.epochs,
            device=options.device,
        )
        for number in range(options.runs)
    ]
    if options.side_by_side:
        return runs.learn_side_by_side(wanted)
    return [runs.learn(one) for one in wanted]


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
