"""What pronouns most likely mean, and which sentences need the one before them."""

import pytest

from models.inference.dependence import Account
from models.inference.results import Mention
from models.inference.sentences import split

# Each row is an account, the pronoun of its last sentence, how it is explained, and by what words.
# [Square brackets] stand for mentions of people, {braces} for those of things.
TABLE = {
    "a name": ("[Kevin Tranter] came in. He then hit me.", "He", "one", ["Kevin Tranter"]),
    "capitals": ("[KEVIN TRANTER] CAME IN. HE THEN HIT ME.", "HE", "one", ["KEVIN TRANTER"]),
    "a title": ("[Mrs Shah] met [Mr Bell]. She cried.", "She", "one", ["Mrs Shah"]),
    "a relation": ("My brother met my aunt. He ran.", "He", "one", ["My brother"]),
    "a related name": ("My wife [Jo] met [Sam]. He ran.", "He", "one", ["Sam"]),
    "a name after its relation": ("[Jo], my sister, met a man. She ran.", "She", "one", ["Jo"]),
    "use tells": ("[Ali] lost his coat. [Ali] met [Kim]. She ran.", "She", "one", ["Kim"]),
    "two": ("[Kevin] pushed [Lee]. He fell.", "He", "either", ["Kevin", "Lee"]),
    "two at one": ("[Ann] saw [Bo] and [Cy]. I ran. He fell.", "He", "sentence", ["I ran."]),
    "the nearer": ("[Kevin] sat. [Lee] came in. He hit me.", "He", "one", ["Lee"]),
    "through others": ("[Kevin] sat. He got up. He hit me.", "He", "one", ["Kevin"]),
    "a man": ("A tall man came in. He hit me.", "He", "one", ["A tall man"]),
    "a man known": ("A man I know as [Tom Wilk] came. He hit me.", "He", "one", ["Tom Wilk"]),
    "object": ("[Kevin] came in. I hit him.", "him", "one", ["Kevin"]),
    "many": ("Two men came in. They hit me.", "They", "one", ["Two men"]),
    "both": ("[Kevin] and [Lee] came. They ran.", "They", "together", ["Kevin", "Lee"]),
    "both of them": (
        "[Kevin] and [Lee] came. Both ran.",
        "Both",
        "sentence",
        ["Kevin and Lee came."],
    ),
    "a thing": ("I saw a {blue Astra}. It was parked.", "It", "one", ["blue Astra"]),
    "no thing": ("I saw a car. It was blue.", "It", "sentence", ["I saw a car."]),
    "this": ("I held a blade. This is the knife.", "This", "sentence", ["I held a blade."]),
    "that is why": ("He hit me. That is why I ran.", "That", "sentence", ["He hit me."]),
    "the same man": ("[Kevin] came. The same man hit me.", "The same man", "one", ["Kevin"]),
    "an answer": ("I asked was it his. She said yes.", "She said yes", "sentence", None),
    "an interview": ("Q. Was he there?\nA. Yes.", "A. ", "sentence", ["Q. Was he there?"]),
    "did it again": ("He hit me. He did it again.", "He did it", "sentence", ["He hit me."]),
}
NEEDS_NOTHING = {
    "a name of its own": "[Kevin] came. [Lee] lost his coat.",
    "weather": "[Kevin] came. It was raining.",
    "the hour": "[Kevin] came. It was about half past nine.",
    "the night": "[Kevin] came. It was the night of the party.",
    "only the witness": "[Kevin] came. I ran home.",
    "speech": '[Kevin] came. I said "Leave him alone."',
    "the first sentence": "He hit me.",
    "this time": "[Kevin] came. This time I ran.",
    "no one": "[Kevin] came. No one spoke.",
}


def account(marked: str) -> tuple[str, Account, int]:
    text, mentions, opened = "", [], 0
    for letter in marked:
        if letter in "[{":
            opened = len(text)
        elif letter in "]}":
            mentions.append(
                Mention(
                    label="PERSON" if letter == "]" else "VEHICLE",
                    start=opened,
                    end=len(text),
                    source="model",
                    confidence=1.0,
                    explanation="",
                )
            )
        else:
            text += letter
    sentences = split(text, [(0, len(text))])
    return text, Account(text, sentences, mentions), len(sentences) - 1


@pytest.mark.parametrize(("marked", "word", "kind", "meant"), TABLE.values(), ids=TABLE)
def test_a_word_that_points_back_is_explained(
    marked: str, word: str, kind: str, meant: list[str] | None
) -> None:
    text, told, last = account(marked)
    found = {text[one.start : one.end]: one for one in told.references(last)}
    assert word in found
    assert found[word].kind == kind
    if meant is not None:
        assert [text[start:end] for start, end in found[word].candidates] == meant


@pytest.mark.parametrize("marked", NEEDS_NOTHING.values(), ids=NEEDS_NOTHING)
def test_what_points_back_to_nothing_is_left_alone(marked: str) -> None:
    _, told, last = account(marked)
    assert told.references(last) == ()


def test_the_witness_is_never_he() -> None:
    text, told, last = account("I am [Owen Pryce]. [Kevin] came in. He hit me.")
    (one,) = told.references(last)
    assert [text[start:end] for start, end in one.candidates] == ["Kevin"]


def test_what_is_meant_stands_before_the_word() -> None:
    text, told, last = account("[Kevin] sat. He got up. [Lee] ran. They met. He fell. It hurt.")
    for number in range(last + 1):
        for one in told.references(number):
            assert all(end <= one.start for _, end in one.candidates)
            assert text[one.start : one.end].strip()
