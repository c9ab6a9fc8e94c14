"""How much of each sentence has been said already, as sentences are chosen one by one."""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import add

import numpy as np


class Repetition:
    """The shares of the sentences' telling words that chosen sentences say too."""

    def __init__(self, contents: Sequence[Mapping[str, float]]) -> None:
        """Take each sentence's telling words in order; a word weighs the same in all of them."""
        self._contents = contents
        # Which sentences say a word: only they can repeat one that says it too.
        self._saying: dict[str, list[int]] = {}
        for number, content in enumerate(contents):
            for word in content:
                self._saying.setdefault(word, []).append(number)
        # Added one by one, as shares are: newer Pythons' ``sum`` rounds otherwise.
        totals = (reduce(add, content.values(), 0.0) for content in contents)
        self._totals = np.array([total or 1.0 for total in totals])
        self._shares = np.zeros(len(contents))

    def say(self, number: int) -> None:
        """Take a sentence as said."""
        content = self._contents[number]
        if not content:
            return
        saying = [self._saying[word] for word in content]
        others = np.fromiter(chain.from_iterable(saying), np.intp)
        weights = np.repeat(np.fromiter(content.values(), float), list(map(len, saying)))
        # The weights are added in the words' order, as in the totals.
        shared = np.bincount(others, weights, minlength=len(self._contents))
        np.maximum(self._shares, shared / self._totals, out=self._shares)

    def share(self, number: int) -> float:
        """Return the largest share of a sentence that any one said sentence holds."""
        return float(self._shares[number])
