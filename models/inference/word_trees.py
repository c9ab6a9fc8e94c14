"""Patterns of many words, told apart letter by letter instead of tried word by word."""

import re
from collections.abc import Iterable


def tree(words: Iterable[str]) -> str:
    """Return a pattern, without groups, of the longest of ``words`` that stands at a place.

    A shorter word is tried too, where what follows in the pattern does not fit the longer one.
    """
    after: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        after.setdefault(word[:1], []).append(word[1:])
    may_end = after.pop("", None) is not None
    ways = [re.escape(letter) + tree(rest) for letter, rest in after.items()]
    if not ways:
        return ""
    whole = ways[0] if len(ways) == 1 and not may_end else f"(?:{'|'.join(ways)})"
    return f"{whole}?" if may_end else whole
