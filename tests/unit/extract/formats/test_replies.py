"""The marks of an answered message: none inside a sentence, and every word as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures import mail_files as mail
from models.inference.sentences import split
from tests.unit.extract.formats.reading import read
from worker.extract.formats.replies import rejoined

BODY = (
    "I have read what you wrote and it is right.",
    "",
    "On 4 May 2026 at 10:02, Tom Harrow <tom@example.com> wrote:",
    "> He came out of the shop at about ten and I saw him run",
    "> down Mill Lane with the bag under his arm. Nobody else",
    "> was there.",
    ">",
    "> - a bag",
    "> - a coat that he had taken from the rail by the window",
    ">> What did you see, and how far away from the shop were",
    ">> you?",
    "That is all.",
)
HEAD = ("From: a@example.com", "To: b@example.com", "Subject: x", "")


def test_no_sentence_is_quoted_over_a_mark() -> None:
    document = read(mail.lines(*HEAD, *BODY))
    told = [document.text[a:b] for a, b in split(document.text, document.narrative)]
    assert told[-7:] == [
        "On 4 May 2026 at 10:02, Tom Harrow <tom@example.com> wrote:",
        (
            "> He came out of the shop at about ten and I saw him run\n"
            "down Mill Lane with the bag under his arm."
        ),
        "Nobody else\nwas there.",
        "> - a bag",
        "> - a coat that he had taken from the rail by the window",
        ">> What did you see, and how far away from the shop were\nyou?",
        "That is all.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "There were > 5 of them.\nI ran.",
        "> I saw him.\n> He ran.\nThat is all.",
        "> From: Tom Harrow of the Mill Lane Post Office and Stores\n> Sent: 4 May\n> To: Ruth",
        "He was taller than\n> 6ft and he ran.",
    ],
)
def test_lines_that_begin_anew_keep_their_marks(text: str) -> None:
    assert rejoined(text) == text


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "> ", ">", ">> ", "  > "]), st.text("ab >.-", max_size=70))
    )
)
def test_no_word_is_lost(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(marks + words for marks, words in lines)
    again = rejoined(text)
    assert again.replace(">", " ").split() == text.replace(">", " ").split()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("> I saw him\n> run off.\nThat is all.", ["> I saw him", "> run off.", "That is all."]),
        ("He was taller than\n> 6ft and he ran.", ["He was taller than\n> 6ft and he ran."]),
        ("He was there. It was > 5 miles.", ["He was there.", "It was > 5 miles."]),
    ],
)
def test_sentences_end_at_a_mark_that_is_left(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split(text, [(0, len(text))])] == sentences
