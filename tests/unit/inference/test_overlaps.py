"""Spans that a stretch touches are found as by looking at each of them."""

from hypothesis import given
from hypothesis import strategies as st

from models.inference.overlaps import Overlaps
from models.inference.results import Span

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda one: (one[0], sum(one)))


@given(st.lists(SPANS, max_size=12).map(sorted), SPANS)
def test_what_is_touched_is_what_a_look_at_each_finds(spans: list[Span], asked: Span) -> None:
    start, end = asked
    touched = [n for n, (left, right) in enumerate(spans) if left < end and start < right]
    overlaps = Overlaps(spans)
    assert overlaps.numbers(start, end) == touched
    assert overlaps.any(start, end) == bool(touched)


def test_a_short_span_inside_a_long_one_does_not_hide_it() -> None:
    overlaps = Overlaps([(0, 30), (2, 4), (5, 6)])
    assert overlaps.numbers(10, 12) == [0]
    assert overlaps.any(29, 40)
    assert not overlaps.any(30, 40)
