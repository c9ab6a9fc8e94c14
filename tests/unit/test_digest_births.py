"""Dates of birth and the heads of messages order no timeline; what happened does."""

import pytest

from tests.unit.digest_telling import parts, told

SAID = (". On 3 May 2024 I saw him.", ("DATE", "3 May 2024", "2024-05-03"))


def timeline(sentence: str, name: str, day: str, iso: str) -> list[str]:
    """Return the dates by which the timeline of a sentence, and one of 2024, are fixed."""
    rest, later = SAID
    found = told(sentence + rest, ("PERSON", name), ("DATE", day, iso), later)["timeline"]
    return [part.quote for item in found for part in item.parts if part.kind == "date"]


@pytest.mark.parametrize(
    ("sentence", "day", "iso"),
    [
        ("I know Ruth Ellery (14/03/1961) from church", "14/03/1961", "1961-03-14"),
        ("It was Ruth Ellery, 14.03.1961, of 12 Holm Road", "14.03.1961", "1961-03-14"),
        ("It was Ruth Ellery, 14 March 1961, of 12 Holm Road", "14 March 1961", "1961-03-14"),
        ("I live with Ruth Ellery [14-03-1961] and her son", "14-03-1961", "1961-03-14"),
        ("I live with Ruth Ellery (14 March 1961)", "14 March 1961", "1961-03-14"),
        ("My daughter is Ruth Ellery (14/03/2016)", "14/03/2016", "2016-03-14"),
        ("Ruth Ellery | 14/03/1961 | aunt", "14/03/1961", "1961-03-14"),
        ("Ruth Ellery   14/03/1961   aunt", "14/03/1961", "1961-03-14"),
        ("Ruth Ellery (DOB 14/03/1961) came", "14/03/1961", "1961-03-14"),
        ("Ruth Ellery, b. 14/03/1961, came", "14/03/1961", "1961-03-14"),
    ],
)
def test_a_birth_date_after_a_name_is_no_event(sentence: str, day: str, iso: str) -> None:
    assert timeline(sentence, "Ruth Ellery", day, iso) == ["3 May 2024"]


@pytest.mark.parametrize(
    ("sentence", "day", "iso"),
    [
        ("I spoke to Ruth Ellery (14/03/2024) about it", "14/03/2024", "2024-03-14"),
        ("I spoke to Ruth Ellery on 14/03/1961, then left", "14/03/1961", "1961-03-14"),
        ("Since the death of Ruth Ellery (14/03/2009) I drink", "14/03/2009", "2009-03-14"),
        ("I read the statement of Ruth Ellery (14/03/2009)", "14/03/2009", "2009-03-14"),
        ("I married Ruth Ellery, 14/03/2009, in Derby", "14/03/2009", "2009-03-14"),
        ("I first met Ruth Ellery, 14 March 2009, in Derby", "14 March 2009", "2009-03-14"),
        ("I first saw Ruth Ellery. 14/03/2009 was the day", "14/03/2009", "2009-03-14"),
    ],
)
def test_what_happened_on_a_day_stays_an_event(sentence: str, day: str, iso: str) -> None:
    assert timeline(sentence, "Ruth Ellery", day, iso) == [day, "3 May 2024"]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("My date of birth, which is 3rd August 1949, is known", "3rd August 1949"),
        ("My sister's date of birth, which she has asked me to give, is 9th May 2003",
         "9th May 2003"),
        ("My d.o.b. is 21 July 1990", "21 July 1990"),
        ("He gave his date of birth as 3 August 1949", "3 August 1949"),
        ("I know his D.O.B. to be 3 August 1949", "3 August 1949"),
        ("I was born on 3 August 1949", "3 August 1949"),
        ("I was born in Leeds, Yorkshire, on the 3rd August 1949", "3rd August 1949"),
        ("My daughter was born on Tuesday 3 August 1999", "Tuesday 3 August 1999"),
        ("3 August 1949 is my date of birth", "3 August 1949"),
        ("It was the lad 03/08/1999 (DOB)", "03/08/1999"),
    ],
)  # fmt: skip
def test_a_birth_that_is_said_is_no_event(sentence: str, day: str) -> None:
    rest, later = SAID
    found = told(sentence + rest, ("DATE", day, "1949-08-03"), later)["timeline"]
    dates = [part.quote for item in found for part in item.parts if part.kind == "date"]
    assert dates == ["3 May 2024"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I gave my date of birth to the officer who came on 2 May 2024",
        "He asked for my date of birth and it was 2 May 2024 by then",
        "She was born in Leeds and moved out on 2 May 2024",
        "I saw her at the birthday party on 2 May 2024",
        "I was born here. It was 2 May 2024",
        "On 2 May 2024 he asked for my date of birth",
        "On 2 May 2024, which was my daughter's birthday, Marcus punched me",
        "On 2 May 2024, which is my daughter's birthday, Marcus punched me",
        "I do not know his date of birth, the fight was on 2 May 2024",
        "I know his date of birth though the fight was on 2 May 2024",
        "At Lisa's 18th birthday on 2 May 2024 he hit me",
        "On my birthday, 2 May 2024, he hit me",
        "My birthday was 2 May 2024 and he hit me",
        "He was born in Leeds, the fight was on 2 May 2024",
    ],
)
def test_a_birth_told_of_beside_a_day_leaves_the_day(sentence: str) -> None:
    rest, later = SAID
    found = told(sentence + rest, ("DATE", "2 May 2024", "2024-05-02"), later)["timeline"]
    dates = [part.quote for item in found for part in item.parts if part.kind == "date"]
    assert dates == ["2 May 2024", "3 May 2024"]


