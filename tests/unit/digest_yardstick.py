"""The digest measured against statements labelled by hand: precision and recall by heading.

``python -m tests.unit.digest_yardstick`` prints the figures and, with ``--misses``, what was missed
and what was found too much. The statements are of the corpus's training part; their marks stand in
for the entity model, so that only the digest's own cues are measured.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.inference.identifiers.registry import find
from models.training.corpus import CORPUS, load
from tests.unit.digest_telling import as_analysed, as_read
from worker import digest
from worker.digest.quoting import quote
from worker.record import DigestItem, RecordMention

GOLD = Path(__file__).parent / "digest_gold"
HEADINGS = ("injuries", "property", "descriptions", "advokate")


@dataclass
class Tally:
    """What was found and what should have been, over all statements."""

    right: int = 0
    found: int = 0
    kept: int = 0
    wanted: int = 0
    missed: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what should have been found that was."""
        return self.kept / self.wanted if self.wanted else 1.0


def of_statement(name: str) -> tuple[str, dict[str, tuple[DigestItem, ...]]]:
    """Return a training statement's text and its digest."""
    statement = load(CORPUS / f"{name}.ann")
    if statement.part != "train":
        raise ValueError(f"{name} is not of the training part")
    text = statement.marked.text
    document = as_read(text)
    values = {(m.label, m.start, m.end): m.value for m in find(text)}
    mentions = [
        RecordMention(
            id=f"m{number}",
            label=mark.label,
            value=values.get((mark.label, mark.start, mark.end)),
            source="model",
            confidence=1.0,
            check="none",
            explanation="",
            **quote(document, mark.start, mark.end),
        )
        for number, mark in enumerate(statement.marked.marks)
    ]
    return text, digest.of(document, as_analysed(text), mentions)


def golds() -> Iterator[dict[str, Any]]:
    """Yield the labels of each statement."""
    for path in sorted(GOLD.glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def measure() -> tuple[dict[str, Tally], list[str]]:
    """Return the tally of each heading, and the statements wrongly asked about or not."""
    tallies = {heading: Tally() for heading in HEADINGS}
    wrongly_asked = []
    for gold in golds():
        text, found = of_statement(gold["statement"])
        for heading in HEADINGS[:3]:
            places = [text.index(words) for words in gold[heading]]
            _count(tallies[heading], text, places, found[heading])
        if bool(found["questions"]) != gold["asked"]:
            wrongly_asked.append(gold["statement"])
        if gold["asked"]:
            _count_conditions(tallies["advokate"], text, gold.get("advokate", {}), found)
    return tallies, wrongly_asked


def _count(tally: Tally, text: str, places: list[int], items: tuple[DigestItem, ...]) -> None:
    for item in items:
        right = any(item.start <= place < item.end for place in places)
        tally.found += 1
        tally.right += right
        if not right:
            tally.surplus.append(" ".join(item.quote.split()))
    for place in places:
        kept = any(item.start <= place < item.end for item in items)
        tally.wanted += 1
        tally.kept += kept
        if not kept:
            tally.missed.append(" ".join(text[place : place + 120].split()))


def _count_conditions(
    tally: Tally, text: str, gold: dict[str, list[str]], found: dict[str, tuple[DigestItem, ...]]
) -> None:
    """Count conditions: one is right when a sentence that meets it is among those quoted for it."""
    met: dict[str, list[DigestItem]] = {}
    for item in found["questions"]:
        if item.question is None and item.condition:
            met.setdefault(item.condition, []).append(item)
    for name, items in met.items():
        places = [text.index(words) for words in gold.get(name, [])]
        right = any(item.start <= place < item.end for item in items for place in places)
        tally.found += 1
        tally.right += right
        if not right:
            tally.surplus += [f"{name}: {' '.join(item.quote.split())}" for item in items]
    for name, begins in gold.items():
        places = [text.index(words) for words in begins]
        kept = any(i.start <= place < i.end for i in met.get(name, []) for place in places)
        tally.wanted += 1
        tally.kept += kept
        if not kept:
            tally.missed.append(f"{name}: {begins[0]}")


def main(arguments: list[str]) -> int:
    """Print the figures."""
    tallies, wrongly_asked = measure()
    for heading, tally in tallies.items():
        print(
            f"{heading}: precision {tally.precision:.2f} ({tally.right}/{tally.found}), "
            f"recall {tally.recall:.2f} ({tally.kept}/{tally.wanted})"
        )
        if "--misses" in arguments:
            for words in tally.missed:
                print(f"  missed  {words}")
            for words in tally.surplus:
                print(f"  surplus {words}")
    print(f"asked wrongly, or not asked: {', '.join(wrongly_asked) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
