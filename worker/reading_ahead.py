"""Reading ahead: several originals at once, while earlier ones are analysed; results in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
from typing import Generic, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")
# So many findings of one item may wait to be taken: a bundle of a thousand files is not held whole.
_MOST_WAITING = 8


def ahead(
    items: Iterable[Item],
    read: Callable[[Item], Iterable[Found]],
    *,
    side_by_side: int,
    break_off: Callable[[], None] = lambda: None,
) -> Generator[Found]:
    """Yield what ``read`` finds in each item, in the items' order.

    Up to ``side_by_side`` items are read at once in threads of their own, and about as many more
    may be finished and wait. An error in reading comes out where its finding would have stood.
    Whoever stops taking ends the reading of what has not begun, and ``break_off`` is called to end
    what has.
    """
    if side_by_side < 2:
        for item in items:
            yield from read(item)
        return
    shelves: deque[_Shelf[Found]] = deque()
    waiting = iter(items)
    pool = ThreadPoolExecutor(side_by_side, thread_name_prefix="reading-ahead")

    def fill() -> None:
        while len(shelves) < 2 * side_by_side:
            try:
                item = next(waiting)
            except StopIteration:
                return
            shelf: _Shelf[Found] = _Shelf()
            shelves.append(shelf)
            pool.submit(shelf.fill, read, item)

    try:
        fill()
        while shelves:
            yield from shelves[0].taken()
            shelves.popleft()
            fill()
    finally:
        for shelf in shelves:
            shelf.close()
        if shelves:
            break_off()
        pool.shutdown(cancel_futures=True)


class _Shelf(Generic[Found]):
    """What was found in one item, on its way from the thread that reads to the one that takes."""

    def __init__(self) -> None:
        self._found: deque[Found] = deque()
        self._changed = Condition()
        self._finished = False
        self._closed = False
        self._error: BaseException | None = None

    def fill(self, read: Callable[[Item], Iterable[Found]], item: Item) -> None:
        """Put there what is found in an item, waiting while there is no room."""
        try:
            for one in () if self._closed else read(item):
                if not self._put(one):
                    return
        except BaseException as error:  # noqa: BLE001  # it is raised again by ``taken``
            self._error = error
        finally:
            with self._changed:
                self._finished = True
                self._changed.notify_all()

    def taken(self) -> Iterator[Found]:
        """Yield all of it as it comes. Raises what reading raised."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._found or self._finished)
                if not self._found:
                    break
                one = self._found.popleft()
                self._changed.notify_all()
            yield one
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Take no more: whoever fills it stops at the next finding."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _put(self, one: Found) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._found) < _MOST_WAITING)
            if self._closed:
                return False
            self._found.append(one)
            self._changed.notify_all()
            return True
