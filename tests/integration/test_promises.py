"""The promises of the design that one run of the pipeline can show, on every fixture."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.make_expected import EXPECTED, lasting
from fixtures.source import Source, sources
from tests.integration.records import FIXTURES, STATEMENTS, of_fixtures
from worker import record_json
from worker.direct import Direct
from worker.record import CaseRecord, Quoted
from worker.replay import comparable, replay
from worker.settings import Settings

every_fixture = pytest.mark.parametrize(
    "path", STATEMENTS, ids=[str(path.relative_to(FIXTURES / "statements")) for path in STATEMENTS]
)


def quoted(record: CaseRecord) -> Iterator[Quoted]:
    yield from record.form.values()
    yield from record.mentions
    yield from record.summary.sentences
    for items in record.digest.values():
        for item in items:
            yield from (item, *item.parts)


@every_fixture
def test_every_quote_stands_where_the_record_says(path: Path) -> None:
    record = of_fixtures()[path]
    parts = list(quoted(record))
    assert record.mentions
    assert record.summary.sentences
    for part in parts:
        assert record.text[part.start : part.end] == part.quote
        assert part.quote.strip() == part.quote != ""
        segment = next(s for s in record.segments if part.start < s.end)
        assert part.page == segment.page


@every_fixture
def test_quotes_from_a_page_have_boxes_on_that_page(path: Path) -> None:
    record = of_fixtures()[path]
    sizes = {page.number: (page.width, page.height) for page in record.document.pages}
    for part in quoted(record):
        if path.suffix != ".pdf":
            assert part.boxes == ()
            continue
        assert part.boxes
        assert part.boxes[0].page == part.page
        for box in part.boxes:
            width, height = sizes[box.page]
            assert 0 <= box.x0 < box.x1 <= width
            assert 0 <= box.top < box.bottom <= height


@every_fixture
def test_mentions_nest_at_most_one_level_and_never_cross(path: Path) -> None:
    mentions = of_fixtures()[path].mentions
    for mention in mentions:
        around = [
            other
            for other in mentions
            if other is not mention and other.start <= mention.start and mention.end <= other.end
        ]
        assert len(around) <= 1
        assert not any(other.start < mention.start < other.end < mention.end for other in mentions)


@every_fixture
def test_the_original_is_left_as_it_was(path: Path) -> None:
    record = of_fixtures()[path]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == record.document.sha256


@every_fixture
def test_a_record_names_everything_that_made_it(path: Path) -> None:
    made_by = of_fixtures()[path].provenance
    assert made_by.pipeline_version
    assert made_by.reader
    assert made_by.models
    assert all(re.fullmatch(r"[0-9a-f]{64}", model.sha256) for model in made_by.models)
    assert made_by.settings["summary_share"] == "0.2"
    assert made_by.device == "cpu"
    assert made_by.device_reason


def test_other_order_and_batches_give_the_same_records() -> None:
    first = of_fixtures()
    with Direct(Settings(device="cpu", batch_tokens=1500)) as direct:
        results = list(direct.process(STATEMENTS[::-1]))
    for path, result in zip(STATEMENTS[::-1], results, strict=True):
        again = json.loads(result.line or "")
        for side in (again, then := json.loads(json.dumps(comparable(first[path])))):
            side.pop("version", None)
            side["provenance"] = {
                key: side["provenance"][key] for key in ("models", "reader", "settings")
            }
        assert again == then, path.name


def test_replay_gives_the_same_record(tmp_path: Path) -> None:
    path = STATEMENTS[0]
    settings = Settings(home=tmp_path, device="cpu")
    with Direct(settings) as direct:
        (written,) = direct.process([path], out=tmp_path)
    assert written.status == "complete"
    outcome = replay(settings, str(tmp_path / f"{path.name}.json"), path)
    assert outcome.same, outcome.differences


def test_replay_notices_a_record_that_was_altered(tmp_path: Path) -> None:
    path = STATEMENTS[0]
    settings = Settings(home=tmp_path, device="cpu")
    with Direct(settings) as direct:
        list(direct.process([path], out=tmp_path))
    file = tmp_path / f"{path.name}.json"
    record = json.loads(file.read_text())
    record["mentions"][0]["label"] = "DRUG"
    file.write_text(json.dumps(record))
    outcome = replay(settings, str(file), path)
    assert not outcome.same
    assert outcome.differences == ("/mentions/0/label",)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_no_word_of_the_account_is_lost(source: Source) -> None:
    """Every word of the marked source stands in the reading text, in order."""
    path = FIXTURES / "statements" / source.case / f"{source.name}.{source.format}"
    record = of_fixtures()[path]
    assert record.status == "complete"
    told = record.text[slice(*_narrative(record.text, source))]
    # Layout C numbers its paragraphs on the page; the source does not.
    assert _letters(source.marked.text) == _letters(re.sub(r"(?m)^\d{1,2}\. ", "", told))


@every_fixture
def test_records_are_as_expected(path: Path) -> None:
    """A change in what is read shows as a difference to the files in fixtures/expected.

    `python -m fixtures.make_expected` writes them again when the change is wanted.
    """
    kept = EXPECTED / path.parent.name / f"{path.stem}.json"
    assert json.loads(kept.read_text()) == lasting(record_json.as_data(of_fixtures()[path]))


def _narrative(text: str, source: Source) -> tuple[int, int]:
    """Where the account stands in the reading text: from its first words to its last."""
    words = source.marked.text.split()
    first = re.search(r"\s+".join(map(re.escape, words[:6])), text)
    last = re.search(r"[\s-]*".join(map(re.escape, words[-6:])), text)
    assert first, "the account does not begin"
    assert last, "the account does not end"
    return first.start(), last.end()


def _letters(text: str) -> str:
    """Text without spaces and line-end hyphens, which a page's layout may change."""
    return re.sub(r"[\s\u00ad-]", "", text)
