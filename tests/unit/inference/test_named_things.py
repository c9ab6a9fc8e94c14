"""Pubs, boats and clamps: what bears a name or could hurt, and is no person and no weapon."""

import pytest

from models.inference.named_things import without_things
from models.inference.outside_names import is_none
from models.inference.results import Mention


def told(text: str, label: str, *marked: str) -> list[tuple[str, str]]:
    """Return label and words of what stands, where the model marked ``marked`` as ``label``."""
    mentions, at = [], 0
    for words in marked:
        at = text.index(words, at)
        mentions.append(
            Mention(
                label=label, start=at, end=at + len(words), source="model", confidence=0.9,
                explanation="Marked by the model m/1.",
            )
        )  # fmt: skip
        at += len(words)
    return [(one.label, text[one.start : one.end]) for one in without_things(text, mentions)]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("I know him from the Lord Nelson.", "Lord Nelson", "Lord Nelson"),
        ("He was drinking in the Prince Albert.", "Prince Albert", "Prince Albert"),
        ("We left the Duke William at ten.", "William", "Duke William"),
        ("We met at a pub called the Annie Oake.", "Annie Oake", "Annie Oake"),
        ("We met in the King William pub on the corner.", "King William", "King William"),
        ("The Jenny Lind, a pub in Hythe, was full.", "Jenny Lind", "Jenny Lind"),
        ("Marcus Inn is shut.", "Marcus", "Marcus"),
    ],
)
def test_a_pub_is_a_place(text: str, name: str, place: str) -> None:
    assert told(text, "PERSON", name) == [("LOCATION", place)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The boat, the Lady Jane, was moored there.", "Jane"),
        ("I saw Pauline, the boat next to it, sinking.", "Pauline"),
        ("He owns a narrowboat called Saucy Sue.", "Saucy Sue"),
        ("The Mary Rose was moored at the lock.", "Mary Rose"),
        ("The Mary Rose and the Saucy Sue are also moored there.", "Mary Rose"),
        ("We were aboard the Mary Rose.", "Mary Rose"),
        ("Pauline is a fishing boat.", "Pauline"),
    ],
)
def test_a_boat_is_nobody(text: str, name: str) -> None:
    assert told(text, "PERSON", name) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("When I was in the pub Marcus came over.", "Marcus"),
        ("I got off the boat, Marcus was waiting.", "Marcus"),
        ("At the bar, Bernadette Quirke hit him.", "Bernadette Quirke"),
        ("Marcus, the bar manager, saw it.", "Marcus"),
        ("Marcus, the boat owner, saw it.", "Marcus"),
        ("I went to the Denholm Quirke house.", "Denholm Quirke"),
        ("I spoke to the Reverend Ann Oake.", "Reverend Ann Oake"),
        ("I spoke to the late Marcus Denholm.", "Marcus Denholm"),
        ("He stood by the Quirkes.", "Quirkes"),
        ("I saw the Marcus I knew.", "Marcus"),
        ("We sailed with Mary Rose.", "Mary Rose"),
        ("I went out with Marcus and the boat sank.", "Marcus"),
        ("It belongs to the Marcus Denholm who lives at 14.", "Marcus Denholm"),
    ],
)
def test_people_stay(text: str, name: str) -> None:
    assert told(text, "PERSON", name) == [("PERSON", name)]


def test_a_clamp_is_a_weapon_only_where_it_is_used_as_one() -> None:
    put = "He put a wheel clamp on my car. I rang the council."
    assert told(put, "WEAPON", "wheel clamp") == []
    hit = "He picked up the wheel clamp and hit me with it. The clamp was heavy."
    assert told(hit, "WEAPON", "wheel clamp", "clamp") == [
        ("WEAPON", "wheel clamp"), ("WEAPON", "clamp"),
    ]  # fmt: skip
    assert told("He had a hammer.", "WEAPON", "hammer") == [("WEAPON", "hammer")]


@pytest.mark.parametrize("words", ["Signed", "Dated", "SIGNED:", "Signed and dated"])
def test_what_a_form_prints_at_its_foot_is_nobody(words: str) -> None:
    assert is_none(words, "PERSON", 0, len(words))
    assert not is_none(f"{words} Ann", "PERSON", 0, len(words) + 4)
