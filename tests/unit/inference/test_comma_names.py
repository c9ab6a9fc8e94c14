"""Family name, comma, given name in a running sentence: one person where the text says so."""

from collections.abc import Callable

import pytest

from models.inference.comma_names import comma_names
from models.inference.laid_out_names import laid_out
from models.inference.results import Mention
from tests.unit.inference.growth import growth
from tests.unit.inference.test_laid_out_names import people


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (
            "Then [Quirke], [Bernadette] came in. Bernadette Quirke's bag was there.",
            ["Quirke, Bernadette"],
        ),
        (
            "I rang [Quirke], [Bernadette] was out. It is [Bernadette Quirke] who works there.",
            ["Quirke, Bernadette", "Bernadette Quirke"],
        ),
        (
            "He hit [O\u2019Neill], [Sean Paul] on the head. [Sean O'Neill] fell.",
            ["O\u2019Neill, Sean Paul", "Sean O'Neill"],
        ),
        (
            "[Mr Quirke] rang. [Quirke], [Bernadette] was out.",
            ["Mr Quirke", "Quirke, Bernadette"],
        ),
        (
            "I know [Marcus Denholm]. [Denholm], [Jo] lives next door, [Marcus] told me.",
            ["Marcus Denholm", "Denholm, Jo", "Marcus"],
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
        "I was stood outside with [Jordan], [Kyle] in the doorway behind us. [Kyle] had a bat.",
        "I was stood outside with [Jordan], [Kyle] in the doorway behind us. Kyle's bat broke.",
        "I saw [Jordan], [Kyle] in the doorway. [Kyle Denholm] is my cousin.",
        "[Amy], [Zoe] were there.",
        "[Amy], [Zoe] both ran.",
        "I was with [Kev], [Daz] from work and [Lee].",
        "There were three: [Kev], [Daz] with the bat and me.",
        "Outside were [Amy], [Zoe] at the gate, [Kim] by the car.",
        "I live with [Amy], [Zoe], my sister.",
        "He hit [Kev], [Daz] on the floor already.",
        "Then [Quirke], [Bernadette] came in.",
        "[Aunt Amy] came. [Amy], [Zoe] was with you.",
        "[Mr Quirke] rang. [Quirke], [Zoe] were out.",
        "[Mr Quirke] rang. I told [Quirke], [Zoe] was out.",
        "[Mr Quirke] rang. [Quirke], [Zoe] was with [Kim].",
        "[Mr Quirke] rang. [Quirke], [Zoe] was out. [Zoe] told me.",
        '[Mr Quirke] rang. He said, "No. [Quirke], [Zoe] is out."',
    ],
)
def test_two_people_or_nobody_knows(marked: str) -> None:
    wanted = [name.split("]")[0] for name in marked.split("[")[1:]]
    assert people(marked) == wanted


def marked(text: str, *words: str) -> list[Mention]:
    """Return ``words`` as people, each found after the one before it."""
    found, at = [], 0
    for word in words:
        at = text.index(word, at)
        found.append(
            Mention(
                label="PERSON", start=at, end=at + len(word), source="model", confidence=0.9,
                explanation="Marked.",
            )
        )  # fmt: skip
        at += len(word)
    return found


def _names(count: int) -> list[str]:
    letters = [chr(97 + n % 26) + chr(97 + n // 26 % 26) + chr(97 + n // 676) for n in range(count)]
    return [f"Q{word}" for word in letters]


def test_a_long_list_of_names_is_read_once() -> None:
    def listed(count: int) -> Callable[[], object]:
        names = _names(count)
        text = ". ".join(f"{a}, {b}" for a, b in zip(names[::2], names[1::2], strict=True))
        people = marked(text, *names)
        return lambda: list(comma_names(text, people))

    assert growth(listed, 1000, 4) < 9


def test_many_names_are_put_together_in_time() -> None:
    def told(count: int) -> Callable[[], object]:
        names = _names(count)
        pairs = zip(names[::2], names[1::2], strict=True)
        text = " ".join(f"{a}, {b} ran." for a, b in pairs)
        people = marked(text, *names)
        text += "".join(f" {b} {a} fell." for a, b in zip(names[::2], names[1::2], strict=True))
        assert len(laid_out(text, people)) == count // 2
        return lambda: laid_out(text, people)

    assert growth(told, 1000, 4) < 9
