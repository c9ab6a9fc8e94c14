"""A run does not begin where the workers that run would make records by other settings."""

from dataclasses import replace

import pytest

from worker import pipeline
from worker.backlog import run
from worker.backlog.active import Active
from worker.presence import profile
from worker.settings import Settings
from worker.store.store import Store


def test_workers_that_are_set_otherwise_are_named_with_what_differs(
    store: Store, settings: Settings
) -> None:
    same = profile("one", "extract", basis=pipeline.basis_of_record(settings))
    store.workers.sign_in(same)
    run.check_workers(store, Active(settings=settings, models=()))
    longer = replace(settings, summary_share=0.5)
    store.workers.renew(replace(same, basis=pipeline.basis_of_record(longer)))
    with pytest.raises(run.WorkersDiffer) as refused:
        run.check_workers(store, Active(settings=settings, models=()))
    assert "summary_share is 0.5 there and 0.2 here" in str(refused.value)
    assert "summary_fewest" not in str(refused.value)
    run.check_workers(store, Active(settings=longer, models=()))
    # Of one that signed in before that was noted, nothing is known.
    store.workers.renew(replace(same, basis={}))
    run.check_workers(store, Active(settings=settings, models=()))
