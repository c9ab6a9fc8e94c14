"""Windows cover every token once, without a seam, and tokens keep their characters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference.windows import CAPITALISED, LOWER, OTHER, TOKEN_TYPES, UPPER, windows
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
