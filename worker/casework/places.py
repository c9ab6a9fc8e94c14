"""Places by what they are called, so that two statements that name one place are seen to.

Nothing is looked up: two names that share a street or a house's name are proposed as one place.
"""

import re
from collections.abc import Iterator

from worker.casework.alike import folded
from worker.record import RecordMention

LABELS = frozenset({"LOCATION", "POSTCODE"})
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_SHORT = {
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "ln": "lane",
    "sq": "square",
    "dr": "drive",
}
_LITTLE = frozenset({"the", "of", "at", "in", "on", "near", "outside", "opposite", "no", "number"})
# A part of an address that says nothing by itself.
_WITHIN = frozenset({"flat", "floor", "room", "unit", "apartment", "ground", "first", "second"})


def keys(mention: RecordMention) -> Iterator[str]:
    """Yield what a place can be known by again: its postcode, or the parts of its address.

    The town at the end of an address is none of them: it would make a town of two addresses.
    """
    if mention.label == "POSTCODE":
        yield "".join((mention.value or {}).get("postcode", mention.quote).split()).upper()
        return
    parts = [part for part in map(_part, mention.quote.split(",")) if part]
    for part in parts[:-1] if len(parts) > 1 else parts:
        if any(word not in _WITHIN for word in part.split()):
            yield part


def _part(words: str) -> str:
    """Return a part of an address without its number: "118A Fosbrooke Rd" is its road."""
    found = [folded(match[0]) for match in _WORD.finditer(words)]
    named = [word for word in found if word not in _LITTLE and not word[0].isdigit()]
    # Only the last word is short for a kind of road: "St Mary's" is none.
    return " ".join([*named[:-1], *(_SHORT.get(word, word) for word in named[-1:])])
