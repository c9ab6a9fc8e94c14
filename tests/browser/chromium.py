"""Chromium, and what the tests look for in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests import factories
from worker.casefile import Statement
from worker.settings import Settings
from worker.store.store import Store

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


def complaints(driver: Browser) -> list[str]:
    """Return what broke a policy or a script; an answer of 400 or more is the service's word."""
    log = driver.execute("getLog", {"type": "browser"})["value"]
    return [entry["message"] for entry in log if "Failed to load resource" not in entry["message"]]


def one(driver: Browser, selector: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, selector)


def texts(driver: Browser, selector: str) -> list[str]:
    return [element.text for element in driver.find_elements(By.CSS_SELECTOR, selector)]


def until(driver: Browser, condition: Callable[[Browser], object]) -> None:
    # A page that keeps itself fresh takes away what was just found on it.
    WebDriverWait(
        driver,
        _PATIENCE_SECONDS,
        poll_frequency=0.05,
        ignored_exceptions=[NoSuchElementException, StaleElementReferenceException],
    ).until(condition)


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
