"""Injuries, property, descriptions and ADVOKATE: right words found, harmless ones left alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit import digest_yardstick
from tests.unit.digest_telling import parts, quotes, told
from worker.digest.lexicon.observation import CONDITIONS


@pytest.mark.parametrize(
    "text",
    [
        "I had a cut above my left eye.",
        "HIS NOSE WAS BROKEN IN TWO PLACES.",
        "There was blood coming from his ear.",
        "She was unconscious for a minute.",
        "He had bruising to\nboth arms.",
        "I was taken by ambulance to the Leeds General Infirmary.",
        "It needed eleven stitches.",
        "I can't feel two of my toes.",
        "They kept me in the Royal London for eight days.",
        "He had a srnall graze on his chin and swelling to his forehead.",
        "I have been in pain ever since.",
    ],
)
def test_hurt_to_a_body_is_an_injury(text: str) -> None:
    assert quotes(told(text)["injuries"]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He cut across the car park.",
        "The window was broken.",
        "Blood samples were not taken.",
        'He said, "I\'ll cut your throat."',
        "The back of the car was scratched.",
        "He is five foot two.",
        "I work as a porter at Leeds Hospital.",
        "He ran off on foot towards the head of the queue.",
        "That was a bloody nuisance.",
    ],
)
def test_what_only_sounds_like_hurt_is_no_injury(text: str) -> None:
    assert not told(text)["injuries"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("I was not injured.", "negated"),
        ("No injuries were seen.", "negated"),
        ("I could not see for blood in my eyes.", "stated"),
        ("I could not stop the bleeding.", "stated"),
        ("I was not hurt but he had a cut to his hand.", "stated"),
        ("He told me that his arm was broken.", "reported"),
        ("I think that his jaw was broken.", "uncertain"),
        ('She shouted, "I\'ve been stabbed."', "reported"),
    ],
)
def test_injury_says_how_it_was_told(text: str, modality: str) -> None:
    (injury,) = told(text)["injuries"]
    assert injury.modality == modality


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He stole my bike.", "taken"),
        ("They took the till and two bottles of gin.", "taken"),
        ("My purse was missing.", "lost"),
        ("THE REAR WINDOW HAD BEEN SMASHED.", "damaged"),
        ("He kicked the door.", "damaged"),
        ("Police recovered the phone the next day.", "recovered"),
        ("He had my handbag under his arm.", "taken"),
        ("They made off with everything.", "taken"),
        ("He took a bottle of Pinot Grigio from the stand.", "taken"),
    ],
)
def test_what_became_of_property_is_told(text: str, kind: str) -> None:
    (item,) = told(text)["property"]
    assert parts(item, kind)


def test_the_worth_of_property_is_quoted() -> None:
    text = "The watch was worth £1,200 and I paid £4 for the bus."
    (item,) = told(text, ("MONEY", "£1,200"), ("MONEY", "£4"))["property"]
    assert "£1,200" in parts(item, "value")


@pytest.mark.parametrize(
    ("text", "sum_told"),
    [
        ("I sent him £20 through an app.", "£20"),
        ("I transferred £3,000 to the account that he gave me.", "£3,000"),
        ("We sent over £900 that night.", "£900"),
        ("On his word I then transferred another £250.", "£250"),
    ],
)
def test_money_that_the_witness_sent_is_a_loss(text: str, sum_told: str) -> None:
    (item,) = told(text, ("MONEY", sum_told))["property"]
    assert parts(item, "value") == [sum_told]


@pytest.mark.parametrize(
    "text", ["I cashed up, and there was £400 in it.", "The bus was £4 and I sat at the back."]
)
def test_money_that_is_only_counted_is_none(text: str) -> None:
    amount = "£400" if "£400" in text else "£4"
    assert told(text, ("MONEY", amount))["property"] == []


@pytest.mark.parametrize(
    "text",
    [
        "He took part in the search.",
        "I took a photograph of the car.",
        "They took me to the car.",
        "He took a knife out of his bag.",
        "It took two minutes.",
        "He broke his arm.",
        "PC Lee and I took the phone to the office.",
        "He lost his temper.",
        "She broke down in tears at the door.",
        'He said, "I\'ll smash your windows."',
    ],
)
def test_what_only_sounds_like_a_loss_is_none(text: str) -> None:
    assert not told(text)["property"]


def test_nothing_taken_is_a_negated_item() -> None:
    (item,) = told("No money was taken from the till.")["property"]
    assert item.modality == "negated"


def test_points_of_a_description_are_quoted_each_by_name() -> None:
    text = (
        "He was a white man, about 25 years old, six foot two, of slim build, with short ginger "
        "hair, blue eyes, a beard, a scar on his chin, a Scottish accent and a grey hoodie."
    )
    (item,) = told(text)["descriptions"]
    assert {part.kind: part.quote for part in item.parts} == {
        "ethnic appearance": "white",
        "sex": "man",
        "age": "about 25 years old",
        "height": "six foot two",
        "build": "slim build",
        "hair": "short ginger hair",
        "eyes": "blue eyes",
        "face": "beard",
        "marks": "a scar on his chin",
        "voice": "a Scottish accent",
        "clothing": "grey hoodie",
    }


@pytest.mark.parametrize(
    "text",
    [
        "He was wearing a black tracksuit.",
        "MALE ONE WAS IC3, ABOUT TWENTY, SLIM.",
        "The rider was short, with a ginger bit of fringe.",
        "She is 5'4\" and of heavy build.",
        "The second lad was tall, slirn, in a navy coat.",
        "One of them had a tattoo of a rose on his neck.",
    ],
)
def test_how_somebody_looked_is_a_description(text: str) -> None:
    assert quotes(told(text)["descriptions"]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "I was standing about six feet away.",
        "The building is tall and white.",
        "I took off my black coat.",
        "I was wearing my uniform.",
        "A short time later he left.",
        "The fence is six foot high.",
        "He bought a bottle of ginger beer, which was £3.45.",
    ],
)
def test_what_is_no_person_is_not_described(text: str) -> None:
    assert not told(text)["descriptions"]


def test_a_name_is_no_colour() -> None:
    assert not told("He spoke to Mr White, who left.", ("PERSON", "Mr White"))["descriptions"]


SEEN = "He was about thirty, slim, with a shaved head. "


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("I saw him for about ten seconds.", "amount of time"),
        ("I was roughly ten metres away from him.", "distance"),
        ("It was dark but the street lighting was good.", "visibility"),
        ("Nothing was in the way of my view.", "obstruction"),
        ("I had never seen him before.", "known or seen before"),
        ("I noticed him because he was laughing.", "any reason to remember"),
        ("I attended an identification procedure on the Friday.", "time lapse"),
        ("I said that he had a beard but I was mistaken.", "error or material discrepancy"),
    ],
)
def test_condition_that_is_met_is_quoted_and_the_others_are_asked(
    text: str, condition: str
) -> None:
    found = told(SEEN + text)["questions"]
    met = {item.condition: item.quote for item in found if item.question is None}
    assert met == {condition: text}
    asked = [item for item in found if item.question is not None]
    assert [item.condition for item in asked] == [
        each.name for each in CONDITIONS if each.name != condition
    ]
    for item in asked:
        assert item.quote == SEEN.strip()
        assert item.question is not None
        assert item.question.startswith("Not found in this statement: ")
        assert "Ask: " in item.question


@pytest.mark.parametrize(
    "text",
    [
        "The shop was ten metres away and it was dark.",
        "I recognised the handwriting.",
        "Mrs Lee described him as tall, slim and about thirty.",
        "It lasted ten minutes.",
        "",
    ],
)
def test_nothing_is_asked_where_nobody_is_described_or_identified(text: str) -> None:
    assert told(text)["questions"] == []


def test_one_who_would_know_somebody_again_is_asked() -> None:
    found = told("I would know him again.")["questions"]
    assert len(found) == len(CONDITIONS)


def test_cues_keep_what_they_reached_on_statements_labelled_by_hand() -> None:
    tallies, wrongly_asked = digest_yardstick.measure()
    assert wrongly_asked == []
    assert len(list(digest_yardstick.golds())) == 12
    for heading, precision, recall in (
        ("injuries", 0.9, 0.8),
        ("property", 0.78, 0.66),
        ("descriptions", 0.78, 0.7),
        ("advokate", 0.82, 0.82),
    ):
        tally = tallies[heading]
        assert tally.precision >= precision, tally.surplus
        assert tally.recall >= recall, tally.missed


_SCRAPS = (
    *(
        "I ",
        "he ",
        "did not ",
        "took ",
        "my phone",
        "cut ",
        "his arm",
        "six foot ",
        "tall, ",
        "a white man ",
    ),
    *(
        "ten metres away",
        "wearing a ",
        "hoodie",
        "told me ",
        "knife",
        ". ",
        ", ",
        "\n",
        "\n\n",
        '"',
        "“",
        "”",
        "(",
    ),
    *(
        ")",
        "; ",
        "- ",
        "\u00a0",
        "\u0130",
        "🏏",
        "ﬁ",
        "PASC0E ",
        "frorn ",
        "later ",
        "was ",
        "hospital ",
        "£20 ",
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_SCRAPS), max_size=60).map("".join))
def test_whatever_is_told_is_quoted_as_it_stands(text: str) -> None:
    told(text)  # It checks every quotation.


@pytest.mark.parametrize(
    "scrap", ["cut hand ", "took my phone and ", " " * 9 + "x ", '" took ', "he had, "]
)
def test_time_grows_with_the_text(scrap: str) -> None:
    def least(length: int) -> float:
        text = scrap * (length // len(scrap))
        spent = []
        for _ in range(3):
            start = time.perf_counter()
            told(text)
            spent.append(time.perf_counter() - start)
        return min(spent)

    # Eight times the text; were the time to grow with its square, it would take 64 times as long.
    assert least(16_000) < 24 * least(2_000)
