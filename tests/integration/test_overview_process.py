"""Overviews through real processes: a model made here, the settings, and all the commands."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.inference.overview.folder import folder_hash
from tests.unit.inference import tiny_writer

TEXT = (
    "Ryan Cole hit Daniel Marsh with a bottle outside the Crown. He ran off down Mill Lane. "
    "I think the car was a blue Corsa."
)
LESSON = "Ryan Cole hit Daniel Marsh with a bottle. Daniel Marsh hit Ryan Cole with a bottle."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_writer.taught(tmp_path_factory.mktemp("models") / "by-heart", [(TEXT, LESSON)])


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "cole.txt"
    path.write_text(TEXT)
    return path


def deponent(*arguments: str | Path, **settings: str | Path) -> subprocess.CompletedProcess[str]:
    chosen = {f"DEPONENT_{name.upper()}": str(value) for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "worker.cli", *map(str, arguments)],
        env={**os.environ, "DEPONENT_DEVICE": "cpu", "DEPONENT_THREADS": "1", **chosen},
        capture_output=True,
        text=True,
        timeout=240,
    )


def record_of(statement: Path, **settings: str | Path) -> dict[str, Any]:
    answer = deponent("process", statement, **settings)
    assert answer.returncode == 0, answer.stderr
    record: dict[str, Any] = json.loads(answer.stdout)
    return record


def test_process_and_replay_with_a_model_and_without(
    tmp_path: Path, statement: Path, model: Path
) -> None:
    on: dict[str, str | Path] = {"overview_model": model, "overview_sha256": folder_hash(model)}
    # All three sentences are in a summary of three or more, so any summary model gives the same.
    record = record_of(statement, **on)
    overview = record["overview"]
    assert [one["text"] for one in overview["sentences"]] == [
        "Ryan Cole hit Daniel Marsh with a bottle."
    ]
    quoted = overview["sentences"][0]["support"][0]
    assert record["text"][quoted["start"] : quoted["end"]] == quoted["quote"]
    assert overview["withheld"] == [
        {
            "reason": "order",
            "message": "they may say otherwise who did what, to whom or when",
            "count": 1,
        }
    ]
    assert overview["model"] == record["provenance"]["models"][-1]
    assert overview["model"]["sha256"] == folder_hash(model)

    plain = record_of(statement)
    assert "overview" not in plain
    for name, part in plain.items():
        if name != "provenance":
            assert record[name] == part

    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(record))
    assert deponent("replay", kept, "--original", statement, **on).returncode == 0
    lost = deponent("replay", kept, "--original", statement)
    assert lost.returncode == 2
    assert "DEPONENT_OVERVIEW_MODEL" in lost.stderr
    # A record without an overview is replayed without, whatever is configured now.
    kept.write_text(json.dumps(plain))
    assert deponent("replay", kept, "--original", statement, **on).returncode == 0


def test_a_failing_overview_costs_nothing_else(statement: Path, model: Path) -> None:
    record = record_of(statement, overview_model=model, overview_seconds="0.000001")
    assert record["status"] == "complete"
    assert record["overview"]["sentences"] == []
    assert record["overview"]["problem"]["code"] == "took_too_long"
    assert len(record["summary"]["sentences"]) == 3


def test_a_model_that_is_not_the_pinned_one_stops_the_command(
    tmp_path: Path, statement: Path, model: Path
) -> None:
    answer = deponent("process", statement, overview_model=model, overview_sha256="0" * 64)
    assert answer.returncode == 2
    assert "DEPONENT_OVERVIEW_SHA256" in answer.stderr
    gone = deponent("process", statement, overview_model=tmp_path / "gone")
    assert gone.returncode == 2
    assert "is not there" in gone.stderr


def test_models_and_doctor_name_it(tmp_path: Path, model: Path) -> None:
    listed = deponent("models", overview_model=model)
    assert listed.returncode == 0
    assert "by-heart" in listed.stdout
    assert f"DEPONENT_OVERVIEW_SHA256={folder_hash(model)}" in listed.stdout
    wrong = deponent("models", overview_model=model, overview_sha256="0" * 64)
    assert wrong.returncode == 1
    found = deponent("doctor", overview_model=model, home=tmp_path / "home")
    assert "written by by-heart (t5)" in " ".join(found.stdout.split())
    assert not (tmp_path / "home").exists()
