"""The report in words and tables, from the figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.training.evaluation.tables import between, figure, paragraph, table

Figures = Mapping[str, Any]
_NAMES = {
    "origin": "By origin of the names",
    "length": "By length of the name (all origins together)",
    "case": "By case (the same names in the same places, the whole text changed)",
    "gender": "By gender (mentions with a given name; names that the register of births of England "
    "and Wales has for one sex only)",
    "script": "By script (names as they are written at home)",
}
_SHARES = ("precision", "recall", "f1")


def markdown(report: Figures) -> str:
    """Return the report as Markdown."""
    lines = [f"# Evaluation on the {report['part']} part", "", *sections(report)]
    return "\n".join(lines).rstrip("\n") + "\n"


def sections(report: Figures) -> list[str]:
    """Return the report's lines below its title."""
    quick = "This was the quick run: figures for names, seams and public sets are rough."
    return [
        paragraph(
            f"""Models: {", ".join(report["models"])}. {report["statements"]} statements,
            {report["mentions"]} marked mentions.
            {f"Hash of the part: `{report['part_sha256']}`." if report["part_sha256"] else ""}
            {quick if report["quick"] else ""}"""
        ),
        "",
        *mentions(report),
        *names(report["names"]),
        *calibration(report["calibration"]),
        *seams(report["seams"]),
        *public_sets(report["public"]),
        *facts(report),
    ]


def mentions(report: Figures) -> list[str]:
    """Return the figures on mentions: totals with intervals, then every label."""
    readers = report["readers"]
    agree = (
        f"""A second reader marked {readers["statements"]} of the statements, alone; their strict F1
        against the first reader is the yardstick, since that is how far apart two careful people
        are."""
        if readers["statements"]
        else "Nobody has read these statements a second time."
    )
    return [
        "## Mentions",
        "",
        paragraph(
            f"""A mention is strictly right when its edges and its label are those of the mark, and
            right by overlap when it touches a mark of its label. The 95% intervals come from
            drawing the statements again by chance. {agree}"""
        ),
        "",
        *totals(report),
        *_labels(report),
    ]


def totals(report: Figures) -> list[str]:
    """Return the table of all labels, of the model's and of the rules', with intervals."""
    return table(
        ("strict", "marked", "precision", "recall", "F1", "95% interval", "two readers"),
        [
            (
                name,
                str(row["marked"]),
                *(figure(row[key]) for key in _SHARES),
                between(row["f1_interval"]),
                figure(row["readers_f1"]),
            )
            for name, row in report["totals"].items()
        ],
    )


def names(measured: Figures) -> list[str]:
    """Return how well people's names are found, by what kind of names they are."""
    held, gap = measured["carriers"], measured["gap"]
    lines = [
        "## Everybody's names",
        "",
        paragraph(
            f"""{held["stretches"]} stretches of {held["statements"]} of the statements name people
            at least {held["fewest"]} times, {held["mentions"]} times together. Every one of these
            names was swapped for another, at the same places for every kind of names, and again
            with further names until there were enough. The names come from lists that training
            draws from too, other scripts and accents apart: of names that are on no list, expect
            fewer to be found. A name is found when a mention of a person touches it,
            and strictly found when its edges are right too."""
        ),
        "",
        paragraph(
            f"""The largest gap between two origins is {figure(gap["recall"])} in recall (95%
            interval {between(gap["recall_interval"])}) and {figure(gap["strict_recall"])} in
            strict recall ({between(gap["strict_recall_interval"])}). Chance alone makes some gap:
            it is never below nought."""
        ),
        "",
    ]
    for kind, title in _NAMES.items():
        if measured["tables"].get(kind):
            lines += [f"{title}:", "", *_recalls(measured["tables"][kind])]
    missing = sorted(_NAMES.keys() - measured["tables"].keys())
    if missing:
        lines += [f"Not measured, since the lists of names are not here: {', '.join(missing)}.", ""]
    return lines


def calibration(measured: Figures) -> list[str]:
    """Return how far confidence can be believed."""
    return [
        "## Confidence",
        "",
        paragraph(
            f"""Of the model's own {measured["mentions"]} mentions (rules left out), confidence and
            the share that is strictly right lie {figure(measured["expected_error"])} apart on
            average (expected calibration error)."""
        ),
        "",
        *table(
            ("confidence", "mentions", "mean confidence", "strictly right"),
            [
                (
                    f"{row['from']:.1f} to {row['to']:.1f}",
                    str(row["mentions"]),
                    figure(row["confidence"]),
                    figure(row["precision"]),
                )
                for row in measured["bins"]
            ],
        ),
    ]


