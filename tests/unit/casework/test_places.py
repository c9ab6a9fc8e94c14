"""What a place can be known by again."""

from typing import Any

import pytest

from tests.unit.casework import made
from worker.casework import places


def keys(quote: str, label: str = "LOCATION", value: dict[str, str] | None = None) -> set[str]:
    named: dict[str, Any] = {label: [(quote, value)]}
    (mention,) = made.record([f"It was {quote}."], named).mentions
    return set(places.keys(mention))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("118 Fosbrooke Road, Leicester", "FOSBROOKE ROAD"),
        ("118A Fosbrooke Rd", "Fosbrooke Road, Leicester LE3 9QZ"),
        ("Flat 3, 121 Fosbrooke Road, Leicester", "the Fosbrooke Road"),
        ("Marino's Fish Bar", "Marino\u2019s Fish Bar, Tannery Street"),
        ("Stryd Dŵr", "Stryd Dwr"),
    ],
)
def test_places_that_share_a_road_or_a_name_are_known_again(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pell Street, Leicester", "Cawdor Close, Leicester"),
        ("Flat 3, 1 Pell Street, Leicester", "Flat 3, 9 Orrery Road, Leicester"),
        ("Pell Street", "Pell Road"),
        ("Pell Street, Leicester", "Leicester"),
    ],
)
def test_a_town_or_a_flat_s_number_makes_no_place_known_again(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


def test_a_postcode_is_known_however_it_is_spaced() -> None:
    value = {"postcode": "LE3 9QZ"}
    assert keys("le39qz", "POSTCODE", value) == keys("LE3 9QZ", "POSTCODE", value)


def test_a_number_alone_is_no_place() -> None:
    assert keys("118") == set()
