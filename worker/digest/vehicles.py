"""Vehicles: a description and a registration mark that stand in one phrase are one item.

Mentions of the same mark are one item, and so are descriptions written alike where no two marks
claim them. Nothing is merged further.
"""

import re

from models.inference.results import Modality
from worker.digest.lexicon.patterns import cue, words
from worker.digest.quoting import quote
from worker.digest.standing import standing
from worker.digest.telling import Cue, Telling
from worker.digest.things import firmest
from worker.record import DigestItem, DigestPart, RecordMention

_VEHICLES = frozenset({"VEHICLE", "VRM"})
_BETWEEN = 70
"""Characters between a vehicle and its mark at most."""
COLOUR = cue(
    r"(?:(?:dark|light|pale|bright|metallic|matt|navy|sky|racing|pearl|gun[\s-]*metal)[\s-]+)?"
    + words("""
black white grey gray silver blue red green yellow orange purple pink brown cream beige gold
golden maroon bronze
burgundy turquoise navy teal champagne charcoal gunmetal lilac magnolia multicoloured
""")
)
# What may stand between the two and still leave them one phrase.
_PLATE = re.compile(
    r"\b(?:index(?:ed)?|reg(?:istered|istration|d)?|vrm|vrn|plates?|number\s*plates?|number|mark|"
    r"marked|bearing|"
    r"displaying|showing|with|on\s+an?|was|is)\b",
    re.IGNORECASE,
)
_ONLY_JOINTS = re.compile(
    r"[\s,(:;-]*(?:(?:as|a|an|the|on|is|was|being|it's|its|plate|registered|to|at|"
    r"for)\s+){0,4}[\s,(:]*",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"[.!?;]\s|\b(?:and\s+(?:a|an|the|another)|behind|followed|then|past|towards|next\s+to|who|"
    r"whose|he|she)\b",
    re.IGNORECASE,
)


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the vehicles in the order of their first mention."""
    phrases = _phrases(telling)
    return tuple(_item(telling, group) for group in _groups(phrases))


_Phrase = tuple[RecordMention, ...]


def _phrases(telling: Telling) -> list[_Phrase]:
    """Return each mention, or a description and its mark together, in order."""
    mentions = [m for m in telling.mentions if m.label in _VEHICLES]
    phrases: list[_Phrase] = []
    waiting = iter(range(len(mentions)))
    for number in waiting:
        first = mentions[number]
        second = mentions[number + 1] if number + 1 < len(mentions) else None
        if second is not None and _one_phrase(telling, first, second):
            phrases.append((first, second))
            next(waiting, None)
        else:
            phrases.append((first,))
    return phrases


def _one_phrase(telling: Telling, first: RecordMention, second: RecordMention) -> bool:
    if first.label == second.label:
        return False
    if second.end <= first.end:
        return True
    between = telling.plain[first.end : second.start]
    if len(between) > _BETWEEN or second.start < first.end or _ANOTHER.search(between):
        return False
    if telling.sentence_at(first.start) != telling.sentence_at(second.start):
        return False
    return bool(_ONLY_JOINTS.fullmatch(between) or _PLATE.search(between))


def _groups(phrases: list[_Phrase]) -> list[list[_Phrase]]:
    """Put phrases with the same mark together, and then those with the same words."""
    marks: dict[str, list[_Phrase]] = {}
    claimed: dict[str, set[str]] = {}
    for phrase in phrases:
        mark, name = _mark(phrase), _name(phrase)
        if mark:
            claimed.setdefault(name, set()).add(mark)
    for phrase in phrases:
        mark, name = _mark(phrase), _name(phrase)
        owners = claimed.get(name, set()) if name else set()
        key = mark or (next(iter(owners)) if len(owners) == 1 else f"words {name}")
        marks.setdefault(key, []).append(phrase)
    return list(marks.values())


def _mark(phrase: _Phrase) -> str:
    for mention in phrase:
        if mention.label == "VRM":
            written = (mention.value or {}).get("vrm", mention.quote)
            return "".join(written.upper().split())
    return ""


def _name(phrase: _Phrase) -> str:
    names = (" ".join(m.quote.casefold().split()) for m in phrase if m.label == "VEHICLE")
    return next(names, "")


def _item(telling: Telling, group: list[_Phrase]) -> DigestItem:
    fullest = max(group, key=len)
    start = min(mention.start for mention in fullest)
    end = max(mention.end for mention in fullest)
    return DigestItem(
        mention_ids=tuple(mention.id for phrase in group for mention in phrase),
        modality=firmest([_told(telling, phrase) for phrase in group]),
        parts=tuple(_parts(telling, fullest)),
        **quote(telling.document, start, end),
    )


def _told(telling: Telling, phrase: _Phrase) -> Modality:
    number = telling.sentence_at(phrase[0].start)
    if number is None:
        return "stated"
    return standing(telling, number, phrase[0].start, phrase[-1].end)


def _parts(telling: Telling, phrase: _Phrase) -> list[DigestPart]:
    cues = []
    for mention in phrase:
        if mention.label == "VRM":
            cues.append(Cue("mark", mention.start, mention.end, _mark(phrase)))
        else:
            cues.append(Cue("description", mention.start, mention.end))
            cues += [
                Cue("colour", *found.span())
                for found in COLOUR.finditer(telling.plain, mention.start, mention.end)
            ]
    return [telling.part(cue) for cue in sorted(cues, key=lambda c: (c.start, -c.end))]
