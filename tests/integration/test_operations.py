"""Those who run Deponent: the page and the command, and workers as real processes show them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from tests import examples, factories
from tests.integration.page import Page
from tests.live_service import serving
from tests.unit.test_cli import deponent
from worker.casefile import Failure
from worker.presence import profile
from worker.processes import dying_with
from worker.settings import Settings
from worker.store.store import Store
from worker.store.workers import Worker

_PATIENCE_SECONDS = 60.0
Found = TypeVar("Found")


def until(find: Callable[[], Found | None]) -> Found:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while True:
        found = find()
        if found:
            return found
        assert time.monotonic() < patience, "it never came to be"
        time.sleep(0.05)


def the_worker(store: Store, life: str) -> Worker | None:
    found = store.workers.of_the_last_day()
    return next((each for each in found if each.life == life), None)


@contextmanager
def process(settings: Settings, *command: str) -> "Iterator[subprocess.Popen[bytes]]":
    started = subprocess.Popen(
        [sys.executable, "-m", *command],
        env={**os.environ, **settings.to_environment()},
        preexec_fn=dying_with(os.getpid()),
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@pytest.mark.parametrize(
    ("command", "role"),
    [(("worker.runner", "extract"), "extract"), (("worker.dispatch",), "dispatch")],
)
def test_a_process_shows_itself_and_signs_off(
    store: Store, stored: Settings, redis_url: str, command: tuple[str, ...], role: str
) -> None:
    with process(replace(stored, redis_url=redis_url), *command) as started:
        seen = until(lambda: the_worker(store, "alive"))
        assert (seen.profile.stage, seen.profile.pid) == (role, started.pid)
        started.send_signal(signal.SIGTERM)
        assert started.wait(_PATIENCE_SECONDS) == 0
    assert the_worker(store, "ended")


def test_a_process_that_is_killed_does_not_sign_off(
    sqlite_store: Store, settings: Settings, redis_url: str
) -> None:
    with process(replace(settings, redis_url=redis_url), "worker.dispatch"):
        until(lambda: the_worker(sqlite_store, "alive"))
    assert the_worker(sqlite_store, "ended") is None


@pytest.fixture
def page(stored: Settings, redis_url: str) -> Iterator[Callable[[str], Page]]:
    at = replace(stored, redis_url=redis_url)
    with serving(at) as url, httpx.Client(base_url=url, trust_env=False) as http:

        def read(path: str = "/operations") -> Page:
            answer = http.get(path)
            assert answer.status_code == 200
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            return Page(answer.text)

        yield read


def test_an_idle_deployment_needs_nobody(page: Callable[[str], Page]) -> None:
    shown = page("/operations")
    assert shown.says("Nothing needs your attention.")
    assert shown.says("No worker was seen in the last day.")
    assert shown.says("answers; its queues hold 0 to extract, 0 to analyse")
    assert shown.inline == []


def test_what_stopped_leads_to_its_statements(
    page: Callable[[str], Page], store: Store, stored: Settings
) -> None:
    refused = factories.received(store, stored, filename="<b>&.pdf")
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    factories.failed(store, refused, failure)
    for path in ("/operations", "/operations/live"):
        shown = page(path)
        assert shown.says("encrypted")
        alike = "/?state=failed&reason=encrypted"
        assert {alike, f"/statements/{refused.id}"} <= set(shown.links)
    assert shown.says("<b>&.pdf")


def test_the_command_says_the_same_in_words_and_to_programs(
    sqlite_store: Store, settings: Settings
) -> None:
    examples.register(sqlite_store, "waiting")
    sqlite_store.workers.sign_in(profile("analyse@desk:1:aa", "analyse", models=("minilm 3",)))
    home = str(settings.home)
    told = deponent("status", "--workers", DEPONENT_HOME=home)
    assert told.returncode == 0, told.stderr
    assert "1 statement waits: no extract worker is alive" in told.stdout.replace("\n", " ")
    assert "Redis does not answer" in told.stdout
    assert "alive" in told.stdout
    assert "waiting.pdf" not in told.stdout
    data = json.loads(deponent("status", "--workers", "--json", DEPONENT_HOME=home).stdout)
    assert data["work"][0]["count"] == 1
    assert data["workers"][0]["models"] == ["minilm 3"]
    assert "no_extract_worker" in {each["code"] for each in data["attention"]}
    assert not data["redis_reachable"]


def test_the_command_takes_it_alone(tmp_path: Path) -> None:
    answer = deponent("status", "--workers", "--complete", DEPONENT_HOME=str(tmp_path))
    assert answer.returncode == 2
    assert "give it alone" in answer.stderr
