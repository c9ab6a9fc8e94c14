"""How a sentence knows what it says."""

import pytest

from models.inference.modality import modality

TABLE = [
    ("He hit me with the bottle.", "stated"),
    ("I was standing by the bar.", "stated"),
    ("He told me that Dean had the knife.", "reported"),
    ("I was told he had left.", "reported"),
    ("She said he had done it before.", "reported"),
    ("According to the neighbour it was a van.", "reported"),
    ("I have since learned that the car was stolen.", "reported"),
    ("He told me to get out.", "stated"),
    ('He said "I will kill you."', "stated"),
    ('He said "I think she may be dead" and ran.', "stated"),
    ("I think it was a Ford.", "uncertain"),
    ("It may have been half past ten.", "uncertain"),
    ("I can't be sure of the colour.", "uncertain"),
    ("I do not remember the number.", "uncertain"),
    ("He was about my age I'd say.", "uncertain"),
    ("I did not see his face.", "negated"),
    ("Nobody came to the door.", "negated"),
    ("I didn't give him permission.", "negated"),
    ("I HAVE NEVER MET HIM.", "negated"),
    ("He told me he didn't think it was Dean.", "reported"),
    ("I don\u2019t know who it was.", "uncertain"),
]


@pytest.mark.parametrize(("sentence", "expected"), TABLE)
def test_cues(sentence: str, expected: str) -> None:
    assert modality(sentence) == expected
