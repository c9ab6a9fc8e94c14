"""A record of sixty pages: what is far from view is not laid out, but found and led to."""

import re
from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By

from tests import factories
from tests.browser.chromium import Browser, in_view, lit, one, until
from worker.casefile import Segment
from worker.record import CaseRecord, LeftOutSentence, Summary
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser
PAGES = 60


def _sentence(page: int, number: int) -> str:
    # Pages are of very different lengths, so that no guess at a height is right.
    return f"On page {page} I told of thing {number} " + "and so on " * (page * 7 % 11) + "to them."


def long_record() -> CaseRecord:
    """Return a record of many pages, each with a sentence of the summary and several left out."""
    pages = [
        " ".join(_sentence(page, n) for n in range(1, 4 + page * 5 % 17))
        for page in range(1, PAGES + 1)
    ]
    text = "\n".join(pages)
    starts = [sum(len(page) + 1 for page in pages[:n]) for n in range(PAGES)]
    made = factories.plain(text, filename="long.pdf")
    chosen = tuple(
        factories.sentence(f"s{n}", _sentence(n, 2), "stated", page=n, text=text)
        for n in range(1, PAGES + 1)
    )
    others = tuple(
        LeftOutSentence(
            id=f"o{number}",
            start=match.start(),
            end=match.end(),
            quote=match[0],
            page=int(match[1]),
            boxes=(),
            salience=0.1,
            modality="stated",
            reason="Left out: salience 0.100.",
        )
        for number, match in enumerate(re.finditer(r"On page (\d+) [^.]*\.", text))
    )
    return replace(
        made,
        segments=tuple(
            Segment(start=start, end=start + len(page), page=number)
            for number, (start, page) in enumerate(zip(starts, pages, strict=True), start=1)
        ),
        document=replace(
            made.document, pages=tuple(factories.page(n) for n in range(1, PAGES + 1))
        ),
        summary=Summary(sentences=chosen, words_in=9_000, words_out=900, left_out=others),
    )


@pytest.fixture
def page(url: str, settings: Settings, sqlite_store: Store) -> str:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, long_record())
    return f"{url}/statements/{statement.id}"


def laid_out(browser: Browser) -> int:
    """Return how many pages of the text are laid out."""
    count: int = browser.execute_script(
        "return [...document.querySelectorAll('.page h3')]"
        ".filter(each => each.checkVisibility({ contentVisibilityAuto: true })).length"
    )
    return count


def test_only_what_is_near_is_laid_out(browser: Browser, page: str) -> None:
    browser.get(page)
    assert len(browser.find_elements(By.CSS_SELECTOR, ".page")) == PAGES
    assert 1 <= laid_out(browser) <= 20


def test_words_far_from_view_are_found_by_searching_the_page(browser: Browser, page: str) -> None:
    browser.get(page)
    for number in (59, 30, 60):
        assert browser.execute_script("return find(arguments[0])", f"On page {number} I told")
        browser.execute_script("getSelection().removeAllRanges()")
    assert not browser.execute_script("return find('On page 61 I told')")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_sentence_leads_to_its_words(browser: Browser, page: str, width: int) -> None:
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(page)
    for number in (55, 3, 30, 60, 1, 41):
        one(browser, f".summary > ol > li:nth-child({number}) .lead-to").click()
        assert lit(browser) == _sentence(number, 2)
        assert in_view(browser, f"#t-s{number}"), number
        # It stays there when what is around it has been laid out.
        browser.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"
        )
        assert in_view(browser, f"#t-s{number}"), number


def test_every_page_is_led_to_and_links_from_outside_hold(browser: Browser, page: str) -> None:
    browser.get(page)
    for number in (50, 2, 33):
        one(browser, f'.page-list [href="#page-{number}"]').click()
        until(browser, lambda b, n=number: in_view(b, f"#page-{n} h3"))  # type: ignore[misc]
    browser.get("about:blank")
    browser.get(f"{page}#t-s47")
    until(browser, lambda b: in_view(b, "#t-s47"))
