"""The pages in a real browser that runs no JavaScript."""

from pathlib import Path

import pytest

from tests import factories
from tests.browser.chromium import a_record, choose, complaints, one, start, texts, until
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser


def test_record_is_read_without_javascript(
    url: str, settings: Settings, sqlite_store: Store
) -> None:
    statement = a_record(sqlite_store, settings)
    driver = start(javascript=False)
    try:
        driver.get(f"{url}/statements/{statement.id}")
        one(driver, ".summary li:nth-child(4) .lead-to").click()
        assert driver.current_url.endswith("#t-s4")
        place = one(driver, "#t-s4")
        assert place.text == factories.marlowe().summary.sentences[3].quote
        assert place.value_of_css_property("outline-style") == "solid"
        assert not one(driver, ".legend").is_displayed()
        assert complaints(driver) == []
    finally:
        driver.quit()


def test_upload_works_without_javascript(url: str, sqlite_store: Store, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.txt", "two.txt", "empty.txt")]
    for file, content in zip(files, (b"one", b"two", b""), strict=True):
        file.write_bytes(content)
    driver = start(javascript=False)
    try:
        driver.get(url)
        choose(driver, "01zd1234525", *files[:2])
        until(driver, lambda b: "case=01ZD1234525" in b.current_url)
        assert {s.filename for s in sqlite_store.statements.listing()} == {"one.txt", "two.txt"}
        assert texts(driver, "table .tag") == ["Received", "Received"]

        choose(driver, "01ZD1234525", files[0], files[2])
        until(driver, lambda b: b.current_url.endswith("/upload"))
        known, empty = texts(driver, "#outcomes li")
        assert known == "one.txt is in this case already. See how it stands"
        assert empty.startswith("empty.txt The file is empty (0 bytes).")
        assert complaints(driver) == []
    finally:
        driver.quit()
