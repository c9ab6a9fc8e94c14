"""When each sentence of an account tells of, and what fixes it."""

from collections.abc import Mapping

import pytest

from tests.unit.casework import made
from worker.casework.days import Days, Moment

SIXTEENTH = ("Saturday 16 May 2026", {"iso": "2026-05-16", "weekday": "Saturday"})
EIGHTEENTH = ("18 May 2026", {"iso": "2026-05-18"})


def moments(
    lines: list[str],
    dates: list[tuple[str, Mapping[str, str]]] | None = None,
    times: list[tuple[str, Mapping[str, str]]] | None = None,
) -> list[Moment]:
    record = made.record(lines, {"DATE": dates or [], "TIME": times or []})
    told = made.testimonies(record)
    return list(Days(told).of(told[0]))


def days(lines: list[str], *dates: tuple[str, Mapping[str, str]]) -> list[tuple[str | None, bool]]:
    return [(one.day, one.own_day) for one in moments(lines, list(dates))]


def test_a_sentence_without_a_day_stands_on_the_last_one_told_and_says_so() -> None:
    lines = ["I work here.", "On Saturday 16 May 2026 I was out.", "He hit me."]
    assert days(lines, SIXTEENTH) == [(None, False), ("2026-05-16", True), ("2026-05-16", False)]
    last = moments(lines, [SIXTEENTH])[2]
    assert last.day_words is not None
    assert last.day_words.quote == "Saturday 16 May 2026"


@pytest.mark.parametrize(
    "moving",
    [
        "The next morning I rang.",
        "The following day I rang.",
        "Two days later I rang.",
        "The day after I rang.",
        "A week afterwards I rang.",
    ],
)
def test_an_account_that_moves_on_leaves_its_day(moving: str) -> None:
    lines = ["On Saturday 16 May 2026 I was out.", moving, "He answered."]
    assert days(lines, SIXTEENTH)[1:] == [(None, False), (None, False)]


@pytest.mark.parametrize(
    "aside",
    ["He had hit me two years ago.", "The night before I had slept badly.", "I saw him last week."],
)
def test_an_aside_has_no_day_and_the_account_goes_on(aside: str) -> None:
    lines = ["On Saturday 16 May 2026 I was out.", aside, "He hit me."]
    assert days(lines, SIXTEENTH)[1:] == [(None, False), ("2026-05-16", False)]


def test_what_is_said_of_the_same_day_stays_on_it() -> None:
    lines = [
        "On Saturday 16 May 2026 I was out.",
        "Ten minutes later he came.",
        "That night I left.",
    ]
    assert {day for day, _ in days(lines, SIXTEENTH)} == {"2026-05-16"}


def test_a_weekday_is_another_day_unless_it_is_this_one() -> None:
    lines = ["On Saturday 16 May 2026 I was out.", "That Saturday he came.", "On Tuesday he left."]
    saturday, tuesday = (
        ("Saturday he", {"weekday": "Saturday"}),
        ("Tuesday", {"weekday": "Tuesday"}),
    )
    assert [day for day, _ in days(lines, SIXTEENTH, saturday, tuesday)] == [
        "2026-05-16",
        "2026-05-16",
        None,
    ]


def test_habits_and_years_are_asides() -> None:
    lines = ["On Saturday 16 May 2026 I was out.", "I drink there on Fridays.", "He hit me."]
    assert days(lines, SIXTEENTH, ("Fridays", {"weekday": "Friday"}))[1:] == [
        (None, False),
        ("2026-05-16", False),
    ]
    lines[1] = "I moved there in 2019."
    assert days(lines, SIXTEENTH, ("2019", {"iso": "2019"}))[2] == ("2026-05-16", False)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ({"iso": "--05-16", "inferred": "2026-05-16"}, "2026-05-16"),
        ({"iso": "--05-16"}, "2026-05-16"),
        ({"iso": "---16", "weekday": "Saturday"}, "2026-05-16"),
        ({"iso": "---16", "weekday": "Sunday"}, None),
        ({"iso": "--05-17"}, None),
        ({"iso": "2026-05"}, None),
        ({"written": "31/02/2026"}, None),
    ],
)
def test_a_day_told_in_part_is_the_only_whole_one_that_it_can_be(
    value: Mapping[str, str], day: str | None
) -> None:
    lines = ["On Saturday 16 May 2026 I was out.", "On THE DAY he came back."]
    assert days(lines, SIXTEENTH, ("THE DAY", value))[1][0] == day


