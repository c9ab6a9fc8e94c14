"""The HTTP interface, over real HTTP and on a real store."""

import hashlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import httpx
import pytest

from tests import factories
from tests.integration.sending import CASE, CONTENT, nothing_kept, send
from tests.live_service import serving
from worker import record_json
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def small(settings: Settings) -> Settings:
    """Settings that take files of at most 100 kB."""
    return replace(settings, max_upload_bytes=100_000)


@pytest.fixture
def http(small: Settings) -> Iterator[httpx.Client]:
    with serving(small) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def test_upload_is_acknowledged_once_it_is_kept_and_promised(stored: Settings) -> None:
    store = Store.open(stored)
    with serving(stored) as url, httpx.Client(base_url=url, trust_env=False) as http:
        answer = send(http)
        body = answer.json()
        assert answer.status_code == 202
        assert (body["case_ref"], body["state"], body["duplicate"]) == (CASE, "received", False)
        assert answer.headers["Location"] == body["links"]["self"]
        statement = store.statements.get(body["id"])
        assert store.originals.path(hashlib.sha256(CONTENT).hexdigest()).read_bytes() == CONTENT
        assert store.work.counts() == {("extract", "waiting"): 1}
        assert http.get(body["links"]["record"]).json()["reason"] == "record_not_ready"

        made = factories.ready(store, statement, factories.marlowe())
        settled = http.get(body["links"]["self"]).json()
        assert (settled["state"], settled["settled"], settled["version"]) == (
            "needs_review",
            True,
            1,
        )
        assert http.get(body["links"]["record"]).json() == record_json.as_data(made)
        history = http.get(body["links"]["events"]).json()
        assert (history[0]["action"], history[-1]["action"]) == ("received", "analysed")
        assert http.get(body["links"]["page"]).status_code == 200
    store.close()


def test_same_file_in_same_case_is_the_same_statement(http: httpx.Client) -> None:
    first, again, other = send(http), send(http, name="copy.txt"), send(http, case="6543210/25")
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert again.json()["id"] == first.json()["id"]
    assert (other.status_code, other.json()["duplicate"]) == (202, False)
    assert other.json()["id"] != first.json()["id"]


@pytest.mark.parametrize(
    ("content", "case", "status", "reason"),
    [
        (CONTENT, "not a case", 400, "case_reference_invalid"),
        (CONTENT, "../../etc/1", 400, "case_reference_invalid"),
        (CONTENT, "", 400, "request_invalid"),
        (b"", CASE, 400, "empty_file"),
        (b"x" * 100_001, CASE, 413, "file_too_large"),
        (b"x" * 3_000_000, CASE, 413, "file_too_large"),
    ],
)
def test_refusals_keep_nothing_and_say_why(
    http: httpx.Client,
    small: Settings,
    sqlite_store: Store,
    content: bytes,
    case: str,
    status: int,
    reason: str,
) -> None:
    answer = send(http, content, case=case)
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert answer.json()["message"].endswith(".") or "such as" in answer.json()["message"]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert nothing_kept(sqlite_store, small)


def test_largest_file_is_taken(http: httpx.Client) -> None:
    assert send(http, b"x" * 100_000).status_code == 202


def test_body_without_a_length_is_cut_off_while_it_streams(
    http: httpx.Client, small: Settings, sqlite_store: Store
) -> None:
    def body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="case"\r\n\r\n01ZD1234525\r\n'
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(300):
            yield b"x" * 10_000
        yield b"\r\n--b--\r\n"

    answer = http.post(
        "/api/statements",
        content=body(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    assert (answer.status_code, answer.json()["reason"]) == (413, "file_too_large")
    assert nothing_kept(sqlite_store, small)


def test_too_large_is_refused_before_it_is_sent(http: httpx.Client) -> None:
    url = urlsplit(str(http.base_url))
    assert url.port
    with socket.create_connection(("127.0.0.1", url.port), timeout=10) as raw:
        raw.sendall(
            b"POST /api/statements HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000000\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\n\r\n"
        )
        assert raw.recv(65536).startswith(b"HTTP/1.1 413 ")


def test_broken_upload_is_explained(http: httpx.Client) -> None:
    without = http.post("/api/statements", data={"case": CASE})
    two = http.post(
        "/api/statements",
        data={"case": CASE},
        files=[("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))],
    )
    torn = http.post(
        "/api/statements",
        content=b"--b\r\nnonsense",
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    odd = send(http, priority="now")
    endless = send(http, name="x" * 100_000)
    for answer in (without, two, torn, odd, endless):
        assert (answer.status_code, answer.json()["reason"]) == (400, "request_invalid")


def test_backlog_waits_behind_what_somebody_waits_for(
    http: httpx.Client, sqlite_store: Store
) -> None:
    later, sooner = send(http, b"later", priority="backlog"), send(http, b"sooner")
    order = [row.statement_id for row in sqlite_store.work.dispatchable("extract", 10)]
    assert order == [sooner.json()["id"], later.json()["id"]]
    assert http.get(later.json()["links"]["self"]).json()["priority"] == "backlog"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ('a"; filename="b.exe', None),
        ("a\r\nSet-Cookie: x=1.txt", None),
        ("\u202efdp.exe", "fdp.exe"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("é…漢🏏.pdf", "é…漢🏏.pdf"),
        ("..", "unnamed"),
        ("x" * 2_000 + ".pdf", None),
    ],
)
def test_hostile_name_is_only_a_label(
    http: httpx.Client, small: Settings, name: str, shown: str | None
) -> None:
    receipt = send(http, name=name).json()
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    kept = [path for path in small.originals.rglob("*") if path.is_file()]
    assert [path.relative_to(small.originals).as_posix() for path in kept] == [
        f"{sha256[:2]}/{sha256}"
    ]
    filename = http.get(receipt["links"]["self"]).json()["filename"]
    assert filename.isprintable()
    assert len(filename) <= 200
    assert shown is None or filename == shown
    page = http.get("/").text
    assert "<img" not in page
    original = http.get(receipt["links"]["original"])
    assert original.content == CONTENT
    assert original.headers["Content-Disposition"].startswith("attachment; filename")
    assert "Set-Cookie" not in original.headers


def test_full_store_is_said_and_keeps_nothing(
    http: httpx.Client, small: Settings, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("worker.store.originals.os.fsync", full)
    answer = send(http)
    monkeypatch.undo()
    assert (answer.status_code, answer.json()["reason"]) == (507, "storage_full")
    assert nothing_kept(sqlite_store, small)
