"""What is by its own form no person, weapon, time or sum; where that leaves a doubt, it stays."""

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
        ("We met in the King William pub on the corner.", "King William", "King William"),
        ("Marcus Inn is shut.", "Marcus", "Marcus"),
        ("I drank in the Annie Oake Arms.", "Annie Oake Arms", "Annie Oake Arms"),
        ("He left the Annie Oake hotel at nine.", "Annie Oake", "Annie Oake"),
        ("I waited at The Jenny Lind inn.", "The Jenny Lind", "The Jenny Lind"),
    ],
)
def test_a_pub_is_a_place(text: str, name: str, place: str) -> None:
    assert told(text, "PERSON", name) == [("LOCATION", place)]


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
        ("A lad from the club called Jayden Marsh punched me.", "Jayden Marsh"),
        ("There was a bloke in the pub known as Smudge.", "Smudge"),
        ("The skipper of the trawler called Ronnie Pike hit me.", "Ronnie Pike"),
        ("I met the owner of a narrowboat called Ann Oake.", "Ann Oake"),
        ("I was with a man who drinks in a pub called Smudge.", "Smudge"),
        ("When I got to the club, the Hendry twins were there.", "Hendry"),
        ("When I got to the club, the Hendry twins were there.", "Hendry twins"),
        ("When I got to the club, the Marcus Denholm lot were there.", "Marcus Denholm"),
        ("John Carter was a stone cutter at the quarry.", "John Carter"),
        ("John Carter, a stone cutter at the quarry, fell.", "John Carter"),
        ("John Carter was the mate on trawlers at Hythe.", "John Carter"),
        ("Marcus, a club and county player, saw it.", "Marcus"),
        ("He held Jamie arms down.", "Jamie"),
        ("They set on the Hendry twins.", "Hendry twins"),
        ("They set on the Marcus Denholm I told you of.", "Marcus Denholm"),
        ("I was hit by the Marcus Denholm.", "Marcus Denholm"),
        ("It belongs to the Marcus Denholm who lives at 14.", "Marcus Denholm"),
        ("I left the pub, called Dan Orr and asked him.", "Dan Orr"),
        ("She entered the club called Dan Orr a liar.", "Dan Orr"),
        ("I left the ship, called Dan Orr and went home.", "Dan Orr"),
        ("We met at a pub called the Annie Oake.", "Annie Oake"),
        ("I spoke to the Inspector Hill.", "Inspector Hill"),
        ("I saw the Major Hill pub landlord.", "Major Hill"),
        ("I spoke to Mr Hill Inn staff.", "Mr Hill"),
        ("The Lady Hill sank his knife in me.", "Lady Hill"),
        ("We were aboard the Mary Rose.", "Mary Rose"),
        ("The boat Pauline was moored there.", "Pauline"),
        ("I gave the Dan Orr Hotel Manager my key.", "Dan Orr"),
        ("I HELD DAN ARMS AND ALL.", "DAN"),
        ("I took the Dan Orr pub quiz sheet.", "Dan Orr"),
    ],
)
def test_people_stay(text: str, name: str) -> None:
    assert told(text, "PERSON", name) == [("PERSON", name)]


def test_a_wheel_clamp_on_a_car_is_no_weapon_and_any_other_clamp_stays_one() -> None:
    put = "He put a wheel clamp on my car. I rang the council."
    assert told(put, "WEAPON", "wheel clamp") == []
    assert told("I saw the clamped vehicle.", "WEAPON", "clamped vehicle") == []
    hit = "He picked up the wheel clamp and hit me with it. The clamp was heavy."
    assert told(hit, "WEAPON", "wheel clamp", "clamp") == [
        ("WEAPON", "wheel clamp"), ("WEAPON", "clamp"),
    ]  # fmt: skip
    assert told("He hit me with a clamp.", "WEAPON", "clamp") == [("WEAPON", "clamp")]
    assert told("He had a hammer.", "WEAPON", "hammer") == [("WEAPON", "hammer")]


