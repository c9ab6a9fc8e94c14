"""Windows cover every token once, without a seam, and tokens keep their characters."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference.windows import (
    CAPITALISED,
    LOWER,
    OTHER,
    TOKEN_TYPES,
    UPPER,
    Tokens,
    cut,
    windows,
)
from tests.unit.inference.tiny import tokeniser


@given(st.integers(0, 3000), st.integers(8, 300), st.integers(0, 7))
def test_every_token_is_owned_once(count: int, size: int, overlap: int) -> None:
    found = windows(count, size, overlap)
    owned = [index for window in found for index in range(window.own_first, window.own_last)]
    assert owned == list(range(count))
    for window in found:
        assert window.first <= window.own_first <= window.own_last <= window.last
        assert len(window) == min(size, count)
    for left, right in pairwise(found):
        assert left.last - right.first >= overlap


def test_a_token_is_answered_where_it_is_most_central() -> None:
    found = windows(500, 100, 40)
    for window in found:
        for index in range(window.own_first, window.own_last):
            depth = min(index - window.first, window.last - 1 - index)
            others = [
                min(index - other.first, other.last - 1 - index)
                for other in found
                if other is not window and other.first <= index < other.last
            ]
            # One token of difference at most, where a seam falls between two tokens.
            inner = window.first > 0 and window.last < 500
            assert not inner or all(depth + 1 >= other for other in others)


def test_an_overlap_as_large_as_the_window_is_refused() -> None:
    with pytest.raises(ValueError, match="smaller than the window"):
        windows(10, 4, 4)


def told(count: int, openings: list[int]) -> Tokens:
    """Return tokens of which only their number and the sentences' beginnings matter."""
    blank = [0] * count
    return Tokens(blank, blank, blank, blank, blank, openings)


