"""Which words of a sentence may be left out without the rest saying more than the whole did.

No parser is at hand, so the rules go by classes of words and err on the side of "no". A deletion is
judged by where it stands: before the first word that is kept, between two, or after the last.
"""

from collections.abc import Sequence

from models.inference.overview import lexicon, phrases
from models.inference.overview.phrases import POINTING
from models.inference.overview.tokens import Token

_CLOSING = frozenset({",", ";", ":", "-", "\u2013", "\u2014", ")", "]"})
_OPENING = frozenset({",", ";", ":", "-", "\u2013", "\u2014", "(", "["})
_CLOSING_QUOTES = frozenset("\"\u201d\u2019'»")


def may_stand_between(
    gap: Sequence[Token], before: Token, after: Token, *, strict: bool = False
) -> bool:
    """Whether ``gap`` may be left out between two words that are kept.

    ``strict`` where the sentence denies or speaks of all: then whatever narrows it must stay.
    """
    said = phrases.spoken(gap)
    if not said:
        return not (gap and before.kind == "name" and after.kind == "name")
    if before.quoted and after.quoted:
        return False
    if phrases.is_weighty(said) or phrases.has_any(said, lexicon.UNDONE) or before.lower == "not":
        return False
    if phrases.are_articles(said) or (len(said) == 1 and phrases.is_auxiliary(said[0], after)):
        return True
    if strict:
        return False
    if phrases.is_idle(said):
        return True
    return (
        (len(said) == len(gap) and phrases.are_adjectives(said, before, after))
        or phrases.is_name_part(gap, before, after)
        or (before.lower not in lexicon.BE and phrases.is_phrase(gap, after))
        or _aside(gap, said, before)
        or _relative(said, before, after)
        or _earlier_deed(gap, before, after)
        or _list_item(gap, said, after)
    )


def may_stand_before(
    gap: Sequence[Token], kept: Sequence[Token], *, strict: bool = False, agentless: bool = False
) -> bool:
    """Whether ``gap`` may be left out before the first word that is kept.

    ``agentless`` where the sentence is a passive without "by": what stands before is who did it.
    """
    said = phrases.spoken(gap)
    if not said:
        return True
    first = kept[0]
    if first.quoted and gap[-1].quoted and gap[-1].kind != "mark":
        return False
    if agentless:
        # "No shot was fired (by Ryan)" would deny that anybody fired one.
        return not strict and phrases.is_plain_subject(said)
    if phrases.is_weighty(said):
        return False
    if phrases.is_idle(said, lexicon.COORDINATORS):
        return True
    if strict:
        # "Of the men in the bar, nobody left": only a clause of its own narrows nothing.
        return gap[-1].lower in lexicon.COORDINATORS and first.lower in lexicon.NOMINATIVE
    return (
        _new_clause(gap, said, first)
        or (phrases.are_adjectives(said[1:], said[0], first) if len(said) > 1 else False)
        or phrases.is_title(said, first)
        or (phrases.says_when(said) and phrases.may_be_subject(first))
        or (phrases.says_seen(said) and phrases.may_be_subject(first))
    )


def may_stand_after(gap: Sequence[Token], before: Token, *, strict: bool = False) -> bool:
    """Whether ``gap`` may be left out after the last word that is kept."""
    said = phrases.spoken(gap)
    if not said:
        return True
    if phrases.has_any(said, lexicon.DOUBT | lexicon.CIRCUMSTANCES) or phrases.is_dangling(before):
        return False
    if before.quoted and said[0].quoted:
        return False
    if _own_clause(gap):
        return True
    if strict or phrases.has_any(said, lexicon.NEGATIONS):
        return False
    return _begins_apart(gap)


def _aside(gap: Sequence[Token], said: Sequence[Token], before: Token) -> bool:
    """Whether what stands between two commas is left out: "Ryan, (who I know,) hit"."""
    first = said[0].lower
    opens = (
        lexicon.RELATIVES | lexicon.DETERMINERS | lexicon.POSSESSIVES | lexicon.PREPOSITIONS
    ) - {"whose"}
    return (
        gap[0].text in _OPENING
        and gap[-1].text in _CLOSING
        and (before.kind == "name" or before.is_content)
        and (first in opens or first == "aged")
        and not any(token.lower in {"or", "not", "but"} for token in said)
        and (first in lexicon.RELATIVES or not any(t.lower in lexicon.NOMINATIVE for t in said))
    )


