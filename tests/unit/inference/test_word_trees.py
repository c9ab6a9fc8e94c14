"""A tree of words matches what its words, one after the other, would."""

import re

from hypothesis import given
from hypothesis import strategies as st

from models.inference.word_trees import tree

WORDS = st.lists(st.text("ab\u00e9.-' ", min_size=1, max_size=4), min_size=1, max_size=8)


def plain(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


@given(WORDS, st.text("abAB\u00e9.-' ", max_size=20), st.sampled_from(["", r"\b", "a", "(?!b)"]))
def test_the_longest_word_is_found_that_what_follows_allows(
    words: list[str], text: str, after: str
) -> None:
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = re.finditer(tree(words) + after, text, flags)
        wanted = re.finditer(plain(words) + after, text, flags)
        assert [match.span() for match in found] == [match.span() for match in wanted]


def test_it_holds_no_groups_and_can_be_repeated() -> None:
    assert re.compile(tree(["he", "her", "him"])).groups == 0
    assert re.fullmatch(f"{tree(['he', 'her'])}{{2}}", "herhe")
    assert re.fullmatch(f"{tree(['he'])}?", "")
