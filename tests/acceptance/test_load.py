"""Clients at once beside a backlog, in little: whatever is killed, what was acknowledged is there.

How soon it is acknowledged is measured by ``make clients``, on a machine with nothing else to do.
"""

import os
import random
from pathlib import Path

import pytest

from tests.acceptance.service import eventually, serving
from tests.load.originals import MEGABYTE, Photograph, original
from tests.load.run import Plan, run

pytestmark = pytest.mark.timeout(600)
PLAN = Plan(clients=6, uploads=12, per_second=20.0, backlog=12, database="sqlite")


def test_every_acknowledged_upload_outlives_the_api_and_everything() -> None:
    rows = run(PLAN, lambda _text: None)
    assert [(row.killed, row.uploads) for row in rows] == [
        ("", 12),
        ("the API", 6),
        ("everything", 6),
    ] * len(PLAN.modes)
    for row in rows:
        assert row.durable, row
        # A crowd beside an idle service would prove less.
        assert min(row.backlog) > 0, row
        # What is undisturbed is never refused, and all of it is timed.
        assert row.killed or (not row.refused and len(row.times) == row.uploads), row


def test_an_original_is_a_megabyte_and_like_no_other() -> None:
    rng = random.Random(1)
    photograph = Photograph(rng)
    made = [original(photograph, rng, number)[1] for number in range(4)]
    assert all(MEGABYTE <= len(content) <= 1.1 * MEGABYTE for content in made)
    assert len(set(made)) == len(made)


def test_workers_leave_the_processor_to_the_api(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as service:
        api = os.getpriority(os.PRIO_PROCESS, service.pid("worker.api"))
        for stage in ("extract", "analyse"):
            pid = service.pid(f"worker.runner {stage}")

            def behind(pid: int = pid) -> bool | None:
                return os.getpriority(os.PRIO_PROCESS, pid) > api or None

            eventually(behind, seconds=30)
