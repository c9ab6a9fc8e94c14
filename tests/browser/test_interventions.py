"""Cancelling and releasing a statement with the buttons of its page, in a real browser."""

import os
from pathlib import Path

import pytest

from tests import factories
from tests.browser.chromium import Browser, in_view, one, texts, until
from worker.casefile import State
from worker.settings import Settings
from worker.store.retries import Cause
from worker.store.store import Store

pytestmark = pytest.mark.browser
_PICTURES = os.environ.get("PICTURES")


def _keep(browser: Browser, name: str) -> None:
    if _PICTURES:
        browser.save_screenshot(str(Path(_PICTURES) / f"{name}.png"))


@pytest.mark.parametrize("width", [1280, 400])
def test_a_statement_is_cancelled_and_released_with_the_buttons_of_its_page(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store, width: int
) -> None:
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    statement = factories.received(sqlite_store, settings)
    browser.get(f"{url}/statements/{statement.id}")
    one(browser, "#cancel summary").click()
    one(browser, "#cancel input").send_keys("sent twice")
    browser.execute_script("arguments[0].scrollIntoView()", one(browser, "#cancel"))
    assert in_view(browser, "#cancel button")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    _keep(browser, f"cancel-{width}")
    one(browser, "#cancel button").click()
    until(browser, lambda b: texts(b, "#why-title"))
    assert one(browser, "#why-title").text.startswith("Cancelled")
    assert "saying: sent twice." in one(browser, ".warnings .lead").text
    assert sqlite_store.statements.get(statement.id).state is State.CANCELLED
    _keep(browser, f"cancelled-{width}")
    one(browser, "#release button").click()
    until(browser, lambda b: texts(b, "#live"))
    assert sqlite_store.statements.get(statement.id).state is State.RECEIVED


def test_a_quarantined_statement_says_why_and_is_tried_again(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    while not sqlite_store.statements.get(statement.id).state.settled:
        lease = sqlite_store.work.lease("extract", statement.id, "a reader")
        assert lease is not None
        sqlite_store.work.try_again(lease, Cause.READER_DIED, after_seconds=0.0)
    browser.get(f"{url}/statements/{statement.id}")
    assert "reader_died" in texts(browser, ".warnings code")
    _keep(browser, "quarantined")
    one(browser, "#release input").send_keys("more memory")
    one(browser, "#release button").click()
    until(browser, lambda b: texts(b, "#live"))
    assert sqlite_store.events.history(statement.id)[-1].detail == (
        "it was quarantined: more memory"
    )
