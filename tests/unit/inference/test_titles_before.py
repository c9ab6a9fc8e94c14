"""Titles right before a name are part of it; words that only describe somebody are not."""

import pytest

from models.inference.titles_before import with_title


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("a ", "Watch Manager "),
        ("I spoke to ", "Detective Chief Inspector "),
        ("I spoke to ", "TEMPORARY DETECTIVE SERGEANT "),
        ("Then ", "PC "),
        ("Then ", "Sgt. "),
        ("seen by ", "Staff Nurse "),
        ("before ", "Deputy District Judge "),
        ("with ", "Squadron Leader "),
        ("with ", "Mr "),
        ("with ", "Mrs. "),
        ("with ", "Police Constable\n"),
    ],
)
def test_a_title_belongs_to_the_name(before: str, title: str) -> None:
    text = before + title + "Asghar came."
    assert with_title(text, len(before + title)) == len(before)


@pytest.mark.parametrize(
    "before",
    [
        "my sister ",
        "the driver ",
        "the custody nurse ",
        "a police officer ",
        "the manager ",
        "He missed ",
        "Hamster ",
        "it was dc ",
        "the sergeant.\n\n",
        "She told the constable, ",
        "",
    ],
)
def test_what_only_describes_somebody_does_not(before: str) -> None:
    assert with_title(before + "Asghar came.", len(before)) == len(before)
