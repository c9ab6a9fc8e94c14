"""What protects the service: whom it answers, what it tells browsers, what it keeps to itself."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import text

from tests import factories
from tests.integration.sending import CASE, nothing_kept
from tests.live_service import free_port, serving
from worker.api.server import listener
from worker.errors import SettingInvalid
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "a@127.0.0.1", "192.0.2.1", "", "[::1"]
)
def test_name_that_only_resolves_to_this_machine_is_refused(http: httpx.Client, host: str) -> None:
    for path in ("/", "/api/statements", "/static/deponent.js"):
        assert http.get(path, headers={"Host": host}).status_code in {400, 421}


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_names_of_this_machine_are_answered(http: httpx.Client, host: str) -> None:
    assert http.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/statements", "/upload"])
def test_other_sites_change_nothing(
    http: httpx.Client,
    settings: Settings,
    sqlite_store: Store,
    headers: dict[str, str],
    path: str,
) -> None:
    answer = http.post(path, data={"case": CASE}, files={"file": ("a", b"a")}, headers=headers)
    assert answer.status_code == 403
    assert nothing_kept(sqlite_store, settings)


@pytest.mark.parametrize("hidden", [False, True])
def test_own_pages_may_upload(http: httpx.Client, hidden: bool) -> None:
    origin = "null" if hidden else str(http.base_url).rstrip("/")
    answer = http.post(
        "/api/statements",
        data={"case": CASE},
        files={"file": ("a", b"a")},
        headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("path", "cached"),
    [
        ("/", "no-store"),
        ("/nothing", "no-store"),
        ("/api/statements", "no-store"),
        ("/api/statements/none", "no-store"),
        ("/static/deponent.css", "no-cache"),
    ],
)
def test_every_answer_tells_the_browser_to_be_careful(
    http: httpx.Client, path: str, cached: str
) -> None:
    headers = http.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == cached
    assert "Server" not in headers


def test_unexpected_fault_shows_and_logs_no_statement_text(
    http: httpx.Client,
    settings: Settings,
    sqlite_store: Store,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, factories.marlowe())
    with sqlite_store.database.writing() as connection:
        connection.execute(
            text("UPDATE records SET body = :body"), {"body": json.dumps({"text": "He hit me"})}
        )
    with caplog.at_level(logging.DEBUG):
        told = http.get(f"/api/statements/{statement.id}/record")
        shown = http.get(f"/statements/{statement.id}")
    assert (told.status_code, told.json()["reason"]) == (500, "internal_error")
    assert shown.status_code == 500
    assert "<h1>" in shown.text
    out, err = capfd.readouterr()
    reference = told.json()["message"].rsplit(" ", 1)[1].rstrip(".")
    assert reference in caplog.text
    for words in (told.text, shown.text, caplog.text, out, err):
        assert "He hit me" not in words
        assert "Traceback" not in words


def test_listens_on_this_machine_only(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingInvalid, match="HOST"):
        replace(settings, host="0.0.0.0")
    elsewhere = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 1))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_named: elsewhere)
    with pytest.raises(SettingInvalid, match="only on this machine"):
        listener(replace(settings, host="localhost"))


def test_taken_port_is_said(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingInvalid, match="PORT"):
            listener(replace(settings, port=taken.getsockname()[1]))


def test_service_process_starts_answers_and_stops(settings: Settings) -> None:
    chosen = replace(settings, port=free_port())
    environment = {**os.environ, **chosen.to_environment()}
    with subprocess.Popen(
        [sys.executable, "-m", "worker.api"], env=environment, stderr=subprocess.PIPE
    ) as service:
        try:
            patience = time.monotonic() + 30
            while True:
                try:
                    answer = httpx.get(f"http://127.0.0.1:{chosen.port}/api/ready", trust_env=False)
                    break
                except httpx.TransportError:
                    assert service.poll() is None
                    assert time.monotonic() < patience
                    time.sleep(0.05)
            assert answer.json() == {"ready": True}
        finally:
            service.send_signal(signal.SIGTERM)
            _, errors = service.communicate(timeout=30)
    assert errors == b""


def test_service_refuses_a_public_address(settings: Settings) -> None:
    environment = {**os.environ, **settings.to_environment(), "DEPONENT_HOST": "0.0.0.0"}
    service = subprocess.run(
        [sys.executable, "-m", "worker.api"], env=environment, capture_output=True, check=False
    )
    assert service.returncode == 2
    assert b"only on this machine" in service.stderr
    assert b"Traceback" not in service.stderr


def test_starts_without_torch_and_spacy() -> None:
    program = (
        "import sys; import worker.api.server, worker.api.app;"
        "sys.exit(','.join({'torch', 'spacy', 'transformers', 'numpy'} & set(sys.modules)) or 0)"
    )
    started = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (started.stderr.strip(), started.returncode) == ("", 0)
