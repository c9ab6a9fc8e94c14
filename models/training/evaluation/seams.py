"""Does it matter where a window begins? Each statement is read again in other company."""

from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import Any

from models.inference.results import Analysis
from models.training.corpus import Statement
from models.training.evaluation.marks import figures, found, marked
from models.training.evaluation.reader import Reader
from models.training.scoring import Labelled, Tally

# Words of filler: they move the windows by parts of their stride, and never by the whole of it.
FILLERS = (45, 110)
TOGETHER = 8
BETWEEN = "\n\n"
_FILLER = (
    "It was neither warm nor cold and the light was ordinary for the time of year.",
    "Nothing about this part of the day was out of the usual.",
    "There is nothing that needs to be said about the hours before.",
    "The kettle had been on and there were cups on the side that nobody had washed.",
    "People came and went as they always do and none of it was of any interest.",
    "The ground was wet in some places and dry in others.",
    "It is hard to say how long that went on, and it does not matter here.",
)


def measure(reader: Reader, chosen: Sequence[Statement], alone: Sequence[Analysis]) -> list[Any]:
    """Return, for each way of reading the statements again, how much stays the same.

    Args:
        reader: the models.
        chosen: the statements.
        alone: how they were analysed one by one.
    """
    before = [found(one) for one in alone]
    rows = [_row("alone", chosen, before, before)]
    for words in FILLERS:
        front = filler(words) + BETWEEN
        again = reader.texts(
            f"behind {words} words of filler", [front + one.marked.text for one in chosen]
        )
        after = [between(found(one), len(front), None) for one in again]
        rows.append(_row(f"behind {words} words of filler", chosen, before, after))
    rows.append(_row(f"{TOGETHER} joined to one", chosen, before, _joined(reader, chosen)))
    return rows


def filler(words: int) -> str:
    """Return invented sentences that name nobody and nothing, cut to so many words."""
    taken: list[str] = []
    for sentence in cycle(_FILLER):
        taken += sentence.split()
        if len(taken) >= words:
            return " ".join(taken[:words]).rstrip(".") + "."
    return ""


def between(mentions: Iterable[Labelled], start: int, end: int | None) -> list[Labelled]:
    """Return the mentions that begin between two places, as counted from the first."""
    return [
        (left - start, right - start, label)
        for left, right, label in mentions
        if left >= start and (end is None or left < end)
    ]


def same(before: Sequence[Labelled], after: Sequence[Labelled]) -> tuple[int, int]:
    """Return how many mentions of ``before`` are there again, and how many are new."""
    return len(set(before) & set(after)), len(set(after) - set(before))


def _joined(reader: Reader, chosen: Sequence[Statement]) -> list[list[Labelled]]:
    """Read the statements joined to long ones; return what was found in each."""
    groups = [chosen[at : at + TOGETHER] for at in range(0, len(chosen), TOGETHER)]
    texts = [BETWEEN.join(one.marked.text for one in group) for group in groups]
    after = []
    for group, analysis in zip(groups, reader.texts("joined to long ones", texts), strict=True):
        start = 0
        for one in group:
            end = start + len(one.marked.text)
            after.append(between(found(analysis), start, end))
            start = end + len(BETWEEN)
    return after


def _row(
    name: str,
    chosen: Sequence[Statement],
    before: Sequence[Sequence[Labelled]],
    after: Sequence[Sequence[Labelled]],
) -> dict[str, Any]:
    stay = new = 0
    tally = Tally()
    for statement, first, second in zip(chosen, before, after, strict=True):
        again, further = same(first, second)
        stay, new = stay + again, new + further
        tally.add(second, marked(statement))
    mentions = sum(len(set(one)) for one in before)
    return {
        "reading": name,
        "mentions": mentions,
        "same": round(stay / max(1, mentions), 4),
        "new": round(new / max(1, mentions), 4),
        "f1": figures(tally.total())["f1"],
    }
