"""What is chosen on the development part: thresholds, and how sentences are weighed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from models.inference import spans, summary
from models.inference.closeness import Watch
from models.inference.core import Core, Reading
from models.inference.results import Span, SummaryLength, Unanalysed
from models.inference.sentences import split
from models.inference.spans import EntityRules
from models.inference.summary import SummaryRules
from models.inference.windows import Tokens
from models.training.corpus import Statement
from models.training.scoring import Tally, kept

THRESHOLDS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5)
POWERS = (0.0, 0.3, 0.45, 0.6, 0.75, 0.9)
# What a second look at words said again may ask of the model, for the labels that it is given to.
ECHOES = (-1.0, -1.5, -2.0, -2.5, -3.0)
ECHOED = ("PERSON", "WEAPON", "DRUG")
# Never nothing: a statement that says a thing twice would have both sentences shown for one fact,
# which the development part, whose authors seldom repeat themselves, does not punish.
REDUNDANCIES = (0.3, 0.6, 0.9)
# A threshold other than even odds must be worth this much F1, or it is chance on few mentions.
_LEAST_GAIN = 0.01


class StatementUnread(Exception):
    """A statement of the corpus could not be analysed, so nothing can be measured on it."""


Read = list[tuple[Statement, Tokens, Reading]]


def read(core: Core, statements: Sequence[Statement]) -> Read:
    """Read statements once, to be judged by many rules. Raises StatementUnread if one fails."""
    tokens = [core.tokeniser.read(statement.marked.text) for statement in statements]
    found = []
    for statement, one, reading in zip(statements, tokens, core.read(tokens), strict=True):
        if isinstance(reading, Unanalysed):
            raise StatementUnread(f"{statement.name}: {reading.message}")
        found.append((statement, one, reading))
    return found


def thresholds(readings: Read, rules: EntityRules) -> EntityRules:
    """Return the rules with the threshold for each label that has the best strict F1."""
    best: dict[str, tuple[float, float]] = {}
    for threshold in sorted(THRESHOLDS, key=abs):
        tried = replace(rules, thresholds=dict.fromkeys(rules.labels, threshold))
        tally = _tallied(readings, tried)
        for label in rules.labels:
            score = tally.labels[label].strict()[2] if label in tally.labels else 0.0
            if label not in best or score >= best[label][0] + _LEAST_GAIN:
                best[label] = (score, threshold)
    return replace(rules, thresholds={label: best[label][1] for label in rules.labels})


def echoes(readings: Read, rules: EntityRules) -> EntityRules:
    """Return the rules with the second look that has the best strict F1, label by label.

    Of two that are as good, the one that asks more; a label that no second look helps has none.
    """
    plain = _tallied(readings, replace(rules, echoes={}))
    found: dict[str, float] = {}
    best = {label: plain.labels[label].strict()[2] for label in ECHOED if label in plain.labels}
    for least in ECHOES:
        tally = _tallied(readings, replace(rules, echoes=dict.fromkeys(ECHOED, least)))
        for label, sofar in list(best.items()):
            if (score := tally.labels[label].strict()[2]) > sofar:
                best[label], found[label] = score, least
    return replace(rules, echoes=found)


def _tallied(readings: Read, rules: EntityRules) -> Tally:
    tally = Tally()
    for statement, tokens, reading in readings:
        text = statement.marked.text
        mentions = spans.decode(text, tokens, reading.logits, rules, Watch(), "")
        tally.add(
            [(one.start, one.end, one.label) for one in mentions],
            [
                (mark.start, mark.end, mark.label)
                for mark in statement.marked.marks
                if mark.label in rules.labels
            ],
        )
    return tally


def weighing(core: Core, readings: Read) -> SummaryRules:
    """Return the rules for choosing sentences that keep the most key facts, mostly at 20%."""
    scored = [
        (statement, *saliences(core, statement.marked.text, tokens, reading))
        for statement, tokens, reading in readings
    ]

    def worth(rules: SummaryRules) -> float:
        total = 0.0
        for share, weight in ((0.1, 0.25), (0.2, 0.5), (0.3, 0.25)):
            for statement, sentences, steps in scored:
                chosen = summary.choose(
                    statement.marked.text, sentences, steps, SummaryLength(share=share), rules
                )
                shown = [(one.start, one.end) for one in chosen if one.chosen]
                total += weight * kept(statement.facts, shown)
        return total

    tried = [
        SummaryRules(length_power=power, redundancy=redundancy)
        for power, redundancy in product(POWERS, REDUNDANCIES)
    ]
    return max(tried, key=worth)


def saliences(
    core: Core, text: str, tokens: Tokens, reading: Reading
) -> tuple[list[Span], list[int]]:
    """Return a text's sentences and their saliences in steps."""
    sentences = split(text, [(0, len(text))])
    ranges = summary.token_ranges(tokens, sentences)
    told = summary.features(text, sentences, ranges, reading.logits)
    watch = Watch()
    scores = core.salience(summary.means(ranges, reading.states), told)
    return sentences, [watch.step(float(score)) for score in scores]
