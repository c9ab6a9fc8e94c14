"""How the time of some work grows with its size: a ratio, since seconds are the machine's."""

import time
from collections.abc import Callable


def growth(prepared: Callable[[int], Callable[[], object]], small: int, times: int) -> float:
    """Return how many times as long work of ``times`` the size takes, the best of three each."""

    def seconds(size: int) -> float:
        work = prepared(size)
        found = []
        for _ in range(3):
            began = time.process_time()
            work()
            found.append(time.process_time() - began)
        return min(found)

    return seconds(small * times) / max(seconds(small), 1e-4)
