"""A title that stands right before a name belongs to it (the scheme's PERSON), however rare.

The network learnt the usual titles with their names. Of ranks of several words, as the fire
service has them, it now and then leaves the first words outside. Words that may as well describe
somebody ("my sister Lowri", "the driver Dai", "the custody nurse Ms Ncube") are none of these: in
the corpus, no mark begins after one of these.
"""

import re

from models.inference import name_words as known


def _any_of(titles: frozenset[str]) -> str:
    # The longest first, so that no title hides a longer one.
    ordered = sorted(titles, key=lambda title: (-len(title), title))
    return "|".join(re.escape(title).replace(r"\ ", r"\s") for title in ordered)


_BEFORE = re.compile(
    rf"(?<![\w'\u2019-])(?:(?i:(?:(?:{_any_of(known.BEFORE_SURE)})\s)*(?:{_any_of(known.SURE_TITLES)})"
    rf"|{_any_of(known.TITLE_PHRASES)})|{'|'.join(known.SURE_SHORT)})"
    r"(?:\.\x20?|\x20|\n)$"
)
# What stands before a name that has a title there ends so, in small letters, but for the blank.
_ENDS = tuple(
    {title.split()[-1] for title in known.SURE_TITLES | known.TITLE_PHRASES}
    | {title.lower() for title in known.SURE_SHORT}
)
_LONGEST_END = max(map(len, _ENDS))
# Where a longest title and its blank end, in characters before the name.
_REACH = 48


def with_title(text: str, start: int) -> int:
    """Return where a name that begins at ``start`` begins with the title right before it."""
    while _may_end_in_title(text[max(0, start - _REACH) : start]) and (
        found := _BEFORE.search(text, max(0, start - _REACH), start)
    ):
        start = found.start()
    return start


def _may_end_in_title(before: str) -> bool:
    """Whether it is worth a search, which costs much more and nearly always finds nothing."""
    end = before.rstrip(" .\n")[-_LONGEST_END:]
    # Without regard to case, letters beyond ASCII match some of ASCII.
    return end.lower().endswith(_ENDS) or not end.isascii()
