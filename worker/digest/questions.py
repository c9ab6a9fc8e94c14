"""Questions: the ADVOKATE conditions of an identification, met in quoted words or asked about.

They are put only where the witness describes or identifies somebody. Whether the conditions are
good enough is for people to say; "not found" never means "not so".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.inference.results import Span
from worker.digest.lexicon import observation
from worker.digest.lexicon.observation import Condition
from worker.digest.stretches import Stretches
from worker.digest.telling import Cue, Telling, apart
from worker.record import DigestItem

_MOST = 4
"""Sentences quoted for one condition: the investigator needs them, not every one like them."""
_PERSONS = frozenset({"PERSON"})
_REACH = 60
_SEEN_POINTS = 2
_LAST_FOR = re.compile(r"\b(?:later|ago|earlier|after(?:wards)?|before)\b", re.IGNORECASE)


def of(telling: Telling, described: Sequence[DigestItem]) -> tuple[DigestItem, ...]:
    """Return an item for each sentence that meets a condition and for each condition unmet.

    ``described`` are the items under "descriptions". An unmet condition quotes the sentence that
    first describes or identifies somebody. Empty where none does.
    """
    raised = _raised_by(telling, described)
    if raised is None:
        return ()
    items: list[DigestItem] = []
    for condition in observation.CONDITIONS:
        met = _met(telling, condition)
        items.extend(met or [_asked(telling, condition, raised)])
    return tuple(items)


def _raised_by(telling: Telling, described: Sequence[DigestItem]) -> int | None:
    """Return the first sentence that describes somebody seen, else the first that identifies."""
    for item in described:
        if _is_sighting(telling, item):
            return telling.sentence_at(item.start)
    numbers = range(len(telling.sentences))
    return next((number for number in numbers if _identifies(telling, number)), None)


def _is_sighting(telling: Telling, item: DigestItem) -> bool:
    points = {part.kind for part in item.parts} - {"sex", "carried"}
    return (
        item.modality != "reported"
        and len(points) >= _SEEN_POINTS
        and not observation.PASSED_ON.search(telling.plain, item.start, item.end)
    )


def _identifies(telling: Telling, number: int) -> bool:
    found = telling.found(observation.IDENTIFIES, number)
    return bool(found) and not telling.speech(number).meet(*found[0].span())


def _met(telling: Telling, condition: Condition) -> list[DigestItem]:
    items: list[DigestItem] = []
    for number in _worth_a_look(telling, condition):
        cues = _cues(telling, number, condition)
        if cues:
            item = telling.sentence_item(number, cues)
            items.append(_under(condition, item))
            if len(items) == _MOST:
                break
    return items


def _worth_a_look(telling: Telling, condition: Condition) -> Sequence[int]:
    if condition.pattern is observation.KNOWN:
        # A name can meet it without any of its phrases.
        return range(len(telling.sentences))
    return telling.with_any([condition.pattern])


def _cues(telling: Telling, number: int, condition: Condition) -> list[Cue]:
    sentence = telling.sentences[number]
    start, end = sentence.start, sentence.end
    speech = telling.speech(number)
    found = [
        match.span()
        for match in telling.found(condition.pattern, number)
        if not speech.meet(*match.span())
    ]
    if condition.pattern is observation.KNOWN:
        found += _known_by_name(telling, start, end)
    if condition.pattern is observation.AMOUNT and found:
        if not observation.AMOUNT_NEEDS.search(telling.plain, start, end):
            return []
        found = [
            span
            for span in found
            if not _LAST_FOR.match(telling.plain[span[1] : span[1] + 20].lstrip())
        ]
    if condition.pattern is observation.DISTANCE and found:
        lengths = observation.NO_DISTANCE.finditer(telling.plain, start, end)
        things = Stretches(match.span() for match in lengths)
        found = [span for span in found if not things.meet(*span)]
    return apart([Cue("condition", *span) for span in found])


def _known_by_name(telling: Telling, start: int, end: int) -> list[Span]:
    """Return the names right behind "I knew" or "I recognised him as", with these words."""
    found = []
    for person in telling.inside(start, end, _PERSONS):
        before = telling.plain[max(start, person.start - _REACH) : person.start]
        knows = observation.KNOWS.search(before)
        if knows:
            found.append((person.start - len(before) + knows.start(), person.end))
    return found


def _under(condition: Condition, item: DigestItem) -> DigestItem:
    return replace(item, condition=condition.name)


def _asked(telling: Telling, condition: Condition, number: int) -> DigestItem:
    item = telling.sentence_item(number, ())
    return replace(item, condition=condition.name, question=condition.question)
