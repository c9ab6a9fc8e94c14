"""Descriptions: the sentences that say how somebody looked or sounded, and the points they cover.

The points are those of the ten-point description that police are taught, as quoted phrases. Whom a
sentence describes is left to its words.
"""

import re

from models.inference.results import Span
from worker.digest.lexicon import description
from worker.digest.lexicon.patterns import Phrases, cue
from worker.digest.standing import standing
from worker.digest.stretches import Stretches
from worker.digest.telling import Cue, Telling, apart
from worker.digest.things import firmest
from worker.record import DigestItem

POINTS: tuple[tuple[str, Phrases], ...] = (
    ("age", description.AGE),
    ("age", description.BARE_AGE),
    ("height", description.HEIGHT),
    ("build", description.BUILD),
    ("ethnic appearance", description.ETHNICITY),
    ("hair", description.HAIR),
    ("eyes", description.EYES),
    ("face", description.FACE),
    ("marks", description.MARKS),
    ("voice", description.VOICE),
    ("clothing", description.CLOTHING),
    ("carried", description.CARRIED),
    ("sex", description.SEX),
)
"""Each point's name and the pattern of its phrases, the more telling first."""
_WEIGHT = {"sex": 0, "carried": 0, "age": 1, "clothing": 1, "eyes": 1}
_OTHERWISE = 2
_ENOUGH = 2
_LOOKS = tuple(phrases for kind, phrases in POINTS if _WEIGHT.get(kind, _OTHERWISE))
"""The phrases of the points that say how somebody looks: without one there is no description."""
_REACH = 200
"""Characters before a colour within which an animal may be whose it is."""
_NEVER_OF_LOOKS = frozenset({"VEHICLE", "VRM", "WEAPON", "URL", "EMAIL", "SOCIAL_HANDLE"})
_NAMES = frozenset(
    {"PERSON", "ORG", "LOCATION", "VEHICLE", "VRM", "WEAPON", "DRUG", "TIME", "DATE", "MONEY"}
    | {"URL", "EMAIL", "SOCIAL_HANDLE"}
)
_PERSONS = frozenset({"PERSON"})
_SOMEBODY = cue(description.SOMEBODY)
_ANIMAL = cue(description.ANIMAL)
_PERSON = cue(
    r"he|she|him|her|who|owners?|handlers?|riders?|drivers?|suspects?|persons?|people|"
    r"youths?|man|men|woman|women|males?|females?|boys?|girls?|"
    r"lads?|blokes?|guys?|lady|ladies|fellas?|gentlem[ae]n|chaps?|teenagers?|kids?|"
    r"attackers?|assailants?|offenders?|robbers?|burglars?|thief|thieves|passengers?"
)
# A colour is an animal's right before or behind its word, behind "it was", and with its marks.
_IT_WAS = cue(
    r"(?:it|which)(?:'s|\s+(?:was|is|looked))\s+(?:(?:a|all|mostly|mainly|\w+ly)\s+){0,2}"
)
_WAS = re.compile(r"\s+(?:was|were|is|are|looked)\s+(?:(?:a|all|both|mostly|mainly|\w+ly)\s+){0,2}")
# "The man walking the dog was black": it is he who was.
_AND_ANIMAL = cue(
    r"(?:walking|with|holding|leading|riding|carrying|of|who|on|by|behind|beside|near|had|has)"
)
_MARKED = re.compile(
    r"(?:\s+and\s+\w+)?\s+(?:with\s+(?:(?:a|an|one|its|two)\s+)?(?:\w+\s+)?)?"
    r"(?:ears?|chest|paws?|tail|muzzle|snout|patch(?:es)?|mane|blaze|coat\s+and\s+tail)\b"
)
_OF_MYSELF = cue(
    r"I\s+(?:was|am|had|have|would\s+describe\s+myself|wore)\s+(?:on|also|then|in|wearing|a|"
    r"about|aged|"
    r"\d|five|six)|I'm\s+(?:a\s+|about\s+)?(?:\d|five|six|tall|short|white|black|asian)|my\s+"
    r"(?:son|daughter|wife|husband|children|kids)"
)
_IN_CLOTHES = re.compile(r"(?:in|with)\b", re.IGNORECASE)
_WITH_CLOTHES = re.compile(
    r"\b(?:wear|wore|dressed|clad|had\s+on|hood|mask|balaclava|\w+\s+on\b)", re.IGNORECASE
)


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the sentences that describe somebody, in order, with the points that each covers."""
    items = []
    for number in telling.with_any(_LOOKS):
        sentence = telling.sentences[number]
        points = _points(telling, number, sentence.start, sentence.end)
        if _describes(telling, points, sentence.start, sentence.end):
            worn = _worn_besides(telling, number, points, sentence.start, sentence.end)
            modality = firmest([standing(telling, number, p.start, p.end) for p in points])
            # Heights and ages are what a description tells: doubt about one is doubt about it.
            modality = "uncertain" if sentence.modality == "uncertain" else modality
            items.append(telling.sentence_item(number, apart([*points, *worn]), modality))
    return tuple(items)


def _points(telling: Telling, number: int, start: int, end: int) -> list[Cue]:
    def spans(phrases: Phrases) -> list[Span]:
        return [_core(m) for m in telling.found(phrases, number)]

    names = [(m.start, m.end) for m in telling.inside(start, end, _NAMES)]
    taken = [(m.start, m.end) for m in telling.inside(start, end, _NEVER_OF_LOOKS)]
    taken += spans(description.NOBODY)
    points: list[Cue] = []
    for kind, phrases in POINTS:
        if not telling.found(phrases, number):
            continue
        free = Stretches([*taken, *((point.start, point.end) for point in points)])
        points += [
            Cue(kind, *_trimmed(telling.plain, span))
            for span in spans(phrases)
            if not free.meet(*span)
            and not telling.speech(number).meet(*span)
            and not any(left <= span[0] and span[1] <= right for left, right in names)
            and not (kind == "ethnic appearance" and _of_an_animal(telling, start, span, end))
        ]
    return apart(points)


def _of_an_animal(telling: Telling, start: int, colour: Span, end: int) -> bool:
    """Whether a colour is told of a dog or another animal, not of a person."""
    plain, start = telling.plain, max(start, colour[0] - _REACH)
    animals = [m.span() for m in _ANIMAL.finditer(plain, start, colour[0])]
    if not animals:
        return False
    left, right = animals[-1]
    if _PERSON.search(plain, right, colour[0]) or telling.inside(right, colour[0], _PERSONS):
        return False
    if _MARKED.match(plain, colour[1], end):
        return True
    if any(it.end() == colour[0] for it in _IT_WAS.finditer(plain, right, colour[0])):
        return True
    people = [m.end() for m in _PERSON.finditer(plain, start, left)]
    people += [m.end for m in telling.inside(start, left, _PERSONS)]
    linked = bool(people) and _AND_ANIMAL.search(plain, min(people), left) is not None
    return not linked and _WAS.fullmatch(plain, right, colour[0]) is not None


def _worn_besides(
    telling: Telling, number: int, points: list[Cue], start: int, end: int
) -> list[Cue]:
    """Return garments that only a sentence which describes somebody anyway makes clothing."""
    taken = [(m.start, m.end) for m in telling.inside(start, end, _NAMES)]
    taken += [(point.start, point.end) for point in points]
    taken += [m.span() for m in telling.found(description.NOBODY, number)]
    free = Stretches(taken)
    garments = description.BARE_GARMENT.finditer(telling.plain, start, end)
    return [Cue("clothing", *g.span()) for g in garments if not free.meet(*g.span())]


def _describes(telling: Telling, points: list[Cue], start: int, end: int) -> bool:
    """Whether the points are enough to call the sentence a description of somebody else."""
    kinds = {point.kind for point in points}
    weight = sum(_WEIGHT.get(kind, _OTHERWISE) for kind in kinds)
    clothed = any(
        _WITH_CLOTHES.search(telling.plain, point.start, point.end)
        for point in points
        if point.kind == "clothing"
    )
    somebody_in = "sex" in kinds and any(
        _IN_CLOTHES.match(telling.plain, point.start)
        for point in points
        if point.kind == "clothing"
    )
    if weight + (clothed or somebody_in) < _ENOUGH:
        return False
    plain = telling.plain[start:end]
    if _OF_MYSELF.search(plain) and weight < 2 * _ENOUGH:
        return False
    return "sex" in kinds or bool(_SOMEBODY.search(plain)) or weight >= 2 * _ENOUGH


def _core(found: re.Match[str]) -> Span:
    """Return the words that tell, without those that only lead up to them."""
    return found.span("core") if "core" in found.re.groupindex and found["core"] else found.span()


def _trimmed(plain: str, span: Span) -> Span:
    """Leave out a comma and blanks at the edges of a phrase."""
    start, end = span
    while start < end and plain[start] in " ,;.":
        start += 1
    while end > start and plain[end - 1] in " ,;.":
        end -= 1
    return start, end
