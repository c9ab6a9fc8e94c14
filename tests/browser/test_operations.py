"""The operations page in a real browser: what it says, that it keeps itself fresh, on a phone."""

import pytest
from selenium.webdriver.common.by import By

from tests import examples, factories
from tests.browser.chromium import Browser, one, texts, until
from worker.casefile import Failure, State
from worker.presence import profile
from worker.settings import Settings
from worker.store.retries import Cause
from worker.store.store import Store

pytestmark = pytest.mark.browser


@pytest.fixture
def page(url: str, settings: Settings, sqlite_store: Store) -> str:
    """The address of the page of a deployment in which much is the matter."""
    store = sqlite_store
    for number in range(12):
        examples.register(store, f"waiting {number}", case_ref=f"01ZD12345{number:02}")
    factories.ready(store, factories.received(store, settings), factories.marlowe())
    refused = factories.received(store, settings, b"refused", filename="long-" + "n" * 90 + ".pdf")
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    factories.failed(store, refused, failure)
    broken = examples.register(store, "broken")
    for _ in range(3):
        lease = examples.lease(store, broken)
        store.work.try_again(lease, Cause.READING_BROKE_OFF, after_seconds=0.0)
    assert store.statements.get(broken.id).state is State.QUARANTINED
    store.workers.sign_in(
        profile(
            "analyse@a-long-name-of-a-host.example:2:bb",
            "analyse",
            device="cpu",
            device_reason="cuda:0 ran out of memory and did not come back",
            models=("minilm-statements 3",),
            counters={"documents": 31, "tokens_per_second": 1810.4, "padding_share": 0.041},
        )
    )
    return f"{url}/operations"


def test_what_needs_somebody_is_said_and_leads_to_its_statement(
    browser: Browser, page: str
) -> None:
    browser.get(page)
    assert "need attention" in one(browser, "#said").text
    attention = one(browser, ".warnings").text
    assert "12 statements wait: no extract worker is alive" in attention
    assert "No dispatcher is alive" in attention
    assert "1 statement is quarantined" in attention
    assert "deponent worker extract" in texts(browser, ".warnings code")
    browser.find_element(By.PARTIAL_LINK_TEXT, "long-nnn").click()
    assert "It asks for a password." in one(browser, ".warnings").text


def test_it_keeps_itself_fresh(browser: Browser, page: str, sqlite_store: Store) -> None:
    browser.get(page)
    assert "no extract worker is alive" in one(browser, ".warnings").text
    for role in ("extract", "dispatch"):
        sqlite_store.workers.sign_in(profile(f"{role}@desk:1:aa", role))
    until(browser, lambda b: "no extract worker" not in one(b, ".warnings").text)
    until(browser, lambda b: "No dispatcher" not in one(b, ".warnings").text)
    until(browser, lambda b: texts(b, ".operations .tag.ready").count("alive") == 3)


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_sticks_out(browser: Browser, page: str, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.get(page)
    wide: int = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width
    assert "interactive" in one(browser, "#live").text


def test_every_page_leads_there(browser: Browser, url: str) -> None:
    browser.get(url)
    browser.find_element(By.LINK_TEXT, "Operations").click()
    assert one(browser, "h1").text == "Operations"
