"""Words with two senses: what moves, is torn or is burnt and hurts nobody; what is no person."""

import pytest

from tests.unit.digest_telling import parts, quotes, told


@pytest.mark.parametrize(
    "text",
    [
        "The BMW pulled out in front of me.",
        "The BMW pulled out of a side road and I had to brake hard.",
        "He pulled out a phone and rang somebody.",
        "She pulled out her purse to pay.",
        "The car burst through the barrier.",
        "The car returned ten minutes later.",
        "A blue van turned up at about nine.",
        "The car split from the others at the roundabout.",
        "The BMW broke hard and stopped.",
        "The car snapped past me.",
    ],
)
def test_what_only_moves_is_no_loss(text: str) -> None:
    assert told(text, *[("VEHICLE", "BMW")] * ("BMW" in text))["property"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My car was gone from the drive.", "lost"),
        ("The car was gone from the drive.", "lost"),
        ("Her bike had vanished.", "lost"),
        (
            "I parked the van outside my house and when I came out the van was gone.",
            "lost",
        ),
        ("I left the car on the drive. In the morning the car was gone.", "lost"),
        ("The moped was missing.", "lost"),
        ("In the morning the bikes were gone.", "lost"),
        ("The bike was bent.", "damaged"),
        ("The boat had been let down.", "damaged"),
        ("I left the van there and by the time I was back the van had gone.", "lost"),
        ("My bag turned up at the station.", "recovered"),
        ("The van was found abandoned in a lay-by.", "recovered"),
        ("The wires had been pulled out of the wall.", "damaged"),
        ("They had pulled out the cables from the boiler.", "damaged"),
        ("The van crashed into my wall.", "damaged"),
        ("The car window was broken.", "damaged"),
        ("Her tights were ripped at the knee.", "damaged"),
        ("The sleeve of his shirt was torn.", "damaged"),
    ],
)
def test_what_is_lost_or_damaged_is_still_told(text: str, kind: str) -> None:
    (item,) = told(text)["property"]
    assert parts(item, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Her tights were ripped at the knee.",
        "His shirt was torn at the shoulder.",
        "My trousers got badly marked on the knees.",
        "I took that to mean that he would burn my barn down.",
        "He said that he would burn the house down.",
        "They burn rubbish there every week.",
        "He threatened that he'd burn down our shed.",
        "He told them to go there and burn the van out.",
        "He burns his waste in the yard.",
    ],
)
def test_torn_clothes_and_burnt_houses_hurt_nobody(text: str) -> None:
    assert told(text)["injuries"] == []


@pytest.mark.parametrize(
    "text",
    [
        "He ripped the skin of my arm.",
        "Her jeans were torn and her knee was grazed.",
        "He had burns to his hands.",
        "It burnt my hand.",
        "I have burns down my left arm.",
        "I had burns the size of a coin on my neck.",
        "She was left with burns that needed cream.",
        "He suffered burns out to the elbow.",
        "I got cuts and burns down both legs.",
        "He has sustained a burn the length of his finger.",
        "It burns down my arm when I move.",
        "He tried to burn my face with it.",
        "My tooth's loose.",
        "Two of his teeth were chipped.",
        "His left leg was at an odd angle below the knee and bone was showing.",
        'He said, "I can\'t feel my foot."',
    ],
)
def test_hurt_beside_clothes_and_fire_is_still_told(text: str) -> None:
    assert quotes(told(text)["injuries"]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "I dressed the laceration and gave him two tablets.",
        "The nurse dressed his wounds.",
        "My little girl, Poppy, was upstairs.",
        "I counted six dogs, two of them brindle and one white with a black ear.",
        "There were nine men with lurchers, and one was black with a white chest.",
        "The horse was white and about twelve.",
        "He had a dog and it was black and about six.",
        "Lee's dog was all white and about twelve.",
        "A man left and his dog was black and about six.",
    ],
)
def test_dressings_children_and_animals_are_not_described(text: str) -> None:
    kinds = [part.kind for item in told(text)["descriptions"] for part in item.parts]
    assert set(kinds) <= {"sex"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He had a dog with him. He was white, tall and wore a cap.", "ethnic appearance"),
        ("A man with two dogs, who was white, wore a red cap.", "ethnic appearance"),
        ("He was dressed in the black coat and a cap, and was tall.", "clothing"),
        ("A little lad in a red cap ran off.", "build"),
        ("The man walking the dog was black and about 30.", "ethnic appearance"),
        ("A man and his dog came up; a white male, about 30, followed.", "ethnic appearance"),
        ("The woman riding the horse was white, about 50 and tall.", "ethnic appearance"),
        ("I let the dog out and the attacker was black and about 30.", "ethnic appearance"),
        ("It was a scruffy fat man in a red cap.", "build"),
        ("There was a lanky big lad in a red cap.", "build"),
    ],
)
def test_people_beside_them_are(text: str, kind: str) -> None:
    described = told(text)["descriptions"]
    assert any(parts(item, kind) for item in described)


def test_one_s_own_child_has_no_build() -> None:
    text = "My little girl was in a red cap and the lad was tall."
    assert not any(parts(item, "build") for item in told(text)["descriptions"])


SEEN = "He was about thirty, slim, with a shaved head. "


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("At approximately 14:35 hours I saw him on the screen.", "amount of time"),
        ("At 22.15 hours I looked at him again.", "amount of time"),
        ("The car missed him by around 2 feet, and he ran.", "distance"),
        ("It cleared me by a few inches.", "distance"),
    ],
)
def test_clock_times_and_near_misses_are_no_conditions(text: str, condition: str) -> None:
    found = told(SEEN + text)["questions"]
    assert condition not in {item.condition for item in found if item.question is None}
