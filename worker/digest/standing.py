"""How a phrase stands in its sentence: stated, reported, negated or uncertain.

Hearsay and doubt colour the whole sentence, but what somebody shouted does not make hearsay of what
the witness saw besides, nor does a number that is about right make the rest doubtful. A denial
touches only what stands behind it in its own clause: "I could not see his face for the blood" does
not deny the blood.
"""

import re

from models.inference.modality import modality
from models.inference.results import Modality, Span
from worker.digest.telling import Doubt, Telling

_REACH = 160
"""Characters within which a denial is looked for: clauses of a run-on statement have no end."""
_NEAR = 60
"""Characters within which the words stand that doubt a number."""
_WEAK = frozenset({"reported", "uncertain"})
_NUMBER = (
    r"(?:[\u00a3$]?\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|a\s+(?:hundred|dozen|couple|few))"
)
_ABOUT = re.compile(
    rf"\b(?:roughly|approximately)\s+(?=(?:about\s+|around\s+|only\s+)?{_NUMBER}\b)|"
    rf"(?<=\d)\s+or\s+(?:so|thereabouts)\b|"
    rf"(?<=[a-z])\s+or\s+(?:so|thereabouts)(?=\s*[,.;]|\s+(?:away|long|later|ago|of|people|men|metres|feet|"
    rf"yards|minutes|seconds|hours|years|miles)\b)",
    re.IGNORECASE,
)
# Doubt about a number: it stays with whatever holds the number.
_DOUBTED = re.compile(
    rf"\b(?:or\s+)?(?:maybe|perhaps|possibly|probably)\s+(?P<number>(?:about\s+|around\s+|only\s+)?"
    rf"{_NUMBER}\b)",
    re.IGNORECASE,
)
_WHEN = (
    r"(?:\d|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|"
    r"morning|afternoon|evening|night|noon|midday|o'clock|half\s+past|quarter)"
)
# "On one occasion, which I think was in June 1973, he hit me": the month is in doubt, not the blow.
_WHEN_IN_DOUBT = re.compile(
    rf",\s*(?:which\s+)?(?:I\s+(?:think|believe|would\s+say)|maybe|perhaps|possibly|probably)\s+"
    rf"(?:(?:it|that)\s+)?(?:was\s+)?[^,.;]{{0,30}}?\b{_WHEN}[^,.;]{{0,20}}(?=,)",
    re.IGNORECASE,
)
_LITTLE = r"(?:\W+[\w'-]+){0,4}\W*$"
_DENIED = re.compile(
    rf"\b(?:no|not|never|nor|neither|none|without|deny|denies|denied|nothing|nobody|cannae|didnae|"
    rf"wasnae|ain't|\w+n't){_LITTLE}",
    re.IGNORECASE,
)
# "Could not stop the bleeding", "did not touch the knife": what follows is there all the same.
_THERE_ALL_THE_SAME = re.compile(
    r"\b(?:not|n't|never|unable\s+to|couldn't|didn't|don't|can't|cannot)\W+(?:\w+ly\W+)?"
    r"(?:stop|stem|move|believe|touch|take|feel|forget|reach|open|close|shut|lift|hear|tell|say|"
    r"know|notice|realise|want|wait|remember|recall|be\W+sure|sure|think|let|go|put|see|"
    r"only|just|because|until|till)\b",
    re.IGNORECASE,
)
_NOT_SEEN = re.compile(
    r"\b(?:not|n't|never|didn't|couldn't|don't)\W+(?:\w+ly\W+)?(?:see|saw|seen|notice|find|"
    r"know\W+of|remember\W+(?:any|a)\b)\W+(?:any|a|an|no)\b",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^[^,;.]{0,12}?\b(?:was|were|is|are|has|had|have)(?:\s+not|n't)\s+(?:there|any|visible|found|"
    r"injured|hurt|damaged|taken|stolen|missing|broken)\b",
    re.IGNORECASE,
)


def standing(telling: Telling, number: int, start: int, end: int) -> Modality:
    """Return how the words ``start`` to ``end`` of a sentence stand."""
    if telling.speech(number).meet(start, end):
        return "reported"
    denied = is_denied(telling, number, start, end)
    own = own_standing(telling, number, (start, end))
    if own in _WEAK:
        return own
    return "negated" if denied else "stated"


def own_standing(telling: Telling, number: int, part: Span | None = None) -> Modality:
    """Return how a sentence, or a ``part`` of it, stands by its own words.

    What is quoted in it is left out: "He hit me and said, "Stay down"" is told by who was hit. A
    ``part`` is left as it is by a number that is only about right ("a lad of 18 or so"), by doubt
    about the day, and by doubt about a number that it doesn't hold.
    """
    sentence = telling.sentences[number]
    if sentence.modality not in _WEAK:
        return sentence.modality
    counted: Doubt = "every"
    if part:
        counted = "of numbers" if _holds_doubt(telling, number, part) else "of the rest"
    known = telling.own_standings.get((number, counted))
    if known is None:
        known = _by_own_words(telling, number, counted)
        telling.own_standings[number, counted] = known
    return known


def _by_own_words(telling: Telling, number: int, counted: Doubt) -> Modality:
    own = certain = telling.own_words(number)
    if counted != "every":
        certain = _WHEN_IN_DOUBT.sub(" ", _ABOUT.sub(" ", own))
    if counted == "of the rest":
        certain = _DOUBTED.sub(r"\g<number>", certain)
    if own == certain and '""' not in own:
        return telling.sentences[number].modality
    return modality(certain)


def _holds_doubt(telling: Telling, number: int, part: Span) -> bool:
    """Whether a part holds a number that is in doubt."""
    sentence = telling.sentences[number]
    left, right = max(sentence.start, part[0] - _NEAR), min(sentence.end, part[1] + _NEAR)
    return any(
        found.start() < part[1] and part[0] < found.end("number")
        for found in _DOUBTED.finditer(telling.plain, left, right)
    )


def is_denied(telling: Telling, number: int, start: int, end: int) -> bool:
    """Whether the words ``start`` to ``end`` stand under a denial in their own clause."""
    left, right = telling.clause_at(number, start)
    before = telling.plain[max(left, start - _REACH) : start]
    denied = _DENIED.search(before)
    if denied and (
        not _THERE_ALL_THE_SAME.search(before, denied.start()) or _NOT_SEEN.search(before)
    ):
        return True
    return bool(_NOT_AFTER.match(telling.plain[end : min(right, end + _REACH)]))
