"""The words that say what an exhibit is, narrowed to the thing; none where they name no thing.

What was done with it, to whom it was handed and where it lay are no part of what it is, and "it"
says nothing: then the whole sentence is quoted, with the one before it.
"""

import re

from models.inference.results import Span
from worker.digest.telling import Telling

_PERSONS = frozenset({"PERSON"})
_DETERMINER = (
    r"(?:a|an|the|my|our|his|her|their|its|this|these|those|some|both|all|two|three|four|five|"
    r"six|seven|eight|nine|ten|\d+|[\u00a3$]\d\S*)\s"
)
_NAMES_THING = re.compile(
    rf"(?:{_DETERMINER}|(?:[\w.-]+\s+){{0,3}}[\w-]+(?:'s|s')\s)", re.IGNORECASE
)
# What was done with a thing is no part of what it is: "The clamp itself | was taken by ...".
_DONE_WITH = re.compile(
    r"(?<!\bthat)(?<!\bwhich)(?<!\bwho)\s*(?:,\s*)?\s(?:is|was|are|were|(?:has|have|had)\s+been)\s+"
    r"(?:(?:now|also|then|later|subsequently|here|duly|\w+ly)\s+)*"
    r"(?:\w+ed|taken|kept|held|shown|sent|given|made|put|found|brought|left|burnt|bagged|written)\b",
    re.IGNORECASE,
)
_AND_DID = re.compile(
    r"\s+(?:wearing\s+(?:\w+\s+){0,2}gloves|and\s+(?:then\s+)?(?:\w+ed|put|took|kept|gave)\s+"
    r"(?:it|them|this|both))\b",
    re.IGNORECASE,
)
_TO_POLICE = re.compile(
    r"\s+(?:over\s+)?to\s+(?=(?:the\s+|an?\s+)?(?:police|officers?|inquiry|lab(?:oratory)?|"
    r"solicitors?|coroner|pc|dc|ps|ds|di|sgt|pcso|wpc|constable|sergeant|inspector)\b)",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"\s+(?:over\s+)?to(?:\s+(?:the|an?))?$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:over\s+)?to\s*$", re.IGNORECASE)
# "It", "they're", "I've kept it": nothing that could be told without the sentence before.
_PRONOUN_LED = re.compile(
    r"(?:it|they|them|he|she|i|we|you|hers|theirs|mine)(?:'\w+)?\b|"
    r"(?:this|these|those)\s+(?:is|are|was|were|to)\b",
    re.IGNORECASE,
)
_PREPOSITION = (
    r"(?:at|on|in|by|from|to|with|about|for|of|after|before|into|under|over|off|until|"
    r"between|within|against|near|onto)"
)
_WHEN_OR_WHERE = re.compile(rf"(?:{_PREPOSITION}|as\s+to)\s", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    rf"(?:^|\s)(?:{_PREPOSITION}|the\s+same|its|the|an?|(?:that|and|,)\s+(?:it|they|he|she|i|we)|(?:these|they|it|which)\s+\w+)$|\b(?:gave|given|handed|passed|showed|sent|telling|showing)\s+"
    r"(?:me|us|him|her|them|you|it)$",
    re.IGNORECASE,
)
# "Was lying beside JS/2": where another thing lay.
_LAY = re.compile(
    rf"(?!{_DETERMINER})(?:[\w'-]+\s+){{0,3}}?(?:beside|behind|below|above|underneath|beneath|"
    r"alongside|next|close|opposite|inside|outside|through|across|around|along|towards?|upon|past|"
    rf"beyond|without|like|than|{_PREPOSITION})(?:\s+to)?",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    rf"(?:seen|given|written|provided|sent|looked\s+at|watched|taken|kept|made|found|saved|shown|"
    rf"supplied|brought|got|drawn|printed|copied|recorded|filmed|collected)\s+(?={_DETERMINER})",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"(?:[\w'-]+[\s,]+){{1,9}}?(?:was|were|lay|hung|stood)\s+(?={_DETERMINER})", re.IGNORECASE
)
_PLACE_LED = re.compile(
    rf"{_PREPOSITION}\s+(?:[\w'-]+[\s,]+){{1,11}}?(?:was|were|lay|hung|stood)\s+(?={_DETERMINER})",
    re.IGNORECASE,
)
_HANDED = re.compile(
    r"\b(?:g[ai]ve|given|giving|hand(?:ed|ing)?|pass(?:ed|ing)?|show(?:ed|n)?|sent|supplied|"
    r"provided|lent|turned|released|surrendered|returned)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
_PRODUCED_AT = re.compile(
    r"(?:,?\s+and)?\s+(?:\w+ed|shown)\s+(?:at|in|as|under|by)$", re.IGNORECASE
)
_AFTER_PLACE = re.compile(
    r"\b(?:in|inside|on|under|underneath|behind|from|beside|within|at|on\s+top\s+of)\s+$",
    re.IGNORECASE,
)


def thing(telling: Telling, phrase: Span | None) -> Span | None:
    """Narrow the words found before a reference to the thing; None where they name none."""
    if phrase is None:
        return None
    plain = telling.plain
    start, end = _without_place(plain, *phrase)
    if leading := _PARTICIPLE.match(plain, start, end):
        start = leading.end()
    end = _before_hand_over(telling, start, end)
    if produced := _PRODUCED_AT.search(plain[start:end]):
        end = start + produced.start()
    if _NAMES_THING.match(plain, start, end) and (done := _DONE_WITH.search(plain, start, end)):
        end = done.start()
    if also := _AND_DID.search(plain, start, end):
        end = also.start()
    while end > start and plain[end - 1] in " ,;:(-":
        end -= 1
    words = plain[start:end]
    if (
        end <= start
        or _LEFT_OPEN.search(words)
        or _WHEN_OR_WHERE.match(words)
        or _LAY.fullmatch(words)
    ):
        return None
    if words.count('"') % 2 or words.count(")") != words.count("("):
        return None
    if any((m.start, m.end) == (start, end) for m in telling.inside(start, end, _PERSONS)):
        return None
    return start, end


def says_nothing(plain: str, start: int, end: int) -> bool:
    """Whether words for a thing begin with a pronoun, so that only their sentence tells it."""
    return _PRONOUN_LED.match(plain, start, end) is not None


def _without_place(plain: str, start: int, end: int) -> Span:
    """Leave out where a thing lay: "In his pocket was | a small bag"."""
    found = _PLACE_LED.match(plain, start, end)
    if found is None and _AFTER_PLACE.search(plain, max(0, start - 16), start):
        found = _INVERTED.match(plain, start, end)
    return (found.end(), end) if found else (start, end)


def _before_hand_over(telling: Telling, start: int, end: int) -> int:
    """Return the end of the words before those to whom the thing was handed."""
    if not _HANDED.search(telling.plain, max(0, start - 48), start):
        return end
    ends = [found.start() for found in _TO_POLICE.finditer(telling.plain, start, end)]
    ends += [start + found.start() for found in _TO_SOMEBODY.finditer(telling.plain[start:end])]
    for person in telling.inside(start, end, _PERSONS):
        found = _TO.search(telling.plain[start : person.start])
        if found:
            ends.append(start + found.start())
    return min((one for one in ends if one > start), default=end)
