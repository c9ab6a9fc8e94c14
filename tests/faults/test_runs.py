"""Runs of a fault know nothing of each other."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults import runs
from tests.faults.runs import Place
from tests.faults.trial import Plan


@pytest.mark.parametrize("name", ["01", "02", "06", "12", "17"])
def test_what_one_run_sets_the_next_one_does_not_find(name: str, tmp_path: Path) -> None:
    """The database of a PostgreSQL that is gone, above all."""
    place = Place(tmp_path, tmp_path / "home", None, Plan.of(40, 1))
    with ExitStack() as stack:
        _, settings = runs.FAULTS[name].prepare(stack, place)
        before = dict(settings)
        settings["DEPONENT_DATABASE_URL"] = "postgresql://gone"
        _, again = runs.FAULTS[name].prepare(stack, place)
    assert again == before
