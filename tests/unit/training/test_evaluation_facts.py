"""Key facts kept: every way of choosing is judged by the same facts, as many as count."""

from dataclasses import replace

import pytest

from models.inference.results import Analysis, Sentence
from models.training.corpus import Fact, Statement
from models.training.evaluation import facts
from models.training.evaluation.facts import kept_by_each
from tests.unit.training.test_evaluation_figures import analysis, statement

PARTS = [f"Sentence number {number} says this much." for number in range(10)]
TEXT = " ".join(PARTS)


def place(number: int) -> tuple[int, int]:
    start = TEXT.index(PARTS[number])
    return start, start + len(PARTS[number])


def with_facts(*numbers: int) -> Statement:
    return statement(
        TEXT,
        tuple(
            Fact(rank=rank, text="", evidence=(place(number),))
            for rank, number in enumerate(numbers, start=1)
        ),
    )


def choosing(*chosen: int) -> Analysis:
    sentences = tuple(
        Sentence(
            start=place(number)[0],
            end=place(number)[1],
            salience=0.5,
            modality="stated",
            chosen=number in chosen,
            reason="",
        )
        for number in range(10)
    )
    return replace(analysis(), sentences=sentences)


def test_each_way_keeps_what_its_sentences_state() -> None:
    each = kept_by_each([with_facts(0, 5, 6, 7)], [choosing(5, 9)], 0.2)
    assert each["model"] == [0.25]
    assert each["leading"] == [0.25]
    assert each["best possible"] == [0.5]
    assert each["second reader"] == [None]
    assert 0.0 < (each["random"][0] or 0.0) < 0.5


def test_only_the_first_facts_count_for_the_best_choice_too() -> None:
    each = kept_by_each([with_facts(5, 6, 7, 8)], [choosing(5, 9)], 0.2, most=2)
    assert each["model"] == [0.5]
    assert each["best possible"] == [1.0]


def test_a_fact_of_two_sentences_counts_only_with_both() -> None:
    both = Fact(rank=1, text="", evidence=(place(2), place(3)))
    told = statement(TEXT, (both,))
    found = kept_by_each([told, told], [choosing(2, 9), choosing(2, 3)], 0.2)
    assert found["model"] == [0.0, 1.0]


def test_the_second_readers_choice_is_judged_by_the_first_readers_facts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(facts, "second_reading", lambda _: with_facts(5, 8))
    each = kept_by_each([with_facts(5, 6)], [choosing(6)], 0.2)
    assert each["second reader"] == [0.5]
    assert each["best possible"] == [1.0]
