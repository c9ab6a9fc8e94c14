"""From a record to what changed in it, and from there to the words in either version."""

from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By

from tests import factories
from tests.browser.chromium import Browser, lit, one, texts, until
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_what_changed_leads_to_the_words_in_either_version(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store, width: int
) -> None:
    then = factories.marlowe()
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, then)
    shorter = replace(then.summary, sentences=then.summary.sentences[:-1])
    now = replace(then, summary=shorter, mentions=then.mentions[:-2])
    factories.made_again(sqlite_store, statement, now)
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)

    browser.get(f"{url}/statements/{statement.id}")
    browser.find_element(By.LINK_TEXT, "What changed").click()
    until(browser, lambda b: b.title.startswith("What changed from version 1 to 2"))
    assert len(texts(browser, "#mentions tbody tr")) == 2
    (gone,) = texts(browser, "#summary tbody tr")
    assert gone.startswith("Went out")
    assert "not there" in gone
    link = one(browser, "#summary .lead-to")
    quote = link.text
    link.click()
    until(browser, lambda b: lit(b) == quote)
    assert quote == then.summary.sentences[-1].quote
    assert "version=1" in browser.current_url
    assert "not the newest" in one(browser, ".facts.top").text
