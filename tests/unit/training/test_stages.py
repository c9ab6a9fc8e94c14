"""Both stages of training, for real and small: the loss falls, and what was learnt is kept."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models.inference.artefacts import ARTEFACTS, active
from models.inference.encoder import Shape, StatementEncoder
from models.inference.windows import Tokeniser
from models.training import corpus_stage, public_stage, tensors
from models.training.corpus import Statement, statements
from models.training.datasets import LABELS
from models.training.synthesis import Lists, Names, rare

SHAPE = Shape(
    width=48, layers=2, attention_heads=4, feed_forward=96, labels=len(LABELS), salience_context=8
)
LISTS = Lists(
    names={"here": Names(("Ada", "Ben"), ("Okoro", "Price")), "there": Names(("Ling",), ("Wu",))},
    places=("Truro", "Bude"),
    streets=("Station Road", "Mill Lane"),
)
_LETTERS = 900


@pytest.fixture(scope="module")
def tokeniser() -> Tokeniser:
    return Tokeniser(ARTEFACTS / active(ARTEFACTS)["entities"] / "tokenizer.json")


@pytest.fixture(scope="module")
def learnt_from() -> list[Statement]:
    return [beginning(one) for one in statements() if one.part == "train"][:2]


def beginning(one: Statement) -> Statement:
    """Return the beginning of a statement: enough to learn from in a test."""
    marks = tuple(mark for mark in one.marked.marks if mark.end <= _LETTERS)
    facts = tuple(fact for fact in one.facts if all(end <= _LETTERS for _, end in fact.evidence))
    marked = replace(one.marked, text=one.marked.text[:_LETTERS], marks=marks)
    return replace(one, marked=marked, facts=facts)


def network() -> StatementEncoder:
    torch.manual_seed(3)
    return StatementEncoder(SHAPE, dropout=0.1)


def corpus_run(
    tokeniser: Tokeniser, learnt_from: list[Statement], into: Path, swaps: float = 0.5
) -> StatementEncoder:
    learner, chance = network(), random.Random(5)
    general = corpus_stage.document(
        replace(corpus_stage.example(learnt_from[0]), marked=frozenset(), spans=())
    )
    corpus_stage.run(
        learner,
        tokeniser,
        learnt_from,
        rare(LISTS, chance, 6),
        [replace(general, head=1)],
        LISTS,
        chance=chance,
        epochs=8,
        checkpoint=into,
        rate=3e-3,
        swaps=swaps,
    )
    return learner


def test_the_corpus_stage_learns_and_keeps_it(
    tokeniser: Tokeniser, learnt_from: list[Statement], tmp_path: Path
) -> None:
    learner = corpus_run(tokeniser, learnt_from, tmp_path / "run.pt")
    document = corpus_stage.document(corpus_stage.example(learnt_from[0]))
    before, after = (
        [
            one.item()
            for one in corpus_stage.losses(state.eval(), tokeniser, document, corpus_stage.WINDOW)
        ]
        for state in (network(), learner)
    )
    # What is kept is a mean over the last steps, and here there were few: it lags.
    assert after[0] < before[0] - 0.2
    assert after[1] < before[1]
    kept = torch.load(tmp_path / "run.pt", weights_only=True)
    assert kept.keys() == learner.state_dict().keys()
    assert all(torch.equal(kept[name], value) for name, value in learner.state_dict().items())
    assert not torch.equal(kept["salience.scores.weight"], network().salience.scores.weight)


def test_one_seed_gives_one_model(
    tokeniser: Tokeniser, learnt_from: list[Statement], tmp_path: Path
) -> None:
    first = corpus_run(tokeniser, learnt_from[:1], tmp_path / "a.pt").state_dict()
    again = corpus_run(tokeniser, learnt_from[:1], tmp_path / "b.pt").state_dict()
    assert all(torch.equal(again[name], value) for name, value in first.items())


def test_the_public_stage_learns_and_keeps_it(tokeniser: Tokeniser, tmp_path: Path) -> None:
    learner, chance = network(), random.Random(5)
    drawn = rare(LISTS, chance, 120)
    public_stage.run(
        learner,
        tokeniser,
        drawn,
        chance=chance,
        checkpoint=tmp_path / "public.pt",
        rate=3e-3,
    )
    pieces = [piece for one in drawn for piece in tensors.pieces(one, tokeniser, 128, None)]
    batch = tensors.collate(pieces, tokeniser.pad_id)
    before, after = (
        public_stage.entity_loss(state.eval()(batch.ids, batch.types, batch.mask)[1], batch).item()
        for state in (network(), learner)
    )
    assert after < 0.9 * before
    kept = torch.load(tmp_path / "public.pt", weights_only=True)
    assert all(torch.equal(kept[name], value) for name, value in learner.state_dict().items())
