"""Is everybody's name found alike? PERSON recall with names of every origin and form put in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.inference.results import Analysis
from models.training.corpus import Statement
from models.training.evaluation.carriers import (
    FEWEST_NAMES,
    Carrier,
    Renamed,
    carriers,
    is_short,
    renamed,
)
from models.training.evaluation.intervals import Floats, draws, interval, largest_gap, ratios
from models.training.evaluation.name_lists import by_community, by_gender, by_script, everybody
from models.training.evaluation.reader import Reader
from models.training.synthesis import Lists

FEWEST = 2_000
QUICK = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one name: in which statement, of which form, found at all, found exactly."""

    statement: int
    length: str
    short: bool
    touched: bool
    exact: bool


Outcomes = Sequence[Outcome]


def measure(
    reader: Reader, chosen: Sequence[Statement], lists: Path, fewest: int = FEWEST
) -> dict[str, Any]:
    """Return recall by origin, length, gender, case and script, and the largest gap by origin.

    Args:
        reader: the models.
        chosen: the statements that carry the names.
        lists: the folder with ``names``; without it gender and script are left out.
        fewest: how many names are asked for in each group at least.
    """
    stretched = carriers(chosen)

    def asked(
        name: str,
        names: Lists,
        *,
        seed: str = "",
        given_only: bool = False,
        change: Callable[[str], str] | None = None,
    ) -> list[Outcome]:
        texts = renamed(
            stretched,
            names,
            seed=seed or name,
            fewest=fewest,
            given_only=given_only,
            change=change,
        )
        analyses = reader.texts(f"names: {name}", [one.text for one in texts])
        return [
            outcome
            for one, analysis in zip(texts, analyses, strict=True)
            for outcome in outcomes(one, analysis)
        ]

    groups = {name: asked(name, names) for name, names in by_community().items()}
    found = {
        "origin": groups,
        "length": by_length([one for part in groups.values() for one in part]),
        "case": _cases(asked),
    }
    if (lists / "names").is_dir():
        found["gender"] = {
            name: asked(name, names, seed="gender", given_only=True)
            for name, names in by_gender(lists).items()
        }
        found["script"] = {
            "Latin letters without accents": found["case"]["as written"],
            **{name: asked(name, names) for name, names in by_script(lists).items()},
        }
    drawn = draws(len(chosen))
    return {
        "carriers": _described(stretched, chosen),
        "gap": _gaps(groups, drawn),
        "tables": {
            kind: {name: row(part, drawn) for name, part in parts.items() if part}
            for kind, parts in found.items()
        },
    }


def outcomes(one: Renamed, analysis: Analysis) -> list[Outcome]:
    """Return what became of each name that was asked for."""
    people = [(m.start, m.end) for m in analysis.mentions if m.label == "PERSON"]
    return [
        Outcome(
            statement=one.carrier.statement,
            length=slot.length,
            short=is_short(slot, one.text[span.start : span.end]),
            touched=any(start < span.end and span.start < end for start, end in people),
            exact=(span.start, span.end) in people,
        )
        for slot, span in one.slots
    ]


def by_length(pooled: Outcomes) -> dict[str, list[Outcome]]:
    """Return names by how many words they have, and those with nothing but short ones."""
    kinds = ("one name alone", "one name with a title", "two names", "three names or more")
    return {kind: [one for one in pooled if one.length == kind] for kind in kinds} | {
        "only names of up to three letters": [one for one in pooled if one.short]
    }


def row(part: Outcomes, drawn: Floats) -> dict[str, Any]:
    """Return one group's recall, by any overlap and strict, with intervals over statements."""
    names, touched, exact = counts(part, drawn.shape[1])
    return {
        "names": len(part),
        "recall": round(float(touched.sum() / names.sum()), 4),
        "recall_interval": interval(ratios(drawn, touched, names)),
        "strict_recall": round(float(exact.sum() / names.sum()), 4),
        "strict_recall_interval": interval(ratios(drawn, exact, names)),
    }


def counts(part: Outcomes, statements: int) -> tuple[Floats, Floats, Floats]:
    """Return how many names were asked for, found and found exactly, by statement."""
    table = np.zeros((3, statements))
    for one in part:
        table[:, one.statement] += (1, one.touched, one.exact)
    return table[0], table[1], table[2]


def _cases(asked: Callable[..., list[Outcome]]) -> dict[str, list[Outcome]]:
    """The same names in the same places, the whole text changed."""
    changes = {"as written": None, "CAPITALS": str.upper, "lower case": str.lower}
    return {
        name: asked(name, everybody(), seed="everybody", change=change)
        for name, change in changes.items()
    }


def _gaps(groups: dict[str, list[Outcome]], drawn: Floats) -> dict[str, Any]:
    each = [counts(part, drawn.shape[1]) for part in groups.values()]
    names, touched, exact = (np.stack(table, axis=1) for table in zip(*each, strict=True))
    gap, gap_interval = largest_gap(drawn, touched, names)
    strict, strict_interval = largest_gap(drawn, exact, names)
    return {
        "recall": gap,
        "recall_interval": gap_interval,
        "strict_recall": strict,
        "strict_recall_interval": strict_interval,
    }


def _described(stretched: Sequence[Carrier], chosen: Sequence[Statement]) -> dict[str, int]:
    return {
        "stretches": len(stretched),
        "fewest": FEWEST_NAMES,
        "statements": len({one.statement for one in stretched}),
        "of": len(chosen),
        "mentions": sum(len(one.slots) for one in stretched),
    }
