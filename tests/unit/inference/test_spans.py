"""From the entity head's answers to mentions."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from models.inference.closeness import Watch
from models.inference.results import Mention
from models.inference.spans import EntityRules, decode
from models.inference.windows import Tokens
from tests.unit.inference.tiny import tokeniser

RULES = EntityRules(
    labels=("PERSON", "LOCATION"),
    thresholds={"PERSON": 0.0, "LOCATION": 0.0},
    nests=frozenset({("LOCATION", "PERSON")}),
)


def answers(text: str, tokens: Tokens, marks: list[tuple[str, str, float]]) -> NDArray[np.float32]:
    """Return logits that mark each (label, surface, log-odds), beginning at its first token."""
    logits = np.zeros((len(tokens), 2, 3), np.float32)
    logits[:, :, 0] = 4.0
    for label, surface, odds in marks:
        start = text.index(surface)
        inside = [
            place
            for place in range(len(tokens))
            if tokens.starts[place] < start + len(surface) and tokens.ends[place] > start
        ]
        column = RULES.labels.index(label)
        for number, place in enumerate(inside):
            logits[place, column] = (0.0, -20.0, -20.0)
            logits[place, column, 2 if number else 1] = odds
    return logits


def found(text: str, marks: list[tuple[str, str, float]]) -> list[tuple[str, str]]:
    tokens = tokeniser().read(text)
    mentions = decode(text, tokens, answers(text, tokens, marks), RULES, Watch(), "m/1")
    return [(one.label, text[one.start : one.end]) for one in mentions]


def test_a_name_is_found_at_its_characters() -> None:
    assert found("then Jo Lowe ran", [("PERSON", "Jo Lowe", 3.0)]) == [("PERSON", "Jo Lowe")]


def test_nothing_goes_on_beyond_what_was_not_read() -> None:
    text = "then Jo it is true Lowe ran"
    tokens = tokeniser().read(text)
    gap = (text.index("it"), text.index("true") + len("true"))
    read = tokens.without([gap])
    assert len(read) < len(tokens)
    marks = [("PERSON", "Jo it is true Lowe", 3.0)]
    mentions = decode(text, read, answers(text, read, marks), RULES, Watch(), "m/1")
    assert [text[one.start : one.end] for one in mentions] == ["Jo", "Lowe"]


def test_two_names_side_by_side_stay_two() -> None:
    marks = [("PERSON", "Jo", 3.0), ("PERSON", "Al", 3.0)]
    assert found("so Jo Al ran", marks) == [("PERSON", "Jo"), ("PERSON", "Al")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jo\n\nLowe ran", ["Jo", "Lowe"]),
        ("Jo\n \t\r\nLowe ran", ["Jo", "Lowe"]),
        ("Jo\n - Lowe ran", ["Jo", "Lowe"]),
        ("Jo\n\u2022 Lowe ran", ["Jo", "Lowe"]),
        ("Jo\nLowe ran", ["Jo\nLowe"]),
        ("Jo-\nLowe ran", ["Jo-\nLowe"]),
        ("Jo - Lowe ran", ["Jo - Lowe"]),
    ],
)
def test_a_blank_line_or_a_list_s_next_item_parts_what_the_model_ran_together(
    text: str, kept: list[str]
) -> None:
    whole = text.removesuffix(" ran")
    assert [surface for _, surface in found(text, [("PERSON", whole, 3.0)])] == kept


def test_below_its_threshold_nothing_is_marked() -> None:
    assert found("then Jo Lowe ran", [("PERSON", "Jo Lowe", -0.5)]) == []


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("saw (Jo Lowe then", "(Jo Lowe", "Jo Lowe"),
        ("saw \u201cJo Lowe\u201d then", "\u201cJo Lowe\u201d", "Jo Lowe"),
        ("saw Jo Lowe. Then", "Jo Lowe.", "Jo Lowe"),
        ("saw Jo Lowe's bag", "Jo Lowe's", "Jo Lowe"),
        ("saw Jo (Smudge) Lowe ran", "Jo (Smudge) Lowe", "Jo (Smudge) Lowe"),
        ("saw Jo Lowe (Smudge) ran", "Jo Lowe (Smudge)", "Jo Lowe (Smudge)"),
        ("saw ... ran", "...", None),
    ],
)
def test_marks_at_the_edges_stay_outside(text: str, marked: str, kept: str | None) -> None:
    surfaces = [surface for _, surface in found(text, [("PERSON", marked, 3.0)])]
    assert surfaces == ([] if kept is None else [kept])


@pytest.mark.parametrize(
    ("text", "label", "marked", "kept"),
    [
        ("by the mouth of it", "LOCATION", "of", None),
        ("near the Old Mill of then", "LOCATION", "the Old Mill of", "Old Mill"),
        ("at The Feathers on then", "LOCATION", "The Feathers on", "The Feathers"),
        ("BY THE OLD MILL OF THEN", "LOCATION", "OLD MILL OF", "OLD MILL"),
        ("in Stoke on Trent then", "LOCATION", "Stoke on Trent", "Stoke on Trent"),
        ("saw Jo Lowe and then", "PERSON", "Jo Lowe and", "Jo Lowe"),
        ("MET MRS HE THERE", "PERSON", "MRS HE", "MRS HE"),
        ("met To Wai Man there", "PERSON", "To Wai Man", "To Wai Man"),
        ("met mr so there", "PERSON", "mr so", "mr so"),
    ],
)
def test_words_that_only_lead_on_stay_outside(
    text: str, label: str, marked: str, kept: str | None
) -> None:
    expected = [] if kept is None else [(label, kept)]
    assert found(text, [(label, marked, 3.0)]) == expected


def test_of_two_labels_that_coincide_the_surer_stays() -> None:
    marks = [("PERSON", "Jo Lowe", 2.0), ("LOCATION", "Jo Lowe", 4.0)]
    assert found("then Jo Lowe ran", marks) == [("LOCATION", "Jo Lowe")]


def test_of_two_that_cross_the_surer_stays() -> None:
    marks = [("PERSON", "Jo Lowe", 4.0), ("LOCATION", "Lowe Street", 2.0)]
    assert found("then Jo Lowe Street ran", marks) == [("PERSON", "Jo Lowe")]


def test_a_known_nesting_is_kept_and_an_unknown_one_is_not() -> None:
    text = "at Jo Lowe House now"
    nested = [("LOCATION", "Jo Lowe House", 2.0), ("PERSON", "Jo Lowe", 4.0)]
    assert found(text, nested) == [("LOCATION", "Jo Lowe House"), ("PERSON", "Jo Lowe")]
    turned = [("PERSON", "Jo Lowe House", 2.0), ("LOCATION", "Jo Lowe", 4.0)]
    assert found(text, turned) == [("LOCATION", "Jo Lowe")]


def test_one_odd_piece_does_not_cut_a_word() -> None:
    text = "then Lowe ran"
    tokens = tokeniser().read(text)
    logits = answers(text, tokens, [("PERSON", "Lowe", 6.0)])
    pieces = [place for place in range(len(tokens)) if text[tokens.starts[place]] in "Lowe"]
    logits[pieces[-1], 0] = (1.0, -20.0, 0.0)
    mentions = decode(text, tokens, logits, RULES, Watch(), "m/1")
    assert [text[one.start : one.end] for one in mentions] == ["Lowe"]


def test_a_mention_says_which_model_and_how_sure() -> None:
    text = "then Lowe ran"
    tokens = tokeniser().read(text)
    logits = answers(text, tokens, [("PERSON", "Lowe", 3.0)])
    (mention,) = decode(text, tokens, logits, RULES, Watch(), "names/7")
    assert isinstance(mention, Mention)
    assert mention.source == "model"
    assert mention.confidence == pytest.approx(0.953, abs=1e-9)
    assert "names/7" in mention.explanation
    assert "Lowe" not in mention.explanation


def test_a_near_tie_is_noted() -> None:
    text = "then Lowe ran"
    tokens = tokeniser().read(text)
    near, clear = Watch(), Watch()
    decode(text, tokens, answers(text, tokens, [("PERSON", "Lowe", 1e-6)]), RULES, near, "")
    decode(text, tokens, answers(text, tokens, [("PERSON", "Lowe", 3.0)]), RULES, clear, "")
    assert near.close
    assert not clear.close


def test_what_a_sure_mention_said_needs_less_to_be_marked_again() -> None:
    text = "then Jo Lowe ran and Lowe fell near Lime"
    tokens = tokeniser().read(text)
    logits = answers(text, tokens, [("PERSON", "Jo Lowe", 3.0), ("LOCATION", "Lime", -1.0)])
    second = text.rindex("Lowe")
    inside = [n for n in range(len(tokens)) if second <= tokens.starts[n] < second + 4]
    logits[inside, 0] = (0.0, -1.0, -20.0)
    rules = replace(RULES, echoes={"PERSON": -2.0})
    plain = decode(text, tokens, logits, RULES, Watch(), "m/1")
    echoed = decode(text, tokens, logits, rules, Watch(), "m/1")
    assert [text[m.start : m.end] for m in plain] == ["Jo Lowe"]
    assert [text[m.start : m.end] for m in echoed] == ["Jo Lowe", "Lowe"]
    assert "says again" in echoed[1].explanation
    assert "Lowe" not in echoed[1].explanation


def test_an_unsure_mention_is_not_said_again() -> None:
    text = "then Jo Lowe ran and Lowe fell"
    tokens = tokeniser().read(text)
    logits = answers(text, tokens, [("PERSON", "Jo Lowe", 0.5)])
    second = text.rindex("Lowe")
    inside = [n for n in range(len(tokens)) if second <= tokens.starts[n] < second + 4]
    logits[inside, 0] = (0.0, -1.0, -20.0)
    rules = replace(RULES, echoes={"PERSON": -2.0})
    mentions = decode(text, tokens, logits, rules, Watch(), "m/1")
    assert [text[m.start : m.end] for m in mentions] == ["Jo Lowe"]


def test_who_speaks_is_a_person_whatever_the_model_makes_of_the_label() -> None:
    text = "then Jo Lowe ran\nLOWE: yes\nQ: why\nLOWE: so\nQ: no"
    tokens = tokeniser().read(text)
    logits = answers(text, tokens, [("PERSON", "Jo Lowe", 3.0)])
    rules = replace(RULES, echoes={"PERSON": -2.0})
    mentions = decode(text, tokens, logits, rules, Watch(), "m/1")
    assert [text[m.start : m.end] for m in mentions] == ["Jo Lowe", "LOWE", "LOWE"]
    assert decode(text, tokens, logits, RULES, Watch(), "m/1") == mentions[:1]


def test_an_empty_text_has_no_mentions() -> None:
    tokens = tokeniser().read("")
    assert decode("", tokens, np.zeros((0, 2, 3), np.float32), RULES, Watch(), "") == []
