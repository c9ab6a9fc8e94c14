"""How a phrase stands in its sentence: stated, reported, negated or uncertain.

Hearsay and doubt colour the whole sentence, but what somebody shouted does not make hearsay of what
the witness saw besides, nor does a number that is about right make the rest doubtful. A denial
touches only what stands behind it in its own clause: "I could not see his face for the blood" does
not deny the blood.
"""

import re

from models.inference.hedges import is_hedge
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
_UNIT = (
    r"(?:feet|foot|ft|met(?:re|er)s?|yards?|miles?|inch(?:es)?|cm|centimet(?:re|er)s?|mm|km|"
    r"years?|months?|weeks?|days?|hours?|minutes?|mins?|seconds?|secs?|times)"
)
_NO_CLAUSE = r"(?!\s+(?:I|we|you|he|she|it|they|that)\b)"
_ABOUT = re.compile(
    rf"\b(?:roughly|approximately)\s+(?=(?:about\s+|around\s+|only\s+)?{_NUMBER}\b)|"
    rf"\b(?P<kept>{_NUMBER}|{_UNIT}|people|men)\s+or\s+(?:so|thereabouts)\b{_NO_CLAUSE}",
    re.IGNORECASE,
)
# Doubt about a measure stays with what holds the number. "Maybe one punch split his lip" doubts the
# blow: a measure has its unit and stands behind a word, or aside behind a comma.
_PERHAPS = r"(?:maybe|perhaps|possibly|probably)\s+"
_MEASURE = rf"(?:about\s+|around\s+|only\s+)?{_NUMBER}[\s-]*{_UNIT}\b(?!\s+of\b)"
_DOUBTED = re.compile(
    r"(?<=\w\s)(?<!\band\s)(?<!\bbut\s)(?<!\bso\s)(?<!\bthen\s)(?<!\bthat\s)(?<!\bwhen\s)"
    rf"(?:or\s+)?{_PERHAPS}(?P<number>{_MEASURE})|"
    rf"(?<=,\s){_PERHAPS}(?P<aside>{_MEASURE})(?=\s*(?:[,.;)]|\Z)|"
    r"\s+(?:away|off|old|long|tall|high|deep|wide|thick|ago|apart|from|behind)\b)",
    re.IGNORECASE,
)
_MONTH = (
    r"january|february|march|april|june|july|august|september|october|november|december|"
    r"(?<=in\s)may|(?<=of\s)may|(?<=early\s)may|(?<=late\s)may|(?<=mid\s)may|(?<=mid-)may|"
    r"(?<=\d\s)may|(?<=\dst\s)may|(?<=\dnd\s)may|(?<=\drd\s)may|(?<=\dth\s)may|may(?=\s+\d{4})"
)
_WHEN = (
    rf"(?:{_MONTH}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|"
    r"winter|christmas|easter|mornings?|afternoons?|evenings?|nights?|noon|midday|midnight|"
    r"\d\d?[:.]\d\d(?:\s*[ap]\.?m|\s*(?:hrs|hours))?|\d\d?\s*[ap]\.?m|\d\d?(?:st|nd|rd|th)|"
    r"\d\d?/\d\d?/\d{2,4}|(?:19|20)\d\d|\d\d?(?=\s+(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\b)|(?:\d\d?|\w+)\s+o'clock|"
    r"(?:half|quarter)\s+(?:past|to)\s+\w+)"
)
_BESIDE_WHEN = (
    r"(?:in|on|at|by|of|during|about|around|between|towards|before|after|the|a|an|that|this|one|or|"
    r"and|to|early|late|mid|last)"
)
# "On one occasion, which I think was in June 1973, he hit me": the month is in doubt, not the blow.
# Nothing but the words of a time may stand there.
_WHEN_IN_DOUBT = re.compile(
    rf",\s*(?:which\s+)?(?:I\s+(?:think|believe|would\s+say)|maybe|perhaps|possibly|probably)\s+"
    rf"(?:(?:it|that)\s+)?(?:was\s+)?(?:{_BESIDE_WHEN}\s+)*{_WHEN}\b"
    rf"(?:[\s-]+(?:{_BESIDE_WHEN}\s+)*{_WHEN}\b)*\s*(?=,)",
    re.IGNORECASE,
)
# What follows a quotation and is still told by whoever spoke: "..." and that he had a knife.
_STILL_TOLD = re.compile(
    r"\s*,?\s*(?:(?:and|but|so|then|also)\s+)*(?:that\s+(?:(?:he|she|they|it|there|i|we|you|the|an?|"
    r"his|her|their|my|our|some\w+|no\w+)\b|(?-i:[A-Z]))|"
    r"(?:he|she|they|it|there|(?:the|an?|his|her|their|my)\s+[\w-]+|(?-i:[A-Z])[\w'\u2019-]+"
    r"(?:\s+(?-i:[A-Z])[\w'\u2019-]+)?)(?:\s+(?:had|has|have|was|were)\b|['\u2019](?:d|s)\b))|"
    r"[^.;!?]{0,60}?\b(?:and|but)\s+(?:also\s+)?that\s+(?:he|she|they|it|there|i|we|you|the|an?|his|"
    r"her|their|my|our|(?-i:[A-Z])[\w'\u2019-]+)\b",
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
    about the day, and by doubt about a number that it doesn't hold. What a sentence has from the
    one beside it, its own words cannot take from it.
    """
    sentence = telling.sentences[number]
    if sentence.modality not in _WEAK or _still_told(telling, number, part):
        return sentence.modality
    counted = _counted(telling, number, part) if part else "every"
    known = telling.own_standings.get((number, counted))
    if known is None:
        known = _by_own_words(telling, number, counted)
        telling.own_standings[number, counted] = known
    return known


def _by_own_words(telling: Telling, number: int, counted: Doubt) -> Modality:
    sentence = telling.sentences[number]
    own = certain = telling.own_words(number)
    if counted != "every":
        certain = _ABOUT.sub(lambda found: (found["kept"] or "") + " ", own)
        certain = _WHEN_IN_DOUBT.sub(" ", certain)
    if counted == "of the rest":
        certain = _DOUBTED.sub(lambda found: found[found.lastgroup or 0], certain)
    if (own == certain and '""' not in own) or _hedged_beside(telling, number):
        return sentence.modality
    return modality(certain)


def _hedged_beside(telling: Telling, number: int) -> bool:
    """Whether a sentence has its standing, or a hedge, from the one before or after it."""
    text = telling.document.text
    sentence = telling.sentences[number]
    if modality(text[sentence.start : sentence.end]) != sentence.modality:
        return True
    beside = telling.sentences[max(0, number - 1) : number + 2]
    return any(one is not sentence and is_hedge(text[one.start : one.end]) for one in beside)


def _still_told(telling: Telling, number: int, part: Span | None) -> bool:
    """Whether what is quoted goes on, without its marks, before a part ends or anywhere."""
    sentence = telling.sentences[number]
    if sentence.modality != "reported":
        return False
    goes_on = telling.goes_on.get(number)
    if goes_on is None:
        text = telling.document.text
        ends = (end for _, end in telling.speech(number))
        goes_on = next(
            (end for end in ends if _STILL_TOLD.match(text, end, sentence.end)), sentence.end
        )
        telling.goes_on[number] = goes_on
    return goes_on < (part[1] if part else sentence.end)


def _counted(telling: Telling, number: int, part: Span) -> Doubt:
    """Return which doubts of its sentence count for a part: not those that it doesn't hold."""
    sentence = telling.sentences[number]
    left, right = max(sentence.start, part[0] - _NEAR), min(sentence.end, part[1] + _NEAR)
    if any(
        _meet(found.span(), part) for found in _WHEN_IN_DOUBT.finditer(telling.plain, left, right)
    ):
        return "every"
    doubted = (
        (found.start(), found.end(found.lastgroup or 0))
        for found in _DOUBTED.finditer(telling.plain, left, right)
    )
    return "of numbers" if any(_meet(one, part) for one in doubted) else "of the rest"


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


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
