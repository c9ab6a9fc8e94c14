"""How a phrase stands in its sentence: stated, reported, negated or uncertain.

Hearsay and doubt colour the whole sentence. A denial touches only what stands behind it in its own
clause: "I could not see his face for the blood" does not deny the blood.
"""

import re

from models.inference.results import Modality
from worker.digest.telling import Telling

_REACH = 160
"""Characters within which a denial is looked for: clauses of a run-on statement have no end."""
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
    sentence = telling.sentences[number]
    if telling.speech(number).meet(start, end):
        return "reported"
    denied = is_denied(telling, number, start, end)
    if sentence.modality in {"reported", "uncertain"}:
        return sentence.modality
    return "negated" if denied else "stated"


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
