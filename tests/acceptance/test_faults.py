"""Each of the faults once, with few uploads: nothing is lost, doubled, torn or spoiled."""

import os

import pytest

from tests.faults import results, runs
from tests.faults.trial import Plan

UPLOADS = 12
PLAN = Plan.of(UPLOADS, seed=1)

pytestmark = pytest.mark.timeout(600)


def _faults() -> list[object]:
    return [
        pytest.param(
            name,
            marks=[pytest.mark.postgresql] if runs.database_of(name, PLAN) == "postgresql" else [],
        )
        for name in runs.FAULTS
    ]


@pytest.mark.parametrize("fault", _faults())
def test_nothing_is_lost_doubled_or_torn_by(fault: str) -> None:
    found = runs.run(fault, PLAN)
    if found.not_run:
        # Only who may not mount a small disk is let off, and the table does not call it kept.
        assert fault == "10", found.not_run
        assert os.geteuid() != 0, found.not_run
        assert not results.line(fault, [found]).kept
        return
    assert found.uploads == UPLOADS
    assert found.kept, found


@pytest.mark.postgresql
def test_without_the_sweep_the_oracle_finds_what_is_lost() -> None:
    found = runs.run_without_sweep(PLAN)
    assert found.hits == 2
    assert found.lost == 2, found
    assert not found.kept
