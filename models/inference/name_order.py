"""Which words of a name are given and which are the family's, told by evidence alone.

Each ``by_...`` returns None where it has no evidence; ``names.parts`` asks them in order.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.inference import name_lists as lists
from models.inference import name_words as known
from models.inference.name_pieces import Word

_FAMILY_SHAPE = re.compile(
    r"(?:Mc|[O0MDd]['\u2019])[^\W\d_]{2}|Mac[A-Z][a-z]|Fitz[A-Z]"
    r"|(?:[AaEe][Ll]|[Aa][SsZzNnRrDdTt]|[Aa][Ss][Hh])-[^\W\d_]{2}"
    r"|MC[B-DF-HJ-NP-TV-Z][A-Z]{2}|MCA[A-Z]{3}|FITZ[A-Z]{4}"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,4}")
_CAP_PREFIX = re.compile(r"(?:Mc|Mac|Fitz|De|Di|Da|Le|La|Van|St|Ni|[OD0]['\u2019])(?=[^\W\d_]{2})")
_HAN = re.compile(r"[\u3400-\u9fff々]{2,5}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")


@dataclass(frozen=True, slots=True)
class Reading:
    """Which stretches of the surface are which part; None where there is none."""

    given: tuple[int, int] | None = None
    family: tuple[int, int] | None = None
    patronymic: tuple[int, int] | None = None
    initials: tuple[int, int] | None = None
    name: tuple[int, int] | None = None
    order: str = "stated"


@dataclass(frozen=True, slots=True)
class Unit:
    """A word with the particles before it; ``kind`` says whose they are.

    "family", "given", "patronymic", "lineage" (all that follows is the father's) or "".
    """

    start: int
    end: int
    head: Word
    kind: str = ""


def over(parts: Sequence[Word] | Sequence[Unit]) -> tuple[int, int] | None:
    """Return the stretch from the first to the last, None for none."""
    return (parts[0].start, parts[-1].end) if parts else None


def initial(word: Word) -> bool:
    """Whether a word is one initial, or several written together: J, J.R.R., PJ."""
    bare = word.text.replace(".", "")
    if len(bare) == 1:
        return bare.isalpha() and (bare.isupper() or not bare.islower()) and ord(bare) < 0x3000
    dotted = "." in word.text[:-1] and _INITIALS.fullmatch(word.text) is not None
    vowels = set("AEIOUY") & set(bare)
    return dotted or (len(bare) < 4 and bare.isupper() and not vowels and bare != "NG")


def family_shape(text: str) -> bool:
    """Whether the word itself says that it is a family name: McCrone, O'Brien, FitzGerald."""
    return _FAMILY_SHAPE.match(unicodedata.normalize("NFC", text)) is not None


def by_script(words: Sequence[Word]) -> Reading | None:
    """Chinese, Japanese and Korean names in their own script: the family name comes first."""
    text = "".join(word.text for word in words)
    start, end = words[0].start, words[-1].end
    if len(words) > 2 or not (_HAN.fullmatch(text) or _HANGUL.fullmatch(text)):
        return None
    if len(words) == 2:
        return Reading(family=over(words[:1]), given=over(words[1:]))
    for length in (3, 2):
        if text[:length] in lists.HAN_FAMILY_LONG and len(text) > length:
            return Reading(family=(start, start + length), given=(start + length, end))
    if text[0] in lists.HAN_FAMILY + lists.HANGUL_FAMILY and len(text) < 5:
        return Reading(family=(start, start + 1), given=(start + 1, end))
    return Reading(name=(start, end))


def by_comma(words: Sequence[Word]) -> Reading | None:
    """As in "SMITH, John": what stands before the comma is the family name."""
    at = next((number for number, word in enumerate(words) if number and word.comma), 0)
    return Reading(family=over(words[:at]), given=over(words[at:])) if at else None


def by_capitals(words: Sequence[Word]) -> Reading | None:
    """As in "Dale RENSHAW", "RENSHAW Dale": the words in capitals are the family name."""
    loud = [number for number, word in enumerate(words) if _loud(word, words)]
    rest = [word for number, word in enumerate(words) if number not in loud]
    if not loud or not any(_quiet(word) for word in rest):
        return None
    first, last = loud[0], loud[-1]
    if len(loud) != last - first + 1:
        return None
    if first == 0:
        # "VAN DER BERG Jan", "RENSHAW Dale".
        return Reading(family=over(words[: last + 1]), given=over(words[last + 1 :]))
    while first > 1 and words[first - 1].folded in known.PARTICLES:
        first -= 1
    if first == 1 and words[0].text.islower() and words[0].folded in known.PARTICLES:
        return Reading(family=over(words))
    return Reading(given=over(words[:first]), family=over(words[first : last + 1]))


def _loud(word: Word, words: Sequence[Word]) -> bool:
    bare = _CAP_PREFIX.sub("", word.text).replace("0", "O")
    letters = "".join(filter(str.isalpha, bare))
    if len(letters) < 2 or not letters.isupper() or initial(word):
        return False
    short = len(letters) == 2 and word is words[0]
    return not short or word.folded in lists.FAMILY_FIRST_ANY


def _quiet(word: Word) -> bool:
    return any(map(str.islower, word.text)) and word.text[0].isupper()


def by_burmese(words: Sequence[Word]) -> Reading | None:
    """Burmese names have no family name, however many words they have."""
    folded = [word.folded for word in words]
    sure = lists.BURMESE_SURE.intersection(folded)
    whole = len(words) > 1 and all(word in lists.BURMESE for word in folded)
    return Reading(name=over(words)) if whole and sure else None


def by_family_first(words: Sequence[Word]) -> Reading | None:
    """Chinese, Korean, Vietnamese, Japanese and Hungarian names, by their family names."""
    if len(words) < 2:
        return None
    folded = [word.folded for word in words]
    sure, maybe, either = lists.FAMILY_FIRST, lists.FAMILY_FIRST_WEAK, lists.FAMILY_FIRST_ANY
    first, last, rest = folded[0], folded[-1], folded[1:]
    if _western_first(folded):
        return Reading(given=over(words[:1]), family=over(words[1:2]))
    if last in sure and first not in either:
        return Reading(given=over(words[:-1]), family=over(words[-1:]))
    vietnamese = first in either and lists.VIETNAMESE_MIDDLE.intersection(rest[:-1])
    chinese = first in sure and last not in sure and not (last in maybe and len(words) == 2)
    likely = first in maybe and last not in either and _far_eastern(rest)
    if vietnamese or likely or (chinese and all(map(lists.SYLLABIC.fullmatch, rest))):
        return Reading(family=over(words[:1]), given=over(words[1:]))
    return _japanese_or_hungarian(words, folded)


def _far_eastern(rest: Sequence[str]) -> bool:
    """Whether these are a given name of two syllables or more: Min-jun, Kuan Yew, Minjun."""
    if len(rest) == 1 and "-" not in rest[0]:
        return lists.KOREAN_GIVEN.fullmatch(rest[0]) is not None
    return len(rest) < 3 and all(map(lists.SINGLE_SYLLABLES.fullmatch, rest))


def _western_first(folded: Sequence[str]) -> bool:
    """Whether a Western given name stands before a whole Chinese one: David Chan Wei Ling."""
    surnames = lists.FAMILY_FIRST_ANY
    if len(folded) != 4 or folded[1] not in surnames or folded[0] in surnames:
        return False
    western = lists.SINGLE_SYLLABLES.fullmatch(folded[0]) is None
    return western and all(map(lists.SINGLE_SYLLABLES.fullmatch, folded[2:]))


def _japanese_or_hungarian(words: Sequence[Word], folded: Sequence[str]) -> Reading | None:
    first, last = folded[0], folded[-1]
    japanese = [word in lists.JAPANESE for word in (first, last)]
    hungarian = [word in lists.HUNGARIAN for word in (first, last)]
    given = [word in lists.HUNGARIAN_GIVEN for word in (first, last)]
    married = last.endswith("ne") and last[:-2] in lists.HUNGARIAN_GIVEN
    family_first = (japanese[0] and not japanese[1] and lists.SYLLABIC.fullmatch(last)) or (
        hungarian[0] and (given[1] or married)
    )
    if family_first and len(words) < 4:
        return Reading(family=over(words[:1]), given=over(words[1:]))
    if (japanese[1] and not japanese[0]) or (hungarian[1] and given[0]):
        return Reading(given=over(words[:-1]), family=over(words[-1:]))
    return None


def by_iberian(units: Sequence[Unit]) -> Reading | None:
    """Two family names, the father's and the mother's (or the other way about in Portugal)."""
    if len(units) < 3 or not _iberian(units[-1]):
        return None
    if not _iberian(units[-2]):
        return None
    return Reading(given=over(units[:-2]), family=over(units[-2:]))


def _iberian(unit: Unit) -> bool:
    return unit.head.folded in lists.IBERIAN


def by_initials(units: Sequence[Unit]) -> Reading | None:
    """Initials are given names, as in "T RENSHAW"; a father's in "K. Balasubramaniam"."""
    marks = [initial(unit.head) and not unit.kind for unit in units]
    full = [unit for unit, mark in zip(units, marks, strict=True) if not mark]
    if not any(marks) or not full or len(units) < 2:
        return None
    others = [unit for unit, mark in zip(units, marks, strict=True) if mark]
    if len(full) == 1 and not full[0].kind and lists.SOUTH_INDIAN.fullmatch(full[0].head.folded):
        return Reading(given=over(full), initials=over(others))
    if len(full) == 1 and marks[0]:
        return Reading(given=over(others), family=over(full)) if not marks[-1] else None
    if len(full) == 1 and len(others) == 1:
        # "Darren B" and "Smith J" are written alike.
        return Reading(name=over(units))
    if len(full) == 1:
        return Reading(given=over(others), family=over(full))
    if len(full) == 2 and not marks[0] and not marks[-1]:
        return Reading(given=over(units[:-1]), family=over(units[-1:]))
    return None


def by_father(units: Sequence[Unit]) -> Reading | None:
    """As in "Ahmad bin Abdullah", "Ivan Petrovich Sokolov", "Sokolova Anna Ivanovna"."""
    at = next((n for n, unit in enumerate(units) if unit.kind == "patronymic" and n), 0)
    lineage = next((n for n, unit in enumerate(units) if unit.kind == "lineage" and n), 0)
    if lineage:
        # "Ram Singh s/o Shyam Singh": all that follows is the father's.
        return Reading(given=over(units[:lineage]), patronymic=over(units[lineage:]))
    if at:
        after = units[at + 1 :]
        return Reading(
            given=over(units[:at]), patronymic=over(units[at : at + 1]), family=over(after)
        )
    folded = [unit.head.folded for unit in units]
    if len(units) != 3:
        return None
    if lists.PATRONYMIC.fullmatch(folded[1]):
        return Reading(given=over(units[:1]), patronymic=over(units[1:2]), family=over(units[2:]))
    if lists.PATRONYMIC.fullmatch(folded[2]) and (
        folded[2].endswith("a") or lists.SLAVIC_FAMILY.fullmatch(folded[0])
    ):
        return Reading(family=over(units[:1]), given=over(units[1:2]), patronymic=over(units[2:]))
    return None


def by_particle(units: Sequence[Unit]) -> Reading | None:
    """As in "Jan van der Berg", "Eilidh McCrone", "Harpreet Singh Grewal"."""
    if len(units) < 2:
        return None
    at = next((n for n, unit in enumerate(units) if unit.kind == "family" and n), 0)
    sikh = len(units) > 2 and units[-2].head.folded in {"singh", "kaur"}
    if at or sikh or family_shape(units[-1].head.text):
        at = at or len(units) - 1
        return Reading(given=over(units[:at]), family=over(units[at:]))
    return None
