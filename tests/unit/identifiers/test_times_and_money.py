"""Clock times and amounts of money: which words are one, and what they come to."""

import pytest

from tests.unit.identifiers.marks import found, only, value_of, words_of

TIMES = [
    ("22:45 hours", "22:45"),
    ("22:45hrs", "22:45"),
    ("22:45", "22:45"),
    ("09:26", "09:26"),
    ("22:52:10", "22:52:10"),
    ("1540hrs", "15:40"),
    ("0126 hours", "01:26"),
    ("2245 HOURS", "22:45"),
    ("8.30pm", "20:30"),
    ("8.30 p.m.", "20:30"),
    ("8:30am", "08:30"),
    ("10am", "10:00"),
    ("12.15am", "00:15"),
    ("12pm", "12:00"),
    ("24:00 hours", "00:00"),
    ("midnight", "00:00"),
    ("noon", "12:00"),
    ("half past eight pm", "20:30"),
    ("nineteen hundred hours", "19:00"),
    ("twenty-two fifteen hours", "22:15"),
]

TWELVE_HOUR = [
    ("half past nine", "9:30"),
    ("half nine", "9:30"),
    ("half 10", "10:30"),
    ("quarter to seven", "6:45"),
    ("a quarter past three", "3:15"),
    ("ten past eight", "8:10"),
    ("20 to 10", "9:40"),
    ("twenty-five to one", "12:35"),
    ("ten minutes before five", "4:50"),
    ("five o'clock", "5:00"),
    ("5 o'clock", "5:00"),
    ("11.30", "11:30"),
]


@pytest.mark.parametrize("case", [str, str.lower, str.upper])
@pytest.mark.parametrize(("written", "time"), TIMES)
def test_times_have_their_24_hour_form(written: str, time: str, case: type[str]) -> None:
    text = case(f"It was at {written} that he left.")
    mention = only(text, "TIME")
    assert text[mention.start : mention.end] == case(written)
    assert dict(mention.value or {}) == {"time": time}
    assert mention.check == "valid"


@pytest.mark.parametrize(("written", "time"), TWELVE_HOUR)
def test_times_that_may_be_morning_or_evening_say_so(written: str, time: str) -> None:
    text = f"It was at {written} that he left."
    mention = only(text, "TIME")
    assert text[mention.start : mention.end] == written
    assert dict(mention.value or {}) == {"twelve_hour": time}


def test_the_part_of_the_day_decides_and_stays_outside() -> None:
    assert value_of("at six in the evening", "TIME") == {"time": "18:00"}
    assert value_of("at ten past six in the morning", "TIME") == {"time": "06:10"}
    assert value_of("at eleven at night", "TIME") == {"time": "23:00"}
    assert words_of("at six in the evening", "TIME") == ["six"]


@pytest.mark.parametrize("written", ["25:61 hours", "2561 hours", "13am", "22:75 hours"])
def test_times_that_no_clock_shows_are_invalid(written: str) -> None:
    assert found(f"at {written} he left") == [("TIME", written, "invalid")]


