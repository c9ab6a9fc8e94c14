"""Who speaks, by the labels before turns of speech: "LINO:", "SD:", "MS WOLSTENHOLME KC:".

In a record of interview a label says little to the model, since nothing but speech stands around
it. One that comes back at the beginnings of lines and is made of the parts or the initials of a
sure name, in capitals or not, is that person.
"""

import re
from collections.abc import Iterable

from models.inference import name_words as known
from models.inference.results import Span

_LABEL = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_](?:[^\W_]|[.'\u2019 -]){0,39}?)[ \t]*:(?=\s)", re.MULTILINE
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u2010-][^\W\d_]+)*")
_FEWEST = 2
# Letters after a name, as they stand after a speaker's.
_HONOURS = frozenset({"kc", "qc", "mp", "msp", "ms", "obe", "mbe", "cbe", "jp"})
_TITLES = known.TITLES | known.UPPER_RANKS | known.BEFORE_TITLES


def labels(text: str, names: Iterable[str]) -> list[Span]:
    """Return where a speaker's label stands that one of ``names`` explains, in order.

    Args:
        text: the passage.
        names: the people that are surely named in it, in their own words.
    """
    found: dict[str, list[Span]] = {}
    for match in _LABEL.finditer(text):
        found.setdefault(match["label"], []).append(match.span("label"))
    often = {label: spans for label, spans in found.items() if len(spans) >= _FEWEST}
    if not often:
        return []
    parts = {part for name in names for part in _parts(name)}
    spans = [span for label, spans in often.items() if _names(label, parts) for span in spans]
    return sorted(spans)


def _parts(name: str) -> list[str]:
    words = [word for word in _WORD.findall(name) if not _is_title(word)]
    letters = [word[0] for word in words]
    initials = {"".join(letters), letters[0] + letters[-1]} if len(letters) > 1 else set()
    return [word.lower() for word in [*words, *initials]]


def _names(label: str, parts: set[str]) -> bool:
    """Whether a label is made of parts of names, titles aside."""
    words = [word for word in _WORD.findall(label) if not _is_title(word)]
    return bool(words) and all(
        word.lower() in parts or (number and word.lower() in _HONOURS)
        for number, word in enumerate(words)
    )


def _is_title(word: str) -> bool:
    return known.fold(word) in _TITLES
