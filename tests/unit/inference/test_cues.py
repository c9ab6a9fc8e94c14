"""Cues: the words that each alternative needs lose nothing, and find what one pattern would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference import modality_cues
from models.inference.cues import Cue, Cues, cue
from models.inference.sentences import split
from models.training.corpus import statements

NAMES = ("DECLARATION", "REPORTED", "UNCERTAIN", "NEGATED")
FAMILIES: dict[str, Cues] = {name: getattr(modality_cues, name) for name in NAMES}
WORDS = sorted({word for family in FAMILIES.values() for one in family.each for word in one.words})
BETWEEN_TEXT = (
    "I he she it they was is had have been not n't didn't to that me us my the a of or if as would "
    'could must might about for from , . ? " no with so am own telling Jo nothing sure word been'
)
BETWEEN = BETWEEN_TEXT.split()


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
