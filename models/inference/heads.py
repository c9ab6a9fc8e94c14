"""Lines of a letter's or a message's head: who wrote to whom, when and about what.

They stand in the narrative, for a force wants them read, but they tell nothing of what happened.
"""

import re
from collections.abc import Sequence

_HEAD = re.compile(
    r"(?:>[^\S\n]?)*(?:from|sent|to|cc|bcc|subject|date|time|attachments?|importance|re|fao|log|"
    r"(?:our|your|my)\s+ref(?:erence)?|ref|tel|telephone|mobile|phone|fax|e-?mail)[^\S\n]*:",
    re.IGNORECASE,
)
_OF_MESSAGE = re.compile(
    r"(?:>[^\S\n]?)*(?:from|sent|to|cc|bcc|subject|attachments?|importance)[^\S\n]*:", re.IGNORECASE
)
_DAY_OF_MESSAGE = re.compile(r"(?:>[^\S\n]?)*(?:date|time)[^\S\n]*:", re.IGNORECASE)
# What mailers write over the message that is answered. A witness has no address in brackets.
_WROTE = re.compile(
    r"(?:>[^\S\n]?)*(?:On\b|Le\b)?[^\n]{0,120}(?:\n[^\n]{0,120})?"
    r"<\s?[^\s<>@]+@[^\s<>]+>[^\n]{0,20}\swrote:",
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


def heads_of_messages(text: str, sentences: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return which sentences belong to a message's head: who sent it to whom, when, about what.

    "Date:" and "Time:" do where a line beside them does; alone, they may be an incident's.
    """
    heads = heads_of_letters(text, sentences)
    sure = {n for n in heads if _OF_MESSAGE.match(text, *sentences[n])}
    days = sorted(n for n in heads if _DAY_OF_MESSAGE.match(text, *sentences[n]))
    for order in (days, reversed(days)):
        sure |= {n for n in order if {n - 1, n + 1} & sure}
    wrote = (
        n
        for n, (start, end) in enumerate(sentences)
        if text.endswith("wrote:", start, end) and _WROTE.fullmatch(text, start, end)
    )
    return frozenset(sure.union(wrote))


def _is_alone(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : len(text) if stop < 0 else stop]
    return not before.strip() and not after.strip()
