"""Write a model's card from its model.toml and its report on the frozen test part.

``python -m models.training.card --report REPORT.json --folder models/artefacts/NAME/VERSION``
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.inference.artefacts import describe
from models.training.evaluate import markdown

_WORDS = Path(__file__).parent / "wordlists" / "card.md"


def main() -> None:
    """Read the command line and write CARD.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    report = json.loads(options.report.read_text(encoding="utf-8"))
    about = describe(options.folder).about
    (options.folder / "CARD.md").write_text(card(about, report), encoding="utf-8")
    described = options.folder / "model.toml"
    described.write_text(scored(described.read_text(encoding="utf-8"), report), encoding="utf-8")


def card(about: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    """Return the card: the written part, the figures and the sources."""
    made = "\n".join(f"- {key.replace('_', ' ')}: {value}" for key, value in about["made"].items())
    rules = ", ".join(
        f"{label} {value:+.1f}" for label, value in about["entities"]["thresholds"].items()
    )
    rows = [
        f"| {one['name']} | {one['use']} | {one['licence']} | {one['attribution']} |"
        for one in about["sources"]
    ]
    table = "\n".join(["| source | used for | licence | by |", "| --- | --- | --- | --- |", *rows])
    figures = markdown(report).replace("# Evaluation", "## Figures", 1)
    return _WORDS.read_text(encoding="utf-8").format(
        name=about["name"],
        version=about["version"],
        weights=about["files"]["weights.safetensors"],
        made=made,
        thresholds=rules,
        figures=figures,
        sources=table,
    )


def scored(about: str, report: Mapping[str, Any]) -> str:
    """Return a model.toml with the report's chief figures in its [scores] table."""
    figures = {
        "part": json.dumps(report["part"]),
        "strict_f1": report["totals"]["all labels"]["f1"],
        "strict_f1_model_decided": report["totals"]["model-decided"]["f1"],
        "person_recall": report["labels"]["PERSON"]["recall"],
        "key_facts_at_20_percent": report["facts"]["20%"]["model"],
        "key_facts_best_possible": report["facts"]["20%"]["best possible"],
    }
    lines = "".join(f"{name} = {figure}\n" for name, figure in figures.items())
    before, _, after = about.partition("[scores]\n")
    # The table ends where the next one begins.
    _, opened, rest = after.partition("\n[")
    return f"{before}[scores]\n{lines}{opened}{rest}"


if __name__ == "__main__":
    main()
