"""Sentence boundaries: by table, and that nothing is lost or altered."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference.sentences import split, words

TABLE = {
    "two": ("I left. He stayed.", ["I left.", "He stayed."]),
    "title": ("I met Mr. Khan. He ran.", ["I met Mr. Khan.", "He ran."]),
    "title in capitals": ("I MET DR. KHAN. HE RAN.", ["I MET DR. KHAN.", "HE RAN."]),
    "rank": ("Det. Sgt. Lowe came. I sat.", ["Det. Sgt. Lowe came.", "I sat."]),
    "initials": ("J. P. Smith saw it. I did.", ["J. P. Smith saw it.", "I did."]),
    "exhibit letter": ("I held Exhibit A. I left.", ["I held Exhibit A.", "I left."]),
    "clock": ("It was 8.30pm. I ran.", ["It was 8.30pm.", "I ran."]),
    "dotted half": ("I left at 8.30 p.m. I ran.", ["I left at 8.30 p.m.", "I ran."]),
    "half and day": ("At 10 p.m. Monday he came.", ["At 10 p.m. Monday he came."]),
    "money": (
        "I paid £3.50. He paid £1,200.75 more.",
        ["I paid £3.50.", "He paid £1,200.75 more."],
    ),
    "number": ("It was No. 4 that burnt.", ["It was No. 4 that burnt."]),
    "the word no": ("I said no. Then I left.", ["I said no.", "Then I left."]),
    "street": ("We met at St. Mary's. I left.", ["We met at St. Mary's.", "I left."]),
    "quoted speech": (
        'He said "Stop. I mean it." and ran. I stayed.',
        ['He said "Stop. I mean it." and ran.', "I stayed."],
    ),
    "speech ends the sentence": ('He said "Go." I left.', ['He said "Go."', "I left."]),
    "shout": ('"Help!" she shouted. I ran.', ['"Help!" she shouted.', "I ran."]),
    "curly": ("“Run. Now.” he said. I ran.", ["“Run. Now.” he said.", "I ran."]),
    "forgotten mark": ('He said "Stop. I ran. He fell.', ['He said "Stop.', "I ran.", "He fell."]),
    "ellipsis": ("I was... not sure. I left.", ["I was... not sure.", "I left."]),
    "question": ("Why? I asked him. Who?", ["Why?", "I asked him.", "Who?"]),
    "numbered": ("1. I am a nurse.\n2. I was there.", ["1. I am a nurse.", "2. I was there."]),
    "questions and answers": ("Q. Where?\nA. At home.", ["Q. Where?", "A. At home."]),
    "hard wrap": ("I saw him\nrun away. He\nfell.", ["I saw him\nrun away.", "He\nfell."]),
    "wrap before a name": ("I saw\nPC Lowe there.", ["I saw\nPC Lowe there."]),
    "blank line": ("No stop here\n\nnew part", ["No stop here", "new part"]),
    "joined": ("He left.I stayed.", ["He left.", "I stayed."]),
    "web": ("I looked at www.shop.Example today.", ["I looked at www.shop.Example today."]),
    "mail": ("Mail jo.Smith@x.org for it.", ["Mail jo.Smith@x.org for it."]),
    "lower case officer": ("i ran. he ran.", ["i ran.", "he ran."]),
    "capitals": ("I WAS IN. HE CAME. NO. 4 BURNT.", ["I WAS IN.", "HE CAME.", "NO. 4 BURNT."]),
    "no stop at all": ("and then he left", ["and then he left"]),
    "only marks": (" ... \n\n -- ", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, [(0, len(text))])] == expected


def test_a_line_left_short_ends_a_heading() -> None:
    line = "The narrative is wrapped at about seventy characters as forms usually"
    text = f"INJURIES\n{line}\nare and it goes on for a while. {line}\nand it ends.\n{line} so."
    found = [text[start:end] for start, end in split(text, [(0, len(text))])]
    assert found[0] == "INJURIES"
    assert found[1].endswith("for a while.")


def test_a_sentence_runs_over_a_page_end() -> None:
    text = "I saw him run\nover the bridge. He fell."
    assert split(text, [(0, 13), (14, len(text))]) == [(0, 30), (31, 39)]


def test_only_the_narrative_is_split() -> None:
    text = "Name: Jo. I left. Signed: Jo."
    found = split(text, [(10, 17)])
    assert [text[start:end] for start, end in found] == ["I left."]


def test_a_run_on_is_parted_only_at_semicolons() -> None:
    clause = "he went up the road and round the corner with the others who were there " * 5
    text = f"{clause}; {clause.strip()}."
    assert len(split(text, [(0, len(text))])) == 2
    text = f"{clause}, {clause.strip()}."
    assert len(split(text, [(0, len(text))])) == 1


@given(st.text(alphabet="aB .!?\"'\n1;£()…”“", max_size=200))
def test_sentences_are_verbatim_apart_and_leave_no_word_out(text: str) -> None:
    found = split(text, [(0, len(text))])
    assert all(text[a:b] == text[a:b].strip() and text[a:b] for a, b in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    kept = {place for start, end in found for place in range(start, end)}
    assert all(place in kept for place, letter in enumerate(text) if letter.isalnum())


def test_words_are_runs_with_a_letter_or_digit() -> None:
    assert words("I paid £3.50 - he didn't ...") == 5
