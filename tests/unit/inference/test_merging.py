"""Model and rules together, in the stated order."""

from dataclasses import replace

import pytest

from models.inference.merging import merge
from models.inference.results import Mention


def by_model(label: str, start: int, end: int) -> Mention:
    return Mention(
        label=label, start=start, end=end, source="model", confidence=0.9, explanation="model"
    )


def by_rule(label: str, start: int, end: int, value: str = "v") -> Mention:
    return Mention(
        label=label,
        start=start,
        end=end,
        source="rule",
        confidence=1.0,
        explanation="rule",
        value={"iso": value},
        check="valid",
    )


def places(mentions: tuple[Mention, ...]) -> list[tuple[str, int, int, str]]:
    return [(one.label, one.start, one.end, one.source) for one in mentions]


def test_a_rule_stands_inside_an_address() -> None:
    merged = merge([by_model("LOCATION", 0, 30)], [by_rule("POSTCODE", 20, 28)])
    assert places(merged) == [("LOCATION", 0, 30, "model"), ("POSTCODE", 20, 28, "rule")]


def test_a_rule_wins_where_they_coincide_or_cross() -> None:
    assert places(merge([by_model("ORG", 5, 12)], [by_rule("VRM", 5, 12)])) == [
        ("VRM", 5, 12, "rule")
    ]
    assert places(merge([by_model("PERSON", 5, 14)], [by_rule("PHONE", 10, 20)])) == [
        ("PHONE", 10, 20, "rule")
    ]
    assert places(merge([by_model("PERSON", 11, 14)], [by_rule("EMAIL", 10, 30)])) == [
        ("EMAIL", 10, 30, "rule")
    ]


def test_of_two_dates_the_longer_stands_with_the_rules_value() -> None:
    (merged,) = merge([by_model("DATE", 0, 20)], [by_rule("DATE", 7, 20, "2025-03-03")])
    assert (merged.start, merged.end, merged.source) == (0, 20, "model")
    assert merged.value == {"iso": "2025-03-03"}
    assert merged.check == "valid"


def test_of_two_equal_or_with_the_rules_longer_the_rules_stands() -> None:
    assert places(merge([by_model("TIME", 0, 7)], [by_rule("TIME", 0, 7)])) == [
        ("TIME", 0, 7, "rule")
    ]
    assert places(merge([by_model("MONEY", 2, 6)], [by_rule("MONEY", 0, 7)])) == [
        ("MONEY", 0, 7, "rule")
    ]


def test_two_amounts_under_one_of_the_models_lose_nothing() -> None:
    merged = merge([by_model("MONEY", 0, 20)], [by_rule("MONEY", 0, 6), by_rule("MONEY", 12, 20)])
    assert all(one.start <= 0 and one.end >= 20 for one in merged) or len(merged) == 2


def test_a_models_date_gives_way_to_an_identifier() -> None:
    assert places(merge([by_model("DATE", 4, 10)], [by_rule("CRIME_REF", 0, 14)])) == [
        ("CRIME_REF", 0, 14, "rule")
    ]


def test_what_nobody_disputes_stands_sorted() -> None:
    merged = merge([by_model("PERSON", 30, 40)], [by_rule("PHONE", 5, 16), by_rule("VRM", 50, 57)])
    assert [one.start for one in merged] == [5, 30, 50]


def test_nothing_nests_more_than_one_level_deep() -> None:
    merged = merge(
        [by_model("LOCATION", 0, 40), by_model("PERSON", 10, 30)], [by_rule("OFFICER_ID", 12, 16)]
    )
    for one in merged:
        around = [
            other
            for other in merged
            if other is not one and other.start <= one.start and one.end <= other.end
        ]
        assert len(around) <= 1


def day(start: int, end: int, **value: str) -> Mention:
    return replace(by_rule("DATE", start, end), value=value)


@pytest.mark.parametrize("bare", [{"weekday": "Sunday"}, {"iso": "--04"}])
def test_a_day_or_month_that_the_model_takes_for_a_name_is_a_name(bare: dict[str, str]) -> None:
    for name in (by_model("PERSON", 6, 12), by_model("PERSON", 6, 19), by_model("ORG", 0, 12)):
        assert places(merge([name], [day(6, 12, **bare)])) == [
            (name.label, name.start, name.end, "model")
        ]


def test_a_day_or_month_that_the_model_takes_for_a_date_stays_one() -> None:
    found = [by_model("PERSON", 6, 19), by_model("DATE", 6, 12)]
    assert ("DATE", 6, 12, "rule") in places(merge(found, [day(6, 12, weekday="Sunday")]))
    assert places(merge([by_model("ORG", 6, 12)], [day(6, 12, weekday="Sunday")])) == [
        ("DATE", 6, 12, "rule")
    ]


def test_a_whole_date_is_no_name() -> None:
    whole = day(6, 20, weekday="Sunday", iso="2025-05-04")
    assert places(merge([by_model("PERSON", 6, 20)], [whole])) == [("DATE", 6, 20, "rule")]
