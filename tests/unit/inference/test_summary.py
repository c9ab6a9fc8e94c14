"""Choosing the sentences of the summary."""

from hypothesis import given
from hypothesis import strategies as st

from models.inference.results import SummaryLength
from models.inference.sentences import split, words
from models.inference.summary import SummaryRules, choose

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
