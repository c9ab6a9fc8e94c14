"""Dates and times as formal hands, notebooks and talkers say them: read, or left, never wrong."""

import pytest

from tests.unit.identifiers.marks import found, value_of, words_of

# What is written, and the words and the ISO form that are marked.
DATES = [
    ("Dated the 27th day of November 2024", "27th day of November 2024", "2024-11-27"),
    ("Dated this 27th day of November, 2024", "27th day of November, 2024", "2024-11-27"),
    (
        "Dated this twenty-seventh day of November 2024",
        "twenty-seventh day of November 2024",
        "2024-11-27",
    ),
    (
        "Dated this First day of May Two Thousand and Twenty Four",
        "First day of May Two Thousand and Twenty Four",
        "2024-05-01",
    ),
    ("on 3rd March twenty twenty-five", "3rd March twenty twenty-five", "2025-03-03"),
    ("in November two thousand and six", "November two thousand and six", "2006-11"),
    ("in May nineteen eighty-four", "May nineteen eighty-four", "1984-05"),
    ("on the first day of May", "first day of May", "--05-01"),
    ("2025/06/05", "2025/06/05", "2025-06-05"),
    ("5.vi.25", "5.vi.25", "2025-06-05"),
    ("5. xi. 2024", "5. xi. 2024", "2024-11-05"),
    ("on 12/IV/1998", "12/IV/1998", "1998-04-12"),
    ("12-xii-24", "12-xii-24", "2024-12-12"),
    ("on 050625 at 2145hrs", "050625", "2025-06-05"),
    ("050625 2145 hrs", "050625", "2025-06-05"),
    ("dated 05062025", "05062025", "2025-06-05"),
    ("DOB 140298", "140298", "1998-02-14"),
    ("He came on 010525 and sat down", "010525", "2025-05-01"),
    ("the 5th inst.", "5th inst", "---05"),
    ("of the 5th ultimo", "5th ultimo", "---05"),
]


@pytest.mark.parametrize("case", [str, str.upper])
@pytest.mark.parametrize(("written", "words", "iso"), DATES)
def test_formal_dates(written: str, words: str, iso: str, case: type[str]) -> None:
    text = case(f"It was {written}.")
    assert words_of(text, "DATE") == [case(words)]
    assert value_of(text, "DATE")["iso"] == iso


def test_this_month_and_the_last_are_proposed_from_the_statement() -> None:
    asked = [("5th inst", "2025-06-05"), ("5th ult", "2025-05-05"), ("5th prox", "2025-07-05")]
    for written, meant in asked:
        assert value_of(f"Your letter of the {written}. came", "DATE")["proposed"] == meant
    assert "proposed" not in value_of("the 5th inst.", "DATE", written_on=None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on the night of 3rd/4th March 2025", ["3rd", "4th March 2025"]),
        ("2/3 March 2025", ["2", "3 March 2025"]),
        ("the night of 30/31 May", ["30", "31 May"]),
        ("in March twenty people came", ["March"]),
        ("on 3 March twenty of them", ["3 March"]),
        ("On 3 March twenty twenty-five officers came.", ["3 March"]),
        ("On the third of March twenty twenty-five police officers came.", ["third of March"]),
        ("In March twenty twenty five of them came.", ["March"]),
        ("In March twenty twenty two men came.", ["March"]),
        ("On 3 March twenty twenty-five I left.", ["3 March twenty twenty-five"]),
        ("On 3 March twenty twenty he left.", ["3 March twenty twenty"]),
    ],
)
def test_two_days_in_one_night_and_people_after_months(text: str, words: list[str]) -> None:
    assert words_of(text, "DATE") == words


@pytest.mark.parametrize(
    "text",
    [
        "exhibit 050625", "ref 050625", "account 050625", "serial number 050625",
        "ring me on 101112", "I called him on 101112", "the code on 991399", "on 450625",
        "the officer on 121110", "I spoke to the officer on 010203 then",
        "version 5.6.25", "section 5.1.25 of the policy", "Android 12.1.24", "paragraph 5.i.2",
        "the sixth day of our holiday", "Ref 12.iv.2", "the 5th instance", "the 1st institution",
        "the 1/2 marathon", "item 3/4 of the list", "we met in the Ultimo bar on 3rd floor",
    ],
)  # fmt: skip
def test_other_figures_and_words_are_no_dates(text: str) -> None:
    assert words_of(text, "DATE") == []


TIMES = [
    ("at 2145hrs", "2145hrs", {"time": "21:45"}),
    ("at quarter past nine in the evening", "quarter past nine", {"time": "21:15"}),
    ("at half ten", "half ten", {"twelve_hour": "10:30"}),
    ("to put the bins out at about 8, as ever", "8", {"twelve_hour": "8:00"}),
    ("when the crowd left at about 4, all in black", "4", {"twelve_hour": "4:00"}),
    ("at half ten that night", "half ten", {"time": "22:30"}),
    ("at five and twenty past six", "five and twenty past six", {"twelve_hour": "6:25"}),
    ("at five-and-twenty to six", "five-and-twenty to six", {"twelve_hour": "5:35"}),
    ("eight thirty pm", "eight thirty pm", {"time": "20:30"}),
    ("nine fifteen in the evening", "nine fifteen", {"time": "21:15"}),
    ("two thirty in the morning", "two thirty", {"time": "02:30"}),
    ("eight forty-five that night", "eight forty-five", {"time": "20:45"}),
]


@pytest.mark.parametrize(("written", "words", "value"), TIMES)
def test_spoken_times(written: str, words: str, value: dict[str, str]) -> None:
    text = f"He came {written}."
    assert words_of(text, "TIME") == [words]
    assert value_of(text, "TIME") == value


def test_both_ends_of_hours_joined_by_a_stroke() -> None:
    assert found("On duty 2145-2200hrs.") == [
        ("TIME", "2145", "valid"), ("TIME", "2200hrs", "valid"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "for half an hour", "for ten minutes", "2hrs 15mins", "for 36hrs", "within 48hrs",
        "half two dozen", "half four of them", "a twelve hour shift", "for nine hours",
        "nine ten quid notes in the morning", "five thirty people at night", "room 2145-2200",
        "ten thirty minute talks", "I'd put the crowd at about 12, all in black",
        "I put his age at around 11, maybe", "his age at around 11, maybe",
        "I would put them at about 12, all lads",
        "I'd estimate the number of lads at around 8, all in",
    ],
)  # fmt: skip
def test_durations_and_counts_are_no_times(text: str) -> None:
    assert words_of(text, "TIME") == []
