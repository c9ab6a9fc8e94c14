"""Names that are ordinary words are taught on purpose."""

import random
import tomllib
from collections import Counter

import pytest

from models.training.datasets import LABELS, Example, Span
from models.training.names import WORDLISTS
from models.training.synthesis import Lists, Names, swapped

WORDS = Names(("Sunday", "Will"), ("Street", "Bull"))
NEAR = {"english": Names(("Gary",), ("Smith",)), "nigerian": Names(("Emeka",), ("Okoro",))}
FAR = {f"country {number}": Names((f"Far{number}",), (f"Off{number}",)) for number in range(40)}
LISTS = Lists(names=NEAR | FAR, places=(), streets=(), near=tuple(sorted(NEAR)), words=WORDS)


def _given(lists: Lists, texts: int = 2000) -> Counter[str]:
    chance = random.Random(5)
    one = Example(
        source="corpus", text="Ann ran.", spans=(Span(0, 3, "PERSON"),), marked=frozenset(LABELS)
    )
    return Counter(swapped(one, lists, chance).text.removesuffix(" ran.") for _ in range(texts))


def test_names_that_are_words_and_names_of_the_communities_come_more_often() -> None:
    drawn = _given(LISTS)
    words = sum(drawn[name] for name in WORDS.given)
    near = sum(drawn[part.given[0]] for part in NEAR.values())
    assert 0.15 < words / 2000 < 0.25
    assert 0.40 < near / 2000 < 0.55
    assert all(drawn[f"Far{number}"] for number in range(40))


def test_lists_without_such_names_draw_each_origin_alike() -> None:
    drawn = _given(Lists(names=NEAR, places=(), streets=()))
    assert set(drawn) == {"Gary", "Emeka"}
    assert abs(drawn["Gary"] - 1000) < 150


@pytest.mark.parametrize("part", ["given", "family"])
def test_the_list_has_each_name_once_and_as_it_is_written(part: str) -> None:
    table = tomllib.loads((WORDLISTS / "word_names.toml").read_text(encoding="utf-8"))
    names = table[part].split()
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert all(name.isalpha() and name.istitle() for name in names)
