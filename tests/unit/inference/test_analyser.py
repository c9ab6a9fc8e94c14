"""The analyser with a tiny model: contracts, faults and promise 4 under noise."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.inference import artefacts, golden, identifiers
from models.inference.analyser import Analyser
from models.inference.core import Core
from models.inference.errors import (
    ArtefactAltered,
    ArtefactMissing,
    DeviceUnavailable,
    GoldenMismatch,
)
from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from tests.unit.inference.tiny import artefact

WORDS = "PC Lowe ran to Mill lane 14 at 9.15pm and paid £20 . He saw the man , I left"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("artefacts")
    artefact(folder)
    return folder


@pytest.fixture
def analyser(root: Path) -> Analyser:
    return Analyser.load(root, device="cpu", token_budget=300)


def passage(text: str) -> Passage:
    return Passage(text=text, narrative=((0, len(text)),))


def texts(count: int, seed: int = 3) -> list[str]:
    chance = random.Random(seed)
    words = WORDS.split()
    return [
        " ".join(chance.choice(words) for _ in range(chance.randint(1, 120))) for _ in range(count)
    ]


def plain(found: list[Analysis | Unanalysed]) -> list[Analysis]:
    kept = []
    for one in found:
        assert isinstance(one, Analysis)
        kept.append(replace(one, device="", device_reason=""))
    return kept


def test_mentions_and_sentences_quote_their_text(analyser: Analyser) -> None:
    written = texts(12)
    for text, one in zip(
        written, plain(analyser.analyse([passage(t) for t in written])), strict=True
    ):
        starts = [(mention.start, -mention.end) for mention in one.mentions]
        assert starts == sorted(starts)
        assert all(0 <= m.start < m.end <= len(text) for m in one.mentions)
        assert all(m.confidence == round(m.confidence, 3) for m in one.mentions)
        assert all(text[s.start : s.end].strip() for s in one.sentences)
        assert one.words_out <= one.words_in
        assert one.models == analyser.models


def test_something_is_marked_by_model_and_by_rule(analyser: Analyser) -> None:
    found = plain(analyser.analyse([passage(text) for text in texts(12)]))
    assert {mention.source for one in found for mention in one.mentions} == {"model", "rule"}


def test_no_narrative_no_summary_but_mentions(analyser: Analyser) -> None:
    text = "Tel:07700900123 and £45 paid"
    (found,) = plain(analyser.analyse([Passage(text=text, narrative=())]))
    assert found.sentences == ()
    assert (found.words_in, found.words_out) == (0, 0)
    assert any(text[m.start : m.end] == "07700900123" for m in found.mentions)


@pytest.mark.parametrize(
    "text", ["", " \n\n ", ".", "\x00\x01", "\u200b", "\U0001f600 " * 50, "x" * 5000]
)
def test_strange_texts_are_analysed(analyser: Analyser, text: str) -> None:
    (found,) = plain(analyser.analyse([passage(text)]))
    assert all(text[m.start : m.end] for m in found.mentions)


def test_nothing_in_nothing_out(analyser: Analyser) -> None:
    assert analyser.analyse([]) == []


def test_the_summary_length_is_the_callers(analyser: Analyser) -> None:
    text = " ".join(f"I saw man {n} leave." for n in range(30))
    for share, most in ((0.1, 15), (0.5, 75)):
        (found,) = plain(analyser.analyse([passage(text)], SummaryLength(share=share)))
        assert 0 < found.words_out <= most


def test_batch_and_order_do_not_change_an_analysis(root: Path, analyser: Analyser) -> None:
    written = texts(25)
    alone = [plain(analyser.analyse([passage(text)]))[0] for text in written]
    for budget, seed, threads in ((64, 1, 1), (700, 2, 3), (8000, 3, 2)):
        other = Analyser.load(root, device="cpu", token_budget=budget, threads=threads)
        order = list(range(len(written)))
        random.Random(seed).shuffle(order)
        found = plain(other.analyse([passage(written[number]) for number in order]))
        assert found == [alone[number] for number in order]


def test_another_devices_arithmetic_does_not_change_an_analysis(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = texts(40)
    expected = plain(analyser.analyse([passage(text) for text in written]))
    alone = []
    real_each, real_alone = Core.each, Core.read_alone
    chance = np.random.default_rng(5)

    def noisy(self: Core, documents: Any, use: Any) -> Any:
        def disturbed(number: int, read: Any) -> Any:
            tokens, reading = read
            for array in (reading.logits, reading.states):
                array += chance.uniform(-5e-6, 5e-6, array.shape).astype(np.float32)
            return use(number, (tokens, replace(reading, alone=False)))

        return real_each(self, documents, disturbed)

    def counted(self: Core, tokens: Any) -> Any:
        alone.append(tokens)
        return real_alone(self, tokens)

    monkeypatch.setattr(Core, "each", noisy)
    monkeypatch.setattr(Core, "read_alone", counted)
    for _ in range(5):
        assert plain(analyser.analyse([passage(text) for text in written])) == expected
    # Some are too close to call; were most of them, the batches would be for nothing.
    assert 0 < len(alone) < 5 * len(written) / 2


def test_a_text_that_breaks_a_rule_fails_alone(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(text: str, *, written_on: str | None = None) -> Any:
        if "poison" in text:
            raise LookupError(text)
        return identifiers.find(text, written_on=written_on)

    monkeypatch.setattr("models.inference.analyser.find", find)
    first, bad, last = analyser.analyse([passage(t) for t in ("I ran.", "poison", "He ran.")])
    assert isinstance(first, Analysis)
    assert isinstance(last, Analysis)
    assert isinstance(bad, Unanalysed)
    assert "poison" not in bad.message


def test_a_device_fault_is_said_in_every_analysis_of_the_job(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = analyser._cores["entities"]
    core.device = replace(core.device, name="cpu:0")

    def broken(*_: object) -> None:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    monkeypatch.setattr(core, "_network", broken)
    found = analyser.analyse([passage(text) for text in texts(4)])
    reasons = [one.device_reason for one in found if isinstance(one, Analysis)]
    assert len(reasons) == 4
    assert all("Moved from cpu:0" in reason for reason in reasons)
    assert analyser.device == "cpu"


def test_an_altered_or_missing_model_is_not_loaded(tmp_path: Path) -> None:
    folder = artefact(tmp_path)
    weights = folder / "weights.safetensors"
    content = weights.read_bytes()
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ArtefactAltered):
        Analyser.load(tmp_path, device="cpu")
    weights.unlink()
    with pytest.raises(ArtefactMissing):
        Analyser.load(tmp_path, device="cpu")


def test_a_device_that_misses_the_golden_answers_is_not_used(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = golden.mismatch
    monkeypatch.setattr(golden, "mismatch", lambda *_: "its arithmetic differs")
    with pytest.raises(GoldenMismatch, match="tiny/1"):
        Analyser.load(root, device="cpu")
    monkeypatch.setattr(golden, "mismatch", real)
    assert Analyser.load(root, device="cpu").device == "cpu"


def test_golden_answers_notice_other_results_and_other_arithmetic(root: Path) -> None:
    analyser = Analyser.load(root, device="cpu")
    model, core = analyser._models["entities"], analyser._cores["entities"]
    assert model.golden is not None
    assert golden.mismatch(model, core, model.golden) is None
    other = json.loads(json.dumps(model.golden))
    other["log_odds"][0][3] += 0.5
    assert "arithmetic" in (golden.mismatch(model, core, other) or "")
    other = json.loads(json.dumps(model.golden))
    other["results"][0]["sentences"][0][2] += 0.1
    assert "results" in (golden.mismatch(model, core, other) or "")


def test_a_named_device_fails_loudly(root: Path) -> None:
    with pytest.raises(DeviceUnavailable):
        Analyser.load(root, device="cuda:99")


def test_tasks_may_use_different_models(tmp_path: Path) -> None:
    artefact(tmp_path)
    second = tmp_path / "other"
    artefact(second, seed=2)
    (second / "tiny" / "1").rename(tmp_path / "tiny" / "2")
    about = tmp_path / "tiny" / "2" / "model.toml"
    about.write_text(about.read_text().replace('version = "1"', 'version = "2"'))
    (tmp_path / "active.toml").write_text('entities = "tiny/1"\nsummary = "tiny/2"\n')
    analyser = Analyser.load(tmp_path, device="cpu")
    assert [ref.version for ref in analyser.models] == ["1", "2"]
    found = plain(analyser.analyse([passage(text) for text in texts(6)]))
    (tmp_path / "active.toml").write_text('entities = "tiny/1"\nsummary = "tiny/1"\n')
    one = plain(Analyser.load(tmp_path, device="cpu").analyse([passage(t) for t in texts(6)]))
    assert [a.mentions for a in found] == [a.mentions for a in one]
    assert [a.sentences for a in found] != [a.sentences for a in one]
    assert len(artefacts.installed(tmp_path)) == 2


def test_token_estimates_grow_with_the_text(analyser: Analyser) -> None:
    assert analyser.tokens("") >= 0
    assert analyser.tokens("word " * 1000) > analyser.tokens("word " * 10)
