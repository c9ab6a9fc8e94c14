"""Two versions of a record are compared by what they say, wherever in the text it has moved to."""

from dataclasses import replace
from typing import TypeVar

import pytest

from tests import factories
from worker import changes
from worker.casefile import Notice
from worker.record import CaseRecord, LeftOutSentence, Quoted, RecordMention, RecordTurn

Q = TypeVar("Q", bound=Quoted)
THEN = factories.marlowe()
PARTS = (
    "sentences",
    "mentions",
    "fields",
    "digest",
    "turns",
    "overview",
    "notices",
    "pages",
    "files",
)
TOP = "Page 1 of 5\n"


def lower(record: CaseRecord) -> CaseRecord:
    """Return a record whose text has a line more at the top, and that is otherwise the same."""

    def moved(one: Q) -> Q:
        return replace(one, start=one.start + len(TOP), end=one.end + len(TOP))

    return replace(
        record,
        text=TOP + record.text,
        mentions=tuple(map(moved, record.mentions)),
        form={name: moved(one) for name, one in record.form.items()},
        summary=replace(record.summary, sentences=tuple(map(moved, record.summary.sentences))),
        digest={name: tuple(map(moved, items)) for name, items in record.digest.items()},
    )


def pairs_of(now: CaseRecord, then: CaseRecord = THEN) -> dict[str, int]:
    """Return how many pairs differ in each part where any does."""
    found = changes.between(then, now)
    counts = {name: len(getattr(found, name).pairs) for name in PARTS}
    counts |= {"words": len(found.words), "made": len(found.made)}
    return {name: count for name, count in counts.items() if count}


def mention(number: int, **otherwise: object) -> CaseRecord:
    mentions = list(THEN.mentions)
    mentions[number] = replace(mentions[number], **otherwise)  # type: ignore[arg-type]
    return replace(THEN, mentions=tuple(mentions))


def test_a_record_is_no_different_from_itself() -> None:
    assert pairs_of(replace(THEN, version=2)) == {}
    found = changes.between(THEN, THEN)
    assert found.mentions.same == len(THEN.mentions)
    assert found.sentences.same == len(THEN.summary.sentences)


def test_a_line_more_at_the_top_makes_nothing_below_it_look_new() -> None:
    assert pairs_of(lower(THEN)) == {"words": 1}


def test_scores_and_ids_and_boxes_are_not_compared() -> None:
    assert pairs_of(mention(5, confidence=0.5, id="m99", boxes=(), explanation="Otherwise.")) == {}
    salience = tuple(replace(one, salience=0.1) for one in THEN.summary.sentences)
    assert pairs_of(replace(THEN, summary=replace(THEN.summary, sentences=salience))) == {}


@pytest.mark.parametrize(
    "otherwise",
    [{"label": "ORG"}, {"value": {"given": "Anthony"}}, {"check": "invalid"}],
)
def test_words_that_are_known_as_something_else_are_one_pair(otherwise: dict[str, object]) -> None:
    now = mention(5, **otherwise)
    found = changes.between(THEN, lower(now)).mentions
    assert found.same == len(THEN.mentions) - 1
    ((one, other),) = found.pairs
    assert one == THEN.mentions[5]
    assert isinstance(other, RecordMention)
    assert other.quote == "Mr Anthony Gant"


def test_what_came_and_what_went_have_one_side() -> None:
    now = replace(THEN, mentions=THEN.mentions[1:])
    assert changes.between(THEN, now).mentions.pairs == ((THEN.mentions[0], None),)
    assert changes.between(now, THEN).mentions.pairs == ((None, THEN.mentions[0]),)


def test_names_and_sentences_that_read_otherwise_are_paired_with_what_stands_there() -> None:
    text = THEN.text.replace("Anthony Gant", "Anthony Grant")
    grant = factories.mention("m1", "PERSON", "Mr Anthony Grant", text=text)
    seen = THEN.summary.sentences[0]
    said = factories.sentence("s1", seen.quote.replace("Gant", "Grant"), "stated", text=text)
    summary = replace(THEN.summary, sentences=(said,))
    now = replace(THEN, text=text, mentions=(grant,), summary=summary)
    found = changes.between(THEN, now)
    assert len(found.words) == 1
    assert (THEN.mentions[5], grant) in found.mentions.pairs
    assert found.mentions.same == 0
    assert found.sentences.same == 0
    assert (seen, said) in found.sentences.pairs
    # In the order of the text.
    order = [(other or one).start for one, other in found.sentences.pairs]  # type: ignore[union-attr]
    assert order == sorted(order)


def test_a_name_that_is_marked_further_or_less_far_is_a_pair() -> None:
    mentions = list(THEN.mentions)
    mentions[5] = factories.mention("m6", "PERSON", "Anthony Gant")
    found = changes.between(THEN, replace(THEN, mentions=tuple(mentions)))
    assert found.mentions.pairs == ((THEN.mentions[5], mentions[5]),)


