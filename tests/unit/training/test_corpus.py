"""The corpus: sound, parted by author, frozen where it measures, and read twice in part."""

import shutil
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from models.inference.sentences import split
from models.training import agreement, corpus, frozen
from models.training.corpus import CORPUS, CorpusBroken, Statement, statements
from models.training.datasets import LABELS
from models.training.scoring import best_possible, kept

ALL = statements()
FEWEST_TESTED, FEWEST_TESTED_MARKS = 50, 3_000
FEWEST_OF_THE_SECOND = 25
# So concentrated are the facts that an investigator notes (two sets elsewhere: 0.91 to 0.96).
MOST_FACTS_IN_FEW_WORDS = 0.85


def of_part(part: str) -> list[Statement]:
    return [one for one in ALL if one.part == part]


def test_every_statement_has_marks_and_ranked_facts_with_their_sentences() -> None:
    for one in ALL:
        assert one.marked.marks, one.name
        assert [fact.rank for fact in one.facts] == list(range(1, len(one.facts) + 1)), one.name


def test_who_wrote_for_the_measured_parts_wrote_nothing_to_learn_from() -> None:
    authors = defaultdict(set)
    for one in ALL:
        authors[one.part].add(one.author)
    assert not authors["train"] & (authors["dev"] | authors["test"] | authors["test2"])
    incidents = {part: {one.incident for one in of_part(part)} for part in corpus.PARTS}
    for part in frozen.PARTS:
        for other in set(corpus.PARTS) - {part}:
            assert not incidents[part] & incidents[other]


def test_the_test_part_is_large_enough_and_frozen() -> None:
    tested = of_part("test")
    assert len(tested) >= FEWEST_TESTED
    assert sum(len(one.marked.marks) for one in tested) >= FEWEST_TESTED_MARKS
    frozen.check(ALL)


def test_the_younger_test_part_has_authors_of_its_own_and_facts_in_few_sentences() -> None:
    younger = of_part("test2")
    assert len(younger) >= FEWEST_OF_THE_SECOND
    others = {one.author for one in ALL if one.part != "test2"}
    assert not others & {one.author for one in younger}
    best = [
        kept(one.facts, best_possible(one.marked.text, sentences, one.facts, 0.2))
        for one in younger
        if (sentences := split(one.marked.text, [(0, len(one.marked.text))]))
    ]
    assert sum(best) / len(best) >= MOST_FACTS_IN_FEW_WORDS


@pytest.mark.parametrize("part", frozen.PARTS)
@pytest.mark.parametrize("change", ["another mark", "one less", "one more"])
def test_a_changed_test_part_is_noticed(
    part: str, change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "corpus"
    shutil.copytree(CORPUS, copy)
    monkeypatch.setattr(frozen, "CORPUS", copy)
    parted = {one: of_part(one) for one in frozen.PARTS}
    first, *rest = parted.pop(part)
    others = [one for each in parted.values() for one in each]
    chosen = [first, *rest, *others]
    if change == "another mark":
        path = copy / f"{first.name}.ann"
        path.write_text(path.read_text() + " ")
    elif change == "one less":
        chosen = [*rest, *others]
    else:
        chosen = [*chosen, next(one for one in ALL if one.part == "train")]
        chosen[-1] = replace(chosen[-1], part=part)
    with pytest.raises(CorpusBroken, match="frozen"):
        frozen.check(chosen)


def test_two_readers_of_the_same_statements_agree() -> None:
    found = agreement.measured(ALL)
    assert found.statements >= 50
    assert found.marks.total(LABELS).strict()[2] >= 0.95


def test_a_second_reading_of_another_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(one for one in ALL if corpus.second_reading(one))
    monkeypatch.setattr(corpus, "SECOND", tmp_path)
    for ending in (".ann", ".toml"):
        shutil.copy(CORPUS / "second" / f"{one.name}{ending}", tmp_path)
    assert corpus.second_reading(one) is not None
    path = tmp_path / f"{one.name}.ann"
    path.write_text("And " + path.read_text())
    with pytest.raises(CorpusBroken, match="another"):
        corpus.second_reading(one)
