"""What holds of every text whatever: order, offsets, the same answer twice, time in proportion."""

import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.inference.identifiers import find
from models.inference.identifiers.reading import read

_PIECES = (
    "07700 900123|+44|0|1101ZD01|/|-|\n|\n\n| |:|.|,|£|@|(|)|'|\"|PC|2417|March|may|Monday|3rd|"
    "2025|22:45|hours|am|half past|nine|to|two hundred|pounds|a|grand|LK18|ABC|reg|SW1A|1AA|JS/1|"
    "CAD|of|03/03/25|31|\u00a0|\u200b|\u2013|\u0661|\uff11|\u00df|\u0130|AB123456C|4111|1111|"
    "IMEI|www.|x@y.com|passport|"
    "oh|double|seven|nine|Lima|dot|at|l4|3O|licence|Friday|next|last|<|*|XXXX|"
    "card ending|sort code|12-34-56|since|until|2015|first of"
)
PIECES = st.sampled_from(_PIECES.split("|"))
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("WWW.00@")
def test_mentions_are_in_order_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for mention in find(text, written_on="2025-06-01"):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        assert 0 < mention.confidence <= 1
        assert mention.value is None or all(
            isinstance(part, str) and part for item in mention.value.items() for part in item
        )
        end = mention.end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    assert find(text) == find(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.text(max_size=12))
def test_any_date_of_writing_is_taken(text: str, written_on: str) -> None:
    assert isinstance(find(text, written_on=written_on), list)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_what_stands_in_another_paragraph_moves_mentions_but_changes_none(text: str) -> None:
    before = find(text)
    # No letters in it: how a text uses capitals is evidence for all of it, and would change.
    shifted = find("* * * *.\n\n" + text)
    assert [(m.label, m.start + 10, m.end + 10) for m in before] == [
        (m.label, m.start, m.end) for m in shifted
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_the_plain_form_leads_back_to_the_text(text: str) -> None:
    reading = read(text)
    assert len(reading.plain) == len(reading.upper)
    for place in range(len(reading.plain)):
        start, end = reading.original(place, place + 1)
        assert 0 <= start < end <= len(text)
        if text[start].isascii() and text[start] > " ":
            assert reading.plain[place] == text[start]


_DRAWN = random.Random(7)
HOSTILE = {
    "digits": "1" * 100_000,
    "blanks": " " * 100_000,
    "line ends": "\n" * 100_000,
    "digits and blanks": "".join(_DRAWN.choices("0123456789 ", k=100_000)),
    "digits, blanks and strokes": "".join(_DRAWN.choices("0123456789 /-\n", k=100_000)),
    "single digits": "0 " * 50_000,
    "triple digits": "000 " * 25_000,
    "dots": "1." * 50_000,
    "colons": "".join(_DRAWN.choices("0123456789abcdef:", k=100_000)),
    "letters and digits": "".join(_DRAWN.choices("AB1 ", k=100_000)),
    "at signs": "a@" * 50_000,
    "labels of a domain": "a." * 50_000,
    "number words": "one hundred and " * 6_000,
    "times in words": "ten to five " * 8_000,
    "months": "may 3 " * 16_000,
    "ranks": "pc 12 " * 16_000,
    "cues": "reg ab12 " * 11_000,
    "capital letters": "A" * 100_000,
    "angle brackets": "<" * 100_000,
    "masks": "**** " * 20_000,
    "pound signs": "£1," * 33_000,
    "numbers spelt out": "oh seven double nine " * 4_700,
    "single letters and digits": "A 1 " * 25_000,
    "letters for digits": "lO1 3l/O2/25 " * 7_600,
    "vehicles": "Ford ab12 P1 ABC " * 5_800,
    "exhibits": "AT/1/A, " * 12_000,
    "accounts": "account 12345678 " * 5_800,
    "days in a row": "1, 2 and 3 " * 9_000,
    "dots and ats in words": "a dot b at " * 9_000,
    "unseen characters": "A?1_B* " * 14_000,
    "references": "ref CC 12/AB/3456/25 " * 4_700,
    "passports": "passport A1234567, " * 5_200,
}


def _seconds(text: str) -> float:
    begun = time.process_time()
    find(text)
    return time.process_time() - begun


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_in_proportion_to_the_text(name: str) -> None:
    text = HOSTILE[name]
    find(text[:1000])  # the libraries that a rule loads when it first needs them

    quarter = whole = float("inf")
    # The least of several: a busy machine makes any one of them longer, and none shorter.
    for _ in range(6):
        quarter = min(quarter, _seconds(text[: len(text) // 4]))
        whole = min(whole, _seconds(text))
        if whole < 6 * quarter + 0.2:
            break
    assert whole < 6 * quarter + 0.2  # four times as much text; quadratic would be sixteen
    assert whole < 4


def test_a_megabyte_of_digits_blanks_and_strokes_takes_seconds_at_most() -> None:
    text = "".join(random.Random(3).choices("0123456789 /", k=1_000_000))
    begun = time.process_time()
    find(text)
    assert time.process_time() - begun < 8
