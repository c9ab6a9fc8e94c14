"""The browsers that the tests here share, and the service that each looks at."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.browser.chromium import Browser, complaints, start
from tests.live_service import serving
from worker.settings import Settings


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    driver = start()
    yield driver
    driver.quit()


@pytest.fixture(scope="package")
def chromium_without_scripts() -> Iterator[Browser]:
    driver = start(javascript=False)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """A browser at a desk's width. Whatever it complained about fails the test."""
    yield from _fresh(chromium)


@pytest.fixture
def scriptless(chromium_without_scripts: Browser) -> Iterator[Browser]:
    """A browser that runs no JavaScript, otherwise like the other."""
    yield from _fresh(chromium_without_scripts)


def _fresh(driver: Browser) -> Iterator[Browser]:
    driver.set_window_size(1280, 900)
    yield driver
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert complaints(driver) == []
    driver.get("about:blank")


@pytest.fixture
def url(settings: Settings) -> Iterator[str]:
    with serving(replace(settings, max_upload_bytes=100_000)) as address:
        yield address
