"""Lines of a letter's or a message's head: who wrote to whom, when and about what.

They stand in the narrative, for a force wants them read, but they tell nothing of what happened.
"""

import re
from collections.abc import Sequence

_HEAD = re.compile(
    r"(?:from|sent|to|cc|bcc|subject|date|time|attachments?|importance|re|fao|log|"
    r"(?:our|your|my)\s+ref(?:erence)?|ref|tel|telephone|mobile|phone|fax|e-?mail)[^\S\n]*:",
    re.IGNORECASE,
)
_LONGEST = 14
"""Words; a longer line may be a sentence that only begins like one ("To: the man who ...")."""


def heads_of_letters(text: str, sentences: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return which sentences are nothing but such a line: label, colon and value, alone on it."""
    return frozenset(
        number
        for number, (start, end) in enumerate(sentences)
        if _HEAD.match(text, start, end)
        and len(text[start:end].split()) <= _LONGEST
        and _is_alone(text, start, end)
    )


def _is_alone(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : len(text) if stop < 0 else stop]
    return not before.strip() and not after.strip()
