"""The parts of a person's name, each as it is written.

Given and family name are told apart by evidence: a title, capitals, a comma, a particle, a surname
of a people who say it first. Where there is none, the last word is read as the family name, as is
usual in Britain, and ``order`` says that this is assumed. A name of one word is only a ``name``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.inference import name_order as order
from models.inference import name_words as known
from models.inference.name_order import Reading, Unit, over
from models.inference.name_pieces import Pieces, Word, take_apart
from models.inference.results import Mention

# No name is longer; what is, is no name.
_LONGEST = 200
_BY_WORDS: tuple[Callable[[Sequence[Word]], Reading | None], ...] = (
    order.by_script,
    order.by_comma,
    order.by_capitals,
    order.by_burmese,
    order.by_family_first,
)
_BY_UNITS: tuple[Callable[[Sequence[Unit]], Reading | None], ...] = (
    order.by_father,
    order.by_iberian,
    order.by_initials,
    order.by_particle,
)
_SPANS = ("given", "family", "patronymic", "initials", "name")
_FIRST = ("title", *_SPANS)
"""The parts that are told first, in this order; others follow by their names."""


def with_parts(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return ``mentions``, each PERSON that has no value with the parts of its name as one.

    Args:
        text: the passage in which the mentions stand.
        mentions: the model's mentions.
    """
    told: dict[str, dict[str, str]] = {}
    named: list[Mention] = []
    for one in mentions:
        if one.label == "PERSON" and one.value is None:
            surface = text[one.start : one.end]
            if surface not in told:
                told[surface] = parts(surface)
            named.append(replace(one, value=dict(told[surface]) or None))
        else:
            named.append(one)
    return tuple(named)


def parts(surface: str) -> dict[str, str]:
    """Return the parts of a name that are known, each a stretch of ``surface``, and their order.

    Keys: ``title``, ``given``, ``family``, ``patronymic``, ``initials`` (a father's or village's),
    ``name`` (where it is not said which it is), ``nickname``, ``birth_family``, ``suffix``,
    ``honours``; and ``order``, "stated" or "assumed", wherever given or family name is told. Empty
    where the surface is not one person's name.
    """
    if len(surface) > _LONGEST:
        return {}
    pieces = take_apart(surface)
    if any(word.folded in known.BETWEEN_PEOPLE for word in pieces.words):
        return {}
    found = dict(pieces.beside)
    if pieces.words:
        reading = _read(pieces)
        for part in _SPANS:
            if span := getattr(reading, part):
                found[part] = surface[slice(*span)]
        if "given" in found or "family" in found:
            found["order"] = reading.order
    return {key: found[key] for key in (*_FIRST, *sorted(found.keys() - _FIRST)) if key in found}


def _read(pieces: Pieces) -> Reading:
    words = pieces.words
    for by_words in _BY_WORDS:
        if (len(words) > 1 or by_words is order.by_script) and (reading := by_words(words)):
            return reading
    if len(words) == 2 and words[0].folded in known.EPITHETS and words[0].text.istitle():
        # "Big Sal", "Wee Davie": people are called so.
        return Reading(name=over(words))
    units = _units(words, titled="title" in pieces.beside)
    if len(units) == 1:
        return _single(units[0], pieces.kind)
    for by_units in _BY_UNITS:
        if reading := by_units(units):
            return reading
    return Reading(given=over(units[:-1]), family=over(units[-1:]), order="assumed")


def _single(unit: Unit, kind: str) -> Reading:
    """Read a single name by the title before it, or by its own shape."""
    span = over([unit])
    if unit.kind == "given" or order.initial(unit.head):
        return Reading(name=span)
    if kind == "given":
        return Reading(given=span)
    if kind == "family" or unit.kind == "family" or order.family_shape(unit.head.text):
        return Reading(family=span)
    return Reading(name=span)


def _units(words: Sequence[Word], *, titled: bool) -> list[Unit]:
    """Join particles to what follows them, and what is linked on both sides to one name."""
    units: list[Unit] = []
    start: Word | None = None
    kind = ""
    linked = False
    for number, word in enumerate(words):
        last = number == len(words) - 1
        if units and start is None and not last and word.folded in known.LINKS and _links(word):
            linked = True
            continue
        own = "" if last else _particle(word, words[number + 1], number, len(words), titled=titled)
        if own and not linked:
            start, kind = start or word, kind or own
            continue
        begin = (start or word).start
        if linked:
            before = units.pop()
            double = words[number - 1].folded in known.DOUBLING
            units.append(Unit(before.start, word.end, word, "family" if double else before.kind))
        else:
            if kind == "family" and word.folded in known.DEVOTION and not last and units:
                # "María del Carmen García": all of it is given.
                kind = ""
            units.append(Unit(begin, word.end, word, kind))
        start, kind, linked = None, "", False
    return units


def _links(word: Word) -> bool:
    return word.text.islower() or word.text in {"-", "\u2010", "\u2013"}


def _particle(word: Word, following: Word, number: int, count: int, *, titled: bool) -> str:
    """Return what a word before another is a particle of: family, patronymic, given or nothing."""
    folded = word.text.casefold().replace("\u2019", "'")
    bare = word.folded
    if bare in known.PATRONYMIC_PARTICLES and (bare != "ben" or word.text.islower()) and number:
        return "lineage" if "/" in bare else "patronymic"
    if bare in known.GIVEN_PARTICLES:
        return "given"
    if folded in {"o'", "d'", "l'"} or word.text in {"Ó", "Ní", "Uí", "ó", "Ö"}:
        return "family"
    if bare not in known.PARTICLES or bare in {"o", "y", "e", "i"} or word.text in {"É", "Í"}:
        return ""
    if bare in known.OPEN_PARTICLES and not word.text.islower() and not number and not titled:
        # "Van Morrison" and "Van Gogh" are written alike.
        return "given" if count == 2 else ""
    if word.text.isupper() and len(word.text) < 3 and not following.text.isupper():
        return ""
    return "family"
