"""The pages in a real browser: uploads, live state, and leading from a quote to its words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests import factories
from tests.browser.chromium import Browser, a_record, choose, in_view, lit, one, texts, until
from tests.live_service import serving
from worker.casefile import Failure
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser


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
    assert one_taken == "one.txt was received. See how it stands"
    assert two_taken == "two.txt was received. See how it stands"
    assert empty.startswith("empty.txt The file is empty (0 bytes).")
    assert large.startswith("large.txt The file is larger than 100 kB")

    until(browser, lambda b: "2 statements: 2 in hand." in one(b, "#said").text)
    statement = next(s for s in sqlite_store.statements.listing() if s.filename == "one.txt")
    one(browser, "#outcomes li:first-child a").click()
    factories.ready(sqlite_store, statement, factories.marlowe())
    until(browser, lambda b: "1 needs review" in one(b, "#said").text)
    assert texts(browser, "table .tag")[-2:] == ["Needs review", "1 page not read"]
    # The way to the row is kept while the list goes on living.
    assert browser.switch_to.active_element.get_attribute("id") == f"to-{statement.id}"
    one(browser, f"#to-{statement.id}").click()
    until(browser, lambda b: "Statement of Ines Marlowe" in b.title)

    browser.back()
    choose(browser, "01ZD1234525", files[0])
    until(browser, lambda b: texts(b, "#outcomes .known"))
    (known,) = texts(browser, "#outcomes li")
    assert known == "one.txt is in this case already. See how it stands"
    one(browser, "#outcomes a").click()
    assert browser.switch_to.active_element.text == "one.txt"


def test_leaving_while_files_are_sent_is_asked_first(
    browser: Browser, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "one.txt"
    file.write_bytes(b"one")
    asked = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    browser.get(url)
    assert not browser.execute_script(asked)
    # The answer to an upload is held back, so that the form is seen at work.
    browser.execute_script(
        "XMLHttpRequest.prototype.send = function () { window.finish = () => this.onerror(); }"
    )
    choose(browser, "01ZD1234525", file)
    until(browser, lambda b: b.execute_script("return Boolean(window.finish)"))
    assert browser.execute_script(asked)
    browser.execute_script("finish()")
    until(browser, lambda b: texts(b, "#outcomes .unsent"))
    until(browser, lambda b: not b.execute_script(asked))


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
    until(browser, lambda b: texts(b, "#outcomes .received"))
    assert not one(browser, "#case-error").is_displayed()


def test_page_of_a_statement_in_hand_becomes_its_record(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    browser.get(f"{url}/statements/{statement.id}")
    assert one(browser, ".steps [aria-current]").text == "Received: waiting to be read current"
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


def test_page_of_the_text_can_be_chosen(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    browser.set_window_size(1280, 420)
    browser.get(f"{url}/statements/{a_record(sqlite_store, settings).id}")
    pages = texts(browser, ".page-list a")
    assert pages == [str(page.number) for page in factories.marlowe().document.pages]
    one(browser, ".page-list a:last-child").click()
    until(browser, lambda b: in_view(b, f"#page-{len(pages)} h3"))


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_name_that_is_told_often_stays_in_its_column(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store, width: int
) -> None:
    text = "\n".join(f"I saw Kobby {number}." for number in range(60))
    plain = factories.plain(text)
    (line,) = plain.segments
    places = [match.span() for match in re.finditer(r"Kobby", text)]
    mentions = tuple(
        replace(
            factories.marlowe().mentions[5],
            id=f"m{number}",
            start=start,
            end=end,
            quote="Kobby",
            page=line.page,
        )
        for number, (start, end) in enumerate(places, start=1)
    )
    named = factories.item("Kobby", *(m.id for m in mentions), page=line.page, text=text)
    statement = factories.received(sqlite_store, settings)
    record = replace(plain, mentions=mentions, digest={"people": (named,)})
    factories.ready(sqlite_store, statement, record)
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(f"{url}/statements/{statement.id}")
    row = one(browser, "#digest-people li")
    assert "page 1\n60 times: also page 1 (1, 2, 3," in row.text
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(
        "return arguments[0].scrollWidth <= arguments[0].clientWidth", row
    )


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
    # What the filter has taken away is explained and lit no more, and does not answer.
    assert not one(browser, "#mention-card").is_displayed()
    assert lit(browser) == ""
    one(browser, "#t-m8").click()
    assert not one(browser, "#mention-card").is_displayed()
    one(browser, "#t-m6").click()
    one(browser, '.legend [data-label="VRM"]').click()
    assert lit(browser) == "Mr Anthony Gant"
    assert one(browser, "#mention-card").text.startswith("Mr Anthony Gant (people).")
    one(browser, '.legend [data-label="VRM"]').click()
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


def test_way_back_is_in_view_where_the_text_is_below_its_summary(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    browser.set_window_size(800, 700)
    browser.get(f"{url}/statements/{a_record(sqlite_store, settings).id}")
    for number in (1, 4):
        sentence = one(browser, f".summary li:nth-child({number}) .lead-to")
        sentence.click()
        assert in_view(browser, f"#t-s{number}")
        assert in_view(browser, "#back")
        assert one(browser, "#back").text == "Back to the summary"
        one(browser, "#back").click()
        assert in_view(browser, f'.summary [href="#t-s{number}"]')
        assert browser.switch_to.active_element == sentence
    browser.set_window_size(1280, 900)
    assert not one(browser, "#back").is_displayed()


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_runs_off_the_side(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store, width: int
) -> None:
    record = replace(factories.plain("A" * 3_000), case_ref="X")
    long = factories.received(
        sqlite_store, settings, b"2", filename="n" * 180 + ".pdf", case_ref="1" * 40
    )
    factories.ready(sqlite_store, long, record)
    ordinary = a_record(sqlite_store, settings)
    broken = factories.received(sqlite_store, settings, b"3")
    why = Failure(stage="extract", reason="r" * 60, message="It needs a password.")
    factories.failed(sqlite_store, broken, why)
    # A window has a least width; an emulated screen has none.
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    for path in ("/", *(f"/statements/{each.id}" for each in (long, ordinary, broken))):
        browser.get(url + path)
        assert browser.execute_script("return innerWidth") == width
        over = browser.execute_script(
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
        )
        assert over <= 0, path
        out_of_box = browser.execute_script(
            "return [...document.querySelectorAll('.warnings')]"
            ".some(box => box.scrollWidth > box.clientWidth)"
        )
        assert not out_of_box, path
