"""Patterns of many words, told apart letter by letter instead of tried word by word."""

import re
from collections.abc import Iterable


def tree(words: Iterable[str]) -> str:
    """Return a pattern, without capturing groups, of the longest of ``words`` that stands there.

    A shorter one is tried too, where what follows in the pattern does not fit the longer.
    """
    return f"(?:{_ways(words)})"


def _ways(words: Iterable[str]) -> str:
    after: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        after.setdefault(word[:1], []).append(word[1:])
    may_end = after.pop("", None) is not None
    ways = "|".join(re.escape(letter) + _ways(rest) for letter, rest in after.items())
    if may_end:
        return f"(?:{ways})?" if ways else ""
    return f"(?:{ways})" if len(after) > 1 else ways
