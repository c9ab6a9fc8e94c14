"""How a phrase stands in its sentence: stated, reported, negated or uncertain.

Hearsay and doubt colour the whole sentence, but a quotation that ends it makes no hearsay of what
the witness saw before. A denial touches only what stands behind it in its own clause: "I could not
see his face for the blood" does not deny the blood.
"""

import re

from models.inference.hedges import is_hedge
from models.inference.modality import modality
from models.inference.results import Modality
from worker.digest.telling import Telling

_REACH = 160
"""Characters within which a denial is looked for: clauses of a run-on statement have no end."""
_WEAK = frozenset({"reported", "uncertain"})
_QUOTED_TO_THE_END = re.compile(r'""[\s.,;:!?)\u2026]*\Z')
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
    own = own_standing(telling, number)
    if own in _WEAK:
        return own
    return "negated" if denied else "stated"


def own_standing(telling: Telling, number: int) -> Modality:
    """Return how a sentence stands by its own words, without a quotation that ends it.

    "He hit me and said, "Stay down"" is told by who was hit. Where anything follows the quotation,
    that may be told by whoever is quoted, so the sentence stands as a whole. What a sentence has
    from the one beside it, its own words cannot take from it.
    """
    sentence = telling.sentences[number]
    if sentence.modality not in _WEAK:
        return sentence.modality
    if number not in telling.own_standings:
        own = telling.own_words(number)
        quoted = _QUOTED_TO_THE_END.search(own) and not _hedged_beside(telling, number)
        telling.own_standings[number] = modality(own) if quoted else sentence.modality
    return telling.own_standings[number]


def _hedged_beside(telling: Telling, number: int) -> bool:
    """Whether a sentence has its standing, or a hedge, from the one before or after it."""
    text = telling.document.text
    sentence = telling.sentences[number]
    if modality(text[sentence.start : sentence.end]) != sentence.modality:
        return True
    beside = telling.sentences[max(0, number - 1) : number + 2]
    return any(one is not sentence and is_hedge(text[one.start : one.end]) for one in beside)


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
