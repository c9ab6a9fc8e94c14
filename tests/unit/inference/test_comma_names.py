"""Family name, comma, given name in a running sentence: one person where the words tell it."""

import pytest

from tests.unit.inference.test_laid_out_names import people


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("Then [Quirke], [Bernadette] came in.", ["Quirke, Bernadette"]),
        ("[Quirke], [Bernadette] came in.", ["Quirke, Bernadette"]),
        ("At about 9.15pm [O'Neill], [Sean Paul] walked out.", ["O'Neill, Sean Paul"]),
        ("Behind her was [Denholm], [Marcus], who I know.", ["Denholm, Marcus"]),
        ("He hit [Quirke], [Bernadette] on the head.", ["Quirke, Bernadette"]),
        ("I was met by [Adeyemi-Cole], [Tunde] at the gate.", ["Adeyemi-Cole, Tunde"]),
        ("It was signed by [Quirke], [Bernadette] (born 1990).", ["Quirke, Bernadette"]),
        ("After that [Denholm], [Marcus] left.", ["Denholm, Marcus"]),
        (
            "I rang [Quirke], [Bernadette] was out. It is [Bernadette Quirke] who works there.",
            ["Quirke, Bernadette", "Bernadette Quirke"],
        ),
    ],
)
def test_one_person(marked: str, names: list[str]) -> None:
    assert people(marked) == names


@pytest.mark.parametrize(
    "marked",
    [
        "I rang [Quirke], [Bernadette] answered.",
        "When I saw [Marcus], [Bernadette] was with him.",
        "I told [Quirke], [Bernadette] was lying.",
        "[Marcus], [Bernadette] and I went home.",
        "I was with [Marcus], [Bernadette] and [Tolu].",
        "I was with [Tolu], [Marcus], [Bernadette] in the car.",
        "They were [Marcus], [Bernadette], [Tolu].",
        'She said, "[Marcus], [Bernadette] is here."',
        "I saw [Marcus], [Bernadette] in the car. [Marcus Denholm] is my cousin.",
        "I saw [PC Holt], [Bernadette] with him.",
        "[Quirke], [Mrs Denholm] came in.",
        "[Quirke],\n[Bernadette] came in.",
        "As [Quirke], [Bernadette] looked on.",
    ],
)
def test_two_people_or_nobody_knows(marked: str) -> None:
    wanted = [name.split("]")[0] for name in marked.split("[")[1:]]
    assert people(marked) == wanted
