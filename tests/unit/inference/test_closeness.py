"""Scores in steps."""

from hypothesis import assume, given
from hypothesis import strategies as st

from models.inference.closeness import STEP, TOLERANCE, Watch, score


@given(st.floats(-30, 30), st.floats(-TOLERANCE / 2, TOLERANCE / 2))
def test_a_small_difference_changes_a_step_only_where_it_is_noted(odds: float, off: float) -> None:
    first, second = Watch(), Watch()
    same = first.step(odds) == second.step(odds + off)
    assert same or (first.close and second.close)


@given(st.floats(-30, 30), st.floats(-5, 5), st.floats(-TOLERANCE / 2, TOLERANCE / 2))
def test_a_small_difference_changes_a_decision_only_where_it_is_noted(
    odds: float, threshold: float, off: float
) -> None:
    first, second = Watch(), Watch()
    same = first.above(odds, threshold) == second.above(odds + off, threshold)
    assert same or (first.close and second.close)


@given(st.floats(-8, 8))
def test_what_is_not_near_an_edge_is_not_noted(odds: float) -> None:
    place = (odds / STEP + 0.5) % 1
    assume(0.01 < place < 0.99)
    watch = Watch()
    watch.step(odds)
    assert not watch.close


@given(st.integers(-44, 45))
def test_scores_have_three_decimals_and_never_fall(step: int) -> None:
    assert score(step) == round(score(step), 3)
    assert 0 <= score(step - 1) <= score(step) <= 1
