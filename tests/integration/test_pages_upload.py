"""The upload form, sent by a browser without JavaScript."""

import errno
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests.integration.page import Page
from tests.live_service import serving
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    chosen = replace(settings, max_upload_bytes=100_000)
    with serving(chosen) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def test_form_works_without_javascript(http: httpx.Client, sqlite_store: Store) -> None:
    taken = http.post(
        "/upload",
        data={"case": "01zd1234525"},
        files=[("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))],
    )
    assert (taken.status_code, taken.headers["Location"]) == (303, "/?case=01ZD1234525")
    assert {s.filename for s in sqlite_store.statements.listing()} == {"a.txt", "b.txt"}

    mixed = http.post(
        "/upload",
        data={"case": "01ZD1234525"},
        files=[("file", ("empty.txt", b"")), ("file", ("c.txt", b"c"))],
    )
    assert "http-equiv" in http.get("/").text
    assert "http-equiv" not in mixed.text
    page = Page(mixed.text)
    assert mixed.status_code == 400
    assert page.says("empty.txt The file is empty (0 bytes).")
    assert page.says("c.txt was received. See how it stands")
    assert page.says("1 of 2 files sent. 1 was refused: see why below, and choose it again")
    known = next(s for s in sqlite_store.statements.listing() if s.filename == "c.txt")
    assert f"#to-{known.id}" in page.links
    assert f"to-{known.id}" in page.ids

    wrong = Page(http.post("/upload", data={"case": "x"}, files={"file": ("d", b"d")}).text)
    assert wrong.says("That is not a case reference.")
    none = Page(http.post("/upload", data={"case": "01ZD1234525"}, files={"file": ("", b"")}).text)
    assert none.says("There is no file.")
    large = http.post("/upload", data={"case": "01ZD1"}, files={"file": ("e", b"e" * 300_000)})
    assert large.status_code == 413
    assert Page(large.text).says("larger than 100 kB")


def test_upload_page_answers_with_the_refusal_s_own_status(
    http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = http.post(
        "/upload", data={"case": "01ZD1234525"}, files={"file": ("large.txt", b"x" * 100_001)}
    )
    assert large.status_code == 413
    assert Page(large.text).says("large.txt The file is larger than 0.1 MB")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("worker.store.originals.os.fsync", full)
    files = [("file", ("empty.txt", b"")), ("file", ("a.txt", b"a"))]
    answer = http.post("/upload", data={"case": "01ZD1234525"}, files=files)
    monkeypatch.undo()
    assert answer.status_code == 507
    assert Page(answer.text).says("a.txt The store has no room for this file.")


def test_form_that_is_refused_whole_says_the_true_reason(
    http: httpx.Client, sqlite_store: Store
) -> None:
    case = {"case": "01ZD1234525"}
    two = [("file", (name, b"x" * 90_000)) for name in ("a.txt", "b.txt")]
    together = http.post("/upload", data=case, files=two)
    assert together.status_code == 413
    assert Page(together.text).says("What was sent is larger than 100 kB")
    assert Page(together.text).says("nothing of it was kept")

    for count in (51, 53):
        many = [("file", (f"{number}.txt", b"x")) for number in range(count)]
        refused = http.post("/upload", data=case, files=many)
        assert refused.status_code == 400
        assert Page(refused.text).says("Too many files at once: send at most 50.")
    assert not sqlite_store.statements.listing()


def test_field_that_is_far_too_long_is_named(settings: Settings) -> None:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        case = {"case": "0" * 3_000_000}
        long = client.post("/upload", data=case, files={"file": ("a.txt", b"a")})
    assert long.status_code == 400
    assert Page(long.text).says("The case reference, or another field of the form, is far too long")


def test_quotation_mark_in_a_name_is_kept_as_one(http: httpx.Client, sqlite_store: Store) -> None:
    files = {"file": ('statement "final" 100%.txt', b"a")}
    assert b"%22final%22" in http.build_request("POST", "/upload", files=files).read()
    http.post("/upload", data={"case": "01ZD1234525"}, files=files)
    (kept,) = sqlite_store.statements.listing()
    assert kept.filename == 'statement "final" 100%.txt'


@pytest.mark.parametrize("body", [{"json": {"case": "01ZD1"}}, {"data": {"case": "01ZD1"}}])
def test_upload_that_is_no_form_says_how_to_send_one(
    http: httpx.Client, body: dict[str, dict[str, str]]
) -> None:
    refused = http.request("POST", "/api/statements", **body)  # type: ignore[arg-type]
    assert refused.status_code == 400
    assert "multipart/form-data" in refused.json()["message"]
