"""How far two readers of the same statement agree: the yardstick for a model.

``python -m models.training.agreement`` prints it. The second readers marked the bare text, without
sight of the first reading.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from models.inference.sentences import split
from models.training.corpus import PARTS, Statement, second_reading, statements
from models.training.datasets import LABELS
from models.training.scoring import Tally, best_possible, kept

_SHARE = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """What two readers share.

    ``marks`` counts the second reader's marks against the first's; ``facts`` is the mean share of
    the first reader's key facts that stand in the best choice of sentences, within a fifth of the
    words, for the second reader's.
    """

    statements: int
    marks: Tally
    facts: float


def measured(chosen: Sequence[Statement]) -> Agreement:
    """Measure those of ``chosen`` that were read twice."""
    pairs = [(first, second) for first in chosen if (second := second_reading(first)) is not None]
    tally, facts = Tally(), 0.0
    for first, second in pairs:
        tally.add(
            [(mark.start, mark.end, mark.label) for mark in second.marked.marks],
            [(mark.start, mark.end, mark.label) for mark in first.marked.marks],
        )
        text = first.marked.text
        sentences = split(text, [(0, len(text))])
        shown = best_possible(text, sentences, second.facts, _SHARE)
        facts += kept(first.facts, shown)
    return Agreement(statements=len(pairs), marks=tally, facts=facts / max(1, len(pairs)))


def main() -> int:
    """Print the agreement on each part and on all."""
    everything = statements()
    for part in (*PARTS, "all"):
        found = measured([one for one in everything if part in (one.part, "all")])
        total, model = found.marks.total(), found.marks.total(LABELS)
        print(
            f"{part}: {found.statements} statements, {total.marked} marks, strict F1 "
            f"{total.strict()[2]:.3f} (model-decided labels {model.strict()[2]:.3f}), overlap F1 "
            f"{total.overlap()[2]:.3f}; key facts at {_SHARE:.0%}: {found.facts:.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
