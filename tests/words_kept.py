"""How many words of a page a reading kept, by alignment: wrong, lost and invented words count."""

from collections.abc import Sequence

import numpy as np


def errors(truth: Sequence[str], read: Sequence[str]) -> int:
    """Return how many words must be replaced, left out or put in to make one of the other."""
    numbers: dict[str, int] = {}
    ours = [numbers.setdefault(word, len(numbers)) for word in truth]
    theirs = np.array([numbers.setdefault(word, len(numbers)) for word in read], dtype=np.int64)
    steps = np.arange(len(theirs) + 1)
    row = steps
    for number, word in enumerate(ours, start=1):
        best = np.minimum(row[:-1] + (theirs != word), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], best)) - steps) + steps
    return int(row[-1])


def bare(words: Sequence[str]) -> list[str]:
    """Return the words in lower case, letters and digits only."""
    found = ("".join(filter(str.isalnum, word.casefold())) for word in words)
    return [word for word in found if word]
