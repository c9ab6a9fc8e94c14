"""How a sentence knows what it says."""

import tomllib
from pathlib import Path

import pytest

from models.inference.modality import modality

GOLD = Path(__file__).parent / "modality_gold.toml"
# Measured before any cue was changed for it: 178 of 200; with the cues' later corrections 193.
LEAST_RIGHT = 190

TABLE = {
    "stated": """
        He hit me with the bottle.
        I was standing by the bar.
        He told me to get out.
        HE TOLD US TO GET OUT OF THE CAR.
        She asked me not to tell anybody.
        I told him that I had rung the police.
        I said he could have it.
        I will go to court.
        I believe the facts stated in this witness statement are true.
        This statement is true to the best of my knowledge and belief and I make it knowing that.
        I am sure it was him.
        I have no doubt that this is the man.
        He took not only the bag but the phone.
        I didn't realise until later that it was gone.
        I did not notice the blood until I got home.
        It was not long before the police came.
        I couldn't believe it.
        I ran about a mile with a bottle in each hand.
        I thought he was going to kill me.
        He appeared from behind the van.
        It was No. 4 that burnt.
        I produce the disc as exhibit JS/1.
        I said "Go away" to him.
        He shouted "Oi".
        The pub is called "The Old Crown Inn" and I work in it.
        He was about to leave when I came.
    """,
    "reported": """
        He told me that Dean had the knife.
        HE TOLD ME THAT DEAN HAD THE KNIFE.
        I was told he had left.
        I WAS INFORMED BY CONTROL THAT A MALE HAD BEEN STABBED.
        I was later told by my sister that he had gone.
        She said he had done it before.
        My neighbour says it was a van.
        Tom reckons they came from Leeds.
        According to the neighbour it was a van.
        Apparently he had been there all day.
        I have since learned that the car was stolen.
        I later found out that he had been arrested.
        I heard from my mother that he was out.
        I understand that the bank refunded her.
        He telt me he was feart of them.
        She denied it.
        He told me he didn't think it was Dean.
        He said "I will kill you."
        He said "I think she may be dead" and ran.
        He shouted, \u2018You are going to pay for this.\u2019
        "I will be back for you tomorrow."
        We received a call that a man had a knife.
        It was said that he carried a gun.
        People say he is a dealer.
        He has been told it will heal, he says.
        It was a red one, she said.
        The rumour that he had a gun went round the school.
        Mr Hall is understood to have left the country.
    """,
    "uncertain": """
        I think it was a Ford.
        I THINK IT WAS A FORD.
        I reckon he was about twenty.
        I thought it was a Ford.
        It may have been half past ten.
        It might of been a Tuesday.
        It could have been a knife.
        It must have been about nine.
        It would have been around nine.
        He may be her brother.
        I can't be sure of the colour.
        I could not swear to the number.
        I am not certain which of them it was.
        I couldnae be sure who it was.
        I do not remember the number.
        He was about my age I'd say.
        I don\u2019t know who it was.
        I dunno where he went.
        I have no idea why he did it.
        He had what looked like a hammer.
        He looked as if he had been drinking.
        It seemed to be a work van.
        It sounded like a shot.
        To the best of my recollection it was raining.
        As far as I could tell he was alone.
        Maybe he did it, maybe he didn't.
        He probably had a key.
        Mebbe he had a key.
        It was a Polo or something.
        He was approximately six foot tall.
        It was about half past ten.
        The car was about ten years old.
        I could be wrong.
        It is hard to say how many there were.
        He had some kind of knife.
        I would not like to say who threw it.
        I may be mistaken about the day.
    """,
    "negated": """
        I did not see his face.
        I didnt see his face.
        I didnae see his face.
        Nobody came to the door.
        No one came to the door.
        I didn't give him permission.
        I HAVE NEVER MET HIM.
        There was no CCTV.
        He left without paying.
        None of them helped.
        I was unable to move.
        I cannot work.
        She neither spoke nor moved.
        He ain't my brother.
        There was nowt in the bag.
        He failed to stop.
        Nothing was taken.
    """,
}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [(line.strip(), kind) for kind, rows in TABLE.items() for line in rows.strip().split("\n")],
)
def test_cues(sentence: str, expected: str) -> None:
    assert modality(sentence) == expected


def test_hearsay_comes_before_doubt_and_doubt_before_denial() -> None:
    assert modality("He told me he was not sure.") == "reported"
    assert modality("I do not think that he did not see it.") == "uncertain"


def test_sentences_of_statements_are_judged_as_a_person_judges_them() -> None:
    labelled = tomllib.loads(GOLD.read_text(encoding="utf-8"))["sentence"]
    assert len(labelled) == 200
    right = sum(modality(one["text"]) == one["modality"] for one in labelled)
    assert right >= LEAST_RIGHT


def test_line_ends_and_endless_repetition_change_nothing() -> None:
    assert modality("I did\nnot see\nhis face.") == "negated"
    assert modality("not " * 20_000) == "negated"
    assert modality('"a" ' * 20_000) == "stated"
