"""Write a model's card from its model.toml and the full report on the frozen test part.

``python -m models.training.card --report var/evaluation/test.json --folder
models/artefacts/NAME/VERSION`` writes CARD.md and the ``[scores]`` of model.toml, against which
``make evaluate`` compares from then on.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.inference.artefacts import describe
from models.training.evaluation.findings import findings
from models.training.evaluation.gate import PART_HASH, chief, prefix
from models.training.evaluation.report import facts, sections, totals
from models.training.evaluation.tables import figure

_WORDS = Path(__file__).parent / "wordlists" / "card.md"
_WIDTH = 98
Figures = Mapping[str, Any]


def main() -> int:
    """Read the command line and write CARD.md and the scores; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--younger", type=Path, required=True, help="the report on part test2")
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    report = json.loads(options.report.read_text(encoding="utf-8"))
    younger = json.loads(options.younger.read_text(encoding="utf-8"))
    artefact = describe(options.folder)
    model = f"{artefact.ref.name}/{artefact.ref.version} {artefact.ref.sha256}"
    problem = unfit(report, model) or unfit(younger, model, part="test2")
    if problem:
        print(f"No card was written: {problem}.", file=sys.stderr)
        return 1
    text = card(artefact.about, report, younger)
    (options.folder / "CARD.md").write_text(text, encoding="utf-8")
    described = options.folder / "model.toml"
    about = described.read_text(encoding="utf-8")
    described.write_text(scored(about, report, younger), encoding="utf-8")
    return 0


def unfit(report: Figures, model: str, *, part: str = "test") -> str | None:
    """Return why a card cannot be written from a report; None if it can.

    Args:
        report: from ``models.training.evaluate``.
        model: the model's name, version and hash.
        part: the frozen part that it has to be of.
    """
    if report["part"] != part or report["quick"]:
        return f"a card quotes the full run on the {part} part"
    if model not in report["models"]:
        return f"the report is of {', '.join(report['models'])}, not of {model}"
    return None


def card(about: Figures, report: Figures, younger: Figures) -> str:
    """Return the card: the written part, what the figures say, the figures and the sources.

    ``younger`` is the report on the second test part.
    """
    made = "\n".join(f"- {key.replace('_', ' ')}: {value}" for key, value in about["made"].items())
    thresholds = ", ".join(
        f"{label} {value:+.1f}" for label, value in about["entities"]["thresholds"].items()
    )
    echoes = ", ".join(
        f"{label} {value:+.1f}" for label, value in about["entities"].get("echoes", {}).items()
    )
    again = (
        " Where the words of a mention with a confidence of 0.8 or more, or a part of such a name, "
        f"are said again, less is enough: {echoes}."
        if echoes
        else ""
    )
    authors = len(report["authors"])
    return _WORDS.read_text(encoding="utf-8").format(
        name=about["name"],
        version=about["version"],
        weights=about["files"]["weights.safetensors"],
        statements=report["statements"],
        mentions=report["mentions"],
        authors="one author" if authors == 1 else f"{authors} authors",
        findings="\n".join(_wrapped(f"- {one}") for one in findings(report)),
        made=made,
        thresholds=_wrapped(
            f"Thresholds (log-odds, chosen on the development part): {thresholds}.{again}"
        ),
        figures=_figures(sections(report)),
        younger=_figures([*totals(younger), *facts(younger)]),
        younger_statements=younger["statements"],
        younger_mentions=younger["mentions"],
        younger_hash=younger[PART_HASH],
        younger_gap=figure(younger["names"]["gap"]["recall"]),
        younger_person=figure(younger["labels"]["PERSON"]["recall"]),
        sources=_sources(about["sources"]),
    )


def scored(about: str, *reports: Figures) -> str:
    """Return a model.toml with the reports' chief figures in its [scores] table."""
    figures: dict[str, object] = {"part": json.dumps(reports[0]["part"])}
    for report in reports:
        figures |= {
            prefix(report["part"]) + name: value
            for name, value in {
                PART_HASH: json.dumps(report[PART_HASH]),
                **chief(report),
                "person_recall_by_overlap": report["labels"]["PERSON"]["overlap_recall"],
                "largest_gap_between_names": report["names"]["gap"]["recall"],
                "key_facts_best_possible": report["facts"]["20%"]["best possible"],
            }.items()
        }
    lines = "".join(f"{name} = {figure}\n" for name, figure in figures.items())
    before, _, after = about.partition("[scores]\n")
    # The table ends where the next one begins.
    _, opened, rest = f"\n{after}".partition("\n[")
    return f"{before}[scores]\n{lines}{opened}{rest}"


def _figures(found: Sequence[str]) -> str:
    """Return sections of a report, one level further down."""
    lines = [f"#{line}" if line.startswith("## ") else line for line in found]
    return "\n".join(line if line.startswith("|") else _wrapped(line) for line in lines).strip()


def _sources(sources: Sequence[Mapping[str, str]]) -> str:
    rows = [
        f"| {one['name']} | {one['use']} | {one['licence']} | {one['attribution']} |"
        for one in sources
    ]
    return "\n".join(["| source | used for | licence | by |", "| --- | --- | --- | --- |", *rows])


def _wrapped(line: str) -> str:
    """Break a line between words, with a list's further lines set in."""
    held, lines = "", []
    for word in line.split(" "):
        if held and len(held) + 1 + len(word) > _WIDTH:
            lines.append(held)
            held = f"  {word}" if line.startswith("- ") else word
        else:
            held = f"{held} {word}" if held else word
    return "\n".join([*lines, held])


if __name__ == "__main__":
    sys.exit(main())
