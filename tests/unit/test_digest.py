"""The digest: every item is the witness's own words, standing where it says."""

from dataclasses import replace

import pytest

from models.inference.results import Analysis
from tests import examples
from worker import digest, pipeline
from worker.casefile import ExtractedDocument
from worker.record import DigestItem, RecordMention
from worker.settings import Settings


@pytest.fixture
def document() -> ExtractedDocument:
    return examples.document()


@pytest.fixture
def analysis() -> Analysis:
    return examples.analysis()


@pytest.fixture
def mentions(settings: Settings) -> tuple[RecordMention, ...]:
    return examples.record(settings).mentions


@pytest.fixture
def found(
    document: ExtractedDocument, analysis: Analysis, mentions: tuple[RecordMention, ...]
) -> dict[str, tuple[DigestItem, ...]]:
    return digest.of(document, analysis, mentions)


def test_every_item_quotes_the_text_where_it_stands(
    found: dict[str, tuple[DigestItem, ...]], document: ExtractedDocument
) -> None:
    items = [item for heading in found.values() for item in heading]
    assert len(items) >= 6
    for item in [*items, *(part for one in items for part in one.parts)]:
        assert document.text[item.start : item.end] == item.quote
        assert item.page == document.page_at(item.start)
        assert item.boxes == document.boxes(item.start, item.end)
        assert item.boxes
        assert {box.page for box in item.boxes} == {item.page}


def test_every_item_names_the_mentions_that_it_stands_for(
    found: dict[str, tuple[DigestItem, ...]], mentions: tuple[RecordMention, ...]
) -> None:
    quotes = {mention.id: mention.quote for mention in mentions}
    for heading in ("people", "places", "vehicles", "weapons", "timeline"):
        for item in found[heading]:
            assert item.mention_ids
            for mention_id in item.mention_ids:
                assert quotes[mention_id] in item.quote


def test_things_stand_under_their_headings(found: dict[str, tuple[DigestItem, ...]]) -> None:
    quotes = {heading: [item.quote for item in items] for heading, items in found.items()}
    assert quotes == {
        "people": ["Ama Owusu-Reid", "José"],
        "places": ["Mill Lane"],
        "timeline": ["At 21:40 on 3 March 2025 I saw a silver van, VRM AB12 CDE, in Mill Lane."],
        "vehicles": ["silver van, VRM AB12 CDE"],
        "weapons": ["hammer"],
        "drugs": [],
        "injuries": [],
        "property": [],
        "exhibits": [],
        "descriptions": [],
        "questions": [],
    }


def test_a_form_field_is_not_part_of_what_was_told(
    found: dict[str, tuple[DigestItem, ...]], mentions: tuple[RecordMention, ...]
) -> None:
    in_form = {m.id for m in mentions if m.end <= examples.NARRATIVE}
    assert len(in_form) == 1
    for heading in found.values():
        for item in heading:
            assert not in_form & set(item.mention_ids)


def test_names_written_alike_are_one_item_and_others_are_not_merged(
    found: dict[str, tuple[DigestItem, ...]],
) -> None:
    assert [len(item.mention_ids) for item in found["people"]] == [2, 1]


def test_the_timeline_is_in_the_order_that_it_was_told(
    document: ExtractedDocument, analysis: Analysis, mentions: tuple[RecordMention, ...]
) -> None:
    dated = tuple(
        replace(mention, label="DATE") if mention.quote in {"José", "hammer"} else mention
        for mention in mentions
    )
    starts = [item.start for item in digest.of(document, analysis, dated)["timeline"]]
    assert len(starts) == 2
    assert starts == sorted(starts)


def test_within_wants_the_whole_mention(mentions: tuple[RecordMention, ...]) -> None:
    van = next(mention for mention in mentions if mention.quote == "silver van")
    assert digest.within(mentions, van.start, van.end) == (van.id,)
    assert digest.within(mentions, van.start + 1, van.end) == ()
    assert digest.within(mentions, van.start, van.end - 1) == ()


def test_a_quote_over_two_pages_has_boxes_on_both(document: ExtractedDocument) -> None:
    turn = document.segments[1].start
    quoted = digest.quote(document, turn - 12, turn + 10)
    assert {box.page for box in quoted["boxes"]} == {1, 2}
    assert quoted["page"] == 1


def test_a_text_without_page_images_has_no_boxes(document: ExtractedDocument) -> None:
    plain = replace(document, words=())
    assert digest.quote(plain, 0, 20)["boxes"] == ()


def test_an_empty_statement_has_every_heading_and_nothing_under_it(settings: Settings) -> None:
    nothing = replace(
        examples.document(), text="", pages=(), segments=(), narrative=(), words=(), form=()
    )
    found = digest.of(nothing, replace(examples.analysis(), mentions=(), sentences=()), ())
    assert tuple(found) == digest.HEADINGS
    assert not any(found.values())
    assert pipeline.passage(nothing).text == ""
