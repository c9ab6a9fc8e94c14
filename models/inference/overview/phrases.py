"""What a stretch of a sentence is, as far as classes of words tell: a phrase, a title, a time."""

from collections.abc import Sequence
from functools import cache

from models.inference.overview import lexicon
from models.inference.overview.inflection import lemma
from models.inference.overview.tokens import Token

POINTING = frozenset({"this", "that", "these", "those"})
_WEIGHTY = (
    lexicon.DOUBT | lexicon.NEGATIONS | lexicon.CIRCUMSTANCES | lexicon.MODALS | {"or", "nor"}
)
_LONGEST_PHRASE = 10
_MOST_ADJECTIVES = 3
_WHICH = frozenset({"who", "which", "that"})
_SEEING = frozenset({"saw", "see", "seen", "watched", "watch", "noticed", "notice", "observed"})
_LEADING_ON = lexicon.words("to that still already just only too so very as more most no such")


def spoken(gap: Sequence[Token]) -> list[Token]:
    """Return the words and values of a stretch, without its marks."""
    return [token for token in gap if token.kind != "mark"]


def has_any(tokens: Sequence[Token], listed: frozenset[str]) -> bool:
    """Whether a word of the stretch, in any form, is listed."""
    lemmas = _lemmas(listed)
    return any(
        token.lower in listed or lemma(token.lower) in lemmas
        for token in tokens
        if token.kind in {"word", "name"}
    )


@cache
def _lemmas(listed: frozenset[str]) -> frozenset[str]:
    return frozenset(map(lemma, listed))


def is_weighty(said: Sequence[Token]) -> bool:
    """Whether a word doubts, denies, reports, conditions or turns what stands near it."""
    return has_any(said, _WEIGHTY)


def are_articles(said: Sequence[Token]) -> bool:
    """Whether the words are articles or possessives: nothing hangs on them."""
    listed = lexicon.DETERMINERS | lexicon.POSSESSIVES
    return all(token.kind == "word" and token.lower in listed for token in said)


def is_idle(said: Sequence[Token], more: frozenset[str] = frozenset()) -> bool:
    """Whether the words are articles, possessives or adverbs that change nothing."""
    listed = lexicon.DETERMINERS | lexicon.POSSESSIVES | lexicon.ADVERBS | more
    return all(
        token.kind == "word"
        and (token.lower in listed or token.lower.endswith("ly"))
        and token.lower not in lexicon.QUANTITIES | lexicon.NOUNS_IN_LY
        for token in said
    )


def is_auxiliary(token: Token, after: Token) -> bool:
    """Whether it is an auxiliary that only shifts the tense: "had hit", "was hitting"."""
    if token.lower in lexicon.PERFECT | lexicon.DO:
        return after.form in {"past", "plain"} and after.is_content
    return token.lower in lexicon.BE and after.form == "ing"


def are_adjectives(said: Sequence[Token], before: Token, after: Token) -> bool:
    """Whether only adjectives before a noun are left out, and none that makes it another thing."""
    words = list(said)
    opened = before.lower in lexicon.DETERMINERS | lexicon.POSSESSIVES or before.kind in {
        "possessive",
        "value",
    }
    if words[0].lower in lexicon.DETERMINERS:
        opened, words = True, words[1:]
    return (
        opened
        and before.lower not in POINTING
        and 0 < len(words) <= _MOST_ADJECTIVES
        and all(token.is_content for token in words)
        # "the stolen (car)", but not "the man hit (women)".
        and all(token.form != "past" for token in words[1:])
        and after.is_content
        and after.form != "past"
        and not has_any(words, lexicon.PRETENCE)
    )


def is_name_part(gap: Sequence[Token], before: Token, after: Token) -> bool:
    """Whether a title, a given name, a surname or a collar number of a longer name is left out."""
    if any(token.kind != "name" and token.label != "OFFICER_ID" for token in gap):
        return False
    if before.kind != "name" and after.kind != "name":
        return False
    return not has_any([*gap, before, after], lexicon.PLACE_WORDS)


