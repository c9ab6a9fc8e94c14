"""Family name, comma, given name in a running sentence: one person where the words tell it."""

import time
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
        ("Then [Quirke], [Bernadette] came in.", ["Quirke, Bernadette"]),
        ("[Quirke], [Bernadette] came in.", ["Quirke, Bernadette"]),
        ("At about 9.15pm [O'Neill], [Sean Paul] walked out.", ["O'Neill, Sean Paul"]),
        ("Behind her was [Denholm], [Marcus], who I know.", ["Denholm, Marcus"]),
        ("He hit [Quirke], [Bernadette] on the head.", ["Quirke, Bernadette"]),
        ("I was met by [Adeyemi-Cole], [Tunde] at the gate.", ["Adeyemi-Cole, Tunde"]),
        ("It was signed by [Quirke], [Bernadette] (born 1990).", ["Quirke, Bernadette"]),
        ("After that [Denholm], [Marcus] left.", ["Denholm, Marcus"]),
        ("Just then at the bar near the till [Denholm], [Marcus] fell.", ["Denholm, Marcus"]),
        (
            "Then [Quirke], [Bernadette] came in. Bernadette Quirke's bag was there.",
            ["Quirke, Bernadette"],
        ),
        (
            "Then [Quirke], [Bernadette] ran. Later [Quirke], [Bernadette] fell. [Quirke] hit me.",
            ["Quirke, Bernadette", "Quirke, Bernadette", "Quirke"],
        ),
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
        "I was stood outside with [Jordan], [Kyle] in the doorway behind us. [Kyle] had a bat.",
        "I was stood outside with [Jordan], [Kyle] in the doorway behind us. Kyle's bat broke.",
        "I saw [Jordan], [Kyle] in the doorway. [Kyle Denholm] is my cousin.",
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


@pytest.mark.parametrize("again", ["in ", "now in now ", "at the end of ", "in a b ", "just "])
def test_words_of_place_said_again_hold_nobody_up(again: str) -> None:
    text = f"{again * (99 // len(again))}\u2026 Quirke, Bernadette came"
    began = time.process_time()
    list(comma_names(text, marked(text, "Quirke", "Bernadette")))
    assert time.process_time() - began < 0.2


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
        text = " ".join(f"Then {family}, {given} ran." for family, given in pairs)
        people = marked(text, *names)
        assert len(laid_out(text, people)) == count // 2
        return lambda: laid_out(text, people)

    assert growth(told, 1000, 4) < 9
