"""A number after "no." belongs to what it numbers; "no" as an answer ends a sentence."""

import pytest

from models.inference.sentences import split


@pytest.mark.parametrize(
    "text",
    [
        "I put it in a bag, seal no. B7654321, and left.",
        "Its reg. no. AB12 CDE was on a plate.",
        "The chassis no. X22 and ref. no. Y9 were gone.",
        "He gave cheque no. Ab4 to me.",
    ],
)
def test_what_is_numbered_ends_no_sentence(text: str) -> None:
    assert [text[a:b] for a, b in split(text, [(0, len(text))])] == [text]


def test_no_as_an_answer_still_ends_one() -> None:
    text = "My answer was no. B7 is wrong. I saw the reg. No one else did."
    assert len(split(text, [(0, len(text))])) == 4
