"""The overview in a record, on the page and in the terminal: machine-written, with quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import httpx
import pytest

from models.inference.results import (
    Analysis,
    ModelRef,
    Overview,
    OverviewSentence,
    Passage,
    SummaryLength,
    Unanalysed,
)
from tests import examples, factories
from tests.json_schema import faults
from tests.live_service import serving
from worker import jobs, overview, pipeline, record_json
from worker.cli.overview_lines import overview_lines
from worker.extract import document_json
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

REF = ModelRef(name="small-<b>-model", version="t5", sha256="c" * 64)
WRITTEN = "A silver van was in Mill <i>Lane</i>."


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def analysed(found: Overview | None) -> Analysis:
    analysis = examples.analysis()
    return replace(analysis, overview=found, models=(*analysis.models, REF)) if found else analysis


def written() -> Overview:
    chosen = [one for one in examples.analysis().sentences if one.chosen]
    spans = tuple((one.start, one.end) for one in chosen)
    return Overview(
        model=REF,
        sentences=(OverviewSentence(text=WRITTEN, support=spans),),
        withheld={"doubt": 2, "names": 1},
    )


def recorded(settings: Settings, found: Overview | None) -> CaseRecord:
    return pipeline.record(
        examples.source(),
        examples.document(),
        analysed(found),
        settings,
        started_at=examples.STARTED,
        finished_at=examples.FINISHED,
    )


def shown(http: httpx.Client, settings: Settings, store: Store, record: CaseRecord) -> str:
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    return http.get(f"/statements/{statement.id}").text


def test_a_record_without_one_is_as_it_always_was(settings: Settings) -> None:
    record = recorded(settings, None)
    assert record.overview is None
    data = record_json.as_data(record)
    assert "overview" not in data
    assert "overview" not in record.provenance.settings
    assert faults(record_json.json_schema(), data) == []
    assert record_json.loads(record_json.dumps(record)) == record


def test_it_comes_back_as_it_was_and_as_the_schema_says(settings: Settings) -> None:
    for found in (written(), Overview(model=REF, problem=("took_too_long", "it took too long"))):
        record = recorded(settings, found)
        assert record_json.loads(record_json.dumps(record)) == record
        assert faults(record_json.json_schema(), record_json.as_data(record)) == []


def test_every_sentence_rests_on_quotes_at_their_place(settings: Settings) -> None:
    record = recorded(settings, written())
    assert record.overview is not None
    support = record.overview.sentences[0].support
    assert [quoted.page for quoted in support] == [1, 2]
    assert all(record.text[one.start : one.end] == one.quote for one in support)
    assert all(one.boxes for one in support)
    assert record.overview.notice == "Written by a machine, not by the witness"
    assert record.provenance.models[-1].sha256 == REF.sha256


def test_every_reason_has_words() -> None:
    from typing import get_args

    from models.inference.overview.support import Reason

    assert set(overview.REASONS) == set(get_args(Reason))


def test_the_setting_stands_in_the_record_and_its_key(settings: Settings) -> None:
    on = replace(settings, overview_model=settings.home / "model")
    assert pipeline.settings_of_record(on) == {
        "overview": "on",
        **pipeline.settings_of_record(settings),
    }
    without, with_one = recorded(settings, None), recorded(on, written())
    assert pipeline.record_key(without) != pipeline.record_key(with_one)


def test_the_page_says_that_a_machine_wrote_it_and_links_the_quotes(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = shown(http, settings, sqlite_store, recorded(settings, written()))
    box = page[page.index('id="overview"') :]
    box = box[: box.index("</details>")]
    # Closed until somebody opens it.
    assert (
        "<details open" not in page[page.index('id="overview"') - 60 : page.index('id="overview"')]
    )
    assert "Written by a machine, not by the witness" in box
    assert "A silver van was in Mill &lt;i&gt;Lane&lt;/i&gt;." in box
    assert "small-&lt;b&gt;-model" in box
    links = re.findall(r'href="#(t-[^"]+)"', box)
    assert len(links) == 2
    assert all(f'id="{link}"' in page for link in links)
    assert "2 sentences withheld because they are surer than the witness." in box
    assert "1 sentence withheld because a name in them" in box


def test_the_page_says_why_there_is_none(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    found = Overview(model=REF, problem=("took_too_long", "the model took too long"))
    page = shown(http, settings, sqlite_store, recorded(settings, found))
    assert "There is no overview, because the model took too long." in page


def test_a_page_without_one_has_no_such_box(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = shown(http, settings, sqlite_store, recorded(settings, None))
    assert 'id="overview"' not in page


def test_the_terminal_shows_it_with_its_quotes(settings: Settings) -> None:
    lines = "\n".join(overview_lines(recorded(settings, written())))
    assert "Written by a machine, not by the witness" in lines
    assert WRITTEN in lines
    assert "p2  “The driver hit José twice with a hammer.”" in lines
    assert "2 sentences withheld" in lines
    assert list(overview_lines(recorded(settings, None))) == []


def test_with_an_overview_each_statement_is_settled_as_it_is_done(
    settings: Settings, sqlite_store: Store
) -> None:
    class Writing:
        def analyse(
            self, passages: Sequence[Passage], length: SummaryLength
        ) -> list[Analysis | Unanalysed]:
            batches.append(len(passages))
            return [analysed(written()) for _ in passages]

    batches: list[int] = []
    on = replace(settings, overview_model=settings.home / "model")
    statements = [examples.register(sqlite_store, f"statement {number}") for number in range(3)]
    for statement in statements:
        sqlite_store.settlement.extracted(
            examples.lease(sqlite_store, statement),
            key=examples.key_of(statement.id),
            body=document_json.to_json(examples.document()),
            characters=len(examples.TEXT),
        )
    jobs.equip(jobs.Equipment(store=sqlite_store, settings=on, holder="a", analyser=Writing()))
    for statement in statements:
        jobs.analyse(statement.id)
    assert batches == [1, 1, 1]
    for statement in statements:
        record = sqlite_store.records.latest(statement.id)
        assert record is not None
        assert record.overview is not None
        assert record.overview.sentences[0].text == WRITTEN
