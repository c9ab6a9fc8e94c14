"""What somebody does in a recorded conversation is a label, never a name."""

import pytest

from models.inference.sentences import split
from models.inference.speaker_roles import is_role, opens_turn


@pytest.mark.parametrize(
    "label",
    [
        "OPERATOR", "Caller", "CALL TAKER:", "Call-handler", "BT operator", "Police control", "Op:",
        "Second caller", "MALE 1", "Female voice", "INT", "SOL", "PC2", "DC 1", "W1", "IO", "AA",
        "Appropriate  Adult", "Interviewing officer", "Officer 2", "Witness", "999 Operator",
    ],
)  # fmt: skip
def test_labels_that_say_what_somebody_does(label: str) -> None:
    assert is_role(label)


@pytest.mark.parametrize(
    "words", ["HOLT", "PC Holt", "Mr Op", "Opal", "Witness Ann Oake", "Kit Caller", "PC 2417", ""]
)
def test_names_and_other_words_are_none(words: str) -> None:
    assert not is_role(words)


@pytest.mark.parametrize(
    ("text", "label", "marked"),
    [
        ("CALL TAKER:  What is it?", "PERSON", "TAKER"),
        ("Oh.\n00:12 Call handler: What is it?", "PERSON", "handler"),
        ("3  21:04:10  OPERATOR  Which service?", "ORG", "OPERATOR"),
        ("SOL\tNo comment.", "PERSON", "SOL"),
        ("Well.\nAA:  No.", "PERSON", "AA"),
        ("Well.\nV1:  He ran.", "PERSON", "V1"),
        ("The one by the door. PC2 spoke to W1.", "PERSON", "PC2"),
        ("The one by the door. PC2 spoke to W1.", "PERSON", "W1"),
        ("Well.\nDC1:  Why?", "PERSON", "DC1"),
    ],
)
def test_a_label_is_no_name(text: str, label: str, marked: str) -> None:
    start = text.index(marked)
    assert opens_turn(text, label, start, start + len(marked))


@pytest.mark.parametrize(
    ("text", "label", "marked"),
    [
        ("HOLT:  What is it?", "PERSON", "HOLT"),
        ("Caller was Gwen Tallis: she said so.", "PERSON", "Gwen Tallis"),
        ("M4:  closed both ways", "LOCATION", "M4"),
        ("I live in W1 now.", "LOCATION", "W1"),
    ],
)
def test_who_has_a_name_stays(text: str, label: str, marked: str) -> None:
    start = text.index(marked)
    assert not opens_turn(text, label, start, start + len(marked))


@pytest.mark.parametrize(
    "turns",
    [
        ["Op: Police emergency", "Caller: He has a knife", "Op: Where"],
        ["CALL TAKER\tPolice emergency", "CALLER\tHe has a knife", "CALL TAKER\tWhere"],
        ["Call handler  Police emergency", "Second caller  He has a knife", "W1  Yes"],
        ["BT operator: Which service", "SOL: No comment", "PC2: The time is ten"],
    ],
)
def test_a_turn_quoted_in_an_account_begins_a_sentence(turns: list[str]) -> None:
    text = "I heard the call.\n" + "\n".join(turns)
    assert [text[a:b] for a, b in split(text, [(0, len(text))])][1:] == turns


def test_a_wrapped_line_that_opens_with_such_a_word_begins_none() -> None:
    text = "I was told that the\noperator had rung back and that the\ncaller was in the kitchen."
    assert [text[a:b] for a, b in split(text, [(0, len(text))])] == [text]


def test_the_longest_label_opens_a_turn_behind_a_number_and_a_time() -> None:
    text = "12. [10:30] control room call taker 2: hello"
    for word in ("control", "call", "taker", "2"):
        start = text.index(word, len("12. [10:30]"))
        assert opens_turn(text, "PERSON", start, start + len(word))
