"""What is tried first, because it is cheap, never hides what a closer look would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference import quotations, sentence_ends, sentences, spans, summary, surfaces
from models.inference.run_ons import MOST_WORDS, parted

_OPENERS = "I|He|She|We|They|It|The|Then|There|This|My|His|Her|On|At|When|After|As|In|A"
# Patterns that begin with what they look for, and the same said plainly.
PLAINLY = {
    sentences._END: r"(?P<mark>\.{2,}|…|[.!?]+)(?P<close>[\"”\u2019')\]»]*)(?P<gap>\s+|$)",
    sentences._JOINED_END: (
        r"(?<=[a-z]{2})[.!?](?=(?:I\b|[A-Z][a-z]+\b)(?![\w]*\.\w))|"
        rf"(?<=\d)\.(?=(?:{_OPENERS})\b(?![./@]))|"
        rf"(?<=[A-Z]{{3}})[.!?](?=(?:{_OPENERS.upper()})\s)"
    ),
    sentences._BLANK_LINE: r"\n[^\S\n]*+\n\s*+|[\f\v\u2029]\s*+",
    sentences._SMALL_I: r"(?<![\w.])i(?=\s|['\u2019][a-z])",
    sentences._LARGE_I: r"(?<![\w.])I(?=\s|['\u2019][a-z])",
    quotations._SINGLE: (
        r"(?<![\w.,!?])['\u2018](?=\w)(?:(?!\n\s*\n)[^\u2018]){1,300}?"
        r"[.,!?]['\u2019](?=[\s,.;:)]|$)"
    ),
    sentence_ends._MEASURE: (
        r"(?<![\w.])\d+(?:\.\d+)?\s?"
        r"(?:ft|ins?|st|lbs?|oz|kgs?|kms?|cms?|mms?|m|yds?|hrs?|mins?|secs?)$"
    ),
}
PIECES = st.sampled_from(
    [
        *"aiI1.,!?…'\"\u2018\u2019”)(«;:_\n\r\t \f\v\u2029\u00a0²",
        *(
            "He",
            "THE",
            "On",
            "it",
            "no",
            "door no",
            "5ft",
            "12.5",
            "st",
            "said",
            ". ",
            "\n\n",
            "...",
        ),
        *("\U0001f600", "ß", "İ", "e\u0301"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@pytest.mark.parametrize("pattern", PLAINLY, ids=lambda pattern: pattern.pattern[:24])
@given(text=TEXTS, cut=st.tuples(st.integers(0, 20), st.integers(0, 40)))
def test_a_pattern_finds_what_it_says_plainly(
    pattern: re.Pattern[str], text: str, cut: tuple[int, int]
) -> None:
    plainly = re.compile(PLAINLY[pattern], pattern.flags & re.IGNORECASE)
    for start, end in ((0, len(text)), cut):
        found = [match.regs for match in pattern.finditer(text, start, end)]
        assert found == [match.regs for match in plainly.finditer(text, start, end)]


MATCHED = {
    sentences._END: ["He fell. ", 'Stop!" I said', "Well... He", "So\u2026 he"],
    sentences._JOINED_END: ["went.The man", "at 5.He", "HE RAN.THE MAN"],
    sentences._BLANK_LINE: ["one\n\ntwo", "one\ftwo"],
    sentences._SMALL_I: ["then i ran", "i'm"],
    sentences._LARGE_I: ["then I ran", "I'm"],
    quotations._SINGLE: ["He said 'go on.' ", "\u2018Stop,\u2019 he said"],
    sentence_ends._MEASURE: ["over 5ft", "about 12.5 kg"],
}


@pytest.mark.parametrize("pattern", PLAINLY, ids=lambda pattern: pattern.pattern[:24])
def test_a_pattern_finds_what_it_is_for(pattern: re.Pattern[str]) -> None:
    plainly = re.compile(PLAINLY[pattern], pattern.flags & re.IGNORECASE)
    for text in MATCHED[pattern]:
        found = [match.regs for match in pattern.finditer(text)]
        assert found
        assert found == [match.regs for match in plainly.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (quotations._SINGLE, "' \u2018 \u2019 a . , _  \n"),
        (sentences._JOINED_END, "aa . ! I He THE The 5 A ABC IT .a / @ "),
        (sentence_ends._MEASURE, "5 . 12 ft in m _  \n"),
    ],
    ids=["single", "joined", "measure"],
)
@given(data=st.data())
def test_a_pattern_finds_the_same_among_what_it_is_made_of(
    pattern: re.Pattern[str], pieces: str, data: st.DataObject
) -> None:
    few = [piece or " " for piece in pieces.split(" ")]
    text = "".join(data.draw(st.lists(st.sampled_from(few), max_size=12)))
    plainly = re.compile(PLAINLY[pattern], pattern.flags & re.IGNORECASE)
    found = [match.regs for match in pattern.finditer(text)]
    assert found == [match.regs for match in plainly.finditer(text)]


@pytest.mark.parametrize("text", ["He said 'go on.' ", "\u2018Stop,\u2019 he said", 'a "b" c'])
def test_a_quotation_has_a_hint(text: str) -> None:
    assert quotations._SINGLE.search(text) or quotations._MARK.search(text)
    assert quotations._HINT.search(text)


def test_what_is_numbered_ends_in_no() -> None:
    text = "badge no"
    assert sentence_ends._NUMBERED.search(text)
    assert sentence_ends._last_word(text, 0, len(text)) == "no"


@given(
    st.lists(
        st.sampled_from(["." * 64, "?!" * 40, "." * 63, "\u2026", ".", "a", " ", "\n", '"', ")"]),
        max_size=8,
    ).map("".join)
)
def test_a_long_run_of_stops_that_is_passed_over_ends_nothing(text: str) -> None:
    plainly = re.compile(PLAINLY[sentences._END])
    found = [match.regs for match in sentences._END.finditer(text) if match["mark"]]
    assert found == [match.regs for match in plainly.finditer(text)]


def test_stops_without_end_are_split_in_one_go() -> None:
    # Tried at each of them, they took minutes.
    text = "." * 100_000 + "x"
    assert sentences.split(text, [(0, len(text))]) == [(0, len(text))]


@given(TEXTS)
def test_without_a_hint_there_is_no_quotation(text: str) -> None:
    if quotations._SINGLE.search(text) or quotations._MARK.search(text):
        assert quotations._HINT.search(text)


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_the_last_word_ends_where_the_mark_stands(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    start = min(start, end)
    plain = re.compile(r"[^\s\"“”\u2018'(\[«,;:]+$").search(text, start, end)
    word = sentence_ends._last_word(text, start, end)
    assert word == (plain[0] if plain else "")
    if sentence_ends._NUMBERED.search(text, start, end):
        assert word.lower() == "no"


@given(TEXTS)
def test_words_hold_a_letter_or_digit_and_take_two_characters(text: str) -> None:
    counted = surfaces.words(text)
    assert counted == sum(any(map(str.isalnum, run)) for run in text.split())
    assert 2 * counted <= len(text) + 1


def test_a_run_on_of_the_shortest_words_is_parted() -> None:
    most = " ".join("x" * MOST_WORDS)
    assert parted(most + "; y", 0, len(most) + 3) != [(0, len(most) + 3)]


@given(TEXTS)
def test_a_sentence_with_a_figure_of_any_kind_is_told_so(text: str) -> None:
    assert summary._plain(text, 0, 1)[-1] == any(map(str.isdigit, text))


def test_no_mark_at_a_mention_s_edge_is_a_letter_or_digit() -> None:
    assert not any(map(str.isalnum, spans._EDGES + "()[]."))
