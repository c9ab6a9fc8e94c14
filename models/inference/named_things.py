"""What bears a person's name and is nobody: a pub, a boat; and what is no weapon, time or sum.

The network goes by the name. Before people no article stands ("the Lady Jane", "in the Lord
Nelson"), and words beside a name say what it is ("the boat Pauline").
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.inference.no_times import is_no_time
from models.inference.no_weapons import NoWeapons
from models.inference.results import Mention

_THE = re.compile(
    r"\b[Tt]he\s+(?P<lead>(?:(?:Lady|Lord|King|Queen|Prince|Princess|Duke|Duchess|Earl|Captain|"
    r"Admiral|Saint|St|Sir|Old|Royal|Merry|Black|White|Red)\s+)*)$"
)
_PEOPLE = (
    r"(?:famil(?:y|ies)|brothers?|sisters?|twins?|boys?|girls?|lads?|kids?|children|child|sons?|"
    r"daughters?|couple|woman|women|man|men|lady|ladies|gentlem[ae]n|clan|gang|lot|crew|mob|pair|"
    r"cousins?|parents)"
)
# After an article these make people of it: the Denholm brothers, the Reverend Quirke.
_PEOPLE_AFTER = re.compile(
    rf"\s+(?:(?:{_PEOPLE}|household|house|home|case|matter|"
    r"statement|address|vehicle|car|van|account|phone|interview|property|file|who|whom|that|I|we|"
    r"he|she|they|you)\b|['\u2019]s?\s)",
    re.IGNORECASE,
)
_PEOPLE_LAST = re.compile(rf"\b{_PEOPLE}\W*$", re.IGNORECASE)
_CLERGY = re.compile(
    r"(?:the\s+)?(?:rev|reverend|hon|honourable|late|right|very|most|dr|mr|mrs|ms|miss|prof|judge|"
    r"imam|pastor|father|sister|mother|pc|dc|ps|ds|sgt|di|insp|captain|capt|major|colonel)\b",
    re.IGNORECASE,
)
_BOAT_SURE = (
    r"boats?|narrow\s?boats?|house\s?boats?|barges?|yachts?|ships?|vessels?|trawlers?|dinghy|"
    r"dinghies|ferry|ferries|cruisers?|lifeboats?|sloops?|ketch|catamarans?|fishing\s+boats?|"
    r"motor\s+boats?|speed\s?boats?|tankers?"
)
# A cutter is also who cuts, and ribs are broken: only a name's "called" tells these.
_BOAT = rf"(?:{_BOAT_SURE}|tugs?|launch|ribs?|cutters?)"
_PUB_SURE = r"pubs?|public\s+house|tavern|wine\s+bar|night\s?club|hotel|restaurant|caf[e\u00e9]"
_PUB = rf"(?:{_PUB_SURE}|inn|arms|bar|club)"
# "In the pub Marcus came over" names nobody but Marcus.
_CALLED = r"(?:\s*,)?(?:\s+which\s+(?:is|was))?\s+(?:called|named|known\s+as)\s+(?:the\s+)?$"
_THE_PLACE = r"(?:the|a|an|my|his|her|our|their|this|that|another|some)\s+(?:\w+\s+){0,2}?"
# "A lad from the club called Jayden": what a word of people or an unknown one governs bears no
# name of its own. Here somebody is or goes there, or has it.
_IS_THERE = (
    r"\b(?:I|we|he|she|they|you|it)\s+(?:(?:all|both|then|also|had|have|has|just|only|often|"
    r"sometimes|usually|later)\s+)*(?:(?:was|were|am|is|are|been|be|went|go|goes|came|met|meet|"
    r"drank|drink|drinks|worked|work|works|walked|drove|stayed|stopped|sat|ended|got|headed|"
    r"returned|ate|lived|live|lives|moored)\s+(?:(?:up|out|back|over|down|there|drinking|working|"
    r"sitting|sat|stood|standing|drunk|living|going|staying|him|her|them|me|us)\s+){0,2}"
    r"(?:at|in|to|into|inside|outside|near|on|onto|aboard|from)|own|owns|owned|left|leave|entered|"
    r"run|runs|ran|visited|has|have|had|bought|sold|reached|passed)\s+"
)
_BOAT_BEFORE = re.compile(rf"{_IS_THERE}{_THE_PLACE}{_BOAT}{_CALLED}", re.IGNORECASE)
_PUB_BEFORE = re.compile(rf"{_IS_THERE}{_THE_PLACE}{_PUB}{_CALLED}", re.IGNORECASE)
_ASIDE = r",\s+the\s+$"
_BOAT_ASIDE = re.compile(rf"\b{_BOAT}{_ASIDE}", re.IGNORECASE)
_PUB_ASIDE = re.compile(rf"\b{_PUB}{_ASIDE}", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:[,;)]|\.(?:\s|$)|$)")
_SOMEBODY = re.compile(
    r"\b(?:who|whom|whose|some(?:one|body)|any(?:one|body)|blokes?|guys?|chaps?|fell(?:a|er|ow)s?|"
    rf"geezers?|mates?|friends?|males?|females?|persons?|people|one|{_PEOPLE})\b[^.!?]*$",
    re.IGNORECASE,
)
_MIDDLE = (
    r"(?:(?!(?:on|in|of|at|with|by|for|from|to|off|aboard|and|or|who|under|over|near|next|"
    rf"{_PEOPLE})\b)\w+\s+){{0,2}}?"
)
_ONE = rf"(?:the|a|an|my|his|her|our|their|another)\s+{_MIDDLE}"
_IS_A = rf"\s*(?:,\s*(?:which\s+(?:is|was)\s+)?|\s(?:is|was)\s+){_ONE}"
# Nothing that goes on as "the bar manager" does.
_WHOLE = (
    r"\b(?=\s*(?:[.,;)]|$|(?:on|in|at|near|by|next|opposite|beside|behind|where|which|that|"
    r"is|was|outside|inside|round|down|up)\b))"
)
_BOAT_AFTER = re.compile(rf"{_IS_A}(?:{_BOAT_SURE}){_WHOLE}", re.IGNORECASE)
_PUB_AFTER = re.compile(rf"{_IS_A}{_PUB}{_WHOLE}", re.IGNORECASE)
# "He held Jamie arms down": a name goes on in capitals, or has its article.
_PUB_NAMED = re.compile(rf"\s+(?:Inn|Arms|Bar|Club|Tavern|Hotel|Pub|Restaurant){_WHOLE}")
_PUB_WITH_THE = re.compile(rf"\s+(?:(?i:{_PUB_SURE})|Inn|Arms|Bar|Club){_WHOLE}")
_AFLOAT = re.compile(
    r"\s+(?:(?:and\s+the\s+[A-Z][\w'\u2019 ]{2,30}?\s+)?(?:is|are|was|were)\s+(?:\w+\s+)?)?"
    r"(?:moored|berthed|anchored|sank|sunk|sailed|sailing|docked|capsized|adrift|afloat|aground)\b"
)
_AT = re.compile(
    r"\b(?:in|at|to|from|outside|inside|into|near|past|opposite|left|leaving|towards|entered|"
    r"reached|visited)\s+the\s+$",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:aboard|on\s+board|boarded)\s+the\s+$", re.IGNORECASE)
# "Strong lager", "hard drugs": how strong it is, not what.
_NO_DRUG = re.compile(r"strong|hard|soft|heavy|mild|illegal|prescription|party", re.IGNORECASE)
# "\u00a3IOO" is a sum that a scan has spelt.
_CASHTAG = re.compile(r"[\u00a3$]{1,2}(?![\dOoIlSB.,]+$)[A-Za-z][\w.-]*[\w]")
_REACH = 90


def without_things(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return ``mentions`` without boats as people or clamps as weapons, and with pubs as places.

    Numbers that count are no times, the strength of a drink no drug, a name behind a sign no sum.

    Args:
        text: the passage in which the mentions stand.
        mentions: the model's mentions, sorted by start.
    """
    kept = []
    no_weapons = NoWeapons(text)
    for one in mentions:
        if _is_nothing(text, one, no_weapons):
            continue
        as_told = _as_told(text, one) if one.label == "PERSON" else _as_written(text, one)
        if as_told is not None:
            kept.append(as_told)
    return tuple(kept)


