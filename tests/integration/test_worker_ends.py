"""How a worker ends, and what it says of its work."""

import logging

import pytest
from rq.serializers import JSONSerializer

from tests.conftest import redis_server_at
from worker.queues import StatementJob, connect_to_work, stage_queue
from worker.runner import StatementWorker, told


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


def test_a_worker_says_in_numbers_what_it_has_done() -> None:
    assert told({"documents": 3, "padding_share": 0.0123456789}) == (
        "documents 3, padding_share 0.0123457"
    )