@pytest.mark.parametrize(
    "sentence",
    [
        "On 2 May 1984, which was my birthday, he hit me",
        "At her 18th birthday on 2 May 1984 he hit me",
        "On my birthday, 2 May 1984, he hit me",
        "I do not know his date of birth, the fight was on 2 May 1984",
    ],
)
def test_what_happened_long_ago_on_a_birthday_is_an_event(sentence: str) -> None:
    rest, later = SAID
    found = told(sentence + rest, ("DATE", "2 May 1984", "1984-05-02"), later)["timeline"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "name", "day", "iso"),
    [
        ("It was Lisa Marsh, at her 18th birthday on 14 June 2025 he hit me.", "Lisa Marsh",
         "14 June 2025", "2025-06-14"),
        ("I was at Lisa Marsh's 18th birthday on 14 June 2025 when he hit me.", "Lisa Marsh",
         "14 June 2025", "2025-06-14"),
        ("I do not know Marcus Denholm's date of birth, the fight was on 3 March 2025.",
         "Marcus Denholm", "3 March 2025", "2025-03-03"),
        ("Lisa Marsh, whose birthday is 3 March 1999, rang. It was 3 March 2025.", "Lisa Marsh",
         "3 March 1999", "1999-03-03"),
    ],
)  # fmt: skip
def test_a_birthday_gives_nobody_a_date_of_birth(text: str, name: str, day: str, iso: str) -> None:
    found = told(text, ("PERSON", name), ("DATE", day, iso))
    assert parts(found["people"][0], "date of birth") == []
    assert found["timeline"]


def test_two_births_in_one_breath() -> None:
    found = told(
        "The boys' dates of birth are 2 May 2012 and 3 June 2014.",
        ("DATE", "2 May 2012", "2012-05-02"),
        ("DATE", "3 June 2014", "2014-06-03"),
    )
    assert found["timeline"] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It was Ruth Ellery, date of birth 14/03/1961, who came.", "14/03/1961"),
        ("Ruth Ellery, who was born in Derby on 14 March 1961, came.", "14 March 1961"),
        ("I gave Ruth Ellery my date of birth, 14/03/1961.", None),
        ("I met Ruth Ellery on 14/03/1961.", None),
    ],
)
def test_a_birth_belongs_to_the_person(text: str, day: str | None) -> None:
    written = day or "14/03/1961"
    found = told(text, ("PERSON", "Ruth Ellery"), ("DATE", written, "1961-03-14"))
    born = [part for part in found["people"][0].parts if part.kind == "date of birth"]
    assert [(part.quote, part.value) for part in born] == ([(day, "1961-03-14")] if day else [])


