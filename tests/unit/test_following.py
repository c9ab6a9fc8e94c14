"""Words are followed from one text to another: what stays is found, what differs is named."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.following import Followed

THEN = "I saw Mr Gant at 22:45 hours. He had a bat. I did not see anybody else."


def differing(then: str, now: str) -> list[tuple[str, str]]:
    found = Followed(then, now).differing
    return [(then[slice(*each.then)], now[slice(*each.now)]) for each in found]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (THEN, []),
        # How words are spaced and where lines end is no difference.
        (THEN.replace(" ", "\n  "), []),
        (THEN.replace("22:45", "22:46"), [("22:45", "22:46")]),
        (THEN.replace("He had a bat. ", ""), [("He had a bat.", "")]),
        ("URN: 01ZD1234525\n" + THEN, [("", "URN: 01ZD1234525")]),
        (THEN + " Signed", [("", "Signed")]),
        ("", [(THEN, "")]),
        (
            THEN.replace("Gant", "Grant").replace("bat", "bar"),
            [("Gant", "Grant"), ("bat.", "bar.")],
        ),
    ],
)
def test_what_differs_is_named(now: str, found: list[tuple[str, str]]) -> None:
    assert differing(THEN, now) == found


def test_words_are_found_again_where_they_moved_to() -> None:
    now = "Page 1 of 2\n" + THEN.replace(" hours", "\nhours").replace("bat", "bar")
    followed = Followed(THEN, now)
    for quote, there in (("Mr Gant", "Mr Gant"), ("22:45 hours", "22:45\nhours"), ("ant", "ant")):
        start = THEN.index(quote)
        place = followed.place(start, start + len(quote))
        assert place is not None
        assert now[slice(*place)] == there
    # What reads otherwise is not taken for the same, nor is what has such a word in it.
    for quote in ("bat", "He had a bat."):
        start = THEN.index(quote)
        assert followed.place(start, start + len(quote)) is None


@pytest.mark.parametrize(
    ("now", "quote", "near"),
    [
        (THEN.replace("bat", "bar"), "bat", "bar."),
        (THEN.replace("bat", "bar"), "He had a bat.", "He had a bar."),
        (THEN.replace("He had a bat", "He held a baseball bat"), "bat", "bat."),
        (
            THEN.replace("He had a bat", "He held a long bar"),
            "He had a bat.",
            "He held a long bar.",
        ),
        # Gone, or among so many words that no place is meant.
        (THEN.replace("He had a bat. ", ""), "bat", None),
        (THEN.replace("bat.", "bar " * 20), "bat", None),
        ("", "bat", None),
    ],
)
def test_words_that_read_otherwise_are_sought_between_those_that_do_not(
    now: str, quote: str, near: str | None
) -> None:
    start = THEN.index(quote)
    place = Followed(THEN, now).near(start, start + len(quote))
    assert (place and now[slice(*place)]) == near


WORDS = st.lists(st.sampled_from(["a", "b", "c", "saw", "him", "🏏"]), max_size=30)


@given(WORDS, WORDS)
def test_the_words_that_stay_and_those_that_differ_are_all_the_words(
    then: list[str], now: list[str]
) -> None:
    one, other = " ".join(then), "\n".join(now)
    left, right = one, other
    for each in reversed(Followed(one, other).differing):
        left = left[: each.then[0]] + left[each.then[1] :]
        right = right[: each.now[0]] + right[each.now[1] :]
    assert left.split() == right.split()


@given(WORDS, WORDS, st.data())
def test_a_place_that_is_found_has_the_same_words(
    then: list[str], now: list[str], data: st.DataObject
) -> None:
    one, other = " ".join(then), "  ".join(now)
    start = data.draw(st.integers(0, max(0, len(one) - 1)))
    end = data.draw(st.integers(start + 1, len(one) + 1))
    place = Followed(one, other).place(start, end)
    if place is not None:
        assert other[slice(*place)].split() == one[start:end].split()
        near = Followed(one, other).near(start, end)
        assert near is not None
        assert near[0] <= place[0] < place[1] <= near[1]
    assert 0 <= Followed(one, other).towards(start) <= len(other)


def test_a_very_long_statement_is_compared_by_the_rows_of_words_that_it_has_once() -> None:
    source = random.Random(5)
    words = [source.choice(["the", "he", "saw", "and", f"w{n % 4000}"]) for n in range(120_000)]
    words[50_000:50_003] = ["a", "dark", "jacket"]
    words[90_000:90_002] = ["dark", "jacket"]
    now = list(words)
    del now[90_000:90_002]
    now[50_000:50_003] = ["otherwise"]
    now[10:10] = ["Page", "1"]
    found = differing(" ".join(words), " ".join(now))
    assert found == [("", "Page 1"), ("a dark jacket", "otherwise"), ("dark jacket", "")]


def test_texts_that_share_nothing_differ_as_one() -> None:
    then, now = (" ".join(f"{name}{n}" for n in range(3_000)) for name in ("a", "b"))
    assert differing(then, now) == [(then, now)]
