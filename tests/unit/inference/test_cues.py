"""Cues: the words that each alternative needs lose nothing, and find what one pattern would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference import denial_cues, modality_cues
from models.inference.cues import Cue, Cues, Reader, cue
from models.inference.sentences import split
from models.training.corpus import statements

FAMILIES: dict[str, Cues] = {
    name: family
    for module in (modality_cues, denial_cues)
    for name, family in vars(module).items()
    if isinstance(family, Cues)
}
NAMES = tuple(FAMILIES)
WORDS = sorted({word for family in FAMILIES.values() for one in family.each for word in one.words})
BETWEEN_TEXT = (
    "I he she it they was is had have been not n't didn't to that me us my the a of or if as would "
    'could must might about for from , . ? " no with so am own telling Jo nothing sure word been'
)
BETWEEN = BETWEEN_TEXT.split()
READER = Reader(*FAMILIES.values())


def without_its_words(one: Cue, text: str) -> bool:
    folded = text.casefold()
    return not any(word in folded for word in one.words)


@pytest.mark.parametrize("name", NAMES)
def test_no_alternative_matches_where_none_of_its_words_is_written(name: str) -> None:
    texts = [one.marked.text for one in statements()[::8]]
    sentences = [text[start:end] for text in texts for start, end in split(text, [(0, len(text))])]
    for written in (*sentences, *(each.upper() for each in sentences[::5])):
        straight = " ".join(written.split())
        for one in FAMILIES[name].each:
            if without_its_words(one, straight):
                assert not one.pattern.search(straight), (one.words, straight)


@given(st.lists(st.sampled_from([*WORDS, *BETWEEN]), min_size=1, max_size=14))
def test_nor_in_any_other_order_of_such_words(words: list[str]) -> None:
    text = " ".join(words)
    for family in FAMILIES.values():
        for one in family.each:
            assert not (without_its_words(one, text) and one.pattern.search(text)), one.words


def test_one_of_several_cues_is_enough_and_each_needs_a_word_of_its_own() -> None:
    both = Cues((cue("said", r"\bhe\s+said\b"), cue("as_if", r"\bas\s+if\b")))
    assert both.found("He SAID so")
    assert both.found("as if")
    assert not both.found("he went")
    assert [found[0] for found in both.finditer("as if he said")] == ["as if", "he said"]


@pytest.mark.parametrize("name", NAMES)
def test_no_cue_has_capitals_but_where_only_a_capital_will_do(name: str) -> None:
    for one in FAMILIES[name].each:
        plain = one.source.replace("(?-i:[A-Z])", "")
        assert not re.search(r"[A-Z]", re.sub(r"\\.", "", plain)), one.source
        assert one.words == tuple(word.casefold() for word in one.words)


TEXTS = st.lists(
    st.sampled_from([*WORDS, *BETWEEN, "Jo", "sa\u0131d", "\u017faid", "TOLD", "\u00df", "\u0130"]),
    max_size=14,
)


@given(TEXTS, st.sampled_from(["", " ", "\r\n"]))
def test_every_word_of_cues_is_read_wherever_it_is_written(words: list[str], between: str) -> None:
    text = between.join(words)
    written = READER.read(text).words
    assert written == {word for word in WORDS if word in text.casefold()}


@given(TEXTS)
def test_cues_are_found_as_their_patterns_are_where_their_words_are_written(
    words: list[str],
) -> None:
    text = " ".join(words)
    writing = READER.read(text)
    for family in FAMILIES.values():
        wanted = any(
            not without_its_words(one, text) and one.pattern.search(text) for one in family.each
        )
        assert family.found(text) == family.stand_in(writing) == wanted


def test_a_cue_may_ask_for_a_capital() -> None:
    named = Cues((cue("said", r"\b(?-i:[A-Z])\w+\s+said\b"),))
    assert named.found("then Jo SAID so")
    assert not named.found("then jo said so")
