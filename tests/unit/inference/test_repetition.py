"""Repetition adds up, word by word, what comparing every two sentences would."""

from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from models.inference.repetition import Repetition

WEIGHTS = {"knife": 0.1, "door": 0.7, "blood": 1 / 3, "kitchen": 2.5, "shouted": 1e-3, "van": 1.1}
SENTENCES = st.lists(st.sets(st.sampled_from(sorted(WEIGHTS))), min_size=1, max_size=8)


def overlap(sentence: dict[str, float], other: dict[str, float]) -> float:
    # Not by ``sum``, which newer Pythons round otherwise.
    total = reduce(add, sentence.values(), 0.0)
    shared = reduce(add, (weight for word, weight in sentence.items() if word in other), 0.0)
    return shared / total if total else 0.0


@given(SENTENCES, st.data())
def test_it_is_the_largest_share_that_one_said_sentence_holds(
    said: list[set[str]], data: st.DataObject
) -> None:
    contents = [{word: WEIGHTS[word] for word in sorted(one)} for one in said]
    chosen = data.draw(st.lists(st.sampled_from(range(len(said))), unique=True))
    repetition = Repetition(contents)
    for number in chosen:
        repetition.say(number)
    for number, content in enumerate(contents):
        wanted = max((overlap(content, contents[one]) for one in chosen), default=0.0)
        assert repetition.share(number) == wanted
