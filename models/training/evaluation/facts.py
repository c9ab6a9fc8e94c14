"""Key facts that a summary keeps, beside what others would choose."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.inference.results import Analysis, Span, SummaryLength
from models.training.corpus import Fact, Statement, second_reading
from models.training.evaluation.intervals import draws, interval
from models.training.evaluation.rank_summaries import lex_rank, text_rank
from models.training.evaluation.reader import Reader
from models.training.scoring import at_random, best_possible, filled, kept, leading

SHARES = (0.1, 0.2, 0.3)
USUAL = 0.2
# What an investigator ranks first is worth more than the tail of a long list.
FIRST_FACTS = 10
_DRAWS = 20


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the sentences that it has and the facts that count."""

    statement: Statement
    sentences: list[Span]
    facts: Sequence[Fact]

    @property
    def text(self) -> str:
        """The statement's text."""
        return self.statement.marked.text


Choice = Callable[[Case, float], list[Span]]
OTHERS: dict[str, Choice] = {
    "leading": lambda case, share: leading(case.text, case.sentences, share),
    "TextRank": lambda case, share: filled(case.text, text_rank(case.text, case.sentences), share),
    "LexRank": lambda case, share: filled(case.text, lex_rank(case.text, case.sentences), share),
    "best possible": lambda case, share: best_possible(
        case.text, case.sentences, case.facts, share
    ),
}


def measure(
    reader: Reader, chosen: Sequence[Statement], usual: Sequence[Analysis]
) -> dict[str, Any]:
    """Return the mean share of key facts kept, by share of the words and by kind of statement.

    Args:
        reader: the models.
        chosen: the statements.
        usual: how they were analysed with a summary of the usual length.
    """
    table: dict[str, Any] = {}
    kinds: dict[str, Any] = {}
    for share in SHARES:
        analyses = (
            usual
            if share == USUAL
            else reader.statements(f"key facts at {share:.0%}", chosen, SummaryLength(share=share))
        )
        each = kept_by_each(chosen, analyses, share)
        spent = [one.words_out / max(1, one.words_in) for one in analyses]
        table[f"{share:.0%}"] = _row(each) | {"words used": round(sum(spent) / len(spent), 4)}
        if share == USUAL:
            first = kept_by_each(chosen, analyses, share, FIRST_FACTS)
            table[f"{share:.0%}, the first {FIRST_FACTS} facts"] = _row(first) | {
                "words used": round(sum(spent) / len(spent), 4)
            }
            kinds = _by_kind(chosen, each)
    return {"facts": table, "kinds": kinds}


def kept_by_each(
    chosen: Sequence[Statement],
    analyses: Sequence[Analysis],
    share: float,
    most: int | None = None,
) -> dict[str, list[float | None]]:
    """Return the share of facts that each way of choosing keeps, statement by statement.

    The second reader's choice is what keeps most of the facts that this reader named; None where
    nobody read a statement twice.

    Args:
        chosen: the statements.
        analyses: how they were analysed, with the summary at this length.
        share: how much of the words may be taken.
        most: how many of the facts count, the first ones; all if None.
    """
    each: dict[str, list[float | None]] = {}
    for statement, analysis in zip(chosen, analyses, strict=True):
        facts = statement.facts[:most]
        case = Case(statement, [(one.start, one.end) for one in analysis.sentences], facts)
        summary = [(one.start, one.end) for one in analysis.sentences if one.chosen]
        each.setdefault("model", []).append(kept(facts, summary))
        for name, choice in OTHERS.items():
            each.setdefault(name, []).append(kept(facts, choice(case, share)))
        chance = random.Random(statement.name)
        drawn = [at_random(case.text, case.sentences, share, chance) for _ in range(_DRAWS)]
        each.setdefault("random", []).append(sum(kept(facts, one) for one in drawn) / _DRAWS)
        each.setdefault("second reader", []).append(_second(case, share, most))
    return each


def _second(case: Case, share: float, most: int | None) -> float | None:
    second = second_reading(case.statement)
    if second is None:
        return None
    choice = best_possible(case.text, case.sentences, second.facts[:most], share)
    return kept(case.facts, choice)


def _row(each: dict[str, list[float | None]]) -> dict[str, Any]:
    """Return the means; beside the second reader's, the model's on the same statements."""
    twice = [number for number, value in enumerate(each["second reader"]) if value is not None]
    means = {name: _mean(values) for name, values in each.items()}
    values = np.array(each["model"], float)
    return means | {
        "model_interval": interval(draws(len(values)) @ values / len(values)),
        "model, read by two": _mean([each["model"][number] for number in twice]),
        "best, read by two": _mean([each["best possible"][number] for number in twice]),
        "read by two": len(twice),
    }


def _by_kind(
    chosen: Sequence[Statement], each: dict[str, list[float | None]]
) -> dict[str, dict[str, Any]]:
    table = {}
    for kind in sorted({one.kind for one in chosen}):
        held = [number for number, one in enumerate(chosen) if one.kind == kind]
        table[kind] = {"statements": len(held)} | {
            name: _mean([each[name][number] for number in held])
            for name in ("model", "leading", "TextRank", "LexRank", "best possible")
        }
    return table


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None
