"""What an exhibit is: the words for the thing, or its sentence, and never what was done with it."""

import pytest

from tests.unit.digest_telling import parts, told


def what(text: str, *references: str) -> list[list[str]]:
    """Return for each reference the words that say what it is."""
    marked = [("EXHIBIT_REF", one) for one in references]
    return [parts(item, "what") for item in told(text, *marked)["exhibits"]]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Leon's trainers, which had red staining, were seized by PC Uddin as AB/1.",
         "Leon's trainers, which had red staining"),
        ("I gave my jacket to PCSO Tomos who took it as AB/1.", "my jacket"),
        ("I handed the hard drive to the police as exhibit AB/1.", "the hard drive"),
        ("In his back pocket was a small bag of powder, AB/1.", "a small bag of powder"),
        ("UNDER HIS SHIRT, TAPED TO HIS RIBS, WAS A LOCK KNIFE, AB/1.", "A LOCK KNIFE"),
        ("Under the mattress was an iPhone 14, AB/1.", "an iPhone 14"),
        ("I have seen both sets, AB/1.", "both sets"),
        ("His phone (number ending 0388) was handed over, AB/1.",
         "His phone (number ending 0388)"),
        ("The licence, issued in 1972 and produced at AB/1, was for soil.",
         "The licence, issued in 1972"),
        ("I recovered a letter addressed to Miss Pryce, AB/1.", "a letter addressed to Miss Pryce"),
        ("I SEIZED THE SNOOD WEARING CLEAN GLOVES AND SEALED IT IN BAG A0046131 AS AB/1.",
         "THE SNOOD"),
        ("One trainer, AB/1, was by the door.", "One trainer"),
    ],
)  # fmt: skip
def test_what_it_is_is_the_thing_alone(text: str, thing: str) -> None:
    assert what(text, "AB/1") == [[thing]]


@pytest.mark.parametrize(
    "text",
    [
        "I put it in a bag and it is AB/1.",
        "He has it safe and it is AB/1.",
        "I later handed these to DC Bright, who has exhibited them as AB/1.",
        "They're exhibit AB/1.",
        "Analysis by my colleague detected petrol in AB/1.",
        "At 06:58 hours I received AB/1.",
        "The reply from AB/1 was short.",
        "He showed me AB/1.",
    ],
)
def test_where_no_thing_is_named_the_sentences_are_quoted(text: str) -> None:
    (item,) = told(f"I found a dress. {text}", ("EXHIBIT_REF", "AB/1"))["exhibits"]
    assert parts(item, "what") in ([], ["it"], ["these"])
    assert parts(item, "before") == ["I found a dress."]
    assert parts(item, "told") == [text]


def test_the_name_of_a_person_is_no_thing() -> None:
    found = told(
        "I found a key. I gave it to Rhiannon AB/1.",
        ("PERSON", "Rhiannon"),
        ("EXHIBIT_REF", "AB/1"),
    )["exhibits"]
    assert parts(found[0], "what") == []


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("I produce: AB/1, account opening form; AB/2, statements of March; AB/3 a log.",
         ["account opening form", "statements of March", "a log"]),
        ("The items were AB/1, a swab of a red stain; AB/2, a gel lift; and AB/3, a pair of boots.",
         ["a swab of a red stain", "a gel lift", "a pair of boots"]),
        ("I found seven phones, AB/1; four purses, AB/2; and a bank card, AB/3.",
         ["seven phones", "four purses", "a bank card"]),
        ("I took two photographs, exhibits AB/1, AB/2 and AB/3.", ["two photographs"] * 3),
        ("I found two ampoules and a syringe, which I seized as AB/1, AB/2 and AB/3.",
         ["two ampoules and a syringe"] * 3),
        ("I took swabs, exhibits AB/1 and AB/2, and a body map, AB/3.",
         ["swabs", "swabs", "a body map"]),
    ],
)  # fmt: skip
def test_each_entry_of_a_list_says_its_own(text: str, things: list[str]) -> None:
    assert what(text, "AB/1", "AB/2", "AB/3") == [[thing] for thing in things]


