"""Phrases are found where trying them at every character would find them, and nowhere else."""

import random
import re
from itertools import pairwise
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inference.results import Sentence
from worker.digest import telling, timeline
from worker.digest.finding import Beginnings
from worker.digest.lexicon import description, injury, observation, ownership
from worker.digest.lexicon.openings import LENGTH, openings_of, shape
from worker.digest.lexicon.patterns import Phrases

LOOKED_FOR = {
    f"{module.__name__.rpartition('.')[2]}.{name}": phrases
    for module in (description, injury, observation, ownership, timeline)
    for name, phrases in vars(module).items()
    if isinstance(phrases, Phrases)
}
# What may stand around a phrase, in signs that have a shape of their own.
AROUND = (
    *(" ", "  ", ", ", ". ", "'", "-", '"', "\u00a3", "/", "(", "\u2003", "\u00df", "\u0130"),
    *("7", "\u0663", "\u00b2", "_", "\U0001d7d7", "\U0001f600", " the ", " a ", " was ", ""),
)
TOKENS = ("a", "an", "i", "he", "her", "12", "\u0663", "it's", "black", "hair", "looking", "fringe")
PHRASES = (
    *(r"a\s+few", r"(?:an?\s+)?\d{1,2}", r"[hi]e|her", r"\w+\s+fringe|(?:his|her)\s+hair"),
    *(r"it's|its?", r"(?:black|\w+-looking)(?=\s+hair)", r"\d+(?:\s*(?:to|-)\s*\d+)?", r"(?:a?)+"),
    *(r"(?:[\w'-]+\s+){0,2}hair", r"(?<=\s)i(?!\s)", r"he\b|(?P<core>looking)", r"[^\d\s]e"),
)


def plainly(phrases: Phrases, plain: str, sentences: list[Sentence]) -> dict[int, list[Any]]:
    found = {
        number: [m.span() for m in phrases.pattern.finditer(plain, each.start, each.end)]
        for number, each in enumerate(sentences)
    }
    return {number: spans for number, spans in found.items() if spans}


def quickly(phrases: Phrases, plain: str, sentences: list[Sentence]) -> dict[int, list[Any]]:
    found = Beginnings(plain, sentences).find(phrases)
    return {number: [m.span() for m in matches] for number, matches in found.items()}


def cut(plain: str, places: list[int]) -> list[Sentence]:
    """Return sentences that begin and end at these places, be they in the middle of a word."""
    edges = sorted({place % (len(plain) + 1) for place in places} | {0, len(plain)})
    return [
        Sentence(start=start, end=end, salience=0.0, modality="stated", chosen=False, reason="")
        for start, end in pairwise(edges)
    ]


def example(nodes: Any, chance: random.Random) -> str:
    """Return letters that a pattern may match, but for what must not stand there."""
    made = ""
    for op, argument in nodes:
        if op is sre.LITERAL:
            made += chr(argument)
        elif op is sre.IN:
            made += one_of(chance.choice(argument), chance)
        elif op is sre.BRANCH:
            made += example(chance.choice(argument[1]), chance)
        elif op is sre.SUBPATTERN:
            made += example(argument[3], chance)
        elif op in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
            fewest, most, inner = argument
            for _ in range(chance.randint(fewest, min(most, fewest + 2))):
                made += example(inner, chance)
        elif op is sre.ASSERT and argument[0] > 0:
            made += example(argument[1], chance)
    return made


def one_of(item: Any, chance: random.Random) -> str:
    op, argument = item
    if op is sre.LITERAL:
        return chr(argument)
    if op is sre.RANGE:
        return chr(chance.randint(*argument))
    if argument is sre.CATEGORY_DIGIT:
        return chance.choice("2790\u0663")
    return (
        chance.choice("  \u2003") if argument is sre.CATEGORY_SPACE else chance.choice("aim\u00e9")
    )