def test_a_day_without_its_year_is_fixed_by_another_statement_only_if_there_is_one_such() -> None:
    told = {"DATE": [("16 May", {"iso": "--05-16"})]}
    short = made.record(["On 16 May I was out."], told)
    whole = made.record(["On Saturday 16 May 2026 I was out."], {"DATE": [SIXTEENTH]})
    other = made.record(
        ["On 16 May 2025 we met."], {"DATE": [("16 May 2025", {"iso": "2025-05-16"})]}
    )
    one, two = made.testimonies(short, whole), made.testimonies(short, whole, other)
    assert Days(one).of(one[0])[0].day == "2026-05-16"
    assert Days(two).of(two[0])[0].day is None


def test_a_birth_is_no_event() -> None:
    lines = ["I was born on 18 May 2026.", "He left."]
    assert days(lines, EIGHTEENTH) == [(None, False), (None, False)]


def test_only_the_times_of_the_record_s_timeline_count() -> None:
    from dataclasses import replace

    record = made.record(["On 18 May 2026 I left."], {"DATE": [EIGHTEENTH]})
    told = made.testimonies(replace(record, digest={"timeline": ()}))
    assert Days(told).of(told[0])[0].day is None


def test_times_go_on_from_the_last_one_told_and_past_midnight() -> None:
    found = moments(
        ["On Saturday 16 May 2026 at 23:50 I left.", "He ran.", "At 00:05 he fell.", "He lay."],
        [SIXTEENTH],
        [("23:50", {"time": "23:50"}), ("00:05", {"time": "00:05"})],
    )
    assert [(one.minutes, one.own_time) for one in found] == [
        (1430, True),
        (1430, False),
        (1445, True),
        (1445, False),
    ]
    assert {one.day for one in found} == {"2026-05-16"}


def test_a_new_day_begins_without_a_time() -> None:
    found = moments(
        ["On Saturday 16 May 2026 at 23:50 I left.", "On 18 May 2026 he rang."],
        [SIXTEENTH, EIGHTEENTH],
        [("23:50", {"time": "23:50"})],
    )
    assert (found[1].day, found[1].minutes) == ("2026-05-18", None)


@pytest.mark.parametrize(
    ("before", "told", "minutes"),
    [
        ("22:50", "11:10", 1390),
        ("10:50", "11:10", 670),
        ("18:00", "11:10", 1390),
        ("23:20", "11:10", 1390),
    ],
)
def test_a_time_of_twelve_hours_is_the_next_one_or_just_before(
    before: str, told: str, minutes: int
) -> None:
    found = moments(
        [f"On Saturday 16 May 2026 at {before} I left.", "At ten past eleven he came."],
        [SIXTEENTH],
        [(before, {"time": before}), ("ten past eleven", {"twelve_hour": told})],
    )
    assert (found[1].minutes, found[1].half_told) == (minutes, True)


def test_a_time_of_twelve_hours_with_none_before_it_fixes_nothing() -> None:
    found = moments(
        ["At ten past eleven he came."], [], [("ten past eleven", {"twelve_hour": "11:10"})]
    )
    assert found[0].minutes is None


def test_a_time_of_twelve_hours_far_from_the_time_before_fixes_nothing() -> None:
    found = moments(
        ["On Saturday 16 May 2026 at 21:00 I left.", "We open at seven o'clock."],
        [SIXTEENTH],
        [("21:00", {"time": "21:00"}), ("seven o'clock", {"twelve_hour": "7:00"})],
    )
    assert (found[1].minutes, found[1].own_time) == (1260, False)
