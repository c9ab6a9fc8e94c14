"""What the summary leaves out, and why: in the list of every sentence and in the text itself."""

from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests import factories
from tests.browser.chromium import Browser, in_view, lit, one, texts
from worker.record import CaseRecord, LeftOutSentence
from worker.settings import Settings
from worker.store.store import Store

pytestmark = pytest.mark.browser

OUT = (
    "I live at 14 Carlton Road, Peckham, London SE15 4QX.",
    "He was holding a bat 🏏.",
    "I produce the note as IM/1.",
)


def explained() -> CaseRecord:
    record = factories.marlowe()
    out = []
    for number, quote in enumerate(OUT, start=1):
        start, end = factories.place(quote)
        out.append(
            LeftOutSentence(
                id=f"o{number}",
                start=start,
                end=end,
                quote=quote,
                page=3 if number == 3 else 2,
                boxes=(),
                salience=0.1 * number,
                modality="stated",
                reason=f"Left out: salience 0.{number}00, too far below the highest.",
            )
        )
    chosen = tuple(
        replace(one, reason="Chosen: salience 0.800, 9 words.") for one in record.summary.sentences
    )
    made = replace(record.summary, sentences=chosen, left_out=tuple(out))
    return replace(record, summary=made)


@pytest.fixture
def page(browser: Browser, url: str, settings: Settings, sqlite_store: Store) -> Browser:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, explained())
    browser.get(f"{url}/statements/{statement.id}")
    return browser


def test_a_sentence_in_the_text_says_why_it_is_in_or_out(page: Browser) -> None:
    card = one(page, "#mention-card")
    page.execute_script("document.querySelector('#t-o2').scrollIntoView()")
    one(page, "#t-o2").click()
    assert card.text.startswith(
        f"Sentence 2 of 3 left out of the summary. {OUT[1]} "
        "Left out: salience 0.200, too far below the highest."
    )
    assert lit(page) == OUT[1]
    one(page, "#t-s3").click()
    assert card.text.startswith(
        "Sentence 3 of 4 of the summary. I did not see anybody else. Chosen:"
    )
    # A name in a sentence is explained as a name.
    page.execute_script("document.querySelector('#t-m6').click()")
    assert card.text.startswith("Mr Anthony Gant (people).")
    # Of what is no sentence of the account nothing is said.
    page.execute_script("document.querySelector('#t-f-statement_of').click()")
    assert card.text.startswith("Mr Anthony Gant (people).")
    assert lit(page) == "Mr Anthony Gant"
    # Words that are chosen to be copied are left alone.
    page.execute_script(
        "getSelection().selectAllChildren(document.querySelector('#t-o1'));"
        "document.querySelector('#t-o1').click()"
    )
    assert card.text.startswith("Mr Anthony Gant (people).")


def test_what_was_left_out_is_gone_through_one_after_another(page: Browser) -> None:
    one(page, "#every-sentence summary").click()
    assert "4 in, 3 left out." in one(page, "#every-sentence .hint").text
    assert len([t for t in texts(page, "#every-sentence li") if t]) == 7
    only = one(page, "#left-out")
    only.send_keys(Keys.ENTER)
    assert only.get_attribute("aria-pressed") == "true"
    rows = [t for t in texts(page, "#every-sentence li") if t]
    assert len(rows) == 3
    assert all("Left out:" in row for row in rows)

    page.find_element(By.LINK_TEXT, OUT[0]).send_keys(Keys.ENTER)
    card = one(page, "#mention-card")
    assert card.text.startswith("Sentence 1 of 3 left out of the summary.")
    for number, quote in ((2, OUT[1]), (3, OUT[2])):
        card.find_elements(By.CSS_SELECTOR, "button")[1].send_keys(Keys.ENTER)
        assert card.text.startswith(f"Sentence {number} of 3 left out of the summary. {quote}")
        assert lit(page) == quote
        assert in_view(page, f"#t-o{number}")
    only.send_keys(Keys.ENTER)
    assert len([t for t in texts(page, "#every-sentence li") if t]) == 7


def test_the_card_says_how_surely_the_words_were_read(
    browser: Browser, url: str, settings: Settings, sqlite_store: Store
) -> None:
    record = explained()
    *others, last = record.summary.sentences
    sentences = (*others, replace(last, ocr_confidence=0.43))
    mentions = tuple(
        replace(each, ocr_confidence=0.6) if each.id == "m12" else each for each in record.mentions
    )
    read = replace(record, mentions=mentions, summary=replace(record.summary, sentences=sentences))
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, read)
    browser.get(f"{url}/statements/{statement.id}")
    card = one(browser, "#mention-card")
    one(browser, ".summary li:nth-child(4) .lead-to").click()
    assert "not sure. Compare with the page: reading 43% sure. Chosen:" in card.text
    browser.execute_script("document.querySelector('#t-m12').click()")
    assert "(exhibits). Compare with the page: reading 60% sure." in card.text
    one(browser, ".summary li:nth-child(3) .lead-to").click()
    assert "% sure" not in card.text
