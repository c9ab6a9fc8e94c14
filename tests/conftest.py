"""Fixtures that every kind of test uses: settings, stores on both databases, a real Redis."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.postgresql import Cluster
from worker import redis_server
from worker.processes import dying_with
from worker.settings import PREFIX, Settings
from worker.store.store import Store

_REDIS_STARTING_SECONDS = 20.0

# The tests must not be steered by the shell that they are started from.
for _name in [name for name in os.environ if name.startswith(PREFIX)]:
    del os.environ[_name]


@pytest.fixture(scope="session", autouse=True)
def _no_home_of_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever forgets to name a home gets an empty one, never the developer's own."""
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a small deployment in a temporary home, with leases that run out soon."""
    return Settings(
        home=tmp_path / "home",
        lease_seconds=1.0,
        renew_seconds=0.2,
        sweep_seconds=0.1,
        device="cpu",
    )


@pytest.fixture
def sqlite_store(settings: Settings) -> Iterator[Store]:
    """An empty store on SQLite."""
    store = Store.open(settings)
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server of this test process. Fails, and does not skip, where there is none."""
    cluster = Cluster()
    yield cluster
    cluster.stop()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def stored(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    """Settings whose database is there and empty: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        yield settings
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    name = cluster.create()
    yield replace(settings, database_url=cluster.url(name))
    cluster.drop(name)


@pytest.fixture
def store(stored: Settings) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    store = Store.open(stored)
    yield store
    store.close()


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The URL of a real Redis server of this test's own, on a private Unix socket."""
    with redis_server_at() as url:
        yield url


@contextmanager
def redis_server_at(socket: Path | None = None) -> Iterator[str]:
    """Run a Redis on ``socket``, or in a folder of its own, and give its URL.

    It is killed at the end, as in a crash; nothing of it stays.
    """
    # A test's own folder can be too deep for a socket's path.
    ours = socket is None or not socket.parent.exists()
    folder = (
        socket.parent if socket else Path(tempfile.mkdtemp(prefix="deponent-redis-", dir="/tmp"))
    )
    folder.mkdir(exist_ok=True)
    path = socket or folder / "redis.sock"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            redis_server.command(path),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=dying_with(os.getpid()),
        )
    try:
        url = f"unix://{path}"
        _wait_for_redis(url, server)
        yield url
    finally:
        server.kill()
        server.wait()
        if ours:
            shutil.rmtree(folder, ignore_errors=True)
        path.unlink(missing_ok=True)
        (folder / "log").unlink(missing_ok=True)


def _wait_for_redis(url: str, server: "subprocess.Popen[bytes]") -> None:
    patience = time.monotonic() + _REDIS_STARTING_SECONDS
    connection = Redis.from_url(url)
    try:
        while True:
            try:
                connection.ping()
            except RedisError:
                if server.poll() is not None or time.monotonic() > patience:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        connection.close()
