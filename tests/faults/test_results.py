"""The table: what was run is counted, what was not run never counts as kept."""

from pathlib import Path

import pytest

from tests.faults.results import (
    Folder,
    Result,
    by_fault,
    line,
    markdown,
    markdown_of_all,
    percentile,
    upper_bound,
)

_REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def result(**changes: object) -> Result:
    found = Result(fault="01", seed=1, uploads=40, database="sqlite", hits=4, injected=4)
    found.recoveries = [1.0, 2.0, 3.0]
    for name, value in changes.items():
        setattr(found, name, value)
    return found


def test_no_harm_in_n_tries_leaves_three_in_n_possible() -> None:
    assert upper_bound(0, 1000) == pytest.approx(3.0 / 1000, rel=0.01)
    assert upper_bound(1, 1000) == pytest.approx(4.74 / 1000, rel=0.01)
    assert upper_bound(0, 0) is None


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.99) == 4.0
    assert percentile([], 0.99) is None


def test_runs_of_a_fault_are_added_up() -> None:
    row = line("01", [result(), result(seed=2, recoveries=[9.0])])
    assert (row.runs, row.uploads, row.hits, row.recovery_p99_s) == (2, 80, 8, 9.0)
    assert row.kept


@pytest.mark.parametrize(
    "changes",
    [
        {"lost": 1},
        {"doubled": 1},
        {"torn": 1},
        {"spoiled": 1},
        {"marks": {"507": False}},
        {"hits": 0},
        {"recoveries": [61.0]},
        {"recoveries": []},
    ],
)
def test_a_row_is_kept_only_if_everything_was(changes: dict[str, object]) -> None:
    assert not line("01", [result(**changes)]).kept


def test_what_could_not_be_run_is_not_kept_and_says_why() -> None:
    row = line("10", [result(not_run="no right to")])
    assert not row.kept
    assert (row.runs, row.uploads, row.not_run) == (0, 0, "no right to")


def test_a_run_is_found_again_and_one_that_could_not_be_run_is_not(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "runs")
    assert folder.find("01", 40, 1) is None
    ran = result()
    folder.keep(ran, 40)
    assert folder.find("01", 40, 1) == ran
    assert folder.find("01", 1000, 1) is None
    folder.keep(result(not_run="no right to"), 40)
    assert folder.find("01", 40, 1) is None


def _shown(mark: str) -> list[str]:
    page = (_REFERENCE / "guarantees.md").read_text(encoding="utf-8")
    shown = page.partition(f"<!-- {mark} -->\n")[2].partition("<!-- end -->")[0].splitlines()
    return [row for row in shown if row.startswith("| ") and row[2].isdigit()]


def test_the_page_shows_the_runs_that_are_kept_and_no_others() -> None:
    kept = Folder(_REFERENCE / "fault-runs").everything()
    assert kept
    assert _shown("runs") == [markdown(one) for one in kept]
    assert _shown("faults") == [markdown_of_all(each) for each in by_fault(kept).values()]


def test_all_runs_of_a_fault_are_one_row() -> None:
    slow = result(seed=2, database="postgresql", uploads=1000, recoveries=[50.0, 70.0])
    row = markdown_of_all([result(uploads=1000), slow])
    assert row == (
        "| 01 | SQLite, PostgreSQL | 2 | 2,000 | 0 | 0 | 0 | 0 | 1 in 668 | 8 of 8 "
        "| 3.0 s | 70.0 s | 70.0 s |"
    )


def test_what_the_page_shows_says_what_was_found() -> None:
    row = markdown(result(fault="09-sqlite", uploads=1000, seconds=87.4, lost=2))
    assert row == ("| 09 | SQLite | 1 | 1,000 | 2 | 0 | 0 | 0 | 4 of 4 | 2.0 s | 3.0 s | 87 s |")
