"""Dates: which words are one, and what day they say."""

import pytest

from models.inference.identifiers.feasts import easter
from tests.unit.identifiers.marks import found, only, value_of, words_of

ISO = [
    ("Monday 3rd March 2025", "2025-03-03"),
    ("MONDAY 3RD MARCH 2025", "2025-03-03"),
    ("Monday, 3 March 2025", "2025-03-03"),
    ("Monday the 3rd of March 2025", "2025-03-03"),
    ("3 March 2025", "2025-03-03"),
    ("3rd March, 2025", "2025-03-03"),
    ("March 3rd, 2025", "2025-03-03"),
    ("the third of March 2025", "2025-03-03"),
    ("twenty-first of March 2025", "2025-03-21"),
    ("3 Mar 2025", "2025-03-03"),
    ("3-Mar-25", "2025-03-03"),
    ("03MAR25", "2025-03-03"),
    ("3 March '25", "2025-03-03"),
    ("03/03/2025", "2025-03-03"),
    ("03/03/25", "2025-03-03"),
    ("3.3.25", "2025-03-03"),
    ("03-03-2025", "2025-03-03"),
    ("03 / 03 / 2025", "2025-03-03"),
    ("2025-03-03", "2025-03-03"),
    ("Mon 03/03/2025", "2025-03-03"),
    ("14/02/1998", "1998-02-14"),
    ("14/02/68", "1968-02-14"),
    ("29 February 2024", "2024-02-29"),
    ("Christmas Day 2003", "2003-12-25"),
    ("Boxing Day 2024", "2024-12-26"),
    ("Good Friday 2025", "2025-04-18"),
    ("Easter Monday 2024", "2024-04-01"),
    ("New Year's Eve 1999", "1999-12-31"),
    ("March 2004", "2004-03"),
    ("Sept 2019", "2019-09"),
    ("3rd March", "--03-03"),
    ("summer 2019", "2019"),
    ("the 1990s", "199X"),
]


@pytest.mark.parametrize("case", [str, str.lower, str.upper])
@pytest.mark.parametrize(("written", "iso"), ISO)
def test_dates_have_their_iso_form(written: str, iso: str, case: type[str]) -> None:
    text = case(f"It happened on {written}.")
    mention = only(text, "DATE")
    marked = written.removeprefix("the ")
    assert text[mention.start : mention.end].lower() == marked.lower()
    assert mention.value is not None
    assert mention.value["iso"] == iso


@pytest.mark.parametrize(
    "written", ["31 February 2025", "31/02/2025", "30th February", "29 February 2025", "31 June"]
)
def test_days_that_do_not_exist_are_invalid(written: str) -> None:
    assert found(f"It was {written}.") == [("DATE", written, "invalid")]
    assert "iso" not in value_of(f"It was {written}.", "DATE")


def test_a_wrong_weekday_is_flagged_and_the_date_stays_valid() -> None:
    wrong = only("It was Tuesday 3rd March 2025.", "DATE")
    assert wrong.check == "valid"
    assert dict(wrong.value or {})["weekday_mismatch"] == "true"
    assert "weekday_mismatch" not in value_of("It was Monday 3rd March 2025.", "DATE")


def test_a_day_without_a_year_is_placed_by_the_statement() -> None:
    text = "It was Thursday 6th February."
    value = value_of(text, "DATE", written_on="2025-03-01")
    assert (value["iso"], value["inferred"]) == ("--02-06", "2025-02-06")
    assert value_of("on 24 December", "DATE", written_on="2025-03-01")["inferred"] == "2024-12-24"
    assert value_of(text, "DATE", written_on="2024-03-01")["weekday_mismatch"] == "true"
    assert "inferred" not in value_of(text, "DATE", written_on=None)
    coming = value_of("Court is on Monday 12 May.", "DATE", written_on="2025-04-01")
    assert coming["inferred"] == "2025-05-12"


def test_years_in_two_digits_slide_with_the_statement() -> None:
    def iso(text: str, written_on: str | None) -> str:
        return value_of(text, "DATE", written_on=written_on)["iso"]

    assert iso("born 01/02/30", "2025-06-01") == "1930-02-01"
    assert iso("on 01/02/26", "2025-06-01") == "2026-02-01"
    assert iso("born 01/02/12", "2005-06-01") == "1912-02-01"
    assert iso("born 01/02/68", None) == "1968-02-01"
    assert iso("on 01/02/24", None) == "2024-02-01"


PARTS = [
    ("I met him on Friday.", ["Friday"]),
    ("I work Tuesdays and Thursdays.", ["Tuesdays", "Thursdays"]),
    ("on Friday the 8th", ["Friday the 8th"]),
    ("between Monday 10th and Monday 24th", ["Monday 10th", "Monday 24th"]),
    ("on the 11th, for an audit", ["11th"]),
    ("from 12th to 19th.", ["12th", "19th"]),
    ("from 3rd to 24th February 2025", ["3rd", "24th February 2025"]),
    ("since September", ["September"]),
    ("in June or July", ["June", "July"]),
    ("In May I left, and in March I came back.", ["May", "March"]),
    ("from March to May he was away", ["March", "May"]),
    ("before Christmas", ["Christmas"]),
    ("since 2011", ["2011"]),
    ("in 2001 and from 2003 until 2015", ["2001", "2003", "2015"]),
    ("He worked there 1999-2004.", ["1999", "2004"]),
    ("in the tax year 2014/15", ["2014/15"]),
    ("in late 2004 and mid-2005", ["2004", "2005"]),
    ("Bank Holiday Monday 25th August 2025", ["Bank Holiday Monday 25th August 2025"]),
    ("on the bank holiday Monday", ["bank holiday Monday"]),
    ("on 3rd May 1945 hours", ["3rd May"]),
    ("I saw 3 March 25 people", ["3 March"]),
    ("dated 3 March 25.", ["3 March 25"]),
    ("On 03/03/2025 22:45 hours", ["03/03/2025"]),
    ("on Valentine's Day, which", ["Valentine's Day"]),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts_of_dates(text: str, expected: list[str]) -> None:
    assert words_of(text, "DATE") == expected


NOT_DATES = [
    "You may have seen him, or you may not.",
    "YOU MAY HAVE SEEN HIM AND I MAY BE WRONG",
    "at number 3 may have been home",
    "they march 12 miles and the march ended",
    "we sat 3 rows back in the sun 3 times",
    "May came in with April, and June Smith left.",
    "Mrs June Brown and Miss April Day",
    "the second may have been taller",
    "yesterday, the next day, two weeks later, in three days",
    "he is 35 years old, aged 42, in his 20s",
    "the third floor, on the 3rd floor and the second time",
    "Sheffield Wednesday and the Sunday Times",
    "the Christmas tree and a Christmas party",
    "2000 people and 1999 cars, and £2001",
    "version 1.2.2001.4 and 24/7 and 10/10",
    "a 2015 Corsa and room 2004",
    "decide in a sec, dec the wall, jan the cleaner",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_ordinary_words_are_not_dates(text: str) -> None:
    assert words_of(text, "DATE") == []


def test_until_a_year_or_a_time() -> None:
    assert words_of("I worked there until 2015.", "DATE") == ["2015"]
    police = "I was on duty at 0700 hours until 2015 and went home."
    assert words_of(police, "DATE") == []
    assert words_of(police, "TIME") == ["0700 hours", "2015"]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25)],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert (easter(year).month, easter(year).day) == (month, day)
