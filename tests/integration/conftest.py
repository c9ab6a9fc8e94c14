"""Fixtures of the tests that need a Redis and its settings, or a sandbox."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from redis import Redis

from tests.integration.captor import SANDBOXES, USERS, Captor
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


@pytest.fixture(params=[f"{sandbox} as {user}" for sandbox in SANDBOXES for user in USERS])
def captor(request: pytest.FixtureRequest) -> Captor:
    """What runs code in each sandbox, for each kind of user."""
    sandbox, _, user = str(request.param).partition(" as ")
    return Captor(sandbox, user)
