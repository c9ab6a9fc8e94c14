"""Patterns are tried only where they can match: the same as trying them everywhere."""

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.inference.identifiers import (
    banking,
    misreadings,
    numbered_exhibits,
    online,
    registration_abroad,
    registration_parts,
    spelt_out,
    spoken_times,
    times,
)
from models.inference.identifiers.reading import Reading, read, upper_case
from models.inference.identifiers.tokens import matches
from tests.unit.identifiers.test_properties import TEXTS

_PIECES = (
    "a.b|_c|x.1|.co|.uk|site|live|1430|0915|. |; |\n|exhibit|exhibits|EXHIBIT 4|no. 5|A.1-B|3-4|"
    "AB?2 CDE|A*12|_|?|Jan1|M0NDAY|l0.3O|SOS:|lO/1|OO|3OB|irish|left-hand drive|left hand drive|"
    "manx|acc|a/c|account|sort|12-34-56|112233|12 34 56|[at]|(dot)|{.}|http[:]|hxxp|@| @ |x@ y.com|"
    "ten|past|to|a quarter|half|midnight|clock|o'clock|five|20|minutes|before|after|night|in the|"
    "morning|seven|ish|7ish|thirty|-|am|that| |  |\u00e9|\u00df|\u0130|\u0131|\u017f|\u2019|\ud800"
)
PIECES = st.lists(st.sampled_from(_PIECES.split("|")), max_size=30)
ANY_TEXT = st.one_of(TEXTS, PIECES.map("".join), PIECES.map(" ".join))

_Starts = Callable[[Reading], Iterable[int]]
PLACES: dict[str, tuple[re.Pattern[str], bool, _Starts]] = {
    "lines of a log": (times._LOG_LINE, False, lambda r: r.tokens.long),
    "entries of a log": (times._NEXT_ENTRY, False, lambda r: r.tokens.long),
    "numbered exhibits": (
        numbered_exhibits._NUMBERED,
        False,
        lambda r: r.tokens.of(("EXHIBIT", "EXHIBITS")),
    ),
    "names with dots": (online._NAME, False, lambda r: r.tokens.before_dot),
    "letters and digits with signs between": (
        spelt_out._DOTTED,
        True,
        lambda r: sorted([*r.tokens.before_dot, *r.tokens.before_sign]),
    ),
    "marks partly seen": (
        registration_parts._UNSEEN,
        False,
        lambda r: registration_parts._around_signs(r.upper),
    ),
    "numbers misread": (
        re.compile(rf"(?<![A-Za-z0-9]){misreadings._RUN.pattern}"),
        True,
        lambda r: r.tokens.mixed,
    ),
    "sort codes": (
        banking._SORT,
        False,
        lambda r: sorted([*r.tokens.long, *r.tokens.signed, *r.tokens.pairs]),
    ),
    "times past": (spoken_times._PAST, False, spoken_times._minute_starts),
    "times to": (spoken_times._TO, False, spoken_times._minute_starts),
    "hours": (spoken_times._O_CLOCK, False, spoken_times._hour_starts),
    "hours of the day": (spoken_times._HOUR_OF_DAY, False, spoken_times._hour_starts),
}


MATCHED = {
    "lines of a log": "Log:\n1430 I saw him",
    "entries of a log": "He left. 1015 He came back",
    "numbered exhibits": "I produce it as exhibit 4.",
    "names with dots": "She is on snapchat as kim.lee there",
    "letters and digits with signs between": "the mark A.B-1.2-C",
    "marks partly seen": "the plate was AB?2 CDE",
    "numbers misread": "about l0 of them",
    "sort codes": "the sort code 12-34-56",
    "times past": "at ten past five",
    "times to": "at a quarter to six",
    "hours": "at five o'clock",
    "hours of the day": "at seven in the morning",
}


@pytest.mark.parametrize("name", PLACES)
def test_a_pattern_is_tried_where_it_matches(name: str) -> None:
    pattern, cased, starts = PLACES[name]
    reading = read(MATCHED[name])
    searched = reading.plain if cased else reading.upper

    everywhere = [found.span() for found in pattern.finditer(searched)]

    assert everywhere
    assert [found.span() for found in matches(pattern, searched, starts(reading))] == everywhere


@pytest.mark.parametrize("name", PLACES)
@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_a_pattern_matches_only_where_it_is_tried(name: str, text: str) -> None:
    pattern, cased, starts = PLACES[name]
    reading = read(text)
    searched = reading.plain if cased else reading.upper

    everywhere = [found.span() for found in pattern.finditer(searched)]
    tried = [found.span() for found in matches(pattern, searched, starts(reading))]

    assert tried == everywhere


CONDITIONS: dict[str, tuple[re.Pattern[str], Callable[[Reading], object]]] = {
    "addresses": (online._WITHOUT_SCHEME, lambda r: online._ENDS.search(r.upper)),
    "countries": (registration_abroad._COUNTRY, registration_abroad._may_name_a_country),
    "accounts": (banking._ACCOUNT_WORD, lambda r: r.tokens.has(banking._ACCOUNT_WORDS)),
    "signs in brackets": (
        spelt_out._DISARMED,
        lambda r: spelt_out._IN_BRACKETS.search(r.upper) or "HXXP" in r.upper,
    ),
    "signs set apart": (spelt_out._APART, lambda r: " @" in r.upper or "@ " in r.upper),
    "hours": (spoken_times._O_CLOCK, lambda r: "CLOCK" in r.upper),
    "times past": (
        spoken_times._PAST,
        lambda r: "PAST" in r.tokens.words or "MIDNIGHT" in r.upper,
    ),
    "times to": (spoken_times._TO, lambda r: r.tokens.has(("TO", "BEFORE"))),
    "hours or so": (spoken_times._ISH, lambda r: "ISH" in r.upper),
}


MEETING = {
    "addresses": "look at example.co.uk for it",
    "countries": "a left-hand drive car",
    "accounts": "from a/c 12345678",
    "signs in brackets": "hxxp[:]//a[.]example",
    "signs set apart": "kim @ example.org",
    "hours": "at five o'clock",
    "times past": "ten past midnight",
    "times to": "a quarter before six",
    "hours or so": "at seven ish",
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_pattern_that_matches_is_tried(name: str) -> None:
    pattern, condition = CONDITIONS[name]
    reading = read(MEETING[name])

    assert pattern.search(reading.upper)
    assert condition(reading)


@pytest.mark.parametrize("name", CONDITIONS)
@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_what_a_pattern_is_tried_for_stands_wherever_it_matches(name: str, text: str) -> None:
    pattern, condition = CONDITIONS[name]
    reading = read(text)

    assert condition(reading) or not pattern.search(reading.upper)


def test_no_name_of_a_month_or_weekday_is_all_letters_for_digits() -> None:
    # So that digits alone, "100", need not be read as letters.
    assert all(set(name) - set("OL") for name in misreadings._NAMES)


def test_a_sign_before_another_letter_than_u_is_no_dollar_of_the_united_states() -> None:
    from models.inference.identifiers import find

    assert [(m.start, m.end) for m in find("paid \u00a3S\u00a350 for it")] == [(7, 10)]
    assert [(m.start, m.end) for m in find("paid US$50 for it")] == [(5, 10)]
    assert [(m.start, m.end) for m in find("paid BUS$50 for it")] == [(8, 11)]


@given(st.text())
def test_only_letters_of_ascii_change_case(text: str) -> None:
    assert upper_case(text) == "".join(c.upper() if c.isascii() else c for c in text)
