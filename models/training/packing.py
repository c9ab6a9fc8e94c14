"""The most facts that fit into so many words, where facts share sentences: by branch and bound."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
# So many steps settle nearly every statement; after that the best found so far stands.
MOST_STEPS = 20_000


class Packing(Generic[Item]):
    """Sets of items, each of which counts when all its items are taken, and what items cost."""

    def __init__(self, needed: Sequence[frozenset[Item]], costs: Mapping[Item, int]) -> None:
        """Take the sets, none of them empty, and the cost of every item, none below nought."""
        self._costs = costs
        sharing = {item: sum(item in need for need in needed) for need in needed for item in need}
        # The costs of a set's items, each parted between all that need it: together never more
        # than what they really cost, so a bound on how many still fit.
        shares = [sum(costs[item] / sharing[item] for item in need) for need in needed]
        order = sorted(range(len(needed)), key=lambda number: (shares[number], number))
        self._needed = [needed[number] for number in order]
        self._shares = [shares[number] for number in order]
        self._best: frozenset[Item] = frozenset()
        self._most = -1
        self._steps = 0

    def most(self, room: int) -> frozenset[Item]:
        """Return the items that complete the most sets for at most ``room``."""
        self._best, self._most, self._steps = frozenset(), -1, 0
        self._go_on(0, frozenset(), 0, room, float(room))
        return self._best

    def _go_on(
        self, at: int, taken: frozenset[Item], complete: int, room: int, shared: float
    ) -> None:
        """Decide on the sets from ``at`` on, with ``room`` left (``shared``: by parted costs)."""
        if complete > self._most:
            self._best, self._most = taken, complete
        self._steps += 1
        if at == len(self._needed) or self._steps > MOST_STEPS:
            return
        if complete + self._fitting(at, shared) <= self._most:
            return
        new = self._needed[at] - taken
        cost = sum(self._costs[item] for item in new)
        if cost <= room:
            rest = shared - self._shares[at]
            self._go_on(at + 1, taken | new, complete + 1, room - cost, rest)
        if new:
            self._go_on(at + 1, taken, complete, room, shared)

    def _fitting(self, at: int, shared: float) -> int:
        """Return at most how many sets from ``at`` on can still fit."""
        count = 0
        for share in self._shares[at:]:
            shared -= share
            if shared < -1e-9:
                break
            count += 1
        return count
