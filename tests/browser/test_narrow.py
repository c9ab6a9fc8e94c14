"""Every page on a telephone: nothing runs off the side, whatever is opened, however long."""

from dataclasses import replace

import pytest

from tests import factories
from tests.browser.chromium import Browser, texts
from worker.casefile import Failure
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser
HOLDER = "extract@analysis-host-number-seventeen.long-subdomain-of-a-force.example:4711:0badcafe"

OVER = """
for (const each of document.querySelectorAll('details')) each.open = true;
const wide = document.documentElement.clientWidth;
const rolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
const scrolls = (element) => element && (rolls(element) || scrolls(element.parentElement));
return [...document.querySelectorAll('main *')].filter((each) => {
  const at = each.getBoundingClientRect();
  if (!at.width || each.closest('.unseen, svg') || scrolls(each.parentElement)) return false;
  return at.right > wide + 1 || at.left < -1
    || each.matches('td, th, dt, dd, li, p, h1, h2, h3') && each.scrollWidth > each.clientWidth + 1;
}).map((each) => each.tagName + '.' + each.className + ' ' + each.textContent.slice(0, 40));
"""


@pytest.fixture
def paths(settings: Settings, sqlite_store: Store) -> list[str]:
    """The pages of a deployment: lists, a case, operations, a record, a failure, one in hand."""
    store = sqlite_store
    ordinary = factories.received(store, settings, filename="n" * 120 + ".pdf")
    lease = store.work.lease("extract", ordinary.id, HOLDER)
    assert lease is not None
    store.settlement.extracted(lease, key="k", body={"text": factories.TEXT}, characters=1)
    analysis = store.work.lease("analyse", ordinary.id, HOLDER)
    assert analysis is not None
    record = factories.marlowe()
    named = replace(record.provenance, settings={"read_inflated_bytes_of_all_members": "2" * 60})
    made = replace(record, statement_id=ordinary.id, case_ref=ordinary.case_ref, provenance=named)
    store.settlement.analysed(analysis, key="k", record=made)
    text = record.text.replace("bat", "b" + "a" * 120 + "t")
    factories.made_again(store, ordinary, replace(made, text=text, mentions=made.mentions[:-2]))
    broken = factories.received(store, settings, b"3")
    why = Failure(stage="extract", reason="r" * 60, message="It needs a password: " + "p" * 90)
    factories.failed(store, broken, why)
    waiting = factories.received(store, settings, b"4", filename="waiting.pdf")
    statements = [f"/statements/{each.id}" for each in (ordinary, broken, waiting)]
    changes = f"{statements[0]}/changes"
    case = f"/cases/{ordinary.case_ref}"
    return ["/", "/?state=failed", case, "/operations", changes, *statements]


def test_nothing_runs_off_the_side(browser: Browser, url: str, paths: list[str]) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
    )
    for path in paths:
        browser.get(url + path)
        over = browser.execute_script(OVER)
        assert over == [], f"{path}: {over}"
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, path


def test_the_history_says_when_what_and_who_in_each_row(
    browser: Browser, url: str, paths: list[str]
) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
    )
    browser.get(url + paths[-3])
    browser.execute_script("document.querySelector('.history').open = true")
    row = texts(browser, ".history tbody tr")[1]
    assert "Extracting started" in row
    assert HOLDER in row
    labels = browser.execute_script(
        "return [...document.querySelectorAll('.history tbody tr:first-child td')]"
        ".map(each => getComputedStyle(each, '::before').content)"
    )
    assert ["When" in labels[0], "What" in labels[1], "Who" in labels[2]] == [True] * 3
