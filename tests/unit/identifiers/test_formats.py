"""Every format and checksum rule by its own table: valid, tricky and embedded examples."""

import pytest
from _pytest.mark import ParameterSet

from models.inference.identifiers import RULES, find
from models.inference.results import Mention
from tests.unit.identifiers.formats import FORMATS, PLAINLY, Format
from tests.unit.identifiers.marks import WRITTEN_ON

FEWEST = 3
# The rule that proposes again what others have marked has no format of its own.
OF_NO_FORMAT = {"number known again"}


def rows(field: str) -> list[ParameterSet]:
    return [
        pytest.param(one, written, id=f"{one.name}: {written!r}")
        for one in FORMATS
        for written in getattr(one, field)
    ]


def marked(text: str, written: str, label: str) -> list[Mention]:
    """Return the mentions with this label of exactly these characters."""
    return [
        one
        for one in find(text, written_on=WRITTEN_ON)
        if one.label == label and text[one.start : one.end] == written
    ]


def beside_its_cue(one: Format, written: str) -> str:
    return f"Then {one.cue} {written}." if one.cue else f"It was {written}."


@pytest.mark.parametrize(("one", "written"), rows("right"))
def test_what_is_right_is_found_and_checked(one: Format, written: str) -> None:
    (mention,) = marked(beside_its_cue(one, written), written, one.label)
    assert mention.check == one.check
    if one.told:
        name, expected = one.told
        assert isinstance(mention.value, dict)
        assert mention.value[name] == expected


@pytest.mark.parametrize(("one", "written"), rows("nearly"))
def test_what_is_nearly_right_is_marked_and_called_invalid(one: Format, written: str) -> None:
    (mention,) = marked(beside_its_cue(one, written), written, one.label)
    assert mention.check == "invalid"


@pytest.mark.parametrize(("one", "written"), rows("never"))
def test_what_only_looks_so_is_not_taken_for_it(one: Format, written: str) -> None:
    text = beside_its_cue(one, written)
    found = [each for each in find(text, written_on=WRITTEN_ON) if each.label == one.label]
    for each in found:
        told = each.value.get(one.told[0]) if one.told and isinstance(each.value, dict) else None
        assert each.check != "valid" or (one.told and told != one.told[1]), each


@pytest.mark.parametrize(("one", "frame"), rows("embedded"))
def test_it_is_found_within_a_text(one: Format, frame: str) -> None:
    for written in one.right:
        within = frame
        if one.cue and one.embedded is PLAINLY:
            within = frame.replace("{}", f"{one.cue} {{}}")
        assert marked(within.format(written), written, one.label), within.format(written)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_every_table_is_full(one: Format) -> None:
    assert len(one.right) >= FEWEST or one.name == "court case"
    assert len(one.nearly) + len(one.never) >= FEWEST
    assert len(one.embedded) >= FEWEST


def test_every_rule_has_a_format_that_it_alone_finds() -> None:
    rules = set()
    for one in FORMATS:
        for written in one.right:
            for mention in marked(beside_its_cue(one, written), written, one.label):
                rules.add(mention.explanation.split(":")[0])
    assert rules - OF_NO_FORMAT == set(RULES)
