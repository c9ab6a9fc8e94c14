"""Small letters stand where the text's own did, and patterns find in them what they would there."""

import re
import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference import antecedents, dependence, person_words
from models.inference.small_letters import small

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
_AS_WRITTEN = {"_OWN_WORD", "_BOTH", "PERSON_PHRASE"}
PATTERNS = {
    name: pattern
    for module in (antecedents, dependence, person_words)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern) and name not in _AS_WRITTEN
}
WORDS_TEXT = """
the same man MEN woman women this These another one other car Knife he HIM his She her's he's they
They're it It's was IS just raining took and But because my Our brother SISTER tall a An two 12
officers in-law fianc\u00e9e FIANC\u00c9 who in of me I am myself known as not only No doubt until
notice never didn't wasn\u2019t he? told to both neither said yes A: so h\u0130s h\u0131m \u017fhe
\u212anife \u00df stra\u00dfe \u03a3\u0391\u03a3 \U0001f600 , . " \u201c ' \u2019 ; ? -
"""


@pytest.mark.parametrize("written", [*string.ascii_lowercase, "\u00e9"])
def test_a_letter_is_found_wherever_ignoring_case_finds_it(written: str) -> None:
    found = [match.start() for match in re.finditer(written, small(EVERY_CHARACTER))]
    ignoring = re.finditer(written, EVERY_CHARACTER, re.IGNORECASE)
    assert found == [match.start() for match in ignoring]


@pytest.mark.parametrize("kind", [r"\w", r"\s", r"\d", r"[a-z]", r"[^\W_]", r"[^\W\d_]", r"[^.;,]"])
def test_a_kind_of_character_too(kind: str) -> None:
    found = [match.start() for match in re.finditer(kind, small(EVERY_CHARACTER))]
    ignoring = re.finditer(kind, EVERY_CHARACTER, re.IGNORECASE)
    assert found == [match.start() for match in ignoring]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_for_small_letters_asks_for_a_capital(name: str) -> None:
    # But not the letters of "\\S" and "(?P".
    assert not re.search(r"(?<![\\?])[A-Z]", PATTERNS[name].pattern)


@given(st.text())
def test_no_place_is_moved(text: str) -> None:
    assert len(small(text)) == len(text)
    assert small(small(text)) == small(text)


@pytest.mark.parametrize("name", PATTERNS)
@given(
    words=st.lists(st.sampled_from(WORDS_TEXT.split()), max_size=12),
    between=st.sampled_from([" ", "  ", "\r\n", "\n\n", ""]),
)
def test_patterns_find_what_they_would_ignoring_case(
    name: str, words: list[str], between: str
) -> None:
    text = between.join(words)
    ignoring = re.compile(PATTERNS[name].pattern, re.IGNORECASE)
    for one in (text, text.upper(), text.title()):
        found = [(match.span(), match.lastgroup) for match in PATTERNS[name].finditer(small(one))]
        assert found == [(match.span(), match.lastgroup) for match in ignoring.finditer(one)]
