"""Overviews by tiny models made here: what they write, what is shown of it, and how they fail."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from models.inference.modality import modality
from models.inference.overview import overview, writer
from models.inference.overview.overview import OverviewModel
from models.inference.overview.writer import Draft, OverviewFailed, Writer
from models.inference.results import Overview, Sentence
from models.inference.sentences import split
from tests.unit.inference import tiny_writer

TEXT = (
    "Ryan Cole hit Daniel Marsh with a bottle outside the Crown. He ran off down Mill Lane. "
    "I think the car was a blue Corsa."
)
LESSON = (
    "Ryan Cole hit Daniel Marsh with a bottle. Daniel Marsh hit Ryan Cole with a bottle. "
    "The car was a blue Corsa. Gary Pike ran off."
)


def sentences(text: str = TEXT, chosen: Sequence[int] | None = None) -> list[Sentence]:
    return [
        Sentence(
            start=start,
            end=end,
            salience=0.5,
            modality=modality(text[start:end]),
            chosen=chosen is None or number in chosen,
            reason="",
        )
        for number, (start, end) in enumerate(split(text, [(0, len(text))]))
    ]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_writer.taught(tmp_path_factory.mktemp("models") / "taught", [(TEXT, LESSON)])


@pytest.fixture(scope="module", params=["t5", "bart"])
def untrained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / request.param
    return tiny_writer.untrained(folder, [TEXT], kind=request.param)


def saying(monkeypatch: pytest.MonkeyPatch, taught: Path, *drafts: Draft) -> OverviewModel:
    """A model that writes what a test wants; all else is real."""
    monkeypatch.setattr(Writer, "write", lambda *_, **__: list(drafts))
    return OverviewModel.at(taught)


def shown(written: Overview) -> list[str]:
    return [one.text for one in written.sentences]


def test_a_supported_sentence_is_shown_with_its_quote_and_the_others_are_counted(
    taught: Path,
) -> None:
    written = OverviewModel.at(taught).write(TEXT, sentences())
    assert written.problem is None
    assert shown(written) == ["Ryan Cole hit Daniel Marsh with a bottle."]
    ((start, end),) = written.sentences[0].support
    assert TEXT[start:end] == "Ryan Cole hit Daniel Marsh with a bottle outside the Crown."
    assert written.withheld == {"doubt": 1, "names": 1, "order": 1}
    assert written.model == OverviewModel.at(taught).ref


def test_gibberish_is_withheld(untrained: Path) -> None:
    written = OverviewModel.at(untrained).write(TEXT, sentences())
    assert written.sentences == ()
    assert written.problem is None
    assert sum(written.withheld.values()) > 0


def test_the_number_of_threads_changes_nothing(
    taught: Path, untrained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So wide a margin takes every window down the road of the single thread.
    for close in (writer.CLOSE, 1e9):
        monkeypatch.setattr(writer, "CLOSE", close)
        for folder in (taught, untrained):
            found = []
            for threads in (1, 2, 3):
                torch.set_num_threads(threads)
                try:
                    model = OverviewModel.at(folder).load()
                    found.append(model.write([TEXT], seconds=600))
                    assert torch.get_num_threads() == threads
                finally:
                    torch.set_num_threads(1)
            assert found[0] == found[1] == found[2]


def test_only_chosen_sentences_are_read(taught: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Sequence[str]] = []

    def write(self: Writer, given: Sequence[str], *, seconds: float) -> list[Draft]:
        read.append(given)
        return [Draft("He ran off down Mill Lane.", finished=True)]

    monkeypatch.setattr(Writer, "write", write)
    OverviewModel.at(taught).write(TEXT, sentences(chosen=[0, 2]))
    assert read == [[TEXT[s.start : s.end] for n, s in enumerate(sentences()) if n != 1]]


def test_no_word_is_cut_where_the_model_reads_little(untrained: Path) -> None:
    model = OverviewModel.at(untrained).load()
    long = [f"Word{number}" + " and more" * 90 + "." for number in range(4)] + ["x" * 999, "End."]
    windows = model.windows(long)
    assert "".join(" ".join(windows).split()) == "".join(" ".join(long).split())
    assert all(len(model._tokenizer(one)["input_ids"]) <= 64 for one in windows)
    assert len(windows) > 4
    assert len(model.write(long, seconds=600)) == len(windows)


def test_he_is_shown_only_where_it_means_whom_it_means_in_the_statement(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = "Ryan Cole hit Daniel Marsh outside the Crown.", "He ran off down Mill Lane."
    together = saying(monkeypatch, taught, Draft(f"{first} {second}", finished=True))
    assert shown(together.write(TEXT, sentences())) == [first, second]
    alone = saying(monkeypatch, taught, Draft(second, finished=True)).write(TEXT, sentences())
    assert (shown(alone), alone.withheld) == ([], {"person_unclear": 1})
    # The sentence between is not in the summary, or not shown.
    apart = together.write(TEXT, sentences(chosen=[1, 2]))
    assert second not in shown(apart)
    other = f"Daniel Marsh hit Ryan Cole. {second}"
    wrong = saying(monkeypatch, taught, Draft(other, finished=True)).write(TEXT, sentences())
    assert shown(wrong) == []


def test_what_was_cut_off_or_said_before_is_withheld(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Ryan Cole hit Daniel Marsh."
    drafts = [Draft(f"{said} {said}", finished=True), Draft("Ryan Cole hit Daniel", finished=False)]
    written = saying(monkeypatch, taught, *drafts).write(TEXT, sentences())
    assert shown(written) == [said]
    assert written.withheld == {"repeated": 1, "unfinished": 1}


def test_marks_that_hide_or_turn_text_are_taken_out(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = Draft("Ryan\u202e Cole\x00 hit\n Daniel\u200b Marsh.", finished=True)
    written = saying(monkeypatch, taught, draft).write(TEXT, sentences())
    assert shown(written) == ["Ryan Cole hit Daniel Marsh."]


def test_without_a_summary_there_is_no_overview(taught: Path) -> None:
    written = OverviewModel.at(taught).write(TEXT, sentences(chosen=[]))
    assert written.problem is not None
    assert written.problem[0] == "no_summary"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "out_of_memory"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: Ryan"), "out_of_memory"),
        (RuntimeError("Ryan"), "model_failed"),
        (ValueError("Ryan"), "model_failed"),
    ],
)
def test_a_fault_of_the_model_ends_in_no_overview(
    taught: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise error

    model = OverviewModel.at(taught)
    monkeypatch.setattr(model.load()._model, "generate", broken)
    written = model.write(TEXT, sentences())
    assert written.problem is not None
    assert written.problem[0] == reason
    assert "Ryan" not in written.problem[1]


def test_a_fault_of_the_check_ends_in_no_overview(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise KeyError("Ryan")

    monkeypatch.setattr(overview, "Sources", broken)
    written = OverviewModel.at(taught).write(TEXT, sentences())
    assert written.problem == ("check_failed", "what the model wrote could not be checked")


def test_a_model_that_takes_too_long_is_stopped(taught: Path) -> None:
    written = OverviewModel.at(taught, seconds=1e-9).write(TEXT, sentences())
    assert written.problem == ("took_too_long", "the model took too long")


def test_an_answer_that_is_no_number_ends_in_no_overview(tmp_path: Path, taught: Path) -> None:
    folder = shutil.copytree(taught, tmp_path / "broken")
    model = OverviewModel.at(folder)
    with torch.no_grad():
        model.load()._model.shared.weight.fill_(float("nan"))
    written = model.write(TEXT, sentences())
    assert written.problem is not None
    assert written.problem[0] == "model_failed"


def test_damaged_or_changed_files_end_in_no_overview(tmp_path: Path, taught: Path) -> None:
    folder = shutil.copytree(taught, tmp_path / "model")
    model = OverviewModel.at(folder)
    (folder / "model.safetensors").write_bytes(b"\x00" * 100)
    written = model.write(TEXT, sentences())
    assert written.problem is not None
    assert written.problem[0] == "model_altered"
    broken = OverviewModel.at(folder)
    for _ in range(2):
        with pytest.raises(OverviewFailed, match="could not be loaded"):
            broken.load()


def test_generation_is_greedy_whatever_the_folder_asks_for(tmp_path: Path, taught: Path) -> None:
    folder = shutil.copytree(taught, tmp_path / "sampler")
    tiny_writer.change_generation(
        folder, do_sample=True, temperature=5.0, num_beams=3, top_k=3, max_length=3, min_length=60
    )
    sampling, plain = OverviewModel.at(folder), OverviewModel.at(taught)
    assert [sampling.write(TEXT, sentences()).sentences for _ in range(2)] == [
        plain.write(TEXT, sentences()).sentences
    ] * 2
