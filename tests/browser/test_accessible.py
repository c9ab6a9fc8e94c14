"""What every page owes to those who cannot see it well, or use no mouse."""

from dataclasses import replace
from itertools import pairwise

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests import factories
from tests.browser.chromium import Browser
from worker.casefile import Failure
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser

OPENED = "for (const each of document.querySelectorAll('details')) each.open = true;"
HEADINGS = (
    OPENED
    + """return [...document.querySelectorAll('h1, h2, h3, h4')]
      .map(each => [Number(each.tagName[1]), each.textContent.trim()])"""
)
UNNAMED = (
    OPENED
    + """return [...document.querySelectorAll(
        'a, button, input, select, summary, img, nav, section, [tabindex]')]
      .filter(each => !each.closest('[hidden]'))
      .filter(each => !(each.textContent.trim() || each.getAttribute('aria-label') || each.alt
        || each.labels?.length || each.getAttribute('aria-labelledby')))
      .map(each => each.outerHTML.slice(0, 120))"""
)
# The relative luminance and the contrast of WCAG 2.2; large or bold letters need 3, others 4.5.
FAINT = (
    OPENED
    + """
    const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
      .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
    const behind = (each) => {
      for (let e = each; e; e = e.parentElement) {
        const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
        if (a > .5) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), faint = [];
    while (texts.nextNode()) {
      const each = texts.currentNode.parentElement, style = getComputedStyle(each);
      const said = texts.currentNode.data.trim();
      if (!said || each.closest('.unseen, .skip, [hidden], noscript, script, svg, :disabled'))
        continue;
      const [a, b] = [light(parse(style.color)), light(behind(each))].sort((x, y) => y - x);
      const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
      const least = size >= 24 || bold && size >= 18.66 ? 3 : 4.5, found = (a + .05) / (b + .05);
      if (found < least) faint.push(said.slice(0, 40) + ' ' + found.toFixed(2));
    }
    return faint;"""
)

# What the focus looks like wherever it comes to, once for each place.
LOOKS_OF_THE_FOCUS = (
    OPENED
    + """window.looks = [];
    const seen = new Set();
    document.addEventListener('focusin', ({ target }) => {
      const style = getComputedStyle(target);
      if (!seen.has(target))
        looks.push([style.outlineStyle, style.boxShadow, target.outerHTML.slice(0, 120)]);
      seen.add(target);
    });"""
)


def another(record: CaseRecord) -> CaseRecord:
    """Return a record whose words, names and summary are not those of ``record``."""
    shorter = replace(record.summary, sentences=record.summary.sentences[1:])
    text = record.text.replace("Home telephone", "Telephone " * 3)
    return replace(record, text=text, mentions=record.mentions[1:-1], summary=shorter)


def unsure(record: CaseRecord) -> CaseRecord:
    """Return a record whose words were read unsurely from a picture."""
    sentences = tuple(replace(one, ocr_confidence=0.4) for one in record.summary.sentences)
    mentions = tuple(replace(one, ocr_confidence=0.4) for one in record.mentions)
    summary = replace(record.summary, sentences=sentences)
    return replace(record, summary=summary, mentions=mentions)


@pytest.fixture
def paths(settings: Settings, sqlite_store: Store) -> dict[str, str]:
    store = sqlite_store
    ordinary = factories.received(store, settings, filename="ordinary.pdf")
    factories.ready(store, ordinary, another(factories.marlowe()))
    factories.made_again(store, ordinary, unsure(factories.marlowe()))
    broken = factories.received(store, settings, b"3")
    why = Failure(stage="extract", reason="encrypted", message="It needs a password.")
    factories.failed(store, broken, why)
    waiting = factories.received(store, settings, b"4", filename="waiting.pdf")
    return {
        "list": "/",
        "stopped": "/?state=failed",
        "case": f"/cases/{ordinary.case_ref}",
        "operations": "/operations",
        "record": f"/statements/{ordinary.id}",
        "on its page": f"/statements/{ordinary.id}?version=1&show=m6#look-2",
        "changed": f"/statements/{ordinary.id}/changes",
        "failed": f"/statements/{broken.id}",
        "in hand": f"/statements/{waiting.id}",
        "nothing": "/statements/none",
    }


def test_headings_are_in_order_and_everything_has_a_name(
    browser: Browser, url: str, paths: dict[str, str]
) -> None:
    for name, path in paths.items():
        browser.get(url + path)
        headings = browser.execute_script(HEADINGS)
        levels = [level for level, _ in headings]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(below - above <= 1 for above, below in pairwise(levels)), (name, headings)
        assert browser.execute_script(UNNAMED) == [], name
        assert browser.execute_script("return document.documentElement.lang") == "en-GB"


def test_words_stand_out_from_what_is_behind_them(
    browser: Browser, url: str, paths: dict[str, str]
) -> None:
    for name, path in paths.items():
        browser.get(url + path)
        assert browser.execute_script(FAINT) == [], name


def test_the_focus_is_seen_wherever_it_goes(
    browser: Browser, url: str, paths: dict[str, str]
) -> None:
    for name, path in paths.items():
        browser.get("about:blank")
        browser.get(url + path)
        browser.execute_script(LOOKS_OF_THE_FOCUS)
        ActionChains(browser).send_keys(Keys.TAB * 60).perform()
        looks = browser.execute_script("return looks")
        assert len(looks) > (5 if name != "nothing" else 3), (name, looks)
        for outline, shadow, element in looks:
            assert (outline, shadow) != ("none", "none"), (name, element)
