"""Names and things that a statement says again: a second look at what the first let pass.

A witness who has told of "Kevin Tranter" goes on with "Kevin", "Tranter" or, in an interview,
"KT:", often where a word or two gives little to tell a name by. What stands there in the very words
of a sure mention, or in a part of a sure name, needs less of the model's own evidence to be marked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.inference import name_words as known

_NAME = re.compile(r"[^\W\d_]+(?:['\u2019\u2010-][^\W\d_]+)*")
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
    # By first word, the lengths to try: a text of many names costs no more than its words.
    lengths: dict[str, set[int]] = {}
    opening = {text[start:end] for start, end in places}
    for surface in spoken:
        if (head := _head(surface, opening)) is not None:
            lengths.setdefault(head, set()).add(len(surface))
    ends = {end: number for number, (_, end) in enumerate(places)}
    covered = _covered(places, taken)
    found = []
    free = 0
    for number, (start, end) in enumerate(places):
        if number < free:
            continue
        for length in sorted(lengths.get(text[start:end], ()), reverse=True):
            label = spoken.get(text[start : start + length])
            last = ends.get(start + length)
            if label and last is not None and not any(covered[number : last + 1]):
                found.append(Echo(label, number, last + 1))
                free = last + 1
                break
    return found


def _spoken(text: str, sure: Iterable[tuple[str, int, int]]) -> Mapping[str, str]:
    """Return the label of each form of words in which a sure mention may be said again."""
    spoken: dict[str, str] = {}
    for label, start, end in sure:
        surface = text[start:end]
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
    match = re.match(r"[^\W_]+|\S", surface)
    head = match[0] if match else surface
    if head in opening:
        return head
    # A word of the text may be cut otherwise than by letters alone (accents as signs of their own).
    return next((word for word in (surface, surface.split(maxsplit=1)[0]) if word in opening), None)


def _covered(places: Sequence[tuple[int, int]], taken: Iterable[tuple[int, int]]) -> list[bool]:
    """Return for each word whether a span touches it."""
    covered = [False] * len(places)
    spans = sorted(taken)
    position = 0
    for number, (start, end) in enumerate(places):
        while position < len(spans) and spans[position][1] <= start:
            position += 1
        # What nests in this span ends before it does, so the outer one answers for both.
        covered[number] = position < len(spans) and spans[position][0] < end
    return covered