def test_a_name_is_not_paired_with_another_kind_of_words_that_meet_it() -> None:
    mentions = list(THEN.mentions)
    mentions[5] = factories.mention("m6", "ORG", "Anthony Gant")
    found = changes.between(THEN, replace(THEN, mentions=tuple(mentions)))
    assert set(found.mentions.pairs) == {(THEN.mentions[5], None), (None, mentions[5])}


def test_everything_went_and_came_where_nothing_is_the_same() -> None:
    found = changes.between(THEN, factories.plain("Another text altogether. " * 40))
    assert all(other is None for _, other in found.mentions.pairs)
    assert len(found.mentions.pairs) == len(THEN.mentions)


def test_a_sentence_that_left_the_summary_says_why_on_the_other_side() -> None:
    first, *others = THEN.summary.sentences
    out = LeftOutSentence(
        id="o1",
        start=first.start,
        end=first.end,
        quote=first.quote,
        page=first.page,
        boxes=(),
        salience=0.2,
        modality="stated",
        reason="Left out: salience 0.200, too far below the highest.",
    )
    more = replace(out, id="o2", start=0, end=7, quote="WITNESS")
    shorter = replace(THEN.summary, sentences=tuple(others), left_out=(more, out))
    now = replace(THEN, summary=shorter)
    # Sentences that are in neither summary are no change of it.
    assert changes.between(THEN, now).sentences == changes.Pairing(same=3, pairs=((first, out),))
    assert changes.between(now, THEN).sentences == changes.Pairing(same=3, pairs=((out, first),))


def test_a_sentence_that_is_told_otherwise_is_a_pair() -> None:
    first, *others = THEN.summary.sentences
    denied = replace(first, modality="negated")
    now = replace(THEN, summary=replace(THEN.summary, sentences=(denied, *others)))
    assert changes.between(THEN, now).sentences.pairs == ((first, denied),)


def test_every_other_part_is_compared() -> None:
    start, end = factories.place("He was holding a bat 🏏.")
    turn = RecordTurn(
        start=start, end=end, quote=THEN.text[start:end], page=2, boxes=(), speaker="DC HALE"
    )
    spoken = replace(THEN, turns=(turn,))
    read = replace(THEN.document.pages[3], method="ocr")
    pages = (*THEN.document.pages[:3], read, *THEN.document.pages[4:])
    field = replace(THEN.form["statement_of"], value="I Marlowe")
    newer = replace(THEN.provenance, pipeline_version="0.2.0", settings={"summary_share": "0.3"})
    for now, part in (
        (replace(THEN, form={"statement_of": field}), {"fields": 1}),
        (replace(THEN, form={}), {"fields": 1}),
        (replace(THEN, digest={**THEN.digest, "places": ()}), {"digest": 1}),
        (replace(THEN, warnings=(*THEN.warnings, Notice(code="x", message="Y."))), {"notices": 1}),
        (replace(THEN, document=replace(THEN.document, pages=pages)), {"pages": 1}),
        (replace(THEN, provenance=newer), {"made": 2}),
        (replace(THEN, status="complete"), {"made": 1}),
        (spoken, {"turns": 1}),
    ):
        assert pairs_of(now) == part
    assert pairs_of(replace(THEN, turns=(replace(turn, speaker="MR GANT"),)), spoken) == {
        "turns": 1
    }


def holding(*children: str) -> CaseRecord:
    return replace(THEN, document=replace(THEN.document, children=children))


@pytest.mark.parametrize(
    ("then", "now", "same", "pairs"),
    [
        ("a b c", "a b c", 3, ()),
        ("a b c", "c a b", 3, ()),
        ("a b c", "a c", 2, (("b", None),)),
        ("a", "a b c", 1, ((None, "b"), (None, "c"))),
        ("a b", "a d", 1, (("b", None), (None, "d"))),
        ("", "a", 0, ((None, "a"),)),
        ("a b", "", 0, (("a", None), ("b", None))),
        ("", "", 0, ()),
    ],
)
def test_files_inside_that_went_or_came_are_told_and_their_order_is_not(
    then: str, now: str, same: int, pairs: tuple[tuple[str | None, str | None], ...]
) -> None:
    found = changes.between(holding(*then.split()), holding(*now.split()))
    assert found.files == changes.Pairing(same=same, pairs=pairs)
    assert pairs_of(holding(*now.split()), holding(*then.split())) == (
        {"files": len(pairs)} if pairs else {}
    )


def test_two_warnings_that_read_alike_are_two() -> None:
    twice = replace(THEN, warnings=(THEN.warnings[1], THEN.warnings[1]))
    once = replace(THEN, warnings=(THEN.warnings[1],))
    assert changes.between(twice, once).notices.same == 1
    assert changes.between(twice, once).notices.pairs == ((THEN.warnings[1], None),)
