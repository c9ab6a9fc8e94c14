"""``deponent summary``: a case in its witnesses' own sentences, and what it says is missing."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests import factories
from tests.unit.casework import made
from tests.unit.casework.made import Line
from worker.casefile import Failure
from worker.settings import Settings
from worker.store.store import Store

CASE = "01ZD4417726"
DAY: made.Named = {
    "DATE": [("16 May 2026", {"iso": "2026-05-16"})],
    "PERSON": [("Daniel Okafor", None)],
}
TOLD = "On 16 May 2026 Daniel Okafor [sic] shouted."


def deponent(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "worker.cli", "summary", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", "DEPONENT_HOME": str(home)},
        check=False,
    )


@pytest.fixture
def case(settings: Settings, sqlite_store: Store) -> Path:
    """A case of two statements; gives the home that it is kept in."""
    records = (
        made.record([TOLD, Line("He ran off.", 0.1)], DAY, witness="Ines Marlowe"),
        made.record([Line("Daniel Okafor told me so.", 0.4, "reported")], DAY),
    )
    for number, record in enumerate(records):
        statement = factories.received(
            sqlite_store, settings, str(number).encode(), filename=f"{number}.txt", case_ref=CASE
        )
        factories.ready(sqlite_store, statement, replace(record, status="complete"))
    return settings.home


def test_a_case_is_printed_with_its_places_and_names(case: Path) -> None:
    answer = deponent(case, CASE)
    assert answer.returncode == 0
    said = " ".join(answer.stdout.split())
    assert f"“{TOLD}”" in said
    assert "reported “Daniel Okafor told me so.”" in said
    assert "Made from 1 Ines Marlowe" in said
    assert "2026-05-16" in said
    assert answer.stderr == ""


def test_json_is_the_interface_s(case: Path) -> None:
    answer = deponent(case, CASE.lower(), "--json", "--share", "1")
    assert answer.returncode == 0
    summary = json.loads(answer.stdout)
    assert (summary["case_ref"], summary["share"], len(summary["sentences"])) == (CASE, 1.0, 3)


def test_what_is_missing_is_said_and_counts(
    case: Path, settings: Settings, sqlite_store: Store
) -> None:
    locked = factories.received(sqlite_store, settings, b"x", filename="x.pdf", case_ref=CASE)
    why = Failure(stage="extract", reason="password_protected", message="It asks for a password.")
    factories.failed(sqlite_store, locked, why)
    answer = deponent(case, CASE)
    assert answer.returncode == 1
    assert "Not in this summary: 1" in answer.stdout
    assert "It asks for a password." in answer.stdout


@pytest.mark.parametrize("asked", [["99XX9999999"], ["nonsense"], [CASE, "--share", "2"]])
def test_what_cannot_be_done_is_explained(case: Path, asked: list[str]) -> None:
    answer = deponent(case, *asked)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("deponent: ")
    assert "Traceback" not in answer.stderr
