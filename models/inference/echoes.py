"""Names and things that a statement says again: a second look at what the first let pass.

A witness who has told of "Kevin Tranter" goes on with "Kevin", "Tranter" or, in an interview,
"KT:", often where a word or two gives little to tell a name by. What stands there in the very words
of a sure mention, or in a part of a sure name, needs less of the model's own evidence to be marked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.inference import name_words as known
from models.inference.overlaps import Overlaps

_NAME = re.compile(r"[^\W\d_]+(?:['\u2019\u2010-][^\W\d_]+)*")
_HEAD = re.compile(r"[^\W_]+|\S")
# Initials that are oftener something else; ranks and other titles are known beside these.
_NO_INITIALS_TEXT = """
AM PM TV ID OK UK US USA EU NI GB IT IS IN ON AT AS AN BY DO GO HE ME MY NO OF OR SO TO UP WE BE IF
HM CD DVD PCN IP DP RV BWV CCTV CAD URN DNA GP NHS ABE VIW MG RTC RTA HGV LGV PSV SUV BMW VW PIN SIM
IMEI USB PDF
"""
_NO_INITIALS = frozenset(_NO_INITIALS_TEXT.split())
_NO_PARTS = known.TITLES | known.UPPER_RANKS | known.BEFORE_TITLES | known.PARTICLES
_NO_PARTS = _NO_PARTS | known.PATRONYMIC_PARTICLES | known.SUFFIXES | known.EPITHETS


@dataclass(frozen=True, slots=True)
class Echo:
    """A run of words (first, last + 1) that says again what a sure mention said."""

    label: str
    first: int
    last: int


def said_again(
    text: str,
    places: Sequence[tuple[int, int]],
    sure: Iterable[tuple[str, int, int]],
    taken: Iterable[tuple[int, int]],
) -> list[Echo]:
    """Return where the words of sure mentions, or parts of sure names, stand unmarked.

    The longest reading wins, and of two labels the one that was said first.

    Args:
        text: the passage.
        places: its words' offsets, in order.
        sure: label, start and end of the mentions that may be said again, in order.
        taken: the spans that are marked already.
    """
    spoken = _spoken(text, sure)
    if not spoken:
        return []
    words = [text[start:end] for start, end in places]
    # By first word, the lengths to try: a text of many names costs no more than its words.
    tried: dict[str, set[int]] = {}
    opening = set(words)
    for surface in spoken:
        if (head := _head(surface, opening)) is not None:
            tried.setdefault(head, set()).add(len(surface))
    lengths = {head: sorted(each, reverse=True) for head, each in tried.items()}
    ends = [end for _, end in places]
    marked = Overlaps(sorted(taken))
    found = []
    free = 0
    for number, word in enumerate(words):
        if word not in lengths or number < free:
            continue
        start = places[number][0]
        for length in lengths[word]:
            end = start + length
            label = spoken.get(text[start:end])
            if label and not marked.any(start, end):
                after = bisect_right(ends, end)
                if ends[after - 1] == end:
                    found.append(Echo(label, number, after))
                    free = after
                    break
    return found


def _spoken(text: str, sure: Iterable[tuple[str, int, int]]) -> Mapping[str, str]:
    """Return the label of each form of words in which a sure mention may be said again."""
    spoken: dict[str, str] = {}
    for label, surface in dict.fromkeys((label, text[start:end]) for label, start, end in sure):
        forms = [surface]
        if label == "PERSON":
            forms = [*([] if _is_title(surface) else forms), *_parts(surface)]
        for form in forms:
            spoken.setdefault(form, label)
    return spoken


def _parts(name: str) -> list[str]:
    """Return the words of a name that may stand for it, and its initials."""
    words = [word for word in _NAME.findall(name) if not _is_title(word)]
    small = name.islower()
    forms = [word for word in words if len(word) > 1 and (small or word[0].isupper())]
    letters = [word[0] for word in words if word[0].isupper()]
    if len(letters) > 1:
        forms.extend(
            initials
            for initials in sorted({"".join(letters), letters[0] + letters[-1]})
            if initials not in _NO_INITIALS and not _is_title(initials)
        )
    return forms


def _is_title(word: str) -> bool:
    return known.fold(word) in _NO_PARTS


def _head(surface: str, opening: set[str]) -> str | None:
    """Return the text's word that ``surface`` begins with."""
    match = _HEAD.match(surface)
    head = match[0] if match else surface
    if head in opening:
        return head
    # A word of the text may be cut otherwise than by letters alone (accents as signs of their own).
    return next((word for word in (surface, surface.split(maxsplit=1)[0]) if word in opening), None)
