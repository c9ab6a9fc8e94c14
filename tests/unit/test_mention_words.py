"""What the pages say of a mention."""

import pytest

from tests import factories
from worker.web import mention_words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        ({"canonical": "LK18 ABC"}, "canonical LK18 ABC"),
        (
            {"weekday": "Sunday", "proposed": "2025-11-16", "proposed_by": "account"},
            "weekday Sunday, proposed 2025-11-16 (by the day told before it)",
        ),
        (
            {"weekday": "Friday", "proposed": "2025-11-14", "proposed_by": "statement"},
            "weekday Friday, proposed 2025-11-14 (by the statement's date)",
        ),
        # A misread number that would be right has nobody who proposed it.
        ({"proposed": "QQ123456C"}, "proposed QQ123456C"),
    ],
)
def test_a_value_says_what_a_proposal_is_reckoned_from(
    value: dict[str, str] | None, said: str
) -> None:
    mention = factories.mention("m1", "DATE", "Sunday", value=value, text="It was Sunday.")
    assert mention_words.value(mention) == said
