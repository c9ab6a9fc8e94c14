"""What the HTTP interface answers about what it keeps, over real HTTP and on a real store."""

import errno
import hashlib
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import text

from tests import factories
from tests.integration.sending import CASE, send
from tests.live_service import serving
from worker import record_json
from worker.casefile import Failure
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


def test_original_is_a_download_that_is_never_interpreted(http: httpx.Client) -> None:
    hostile = b"<html><script>alert(1)</script>"
    receipt = send(http, hostile, name="page.html").json()
    answer = http.get(receipt["links"]["original"])
    assert answer.content == hostile
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Original-SHA256"] == hashlib.sha256(hostile).hexdigest()


def test_original_that_was_taken_away_is_said(http: httpx.Client, sqlite_store: Store) -> None:
    receipt = send(http).json()
    sha256 = sqlite_store.statements.get(receipt["id"]).sha256
    sqlite_store.originals.path(sha256).unlink()
    answer = http.get(receipt["links"]["original"])
    assert (answer.status_code, answer.json()["reason"]) == (500, "original_missing")


def test_failure_is_told_with_stage_and_reason(
    http: httpx.Client, small: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, small)
    failure = Failure(stage="extract", reason="encrypted", message="It has a password.")
    factories.failed(sqlite_store, statement, failure)
    told = http.get(f"/api/statements/{statement.id}").json()
    assert (told["state"], told["settled"]) == ("failed", True)
    assert told["failure"] == {
        "stage": "extract",
        "reason": "encrypted",
        "message": "It has a password.",
    }
    record = http.get(f"/api/statements/{statement.id}/record").json()
    assert (record["status"], record["failure"]) == ("failed", told["failure"])


def test_versions_of_a_record(http: httpx.Client, small: Settings, sqlite_store: Store) -> None:
    statement = factories.received(sqlite_store, small)
    factories.ready(sqlite_store, statement, factories.marlowe())
    path = f"/api/statements/{statement.id}/record"
    assert http.get(path, params={"version": 1}).json()["version"] == 1
    missing = http.get(path, params={"version": 2})
    assert (missing.status_code, missing.json()["reason"]) == (404, "record_not_ready")
    assert http.get(path, params={"version": 0}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/api/statements/" + "0" * 32,
        "/api/statements/none",
        "/api/statements/%00",
        "/api/statements/" + "0" * 32 + "/record",
        "/api/statements/" + "0" * 32 + "/events",
        "/api/statements/" + "0" * 32 + "/original",
    ],
)
def test_unknown_statement(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.json()["reason"]) == (404, "statement_unknown")


def test_listing_is_narrowed_counted_and_paged(
    http: httpx.Client, small: Settings, sqlite_store: Store
) -> None:
    ids = [send(http, f"number {n}".encode()).json()["id"] for n in range(3)]
    other = send(http, b"other", case="6543210/25").json()["id"]
    factories.ready(sqlite_store, sqlite_store.statements.get(ids[0]), factories.plain("A."))

    def found(**params: str | int) -> tuple[list[str], int]:
        body = http.get("/api/statements", params=params).json()
        return [statement["id"] for statement in body["statements"]], body["total"]

    assert found() == ([other, *reversed(ids)], 4)
    assert found(case=" 01zd1234525 ") == (list(reversed(ids)), 3)
    assert found(case=CASE, state="needs_review") == ([ids[0]], 1)
    assert found(limit=1, offset=1) == ([ids[2]], 4)
    body = http.get("/api/statements", params={"case": CASE, "state": "received"}).json()
    assert (body["total"], body["counts"]) == (2, {"received": 2, "needs_review": 1})
    cases = http.get("/api/cases").json()
    assert cases == [
        {"case_ref": CASE, "statements": 3},
        {"case_ref": "6543210/25", "statements": 1},
    ]
    status = http.get("/api/status").json()
    assert status["counts"] == {"received": 3, "needs_review": 1}
    assert status["work"] == {"extract": {"waiting": 3, "done": 1}, "analyse": {"done": 1}}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("case=nonsense", "case_reference_invalid"),
        ("state=lost", "request_invalid"),
        ("limit=0", "request_invalid"),
        ("limit=501", "request_invalid"),
        ("offset=-1", "request_invalid"),
        ("offset=99999999999999999999", "request_invalid"),
    ],
)
def test_listing_refuses_what_makes_no_sense(http: httpx.Client, query: str, reason: str) -> None:
    answer = http.get(f"/api/statements?{query}")
    assert (answer.status_code, answer.json()["reason"]) == (400, reason)


