"""Who produced an exhibit: the words of its sentence that say so."""

import re

from worker.digest.telling import Cue, Telling
from worker.record import RecordMention

_PERSONS = frozenset({"PERSON"})
_REACH = 200
"""Characters before a reference within which its producer is looked for."""
PRODUCES = (
    r"(?:produce[ds]?|producing|exhibit(?:ed|s|ing)?|seized?|recovered|marked|labelled|tagged|"
    r"bagged|sealed|"
    r"referenced|refer(?:red)?\s+to|identif(?:y|ied)|uploaded|submitted|booked\s+in|burned|saved|"
    r"attach(?:ed)?|handed)"
)
_PRODUCER = re.compile(
    rf"\b(?:I\s+(?:\w+\s+){{0,3}}?{PRODUCES}|(?:produced|exhibited|seized|marked|"
    rf"recovered)\s+by\s+(?P<by>me\b)?)",
    re.IGNORECASE,
)
_PRODUCES_IT = re.compile(rf"\s+(?:\w+\s+){{0,2}}?{PRODUCES}\b", re.IGNORECASE)


def producers(telling: Telling, start: int, end: int, mention: RecordMention) -> list[Cue]:
    """Return the words that say who produced an exhibit, if the sentence has any."""
    left = max(start, mention.start - _REACH)
    own = list(_PRODUCER.finditer(telling.plain, left, mention.start))
    if own and not own[-1][0].lower().endswith("by "):
        return [Cue("producer", *own[-1].span())]
    if own:
        people = telling.inside(own[-1].start(), min(end, mention.end), _PERSONS)
        if people:
            return [Cue("producer", people[0].start, people[0].end)]
    for person in reversed(telling.inside(left, mention.start, _PERSONS)):
        if _PRODUCES_IT.match(telling.plain, person.end, mention.start):
            return [Cue("producer", person.start, person.end)]
    return []
