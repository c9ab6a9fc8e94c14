"""A second generation learns from what the first says, also where nothing is marked."""

import random
from pathlib import Path

import pytest
import torch

from models.inference.artefacts import ARTEFACTS, active
from models.inference.windows import Tokeniser
from models.training import corpus_stage, public_stage, runs, teachers, tensors
from models.training.corpus import statements
from models.training.datasets import LABELS
from models.training.runs import Run, RunFailed
from models.training.synthesis import Lists, Names, rare
from tests.unit.training.test_stages import beginning, network

LISTS = Lists(
    names={"here": Names(("Ada", "Ben"), ("Okoro", "Price"))},
    places=("Truro", "Bude"),
    streets=("Station Road", "Mill Lane"),
)


@pytest.fixture(scope="module")
def tokeniser() -> Tokeniser:
    return Tokeniser(ARTEFACTS / active(ARTEFACTS)["entities"] / "tokenizer.json")


def batch(answer: int, words: int = 4) -> tensors.Batch:
    piece = tensors.Piece([101] * words, [0] * words, [[answer] * len(LABELS)] * words, 1.0)
    return tensors.collate([piece], 0)


def answers(odds: float, words: int = 4) -> torch.Tensor:
    """Return logits that say "begins" for every label with these odds."""
    logits = torch.zeros(1, words, len(LABELS), 3)
    logits[..., 1] = odds
    return logits


def test_without_teachers_the_loss_is_that_beside_what_is_marked() -> None:
    hard = torch.tensor(0.7)
    assert teachers.entity_loss(hard, answers(1.0), [], batch(1)) is hard
    marked = torch.tensor([0.0, 1.0])
    assert teachers.worth(marked, []) is marked


def test_the_teachers_say_something_where_no_set_marks() -> None:
    silent = batch(tensors.IGNORED)
    said = [(torch.zeros(1, 4, 8), answers(5.0))]
    hard = public_stage.entity_loss(answers(0.0), silent)
    assert hard.item() == 0.0
    unlike, alike = (
        teachers.entity_loss(hard, answers(odds), said, silent).item() for odds in (-5.0, 5.0)
    )
    assert alike < 0.1 * unlike


def test_padding_says_nothing() -> None:
    said = answers(5.0)
    one = batch(0)
    wrong = answers(5.0)
    wrong[0, -1] = 9.0 * torch.tensor([1.0, 0.0, 0.0])
    one.mask[0, -1] = 0
    found = [(torch.zeros(1, 4, 8), said)]
    hard = torch.tensor(0.0)
    assert teachers.entity_loss(hard, wrong, found, one).item() == pytest.approx(
        teachers.entity_loss(hard, said, found, one).item()
    )


def test_what_sentences_are_worth_is_between_the_marks_and_the_teachers() -> None:
    mixed = teachers.worth(torch.tensor([0.0, 1.0]), [torch.zeros(2), torch.zeros(2)])
    assert mixed.tolist() == pytest.approx([0.5 * teachers.SHARE, 1 - 0.5 * teachers.SHARE])


def test_a_taught_run_comes_nearer_to_its_teachers(tokeniser: Tokeniser, tmp_path: Path) -> None:
    """The teachers know nothing of the marks: what is learnt from them is their own answer."""
    learnt_from = [beginning(one) for one in statements() if one.part == "train"][:1]
    teacher = network()
    with torch.no_grad():
        teacher.entities.bias.view(len(LABELS), 3)[:, 1] = 4.0
    torch.save(teacher.state_dict(), tmp_path / "teacher.pt")
    gathered = teachers.gathered(network(), [tmp_path / "teacher.pt"] * 2, "cpu")

    def begun(taught: bool) -> float:
        learner, chance = network(), random.Random(5)
        corpus_stage.run(
            learner,
            tokeniser,
            learnt_from,
            rare(LISTS, chance, 6),
            [],
            LISTS,
            chance=chance,
            epochs=6,
            checkpoint=tmp_path / "run.pt",
            rate=3e-3,
            teachers=gathered if taught else (),
        )
        pieces = tensors.pieces(corpus_stage.example(learnt_from[0]), tokeniser, 128, None)
        read = tensors.collate(pieces, tokeniser.pad_id)
        _, logits = learner.eval()(read.ids, read.types, read.mask)
        return float(logits.detach().softmax(dim=-1)[..., 1].mean())

    # What is kept is a mean over the last steps, and here there were few: it lags.
    assert begun(taught=True) > 1.02 * begun(taught=False)


def test_a_run_that_fails_in_its_own_process_is_named(tmp_path: Path) -> None:
    lacking = Run(
        start=tmp_path / "absent.pt",
        checkpoint=tmp_path / "corpus-0.pt",
        tokenizer=tmp_path / "tokenizer.json",
        data=tmp_path,
        seed=1,
    )
    with pytest.raises(RunFailed, match=r"corpus-0\.pt"):
        runs.learn_side_by_side([lacking])
