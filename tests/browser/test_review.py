"""The pages in a real browser: uploads, live state, and leading from a quote to its words."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests import factories
from tests.live_service import serving
from worker.casefile import Statement
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser
_PATIENCE_SECONDS = 20.0
Browser = webdriver.Chrome


def found(*names: str) -> str:
    path = next((path for name in names if (path := shutil.which(name))), None)
    if path is None:
        pytest.fail(
            f"None of {', '.join(names)} is installed, and the pages must be seen in a real "
            "browser. Install Chromium and its driver; `make test` does."
        )
    return path


def start(*, javascript: bool = True) -> Browser:
    options = webdriver.ChromeOptions()
    options.binary_location = found("chromium", "chromium-browser", "google-chrome")
    # Containers give Chromium neither a sandbox of its own nor much shared memory.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not javascript:
        options.add_experimental_option(
            "prefs", {"profile.managed_default_content_settings.javascript": 2}
        )
    return Browser(options=options, service=Service(found("chromedriver")))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    driver = start()
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """A browser at a desk's width. Whatever it complained about fails the test."""
    chromium.set_window_size(1280, 900)
    yield chromium
    assert complaints(chromium) == []
    chromium.get("about:blank")


@pytest.fixture
def url(settings: Settings) -> Iterator[str]:
    with serving(replace(settings, max_upload_bytes=100_000)) as address:
        yield address


def complaints(driver: Browser) -> list[str]:
    """Return what broke a policy or a script; an answer of 400 or more is the service's word."""
    log = driver.execute("getLog", {"type": "browser"})["value"]
    return [entry["message"] for entry in log if "Failed to load resource" not in entry["message"]]


def one(driver: Browser, selector: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, selector)


def texts(driver: Browser, selector: str) -> list[str]:
    return [element.text for element in driver.find_elements(By.CSS_SELECTOR, selector)]


def until(driver: Browser, condition: Callable[[Browser], object]) -> None:
    WebDriverWait(driver, _PATIENCE_SECONDS, poll_frequency=0.05).until(condition)


def lit(driver: Browser) -> str:
    """Return the highlighted words, its pieces joined."""
    words: str = driver.execute_script(
        "return [...document.querySelectorAll('.words .lit')].map(e => e.textContent).join('')"
    )
    return words


def in_view(driver: Browser, selector: str) -> bool:
    """Say whether an element can be seen: inside the window and whatever it scrolls in."""
    seen: bool = driver.execute_script(
        """const place = document.querySelector(arguments[0]).getClientRects()[0];
        const at = document.elementFromPoint(place.left + 2, place.top + 5);
        return at !== null && at.closest(arguments[0]) !== null""",
        selector,
    )
    return seen


def a_record(store: Store, settings: Settings) -> Statement:
    statement = factories.received(store, settings)
    factories.ready(store, statement, factories.marlowe())
    return statement


def choose(driver: Browser, case: str, *files: Path) -> None:
    field = one(driver, "#case")
    field.clear()
    field.send_keys(case)
    one(driver, "#file").send_keys("\n".join(str(file) for file in files))
    one(driver, "#upload button").click()


def test_upload_is_acknowledged_and_followed_to_its_record(
    browser: Browser, url: str, sqlite_store: Store, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("one.txt", "two.txt", "empty.txt", "large.txt")]
    for file, content in zip(files, (b"one", b"two", b"", b"x" * 100_001), strict=True):
        file.write_bytes(content)
    browser.get(url)
    assert "No statements yet" in one(browser, "#live").text
    choose(browser, "01zd1234525", *files)
    until(browser, lambda b: len(b.find_elements(By.CSS_SELECTOR, "#outcomes [class]")) == 4)
    one_taken, two_taken, empty, large = texts(browser, "#outcomes li")
    assert one_taken == "one.txt was accepted. Open it"
    assert two_taken == "two.txt was accepted. Open it"
    assert empty.startswith("empty.txt The file is empty (0 bytes).")
    assert large.startswith("large.txt The file is larger than 100 kB")

    until(browser, lambda b: "2 statements, 2 being worked on." in one(b, "#said").text)
    statement = next(s for s in sqlite_store.statements.listing() if s.filename == "one.txt")
    factories.ready(sqlite_store, statement, factories.marlowe())
    until(browser, lambda b: "1 ready for review" in one(b, "#said").text)
    assert "Ready for review" in texts(browser, "table .tag")
    one(browser, f"#to-{statement.id}").click()
    until(browser, lambda b: "Statement of Ines Marlowe" in b.title)

    browser.back()
    choose(browser, "01ZD1234525", files[0])
    until(browser, lambda b: texts(b, "#outcomes .taken"))
    assert texts(browser, "#outcomes li") == ["one.txt is in this case already. Open it"]