def test_a_birth_before_another_name_is_that_one_s() -> None:
    found = told(
        "Ruth Ellery and Tom Harrow, date of birth 14/03/1961, came.",
        ("PERSON", "Ruth Ellery"),
        ("PERSON", "Tom Harrow"),
        ("DATE", "14/03/1961", "1961-03-14"),
    )
    born = [[p.quote for p in one.parts if p.kind == "date of birth"] for one in found["people"]]
    assert born == [[], ["14/03/1961"]]


def test_the_form_s_own_date_is_not_needed_where_only_the_birth_is_dated() -> None:
    found = told(
        "I know Ruth Ellery (14/03/1961).",
        ("PERSON", "Ruth Ellery"),
        ("DATE", "14/03/1961", "1961-03-14"),
    )
    # Nothing says how long ago that was.
    assert len(found["timeline"]) == 1


MAIL = """From: Ruth Ellery
Sent: 18 August 2025 00:14
To: Tom Harrow
Subject: 3 May 2024

On 3 May 2024 I saw him.

On 4 May 2024 at 10:02, Tom Harrow <tom@example.com> wrote:
> Date: 5 May 2024
> To: Ruth
"""


def test_the_heads_of_messages_are_no_events() -> None:
    found = told(
        MAIL,
        ("DATE", "18 August 2025", "2025-08-18"),
        ("TIME", "00:14", "00:14"),
        ("DATE", "3 May 2024", "2024-05-03"),
        ("DATE", "3 May 2024", "2024-05-03"),
        ("DATE", "4 May 2024", "2024-05-04"),
        ("TIME", "10:02", "10:02"),
        ("DATE", "5 May 2024", "2024-05-05"),
    )["timeline"]
    assert [item.quote for item in found] == ["On 3 May 2024 I saw him."]


@pytest.mark.parametrize(
    "text",
    [
        "Date: 3 May 2024\nPlace: the yard\n\nHe hit me.",
        "On 3 May 2024 he wrote:\n\nI will find you.",
        "From: 3 May 2024 he came to the yard every day, and he shouted at us until we went in.",
        "Re: the fight. On 3 May 2024 he came.",
    ],
)
def test_other_lines_with_a_date_stay_events(text: str) -> None:
    found = told(text, ("DATE", "3 May 2024", "2024-05-03"))["timeline"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "end",
    [
        "Signed T. E. Hall, 4 May 2024.",
        "Signed: Ann Hall   Date: 4 May 2024",
        "(signed) Ann O'Hall, at Derby on 4 May 2024",
        "Dated this 4 May 2024",
        "sent from my phone 4 May 2024",
    ],
)
def test_the_day_of_signing_is_no_event(end: str) -> None:
    found = told(
        f"On 3 May 2024 I saw him.\n\n{end}",
        ("DATE", "3 May 2024", "2024-05-03"),
        ("DATE", "4 May 2024", "2024-05-04"),
    )["timeline"]
    assert [item.quote for item in found] == ["On 3 May 2024 I saw him."]


@pytest.mark.parametrize(
    "end",
    [
        "Signed for the parcel on 4 May 2024.",
        "Dated 4 May 2024, the letter says so.",
        "I signed it on 4 May 2024.",
        "Signed 4 May 2024.\nI saw him.\nI ran.\nHe ran.",
    ],
)
def test_what_was_signed_in_the_account_is_an_event(end: str) -> None:
    found = told(
        f"On 3 May 2024 I saw him.\n\n{end}",
        ("DATE", "3 May 2024", "2024-05-03"),
        ("DATE", "4 May 2024", "2024-05-04"),
    )["timeline"]
    assert len(found) == 2


def test_births_however_many_are_read() -> None:
    days = ["3 May 2014"] * 2000
    text = f"Their dates of birth are {', '.join(days)}."
    found = told(text, *[("DATE", one, "2014-05-03") for one in days])
    assert len(found["timeline"]) <= 1
