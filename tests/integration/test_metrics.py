"""What ``/metrics`` tells: read with Prometheus' own parser, from real Redis and both databases."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests import examples, factories
from tests.live_service import serving
from worker import __version__
from worker.api import measures
from worker.casefile import Failure
from worker.queues import connect, enqueue, stage_queue
from worker.settings import Settings
from worker.store.store import Store
from worker.store.workers import Profile

CASE = "01ZD1234525"
Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def scraped(http: httpx.Client) -> Series:
    answer = http.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(found: Series, name: str, **labels: str) -> float:
    return found[f"deponent_{name}", tuple(sorted(labels.items()))]


@contextmanager
def service(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
def http(stored: Settings, redis_url: str) -> Iterator[httpx.Client]:
    with service(replace(stored, redis_url=redis_url)) as client:
        yield client


def _filled(store: Store, settings: Settings, redis_url: str) -> None:
    """Put one statement into every kind of place."""
    waiting = examples.register(store, "waiting-Gant-Peckham")
    examples.extract(store, "read")
    factories.ready(store, factories.received(store, settings), factories.marlowe())
    refused = factories.received(store, settings, b"refused", filename="refused-secret.pdf")
    failure = Failure(stage="extract", reason="encrypted", message="Gant asks for a password.")
    factories.failed(store, refused, failure)
    queue = stage_queue("extract", connection := connect(redis_url))
    enqueue(queue, "extract", waiting.id, 1)
    connection.close()
    store.workers.sign_in(
        Profile(
            holder="analyse@desk:2:bb",
            stage="analyse",
            host="desk",
            pid=2,
            device="cuda:0",
            device_reason="",
            pipeline_version="1",
            models=("minilm 3",),
            counters={"tokens": 1234.0, "padding_share": 0.05, "halvings": 2, "unheard_of": 1},
        )
    )


def test_everything_is_told(
    http: httpx.Client, store: Store, stored: Settings, redis_url: str
) -> None:
    _filled(store, stored, redis_url)
    found = scraped(http)
    assert value(found, "build_info", version=__version__) == 1
    assert (value(found, "database_up"), value(found, "ready"), value(found, "redis_up")) == (
        1,
    ) * 3
    assert value(found, "redis_jobs", stage="extract") == 1
    assert value(found, "storage_free_bytes") > 0
    waits = {"stage": "extract", "priority": "interactive", "phase": "waiting"}
    assert value(found, "work_items", **waits) == 1
    assert 0 < value(found, "work_oldest_seconds", **waits) < 60
    assert value(found, "work_items", **{**waits, "priority": "backlog"}) == 0
    assert value(found, "statements", state="needs_review") == 1
    assert value(found, "settled_total", outcome="needs_review") == 1
    assert value(found, "settled_total", outcome="failed") == 1
    stopped = {"state": "failed", "stage": "extract", "reason": "encrypted"}
    assert value(found, "stopped_statements", **stopped) == 1
    assert value(found, "attempts_total", stage="extract") == 3
    assert value(found, "workers", stage="analyse", device="cuda:0") == 1
    assert value(found, "workers", stage="extract", device="none") == 0
    assert value(found, "workers_last_day", stage="analyse", life="alive") == 1
    assert value(found, "attention", code="no_extract_worker") == 1
    this = {"worker": "analyse@desk:2:bb", "stage": "analyse", "device": "cuda:0"}
    assert value(found, "inference_tokens_total", **this) == 1234
    assert value(found, "inference_padding_share", **this) == 0.05
    assert value(found, "inference_halvings_total", **this) == 2


def test_nothing_of_a_statement_is_told(
    http: httpx.Client, store: Store, stored: Settings, redis_url: str
) -> None:
    _filled(store, stored, redis_url)
    text = http.get("/metrics").text
    for word in ("Gant", "Peckham", "secret", ".pdf", CASE, "Marlowe", "password"):
        assert word not in text


def test_counters_only_grow(
    http: httpx.Client, store: Store, stored: Settings, redis_url: str
) -> None:
    _filled(store, stored, redis_url)
    before = scraped(http)
    failed = next(each.id for each in store.statements.listing() if each.state == "failed")
    store.interventions.release(failed, who="somebody")
    store.interventions.cancel(failed, who="somebody")
    after = scraped(http)
    assert value(after, "settled_total", outcome="cancelled") == 1
    for (name, labels), count in before.items():
        if name.endswith("_total"):
            assert after[name, labels] >= count


def test_uploads_are_timed_by_their_answer(http: httpx.Client) -> None:
    def send(case: str) -> httpx.Response:
        return http.post(
            "/api/statements", data={"case": case}, files={"file": ("a.txt", b"I saw it.")}
        )

    assert [send(CASE).status_code, send(CASE).status_code, send("?").status_code] == [
        202,
        200,
        400,
    ]
    from_elsewhere = http.post("/api/statements", headers={"Origin": "http://elsewhere"})
    assert from_elsewhere.status_code == 403
    found = scraped(http)
    for status in ("202", "200", "400", "403"):
        assert value(found, "upload_seconds_count", status=status) == 1
        assert value(found, "upload_seconds_bucket", status=status, le="+Inf") == 1
    assert 0 < value(found, "upload_seconds_sum", status="202") < 30


def test_redis_away_is_seen_and_refuses_nothing(settings: Settings) -> None:
    away = replace(settings, redis_url=f"unix://{settings.home}/nowhere.sock")
    with service(away) as http:
        sent = http.post(
            "/api/statements", data={"case": CASE}, files={"file": ("a.txt", b"I saw it.")}
        )
        assert sent.status_code == 202
        assert http.get("/api/ready").status_code == 200
        found = scraped(http)
        page = http.get("/operations")
    assert (value(found, "redis_up"), value(found, "ready")) == (0, 1)
    assert value(found, "attention", code="redis_unavailable") == 1
    assert "Redis does not answer" in page.text


def test_a_database_away_is_told_by_what_is_left(settings: Settings, redis_url: str) -> None:
    with service(replace(settings, redis_url=redis_url)) as http:
        database = sqlite3.connect(Path(settings.home) / "deponent.db")
        database.execute("ALTER TABLE work RENAME TO mislaid")
        database.close()
        found = scraped(http)
        page = http.get("/operations")
    assert (value(found, "database_up"), value(found, "ready"), value(found, "redis_up")) == (
        0,
        0,
        1,
    )
    assert value(found, "attention", code="database_unavailable") == 1
    assert not [name for name, _labels in found if name == "deponent_work_items"]
    assert page.status_code == 503
    assert "The database does not answer" in page.text


def test_only_this_machine_is_answered(http: httpx.Client) -> None:
    assert http.get("/metrics", headers={"Host": "deponent.example"}).status_code == 421


def test_the_reference_page_lists_what_is_told() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/metrics.md").read_text()
    rows = re.findall(
        r"^\| `(deponent_\w+)` \| (\w+) \| ([^|]*) \| ([^|]*) \|$", page, re.MULTILINE
    )
    assert rows == [
        (m.name, m.kind, ", ".join(f"`{label}`" for label in m.labels) or "none", m.help)
        for m in measures.ALL
    ]


def test_the_alerts_name_metrics_and_labels_that_there_are() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/watch-a-deployment.md").read_text()
    labels = {measure.name: {*measure.labels} for measure in measures.ALL}
    named = re.findall(r"(deponent_[a-z_]+)(?:\{([^}]*)\})?", page)
    assert len(named) > 15
    for name, chosen in named:
        measured = name.removesuffix("_bucket")
        assert measured in labels, name
        assert set(re.findall(r"(\w+)=", chosen)) <= labels[measured], name


def test_the_table_of_measures_is_what_a_scrape_gives(
    http: httpx.Client, store: Store, stored: Settings, redis_url: str
) -> None:
    _filled(store, stored, redis_url)
    told = {
        family.name: family.type
        for family in text_string_to_metric_families(http.get("/metrics").text)
    }
    # The parser takes the ending off a counter's name.
    table = {m.name.removesuffix("_total"): m.kind for m in measures.ALL}
    assert told == table