def test_what_one_sentence_says_outright_is_not_quoted_for_again() -> None:
    (item,) = told(
        "I found a glove, AB/1. It was wet. I sent AB/1 away.",
        ("EXHIBIT_REF", "AB/1"),
        ("EXHIBIT_REF", "AB/1"),
    )["exhibits"]
    assert [(part.kind, part.quote) for part in item.parts] == [("what", "a glove")]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "I received AB/4, \u00a3340 in cash, and AB/5, a clear bag of white powder.",
            {"AB/4": "\u00a3340 in cash", "AB/5": "a clear bag of white powder"},
        ),
        (
            "He handed over AB/1, a phone, AB/2, a charger, and AB/3, two keys.",
            {"AB/1": "a phone", "AB/2": "a charger", "AB/3": "two keys"},
        ),
        ("I produce a knife, AB/4, and a coat, AB/5.", {"AB/4": "a knife", "AB/5": "a coat"}),
        (
            "I produce a knife, AB/4, a coat, AB/5, and a phone, AB/6.",
            {"AB/4": "a knife", "AB/5": "a coat", "AB/6": "a phone"},
        ),
    ],
)
def test_whether_a_thing_stands_before_or_behind_the_first_decides_for_all(
    text: str, things: dict[str, str]
) -> None:
    found = told(text, *(("EXHIBIT_REF", each) for each in things))["exhibits"]
    assert {one.quote: parts(one, "what") for one in found} == {
        reference: [thing] for reference, thing in things.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "On the continuity label of AB/1 the time of seizure had been entered as 2233 hours.",
        "The history of AB/1 contains a visit at 22:51 to a news page.",
        "The screen of AB/1 was a mess.",
    ],
)
def test_what_is_said_of_a_part_or_of_something_else_is_not_what_it_is(text: str) -> None:
    assert what(text, "AB/1") == [[]]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("PC Nowicki handed to me in person a rigid knife tube, exhibit AB/1.",
         "a rigid knife tube"),
        ("Warsame handed me a sealed envelope holding a memory card, his exhibit AB/1.",
         "a sealed envelope holding a memory card"),
        ("My daughter brought me the letter, AB/1, that evening.", "the letter"),
        ("AB/1 the knife is in the property store.", "the knife"),
    ],
)  # fmt: skip
def test_what_somebody_else_hands_over_is_the_thing(text: str, thing: str) -> None:
    assert what(text, "AB/1") == [[thing]]


def test_a_list_however_long_is_read() -> None:
    references = [f"AB/{number}" for number in range(1, 3001)]
    text = f"I took photographs, exhibits {', '.join(references)}."
    found = told(text, *[("EXHIBIT_REF", one) for one in references])["exhibits"]
    assert len(found) == len(references)
    assert parts(found[1], "what") == ["photographs"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("JS/1 is a screenshot of Marcus's message and JS/2 shows him outside.",
         [["a screenshot of Marcus's message"], []]),
        ("JS/1 is a photo of the yard, and JS/2 had been deleted.", [["a photo of the yard"], []]),
        ("The knife JS/1 was beside JS/2.", [["The knife"], []]),
        ("The knife JS/1 was lying next to JS/2.", [["The knife"], []]),
        ("The glove JS/1 was found underneath JS/2.", [["The glove"], []]),
        ("The phone JS/1 was not like JS/2.", [["The phone"], []]),
    ],
)  # fmt: skip
def test_what_is_told_of_one_exhibit_is_not_given_to_the_next(
    text: str, things: list[list[str]]
) -> None:
    assert what(text, "JS/1", "JS/2") == things


def test_a_sentence_with_many_things_behind_their_references_is_read_once() -> None:
    references = [f"AB/{number}" for number in range(1, 3001)]
    text = f"I received {', '.join(f'{one}, a key' for one in references)}."
    found = told(text, *[("EXHIBIT_REF", one) for one in references])["exhibits"]
    assert [parts(one, "what") for one in found] == [["a key"]] * len(references)
