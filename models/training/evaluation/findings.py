"""What the figures say about how the models fail, and for whom, in sentences for the card."""

from collections.abc import Mapping
from typing import Any

from models.training.datasets import LABELS
from models.training.evaluation.tables import paragraph

Figures = Mapping[str, Any]
FEWEST = 30
"""Marks that a label needs before anything is said of it."""
GOAL = 0.02
"""The largest gap between groups of names that the project allows itself."""


def findings(report: Figures) -> list[str]:
    """Return sentences, each one a point of the card's list of failings."""
    tables = report["names"]["tables"]
    return [
        paragraph(one)
        for one in (
            _edges(report["totals"]["model-decided"]),
            _labels(report["labels"]),
            _origins(report["names"]),
            _lengths(tables["length"]),
            _cases(tables["case"]),
            _genders(tables.get("gender")),
            _scripts(tables.get("script")),
            _confidence(report["calibration"]),
            _seams(report["seams"]),
            _summary(report["facts"]["20%"]),
        )
        if one
    ]


def hundred(share: float) -> str:
    """Return a share as so many of a hundred, never rounded to none or all."""
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return "more than 99 of 100"
    if whole == 0 and share > 0:
        return "fewer than 1 of 100"
    return f"{whole} of 100"


def _edges(row: Figures) -> str:
    return f"""Of what a person marked (labels that the model decides), it finds
        {hundred(row["recall"])} with the right label and edges, and touches
        {hundred(row["overlap_recall"])}; of what it marks, {hundred(row["precision"])} are exactly
        right. The rest are missed, cut short, drawn too wide or of another kind."""


def _labels(labels: Figures) -> str:
    known = sorted(
        (row["f1"], label)
        for label, row in labels.items()
        if label in LABELS and row["marked"] >= FEWEST
    )
    if len(known) < 2:
        return ""
    worst = ", ".join(f"{label} ({score:.2f})" for score, label in known[:3])
    few = [label for label in LABELS if labels.get(label, {"marked": 0})["marked"] < FEWEST]
    rest = f" Too few marks to say anything of {', '.join(few)}." if few else ""
    best, surest = known[-1]
    return f"""It is weakest on {worst} and surest on {surest} ({best:.2f}): strict F1, 1 being
        perfect.{rest}"""


def _origins(names: Figures) -> str:
    ranked = sorted((row["recall"], group) for group, row in names["tables"]["origin"].items())
    (low, worst), (high, best) = ranked[0], ranked[-1]
    gap, (_, most) = names["gap"]["recall"], names["gap"]["recall_interval"]
    if most <= GOAL:
        verdict = "That is within the two points that the project allows itself, chance counted in."
    elif gap <= GOAL:
        verdict = "That is within the two points that the project allows itself, but by chance "
        verdict += f"the true gap could be as large as {100 * most:.1f} points."
    else:
        verdict = "That is more than the two points that the project allows itself: it serves some "
        verdict += "people worse than others."
    return f"""Names of different origin are found {100 * gap:.1f} points apart at most: least often
        "{worst}" ({hundred(low)}), most often "{best}" ({hundred(high)}). {verdict}"""


def _lengths(lengths: Figures) -> str:
    told = ", ".join(f"{name} {hundred(row['recall'])}" for name, row in lengths.items())
    return f"By length of the name it finds: {told}." if told else ""


def _cases(cases: Figures) -> str:
    if len(cases) < 3:
        return ""
    told = {name: hundred(row["recall"]) for name, row in cases.items()}
    return f"""The same names in the same places: {told["as written"]} are found as written,
        {told["CAPITALS"]} where all is in CAPITALS, {told["lower case"]} where nothing has a
        capital."""


def _genders(genders: Figures | None) -> str:
    if not genders:
        return ""
    told = " and ".join(f"{hundred(row['recall'])} of {name}" for name, row in genders.items())
    return f"It finds {told}. Names that both bear were not measured apart."


def _scripts(scripts: Figures | None) -> str:
    if not scripts:
        return ""
    told = ", ".join(f"{name} {hundred(row['recall'])}" for name, row in scripts.items())
    return f"""By how a name is written: {told}. Do not rely on it for names that are not in
        Latin letters."""


def _confidence(measured: Figures) -> str:
    top = [row for row in measured["bins"] if row["from"] >= 0.9]
    if not top:
        return ""
    return f"""Where its confidence is 0.9 or more, {hundred(top[0]["precision"])} are exactly
        right. A confidence sorts mentions; it is no proof."""


def _seams(rows: list[Figures]) -> str:
    least = min(row["same"] for row in rows)
    return f"""The same words are not always read alike: with other text around them, down to
        {hundred(least)} mentions were found again with the same label and edges."""


def _summary(row: Figures) -> str:
    told = f"""At 20% of the words a summary keeps {hundred(row["model"])} key facts on average (the
        first sentences would keep {hundred(row["leading"])}, the best possible choice
        {hundred(row["best possible"])})."""
    if row["read by two"]:
        told += f""" On the {row["read by two"]} statements that two people read it keeps
            {hundred(row["model, read by two"])}, and what the second reader would choose keeps
            {hundred(row["second reader"])}."""
    return f"{told} What is left out may be what matters most."
