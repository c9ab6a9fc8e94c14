"""The page of a case in a real browser: by mouse, by keyboard, without JavaScript, on a phone."""

from functools import partial

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests import factories
from tests.browser.chromium import Browser, in_view, lit, one, texts, until
from tests.unit.casework import made
from tests.unit.casework.made import Line
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser

CASE = "6543210/25"
NAMED: made.Named = {
    "DATE": [("16 May 2026", {"iso": "2026-05-16"})],
    "TIME": [("21:45", {"time": "21:45"})],
    "PERSON": [("Daniel Okafor", None), ("Mr Okafor", None)],
    "LOCATION": [("Tannery Street", None)],
}
SILVER = (
    "On 16 May 2026 at 21:45 two men threw a green bicycle into a silver van in Tannery Street."
)
WHITE = "Two men threw the green bicycle into a white van and Mr Okafor shouted."


@pytest.fixture
def case(url: str, settings: Settings, sqlite_store: Store) -> str:
    """The address of a case of two accounts that differ, one of which fixes no day."""
    records = {
        "marlowe.txt": made.record(
            [Line(SILVER, 0.9), Line("Daniel Okafor fell.", 0.5)], NAMED, witness="Ines Marlowe"
        ),
        "long-" + "n" * 150 + ".txt": made.record(
            [Line("I am a baker " + "A" * 400 + ".", 0.2), Line(WHITE, 0.8)], NAMED
        ),
    }
    for filename, record in records.items():
        statement = factories.received(
            sqlite_store, settings, filename.encode(), filename=filename, case_ref=CASE
        )
        factories.ready(sqlite_store, statement, record)
    return f"{url}/cases/{CASE}?share=1.0"


def _is_lit(quote: str, browser: Browser) -> bool:
    return lit(browser) == quote


def test_a_sentence_leads_to_its_place_by_keyboard(browser: Browser, case: str) -> None:
    browser.get(case)
    # Also one that its record's own summary leaves out.
    for quote in (SILVER, WHITE):
        browser.get(case)
        browser.find_element(By.LINK_TEXT, quote).send_keys(Keys.ENTER)
        until(browser, partial(_is_lit, quote))


def test_the_time_leads_to_the_words_that_fix_it(browser: Browser, case: str) -> None:
    browser.get(case)
    link = one(browser, ".tellings .when.own")
    assert link.text == "21:45"
    assert "fixed by “21:45” on page 1, in this sentence" in (link.accessible_name or "")
    link.click()
    until(browser, lambda b: lit(b) == "21:45")


def test_accounts_that_differ_stand_side_by_side(browser: Browser, case: str) -> None:
    browser.get(case)
    telling = one(browser, ".tellings .several").text
    assert SILVER in telling
    assert WHITE in telling
    assert "much the same or not" in telling


def test_a_short_name_leads_to_the_fuller_one_and_asks(browser: Browser, case: str) -> None:
    browser.get(case)
    short = browser.find_element(
        By.XPATH, "//section[@class='by-name']//li[.//*[text()='Mr Okafor']]"
    )
    assert "May be short for: Daniel Okafor. Check who is meant." in short.text
    short.find_element(By.LINK_TEXT, "Daniel Okafor").click()
    assert in_view(browser, "li:target")


def test_the_board_leads_to_the_case(browser: Browser, case: str) -> None:
    browser.get(case.split("/cases")[0])
    one(browser, ".case .of-case").click()
    until(browser, lambda b: b.title.startswith(f"Summary of case {CASE}"))


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_runs_off_the_side(browser: Browser, case: str, width: int) -> None:
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(case)
    over = browser.execute_script(
        "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
    )
    assert over <= 0


def test_it_is_read_and_its_length_chosen_without_javascript(
    scriptless: Browser, case: str
) -> None:
    scriptless.get(case)
    assert len(texts(scriptless, ".tellings > li")) == 3
    one(scriptless, "#share option:first-child").click()
    one(scriptless, ".filters button").click()
    until(scriptless, lambda b: "share=0.1" in b.current_url)
    assert len(texts(scriptless, ".tellings > li")) < 3
    scriptless.find_element(By.LINK_TEXT, SILVER).click()
    place = one(scriptless, ":target")
    assert place.text == SILVER
