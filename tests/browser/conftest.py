"""A browser for a module's tests, and the service that it looks at."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.browser.chromium import Browser, complaints, start
from tests.live_service import serving
from worker.settings import Settings


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
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert complaints(chromium) == []
    chromium.get("about:blank")


@pytest.fixture
def url(settings: Settings) -> Iterator[str]:
    with serving(replace(settings, max_upload_bytes=100_000)) as address:
        yield address
