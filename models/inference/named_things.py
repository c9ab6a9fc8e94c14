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
# After an article these make people of it: the Denholm brothers, the Reverend Quirke.
_PEOPLE_AFTER = re.compile(
    r"\s+(?:(?:famil(?:y|ies)|brothers?|sisters?|twins?|boys?|girls?|lads?|kids?|children|child|"
    r"sons?|daughters?|couple|woman|man|lady|gentleman|clan|household|house|home|case|matter|"
    r"statement|address|vehicle|car|van|account|phone|interview|property|file|who|whom|that|I|we|"
    r"he|she|they|you)\b|['\u2019]s?\s)",
    re.IGNORECASE,
)
_CLERGY = re.compile(
    r"(?:the\s+)?(?:rev|reverend|hon|honourable|late|right|very|most|dr|mr|mrs|ms|miss|prof|judge|"
    r"imam|pastor|father|sister|mother|pc|dc|ps|ds|sgt|di|insp|captain|capt|major|colonel)\b",
    re.IGNORECASE,
)
_BOAT = (
    r"(?:boats?|narrow\s?boats?|house\s?boats?|barges?|yachts?|ships?|vessels?|trawlers?|dinghy|"
    r"dinghies|ferry|ferries|tugs?|cruisers?|launch|lifeboats?|sloops?|ketch|catamarans?|ribs?|"
    r"cutters?|fishing\s+boats?|motor\s+boats?|speed\s?boats?|tankers?)"
)
_PUB = (
    r"(?:pubs?|public\s+house|inn|tavern|arms|wine\s+bar|bar|night\s?club|club|hotel|restaurant|"
    r"cafe|caf\u00e9)"
)
# "In the pub Marcus came over" names nobody but Marcus.
_CALLED = (
    r"(?:(?:\s*,)?(?:\s+which\s+(?:is|was))?\s+(?:called|named|known\s+as)\s+(?:the\s+)?|"
    r",\s+the\s+)$"
)
_BOAT_BEFORE = re.compile(rf"\b{_BOAT}{_CALLED}", re.IGNORECASE)
_PUB_BEFORE = re.compile(rf"\b{_PUB}{_CALLED}", re.IGNORECASE)
_ONE = r"(?:the|a|an|my|his|her|our|their|another)\s+(?:\w+\s+){0,2}?"
_IS_A = rf"\s*(?:,\s*(?:which\s+(?:is|was)\s+)?|\s(?:is|was)\s+){_ONE}"
# Nothing that goes on as "the bar manager" does.
_WHOLE = (
    r"\b(?=\s*(?:[.,;)]|$|(?:on|in|at|near|by|next|opposite|beside|behind|where|which|that|and|"
    r"is|was|had|with|from|outside|inside|round|down|up)\b))"
)
_BOAT_AFTER = re.compile(rf"{_IS_A}{_BOAT}{_WHOLE}", re.IGNORECASE)
_PUB_AFTER = re.compile(rf"(?:{_IS_A}|\s+){_PUB}{_WHOLE}", re.IGNORECASE)
_AFLOAT = re.compile(
    r"\s+(?:(?:and\s+the\s+[A-Z][\w'\u2019 ]{2,30}?\s+)?(?:is|are|was|were)\s+(?:\w+\s+)?)?"
    r"(?:moored|berthed|anchored|sank|sunk|sailed|sailing|docked|capsized|adrift|afloat|aground)\b"
)
_AT = re.compile(
    r"\b(?:in|at|to|from|outside|inside|into|near|past|opposite|behind|left|leaving|of|by|towards|"
    r"entered|reached|passed|called|visited)\s+the\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:aboard|on|onto|off|boarded)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
# "Strong lager", "hard drugs": how strong it is, not what.
_NO_DRUG = re.compile(r"strong|hard|soft|heavy|mild|illegal|prescription|party", re.IGNORECASE)
_CASHTAG = re.compile(r"[\u00a3$]{1,2}[A-Za-z][\w.-]*[\w]")
_REACH = 60


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
    if _BOAT_BEFORE.search(before) or _BOAT_AFTER.match(text, one.end):
        return None
    if article and _AFLOAT.match(text, one.end):
        return None
    if _PUB_BEFORE.search(before) or _PUB_AFTER.match(text, one.end):
        return _place(one, start)
    if article is None or _PEOPLE_AFTER.match(text, one.end):
        return one
    surface = text[start : one.end]
    if _CLERGY.match(surface) or " " not in surface:
        return one
    if _ON.search(before):
        return None
    return _place(one, start) if _AT.search(before) else one


def _place(one: Mention, start: int) -> Mention:
    return replace(
        one,
        label="LOCATION",
        start=start,
        explanation=f"{one.explanation.rstrip('.')}; its words say that it is a place.",
    )