def _is_nothing(text: str, one: Mention, no_weapons: NoWeapons) -> bool:
    """Whether a mention's words are no weapon, no time or no drug, whatever the model took."""
    if one.label == "WEAPON":
        return no_weapons.holds(one.start, one.end)
    if one.label == "TIME":
        return is_no_time(text, one.start, one.end)
    return one.label == "DRUG" and _NO_DRUG.fullmatch(text, one.start, one.end) is not None


def _as_written(text: str, one: Mention) -> Mention:
    """Return the mention of a sum as the handle that it is where a name stands behind the sign."""
    if one.label != "MONEY" or not _CASHTAG.fullmatch(text, one.start, one.end):
        return one
    return replace(
        one,
        label="SOCIAL_HANDLE",
        value={"handle": text[one.start : one.end]},
        explanation=f"{one.explanation.rstrip('.')}; a name behind the sign is no sum.",
    )


def _as_told(text: str, one: Mention) -> Mention | None:
    """Return the mention of a name as what its words say it is, None where it is a boat."""
    before = text[max(0, one.start - _REACH) : one.start]
    article = _THE.search(before)
    lead = article["lead"] if article else ""
    start = one.start - len(lead)
    before = before[: len(before) - len(lead)] if lead else before
    surface = text[start : one.end]
    if _PEOPLE_LAST.search(surface) or _PEOPLE_AFTER.match(text, one.end):
        return one
    if _is_called(text, before, one.end, _BOAT_BEFORE, _BOAT_ASIDE):
        return None
    if _BOAT_AFTER.match(text, one.end):
        return None
    if _is_called(text, before, one.end, _PUB_BEFORE, _PUB_ASIDE):
        return _place(one, start)
    named = _PUB_WITH_THE if article else _PUB_NAMED
    if _PUB_AFTER.match(text, one.end) or named.match(text, one.end):
        return _place(one, start)
    if article is None or _CLERGY.match(surface) or " " not in surface:
        return one
    if _ON.search(before) or _AFLOAT.match(text, one.end):
        return None
    return _place(one, start) if _AT.search(before) else one


def _is_called(
    text: str, before: str, end: int, called: re.Pattern[str], aside: re.Pattern[str]
) -> bool:
    """Whether a name is that of the place or boat said just before it, and of nobody there."""
    if _SOMEBODY.search(before):
        return False
    closed = _CLOSED.match(text, end) is not None
    return called.search(before) is not None or (closed and aside.search(before) is not None)


def _place(one: Mention, start: int) -> Mention:
    return replace(
        one,
        label="LOCATION",
        start=start,
        explanation=f"{one.explanation.rstrip('.')}; its words say that it is a place.",
    )
