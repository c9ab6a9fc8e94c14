"""What a witness saw stays stated before what was shouted; doubt and hearsay are never cut away."""

from dataclasses import replace

import pytest

from models.inference.results import Modality
from tests.unit.digest_telling import as_analysed, as_read, told
from worker.digest.standing import standing
from worker.digest.telling import Telling


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ('He pulled out a knife and said, "I will put this in your eye."', "stated"),
        ('He shouted "come here you lot" and waved the knife.', "reported"),
        ('As he held the knife he said, "stay down you lot".', "stated"),
        ('He said, "I have got a big knife at home".', "reported"),
        ('She told me that he had a knife and said "go away from me".', "reported"),
        ('He said he had a knife and shouted "come here you lot".', "reported"),
        ('I think he had a knife and he said, "give me your phone".', "uncertain"),
        ('He had no knife but said, "give me your phone now".', "negated"),
        ("A lad of 18 or so had a knife in his pocket.", "uncertain"),
        ("He was maybe 10 feet away with the knife.", "uncertain"),
        ("He swung the knife, perhaps two feet off.", "uncertain"),
        ("On one day, which I think was in June 1973, he had a knife.", "uncertain"),
        ("He came back, I think on the Tuesday, with a knife in his hand.", "uncertain"),
        ("He had, I think, a knife.", "uncertain"),
        ("Maybe he had a knife.", "uncertain"),
        ("I think it was a knife, maybe 10 inches long.", "uncertain"),
        ("It was a knife or so I thought.", "uncertain"),
        ("It was a knife or so.", "uncertain"),
        ("There were 2 or so I thought, and one had a knife.", "uncertain"),
        ("He was there for a minute or so with the knife.", "uncertain"),
        ("A man, I think he had 2 mates, had a knife, and ran.", "uncertain"),
        ("Someone, perhaps Marcus that evening, had a knife, and ran.", "uncertain"),
        ("He came, I think he may have had a knife, and then ran.", "uncertain"),
        ("He came, I think with a knife that night, and then ran.", "uncertain"),
        ("He came, I think it was in early May, with a knife.", "uncertain"),
        ("He came, perhaps on the evening of the 3rd, with a knife.", "uncertain"),
        ("He came, I think at about half past nine, with a knife.", "uncertain"),
        ("Maybe two men had a knife each.", "uncertain"),
        ("He ran and maybe two seconds of it was with a knife.", "uncertain"),
        ("There was maybe one knife.", "uncertain"),
        ('Ann rang and said "get here now" because Leon had a knife at her.', "reported"),
        ('Lisa said "it was Marcus again" and that he had a knife.', "reported"),
        ('Lisa said "it was Marcus again", and that Marcus had a knife.', "reported"),
        ('Lisa said "he is mental he is", and he had a knife.', "reported"),
        ('Lisa said "he is mental he is", Marcus had a knife.', "reported"),
        ('"It was Marcus again", Lisa said, and that he had a knife.', "reported"),
        ('He held the knife and said "I will be back" and that he knew me.', "reported"),
        ('He shouted "come here you lot" and I had the knife by then.', "reported"),
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


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        (
            "Marcus ran at Lisa, I think he may have stabbed her, and then he left.",
            "uncertain",
        ),
        ("Maybe one punch split his lip.", "uncertain"),
        ("Possibly two of the kicks broke her ribs.", "uncertain"),
        ("He fell and maybe two kicks broke her ribs.", "uncertain"),
        ("He stabbed me maybe three times.", "uncertain"),
        ("He stabbed me from maybe two feet away.", "uncertain"),
        ('Lisa said "he is mental he is", and Marcus had stabbed Lee twice.', "reported"),
        ('Marcus stabbed me and said "stay down there you".', "stated"),
    ],
)
def test_an_injury_stands_as_it_was_told(text: str, stands: str) -> None:
    (item,) = told(text)["injuries"]
    assert item.modality == stands


def test_what_goes_on_behind_a_quotation_is_reported_of_whoever_did_it() -> None:
    text = 'Lisa said "he is mental he is", and Marcus had stabbed Lee twice.'
    found = told(text, ("PERSON", "Marcus"))["people"]
    assert [part.modality for part in found[0].parts if part.kind == "did"] == ["reported"]


def test_doubt_about_who_did_it_is_no_doubt_about_the_day() -> None:
    text = "Someone, perhaps Marcus that evening, slashed my tyres."
    (item,) = told(text)["property"]
    assert item.modality == "uncertain"


@pytest.mark.parametrize(
    ("text", "own", "part"),
    [
        ('He had a knife and said "stay down". I think.', "uncertain", "knife"),
        ("He was maybe 10 feet away with a knife. I am not sure.", "uncertain", "knife"),
        ('He stabbed me and said "stay down you lot". I was told that later.', "reported", "stab"),
    ],
)
def test_a_hedge_in_the_sentence_beside_is_never_lost(text: str, own: Modality, part: str) -> None:
    analysis = as_analysed(text)
    first, *rest = analysis.sentences
    telling = Telling(as_read(text), (replace(first, modality=own), *rest), ())
    at = text.index(part)
    assert standing(telling, 0, at, at + len(part)) == own
