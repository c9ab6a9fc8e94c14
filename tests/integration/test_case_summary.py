"""A case summary over HTTP and on its page: hand-made records, and the real models."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import factories, one_incident
from tests.integration.page import Page
from tests.live_service import serving
from tests.unit.casework import made
from tests.unit.casework.made import Line
from worker import record_json
from worker.casefile import Failure, Statement
from worker.casework import case_summary
from worker.casework.case_summary import CaseSummary
from worker.direct import Direct
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

CASE = one_incident.CASE
SLASHED = "6543210/25"
DAY: made.Named = {
    "DATE": [("16 May 2026", {"iso": "2026-05-16"})],
    "PERSON": [("Daniel Okafor", None)],
}


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def kept(
    store: Store, settings: Settings, record: CaseRecord, filename: str, case: str = CASE
) -> Statement:
    statement = factories.received(
        store, settings, filename.encode(), filename=filename, case_ref=case
    )
    factories.ready(store, statement, record)
    return store.statements.get(statement.id)


def two_of_a_case(store: Store, settings: Settings, case: str = CASE) -> list[Statement]:
    return [
        kept(
            store,
            settings,
            made.record(
                ["On 16 May 2026 <b>Daniel Okafor</b> shouted.", Line("He ran.", 0.1)],
                DAY,
                witness="Ines Marlowe",
                dated="2026-05-18",
            ),
            "marlowe.txt",
            case,
        ),
        kept(
            store,
            settings,
            made.record([Line("Daniel Okafor told me so.", 0.4, "reported")], DAY),
            "nair.txt",
            case,
        ),
    ]


def fetched(http: httpx.Client, case: str = CASE, **asked: object) -> CaseSummary:
    answer = http.get(f"/api/cases/{case}/summary", params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == 200
    return case_summary.loads(answer.content)


def test_the_interface_answers_with_the_newest_version_of_every_statement(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    first, second = two_of_a_case(sqlite_store, settings)
    newer = made.record(["On 16 May 2026 it was quiet."], DAY)
    factories.made_again(sqlite_store, first, newer)
    summary = fetched(http)
    assert {(one.statement_id, one.version) for one in summary.statements} == {
        (first.id, 2),
        (second.id, 1),
    }
    for one in summary.sentences:
        record = sqlite_store.records.version(one.statement_id, one.version)
        assert record is not None
        assert record.text[one.start : one.end] == one.quote


def test_a_case_reference_with_a_slash_and_in_small_letters_is_found(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    two_of_a_case(sqlite_store, settings, SLASHED)
    assert fetched(http, SLASHED).case_ref == SLASHED
    assert http.get(f"/cases/{SLASHED}").status_code == 200
    assert http.get("/cases/6543210%2F25").status_code == 200
    two_of_a_case(sqlite_store, settings)
    assert fetched(http, CASE.lower()).case_ref == CASE


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        (f"{CASE}/summary", 404, "case_unknown"),
        ("nonsense/summary", 400, "case_reference_invalid"),
        (f"{CASE}/summary?share=0", 400, "request_invalid"),
        (f"{CASE}/summary?share=1.1", 400, "request_invalid"),
        (f"{CASE}/summary?share=nan", 400, "request_invalid"),
        (f"{CASE}/summary?most_words=0", 400, "request_invalid"),
    ],
)
def test_what_cannot_be_answered_says_why(
    http: httpx.Client, path: str, status: int, reason: str
) -> None:
    answer = http.get(f"/api/cases/{path}")
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert http.get(f"/cases/{path.replace('/summary', '')}").status_code == status


def test_the_list_of_cases_and_a_trailing_slash_lead_on(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    two_of_a_case(sqlite_store, settings)
    for address in ("/cases", "/cases/"):
        answer = http.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (307, "/")
    assert http.get(f"/cases/{CASE}/").text == http.get(f"/cases/{CASE}").text
    unknown = Page(http.get("/cases/99ZZ9999999").text)
    assert unknown.says("There is no statement of this case.")
    assert unknown.says("look for the case in the list of statements")


def test_the_interface_describes_the_summary(http: httpx.Client) -> None:
    described = http.get("/api/openapi.json").json()
    (path,) = [one for one in described["paths"] if one.startswith("/api/cases/")]
    assert path.endswith("/summary")
    assert "CaseSummary" in described["components"]["schemas"]


def test_the_page_names_what_is_in_it_and_what_is_not(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    two_of_a_case(sqlite_store, settings)
    locked = factories.received(sqlite_store, settings, b"3", filename="x.pdf", case_ref=CASE)
    why = Failure(stage="extract", reason="password_protected", message="It asks for a password.")
    factories.failed(sqlite_store, locked, why)
    factories.received(sqlite_store, settings, b"4", filename="new.pdf", case_ref=CASE)
    page = Page(http.get(f"/cases/{CASE}").text)
    assert page.says("Not in this summary: 2 of 4 statements")
    assert page.says("x.pdf Failed It asks for a password.")
    assert page.says("new.pdf Received It is still being read.")
    assert page.says("Made from 2 statements")
    assert page.says("Ines Marlowe")
    assert page.says("Saturday 16 May 2026")
    assert page.says("On 16 May 2026 <b>Daniel Okafor</b> shouted.")
    assert page.says("reported Daniel Okafor told me so.")
    assert page.says("Named alike in 2 statements")
    assert page.says("Check that they mean one person.")
    assert len(page.ids) == len(set(page.ids))
    assert page.inline == []


def test_every_link_of_the_page_leads_to_words_that_are_marked(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statements = two_of_a_case(sqlite_store, settings)
    page = Page(http.get(f"/cases/{CASE}", params={"share": 1.0}).text)
    records = {one.id: Page(http.get(f"/statements/{one.id}").text).ids for one in statements}
    leading = [link for link in page.links if "#t-" in link]
    assert leading
    for link in leading:
        path, anchor = link.split("#")
        assert anchor in records[path.split("/")[2].split("?")[0]]
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids


def test_a_length_can_be_chosen_on_the_page(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    lines = [f"Thing{n} was carried to place{n} by person{n}." for n in range(40)]
    kept(sqlite_store, settings, made.record(lines), "a.txt")
    short = http.get(f"/cases/{CASE}", params={"share": 0.1}).text
    long = http.get(f"/cases/{CASE}", params={"share": 0.5}).text
    assert short.count("was carried to") < long.count("was carried to")
    held = http.get(f"/cases/{CASE}", params={"share": 0.5, "most_words": 20})
    assert Page(held.text).says("it is held to 20")


def test_the_list_and_each_statement_s_page_lead_to_the_case(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    one, _ = two_of_a_case(sqlite_store, settings, SLASHED)
    assert f"/cases/{SLASHED}" in Page(http.get("/").text).links
    assert f"/cases/{SLASHED}" in Page(http.get(f"/statements/{one.id}").text).links


def test_the_page_is_kept_by_the_guard(http: httpx.Client) -> None:
    for path in (f"/cases/{CASE}", f"/api/cases/{CASE}/summary"):
        assert http.get(path, headers={"Host": "evil.example"}).status_code == 421
        assert http.post(path).status_code == 405


def test_no_words_of_a_statement_stand_in_the_log(
    http: httpx.Client,
    settings: Settings,
    sqlite_store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    two_of_a_case(sqlite_store, settings)
    with caplog.at_level("DEBUG"):
        fetched(http)
        http.get(f"/cases/{CASE}")
    assert "Okafor" not in caplog.text


def test_four_witnesses_of_one_incident(
    http: httpx.Client, settings: Settings, sqlite_store: Store, tmp_path: Path
) -> None:
    files = []
    for name, text in one_incident.STATEMENTS.items():
        files.append(tmp_path / name)
        files[-1].write_text(text)
    with Direct(settings) as direct:
        for file, result in zip(files, direct.process(files), strict=True):
            record = record_json.loads(result.line or "")
            kept(sqlite_store, settings, record, file.name)
    summary = fetched(http, share=0.6)
    texts = {one.statement_id: one for one in summary.statements}
    assert {one.witness for one in summary.statements} == {
        "Daniel Okafor",
        "Grace Okafor",
        "Priya Nair",
        "Salvatore Marino",
    }
    assert all(one.sentences for one in summary.statements)
    for one in summary.sentences:
        kept_record = sqlite_store.records.version(one.statement_id, one.version)
        assert kept_record is not None
        assert kept_record.text[one.start : one.end] == one.quote

    # The three who give the date stand in one event; the fourth fixes no day.
    (evening,) = [event for event in summary.events if event.day == "2026-05-16"]
    told = {texts[one].witness for one in evening.statement_ids}
    assert {"Daniel Okafor", "Grace Okafor", "Priya Nair"} <= told
    assert [event.day for event in summary.events][-1] is None
    # White or silver: both stand there, side by side, and nobody has chosen.
    quotes = summary.sentence_by_id()
    (vans,) = [
        [quotes[known].quote for known in telling.sentence_ids]
        for telling in evening.tellings
        if any("silver van" in quotes[known].quote for known in telling.sentence_ids)
    ]
    assert any("white van" in quote for quote in vans)
    # What Priya was told is shown as that.
    everything = fetched(http, share=1.0).sentences
    (heard,) = [one for one in everything if "told me that two men" in " ".join(one.quote.split())]
    assert heard.modality == "reported"
    page = Page(http.get(f"/cases/{CASE}", params={"share": 0.6}).text)
    assert page.says("Every statement of the case is in it")
