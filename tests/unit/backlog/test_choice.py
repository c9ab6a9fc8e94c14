"""Conditions on a command line: what they mean, and words for those that mean nothing."""

from datetime import UTC, datetime

import pytest

from worker.backlog.choice import ConditionInvalid, choice
from worker.casefile import State


def test_no_condition_asks_nothing() -> None:
    wanted = choice([])
    assert wanted.states == wanted.changed == wanted.files == wanted.ids == wanted.case_refs == ()
    assert wanted.received_from is wanted.received_before is None
    assert wanted.has_file("anything at all")


def test_every_condition_is_understood() -> None:
    wanted = choice(
        [
            "state=failed",
            "state = needs review",
            "changed=model",
            "changed=reader",
            "received-from=2026-01-31",
            "received-before=2026-07-01",
            "file=*.PDF",
            "file=scan?.tif",
        ],
        ids=["1"],
        case_refs=["01ZD1234525"],
    )
    assert wanted.states == (State.FAILED, State.NEEDS_REVIEW)
    assert wanted.changed == ("model", "reader")
    assert wanted.received_from == datetime(2026, 1, 31, tzinfo=UTC).timestamp()
    # British Summer Time.
    assert wanted.received_before == datetime(2026, 6, 30, 23, tzinfo=UTC).timestamp()
    assert (wanted.ids, wanted.case_refs) == (("1",), ("01ZD1234525",))
    assert [wanted.has_file(name) for name in ("a.pdf", "Scan1.TIF", "scan.tif", "a.pdf.txt")] == [
        True, True, False, False
    ]  # fmt: skip


def test_of_several_days_the_narrowest_counts() -> None:
    wanted = choice(["received-from=2026-01-02", "received-from=2026-01-05"])
    assert wanted.received_from == datetime(2026, 1, 5, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("failed", "Write NAME=VALUE"),
        ("state=", "Write NAME=VALUE"),
        ("=failed", "Write NAME=VALUE"),
        ("colour=red", "one of state, changed, received-from, received-before, file"),
        ("state=quarantined", "`deponent release`"),
        ("state=received", "Those are needs_review, approved, returned, failed"),
        ("changed=everything", "one of version, reader, ocr, settings, model"),
        # What failed is asked for by its state.
        ("changed=failed", "one of version, reader, ocr, settings, model"),
        ("received-from=31/01/2026", "year-month-day, such as 2026-01-31"),
        ("received-before=2026-02-30", "year-month-day"),
    ],
)
def test_a_condition_that_means_nothing_is_refused_in_words(condition: str, said: str) -> None:
    with pytest.raises(ConditionInvalid) as refused:
        choice([condition])
    assert said in str(refused.value)
