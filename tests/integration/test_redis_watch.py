"""Whoever serves with a Redis of their own is told when it does not answer, and when it does."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from redis import Redis

from tests.acceptance.service import eventually, free_port
from tests.conftest import redis_server_at
from tests.unit.test_cli import deponent
from worker import redis_watch
from worker.doctor import examine
from worker.queues import connect_to_look
from worker.redis_watch import RedisWatch
from worker.settings import Settings


@pytest.fixture
def said() -> list[str]:
    return []


def test_each_change_is_told_once(tmp_path: Path, said: list[str]) -> None:
    socket = tmp_path / "redis.sock"
    watch = RedisWatch(f"unix://{socket}", said.append)
    with redis_server_at(socket):
        watch.look()
        assert said == []
    for _ in range(3):
        watch.look()
    (away,) = said
    assert away.startswith(f"Redis at {socket}: no answer. Uploads are kept")
    with redis_server_at(socket):
        watch.look()
        watch.look()
    assert said[1:] == ["Redis answers again; what has waited for it goes on."]


def test_a_password_that_is_refused_is_told_and_not_shown(redis_url: str, said: list[str]) -> None:
    with Redis.from_url(redis_url) as connection:
        connection.config_set("requirepass", "the right one")
    watch = RedisWatch(f"{redis_url}?password=mistyped", said.append)
    watch.look()
    (told,) = said
    assert "it refuses the name or password" in told
    assert "mistyped" not in told


def test_it_looks_while_the_block_lasts_and_no_longer(said: list[str]) -> None:
    told = threading.Event()

    def say(text: str) -> None:
        said.append(text)
        told.set()

    with redis_watch.telling(f"redis://127.0.0.1:{free_port()}/0", say):
        assert told.wait(30)
    assert not [one for one in threading.enumerate() if one.name == "redis-watch"]


def test_the_embedded_one_is_not_watched(said: list[str]) -> None:
    with redis_watch.telling("", said.append):
        assert not [one for one in threading.enumerate() if one.name == "redis-watch"]


def test_serve_says_that_its_redis_is_not_there_and_goes_on(tmp_path: Path) -> None:
    port, nobody = free_port(), free_port()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DEPONENT_")},
        "DEPONENT_HOME": str(tmp_path / "home"),
        "DEPONENT_PORT": str(port),
        "DEPONENT_REDIS_URL": f"redis://:geheim@127.0.0.1:{nobody}/0",
    }
    log = tmp_path / "said"
    with log.open("wb") as stream:
        serving = subprocess.Popen(
            [sys.executable, "-m", "worker.cli", "serve"],
            env=env,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        wanted = f"Redis at 127.0.0.1:{nobody}: no answer"
        eventually(lambda: wanted in log.read_text() or None, seconds=60)
        eventually(lambda: f":{port}/" in log.read_text() or None, seconds=60)
        assert serving.poll() is None
    finally:
        serving.terminate()
        assert serving.wait(60) == 0
    assert "geheim" not in log.read_text()


def test_the_doctor_names_the_place_and_not_the_password(tmp_path: Path) -> None:
    port = free_port()
    settings = Settings(home=tmp_path, redis_url=f"redis://:geheim@127.0.0.1:{port}/0")
    (found,) = [one for one in examine(settings) if one.what == "Redis"]
    assert not found.ok
    assert f"127.0.0.1:{port}: no answer" in found.text
    assert "geheim" not in found.text


@pytest.mark.parametrize(
    "rest",
    ["host:99999/0", "host:abc/0", "[::1/0", "host/0?nobody=knows", "host/0?socket_timeout=soon"],
)
def test_an_address_that_cannot_be_read_is_refused_in_plain_words(
    tmp_path: Path, rest: str
) -> None:
    answer = deponent(
        "serve",
        DEPONENT_HOME=str(tmp_path / "home"),
        DEPONENT_PORT=str(free_port()),
        DEPONENT_REDIS_URL=f"redis://:geheim@{rest}",
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith("deponent: DEPONENT_REDIS_URL cannot be read")
    assert "geheim" not in answer.stderr


def test_the_port_that_is_meant_where_none_is_given_is_named(said: list[str]) -> None:
    assert redis_watch.place(connect_to_look("redis://queue.example")) == (
        "Redis at queue.example:6379"
    )
