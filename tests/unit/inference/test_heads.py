"""The head of a letter or a message is read, and never chosen for a summary."""

import pytest

from models.inference.choice import SummaryRules, choose
from models.inference.heads import heads_of_letters
from models.inference.results import SummaryLength
from models.inference.sentences import split

MESSAGE = """From: Quirke, Bernadette
Sent: 18 August 2025 00:14
To: Kafor, Nkechi
Subject: Flat 13

It is midnight and it has started again. He came to my door with a hammer.
From: the window I saw him hit the frame twice, and then he ran off towards the bridge by the canal.
To: him I said nothing. Date: I am not sure of it.
"""


def sentences(text: str) -> list[tuple[int, int]]:
    return split(text, [(0, len(text))])


def test_lines_of_a_head_are_known_and_sentences_are_none() -> None:
    found = sentences(MESSAGE)
    heads = {MESSAGE[slice(*found[number])] for number in heads_of_letters(MESSAGE, found)}
    assert heads == {
        "From: Quirke, Bernadette",
        "Sent: 18 August 2025 00:14",
        "To: Kafor, Nkechi",
        "Subject: Flat 13",
    }


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_head_is_never_chosen_however_salient(share: float) -> None:
    found = sentences(MESSAGE)
    heads = heads_of_letters(MESSAGE, found)
    steps = [90 if number in heads else -20 for number in range(len(found))]
    made = choose(MESSAGE, found, steps, SummaryLength(share=share), SummaryRules())
    chosen = {number for number, one in enumerate(made) if one.chosen}
    assert chosen
    assert not chosen & heads
    assert all("head" in made[number].reason for number in heads)


def test_a_text_of_nothing_but_a_head_has_no_summary() -> None:
    text = "From: Quirke, Bernadette\nTo: Kafor, Nkechi\n"
    made = choose(text, sentences(text), [50, 50], SummaryLength(), SummaryRules())
    assert not any(one.chosen for one in made)