def _relative(said: Sequence[Token], before: Token, after: Token) -> bool:
    """Whether "who" is left out after whom it means: "Wayne Pickett, (who) owns a garage"."""
    return (
        len(said) == 1
        and said[0].lower in {"who", "which"}
        and (before.kind == "name" or before.is_content)
        and not (after.kind == "name" or after.lower in lexicon.NOMINATIVE)
        and (after.form != "plain" or after.lower in lexicon.BE | lexicon.PERFECT)
    )


def _earlier_deed(gap: Sequence[Token], before: Token, after: Token) -> bool:
    """Whether the first of two deeds of one subject is left out: "Ryan (hit Tom and) ran off".

    A phrase that belongs to the subject may go with it: "The man (in the hat hit Tom and) ran off".
    """
    said = phrases.spoken(gap)
    start = next((n for n, token in enumerate(said) if _is_deed(token)), None)
    if start is None or said[-1].lower not in {"and", "then"}:
        return False
    if start and not phrases.is_phrase(said[:start], said[start]):
        return False
    deed = said[start:]
    joins = [token for token in deed if token.lower in lexicon.COORDINATORS]
    return (
        joins == deed[-len(joins) :]
        and (after.form == "past" or after.lower in lexicon.BE)
        and (before.kind == "name" or before.is_content or before.lower in lexicon.NOMINATIVE)
        and not any(phrases.opens_clause(token) for token in deed[1 : -len(joins)])
        and all(token.kind != "mark" for token in gap[:-2])
    )


def _is_deed(token: Token) -> bool:
    return (token.form == "past" and token.is_content) or token.lower in lexicon.BE | {"had"}


def _list_item(gap: Sequence[Token], said: Sequence[Token], after: Token) -> bool:
    """Whether one of several things or deeds is left out: "white(, tall) and thin"."""
    if gap[0].text != "," or after.lower != "and":
        return False
    if any(phrases.opens_clause(token) or token.lower in lexicon.COORDINATORS for token in said):
        return False
    deed = said[0].form == "past" and said[0].is_content
    return deed or all(token.form == "plain" for token in said)


def _new_clause(gap: Sequence[Token], said: Sequence[Token], first: Token) -> bool:
    """Whether the gap is a clause of its own, and another begins after it with its subject."""
    last = gap[-1]
    if last.text in _CLOSING:
        return phrases.may_be_subject(first) and said[-1].lower not in lexicon.RELATIVES
    if last.lower not in lexicon.COORDINATORS:
        return False
    if first.lower in lexicon.NOMINATIVE or first.lower == "there":
        return True
    told_apart = last.lower in {"but", "then"} or (len(gap) > 1 and gap[-2].text in {",", ";"})
    has_verb = any(token.form == "past" or token.lower in lexicon.BE for token in said)
    return told_apart and has_verb and phrases.may_be_subject(first)


def _own_clause(gap: Sequence[Token]) -> bool:
    """Whether another clause with its own subject follows: ", and I ran"."""
    words = list(gap)
    while words and (words[0].kind == "mark" or words[0].lower in {"and", "then"}):
        words = words[1:]
    return len(words) < len(gap) and bool(words) and words[0].lower in lexicon.NOMINATIVE


def _begins_apart(gap: Sequence[Token]) -> bool:
    """Whether what follows is loosely joined: a clause, a phrase, an adverb, after a mark."""
    if gap[0].text in _CLOSING_QUOTES and len(gap) > 1:
        gap = gap[1:]
    first = gap[0]
    following = gap[1] if len(gap) > 1 else None
    lower = first.lower
    if first.kind == "mark":
        return first.text in _OPENING
    if lower == "to" or lower in lexicon.PREPOSITIONS - lexicon.SUBORDINATORS:
        # A particle belongs to its verb: "broke (down)".
        return following is not None and (
            following.kind in {"name", "value"}
            or following.lower in lexicon.DETERMINERS | lexicon.POSSESSIVES | POINTING
            or (lower != "to" and following.is_content and following.form != "past")
            or (lower != "to" and following.lower in lexicon.PRONOUNS)
            or following.lower in lexicon.ROUNDING
        )
    if lower in lexicon.SUBORDINATORS | lexicon.RELATIVES | {"and", "then"}:
        return lower != "until" and lower != "till"
    return phrases.is_idle([first]) and lower not in lexicon.DETERMINERS | lexicon.POSSESSIVES
