"""The pages in a real browser that runs no JavaScript."""

from pathlib import Path

import pytest

from tests import factories
from tests.browser.chromium import Browser, a_record, choose, one, texts, until
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser


def test_record_is_read_without_javascript(
    scriptless: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    statement = a_record(sqlite_store, settings)
    scriptless.get(f"{url}/statements/{statement.id}")
    one(scriptless, ".summary li:nth-child(4) .lead-to").click()
    assert scriptless.current_url.endswith("#t-s4")
    place = one(scriptless, "#t-s4")
    assert place.text == factories.marlowe().summary.sentences[3].quote
    assert place.value_of_css_property("outline-style") == "solid"
    assert not one(scriptless, ".legend").is_displayed()


def test_upload_works_without_javascript(
    scriptless: Browser, url: str, sqlite_store: Store, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("one.txt", "two.txt", "empty.txt")]
    for file, content in zip(files, (b"one", b"two", b""), strict=True):
        file.write_bytes(content)
    scriptless.get(url)
    choose(scriptless, "01zd1234525", *files[:2])
    until(scriptless, lambda b: "case=01ZD1234525" in b.current_url)
    assert {s.filename for s in sqlite_store.statements.listing()} == {"one.txt", "two.txt"}
    assert texts(scriptless, "table .tag") == ["Received", "Received"]

    choose(scriptless, "01ZD1234525", files[0], files[2])
    until(scriptless, lambda b: b.current_url.endswith("/upload"))
    known, empty = texts(scriptless, "#outcomes li")
    assert known == "one.txt is in this case already. See how it stands"
    assert empty.startswith("empty.txt The file is empty (0 bytes).")
