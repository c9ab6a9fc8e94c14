"""Choosing the sentences of the summary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference.hedges import is_hedge
from models.inference.results import Mention, SummaryLength
from models.inference.sentences import split
from models.inference.summary import SummaryRules, choose
from models.inference.surfaces import words

RULES = SummaryRules(length_power=0.6, redundancy=0.6)


def text_of(count: int) -> str:
    return " ".join(f"Man{n} saw thing{n} at place{n} then left{n}." for n in range(count))


def chosen(
    text: str, steps: list[int], length: SummaryLength, rules: SummaryRules = RULES
) -> list[int]:
    sentences = split(text, [(0, len(text))])
    found = choose(text, sentences, steps, length, rules)
    assert [(one.start, one.end) for one in found] == sentences
    return [number for number, one in enumerate(found) if one.chosen]


def test_the_most_salient_are_chosen_in_the_statements_order() -> None:
    steps = [0] * 20
    steps[13], steps[4], steps[17], steps[9] = 20, 15, 10, 8
    assert chosen(text_of(20), steps, SummaryLength(share=0.2)) == [4, 9, 13, 17]


@given(
    st.lists(st.integers(-20, 20), min_size=1, max_size=40),
    st.sampled_from([0.05, 0.1, 0.2, 0.5, 1.0]),
    st.integers(0, 5),
)
def test_the_length_is_kept_unless_too_few_sentences_fit(
    steps: list[int], share: float, fewest: int
) -> None:
    text = text_of(len(steps))
    taken = chosen(text, steps, SummaryLength(share=share, fewest=fewest))
    sentences = split(text, [(0, len(text))])
    used = sum(words(text[start:end]) for start, end in (sentences[n] for n in taken))
    assert len(taken) >= min(fewest, len(steps))
    assert used <= share * words(text) or len(taken) <= fewest


def test_the_same_thing_is_not_said_twice() -> None:
    text = (
        "He stabbed Dean with a kitchen knife. Dean was stabbed with a kitchen knife by him. "
        "The car was a blue Astra. " + text_of(12)
    )
    steps = [12, 11, 9] + [-20] * 12
    picked = chosen(text, steps, SummaryLength(share=0.2, fewest=2))
    assert 0 in picked
    assert 2 in picked
    assert 1 not in picked


def test_words_left_over_are_not_filled_with_what_does_not_matter() -> None:
    text = "He stabbed Dean in the leg. " + text_of(8) + " It rained."
    steps = [15] + [5] * 8 + [-30]
    assert chosen(text, steps, SummaryLength(share=0.16, fewest=1)) == [0]


def test_every_sentence_says_why() -> None:
    text = text_of(10)
    sentences = split(text, [(0, len(text))])
    found = choose(text, sentences, list(range(10)), SummaryLength(), RULES)
    assert all(one.reason.startswith("Chosen" if one.chosen else "Left out") for one in found)
    assert not any("thing" in one.reason for one in found)


def test_no_sentences_give_no_summary() -> None:
    assert choose("", [], [], SummaryLength(), RULES) == []


HEDGES = """
    At least I think he did.
    At least I think it was a hammer.
    Or at least that is how I remember it.
    I can't be sure of that.
    But I could be wrong.
    I AM NOT SURE OF THE COLOUR.
    That is only a guess.
    I would not swear to it.
    As far as I could tell.
    To the best of my recollection.
    I couldn't say for certain.
    That is what I was told.
    I did not see this myself.
    Or so I thought.
    I only got a glimpse of him.
""".strip().split("\n")
NO_HEDGES = """
    I think he had a knife in his left hand.
    I am not sure who opened the door.
    I can't walk.
    At least three men came in.
    I don't know him.
    She told me that he hit her.
    I was told to wait.
    That is what he hit me with.
