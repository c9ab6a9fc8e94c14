"""What the command line says of a summary: its length, and every sentence with its reason."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests import factories
from worker.record import LeftOutSentence, Quoted, SummaryReference
from worker.settings import Settings
from worker.store.store import Store

TEXT = (
    "I am a nurse. On 9th March 2024 a man I know as Tomasz Wilk came in. It was raining. He hit "
    "me on the arm with a hammer. At least I think it was a hammer. I did not see where he went. "
    "My neighbour told me that he drove off. I have lived in Harlow for ten years. "
)


def deponent(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "worker.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", **environment},
        check=False,
    )


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "wilk.txt"
    path.write_text(TEXT)
    return path


def test_process_explains_every_sentence(statement: Path, tmp_path: Path) -> None:
    answer = deponent("process", statement, "--explain", "--out", tmp_path / "out")
    assert answer.returncode == 0
    record = json.loads((tmp_path / "out" / "wilk.txt.json").read_text())
    summary = record["summary"]
    every = [*summary["sentences"], *summary["left_out"]]
    assert len(every) == 8
    assert all(one["quote"] == record["text"][one["start"] : one["end"]] for one in every)
    assert all(one["reason"].startswith(("Chosen", "Left out")) for one in every)
    lines = answer.stdout.splitlines()
    assert "wilk.txt" in lines[0]
    assert f"{len(summary['sentences'])} of 8 sentences" in lines[0]
    for one in every:
        assert f"{one['salience']:.3f}" in answer.stdout


def test_explaining_prints_no_json(statement: Path) -> None:
    answer = deponent("process", statement, "--explain")
    assert answer.returncode == 0
    assert '"schema"' not in answer.stdout
    assert "Left out" in answer.stdout


def test_what_could_not_be_read_is_said_instead_of_explained(tmp_path: Path) -> None:
    answer = deponent("process", tmp_path / "gone.pdf", "--explain")
    assert answer.returncode == 1
    assert answer.stdout.startswith("gone.pdf: The file could not be opened")


def test_the_length_is_the_users(statement: Path) -> None:
    short = deponent("process", statement, "--summary-share", "0.1", "--summary-fewest", "1")
    long = deponent("process", statement, "--summary-share", "1")
    shares = [json.loads(one.stdout)["summary"] for one in (short, long)]
    assert len(shares[0]["sentences"]) < len(shares[1]["sentences"])
    settings = json.loads(short.stdout)["provenance"]["settings"]
    assert (settings["summary_share"], settings["summary_fewest"]) == ("0.1", "1")


@pytest.mark.parametrize("asked", [["--summary-share", "0"], ["--summary-fewest", "-1"]])
def test_a_length_that_is_none_is_explained(statement: Path, asked: list[str]) -> None:
    answer = deponent("process", statement, *asked)
    assert answer.returncode == 2
    assert asked[0] in answer.stderr


def test_show_explains_a_stored_record(settings: Settings, sqlite_store: Store) -> None:
    record = factories.marlowe()
    start, end = factories.place("He was holding a bat 🏏.")
    out = LeftOutSentence(
        start=start,
        end=end,
        quote=record.text[start:end],
        page=2,
        boxes=(),
        id="o1",
        salience=0.4,
        modality="stated",
        reason="Left out: too far below the highest.",
    )
    named = factories.place("Mr Anthony Gant")
    word = factories.place("he had")[0]
    meant = SummaryReference(
        start=word,
        end=word + 2,
        quote="he",
        page=2,
        boxes=(),
        kind="one",
        candidates=(
            Quoted(start=named[0], end=named[1], quote="Mr Anthony Gant", page=2, boxes=()),
        ),
    )
    sentences = tuple(
        replace(one, reason="Chosen: salience 0.800.", references=(meant,) * (one.id == "s2"))
        for one in record.summary.sentences
    )
    summary = replace(record.summary, sentences=sentences, left_out=(out,))
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, replace(record, summary=summary))
    home = {"DEPONENT_HOME": str(settings.home)}
    explained = deponent("show", statement.id, "--explain", **home)
    assert explained.returncode == 0
    assert "4 of 5 sentences" in explained.stdout
    assert "Left out: too far below the highest." in explained.stdout
    plain = deponent("show", statement.id, **home)
    assert "“he”: most likely “Mr Anthony Gant” p2" in plain.stdout


def test_show_says_that_an_old_record_does_not_know_why(
    settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, factories.marlowe())
    answer = deponent("show", statement.id, "--explain", DEPONENT_HOME=str(settings.home))
    assert answer.returncode == 2
    assert "process --explain" in answer.stderr