def test_interface_describes_itself(http: httpx.Client) -> None:
    description = http.get("/api/openapi.json").json()
    fields = description["paths"]["/api/statements"]["post"]["requestBody"]["content"]
    assert fields["multipart/form-data"]["schema"]["required"] == ["file", "case"]
    assert all(
        operation.get("description")
        for path in description["paths"].values()
        for operation in path.values()
    )
    assert http.get("/api/schema").json() == record_json.json_schema()
    assert http.get("/docs").status_code == 404
    wrong = http.get("/api/nothing")
    assert (wrong.status_code, wrong.json()["reason"]) == (404, "not_found")
    wrong = http.delete("/api/statements")
    assert (wrong.status_code, wrong.json()["reason"]) == (405, "method_not_allowed")
    assert wrong.headers["Allow"]


def test_interface_describes_its_errors_as_they_are_sent(http: httpx.Client) -> None:
    description = http.get("/api/openapi.json").json()
    assert "HTTPValidationError" not in description["components"]["schemas"]
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for path in description["paths"].values():
        for operation in path.values():
            assert "422" not in operation["responses"]
            for answer in operation["responses"].values():
                assert answer.get("content", {}).get("application/json") != problem
    listing = description["paths"]["/api/statements"]["get"]["responses"]
    assert listing["400"]["content"] == {"application/problem+json": problem}
    record = description["paths"]["/api/statements/{statement_id}/record"]["get"]["responses"]
    assert record["400"]["content"] == {"application/problem+json": problem}


@pytest.mark.parametrize(
    ("body", "said"),
    [("[1]", "The body must be a JSON object"), ("{oops", "The body is not valid JSON.")],
)
def test_wrong_body_is_named_in_plain_words(
    http: httpx.Client, small: Settings, sqlite_store: Store, body: str, said: str
) -> None:
    statement = factories.received(sqlite_store, small)
    answer = http.post(
        f"/api/statements/{statement.id}/cancel",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert (answer.status_code, answer.json()["reason"]) == (400, "request_invalid")
    assert answer.json()["message"].startswith(said)


def test_ready_only_while_uploads_can_be_taken(http: httpx.Client, sqlite_store: Store) -> None:
    assert http.get("/api/health").json() == {"status": "running"}
    assert ready(http) == (200, {"ready": True})
    with sqlite_store.database.writing() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    assert ready(http) == (503, {"ready": False, "reason": "database_unavailable"})


def test_not_ready_where_originals_cannot_be_written(http: httpx.Client, small: Settings) -> None:
    small.originals.write_bytes(b"a file stands where the folder should")
    assert ready(http) == (503, {"ready": False, "reason": "storage_unwritable"})
    small.originals.unlink()
    assert ready(http) == (200, {"ready": True})
    assert nothing_kept_in(small)


def test_not_ready_on_a_disk_that_takes_no_byte_more(
    http: httpx.Client, small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("worker.readiness.os.fsync", full)
    assert ready(http) == (503, {"ready": False, "reason": "storage_full"})
    monkeypatch.undo()
    assert nothing_kept_in(small)


def test_not_ready_without_room_for_the_largest_upload(settings: Settings) -> None:
    # More than any disk has.
    chosen = replace(settings, max_upload_bytes=10**18)
    with serving(chosen) as url, httpx.Client(base_url=url, trust_env=False) as client:
        assert ready(client) == (503, {"ready": False, "reason": "storage_full"})
        assert client.get("/api/health").status_code == 200


def ready(http: httpx.Client) -> tuple[int, object]:
    answer = http.get("/api/ready")
    return answer.status_code, answer.json()


def nothing_kept_in(settings: Settings) -> bool:
    return not [path for path in settings.originals.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "path",
    ["/", "/api/health", "/api/ready", "/api/statements", "/metrics", "/api/statements/unknown",
     "/static/deponent.css", "/nothing/here", "original", "self", "page"],
)  # fmt: skip
def test_head_is_answered_like_get_without_a_body(http: httpx.Client, path: str) -> None:
    links = send(http).json()["links"]
    address = links.get(path, path)
    get, head = http.get(address), http.head(address)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers.get("content-type") == get.headers.get("content-type")
    assert head.headers["X-Frame-Options"] == "DENY"
    if "content-length" in get.headers and path != "/metrics":
        assert head.headers["content-length"] == get.headers["content-length"]
    assert http.get("/api/health").status_code == 200


def test_head_changes_nothing(http: httpx.Client) -> None:
    statement = send(http).json()["id"]
    assert http.head(f"/api/statements/{statement}/cancel").status_code == 405
    assert http.get(f"/api/statements/{statement}").json()["state"] != "cancelled"