def seams(rows: Sequence[Figures]) -> list[str]:
    """Return what changes when a statement is read in other company."""
    return [
        "## Seams",
        "",
        paragraph(
            """A long text is read in windows. Here each statement was read again where the windows
            fall otherwise, with other words around it: the share of its mentions that are there
            again, edges and label alike, what is new (as a share of what was there), and strict F1
            each time."""
        ),
        "",
        *table(
            ("read", "mentions", "the same", "new", "F1"),
            [
                (
                    row["reading"],
                    str(row["mentions"]),
                    *(figure(row[key]) for key in ("same", "new", "f1")),
                )
                for row in rows
            ],
        ),
    ]


def public_sets(rows: Sequence[Figures]) -> list[str]:
    """Return the figures on public sets beside what was aimed at."""
    if not rows:
        return ["## Public sets", "", "Not measured: the sets are not on this machine.", ""]
    return [
        "## Public sets",
        "",
        paragraph(
            """Development parts, over the labels that a set and the model both have: first exactly
            as each set marks them, beside what was aimed at; then with our edges (titles taken in,
            articles left out) and without what our scheme does not mark (handles, durations),
            where the set was brought to our scheme."""
        ),
        "",
        *table(
            ("set", "labels", "marked", "precision", "recall", "F1", "aimed at", "F1, our edges"),
            [
                (
                    row["set"],
                    ", ".join(row["labels"]),
                    str(row["marked"]),
                    *(figure(row[key]) for key in _SHARES),
                    f"{row['floor']:.2f}" + ("" if row["f1"] >= row["floor"] else " (missed)"),
                    figure(row["our_f1"]),
                )
                for row in rows
            ],
        ),
    ]


def facts(report: Figures) -> list[str]:
    """Return how many key facts summaries keep."""
    others = ("leading", "random", "TextRank", "LexRank", "best possible")
    twice = ("model, read by two", "second reader", "best, read by two")
    return [
        "## Key facts",
        "",
        paragraph(
            """The mean share of a statement's key facts that a summary keeps, by how much of the
            words it may use. A fact that several sentences state together counts only with all of
            them. "Best possible" is the choice of somebody who knows the facts."""
        ),
        "",
        *table(
            ("words", "model", "95% interval", *others, "words used"),
            [
                (
                    share,
                    figure(row["model"]),
                    between(row["model_interval"]),
                    *(figure(row[way]) for way in (*others, "words used")),
                )
                for share, row in report["facts"].items()
            ],
        ),
        "On the statements that two people read, the second reader's choice being the sentences",
        "that keep the most of the facts that this reader named:",
        "",
        *table(
            ("words", "statements", "model", "second reader", "best possible"),
            [
                (share, str(row["read by two"]), *(figure(row[way]) for way in twice))
                for share, row in report["facts"].items()
            ],
        ),
        "At 20% of the words, by kind of statement:",
        "",
        *table(
            ("kind", "statements", "model", "leading", "TextRank", "LexRank", "best possible"),
            [
                (
                    kind,
                    str(row["statements"]),
                    *(figure(row[way]) for way in ("model", *others) if way != "random"),
                )
                for kind, row in report["kinds"].items()
            ],
        ),
    ]


def _labels(report: Figures) -> list[str]:
    heads = ("marked", "precision", "recall", "F1", "overlap: precision", "recall", "F1")
    return table(
        ("label", *heads, "two readers (strict F1)", "found by a rule"),
        [
            (
                name,
                str(row["marked"]),
                *(figure(row[key]) for key in _SHARES),
                *(figure(row[f"overlap_{key}"]) for key in _SHARES),
                figure(row["readers_f1"]),
                f"{row['by_rule']:.0%}" if "by_rule" in row else "",
            )
            for name, row in (*report["totals"].items(), *report["labels"].items())
        ],
    )


def _recalls(rows: Mapping[str, Figures]) -> list[str]:
    return table(
        ("names", "asked for", "found", "95% interval", "strictly found", "95% interval"),
        [
            (
                name,
                str(row["names"]),
                figure(row["recall"]),
                between(row["recall_interval"]),
                figure(row["strict_recall"]),
                between(row["strict_recall_interval"]),
            )
            for name, row in rows.items()
        ],
    )
