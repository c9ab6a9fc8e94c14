"""Injuries: the sentences that tell of hurt to a body, and of what was done about it."""

from models.inference.results import Span
from worker.digest.lexicon import injury
from worker.digest.lexicon.patterns import Phrases, cue
from worker.digest.standing import is_denied, standing
from worker.digest.stretches import Stretches
from worker.digest.telling import Cue, Telling, apart
from worker.digest.things import firmest
from worker.record import DigestItem

_NEAR = 45
"""Characters between a word such as "cut" and the part of the body that it was done to."""
_NOBODYS = frozenset({"VEHICLE", "VRM", "ORG", "PERSON", "EXHIBIT_REF"})
_TELLING = (
    *(injury.HURT, injury.BLOOD, injury.NEAR_BODY, injury.USELESS),
    *(injury.TREATMENT, injury.DOCTOR),
)
"""Without any of these a sentence tells of no injury."""
# What is said in speech is a threat or an insult unless it tells how somebody is.
_HURT_IN_SPEECH = cue(
    r"(?:I|he|she)\s+(?:can't|cannot|can\s+not|couldn't)\s+(?:feel|move|breathe|see)\b|"
    r"(?:I'm|I\s+am|he's|she's|my|he\s+is|she\s+is|it|it's|I've(?:\s+been)?|he's\s+been|"
    r"she's\s+been|"
    r"they've|he|she|was|been|got)\s+(?:[\w'-]+\s+){0,4}?(?:stabbed|bleeding|hurt|hurts|broken?|"
    r"injured|shot|burnt|burned|dead|dying|cut|bleeding|glassed|slashed|bit|bitten|run\s+over)"
)


def of(telling: Telling) -> tuple[DigestItem, ...]:
    """Return the sentences that tell of injuries, in order; denied ones are negated items."""
    items = []
    for number in telling.with_any(_TELLING):
        sentence = telling.sentences[number]
        cues = _cues(telling, number, sentence.start, sentence.end)
        told = [c for c in cues if c.kind != "body"]
        if told:
            modality = firmest([standing(telling, number, c.start, c.end) for c in told])
            if all(is_denied(telling, number, c.start, c.end) for c in told):
                modality = "negated"
            items.append(telling.sentence_item(number, cues, modality))
    return tuple(items)


def _cues(telling: Telling, number: int, start: int, end: int) -> list[Cue]:
    """Return the words that tell of hurt, of treatment and of parts of the body, in order."""

    def spans(phrases: Phrases) -> list[Span]:
        return [m.span() for m in telling.found(phrases, number)]

    names = [(m.start, m.end) for m in telling.inside(start, end, _NOBODYS)]
    no_body = Stretches([*names, *spans(injury.NOT_A_BODY), *spans(injury.TORN_CLOTHES)])
    body = [span for span in spans(injury.BODIES) if not no_body.meet(*span)]
    harmless = Stretches(spans(injury.BLOOD_NOT_OF_HURT))
    elsewhere = Stretches(spans(injury.TREATMENT_NOT_OF_HURT))
    burnt = Stretches(spans(injury.BURNT_THINGS))
    hurt = [span for span in spans(injury.HURT) if not burnt.meet(*span)]
    hurt += [span for span in spans(injury.BLOOD) if not harmless.meet(*span)]
    bodies = Stretches(body)
    hurt += [
        span
        for span in spans(injury.NEAR_BODY)
        if not no_body.meet(*span) and _touches_a_body(telling, number, span, bodies)
    ]
    hurt += [
        span for span in spans(injury.USELESS) if _touches_a_body(telling, number, span, bodies)
    ]
    treated = [span for span in spans(injury.TREATMENT) if not elsewhere.meet(*span)]
    if hurt or body:
        treated += spans(injury.DOCTOR)
    found = [Cue("injury", *span) for span in hurt] + [Cue("treatment", *s) for s in treated]
    found = [c for c in found if not _only_spoken(telling, number, c)]
    return apart([*found, *(Cue("body", *span) for span in body if found)])


def _touches_a_body(telling: Telling, number: int, span: Span, bodies: Stretches) -> bool:
    clause = telling.clause_at(number, span[0])
    return any(clause[0] <= near[0] < clause[1] for near in bodies.near(*span, _NEAR))


def _only_spoken(telling: Telling, number: int, found: Cue) -> bool:
    spoken = telling.speech(number).around(found.start)
    return spoken is not None and not _HURT_IN_SPEECH.search(telling.plain, *spoken)
