"""A weekday alone goes by the day that the account has just told, else by the statement's date."""

import pytest

from models.inference.identifiers import find

WRITTEN_ON = "2025-09-18"  # a Thursday
TOLD = "On Saturday 6th September 2025 he came to the house. "


def proposals(text: str, written_on: str | None = WRITTEN_ON) -> list[tuple[str, str, str]]:
    """Each weekday with the day proposed for it, and what that is reckoned from."""
    found = []
    for mention in find(text, written_on=written_on):
        value = mention.value or {}
        if mention.label == "DATE" and "weekday" in value and "iso" not in value:
            day, source = value.get("proposed", ""), value.get("proposed_by", "")
            found.append((text[mention.start : mention.end], day, source))
    return found


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("On the Wednesday he rang.", [("Wednesday", "2025-09-10")]),
        ("At 5.20am on the Sunday he left.", [("Sunday", "2025-09-07")]),
        ("On the Sunday I rang. On the Wednesday he rang.",
         [("Sunday", "2025-09-07"), ("Wednesday", "2025-09-10")]),
        ("He stayed until the Monday morning.", [("Monday", "2025-09-08")]),
        ("On the Saturday he had a hat on.", [("Saturday", "2025-09-06")]),
        ("On Tuesday he was back.", [("Tuesday", "2025-09-09")]),
        ("The following Saturday he was back.", [("Saturday", "2025-09-13")]),
        ("That Thursday I saw the doctor.", [("Thursday", "2025-09-11")]),
        ("I was off work since the Wednesday.", [("Wednesday", "2025-09-03")]),
        ("It began on the Friday before.", [("Friday", "2025-09-05")]),
        ("My son is 12. ON THE MONDAY HE RANG.", [("MONDAY", "2025-09-08")]),
        ("It was Leon Marchetti, d.o.b. 30/08/1988. On the Sunday he rang.",
         [("Sunday", "2025-09-07")]),
        ("Ruth Ellery, 14/03/1961, was there. On the Sunday he rang.", [("Sunday", "2025-09-07")]),
        ("He had been convicted on 3 May 2016. On the Sunday he rang.",
         [("Sunday", "2025-09-07")]),
    ],
)  # fmt: skip
def test_a_weekday_goes_by_the_day_told_before_it(
    rest: str, expected: list[tuple[str, str]]
) -> None:
    assert proposals(TOLD + rest) == [(*one, "account") for one in expected]


def test_the_wednesday_points_back_over_more_than_a_page() -> None:
    text = TOLD + "He said nothing. " * 200 + "On the Wednesday he rang."
    assert proposals(text) == [("Wednesday", "2025-09-10", "account")]


def test_an_account_of_long_ago_has_its_own_days() -> None:
    text = "On 6 June 1987 he came to the house. On the Monday he rang."
    assert proposals(text) == [("Monday", "1987-06-08", "account")]
    text = f"{TOLD}It began on Saturday 6 June 1987. On the Monday he rang."
    assert proposals(text) == [("Monday", "1987-06-08", "account")]


def test_without_a_statement_s_date_the_account_still_says() -> None:
    assert proposals(f"{TOLD}On the Wednesday he rang.", None) == [
        ("Wednesday", "2025-09-10", "account")
    ]
    assert proposals("On the Wednesday he rang.", None) == [("Wednesday", "", "")]


def test_what_the_account_says_is_explained() -> None:
    found = find(f"{TOLD}On the Wednesday he rang.", written_on=WRITTEN_ON)
    assert found[-1].explanation.endswith("proposed by the day told before it")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On the Wednesday he rang.", "2025-09-17"),
        (f"{TOLD}I saw him again last Wednesday.", "2025-09-17"),
        (f"{TOLD}I go to court next Wednesday.", "2025-09-24"),
        ("Dated: 18 September 2025\n\nOn the Wednesday he rang.", "2025-09-17"),
        ("I was born on 3 August 1949. On the Wednesday he rang.", "2025-09-17"),
        ("My date of birth, which is 3rd August 1949, is known. On Wednesday he rang.",
         "2025-09-17"),
        ("Ruth Ellery (14/03/1961) was there. On the Wednesday he rang.", "2025-09-17"),
        ("I have lived there since 4 May 2019. On Wednesday he rang.", "2025-09-17"),
        ("On 4 May 2019 we met. In August 2025 it began. On the Wednesday he rang.",
         "2025-09-17"),
        (TOLD + "He said nothing. " * 50 + "On Wednesday he rang.", "2025-09-17"),
        (TOLD + "He said nothing. " * 400 + "On the Wednesday he rang.", "2025-09-17"),
        # The day after the one told would be after the statement.
        ("On Wednesday 17 September 2025 he came. He had rung me on the Tuesday.", ""),
        ("On Wednesday 17 September 2025 he came. On the Tuesday he rang.", "2025-09-16"),
    ],
)  # fmt: skip
def test_else_it_goes_by_the_statement_s_date(text: str, day: str) -> None:
    *_, last = proposals(text)
    assert last[1:] == (day, "statement" if day else "")


@pytest.mark.parametrize(
    "rest",
    ["He came every Wednesday.", "He came on a Wednesday.", "I work Wednesdays.",
     "I had seen him on the Wednesday.", "It was the Wednesday before last."],
)  # fmt: skip
def test_several_days_are_no_day(rest: str) -> None:
    assert proposals(TOLD + rest)[-1][1:] == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "On Saturday 6 September 2025 I reported it. It was on Wednesday that he hit me.",
        "I called the police on Saturday 6 September 2025. On the Wednesday he had hit me.",
        "On Saturday 6 September 2025 I rang 101 about this. He hit me on Wednesday.",
        "On Saturday 6 September 2025 I made a report. He came on the Saturday.",
    ],
)
def test_a_report_is_of_days_before_it(text: str) -> None:
    assert proposals(text)[-1][1:] == ("", "")


def test_after_a_report_words_that_point_still_do() -> None:
    text = "On Saturday 6 September 2025 I reported it. The following Monday he rang."
    assert proposals(text) == [("Monday", "2025-09-08", "account")]
    text = "On Saturday 6 September 2025 I reported it. He hit me on the Wednesday before."
    assert proposals(text) == [("Wednesday", "2025-09-03", "account")]
