"""Dates of birth and the heads of messages order no timeline; what happened does."""

import pytest

from tests.unit.digest_telling import told

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
