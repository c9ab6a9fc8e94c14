"""Words of the statement on the page that lead to their place in its text."""

from collections.abc import Callable
from dataclasses import dataclass

from worker.record import Quoted


@dataclass(frozen=True, kw_only=True, slots=True)
class Leading:
    """Words of the statement that lead to their place in the text."""

    quote: str
    page: int
    anchor: str
    badge: str = ""
    badge_meaning: str = ""
    speaker: str = ""
    """Who says it, in a record of interview."""
    unsure: str = ""
    """How surely the words were read from a picture, where that is not sure enough."""
    shows: str = ""
    """The span whose boxes show these words on the picture of their page; empty without one."""


Lead = Callable[[Quoted, str], Leading]
"""Takes quoted words and a key, and returns how they lead to their place in the text."""