def test_faults_of_the_form_are_said_beside_it(browser: Browser, url: str, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_bytes(b"one")
    browser.get(url)
    one(browser, "#upload button").click()
    assert one(browser, "#file-error").text == "Choose at least one file."
    assert one(browser, "#case-error").text == "Give the case reference."
    choose(browser, "nonsense", file)
    until(browser, lambda b: "That is not a case reference." in one(b, "#case-error").text)
    assert browser.switch_to.active_element.get_attribute("id") == "case"
    # The file is still chosen: only the reference is put right.
    one(browser, "#case").clear()
    one(browser, "#case").send_keys("01ZD1234525", Keys.ENTER)
    until(browser, lambda b: texts(b, "#outcomes .taken"))
    assert not one(browser, "#case-error").is_displayed()


def test_page_of_a_statement_in_hand_becomes_its_record(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    browser.get(f"{url}/statements/{statement.id}")
    assert one(browser, ".steps [aria-current]").text == "Received current"
    factories.ready(sqlite_store, statement, factories.marlowe())
    until(browser, lambda b: "Statement of Ines Marlowe" in b.title)


def test_lost_service_is_said_and_found_again(
    browser: Browser, settings: Settings, sqlite_store: Store
) -> None:
    factories.received(sqlite_store, settings)
    with serving(settings) as url:
        browser.get(url)
    until(browser, lambda b: one(b, "#lost").is_displayed())
    assert "keeps trying" in one(browser, "#lost").text
    port = int(url.rsplit(":", 1)[1])
    with serving(settings, port=port):
        until(browser, lambda b: not one(b, "#lost").is_displayed())
    browser.get("about:blank")


def test_sentence_leads_to_its_place_and_back_by_keyboard(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    browser.get(f"{url}/statements/{a_record(sqlite_store, settings).id}")
    for number, sentence in enumerate(factories.marlowe().summary.sentences, start=1):
        link = one(browser, f".summary li:nth-child({number}) .lead-to")
        link.send_keys(Keys.ENTER)
        assert lit(browser) == sentence.quote
        assert in_view(browser, f"#t-{sentence.id}")
        assert in_view(browser, f'.lead-to[href="#t-{sentence.id}"]')
        assert browser.switch_to.active_element.get_attribute("id") == f"t-{sentence.id}"
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert browser.switch_to.active_element == link


def test_item_that_overlaps_a_sentence_lights_up_whole(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    browser.get(f"{url}/statements/{a_record(sqlite_store, settings).id}")
    quote = factories.marlowe().digest["timeline"][1].quote
    browser.find_element(By.LINK_TEXT, quote).click()
    assert lit(browser) == quote


def test_link_to_a_place_works_from_outside(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    browser.get(f"{url}/statements/{a_record(sqlite_store, settings).id}#t-m10")
    until(browser, lambda b: lit(b) == "PC 2417 HUGHES")
    assert in_view(browser, "#t-m10")


def test_mention_explains_itself_and_labels_are_picked_out(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    browser.get(f"{url}/statements/{a_record(sqlite_store, settings).id}")
    browser.execute_script("document.querySelector('#t-m8').scrollIntoView()")
    one(browser, "#t-m8").click()
    card = one(browser, "#mention-card").text
    assert card.startswith("LK18 ABC (registration marks). Found by a rule, does not pass")
    assert lit(browser) == "LK18 ABC"

    one(browser, '.legend [data-label="PERSON"]').click()
    assert texts(browser, "mark.wanted") == ["Mr Anthony Gant", "PC 2417 HUGHES"]
    groups = browser.find_elements(By.CSS_SELECTOR, ".mentions details")
    assert [g.get_attribute("data-label") for g in groups if g.is_displayed()] == ["PERSON"]
    one(browser, "#mark-all").click()
    assert texts(browser, "mark.wanted") == []
    assert all(group.is_displayed() for group in groups)


def test_text_is_verbatim_in_the_browser(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    text = "<b>one</b>\r\n\ttwo  three &amp; \U0001f3cf \u202etrap\u202c café\n\nfour"
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, factories.plain(text))
    browser.get(f"{url}/statements/{statement.id}")
    assert one(browser, ".words").get_property("textContent") == text


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_runs_off_the_side(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store, width: int
) -> None:
    record = replace(factories.plain("A" * 3_000), case_ref="X")
    long = factories.received(
        sqlite_store, settings, b"2", filename="n" * 180 + ".pdf", case_ref="1" * 40
    )
    factories.ready(sqlite_store, long, record)
    ordinary = a_record(sqlite_store, settings)
    browser.set_window_size(width, 900)
    for path in ("/", f"/statements/{long.id}", f"/statements/{ordinary.id}"):
        browser.get(url + path)
        over = browser.execute_script(
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
        )
        assert over <= 0, path


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
