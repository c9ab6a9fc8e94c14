"""Reading ahead keeps the order, bounds what waits, and ends when nobody takes any more."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.reading_ahead import ahead


@given(st.lists(st.lists(st.integers(), max_size=20), max_size=12), st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_everything_comes_out_once_and_in_order(items: list[list[int]], threads: int) -> None:
    found = list(ahead(items, iter, side_by_side=threads))
    assert found == [one for item in items for one in item]


def test_a_later_item_is_read_while_the_first_still_is() -> None:
    second_read = threading.Event()

    def read(item: int) -> Iterator[int]:
        if item == 0:
            assert second_read.wait(60)
        else:
            second_read.set()
        yield item

    assert list(ahead(range(2), read, side_by_side=2)) == [0, 1]


def test_no_more_is_read_ahead_than_has_room() -> None:
    begun = []

    def read(item: int) -> Iterator[int]:
        begun.append(item)
        yield item

    reading = ahead(range(1000), read, side_by_side=2)
    for expected in range(50):
        assert next(reading) == expected
        assert len(begun) <= expected + 5
    reading.close()


def test_a_bundle_of_many_findings_is_not_held_whole() -> None:
    made = []

    def read(item: int) -> Iterator[int]:
        for one in range(500):
            made.append(one)
            yield one

    reading = ahead([0], read, side_by_side=2)
    for expected in range(100):
        assert next(reading) == expected
        assert len(made) <= expected + 11
    reading.close()
    assert len(made) < 500


def test_an_error_comes_out_where_it_stands() -> None:
    def read(item: int) -> Iterator[int]:
        if item == 2:
            raise OSError("gone")
        yield item

    reading = ahead(range(5), read, side_by_side=3)
    assert [next(reading), next(reading)] == [0, 1]
    with pytest.raises(OSError, match="gone"):
        next(reading)


def test_whoever_stops_taking_ends_the_reading() -> None:
    begun = []

    def read(item: int) -> Iterator[int]:
        begun.append(item)
        yield from range(100)

    reading = ahead(range(100), read, side_by_side=2)
    next(reading)
    reading.close()
    assert len(begun) <= 4
    assert not [one for one in threading.enumerate() if one.name.startswith("reading-ahead")]


def test_what_is_being_read_is_broken_off_when_nobody_takes_any_more() -> None:
    broken_off = threading.Event()
    waiting = threading.Event()

    def read(item: int) -> Iterator[int]:
        yield item
        if item == 1:
            waiting.set()
            assert broken_off.wait(60)

    reading = ahead(range(3), read, side_by_side=2, break_off=broken_off.set)
    assert next(reading) == 0
    assert waiting.wait(60)
    reading.close()
    assert broken_off.is_set()


def test_nothing_is_broken_off_when_all_was_taken() -> None:
    broken_off = threading.Event()
    assert list(ahead(range(3), iter_of, side_by_side=2, break_off=broken_off.set)) == [0, 1, 2]
    assert not broken_off.is_set()


def iter_of(item: int) -> Iterator[int]:
    yield item
