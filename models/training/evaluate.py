"""Measure the active model on the corpus: ``python -m models.training.evaluate [--part test]``.

Writes a report as Markdown and JSON. Nothing is chosen by what it says: thresholds and weighing
were fixed on the development part.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.inference.analyser import Analyser
from models.inference.artefacts import ARTEFACTS
from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from models.training.corpus import Statement, statements
from models.training.datasets import LABELS
from models.training.names import communities
from models.training.scoring import Tally, at_random, best_possible, kept, leading
from models.training.synthesis import Lists, Names, swapped
from models.training.tuning import StatementUnread

SHARES = (0.1, 0.2, 0.3)
# What an investigator ranks first is worth more than the tail of a long list.
FIRST_FACTS = 10
# Communities put together where one alone would give too few names to say anything.
GROUPS: dict[str, tuple[str, ...]] = {
    "English": ("english",),
    "Scottish, Welsh, Irish, Traveller": ("scottish", "welsh", "irish", "traveller"),
    "Pakistani, Bangladeshi": ("pakistani", "bangladeshi"),
    "Indian, Sikh, Tamil, Nepali": ("indian", "sikh", "tamil", "nepali_gurkha"),
    "West African": ("nigerian", "ghanaian"),
    "East and Southern African": ("somali", "sudanese_eritrean_ethiopian", "zimbabwean_congolese"),
    "Caribbean": ("caribbean",),
    "Eastern European": ("polish", "romanian_bulgarian", "baltic_ukrainian"),
    "Chinese, Vietnamese, Korean, Japanese": ("chinese", "vietnamese_filipino", "korean_japanese"),
    "Arab, Turkish, Iranian, Afghan": ("arab_iraqi_syrian", "turkish_kurdish", "iranian_afghan"),
}


def main() -> None:
    """Read the command line, measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--root", type=Path, default=ARTEFACTS)
    parser.add_argument("--out", type=Path, help="a path without ending; .md and .json are added")
    parser.add_argument("--swaps", type=int, default=8, help="statements renamed for each group")
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    analyser = Analyser.load(options.root, device="cpu", threads=options.threads)
    chosen = [one for one in statements() if one.part == options.part]
    report = measure(analyser, chosen, options.part, options.swaps)
    words = markdown(report)
    if options.out:
        options.out.with_suffix(".md").write_text(words, encoding="utf-8")
        options.out.with_suffix(".json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(words)


def measure(
    analyser: Analyser, chosen: Sequence[Statement], part: str, swaps: int
) -> dict[str, Any]:
    """Return every figure of the report."""
    found = analysed(analyser, chosen, SummaryLength())
    tally = Tally()
    for statement, analysis in zip(chosen, found, strict=True):
        tally.add(
            [(one.start, one.end, one.label) for one in analysis.mentions],
            [(mark.start, mark.end, mark.label) for mark in statement.marked.marks],
        )
    ruled = [label for label in tally.labels if label not in LABELS]
    figures = {
        name: _figures(tally, labels)
        for name, labels in (
            ("all labels", None),
            ("model-decided", LABELS),
            ("rule-decided", ruled),
        )
    }
    return {
        "models": [f"{ref.name}/{ref.version} {ref.sha256}" for ref in analyser.models],
        "part": part,
        "statements": len(chosen),
        "mentions": tally.total().marked,
        "totals": figures,
        "labels": {label: _figures(tally, [label]) for label in sorted(tally.labels)},
        "facts": _facts(analyser, chosen),
        "names": name_groups(analyser, chosen[:swaps]),
    }


def analysed(
    analyser: Analyser, chosen: Sequence[Statement], length: SummaryLength
) -> list[Analysis]:
    """Analyse statements whole. Raises StatementUnread if one cannot be analysed."""
    passages = [
        Passage(text=one.marked.text, narrative=((0, len(one.marked.text)),)) for one in chosen
    ]
    found = []
    for statement, analysis in zip(chosen, analyser.analyse(passages, length), strict=True):
        if isinstance(analysis, Unanalysed):
            raise StatementUnread(f"{statement.name}: {analysis.message}")
        found.append(analysis)
    return found


def _facts(analyser: Analyser, chosen: Sequence[Statement]) -> dict[str, dict[str, float]]:
    """Return the mean share of key facts kept, by share of the words, beside its yardsticks."""
    table = {}
    for share, most in [*((share, None) for share in SHARES), (0.2, FIRST_FACTS)]:
        found = analysed(analyser, chosen, SummaryLength(share=share))
        sums = dict.fromkeys(("model", "leading", "random", "best possible"), 0.0)
        spent = 0.0
        for statement, analysis in zip(chosen, found, strict=True):
            text, facts = statement.marked.text, statement.facts[:most]
            sentences = [(one.start, one.end) for one in analysis.sentences]
            sums["model"] += kept(facts, [(s.start, s.end) for s in analysis.sentences if s.chosen])
            sums["leading"] += kept(facts, leading(text, sentences, share))
            sums["best possible"] += kept(facts, best_possible(text, sentences, facts, share))
            chance = random.Random(statement.name)
            draws = [kept(facts, at_random(text, sentences, share, chance)) for _ in range(20)]
            sums["random"] += sum(draws) / len(draws)
            spent += analysis.words_out / max(1, analysis.words_in)
        name = f"{share:.0%}" + (f", the first {most} facts" if most else "")
        table[name] = {
            **{kind: round(total / len(chosen), 3) for kind, total in sums.items()},
            "words used": round(spent / len(chosen), 3),
        }
    return table


def name_groups(analyser: Analyser, chosen: Sequence[Statement]) -> dict[str, dict[str, float]]:
    """Return PERSON recall (any overlap, and strict) with every name swapped, by origin."""
    from models.training.corpus_stage import example

    known = communities()
    table = {}
    for group, parts in GROUPS.items():
        names = {part: Names(tuple(known[part][0]), tuple(known[part][1])) for part in parts}
        lists = Lists(names=names, places=(), streets=())
        chance = random.Random(group)
        renamed = [swapped(example(statement), lists, chance) for statement in chosen]
        passages = [Passage(text=one.text, narrative=()) for one in renamed]
        tally = Tally()
        for one, analysis in zip(renamed, analyser.analyse(passages), strict=True):
            if isinstance(analysis, Analysis):
                tally.add(
                    [(m.start, m.end, m.label) for m in analysis.mentions if m.label == "PERSON"],
                    [(s.start, s.end, s.label) for s in one.spans if s.label == "PERSON"],
                )
        counts = tally.total()
        table[group] = {
            "recall": round(counts.overlap()[1], 3),
            "strict recall": round(counts.strict()[1], 3),
            "names": counts.marked,
        }
    return table


def markdown(report: Mapping[str, Any]) -> str:
    """Return the report as Markdown."""
    lines = [
        f"# Evaluation on the {report['part']} part",
        "",
        f"Models: {', '.join(report['models'])}.",
        "",
        f"{report['statements']} statements, {report['mentions']} marked mentions.",
        "",
        "| what | marked | precision | recall | F1 | overlap F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, figures in (*report["totals"].items(), *report["labels"].items()):
        lines.append(
            f"| {name} | {figures['marked']} | "
            + " | ".join(f"{figures[key]:.3f}" for key in ("precision", "recall", "f1"))
            + f" | {figures['overlap_f1']:.3f} |"
        )
    heads = list(next(iter(report["facts"].values())))
    lines += [
        "",
        "Mean share of key facts kept, by share of the words allowed:",
        "",
        f"| words | {' | '.join(heads)} |",
        f"| --- | {' | '.join('---:' for _ in heads)} |",
        *(
            f"| {share} | {' | '.join(f'{row[head]:.3f}' for head in heads)} |"
            for share, row in report["facts"].items()
        ),
        "",
        "PERSON recall with every name swapped for one of the group's (few swaps: read with care):",
        "",
        "| group | names | recall | strict recall |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {group} | {row['names']} | {row['recall']:.3f} | {row['strict recall']:.3f} |"
            for group, row in report["names"].items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _figures(tally: Tally, labels: Sequence[str] | None) -> dict[str, float]:
    counts = tally.total(labels)
    precision, recall, both = counts.strict()
    return {
        "marked": counts.marked,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(both, 4),
        "overlap_f1": round(counts.overlap()[2], 4),
    }


if __name__ == "__main__":
    main()
