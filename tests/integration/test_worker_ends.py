"""How a worker ends, and what it says of its work."""

import logging
import os
import signal
from dataclasses import replace

import pytest
from rq.executions import Execution
from rq.job import Job
from rq.queue import Queue
from rq.serializers import JSONSerializer

from tests.conftest import redis_server_at
from tests.integration.burst import signals_kept
from worker import outages, runner
from worker.queues import StatementJob, connect, connect_to_work, enqueue, stage_queue
from worker.runner import StatementWorker, told
from worker.settings import Settings


def test_a_worker_whose_redis_went_first_ends_quietly(caplog: pytest.LogCaptureFixture) -> None:
    with redis_server_at() as url:
        connection = connect_to_work(url)
        worker = StatementWorker(
            [stage_queue("extract", connection)],
            connection=connection,
            name="a-worker",
            job_class=StatementJob,
            serializer=JSONSerializer,
        )
        worker.register_birth()  # type: ignore[no-untyped-call]
    with caplog.at_level(logging.INFO):
        worker.teardown()
    assert "without signing off" in caplog.text
    assert "Traceback" not in caplog.text


class _Bereaved(StatementWorker):
    """Loses its Redis while it does its first job."""

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        os.kill(self.connection.info("server")["process_id"], signal.SIGKILL)
        return super().perform_job(job, queue, execution)


def test_a_redis_that_is_lost_during_a_job_is_an_outage(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is wrong with the worker, which is started again however often it happens."""
    monkeypatch.setattr(runner, "StatementWorker", _Bereaved)
    with redis_server_at() as url, signals_kept():
        enqueue(stage_queue("extract", connect(url)), "extract", "a" * 32, 1)
        code = outages.exit_code_of(lambda: runner.run("extract", replace(settings, redis_url=url)))
    assert code == outages.EXIT_CODE


def test_a_worker_says_in_numbers_what_it_has_done() -> None:
    assert told({"documents": 3, "padding_share": 0.0123456789}) == (
        "documents 3, padding_share 0.0123457"
    )
