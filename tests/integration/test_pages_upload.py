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