PARTS = [
    ("At 0122 we were flagged down, and at 0131 again", ["0122", "0131"]),
    ("between 21.30 and 22.15", ["21.30", "22.15"]),
    ("FROM 1200 TO 2100 HOURS", ["1200", "2100 HOURS"]),
    ("from 6am-10am", ["6am", "10am"]),
    ("AT ROUGHLY 0040 A GROUP", ["0040"]),
    ("0800 hours. 1131 hours.", ["0800 hours", "1131 hours"]),
    ("I was there by four.", ["four"]),
    ("open until nine thirty.", ["nine thirty"]),
    ("shortly before nine by a lad", ["nine"]),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_times_in_a_row(text: str, expected: list[str]) -> None:
    assert words_of(text, "TIME") == expected


NOT_TIMES = [
    "five to ten people came, from 20 to 30 cars",
    "it took 20 to 25 minutes, about half an hour, ten minutes past",
    "a ratio of 10:1 and John 3:164",
    "he was about 5.10 tall and 1.50 metres wide",
    "at 1540 High Street and about 1500 people",
    "it cost 10.50 and £11.30 and 3.5%",
    "I am 10 and the other half one",
    "midnight blue paint",
    "at one point, by two men, before one of them",
    "three hours later, for two hours, thirteen hours of film",
    "since 2011 I have worked there",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_ordinary_words_are_not_times(text: str) -> None:
    assert words_of(text, "TIME") == []


MONEY = [
    ("£3,000", "3000", "GBP"),
    ("£3,000.50", "3000.50", "GBP"),
    ("£ 50", "50", "GBP"),
    ("£1.2m", "1200000", "GBP"),
    ("£50k", "50000", "GBP"),
    ("£2 million", "2000000", "GBP"),
    ("£1,000,000", "1000000", "GBP"),
    ("£0.99", "0.99", "GBP"),
    ("50p", "0.50", "GBP"),
    ("50 pence", "0.50", "GBP"),
    ("€200", "200", "EUR"),
    ("$5", "5", "USD"),
    ("200€", "200", "EUR"),
    ("300 euros", "300", "EUR"),
    ("20 quid", "20", "GBP"),
    ("twenty quid", "20", "GBP"),
    ("two hundred pounds", "200", "GBP"),
    ("two hundred and fifty pounds", "250", "GBP"),
    ("one hundred twenty pound", "120", "GBP"),
    ("a hundred pounds", "100", "GBP"),
    ("half a million pounds", "500000", "GBP"),
    ("seven and a half thousand pounds", "7500", "GBP"),
    ("twenty-one thousand pounds", "21000", "GBP"),
    ("three pounds fifty", "3.50", "GBP"),
    ("two grand", "2000", "GBP"),
    ("two and a half grand", "2500", "GBP"),
    ("20 grand", "20000", "GBP"),
    ("3,000 pounds", "3000", "GBP"),
    ("two tenners", "20", "GBP"),
    ("GBP 300", "300", "GBP"),
    ("2,000 zloty", "2000", "PLN"),
]


@pytest.mark.parametrize("case", [str, str.upper])
@pytest.mark.parametrize(("written", "amount", "currency"), MONEY)
def test_money(written: str, amount: str, currency: str, case: type[str]) -> None:
    text = case(f"He owed me {written}. I asked.")
    mention = only(text, "MONEY")
    assert text[mention.start : mention.end] == case(written)
    assert dict(mention.value or {}) == {"amount": amount, "currency": currency}


def test_money_parts() -> None:
    assert words_of("a fiver and a tenner", "MONEY") == ["fiver", "tenner"]
    assert words_of("£3,000-£4,000, 300 euros", "MONEY") == ["£3,000", "£4,000", "300 euros"]
    assert words_of("we paid a pound for that", "MONEY") == ["a pound"]
    assert words_of("worth £9,500. I know her", "MONEY") == ["£9,500"]
    assert words_of("felt, £8,500 M Connolly", "MONEY") == ["£8,500"]


NOT_MONEY = [
    "a grand piano, the Grand Hotel",
    "two pounds of sugar, ten pounds in weight, he weighed only nine pounds",
    "he pounds the door, a pound shop",
    "the size of a fifty pence piece",
    "at 5p.m. and 7pm, 1080p",
    "hundreds of people, a thousand times",
    "CAD 612/01FEB25",
]


@pytest.mark.parametrize("text", NOT_MONEY)
def test_ordinary_words_are_not_money(text: str) -> None:
    assert words_of(text, "MONEY") == []


@pytest.mark.parametrize(
    ("text", "hour"),
    [("At around 4 he came.", "4:00"), ("I got up at about 10.", "10:00"),
     ("AT AROUND 12 WE LEFT", "12:00"), ("at approximately 5, I went in", "5:00")],
)  # fmt: skip
def test_a_bare_hour_behind_at_around_has_its_value(text: str, hour: str) -> None:
    assert value_of(text, "TIME") == {"twelve_hour": hour}


@pytest.mark.parametrize(
    "text",
    ["At around 4 metres he stopped.", "There were around 4, all in masks.", "at about 4 or 5 men",
     "He lives at about 4 doors down.", "at around 4 The Avenue", "At about 13 he left school."],
)  # fmt: skip
def test_other_numbers_behind_about_are_no_time(text: str) -> None:
    assert words_of(text, "TIME") == []
