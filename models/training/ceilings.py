"""What this encoder reaches on a public set when it learns that set's own scheme and nothing else.

Our model marks by our scheme, which differs from each set's: titles stand outside its names,
handles are its people, parties its organisations. So a set's figure for our model says little by
itself. The ceiling is what the same encoder reaches on the set's development part when only that
set teaches it.

``python -m models.training.ceilings --work var/ceilings btc uner_ewt``
"""

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from models.inference.closeness import Watch
from models.inference.core import Core
from models.inference.device import choose
from models.inference.encoder import StatementEncoder
from models.inference.results import Unanalysed
from models.inference.spans import EntityRules, decode
from models.inference.windows import Tokeniser
from models.training import public_stage
from models.training.datasets import LABELS, Example, as_marked
from models.training.evaluation.public_sets import FLOORS, TITLES
from models.training.scoring import Tally
from models.training.synthesis import recased
from models.training.train import DATA
from models.training.tuning import StatementUnread

_THRESHOLDS = (-1.0, -0.5, 0.0, 0.5)


def main() -> None:
    """Read the command line, train and measure each set, and print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", choices=sorted(FLOORS))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints are kept")
    parser.add_argument(
        "--public", type=Path, help="a checkpoint of the public stage to begin with"
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    for source in options.sets:
        row = {"set": TITLES[source], "floor": FLOORS[source]} | ceiling(options, source)
        print(json.dumps(row), flush=True)
        (options.work / f"{source}.json").write_text(json.dumps(row, indent=1) + "\n")


def ceiling(options: argparse.Namespace, source: str) -> dict[str, object]:
    """Return the strict F1 of an encoder that this set alone has taught.

    The threshold is the best of a few on what is measured: a ceiling may be generous.
    """
    folds = divided(options.data, source)
    tallies = {threshold: Tally() for threshold in _THRESHOLDS}
    for learnt, held_out in folds:
        network = _learnt(options, source, learnt)
        for threshold, tally in tallies.items():
            _measure(network, held_out, threshold, tally)
    best = max(_THRESHOLDS, key=lambda one: tallies[one].total().strict()[2])
    precision, recall, f1 = tallies[best].total().strict()
    return {
        "taught": sum(len(learnt) for learnt, _ in folds) // len(folds),
        "measured": sum(len(held_out) for _, held_out in folds),
        "marked": tallies[best].total().marked,
        "threshold": best,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "epochs": options.epochs,
    }


def divided(data: Path, source: str) -> list[tuple[list[Example], list[Example]]]:
    """Return what is learnt and what is then measured.

    Of a set that has only a development part each half is measured with what the other taught.
    """
    taught, measured = as_marked(data, source, "train"), as_marked(data, source)
    if taught:
        return [(taught, measured)]
    return [(measured[::2], measured[1::2]), (measured[1::2], measured[::2])]


def _learnt(
    options: argparse.Namespace, source: str, examples: Sequence[Example]
) -> StatementEncoder:
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    base = public_stage.base_folder()
    network = public_stage.fresh(base, dropout=0.1)
    if options.public:
        kept = torch.load(options.public, weights_only=True)
        named = {k: v for k, v in kept.items() if not k.startswith("salience.")}
        network.load_state_dict(network.state_dict() | named)
    drawn = [
        # Tweets come with and without capitals; prose in a set's own case as often as not.
        one if number % 2 else recased(one, chance)
        for number in range(options.epochs)
        for one in examples
    ]
    public_stage.run(
        network,
        Tokeniser(base / "tokenizer.json"),
        drawn,
        chance=chance,
        checkpoint=options.work / f"{source}.pt",
    )
    return network.eval()


def _measure(
    network: StatementEncoder, examples: Sequence[Example], threshold: float, tally: Tally
) -> None:
    tokeniser = Tokeniser(public_stage.base_folder() / "tokenizer.json")
    core = Core(network, tokeniser, choose("cpu"), size=256, overlap=64, token_budget=4096)
    rules = EntityRules(
        labels=LABELS, thresholds=dict.fromkeys(LABELS, threshold), nests=frozenset()
    )
    tokens = [tokeniser.read(one.text) for one in examples]
    for one, read, reading in zip(examples, tokens, core.read(tokens), strict=True):
        if isinstance(reading, Unanalysed):
            raise StatementUnread(f"a text of {one.source}: {reading.message}")
        found = decode(one.text, read, reading.logits, rules, Watch(), "ceiling")
        tally.add(
            [(m.start, m.end, m.label) for m in found if m.label in one.marked],
            [(s.start, s.end, s.label) for s in one.spans if s.label in one.marked],
        )


if __name__ == "__main__":
    main()