def is_phrase(gap: Sequence[Token], after: Token) -> bool:
    """Whether whole prepositional phrases are left out: "(in the red jacket)"."""
    said = spoken(gap)
    if said[0].lower in _WHICH and len(said) > 2 and said[1].lower in lexicon.BE:
        said = said[2:]
    last = said[-1]
    return (
        said[0].lower in lexicon.PREPOSITIONS
        and 1 < len(said) <= _LONGEST_PHRASE
        and all(token.kind != "mark" for token in gap[1:-1])
        and (last.is_content or last.kind in {"name", "value"})
        and not any(opens_clause(token) for token in said)
        and not (last.kind == "name" and after.kind == "name")
        # "in the red (jacket)" is no whole phrase, and "with a beard (and a hat)" may go on.
        and not (last.kind != "name" and after.is_content and after.form in {"plain", "s"})
        and after.kind != "possessive"
        and after.lower not in {"and", "or"}
    )


def may_be_subject(token: Token) -> bool:
    """Whether a clause may begin with it as its subject."""
    return (
        token.kind in {"name", "value"}
        or token.lower in lexicon.PRONOUNS
        or token.lower in lexicon.DETERMINERS | lexicon.POSSESSIVES | POINTING | {"there"}
        or token.lower in {"nobody", "nothing", "somebody", "someone", "everybody", "everyone"}
    )


def opens_clause(token: Token) -> bool:
    """Whether another clause may begin with it, or run through it."""
    return (
        token.lower in lexicon.NOMINATIVE
        or token.lower in lexicon.COORDINATORS
        or token.lower in lexicon.RELATIVES
        or token.lower in lexicon.SUBORDINATORS - lexicon.PREPOSITIONS
        or token.lower in lexicon.BE | lexicon.MODALS | {"that"}
    )


def is_dangling(token: Token) -> bool:
    """Whether nothing can end with this word."""
    return token.lower in (
        lexicon.DETERMINERS | lexicon.POSSESSIVES | lexicon.BE | lexicon.MODALS
        | lexicon.COORDINATORS | _LEADING_ON
    )  # fmt: skip


def says_when(said: Sequence[Token]) -> bool:
    """Whether the words only say when: "(On Monday at about nine) Ryan left"."""
    # It ends with a date or time, or an "about" is lost that belongs to what follows.
    return said[-1].label in {"DATE", "TIME"} and all(
        token.label in {"DATE", "TIME"}
        or token.lower in {"on", "at", "in", "by"} | lexicon.ROUNDING | lexicon.DETERMINERS
        for token in said
    )


def says_seen(said: Sequence[Token]) -> bool:
    """Whether the words only say that the witness saw it."""
    words = [token.lower for token in said if not is_idle([token], lexicon.COORDINATORS)]
    words = [word for word in words if word not in {"could", "have", "had", "that"}]
    return len(words) == 2 and words[0] in {"i", "we"} and words[1] in _SEEING


def is_plain_subject(said: Sequence[Token]) -> bool:
    """Whether the words are only whoever did what follows."""
    return len(said) <= _LONGEST_PHRASE and not (
        is_weighty(said)
        or has_any(said, lexicon.UNDONE | lexicon.BE | lexicon.PERFECT | lexicon.DO)
        or any(token.lower == "to" for token in said)
    )


def is_title(said: Sequence[Token], first: Token) -> bool:
    """Whether what stands before a name says who it is: "(My neighbour) Mrs Pereira"."""
    if first.kind != "name":
        return False
    if all(token.kind == "name" or token.label == "OFFICER_ID" for token in said):
        return not has_any([*said, first], lexicon.PLACE_WORDS)
    return (
        said[0].lower in lexicon.POSSESSIVES
        and 1 < len(said) <= _MOST_ADJECTIVES
        and all(token.is_content for token in said[1:])
        and not has_any(said, lexicon.PRETENCE)
    )


def has_open_pronoun(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a "he" or "they" before it names or tells of anybody."""
    words = [token for token in tokens if token.kind != "mark" and not token.quoted]
    if words and words[0].lower in lexicon.POINTING_BACK:
        return True
    for token in words:
        if token.lower in lexicon.THIRD_PERSON:
            return True
        if token.kind == "name" or lexicon.is_person(token.lower):
            return False
    return False