@given(
    st.integers(0, 3000),
    st.integers(10, 300),
    st.integers(0, 9),
    st.sets(st.integers(1, 3000), max_size=200),
    st.data(),
)
def test_windows_cut_at_sentences_own_every_token_once(
    count: int, size: int, overlap: int, openings: set[int], data: st.DataObject
) -> None:
    context = data.draw(st.integers(0, overlap // 2))
    beyond = data.draw(st.integers(0, context))
    tokens = told(count, sorted(one for one in openings if one < count))
    found = cut(tokens, size, overlap, context, beyond)
    owned = [index for window in found for index in range(window.own_first, window.own_last)]
    assert owned == list(range(count))
    for window in found:
        assert window.first <= window.own_first < window.own_last <= window.last
        assert len(window) <= size
    for left, right in pairwise(found):
        shared = (left.last - left.own_last, right.own_first - right.first)
        half = overlap // 2
        assert shared == (half, half) or (shared == (beyond, context) and left.own_last in openings)


@given(st.integers(300, 3000), st.integers(1, 30))
def test_where_sentences_begin_often_windows_end_there_and_are_long(count: int, every: int) -> None:
    openings = list(range(every, count, every))
    found = cut(told(count, openings), 254, 64, 16, 4)
    assert all(window.own_last in openings for window in found[:-1])
    read = sum(len(window) for window in found)
    assert read <= count + 20 * (len(found) - 1)
    # The last two share what is left; the others are as long as sentences allow.
    assert all(len(window) > 254 - every - 1 for window in found[1:-2])
    assert min(len(window) for window in found) > 254 // 4


WORDS = "It is true . Signed by Jo Lowe today . She ran off"


@pytest.mark.parametrize(
    ("left_out", "kept", "opens"),
    [
        ([], WORDS, {"Signed", "She"}),
        (["It is true ."], "Signed by Jo Lowe today . She ran off", {"She"}),
        (["Signed by"], "It is true . Jo Lowe today . She ran off", {"Jo", "She"}),
        (["today .", "ran off"], "It is true . Signed by Jo Lowe She", {"Signed", "She"}),
        (
            ["is true", "Jo Lowe today"],
            "It . Signed by . She ran off",
            {".", "Signed", "She"},
        ),
        ([WORDS], "", set()),
        # No part of a word is left out.
        (
            ["igned by Jo Low"],
            "It is true . Signed Lowe today . She ran off",
            {"Signed", "Lowe", "She"},
        ),
        (["igne"], WORDS, {"Signed", "She"}),
    ],
)
def test_words_that_are_left_out_are_gone_and_what_follows_begins_anew(
    left_out: list[str], kept: str, opens: set[str]
) -> None:
    places = [match.span() for match in re.finditer(r"\S+", WORDS)]
    words = [word for word in range(len(places)) for _ in range(2)]
    # Each word is two tokens, both with its offsets' halves.
    halves = [
        half
        for start, end in places
        for half in ((start, (start + end) // 2), ((start + end) // 2, end))
    ]
    tokens = Tokens(
        list(range(len(words))),
        words,
        [start for start, _ in halves],
        [end for _, end in halves],
        words,
        [2 * place for place in (4, 10)],
    )
    spans = [(WORDS.index(one), WORDS.index(one) + len(one)) for one in left_out]
    found = tokens.without(spans)
    said = [WORDS[slice(*places[word])] for word in found.words]
    assert said == [word for word in kept.split() for _ in range(2)]
    assert {said[place] for place in found.openings} == opens
    assert list(found.types) == list(found.words)
    assert [tokens.starts[number] for number in found.ids] == list(found.starts)
    assert [tokens.ends[number] for number in found.ids] == list(found.ends)
    assert len(found) == 2 * len(kept.split())


def test_without_sentences_windows_overlap_as_before() -> None:
    found = cut(told(1000, []), 254, 64, 16)
    for left, right in pairwise(found):
        assert left.last - right.first == 64


def test_a_text_that_fits_is_one_window() -> None:
    assert [len(window) for window in cut(told(254, [100]), 254, 64, 16)] == [254]
    assert cut(told(0, []), 254, 64, 16) == []


@pytest.mark.parametrize(
    ("size", "overlap", "context", "beyond"),
    [(4, 4, 0, 0), (10, 4, 3, 3), (10, 4, -1, -1), (10, 4, 1, 2), (10, 4, 1, -1)],
)
def test_windows_without_room_for_what_they_share_are_refused(
    size: int, overlap: int, context: int, beyond: int
) -> None:
    with pytest.raises(ValueError, match="smaller than the window"):
        cut(told(20, []), size, overlap, context, beyond)


def openings(text: str) -> list[str]:
    tokens = tokeniser().read(text)
    return [text[tokens.starts[place] :][:6] for place in tokens.openings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He ran. I fell. We left.", ["I fell", "We lef"]),
        ("He ran! \u201cStop!\u201d he said. Then", ["\u201cStop!", "Then"]),
        ("I met Mr. Lowe and Dr. Hay at St. Pauls.", []),
        ("J. Lowe ran. B. Hay left.", ["B. Hay"]),
        ("no marks here\n\nanother part", ["anothe"]),
        ("wrapped\nline goes on", []),
        ("at 9.15 p.m. we left", []),
        ("", []),
    ],
)
def test_tokens_that_begin_a_sentence_are_told(text: str, expected: list[str]) -> None:
    assert openings(text) == expected


def test_tokens_point_at_their_characters() -> None:
    text = "PC Lowe ran\nto 14 Mill lane, \u201clane\u201d"
    tokens = tokeniser().read(text)
    seen = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert "".join(seen) == "".join(text.split())
    assert all(kind < TOKEN_TYPES for kind in tokens.types)
    cases = {word: tokens.types[place] % 4 for place, word in enumerate(seen)}
    assert cases["PC"] == UPPER
    assert cases["lane"] == LOWER
    assert cases["14"] == OTHER
    assert tokens.types[seen.index("ran")] % 4 == LOWER
    assert cases["L"] == CAPITALISED if "L" in cases else cases["Lowe"] == CAPITALISED


def test_a_line_end_is_told_from_a_space() -> None:
    tokens = tokeniser().read("ran lane\nran,lane")
    gaps = [kind // 4 for kind in tokens.types]
    assert gaps[0] == gaps[2] != gaps[1]
    assert len({gaps[1], gaps[2], gaps[3]}) == 3


def test_a_text_of_any_length_is_never_cut() -> None:
    text = "ran lane " * 5000
    assert len(tokeniser().read(text)) == 10000
