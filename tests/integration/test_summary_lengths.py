"""A summary at a length of the reader's own, from the record as it is kept."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from models.inference.choice import SummaryRules, choose
from models.inference.closeness import score, step_of
from models.inference.results import Analysis, SummaryLength
from models.inference.sentences import split
from models.inference.surfaces import words
from tests import factories
from tests.live_service import serving
from worker import summary
from worker.casefile import ExtractedDocument, Failure, Segment
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

TEXT = " ".join(
    f"Man{n} saw thing{n} at place{n} then left{n}." + (" But I could be wrong." * (n % 5 == 0))
    for n in range(30)
)
WEIGHING = {"length_power": 0.6, "redundancy": 0.6, "floor": 0.1}
SENTENCES = split(TEXT, [(0, len(TEXT))])
STEPS = [(number * 7) % 31 - 15 for number in range(len(SENTENCES))]


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def kept(length: SummaryLength) -> CaseRecord:
    found = choose(TEXT, SENTENCES, STEPS, length, SummaryRules(**WEIGHING))
    counts = [words(TEXT[one.start : one.end]) for one in found]
    analysis = Analysis(
        mentions=(),
        sentences=tuple(found),
        words_in=sum(counts),
        words_out=sum(n for n, one in zip(counts, found, strict=True) if one.chosen),
        models=(),
        device="cpu",
        device_reason="",
        weighing=WEIGHING,
    )
    document = ExtractedDocument(
        text=TEXT,
        narrative=((0, len(TEXT)),),
        segments=(Segment(start=0, end=len(TEXT), page=1),),
        pages=(factories.page(1),),
        media_type="text/plain",
        reader="text 1",
    )
    record = factories.plain(TEXT)
    return replace(record, summary=summary.of(document, analysis, ()))


def test_steps_come_back_from_their_scores() -> None:
    assert [step_of(score(step)) for step in range(-26, 27)] == list(range(-26, 27))


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 1.0])
def test_at_the_recorded_length_the_same_is_chosen(share: float) -> None:
    length = SummaryLength(share=share)
    record = kept(length)
    assert summary.at_length(record, length) == record.summary


def test_another_length_is_what_that_length_would_have_recorded() -> None:
    short, long = SummaryLength(share=0.1), SummaryLength(share=0.5)
    assert summary.at_length(kept(short), long) == kept(long).summary


def test_the_interface_gives_any_length(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    record = factories.ready(sqlite_store, statement, kept(SummaryLength()))
    address = f"/api/statements/{statement.id}/summary"
    own, long = http.get(address).json(), http.get(address, params={"share": 0.5}).json()
    assert len(own["sentences"]) == len(record.summary.sentences)
    assert own["words_out"] < long["words_out"] <= 0.5 * long["words_in"]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in long["sentences"])
    for share in ("0", "1.1", "nan", "much"):
        answer = http.get(address, params={"share": share})
        assert (answer.status_code, answer.json()["reason"]) == (400, "request_invalid")


def test_a_record_without_what_it_needs_says_so(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, factories.marlowe())
    answer = http.get(f"/api/statements/{statement.id}/summary")
    assert (answer.status_code, answer.json()["reason"]) == (409, "length_fixed")
    page = http.get(f"/statements/{statement.id}", params={"share": 0.5})
    assert page.status_code == 200
    assert "Length:" not in page.text


def test_a_failed_record_is_not_told_to_be_processed_again(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    why = Failure(stage="extract", reason="password_protected", message="It asks for a password.")
    record = replace(factories.plain(""), status="failed", failure=why)
    factories.ready(sqlite_store, statement, record)
    answer = http.get(f"/api/statements/{statement.id}/summary")
    assert (answer.status_code, answer.json()["reason"]) == (409, "length_fixed")
    assert "its record says why" in answer.json()["message"]


def test_the_page_shows_any_length_and_says_which_is_recorded(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings)
    factories.ready(sqlite_store, statement, kept(SummaryLength()))
    address = f"/statements/{statement.id}"
    own, long = http.get(address).text, http.get(address, params={"share": 0.5}).text
    assert '<strong aria-current="true">20% (as recorded)</strong>' in own
    assert '<strong aria-current="true">50%</strong>' in long
    assert own.count('class="in"') < long.count('class="in"')
