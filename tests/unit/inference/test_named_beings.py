"""Dogs, boats and operations have names too; whoever might be a person stays."""

import pytest

from models.inference.named_beings import without_beings
from models.inference.results import Mention


def marked(text: str, *names: str, label: str = "PERSON") -> list[Mention]:
    """Return a mention of every place where one of ``names`` stands, as the model would mark it."""
    places = set()
    for name in names:
        start = text.find(name)
        while start >= 0:
            places.add((start, start + len(name)))
            start = text.find(name, start + 1)
    outermost = [
        one
        for one in places
        if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in places)
    ]
    return [
        Mention(
            label=label, start=start, end=end, source="model", confidence=0.9, explanation="Marked."
        )
        for start, end in sorted(outermost)
    ]


def left(text: str, *names: str, label: str = "PERSON") -> list[str]:
    return [
        text[one.start : one.end] for one in without_beings(text, marked(text, *names, label=label))
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A DOG NAMED BLESSING BARKED. BLESSING WAS NO BLESSING.", "BLESSING"),
        ("We have a rabbit called Frost. I fed Frost.", "Frost"),
        ("My dog Tyson slipped his collar. Tyson bit her.", "Tyson"),
        ("Police dog Rex indicated on the glove.", "Rex"),
        ("I was walking my dog Tyson along the canal.", "Tyson"),
        ("I took my dog Tyson. Tyson ran off.", "Tyson"),
        ("The dog's name is Duchess. Duchess growled.", "Duchess"),
        ("I heard Mot. Mot's the dog, he is no use.", "Mot"),
        ("Biscuit is our cat and he hides.", "Biscuit"),
        ("A search dog, Frost, indicated on the glove.", "Frost"),
        ("The trawler was called \u201cSummer Rose\u201d and sank.", "Summer Rose"),
        ("This was under Operation Grace.", "Operation Grace"),
        ("This was under Operation Grace.", "Grace"),
        ("The dug wis there. The dog is cried Tyson.", "Tyson"),
    ],
)
def test_what_is_named_and_no_person_is_left_out(text: str, name: str) -> None:
    assert left(text, name) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I was walking the dog, Sam and I.", "Sam"),
        ("The man with the dog called Sam over.", "Sam"),
        ("I was walking my dog Sam came over.", "Sam"),
        ("She was feeding her cat Ellie knocked.", "Ellie"),
        ("A woman with a dog called Darren to come out.", "Darren"),
        ("The dog handler Frost arrived.", "Frost"),
        ("The horse Sam rode was lame.", "Sam"),
        ("Sam is a dog walker.", "Sam"),
        ("Kev was a dog to her.", "Kev"),
        ("Kev is the dog warden.", "Kev"),
        ("With us were a dog, Sam, and Ken.", "Sam"),
        ("His dog Mr Biscuit", "Mr Biscuit"),
        ("The operation on Grace went well.", "Grace"),
        ("She told the operator Grace was hurt.", "Grace"),
        ("I called Rex.", "Rex"),
        ("The boat Dave owns was taken.", "Dave"),
        ("A man with a dog, Sam, came over to me.", "Sam"),
        ("A guy on a horse, Tom, shouted at me.", "Tom"),
        ("I was walking my dog Sam Smith came over.", "Sam Smith"),
        ("I went out with our dog Dave shouted after me.", "Dave"),
        ("He was with a bird called Tracey.", "Tracey"),
        ("That cow was called Tracey Higgins.", "Tracey Higgins"),
        ("After my operation Sarah took me home.", "Sarah"),
        ("We waited for operation Mr Khan was to do.", "Mr Khan"),
    ],
)
def test_whoever_may_be_a_person_stays(text: str, name: str) -> None:
    assert left(text, name) == [name]


def test_a_person_of_the_same_name_stays_everywhere_but_where_the_dog_is_told_of() -> None:
    text = "Mr Frost has a dog named Frost. Frost shouted at Frost."
    assert left(text, "Mr Frost", "Frost") == ["Mr Frost", "Frost", "Frost"]


def test_an_organisation_or_a_boat_marked_as_one_goes_the_same_way() -> None:
    assert left("This is Operation Encompass.", "Operation Encompass", label="ORG") == []
    text = "We fished from the vessel named Guiding Grace."
    assert left(text, "Guiding Grace", label="ORG") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He is with the Operation Support Group.", "Operation Support Group"),
        ("Our boat called Humber Coastguard on channel 16.", "Humber Coastguard"),
    ],
)
def test_a_body_that_operates_or_is_called_stays(text: str, name: str) -> None:
    assert left(text, name, label="ORG") == [name]


def test_places_keep_their_names_whatever_stands_before() -> None:
    assert left("My cat Peckham", "Peckham", label="LOCATION") == ["Peckham"]


def test_other_labels_are_never_touched() -> None:
    text = "A dog named Monday came on Monday."
    assert left(text, "Monday", label="DATE") == ["Monday", "Monday"]


@pytest.mark.parametrize(
    "told",
    [
        "Max said he was sorry.",
        "My brother Max came.",
        "Max and I left.",
        "Then Max drove off.",
        "Max next door hit me.",
        "Max punched him.",
        "Then I texted Max",
        "Here is Max and his mum.",
        "Then Max's girlfriend came.",
    ],
)
def test_who_does_what_only_people_do_is_somebody_of_the_same_name(told: str) -> None:
    text = f"My dog Max barked. {told} Max left."
    assert left(text, "Max") == ["Max", "Max"]


def test_what_animals_do_makes_them_nobody() -> None:
    assert left("My dog Max barked. Max ran off and Max bit him.", "Max") == []


def test_an_operation_takes_no_person_of_its_name_along() -> None:
    assert left("Under Operation Grace I met Grace.", "Grace") == ["Grace"]