@pytest.mark.parametrize("name", LOOKED_FOR)
def test_examples_of_every_list_are_found_where_its_pattern_finds_them(name: str) -> None:
    phrases, chance = LOOKED_FOR[name], random.Random(name)
    parsed = _parser.parse(phrases.pattern.pattern)
    plain = "".join(example(parsed, chance) + chance.choice(AROUND) for _ in range(400))
    sentences = cut(plain, [chance.randrange(len(plain)) for _ in range(80)])
    expected = plainly(phrases, plain, sentences)
    assert expected
    assert quickly(phrases, plain, sentences) == expected


@given(
    pattern=st.sampled_from(PHRASES),
    tokens=st.lists(st.tuples(st.sampled_from(TOKENS), st.sampled_from(AROUND)), max_size=30),
    places=st.lists(st.integers(0, 300), max_size=6),
)
def test_words_in_any_order_and_sentences_cut_anywhere(
    pattern: str, tokens: list[tuple[str, str]], places: list[int]
) -> None:
    plain, phrases = "".join(token + around for token, around in tokens), Phrases(pattern)
    sentences = cut(plain, places)
    assert quickly(phrases, plain, sentences) == plainly(phrases, plain, sentences)


@pytest.mark.parametrize(
    ("pattern", "starts", "held"),
    [
        ("cut|cu|kerb", {"cu", "kerb"}, ()),
        ("(?:very )?tall", {"very", "tall"}, ()),
        (r"a\s+few", {"a fe", "a  f", "a   "}, ()),
        (r"(?:a?)+", set(), ("",)),
        (r"(?!\w)-?|an", {"an"}, ("",)),
        (r"\d\ds", {"00s"}, ()),
        (r"[ab]\w+", {"a", "b"}, ()),
        ("he(?!\\w)|she", {"he ", "she"}, ()),
        (r"(?:\w+\s+)?fringe|bald", {"bald"}, ("fringe",)),
        (r"\w+", set(), ("",)),
        (r"(?i:a)bc|abd", {"abd"}, ("bc",)),
    ],
)
def test_openings_are_read_off_the_pattern(
    pattern: str, starts: set[str], held: tuple[str, ...]
) -> None:
    found = openings_of(pattern)
    assert ({*found.starts, *found.short}, found.held) == (starts, held)


@given(text=st.text())
def test_a_shape_is_as_long_as_its_text(text: str) -> None:
    assert len(shape(text)) == len(text)
    assert all(re.fullmatch(r"[^\W\d]|0| ", sign) for sign in shape(text))


@given(
    st.lists(
        st.sampled_from(
            (
                *AROUND,
                *";:,.-!?",
                "\n",
                "e.g.",
                "and",
                " but",
                " so he ",
                " who",
                "It was",
                "and I ",
            )
        )
    )
)
def test_joints_stand_where_they_would_without_the_look_at_their_first_sign(
    tokens: list[str],
) -> None:
    text, whole = "".join(tokens), telling._JOINT.pattern
    assert whole.startswith(telling._BEGINS_JOINT)
    plain = re.compile(whole.removeprefix(telling._BEGINS_JOINT), re.IGNORECASE)
    joints = [m.span() for m in telling._JOINT.finditer(text)]
    assert joints == [m.span() for m in plain.finditer(text)]


@given(st.lists(st.sampled_from(("a", "Z", "0", "1", "5", "|", "\u00e9", " ", "\n"))))
def test_signs_misread_for_letters_stand_between_two_letters(tokens: list[str]) -> None:
    text = "".join(tokens)
    between = re.compile(r"(?<=[A-Za-z])[015|](?=[A-Za-z])")
    assert telling._MISREAD.sub("_", text) == between.sub("_", text)


def test_lists_begin_with_few_words_each() -> None:
    # "" would mean that a list is tried at every character after all.
    for name, phrases in LOOKED_FOR.items():
        assert "" not in phrases.openings.held, name
        assert all(0 < len(short) < LENGTH for short in phrases.openings.short), name
