"""The gate: worse than released fails, better or unlike does not, and it says why."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from models.inference.artefacts import ARTEFACTS, active, describe
from models.training import card, evaluate, frozen
from models.training.corpus import CorpusBroken
from models.training.evaluation import gate
from models.training.evaluation.gate import MAY_FALL, PART_HASH, chief, judge, released
from tests.unit.inference.tiny import artefact

HASH = "ab" * 32
SCORES: dict[str, Any] = {
    PART_HASH: HASH,
    "person_recall": 0.98,
    "strict_f1": 0.93,
    "strict_f1_model_decided": 0.9,
    "key_facts_at_20_percent": 0.6,
}


def report(**changes: float) -> dict[str, Any]:
    figures = SCORES | changes
    return {
        "part": "test",
        PART_HASH: HASH,
        "labels": {"PERSON": {"recall": figures["person_recall"], "overlap_recall": 0.99}},
        "totals": {
            "all labels": {"f1": figures["strict_f1"]},
            "model-decided": {"f1": figures["strict_f1_model_decided"]},
        },
        "facts": {"20%": {"model": figures["key_facts_at_20_percent"], "best possible": 0.8}},
        "names": {"gap": {"recall": 0.015}},
    }


@pytest.mark.parametrize("name", [name for name in SCORES if name != PART_HASH])
def test_each_chief_figure_may_rise_and_hardly_fall(name: str) -> None:
    released_with = SCORES[name]
    assert judge(report(**{name: released_with + 0.1}), SCORES).passed
    assert judge(report(**{name: released_with - MAY_FALL}), SCORES).passed
    verdict = judge(report(**{name: released_with - MAY_FALL - 0.0001}), SCORES)
    assert not verdict.passed
    told = [line for line in verdict.words if "fell" in line]
    assert len(told) == 1
    assert told[0].startswith(f"{name}: ")


@pytest.mark.parametrize("scores", [SCORES | {PART_HASH: "cd" * 32}, {"strict_f1": 0.99}])
def test_another_test_part_is_said_and_not_compared(scores: dict[str, Any]) -> None:
    verdict = judge(report(strict_f1=0.1), scores)
    assert verdict.passed
    assert "another test part" in verdict.words[0]
    assert HASH in verdict.words[0]


def test_the_development_part_and_a_model_without_figures_are_not_compared() -> None:
    assert "test part" in judge(report() | {"part": "dev"}, SCORES).words[0]
    assert "without figures" in judge(report(), {}).words[0]


def test_each_test_part_is_compared_with_its_own_figures(tmp_path: Path) -> None:
    folder = artefact(tmp_path)
    about = (folder / "model.toml").read_text(encoding="utf-8")
    younger = report(strict_f1=0.7) | {"part": "test2", PART_HASH: "other"}
    described = card.scored(about, report(), younger)
    (folder / "model.toml").write_text(described, encoding="utf-8")
    for one in (report(), younger):
        assert judge(one, released(tmp_path)).passed
        assert "released with" in judge(one, released(tmp_path)).words[0]
    fallen = report(strict_f1=0.6) | {"part": "test2", PART_HASH: "other"}
    assert not judge(fallen, released(tmp_path)).passed
    assert not judge(report(strict_f1=0.7), released(tmp_path)).passed


def test_figures_that_a_card_wrote_hold_against_the_same_report(tmp_path: Path) -> None:
    folder = artefact(tmp_path)
    about = (folder / "model.toml").read_text(encoding="utf-8")
    assert released(tmp_path) == {}
    (folder / "model.toml").write_text(card.scored(about, report()), encoding="utf-8")
    written = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    before = tomllib.loads(about)
    assert {key: value for key, value in written.items() if key != "scores"} == {
        key: value for key, value in before.items() if key != "scores"
    }
    assert written["scores"][PART_HASH] == HASH
    assert judge(report(), released(tmp_path)).passed
    assert not judge(report(person_recall=0.9), released(tmp_path)).passed
    again = card.scored((folder / "model.toml").read_text(encoding="utf-8"), report())
    assert tomllib.loads(again) == written


def test_the_chief_figures_are_those_of_the_report() -> None:
    assert chief(report()) == {name: value for name, value in SCORES.items() if name != PART_HASH}
    nobody = report()
    nobody["labels"] = {}
    assert chief(nobody)["person_recall"] == 0.0


def test_the_hash_of_the_part_changes_with_its_list_of_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gate.part_hash()
    listed = tmp_path / "test.sha256"
    listed.write_bytes(frozen.hashes("test").read_bytes() + b"\n")
    monkeypatch.setattr(frozen, "hashes", lambda _: listed)
    assert gate.part_hash() != before


def test_a_test_part_that_was_changed_is_not_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed(_: object) -> None:
        raise CorpusBroken("the test part is frozen, but differs in a.ann")

    monkeypatch.setattr(frozen, "check", changed)
    monkeypatch.setattr("sys.argv", ["evaluate"])
    assert evaluate.main() == 1
    assert "differs in a.ann" in capsys.readouterr().err


def test_a_card_is_written_only_from_the_full_run_on_the_test_part_of_its_model() -> None:
    full = report() | {"quick": False, "models": ["this/1 abc"]}
    assert card.unfit(full, "this/1 abc") is None
    assert card.unfit(full | {"quick": True}, "this/1 abc")
    assert card.unfit(full | {"part": "dev"}, "this/1 abc")
    assert card.unfit(full, "this/1 abc", part="test2")
    assert card.unfit(full | {"part": "test2"}, "this/1 abc", part="test2") is None
    assert "not of other/1 abc" in (card.unfit(full, "other/1 abc") or "")


def test_the_active_models_figures_can_be_read() -> None:
    scores = released(ARTEFACTS)
    stated = describe(ARTEFACTS / active()["entities"]).about["scores"]
    assert json.dumps(scores, sort_keys=True) == json.dumps(stated, sort_keys=True)
