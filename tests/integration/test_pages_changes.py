"""The page of what changed between two versions of a record."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.integration.page import Page
from tests.live_service import serving
from worker.casefile import Failure, Segment, Statement
from worker.record import CaseRecord, DigestPart, Quoted, SummaryReference
from worker.settings import Settings
from worker.store.store import Store

THEN = factories.marlowe()
NOW = replace(
    THEN,
    mentions=tuple(
        replace(one, label="ORG") if one.id == "m6" else one
        for one in THEN.mentions
        if one.id != "m9"
    ),
    summary=replace(THEN.summary, sentences=THEN.summary.sentences[1:]),
    provenance=replace(
        THEN.provenance,
        pipeline_version="0.2.0",
        finished_at="2025-06-04T09:00:01.250+00:00",
    ),
)


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
def statement(settings: Settings, sqlite_store: Store) -> Statement:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, THEN)
    return statement


def changed(http: httpx.Client, statement: Statement, query: str = "") -> Page:
    answer = http.get(f"/statements/{statement.id}/changes{query}")
    assert answer.status_code == 200
    page = Page(answer.text)
    assert len(page.ids) == len(set(page.ids))
    assert page.inline == []
    return page


def again(store: Store, statement: Statement, record: CaseRecord, key: str = "another key") -> None:
    factories.made_again(store, statement, record, key=key)


def test_what_changed_is_said_part_by_part_and_leads_to_both_versions(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    again(sqlite_store, statement, NOW)
    page = changed(http, statement)
    assert page.says("Version 1 was made on 4 Mar 2025, 09:00:01 GMT, version 2 on 4 Jun 2025")
    assert page.says("Deponent 0.1.0 0.2.0")
    assert page.says("Summary 1 differs, 3 the same")
    assert page.says("Went out At 22:45 hours on Monday 3rd March 2025 I saw Mr Anthony Gant")
    assert page.says("Names and numbers 2 differ, 11 the same")
    assert page.says("Weapon bat page 2 not there")
    assert page.says("Person, now Organisation Mr Anthony Gant page 2 Mr Anthony Gant page 2")
    assert page.says("Nothing differs in: the words; the form (1); at a glance (5)")
    for version, key in ((1, "m9"), (1, "m6"), (2, "m6"), (1, "s1")):
        link = f"/statements/{statement.id}?version={version}#t-{key}"
        assert link in page.links
        there = Page(http.get(link.partition("#")[0]).text)
        assert f"t-{key}" in there.ids


def test_words_that_read_otherwise_stand_among_those_around_them(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    text = THEN.text.replace("bat", "b<i>at").replace("I live at", "I lived at")
    record = replace(factories.plain(text), segments=(Segment(start=0, end=len(text), page=2),))
    again(sqlite_store, statement, record)
    page = changed(http, statement)
    assert page.says("The words 2 differ")
    assert page.says("01ZD1234525 I live at 14 Carlton Road, Peckham")
    assert page.says("I lived at 14 Carlton Road, Peckham")
    assert page.says("He was holding a b<i>at 🏏. My neighbour told me")


def test_what_a_sentence_and_an_item_say_is_shown_where_only_that_differs(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    start, end = factories.place("he had been")
    start, end = start, start + 2
    fuller = factories.place("Mr Anthony Gant")
    gant = Quoted(start=fuller[0], end=fuller[1], quote="Mr Anthony Gant", page=2, boxes=())
    meant = SummaryReference(
        start=start, end=end, quote="he", page=2, boxes=(), kind="one", candidates=(gant,)
    )
    one, two, *others = THEN.summary.sentences
    sentences = (one, replace(two, references=(meant,)), *others)
    place = THEN.digest["places"][0]
    part = DigestPart(
        **{name: getattr(gant, name) for name in ("start", "end", "quote", "page", "boxes")},
        kind="role",
        value="2025",
        modality="negated",
    )
    record = replace(
        THEN,
        summary=replace(THEN.summary, sentences=sentences),
        digest={**THEN.digest, "places": (replace(place, modality="uncertain", parts=(part,)),)},
    )
    again(sqlite_store, statement, record)
    page = changed(http, statement)
    assert page.says("Stayed My neighbour told me that he had been there all day. page 2")
    assert page.says("“he”: most likely Mr Anthony Gant.")
    assert page.says("Marked as uncertain.; who: Mr Anthony Gant (2025) Marked as negated.")


def test_files_inside_that_went_or_came_are_named_and_lead_to_their_statements(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    names = ("<b>stays</b>.txt", "went.txt", "came.eml")
    stays, went, came = (
        factories.received(sqlite_store, settings, name.encode(), filename=name) for name in names
    )
    bundle = factories.received(sqlite_store, settings, b"a bundle", filename="bundle.zip")
    held = replace(THEN.document, children=(stays.id, went.id))
    factories.ready(sqlite_store, bundle, replace(THEN, document=held))
    now = replace(THEN.document, filename="bundle.zip", sha256=bundle.sha256)
    other = replace(now, children=(came.id, stays.id))
    again(sqlite_store, bundle, replace(THEN, document=other))
    page = changed(http, bundle)
    assert page.says("Files inside 2 differ, 1 the same")
    assert page.says("File went.txt not there")
    assert page.says("File not there came.eml")
    assert {f"/statements/{went.id}", f"/statements/{came.id}"} <= {*page.links}
    assert f"/statements/{stays.id}" not in page.links
    # In another order nothing differs, and how many there are is said.
    turned = replace(now, children=(stays.id, came.id))
    newer = replace(THEN.provenance, pipeline_version="0.3.0")
    again(sqlite_store, bundle, replace(THEN, document=turned, provenance=newer), key="a third")
    assert changed(http, bundle).says("files inside (2)")


def test_who_did_what_and_when_stands_below(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    own = replace(NOW.document, sha256=statement.sha256)
    again(sqlite_store, statement, replace(NOW, document=own))
    page = changed(http, statement)
    assert page.says("Both are kept as they were made, from the same original.")
    assert page.says("When What Who")
    assert page.says("Received jo")


def test_a_long_stretch_is_cut_and_says_so(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    again(sqlite_store, statement, factories.plain("otherwise " * 5_000))
    page = changed(http, statement)
    assert page.says("The first 600 of 49,999 characters.")


def test_versions_that_differ_in_nothing_say_so(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    again(sqlite_store, statement, replace(THEN, version=2))
    assert changed(http, statement).says("Nothing differs but when they were made.")


def test_any_two_versions_can_be_compared_and_records_lead_here(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    assert "/changes" not in http.get(f"/statements/{statement.id}").text
    again(sqlite_store, statement, NOW)
    again(sqlite_store, statement, THEN, key="a third")
    here = f"/statements/{statement.id}/changes"
    assert f"{here}?now=3" in Page(http.get(f"/statements/{statement.id}").text).links
    assert f"{here}?now=2" in Page(http.get(f"/statements/{statement.id}?version=2").text).links
    assert f"{here}?now=2" in Page(http.get(f"/statements/{statement.id}?version=1").text).links
    assert changed(http, statement).says("Version 2 was made on 4 Jun 2025")
    assert changed(http, statement, "?now=2").says("Version 1 was made on 4 Mar 2025")
    assert changed(http, statement, "?then=1&now=3").says("Nothing differs")
    # Backwards, too.
    assert changed(http, statement, "?then=2&now=1").says("Came in not there At 22:45 hours")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 404, "There are no two versions of this record to compare."),
        ("?then=0", 400, ""),
        ("?now=x", 400, ""),
    ],
)
def test_what_cannot_be_compared_is_said(
    http: httpx.Client, statement: Statement, query: str, status: int, said: str
) -> None:
    answer = http.get(f"/statements/{statement.id}/changes{query}")
    assert answer.status_code == status
    assert Page(answer.text).says(said)


def test_a_version_that_is_not_there_is_said(
    http: httpx.Client, statement: Statement, sqlite_store: Store
) -> None:
    again(sqlite_store, statement, NOW)
    answer = http.get(f"/statements/{statement.id}/changes?then=1&now=9")
    assert answer.status_code == 404
    assert Page(answer.text).says("There is no version 9 of this record.")
    assert http.get("/statements/none/changes").status_code == 404


def test_a_version_that_failed_is_not_taken_for_the_statement_s_state(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings, b"another", filename="other.txt")
    message = "This file is encrypted."
    failure = Failure(stage="extract", reason="encrypted", message=message)
    factories.failed(sqlite_store, statement, failure)
    again(sqlite_store, statement, THEN)
    old = Page(http.get(f"/statements/{statement.id}?version=1").text)
    assert old.says("Version 1 failed")
    assert old.says(message)
    assert old.says("The newest is version 2")
    assert not old.says("nothing of it is in any summary")
    assert not Page(http.get(f"/statements/{statement.id}").text).says("failed")
