"""What the model took for a person, weapon, time, drug or sum, and its own form says is another.

A lost person or weapon harms, and one too many is seen: where the form leaves a doubt, what the
model found stays. Nobody is left out here; people become places only by a word of their name.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.inference.name_words import FAMILY_TITLES, fold
from models.inference.no_times import is_no_time
from models.inference.no_weapons import is_no_weapon
from models.inference.results import Mention

# Nothing goes on as "Dan Orr Hotel Manager" does.
_ENDS = r"(?:(?=\s*(?:[.,;)]|$))|(?=\s+(?:on|in|at|near|by|is|was|where)\b))"
_SIGNS = r"(?:Arms|Inn|Tavern|Hotel)"
_BEARS_SIGN = re.compile(rf"\S.* {_SIGNS}")
_SIGN_BEHIND = re.compile(rf" {_SIGNS}\b{_ENDS}")
_TYPE_BEHIND = re.compile(rf" (?:pub|inn|hotel)\b{_ENDS}")
_THE_BEFORE = re.compile(r"\b[Tt]he\s$")
# "Strong lager": how strong it is, not what.
_NO_DRUG = re.compile(
    r"strong(?=\s+(?:lagers?|beers?|ciders?|ales?|drinks?|alcohol)\b)", re.IGNORECASE
)
# A sum in words ("\u00a3Ten") or misread ("\u00a3ZOO") is no handle: one has a figure or dot among
# letters that no figure looks like.
_CASHTAG = re.compile(
    r"[\u00a3$](?!(?:nil|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"twenty|thir|for|fif|half|hundred|thousand|million|grand|quid|pound|"
    r"about|around|over|under|approx|circa))"
    r"(?=[a-z]*[\d._])[a-z][\w.]*\w",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"[acdefhjkmnprtuvwxyCFHJKMNPRUVWXY]")


def without_things(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return ``mentions`` without those that are none by their form, pubs as places.

    Args:
        text: the passage in which the mentions stand.
        mentions: the model's mentions, sorted by start.
    """
    return tuple(_as_written(text, one) for one in mentions if not _is_nothing(text, one))


def _is_nothing(text: str, one: Mention) -> bool:
    if one.label == "WEAPON":
        return is_no_weapon(text, one.start, one.end)
    if one.label == "TIME":
        return is_no_time(text, one.start, one.end)
    found = _NO_DRUG.match(text, one.start) if one.label == "DRUG" else None
    return found is not None and found.end() == one.end


def _as_written(text: str, one: Mention) -> Mention:
    """Return a mention with the label that its form gives it."""
    if one.label == "PERSON" and _is_pub(text, one.start, one.end):
        why = one.explanation.rstrip(".")
        return replace(
            one, label="LOCATION", explanation=f"{why}; its words say that it is a place."
        )
    if one.label == "MONEY" and _is_handle(surface := text[one.start : one.end]):
        why = one.explanation.rstrip(".")
        return replace(
            one,
            label="SOCIAL_HANDLE",
            value={"handle": surface},
            explanation=f"{why}; a name behind the sign is no sum.",
        )
    return one


def _is_pub(text: str, start: int, end: int) -> bool:
    """Whether a name ends in a pub's word ("the King's Arms"), or has one right behind it."""
    surface = text[start:end]
    signed = _BEARS_SIGN.fullmatch(surface) or _SIGN_BEHIND.match(text, end)
    if not signed and not (_TYPE_BEHIND.match(text, end) and _has_article(text, start, surface)):
        return False
    return fold(surface.split()[0]) not in FAMILY_TITLES


def _has_article(text: str, start: int, surface: str) -> bool:
    before = _THE_BEFORE.search(text, max(0, start - 5), start) is not None
    return before or surface.startswith(("The ", "the "))


def _is_handle(surface: str) -> bool:
    return _CASHTAG.fullmatch(surface) is not None and len(_NO_FIGURE.findall(surface)) > 2
