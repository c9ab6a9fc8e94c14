"""Lanes: work side by side, each with its share of the cores, nothing lost and nothing left."""

import threading
from functools import partial

import pytest
import torch

from models.inference.lanes import MOST_LANES, Lanes


@pytest.mark.parametrize(
    ("threads", "lanes"), [(0, 1), (1, 1), (2, 2), (MOST_LANES, MOST_LANES), (64, MOST_LANES)]
)
def test_there_are_as_many_lanes_as_cores_up_to_a_bound(threads: int, lanes: int) -> None:
    assert Lanes(threads).count == lanes


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_all_work_is_done_at_the_end_of_the_block(threads: int) -> None:
    done: list[int] = []
    with Lanes(threads).open() as course:
        for number in range(50):
            course.put(partial(done.append, number))
    assert sorted(done) == list(range(50))


def test_two_pieces_run_at_once() -> None:
    both = threading.Barrier(2, timeout=60)

    def meet() -> None:
        both.wait()

    with Lanes(2).open() as course:
        course.put(meet)
        course.put(meet)


def test_each_lane_has_its_share_of_the_cores_and_the_caller_all_again() -> None:
    before = torch.get_num_threads()
    seen = []
    try:
        with Lanes(2 * MOST_LANES).open() as course:
            for _ in range(8):
                course.put(lambda: seen.append(torch.get_num_threads()))
        assert set(seen) == {2}
        assert torch.get_num_threads() == 2 * MOST_LANES
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_comes_out_and_what_has_not_begun_is_dropped(threads: int) -> None:
    done: list[int] = []

    def fail() -> None:
        raise ValueError("broken")

    def work() -> None:
        with Lanes(threads).open() as course:
            course.put(fail)
            for number in range(500):
                course.put(partial(done.append, number))

    with pytest.raises(ValueError, match="broken"):
        work()
    assert len(done) < 500


def test_no_more_waits_than_there_is_room_for() -> None:
    begun = threading.Semaphore(0)
    go_on = threading.Event()
    put = []

    def work() -> None:
        begun.release()
        assert go_on.wait(60)

    def fill() -> None:
        with Lanes(2).open() as course:
            for number in range(20):
                course.put(work)
                put.append(number)

    filling = threading.Thread(target=fill)
    filling.start()
    assert begun.acquire(timeout=60)
    assert begun.acquire(timeout=60)
    assert len(put) <= 5
    go_on.set()
    filling.join(60)
    assert len(put) == 20
