"""Lines of an answered message: the mark before each is the mailer's, and no witness's word.

Where a mailer broke a quoted sentence for the width of its window, the mark stands in the middle of
the sentence. It is left out there, so that the sentence is read, and quoted, as it was written; the
line that begins the passage keeps it, so that everybody sees whose words these are not.
"""

import re
from itertools import groupby

_MARKS = re.compile(r"[^\S\n]{0,3}((?:>[^\S\n]?)+)")
_BEGINS = re.compile(
    r"\s|[-*\u2022\u00b7\u2013\u2014]|\(?\w{1,3}[.)]\s|[A-Z][\w -]{0,20}:(?:\s|$)|On\b.*\bwrote:"
)
_NARROWEST = 45
"""Characters; a passage whose lines are all shorter says nothing of a window's width."""


def rejoined(text: str) -> str:
    """Return ``text`` with no mark before a quoted line that goes on from the one before it.

    An empty line ends a passage whose last line has lost its mark. No word is left out.
    """
    if ">" not in text:
        return text
    parts: list[str] = []
    lines = [_apart(line) for line in text.split("\n")]
    open_ended = False
    for depth, group in groupby(lines, key=lambda line: line[0].count(">")):
        passage = list(group)
        if open_ended and passage[0][1].strip():
            parts.append("")
        shown = _passage(passage) if depth else [line for _, _, line in passage]
        open_ended = bool(depth and shown[-1] and not _MARKS.match(shown[-1]))
        parts.extend(shown)
    return "\n".join(parts)


def _apart(line: str) -> tuple[str, str, str]:
    """Return a line's marks, its words, and the line itself."""
    marks = _MARKS.match(line)
    return (marks[1], line[marks.end() :], line) if marks else ("", line, line)


def _passage(lines: list[tuple[str, str, str]]) -> list[str]:
    width = max(len(words.rstrip()) for _, words, _ in lines)
    shown: list[str] = []
    before = ""
    for _, words, line in lines:
        goes_on = width >= _NARROWEST and words.strip() and not _BEGINS.match(words)
        if goes_on and before and len(before) + 1 + len(words.split()[0]) > 0.85 * width:
            shown.append(words)
        else:
            shown.append(line if words.strip() else "")
        before = words.rstrip()
    return shown
