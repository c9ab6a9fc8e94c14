"""Fixtures of the tests that need a Redis and its settings."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from redis import Redis

from worker.queues import connect
from worker.settings import Settings


@pytest.fixture
def redis(redis_url: str) -> "Iterator[Redis]":
    """A connection to this test's own Redis."""
    connection = connect(redis_url)
    yield connection
    connection.close()


@pytest.fixture
def deployed(settings: Settings, redis_url: str) -> Settings:
    """Settings that name this test's own Redis."""
    return replace(settings, redis_url=redis_url)
