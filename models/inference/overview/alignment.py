"""Where the words of a sentence stand in a source, in the same order, with only harmless gaps."""

import re
from collections.abc import Sequence
from functools import cache

from models.inference.modality_cues import DECLARATION, REPORTED, UNCERTAIN
from models.inference.overview import gaps, lexicon
from models.inference.overview.tokens import Token, match

# Beyond this no sentence of an overview goes, and looking would take too long.
MOST_TOKENS = 80
MOST_SOURCE_TOKENS = 250


def align(
    said: Sequence[Token], source: Sequence[Token], *, agentless: bool = False
) -> tuple[int | None, ...] | None:
    """Return for each token its place in the source, None for one that needs none.

    None where there is no such alignment: a word that the source has not, in that order, or one
    left out that may not be.
    """
    if not 0 < len(said) <= MOST_TOKENS or len(source) > MOST_SOURCE_TOKENS:
        return None
    strict = is_strict(said)
    places = [[number for number, token in enumerate(source) if match(one, token)] for one in said]

    @cache
    def onward(number: int, last: int) -> tuple[int | None, ...] | None:
        """Align from the token at ``number`` on, the one before it standing at ``last``."""
        if number == len(said):
            return (
                ()
                if gaps.may_stand_after(source[last + 1 :], source[last], strict=strict)
                else None
            )
        for place in places[number]:
            if place <= last:
                continue
            gap = source[last + 1 : place]
            fits = (
                gaps.may_stand_before(gap, source[place:], strict=strict, agentless=agentless)
                if last < 0
                else gaps.may_stand_between(gap, source[last], source[place], strict=strict)
            )
            if fits and (rest := onward(number + 1, place)) is not None:
                return (place, *rest)
        if _needs_no_source(said, number) and (number or len(said) > 1):
            rest = onward(number + 1, last)
            return None if rest is None else (None, *rest)
        return None

    found = onward(0, -1)
    if found is None or all(place is None for place in found):
        return None
    right = _same_voice(said, source, found) and _pronouns_hold(source, found)
    return found if right else None


def is_strict(said: Sequence[Token]) -> bool:
    """Whether the sentence denies, or speaks of all: then what narrows it must stay."""
    return any(
        token.lower in lexicon.NEGATIONS | lexicon.WHOLES and not token.quoted for token in said
    )


def cues_kept(text: str, source: Sequence[Token], kept: set[int]) -> bool:
    """Whether every word that makes the source hearsay or doubt is kept."""
    if DECLARATION.found(text):
        return True
    for pattern in (REPORTED, UNCERTAIN):
        for cue in pattern.finditer(text):
            for number, token in enumerate(source):
                inside = token.start < cue.end() and cue.start() < token.end
                if inside and not token.quoted and _carries(token, cue) and number not in kept:
                    return False
    return True


def _carries(token: Token, cue: re.Match[str]) -> bool:
    """Whether a word is part of what a cue says, not only beside it."""
    whole = cue.start() <= token.start and token.end <= cue.end()
    return whole and token.kind != "mark" and token.lower not in lexicon.DETERMINERS


def _needs_no_source(said: Sequence[Token], number: int) -> bool:
    token = said[number]
    following = said[number + 1] if number + 1 < len(said) else None
    if token.quoted:
        return False
    if token.lower in lexicon.DETERMINERS or token.lower == "that":
        return following is not None
    if token.lower in lexicon.PERFECT:
        return following is not None and following.form == "past"
    return token.lower in lexicon.BE and following is not None and following.form == "ing"


def _pronouns_hold(source: Sequence[Token], found: Sequence[int | None]) -> bool:
    """Whether nobody is left out whom a later "he" that is kept could mean."""
    kept = {place for place in found if place is not None}
    last = max(
        (place for place in kept if source[place].lower in lexicon.THIRD_PERSON),
        default=-1,
    )
    return not any(
        place not in kept and (token.kind == "name" or lexicon.is_person(token.lower))
        for place, token in enumerate(source[: max(0, last)])
    )


def _same_voice(
    said: Sequence[Token], source: Sequence[Token], found: Sequence[int | None]
) -> bool:
    """Whether "was hit" has not become "was hitting", nor the other way round."""
    after_be = False
    for token, place in zip(said, found, strict=True):
        if (
            after_be
            and place is not None
            and (token.form == "ing") != (source[place].form == "ing")
        ):
            return False
        after_be = token.lower in lexicon.BE and place is not None
    return True
