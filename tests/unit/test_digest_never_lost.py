"""What a rule against false items must never cost: events, injuries and losses that were told."""

import pytest

from tests.unit.digest_telling import parts, quotes, told


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("On 3 May 2015, which is my daughter's birthday, he raped me.", "3 May 2015",
         "2015-05-03"),
        ("He first touched me on 3 May 2005, which is my birthday.", "3 May 2005", "2005-05-03"),
        ("My photographs were published in May 2025.", "May 2025", "2025-05"),
        ("The abuse dates back to June 2004.", "June 2004", "2004-06"),
        ("The fake invoices were printed in May 2025.", "May 2025", "2025-05"),
        ("I was sacked under the Procedure in June 2024.", "June 2024", "2024-06"),
        ("A fence was erected around June 2024 to block my drive.", "June 2024", "2024-06"),
        ("3 May 2025 was my sister's DOB and he hit me.", "3 May 2025", "2025-05-03"),
        ("Amy, born 3 May 2015, and 2 June 2025 was when he hit her.", "2 June 2025",
         "2025-06-02"),
        ("He changed the DOB on the form which was on 3 May 2005.", "3 May 2005", "2005-05-03"),
    ],
)  # fmt: skip
def test_what_happened_on_a_day_stays_in_the_timeline(text: str, words: str, iso: str) -> None:
    assert quotes(told(text, ("DATE", words, iso))["timeline"]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He used a lighter to burn my brother on the arm.",
        "He would burn my son with a cigarette on his arm.",
        "They burn the woman with acid on her face.",
        "He did burn the baby on the foot.",
    ],
)
def test_somebody_who_is_burnt_is_hurt(text: str) -> None:
    (item,) = told(text)["injuries"]
    assert parts(item, "injury") == ["burn"]


@pytest.mark.parametrize(
    "text",
    [
        "He kicked it until the bike broke.",
        "He swung on it and the scooter split at the frame.",
        "A white van disappeared with my tools in the back.",
        "The car vanished overnight.",
        "I got back from work by 6pm and by then the car had gone.",
        "I looked again and the bike was gone.",
        "He ran over it and the bike bent in half.",
    ],
)
def test_what_is_gone_or_broken_is_a_loss(text: str) -> None:
    assert quotes(told(text)["property"]) == [text]
