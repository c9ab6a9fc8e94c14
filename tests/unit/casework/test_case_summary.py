"""A case's summary: what is in it, what isn't and why, and that it is the statements' own words."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.inference import hedges
from models.inference.surfaces import words
from tests.unit.casework import made
from tests.unit.casework.made import Line, Pair
from worker.casefile import Failure, Notice, State
from worker.casework.case_summary import CaseSummary, Cited, dumps, loads
from worker.record import CaseRecord
from worker.summary import every_sentence

HEDGED = "The man had a knife."
HEDGE = "But I could be wrong."
POOL = (
    "On Saturday 16 May 2026 at 21:40 I locked my bicycle outside Marino's Fish Bar.",
    "On 17 May 2026 I went to hospital.",
    "At about 21:45 two men were pulling at a bicycle outside Marino's Fish Bar.",
    "Daniel Okafor shouted at them.",
    "Grace Okafor told me that Mr Okafor had been hit.",
    "He had a spider \U0001f577 tattoo\r\non his neck.",
    HEDGED,
    HEDGE,
    "The next day I rang the police.",
    "They drove off in a white van.",
    "They drove off in a silver van towards Leat Road.",
    "…",
    "e\u0301t\u00e9 \u202etrap\u202c",
)
NAMED: made.Named = {
    "DATE": [
        ("Saturday 16 May 2026", {"iso": "2026-05-16", "weekday": "Saturday"}),
        ("17 May 2026", {"iso": "2026-05-17"}),
    ],
    "TIME": [("21:40", {"time": "21:40"}), ("21:45", {"time": "21:45"})],
    "PERSON": [("Daniel Okafor", None), ("Grace Okafor", None), ("Mr Okafor", None)],
    "LOCATION": [("Marino's Fish Bar", None), ("Leat Road", None)],
}


@st.composite
def records(draw: st.DrawFn) -> CaseRecord:
    lines = [
        Line(
            quote,
            draw(st.integers(1, 999)) / 1000,
            draw(st.sampled_from(["stated", "reported", "negated", "uncertain"])),
            draw(st.sampled_from([" ", "\n\n"])),
        )
        for quote in draw(st.lists(st.sampled_from(POOL), max_size=9))
    ]
    whole = draw(st.booleans())
    return made.record(
        lines,
        NAMED,
        witness=draw(st.sampled_from(["", "Daniel Okafor", "Grace Okafor"])),
        dated=draw(st.sampled_from(["", "2026-05-18"])),
        chosen=draw(st.integers(0, len(lines))),
        whole=whole,
    )


def every_cited(summary: CaseSummary) -> list[Cited]:
    found: list[Cited] = []
    for one in summary.sentences:
        found += [one, *(w for w in (one.when.day_words, one.when.time_words) if w)]
        for reference in one.references:
            found += [reference.word, *reference.candidates]
    for event in summary.events:
        found += event.places
        for telling in event.tellings:
            found += telling.elsewhere
    for name in summary.people:
        found += [name.name, *(told.first for told in name.named_in)]
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(records(), max_size=5), st.randoms(), st.sampled_from([0.01, 0.2, 0.6, 1.0]))
def test_whatever_the_case_its_summary_is_its_statements_own_words_each_at_its_place(
    case: list[CaseRecord], shuffled: random.Random, share: float
) -> None:
    pairs = [made.pair(one, f"{number}.txt") for number, one in enumerate(case)]
    summary = made.summary(pairs, share=share)
    kept = {statement.id: record for statement, record in pairs if record}
    for cited in every_cited(summary):
        record = kept[cited.statement_id]
        assert record.text[cited.start : cited.end] == cited.quote
        assert cited.version == record.version

    # Every statement is in it with a sentence, or named with the reason.
    told = {one.statement_id for one in summary.sentences if one.quote.strip()}
    assert told | {one.statement_id for one in summary.absent} == set(kept)
    assert told == {one.statement_id for one in summary.statements}
    # Each sentence stands in one event, once.
    placed = [known for e in summary.events for t in e.tellings for known in t.sentence_ids]
    assert sorted(placed) == sorted(one.id for one in summary.sentences)
    # What a record says of a sentence is said here.
    for one in summary.sentences:
        every = every_sentence(kept[one.statement_id].summary)
        (same,) = [s for s in every if s.id == one.anchor]
        assert (one.salience, one.modality) == (same.salience, same.modality)

    shuffled.shuffle(pairs)
    assert made.summary(pairs, share=share) == summary
    assert loads(dumps(summary)) == summary


@settings(max_examples=100, deadline=None)
@given(st.lists(records(), min_size=1, max_size=4))
def test_a_claim_and_its_hedge_are_both_there_or_neither(case: list[CaseRecord]) -> None:
    summary = made.summed(*(one for one in case if one.summary.weighing))
    shown = {(one.statement_id, one.start) for one in summary.sentences}
    for number, record in enumerate(one for one in case if one.summary.weighing):
        statement_id = made.pair(record, f"{number:03}.txt")[0].id
        spans = sorted(
            (s.start, s.end) for s in (*record.summary.sentences, *record.summary.left_out)
        )
        for group in hedges.partners(record.text, spans).values():
            assert len({(statement_id, spans[one][0]) in shown for one in group}) == 1


def test_a_long_statement_leaves_room_for_a_short_one() -> None:
    long = made.record([Line(f"Thing{n} happened to person{n} then.", 0.9) for n in range(80)])
    short = made.record([Line("I saw nothing of it at all.", 0.01)])
    summary = made.summed(long, short)
    assert [one.sentences for one in summary.statements][1] == 1
    assert summary.words_out <= summary.words_most


def test_the_length_is_the_user_s_and_bounded() -> None:
    case = [
        made.record([Line(f"Thing{k}x{n} met person{k}x{n}.", 0.5) for n in range(50)])
        for k in range(4)
    ]
    short, long = made.summed(*case, share=0.1), made.summed(*case, share=0.5)
    assert short.words_out <= 0.1 * short.words_in < long.words_out <= 0.5 * long.words_in
    held = made.summed(*case, share=0.5, most_words=30)
    assert held.words_out <= held.words_most == 30
    # No statement is left out for it.
    assert made.summed(*case, share=0.5, most_words=1).words_out == 12


def test_what_is_said_already_gives_way_to_what_is_not() -> None:
    same = "Two men threw a green bicycle into a silver van outside the bakery."
    other = "A woman in a yellow coat photographed the licence plate from a balcony."
    again = same.replace("Two", "Three")
    one = made.record(
        [Line("I was alone.", 0.95), Line(same, 0.5), Line(again, 0.49), Line(other, 0.45)]
    )
    summary = made.summed(one, made.record(["He left."]), most_words=31, share=1.0)
    quotes = {sentence.quote for sentence in summary.sentences}
    assert other in quotes
    assert not {same, again} <= quotes


def test_several_statements_are_named_in_the_order_of_their_dates() -> None:
    pairs = [
        made.pair(made.record(["He left."], witness="B", dated="2026-05-19"), "a.txt"),
        made.pair(made.record(["He ran."], witness="A", dated="2026-05-18"), "b.txt"),
        made.pair(made.record(["He fell."]), "c.txt"),
    ]
    assert [(one.number, one.witness, one.dated) for one in made.summary(pairs).statements] == [
        (1, "A", "2026-05-18"),
        (2, "B", "2026-05-19"),
        (3, None, None),
    ]


LOCKED = Failure(stage="extract", reason="password_protected", message="It asks for a password.")


@pytest.mark.parametrize(
    ("pair", "why", "message"),
    [
        (made.pair(None, state=State.RECEIVED), "in_hand", "still being read"),
        (made.pair(None, state=State.ANALYSING), "in_hand", "still being read"),
        (made.pair(None, state=State.FAILED, failure=LOCKED), "failed", "asks for a password"),
        (made.pair(None, state=State.QUARANTINED), "quarantined", "set aside"),
        (made.pair(None, state=State.CANCELLED), "cancelled", "not processed"),
        (made.pair(None, state=State.NEEDS_REVIEW), "no_record", "no record"),
        (made.pair(made.record([])), "no_account", "No account was found"),
    ],
)
def test_what_is_not_in_it_is_named_with_the_reason(pair: Pair, why: str, message: str) -> None:
    present = made.pair(made.record(["He left."]), "b.txt")
    summary = made.summary([pair, present])
    ((absent,), (source,)) = summary.absent, summary.statements
    assert (absent.why, absent.statement_id) == (why, pair[0].id)
    assert message in absent.message
    assert source.statement_id == present[0].id


def test_a_statement_that_failed_when_it_was_read_again_is_not_told_from_its_old_record() -> None:
    pair = made.pair(made.record(["He left."]), state=State.FAILED, failure=LOCKED)
    summary = made.summary([pair])
    assert (summary.statements, summary.absent[0].why) == ((), "failed")


def test_a_statement_that_is_read_again_is_there_as_it_was() -> None:
    pair = made.pair(made.record(["He left."]), state=State.ANALYSING)
    (source,) = made.summary([pair]).statements
    assert (source.state, source.version) == ("analysing", 1)


def test_what_was_not_read_of_a_statement_is_said_with_it() -> None:
    lost = Notice(code="page_unread", message="This page is a picture.", page=2)
    record = replace(made.record(["He left."]), status="partial", warnings=(lost,))
    pages = (record.document.pages[0], replace(record.document.pages[0], number=2, method="none"))
    record = replace(record, document=replace(record.document, pages=pages))
    (source,) = made.summed(record).statements
    assert (source.status, source.unread_pages, source.warnings) == ("partial", (2,), (lost,))


def test_a_case_with_nothing_read_yet_has_an_empty_summary() -> None:
    summary = made.summary([made.pair(None, state=State.RECEIVED)])
    assert (summary.sentences, summary.events, summary.words_in) == ((), (), 0)


def test_an_older_record_is_there_with_what_it_keeps_and_that_is_said() -> None:
    old = made.record([Line("He left.", 0.9), Line("She ran.", 0.8)], chosen=1, whole=False)
    new = made.record([Line("A dog barked.", 0.9)])
    summary = made.summed(old, new, share=1.0)
    assert {one.quote for one in summary.sentences} == {"He left.", "A dog barked."}
    (notice,) = summary.notices
    assert (notice.code, notice.statement_ids) == (
        "own_summary_only",
        (summary.statements[0].statement_id,),
    )


def test_two_files_of_one_account_are_pointed_out() -> None:
    lines = [f"On that evening person{n} carried thing{n} to place{n}." for n in range(6)]
    twice = [made.record(lines), made.record([line.upper() for line in lines])]
    part = made.record([*lines[:5], "And I have more to say about that evening."])
    other = made.record([f"Nobody at house{n} heard any shouting about it." for n in range(6)])
    summary = made.summed(*twice, other)
    (notice,) = [one for one in summary.notices if one.code == "same_words"]
    assert len(notice.statement_ids) == 2
    assert [one.code for one in made.summed(twice[0], part).notices] == ["same_words"]
    assert made.summed(twice[0], other).notices == ()


def test_records_of_several_models_are_pointed_out() -> None:
    one, other = made.record(["He left."]), made.record(["She ran."])
    model = replace(other.provenance.models[0], version="9")
    other = replace(other, provenance=replace(other.provenance, models=(model,)))
    assert [notice.code for notice in made.summed(one, other).notices] == ["several_models"]


def _many(count: int) -> list[Pair]:
    chance = random.Random(7)
    vocabulary = [f"word{n}" for n in range(400)]
    case = []
    for number in range(count):
        lines = [
            Line(" ".join(chance.choices(vocabulary, k=15)) + ".", chance.random())
            for _ in range(30)
        ]
        case.append(made.pair(made.record(lines), f"{number}.txt"))
    return case


def test_the_work_grows_with_the_case_not_with_its_square() -> None:
    few, many = _many(15), _many(90)
    made.summary(few)

    def seconds(pairs: list[Pair]) -> float:
        began = time.process_time()
        summary = made.summary(pairs)
        assert len(summary.statements) == len(pairs)
        return time.process_time() - began

    # Six times the statements: 36 times the work would be the square.
    assert min(seconds(many) for _ in range(3)) < 15 * min(seconds(few) for _ in range(3))


def test_every_sentence_counts_the_words_that_it_says() -> None:
    summary = made.summed(made.record([Line("He left the house.", 0.9), Line("She ran.", 0.1)]))
    assert summary.words_out == sum(words(one.quote) for one in summary.sentences)
    assert summary.statements[0].words_out == summary.words_out
