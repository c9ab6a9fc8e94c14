"""An apostrophe that was never typed: the name ends before the "s" where the text says so."""

import pytest

from models.inference.lost_apostrophes import without


def named(marked: str) -> list[str]:
    """Return what is left of the names in square brackets."""
    text, names = "", []
    for part in marked.split("["):
        name, closed, rest = part.partition("]")
        if closed:
            names.append((len(text), len(text) + len(name)))
        text += name + rest
    return [text[start:end] for start, end in without(text, names)]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[azad] fell. he hit [azads] face", ["azad", "azad"]),
        ("[sonias] got them. [sonia] said", ["sonia", "sonia"]),
        ("[ngozi-rae] ran, [ngozi-raes] video", ["ngozi-rae", "ngozi-rae"]),
        ("[will hope] and then [wills] phone", ["will hope", "will"]),
        # Nobody is called so without the letter.
        ("[james] fell and [carlos] ran", ["james", "carlos"]),
        # A family of that name.
        ("[william] and [dave williams] and [williams]", ["william", "dave williams", "williams"]),
        # Both are names.
        ("[luca] ran and [lucas] hit him", ["luca", "lucas"]),
        # Capitals: who types them types apostrophes.
        ("[Azad] and [Azads] and [WILL] and [WILLS]", ["Azad", "Azads", "WILL", "WILLS"]),
        ("[al] is not [als]", ["al", "als"]),
        ("", []),
    ],
)
def test_a_name_ends_before_an_s_that_is_no_part_of_it(marked: str, names: list[str]) -> None:
    assert named(marked) == names
