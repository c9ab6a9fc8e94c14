"""Names in lists, tables and heads of messages are those that the layout says."""

from itertools import pairwise

import pytest

from models.inference.laid_out_names import laid_out
from models.inference.results import Mention


def people(marked: str) -> list[str]:
    """Return the people of a text in which ``[`` and ``]`` stand around what the model marked."""
    text, places, start = "", [], 0
    for sign in marked:
        if sign == "[":
            start = len(text)
        elif sign == "]":
            places.append((start, len(text)))
        else:
            text += sign
    mentions = [
        Mention(
            label="PERSON",
            start=start,
            end=end,
            source="model",
            confidence=0.9,
            explanation="Marked by the model m/1.",
        )
        for start, end in places
    ]
    found = laid_out(text, mentions)
    assert sorted(found, key=lambda one: one.start) == list(found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (
            "Witnesses:\n[QUIRKE], [Bernadette\nQuirke], [Bernadette Mary\nOkonkwo], [Daniel]",
            ["QUIRKE, Bernadette", "Quirke, Bernadette Mary", "Okonkwo, Daniel"],
        ),
        (
            "[Quirke], [Bernadette] | [Nurse\nHallam], [Peter John | Porter]",
            ["Quirke, Bernadette", "Hallam, Peter John"],
        ),
        (
            "1. [Adeyemi], Folasade\n2. [Brandt], [Karl-Heinz]",
            ["Adeyemi, Folasade", "Brandt, Karl-Heinz"],
        ),
        (
            "Absent: [Brandt], [Karl]; [Lowe], [Ann].",
            ["Brandt, Karl", "Lowe, Ann"],
        ),
        (
            "de la [Cruz], [Maria  Porter]  1/2/1970\n[O'Neill-Hart], [Sean] (husband)",
            ["de la Cruz, Maria", "O'Neill-Hart, Sean"],
        ),
        ("From: [Quirke], [Bernadette]\nSent: today", ["Quirke, Bernadette"]),
        ("Then I met [HUGHES], [Patricia] there.", ["HUGHES, Patricia"]),
        (
            "[Quirke], [Bernadette]\n\nI am [Bernadette Quirke].",
            ["Quirke, Bernadette", "Bernadette Quirke"],
        ),
    ],
)
def test_a_family_name_a_comma_and_a_given_name_are_one_person(
    marked: str, names: list[str]
) -> None:
    assert people(marked) == names


@pytest.mark.parametrize(
    "marked",
    [
        "Present were [Quirke], [Harris] and [Bolton].",
        "[Smith], [Jones]\n[Patel], [Khan], [Lowe]",
        "I saw [Smith], [John] and [Peter].",
        "I was with [SMITH], [Tom] and [Alan].",
        "[PC HUGHES], [Bernadette] and I went.",
        "To: [Smith], [Jones]",
        "Yours, [Tom]\nThanks, [Ann]",
        "Dear [Quirke], [Bernadette] is here.",
        "[Tom], [Ann] and the dog",
    ],
)
def test_a_list_of_people_stays_one(marked: str) -> None:
    whole = [part.split("]")[0] for part in marked.split("[")[1:]]
    assert people(marked) == whole


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[PC  Mate]", ["PC  Mate"]),
        ("[PC]  [Mate]  17:05", ["PC  Mate"]),
        ("[PC]   [Lowe]", ["PC   Lowe"]),
        ("[PC 2417  Tom Harrow]", ["PC 2417  Tom Harrow"]),
        ("[Detective Constable  Tom Harrow]", ["Detective Constable  Tom Harrow"]),
        ("[John Smith  Peter Jones]", ["John Smith", "Peter Jones"]),
        ("[Mr  Penn  Mrs  Oakley]", ["Mr  Penn", "Mrs  Oakley"]),
        ("[DC Lowe  Sgt Bell  Ann Hall]", ["DC Lowe", "Sgt Bell", "Ann Hall"]),
        ("[John  Smith]", ["John  Smith"]),
        ("[44]  [MAZURKIEWICZ]", ["44", "MAZURKIEWICZ"]),
        ("[PC Lowe], [Mate]", ["PC Lowe", "Mate"]),
        ("[PC]\n[Mate]", ["PC", "Mate"]),
    ],
)
def test_two_blanks_part_cells_and_no_title_from_its_name(marked: str, names: list[str]) -> None:
    assert people(marked) == names


def test_other_mentions_stay_as_they_are() -> None:
    place = Mention(
        label="LOCATION", start=0, end=5, source="model", confidence=0.9, explanation="Marked."
    )
    assert laid_out("Derby, John", [place]) == (place,)
