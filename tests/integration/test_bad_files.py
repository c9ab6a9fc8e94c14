"""Every bad file gets a clear verdict, and its neighbours don't notice."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.integration.records import FIXTURES
from worker.direct import Direct
from worker.settings import Settings

BAD = FIXTURES / "bad"
VERDICTS: dict[str, dict[str, Any]] = tomllib.loads((BAD / "expected.toml").read_text())
GOOD = FIXTURES / "statements" / "other" / "one-paragraph-fuel.pdf"


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    """The records of all bad files, read in one run with a good one between any two."""
    files = [file for name in sorted(VERDICTS) for file in (BAD / name, GOOD)]
    with Direct(Settings(device="cpu")) as direct:
        found = [json.loads(result.line or "") for result in direct.process(files)]
    # What was found inside a file comes after it, and has no verdict of its own here.
    names = {file.name for file in files}
    lines = [line for line in found if line["document"]["filename"] in names]
    assert all(line["status"] == "complete" for line in lines[1::2]), "a neighbour noticed"
    return dict(zip(sorted(VERDICTS), lines[::2], strict=True))


def test_every_bad_file_has_a_verdict() -> None:
    aside = {"expected.toml", "names.toml"}
    assert {path.name for path in BAD.iterdir()} - aside == VERDICTS.keys()


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_a_bad_file_gets_its_verdict(name: str, records: dict[str, dict[str, Any]]) -> None:
    record, verdict = records[name], VERDICTS[name]
    assert record["status"] in verdict["statuses"], record["failure"]
    if record["status"] == "failed":
        assert record["failure"]["reason"] == verdict["reason"]
        assert len(record["failure"]["message"].split()) >= 5, "says too little"
        assert "Traceback" not in record["failure"]["message"]
    else:
        assert verdict.get("says", "") in record["text"]
        assert len(record["document"]["children"]) == ("encloses" in verdict)
    if record["status"] == "partial":
        unread = [p["number"] for p in record["document"]["pages"] if p["method"] == "none"]
        named = {w["page"] for w in record["warnings"]}
        assert unread
        assert set(unread) <= named


def test_a_file_of_200_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(200_000_000)
    with Direct(Settings(device="cpu")) as direct:
        (result,) = direct.process([huge])
    record = json.loads(result.line or "")
    assert record["failure"]["reason"] == "file_too_large"
    assert record["failure"]["stage"] == "intake"
    assert "50 MB" in record["failure"]["message"]


def test_a_file_that_is_not_there_is_a_failed_record(tmp_path: Path) -> None:
    with Direct(Settings(device="cpu")) as direct:
        (result,) = direct.process([tmp_path / "gone.pdf"])
    assert json.loads(result.line or "")["failure"]["reason"] == "file_not_opened"
