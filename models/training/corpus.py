"""The hand-written corpus: statements with marked mentions and ranked key facts.

Each statement is two files in ``models/training/corpus``: ``NAME.ann`` (the text with inline
marks) and ``NAME.toml`` (who wrote it, which incident, which part, and its key facts).
Run ``python -m models.training.corpus`` to check all of it.
"""

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.training.markup import MarkedText, MarkupBroken, read

CORPUS = Path(__file__).parent / "corpus"
SECOND = CORPUS / "second"
"""Statements as a second reader marked them."""
PARTS = ("train", "dev", "test", "test2")
FEWEST_FACTS = 12


class CorpusBroken(ValueError):
    """A statement of the corpus breaks the rules; the message lists each breach."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A key fact, ranked (1 is the most important), with the spans of sentences that state it.

    A fact that several sentences state together counts as kept only when all of them are.
    """

    rank: int
    text: str
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement of the corpus."""

    name: str
    author: str
    incident: str
    kind: str
    part: str
    marked: MarkedText
    facts: tuple[Fact, ...]


def load(path: Path) -> Statement:
    """Read ``NAME.ann`` and the ``NAME.toml`` beside it.

    Raises CorpusBroken when a mark, a field or the evidence of a fact is wrong.
    """
    try:
        marked = read(path.read_text(encoding="utf-8"))
    except MarkupBroken as error:
        raise CorpusBroken(f"{path.name}: {error}") from error
    try:
        about = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise CorpusBroken(f"{path.stem}.toml: {error}") from error
    breaches: list[str] = []
    facts = _facts(marked.text, about, breaches)
    breaches.extend(
        f"{field} is missing"
        for field in ("author", "incident", "kind", "part")
        if not isinstance(about.get(field), str)
    )
    if about.get("part") not in PARTS:
        breaches.append(f"part must be one of {', '.join(PARTS)}")
    if len(facts) < FEWEST_FACTS:
        breaches.append(f"{len(facts)} key facts; at least {FEWEST_FACTS} are needed")
    if breaches:
        raise CorpusBroken("\n".join(f"{path.stem}: {breach}" for breach in breaches))
    return Statement(
        name=path.stem,
        author=about["author"],
        incident=about["incident"],
        kind=about["kind"],
        part=about["part"],
        marked=marked,
        facts=tuple(facts),
    )


def _facts(text: str, about: dict[str, Any], breaches: list[str]) -> list[Fact]:
    """Return the key facts in ``about``, and add what is wrong with them to ``breaches``."""
    facts = []
    for number, fact in enumerate(about.get("fact", []), start=1):
        evidence = []
        for sentence in fact.get("sentences", []):
            start = text.find(sentence)
            if start < 0 or not sentence.strip():
                breaches.append(f"fact {number}: not in the text: {sentence!r}")
            evidence.append((start, start + len(sentence)))
        if not evidence:
            breaches.append(f"fact {number}: no sentence states it")
        facts.append(Fact(rank=number, text=str(fact.get("text", "")), evidence=tuple(evidence)))
    return facts


def second_reading(first: Statement) -> Statement | None:
    """Return ``first`` as a second reader marked it, alone and unaware of the first reading.

    None where nobody read it twice. Raises CorpusBroken when the texts differ or a mark or the
    evidence of a fact is wrong.
    """
    path = SECOND / f"{first.name}.ann"
    if not path.is_file():
        return None
    try:
        marked = read(path.read_text(encoding="utf-8"))
        about = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    except (MarkupBroken, FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise CorpusBroken(f"second reading of {first.name}: {error}") from error
    breaches: list[str] = []
    facts = _facts(marked.text, about, breaches)
    if marked.text != first.marked.text:
        breaches.append("its text is another")
    if about.get("reader") == first.author or not isinstance(about.get("reader"), str):
        breaches.append("it needs a reader other than the author")
    if breaches:
        raise CorpusBroken("\n".join(f"second reading of {first.name}: {b}" for b in breaches))
    return replace(first, author=about["reader"], marked=marked, facts=tuple(facts))


def statements(folder: Path = CORPUS) -> list[Statement]:
    """Return every statement in ``folder``, in order of name. Raises CorpusBroken."""
    return [load(path) for path in sorted(folder.glob("*.ann"))]


def main(names: list[str]) -> int:
    """Check the named statements (all of them without names); print what is wrong."""
    broken = 0
    labels: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    words = twice = 0
    for path in sorted(CORPUS.glob("*.ann")):
        if names and not any(path.stem.startswith(name) for name in names):
            continue
        try:
            statement = load(path)
            again = second_reading(statement)
        except CorpusBroken as error:
            broken += 1
            print(error)
            continue
        labels.update(mark.label for mark in statement.marked.marks)
        parts[statement.part] += 1
        twice += again is not None
        words += len(statement.marked.text.split())
    print(f"{sum(parts.values())} statements sound ({dict(parts)}), {words} words, {broken} broken")
    print(f"{twice} of them read by two")
    print(", ".join(f"{label} {count}" for label, count in labels.most_common()))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
