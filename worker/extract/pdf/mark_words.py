"""What is printed over pages to mark them, as DRAFT or COPY is, and how large and where."""

import re

LARGE = 1.8
"""How many times as large as the page's usual letters those of a mark are."""
HEAD, FOOT = 0.12, 0.9
"""Shares of a page, from its top: what stands above or below is a header or a footer."""
FAINT = 0.72
"""What has at least this share of white's light is faint."""

_WORDS = frozenset(
    {
        "draft", "copy", "confidential", "official", "sensitive", "officialsensitive", "secret",
        "restricted", "protect", "specimen", "sample", "void", "duplicate", "unsigned",
        "uncontrolled", "drafft", "copi", "swyddogol", "sensitif", "cyfrinachol", "cyfyngedig",
    }
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")


def only(text: str) -> bool:
    """Whether ``text``, perhaps with its letters set apart, says what marks do and nothing else."""
    found = _LETTERS.findall(text.casefold())
    return bool(found) and (_WORDS.issuperset(found) or "".join(found) in _WORDS)
