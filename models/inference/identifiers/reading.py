"""The text as the rules read it, and how a place in it leads back to the original.

Statements arrive scanned, typed, pasted and re-wrapped: with typographic dashes, non-breaking
spaces, full-width or non-Latin digits, soft hyphens. The rules read a plain form in upper-case
ASCII, where it can be had, so that none of them has to think of that. Invisible characters are left
out of the plain form; everything else keeps its place.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.inference.identifiers.tokens import Tokens, matches, tokens_of

# Building blocks for the rules' patterns. They are atomic, so that no text, however made, can make
# a pattern try its gaps in more than one way.
GAP = r"(?>[ ]{0,4}(?:\n[ ]{0,8})?)"  # nothing, blanks, or one line end
WS = r"(?>[ ]{1,4}(?:\n[ ]{0,8})?|\n[ ]{0,8})"  # the same, but at least one of them
START = r"(?<![A-Z0-9])"
END = r"(?![A-Z0-9])"

_UNDATED_YEAR = 2035  # a statement without a date is held to have been written by then
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Two patterns and not one: each begins with what a search can skip to.
_FOUR_DIGIT_HOURS = re.compile(r"[0-9](?<![0-9:./][0-9])[0-9]{3}[ ]?(?:HOURS|HRS)(?![A-Z])")
_AT_FOUR_DIGITS = re.compile(r"AT (?:0[0-9]|1[0-8]|2[1-3])[0-5][0-9](?![0-9:./])")
_CAPITALS = string.ascii_uppercase.encode()
_SMALLS = string.ascii_lowercase.encode()
_BLANKS = {ord(c): " " for c in "\t\v\f\x1c\x1d\x1e\x1f"}
_HAS_BLANKS = re.compile("[\t\v\f\x1c-\x1f]")
_LOOK_ALIKE = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"',
    "\u2212": "-", "\u2044": "/", "\u2215": "/", "\u2024": ".", "\u2236": ":",
    "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A text made plain.

    ``plain`` keeps the letters' case, ``upper`` has ASCII letters in upper case; both are equally
    long. ``places`` gives for each character of them its place in the original text, or is None
    where that is the same place. ``written_on`` is the statement's own date, where known.
    ``shouted`` says that the text has hardly any lower-case letters, ``muted`` that it has hardly
    any capitals: in neither does case tell a name from a word. ``twenty_four_hour`` says that a
    time stands somewhere as four digits without a sign, so that ``until 2015`` may be one too.
    """

    plain: str
    upper: str
    places: Sequence[int] | None
    written_on: date | None
    shouted: bool
    muted: bool
    twenty_four_hour: bool
    tokens: Tokens

    @property
    def latest_year(self) -> int:
        """The last year that the statement can speak of as past or present."""
        return self.written_on.year if self.written_on else _UNDATED_YEAR

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain characters from ``start`` to ``end`` stand in the original text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def matches(self, pattern: re.Pattern[str], *starts: Iterable[int]) -> Iterator[re.Match[str]]:
        """The pattern's matches in ``upper`` that begin at one of ``starts``, without overlaps."""
        return matches(pattern, self.upper, *starts)

    def cased(self, start: int, end: int) -> str:
        """The plain characters from ``start`` to ``end`` with their own case."""
        return self.plain[start:end]

    def before(self, start: int, reach: int = 48) -> str:
        """Up to ``reach`` upper-case characters before ``start``, from the same paragraph."""
        left = self.upper[max(0, start - reach) : start]
        return left[left.rfind("\n\n") + 2 :] if "\n\n" in left else left

    def after(self, end: int, reach: int = 32) -> str:
        """Up to ``reach`` upper-case characters after ``end``, from the same paragraph."""
        return self.upper[end : end + reach].split("\n\n", 1)[0]


def read(text: str, written_on: str | None = None) -> Reading:
    """Make ``text`` plain; ``written_on`` is an ISO date, and is ignored where it is not one."""
    places: list[int] | None = None
    plain = text
    if not text.isascii():
        plain, places = _fold(text)
    if "\r" in plain:
        plain = plain.replace("\r", " " if "\n" in plain else "\n")
    if _HAS_BLANKS.search(plain):
        plain = plain.translate(_BLANKS)
    capitals, smalls = _cases(plain)
    upper = upper_case(plain)
    return Reading(
        plain=plain,
        upper=upper,
        places=places,
        written_on=_iso(written_on),
        shouted=capitals > 9 * smalls,
        muted=smalls > 0 and capitals * 200 < smalls,
        twenty_four_hour=bool(_FOUR_DIGIT_HOURS.search(upper) or _AT_FOUR_DIGITS.search(upper)),
        tokens=tokens_of(upper),
    )


def upper_case(plain: str) -> str:
    """The text with its small letters of ASCII in upper case."""
    if plain.isascii():
        return plain.upper()
    # Other letters may grow longer, and every place must stay: bytes beyond ASCII have no case.
    return plain.encode("utf-8", "surrogatepass").upper().decode("utf-8", "surrogatepass")


def _cases(plain: str) -> tuple[int, int]:
    """How many capitals and how many small letters of ASCII there are."""
    letters = plain.encode("ascii", "ignore")
    capitals = len(letters) - len(letters.translate(None, _CAPITALS))
    return capitals, len(letters) - len(letters.translate(None, _SMALLS))


def _iso(written_on: str | None) -> date | None:
    try:
        return date.fromisoformat(written_on[:10]) if written_on else None
    except ValueError:
        return None


def _fold(text: str) -> tuple[str, list[int] | None]:
    folded = _BEYOND_ASCII.sub(lambda found: _plain_character(found[0]), text)
    if len(folded) == len(text):
        return folded, None
    places = [
        place
        for place, character in enumerate(text)
        if character < "\x80" or _plain_character(character)
    ]
    return folded, places


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """One character for ``character``, or none where it is invisible."""
    if character in _LOOK_ALIKE:
        return _LOOK_ALIKE[character]
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 and simple.isascii() else character
