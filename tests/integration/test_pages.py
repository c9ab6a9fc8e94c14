"""The pages as they come over HTTP, read without JavaScript."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.integration.page import Page
from tests.live_service import serving
from worker.casefile import Failure, State
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store
from worker.web import words


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    chosen = replace(settings, max_upload_bytes=100_000)
    with serving(chosen) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def record_page(http: httpx.Client, settings: Settings, store: Store, record: CaseRecord) -> Page:
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    answer = http.get(f"/statements/{statement.id}")
    assert answer.status_code == 200
    return Page(answer.text)


def test_empty_list_tells_a_newcomer_what_to_do(http: httpx.Client) -> None:
    page = Page(http.get("/").text)
    assert page.says("No statements yet")
    assert page.says("Type the case reference")
    assert page.says("deponent demo")


def test_list_groups_by_case_and_tells_each_state(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    ready = factories.received(sqlite_store, settings, b"1", filename="one.pdf")
    factories.ready(sqlite_store, ready, factories.marlowe())
    broken = factories.received(sqlite_store, settings, b"2", filename="two.pdf")
    why = Failure(stage="extract", reason="encrypted", message="It needs a password.")
    factories.failed(sqlite_store, broken, why)
    read = factories.received(
        sqlite_store, settings, b"3", filename="three.pdf", case_ref="6543210/25"
    )
    factories.being_read(sqlite_store, read)

    page = Page(http.get("/").text)
    assert page.says("3 statements: 1 in hand, 1 needs review, 1 failed.")
    assert page.says("Case 01ZD1234525 2 statements")
    assert page.says("Case 6543210/25 1 statement ")
    assert page.says("It needs a password.")
    assert f"/statements/{ready.id}" in page.links

    narrowed = Page(http.get("/", params={"case": "01zd1234525", "state": "failed"}).text)
    assert narrowed.says("two.pdf")
    assert not narrowed.says("one.pdf")
    assert not narrowed.says("three.pdf")
    fragment = http.get("/board", params={"case": "6543210/25"}).text
    assert "three.pdf" in fragment
    assert "one.pdf" not in fragment
    nothing = Page(http.get("/", params={"case": "no such case", "state": "no such state"}).text)
    assert nothing.says("No statement matches.")


def test_long_list_is_paged(http: httpx.Client, settings: Settings, sqlite_store: Store) -> None:
    for number in range(101):
        factories.received(sqlite_store, settings, str(number).encode(), filename=f"n{number}.txt")
    first = http.get("/").text
    assert "n100.txt" in first
    assert "n0.txt" not in first
    earlier = re.search(r'href="(/\?[^"]*)">Earlier', first)
    assert earlier
    second = http.get(earlier[1].replace("&amp;", "&")).text
    assert "n0.txt" in second
    assert "n100.txt" not in second
    assert ">Later<" in second


def test_record_shows_the_text_verbatim_and_every_link_leads_somewhere(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    record = factories.marlowe()
    page = record_page(http, settings, sqlite_store, record)
    assert page.statement == record.text
    assert len(page.ids) == len(set(page.ids))
    local = {link[1:] for link in page.links if link.startswith("#")}
    assert local <= set(page.ids)
    assert {f"t-{sentence.id}" for sentence in record.summary.sentences} <= local
    assert {f"t-{mention.id}" for mention in record.mentions} <= local


def test_record_says_what_it_is_and_what_is_missing(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = record_page(http, settings, sqlite_store, factories.marlowe())
    for said in (
        "Statement of Ines Marlowe",
        "Nothing here is checked by a person.",
        "Not read: page 4.",
        "No signature was found on the form.",
        "Page 4: This page is a picture without text.",
        "5 (1 not read)",
        "4 sentences in the witness's own words: 57 of 81 words.",
        "reported My neighbour told me that he had been there all day. page 2",
        "negated I did not see anybody else. page 2",
        "uncertain I think the driver was PC 2417 HUGHES, but I am not sure. page 3",
        "LK18 ABC page 2 check this Found by a rule, does not pass its format or checksum.",
        "22:45 hours page 2 iso 22:45. Found by a rule. It reads like one.",
        "State Needs review",
        "Mr Anthony Gant page 2 Found by a model, confidence 97%. It reads like one.",
        "Page 4 continuation sheet This page could not be read.",
        "Page 5 back page not disclosable",
        "read by text recognition confidence 83%",
        "Not found in this statement: weapons.",
        "no accelerator was found",
        "e" * 64,
        "Analysed: record made",
    ):
        assert page.says(said), said


def test_hostile_text_is_only_text(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    text = "</div><script>alert(1)</script>\r\n<a href='javascript:x'>{{ 7 * 7 }} \U0001f3cf"
    record = factories.plain(text)
    record = replace(
        record,
        mentions=(
            replace(
                factories.mention("m1", "<LABEL>", "<script>", text=text, value={"<k>": "\"'<v>"}),
                explanation="<b>bold</b>",
            ),
        ),
    )
    page = record_page(http, settings, sqlite_store, record)
    assert page.statement == text
    assert page.inline == []
    assert "javascript:x" not in page.links
    assert page.says("<b>bold</b>")


def test_text_without_segments_and_pages_without_text(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    record = replace(
        factories.plain("All of it."),
        segments=(),
        document=factories.document(
            factories.page(1), factories.page(2), factories.page(3, method="none")
        ),
    )
    page = record_page(http, settings, sqlite_store, record)
    assert page.statement == "All of it."
    assert page.says("Page 2 No text on this page.")
    assert page.says("Page 3 This page could not be read.")


def test_older_version_is_shown_as_such(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, factories.marlowe())
    only = Page(http.get(f"/statements/{statement.id}", params={"version": 1}).text)
    assert not only.says("not the newest")
    factories.made_again(sqlite_store, statement, factories.plain("Read again."))
    newest = Page(http.get(f"/statements/{statement.id}").text)
    assert newest.statement == "Read again."
    assert newest.says("Version 2 others: 1")
    older = Page(http.get(f"/statements/{statement.id}", params={"version": 1}).text)
    assert older.statement == factories.TEXT
    assert older.says("Version 1 (not the newest) others: 2")
    missing = http.get(f"/statements/{statement.id}", params={"version": 9})
    assert missing.status_code == 404
    assert Page(missing.text).says("There is no version 9 of this record.")


def test_failure_says_stage_reason_and_what_to_do(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    why = Failure(stage="extract", reason="encrypted", message="It needs a password.")
    factories.failed(sqlite_store, statement, why)
    page = Page(http.get(f"/statements/{statement.id}").text)
    for said in ("It needs a password.", "reading the file", "encrypted", "What you can do"):
        assert page.says(said), said
    assert f"/api/statements/{statement.id}/original" in page.links


def test_text_that_was_read_is_shown_though_its_analysis_failed(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    failure = Failure(stage="analyse", reason="model_fault", message="The model broke down.")
    record = replace(factories.plain("What she said."), status="failed", failure=failure)
    page = record_page(http, settings, sqlite_store, record)
    assert page.statement == "What she said."
    assert page.says("The model broke down.")
    assert page.says("No summary was made.")


def test_statement_in_hand_shows_how_far_it_is(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    assert Page(http.get(f"/statements/{statement.id}").text).says(
        "Received: waiting to be read current"
    )
    factories.being_read(sqlite_store, statement)
    page = Page(http.get(f"/statements/{statement.id}").text)
    assert page.says("Received: waiting to be read done Extracting: reading the pages current")
    fragment = http.get(f"/statements/{statement.id}/progress").text
    assert "data-settled" not in fragment
    factories.failed(
        sqlite_store,
        factories.received(sqlite_store, settings, b"other"),
        Failure(stage="extract", reason="encrypted", message="It needs a password."),
    )
    other = sqlite_store.statements.listing(state=State.FAILED)[0]
    assert "data-settled" in http.get(f"/statements/{other.id}/progress").text


@pytest.mark.parametrize(
    "path", ["/statements/none", "/statements/" + "0" * 32, "/nothing", "/static/../views.py"]
)
def test_missing_page_is_said_plainly(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 404
    assert "Go to all statements" in answer.text


def test_pages_fetch_nothing_from_outside_and_carry_no_inline_code(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    record = factories.marlowe()
    statement = factories.received(sqlite_store, settings, b"being read")
    pages = [
        Page(http.get("/").text),
        record_page(http, settings, sqlite_store, record),
        Page(http.get(f"/statements/{statement.id}").text),
        Page(http.get("/nothing").text),
    ]
    for page in pages:
        assert page.inline == []
        assert all(link.startswith(("/", "#", "?")) for link in page.links)
        assert not any(link.startswith("//") for link in page.links)
    for name in (
        "deponent.css",
        "case.css",
        "deponent.js",
        "record.js",
        "card.js",
        "uploads.js",
        "favicon.svg",
    ):
        content = http.get(f"/static/{name}").text
        assert not re.search(r"@import|url\(|https?://(?!www\.w3\.org/2000/svg)", content)


def test_every_state_is_called_by_its_own_name() -> None:
    assert set(words.STATES) == set(State)
    for state, said in words.STATES.items():
        assert said.text.lower() == state.value.replace("_", " ")
        assert said.meaning
    assert set(words.BY_MACHINE) == set(State) - {State.APPROVED, State.RETURNED, State.CANCELLED}