@pytest.mark.parametrize("words", ["Signed", "Dated", "SIGNED:", "Signed and dated"])
def test_what_a_form_prints_at_its_foot_is_nobody(words: str) -> None:
    assert is_none(words, "PERSON", 0, len(words))
    assert not is_none(f"{words} Ann", "PERSON", 0, len(words) + 4)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("I drew a sketch plan of the bar.", "sketch plan"),
        ("He wore gun metal grey jogging bottoms.", "gun metal"),
        ("I carried out a needle decompression.", "needle"),
        ("They went to a sword dance.", "sword"),
        ("It was a site plan of the yard.", "site plan"),
        ("The chain of custody is whole.", "chain"),
        ("His coat was gunmetal, I think.", "gunmetal"),
    ],
)
def test_what_only_bears_a_weapon_s_word_is_none(text: str, marked: str) -> None:
    assert told(text, "WEAPON", marked) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He had a kitchen knife in his hand.", "kitchen knife"),
        ("He took a knife from the knife block.", "knife"),
        ("He hit me with a bottle of wine.", "bottle of wine"),
        ("He bought a bottle of wine. He hit me with the bottle.", "bottle of wine"),
        ("He threw a shot glass at my head.", "shot glass"),
        ("She swung the knife block at him.", "knife block"),
        ("He shot me with a nail gun.", "nail gun"),
        ("He pointed the gun at me.", "gun"),
        ("He kept a cricket bat behind the door.", "cricket bat"),
        ("He said he would burst me with the bat and ball, and swung the bat.", "bat"),
        ("He held the blade to my neck.", "blade"),
        ("He was stood with the bottom half of a pint glass in his right hand.", "pint glass"),
        ("He had a bottle of drain cleaner with the cap off.", "bottle of drain cleaner"),
        ("He held up a nail gun. I stepped in between.", "nail gun"),
        ("I saw a nail gun, CD/1. He had fired the nail gun at me.", "nail gun"),
        ("I saw a syringe and a needle in his hand.", "needle"),
        (
            "Darren picked up a pint glass from the bar. He hit me in the face with it.",
            "pint glass",
        ),
        ("He pushed a pint glass into John's face.", "pint glass"),
        ("She came at me with a bottle of vodka and it broke.", "bottle of vodka"),
        ("He took a bottle of vodka and cracked it on my skull.", "bottle of vodka"),
        ("He pulled a nail gun from a bag. He told me to give him the till.", "nail gun"),
        ("He had a nail gun and told me to give him the till.", "nail gun"),
        ("He went for me with a saw blade.", "saw blade"),
        ("He had a saw blade with him.", "saw blade"),
        ("He poured the jerry can of petrol over me.", "jerry can"),
        ("He poured a bottle of vodka over me.", "bottle of vodka"),
        ("Ann had a jug of water. We argued. She rammed it at Marcus.", "jug"),
        ("He brought the knife block right down on the worktop.", "knife block"),
        ("The pint glass shattered on my face.", "pint glass"),
        ("The wine bottle caught me on the head.", "wine bottle"),
        ("She used a wine glass on his neck.", "wine glass"),
        ("A mug of acid was tipped on my head.", "mug of acid"),
        ("A heat gun was put to my face.", "heat gun"),
        ("He had a hammer drill and drilled through my hand.", "hammer drill"),
        ("I noticed a knife stand out from his pocket.", "knife"),
        ("He came in with a knife set on killing me.", "knife"),
        ("He swung with a brick built into a sock.", "brick"),
        ("He was carrying a knife roll.", "knife roll"),
        ("He got a hammer and nails and nailed my hand.", "hammer and nails"),
        ("He had a chain of keys round his fist.", "chain"),
    ],
)
def test_a_weapon_stays_one(text: str, marked: str) -> None:
    assert told(text, "WEAPON", marked) == [("WEAPON", marked)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("There were around 4 people there.", "4"),
        ("At 1.6 seconds the wheel turned.", "1"),
        ("He was around 4 feet away.", "4"),
        ("I stood with about 4 or 5 lads.", "4 or 5"),
        ("He came back around 20 minutes later.", "20"),
        ("The wall was around 6ft high.", "6"),
        ("I'd say around 30 to 40 people were in there.", "30 to 40"),
    ],
)
def test_a_count_is_no_time(text: str, marked: str) -> None:
    assert told(text, "TIME", marked) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("At around 4 he came back.", "4"),
        ("I left at 9.3 and went home.", "9"),
        ("At 4 police arrived.", "4"),
        ("At about 11 customers began to leave.", "11"),
        ("At around 6 men started arriving.", "6"),
        ("At around 18 other officers came.", "18"),
        ("At 6 tall men came in.", "6"),
        ("I was there between 18 and 19 hours.", "18 and 19"),
        ("I was there between 18 and 19 hours.", "18"),
        ("I was there between 18 and 19 hours.", "19"),
        ("It was around 4 when he left.", "4"),
        ("We got there for 7.", "7"),
        ("It was between 2 and 3 on the Sunday.", "2"),
        ("I had lunch around 1.", "1"),
        ("He came at 1830 that day.", "1830"),
        ("At 16:58 people ran.", "16:58"),
        ("1931 Woman across the aisle is Mrs Low.", "1931"),
        ("It was at maybe 20 to 10 that he came.", "20 to 10"),
        ("We ate about 7 and went out.", "7"),
        ("My shift was 14-22.", "14-22"),
        ("I worked 9 to 17.", "9 to 17"),
        ("He came back around 20.", "20"),
        ("At around 20 I left home.", "20"),
        ("It was around 4, all was quiet.", "4"),
        ("It was about 10 minutes past four.", "10"),
        ("He came around 10 minutes to four.", "10"),
        ("It had gone 7 people were leaving.", "7"),
        ("Around 20 to 10 people were leaving.", "20 to 10"),
    ],
)
def test_a_time_stays_one(text: str, marked: str) -> None:
    assert told(text, "TIME", marked) == [("TIME", marked)]


def test_how_strong_a_drink_is_is_no_drug() -> None:
    assert told("He drinks 8 cans of strong lager.", "DRUG", "strong") == []
    both = "strong lager and speed"
    assert told(f"He had {both}.", "DRUG", both) == [("DRUG", both)]
    assert told("He had strong skunk.", "DRUG", "strong skunk") == [("DRUG", "strong skunk")]


@pytest.mark.parametrize("tag", ["\u00a3jaydenh07", "$shayla.m"])
def test_a_name_behind_a_currency_s_sign_is_a_handle(tag: str) -> None:
    assert told(f"I sent it to {tag}.", "MONEY", tag) == [("SOCIAL_HANDLE", tag)]


@pytest.mark.parametrize(
    "amount",
    [
        "\u00a3Ten",
        "$five",
        "\u00a3ZOO",
        "\u00a3Kez",
        "$five.OO",
        "\u00a3approx.500",
        "\u00a320",
        "\u00a3IOO",
        "\u00a3l50",
        "\u00a3S0.OO",
        "20 quid",
        "\u00a32k",
        "\u00a31,500",
    ],
)
def test_a_sum_stays_one(amount: str) -> None:
    assert told(f"I sent {amount}.", "MONEY", amount) == [("MONEY", amount)]
