"""A name is taken for the one longer name that it may be short for, in any crowd of names."""

from hypothesis import given
from hypothesis import strategies as st

from models.inference.antecedents import named
from models.inference.results import Mention
from models.inference.small_letters import small

PARTS = ("Kevin", "Lee", "Anne", "TRANTER", "O'Neill", "Shah")
NAMES = st.lists(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=9
)


def shortened(name: frozenset[str], names: set[frozenset[str]]) -> frozenset[str]:
    """Compare every two names: short for two, a name is taken for itself."""
    longer = [one for one in names if name < one]
    outermost = [one for one in longer if not any(one < other for other in longer)]
    return outermost[0] if len(outermost) == 1 else name


@given(NAMES)
def test_a_name_means_whom_comparing_every_two_names_says(names: list[str]) -> None:
    text = " ran. ".join([*names, ""])
    mentions, at = [], 0
    for name in names:
        mentions.append(
            Mention(
                label="PERSON",
                start=at,
                end=at + len(name),
                source="model",
                confidence=0.9,
                explanation="",
            )
        )
        at += len(name) + len(" ran. ")
    sentences = [(one.start, one.end + len(" ran.")) for one in mentions]
    whole = [frozenset(name.casefold().split()) for name in names]
    found = named(text, small(text), sentences, mentions)
    assert [[one.who for one in inside] for inside in found] == [
        [" ".join(sorted(shortened(name, set(whole))))] for name in whole
    ]