""".strip().split("\n")


@pytest.mark.parametrize("sentence", HEDGES)
def test_a_hedge_is_known(sentence: str) -> None:
    assert is_hedge(sentence.strip())


@pytest.mark.parametrize("sentence", NO_HEDGES)
def test_a_claim_is_no_hedge(sentence: str) -> None:
    assert not is_hedge(sentence.strip())


@given(
    st.lists(st.integers(-20, 20), min_size=6, max_size=30),
    st.sampled_from([0.05, 0.1, 0.2, 0.5]),
    st.data(),
)
def test_a_claim_and_its_hedge_are_in_or_out_together(
    steps: list[int], share: float, data: st.DataObject
) -> None:
    parts = [f"Man{n} saw thing{n} at place{n} then left{n}." for n in range(len(steps))]
    places = data.draw(st.sets(st.integers(1, len(steps) - 1), max_size=5))
    for place in places:
        parts[place] = "But I can't be sure of that."
    text = " ".join(parts)
    taken = chosen(text, steps, SummaryLength(share=share))
    assert all((place in taken) == (place - 1 in taken) for place in places)


def test_a_hedge_that_tells_of_what_follows_goes_with_it() -> None:
    text = text_of(8) + " I am not sure of this next part. He stabbed Dean in the leg. It rained."
    steps = [0] * 8 + [-20, 20, -20]
    assert chosen(text, steps, SummaryLength(share=0.25, fewest=1))[-2:] == [8, 9]


def test_a_claim_with_its_hedge_beside_it_is_uncertain() -> None:
    text = "He had a knife. At least I think he did. He ran off."
    sentences = split(text, [(0, len(text))])
    found = choose(text, sentences, [0, 0, 0], SummaryLength(), RULES)
    assert [one.modality for one in found] == ["uncertain", "uncertain", "stated"]


def test_what_hangs_on_the_sentence_before_brings_it_along_where_it_fits() -> None:
    text = text_of(10) + " He hit me twice with it there. That is why I went home early. It rained."
    steps = [0] * 10 + [-5, 20, -20]
    assert chosen(text, steps, SummaryLength(share=0.2, fewest=1)) == [10, 11]


def test_where_it_does_not_fit_the_summary_says_what_is_needed() -> None:
    text = text_of(10) + " He hit me twice with it there. That is why I left. It rained."
    steps = [0] * 10 + [-5, 20, -20]
    sentences = split(text, [(0, len(text))])
    found = choose(text, sentences, steps, SummaryLength(share=0.08, fewest=1), RULES)
    assert [number for number, one in enumerate(found) if one.chosen] == [11]
    (reference,) = found[11].references
    assert text[reference.start : reference.end] == "That"
    assert reference.candidates == (sentences[10],)


def test_a_pronoun_is_explained_outside_the_quotation() -> None:
    text = "Kevin Tranter came in through the back. He hit me. " + text_of(8)
    kevin = Mention(label="PERSON", start=0, end=13, source="model", confidence=1.0, explanation="")
    sentences = split(text, [(0, len(text))])
    steps = [-10, 20, *([0] * 8)]
    found = choose(text, sentences, steps, SummaryLength(share=0.1, fewest=1), RULES, [kevin])
    assert text[found[1].start : found[1].end] == "He hit me."
    (reference,) = found[1].references
    assert (reference.kind, reference.candidates) == ("one", ((0, 13),))
    assert all(one.references == () for one in found if not one.chosen)


def test_marks_alone_are_never_chosen() -> None:
    text = "He ran.\n\n* * *\n\nI left."
    assert chosen(text, [0, 20, 0], SummaryLength()) == [0, 2]
    assert chosen("* * *", [20], SummaryLength()) == []


def test_every_reason_is_of_use() -> None:
    text = text_of(12) + " It rained. Man3 saw thing3 at place3 then left3."
    sentences = split(text, [(0, len(text))])
    steps = [9, 8, 7, 12, 6, 5, 4, 3, 2, 1, 1, 1, -30, 11]
    reasons = [
        one.reason for one in choose(text, sentences, steps, SummaryLength(share=0.3), RULES)
    ]
    assert any("too far below" in reason for reason in reasons)
    assert any("said in a chosen sentence" in reason for reason in reasons)
    assert any("no longer fitted into" in reason for reason in reasons)
    assert any(reason.startswith("Chosen: salience") for reason in reasons)
