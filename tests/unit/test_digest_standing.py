"""What a witness saw stays stated beside what was shouted, and beside a number about right."""

import pytest

from tests.unit.digest_telling import told


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ('He pulled out a knife and said, "I will put this in your eye."', "stated"),
        ('He shouted "come here you lot" and waved the knife.', "stated"),
        ('As he held the knife he said, "stay down you lot".', "stated"),
        ('He said, "I have got a big knife at home".', "reported"),
        ('She told me that he had a knife and said "go away from me".', "reported"),
        ('He said he had a knife and shouted "come here you lot".', "reported"),
        ('I think he had a knife and he said, "give me your phone".', "uncertain"),
        ('He had no knife but said, "give me your phone now".', "negated"),
        ("A lad of 18 or so had a knife in his pocket.", "stated"),
        ("He was maybe 10 feet away with the knife.", "stated"),
        ("He swung the knife, perhaps two feet off.", "stated"),
        ("On one day, which I think was in June 1973, he had a knife.", "stated"),
        ("He came back, I think on the Tuesday, with a knife in his hand.", "stated"),
        ("He had, I think, a knife.", "uncertain"),
        ("Maybe he had a knife.", "uncertain"),
        ("I think it was a knife, maybe 10 inches long.", "uncertain"),
        ("It was a knife or so I thought.", "uncertain"),
    ],
)
def test_a_weapon_stands_as_it_was_seen(text: str, stands: str) -> None:
    (item,) = told(text, ("WEAPON", "knife"))["weapons"]
    assert item.modality == stands


def test_what_somebody_did_while_speaking_is_stated() -> None:
    text = 'Gant punched me and said, "that is for grassing".'
    (gant,) = told(text, ("PERSON", "Gant"))["people"]
    assert [(part.kind, part.modality) for part in gant.parts] == [("did", "stated")]


def test_what_somebody_said_is_reported() -> None:
    text = 'Gant said, "that is for grassing on us".'
    (gant,) = told(text, ("PERSON", "Gant"))["people"]
    assert [(part.kind, part.modality) for part in gant.parts] == [("did", "reported")]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ('At 14:47 he ran at me and said, "give me your phone now".', "stated"),
        ('He said, "I was at home at 14:47 with my mum".', "reported"),
        ("She told me that he came at 14:47 and left.", "reported"),
    ],
)
def test_a_time_stands_as_it_was_told(text: str, stands: str) -> None:
    (item,) = told(text, ("TIME", "14:47", "14:47"))["timeline"]
    assert item.modality == stands


def test_a_time_or_a_height_that_is_about_right_stays_doubtful() -> None:
    (item,) = told("I got there at five to eleven or thereabouts.", ("TIME", "five to eleven"))[
        "timeline"
    ]
    assert item.modality == "uncertain"
    (man,) = told("He was very tall, maybe 185 centimetres, thin, in a red cap.")["descriptions"]
    assert man.modality == "uncertain"


@pytest.mark.parametrize("head", ["Statement dated 3 May 2024", "Dated 3 May 2024"])
def test_the_day_of_a_statement_is_no_event_at_its_head_either(head: str) -> None:
    text = f"{head}\n\nI saw him on 1 May 2024."
    found = told(text, ("DATE", "3 May 2024", "2024-05-03"), ("DATE", "1 May 2024", "2024-05-01"))[
        "timeline"
    ]
    assert [item.quote for item in found] == ["I saw him on 1 May 2024."]
