"""The few ways of saying the same otherwise that the check knows: voice, person, a time's place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.inference.overview import lexicon
from models.inference.overview.tokens import Token

_SAYING = frozenset({"says", "said", "states", "stated", "adds", "added", "reports", "reported"})
_WHEN = frozenset({"DATE", "TIME"})
_LONGEST_AGENT = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence's tokens in one way of saying it.

    ``times`` are adverbials of time that were taken out, each with its preposition; ``agentless``
    a passive that leaves out who did it.
    """

    tokens: tuple[Token, ...]
    times: tuple[tuple[Token, ...], ...] = ()
    agentless: bool = False


def readings(tokens: Sequence[Token], *, has_witness: bool) -> list[Reading]:
    """Return the ways in which a written sentence may be compared with a source.

    Args:
        tokens: the sentence's tokens.
        has_witness: whether a source speaks of a witness, so that "the witness" may be another.
    """
    plain = tuple(token for token in tokens if token.kind != "mark")
    people = plain if has_witness else _first_person(plain)
    found: list[Reading] = []
    for words in dict.fromkeys([people, _without_attribution(people)]):
        for rest, times in dict.fromkeys([(words, ()), _without_times(words)]):
            found.append(Reading(rest, times))
            found.extend(Reading(active, times, agentless) for active, agentless in _actives(rest))
    return found


def source_readings(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return a source as it is and, where it is a passive with its agent, as an active."""
    found = [tuple(tokens)]
    found.extend(active for active, agentless in _actives(tuple(tokens)) if not agentless)
    return found


def times_in(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where adverbials of time stand, as (first, last + 1)."""
    found = []
    number = 0
    while number < len(tokens):
        end = _time_from(tokens, number)
        if end:
            found.append((number, end))
        number = end or number + 1
    return found


def _time_from(tokens: Sequence[Token], number: int) -> int:
    """Return where the adverbial of time ends that begins here, 0 where none does."""
    start = number
    if tokens[number].lower not in {"on", "at", "by", "since", "until", "before", "after"}:
        return 0
    number += 1
    while number < len(tokens) and (tokens[number].lower in lexicon.ROUNDING | lexicon.DETERMINERS):
        number += 1
    if number < len(tokens) and tokens[number].label in _WHEN and number > start:
        return number + 1
    return 0


def _without_times(
    tokens: tuple[Token, ...],
) -> tuple[tuple[Token, ...], tuple[tuple[Token, ...], ...]]:
    places = times_in(tokens)
    kept = tuple(
        token
        for number, token in enumerate(tokens)
        if not any(first <= number < last for first, last in places)
    )
    return kept, tuple(tuple(tokens[first:last]) for first, last in places)


def _first_person(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Read "the witness" as the one who speaks in the sources."""
    found: list[Token] = []
    for token in tokens:
        if token.lower in lexicon.WITNESS and found and found[-1].lower == "the":
            found[-1] = replace(token, text="I", key="i", kind="word", start=found[-1].start)
        elif token.kind == "possessive" and found and found[-1].key == "i":
            found[-1] = replace(found[-1], text="my", key="my", end=token.end)
        else:
            found.append(token)
    return tuple(found)


def _without_attribution(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take off "The witness says that": all of a statement is what the witness says."""
    if len(tokens) < 4 or tokens[0].key != "i" or tokens[1].lower not in _SAYING:
        return tokens
    if tokens[0].text == "I" and tokens[0].end - tokens[0].start == 1:
        # "I said" is told by the witness as a deed.
        return tokens
    return tokens[3:] if tokens[2].lower == "that" else tokens[2:]


def _actives(tokens: tuple[Token, ...]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Yield "Y hit X" for "X was hit by Y", and "hit X" for "X was hit"; the latter agentless."""
    for number, token in enumerate(tokens[:-1]):
        verb = tokens[number + 1]
        if token.lower not in lexicon.BE or not number or verb.form != "past":
            continue
        if not (verb.is_content or verb.kind == "name"):
            continue
        undergoer = tokens[:number]
        while undergoer and undergoer[-1].lower in lexicon.PERFECT | lexicon.BE:
            undergoer = undergoer[:-1]
        if not undergoer or any(one.lower in lexicon.MODALS | {"not", "to"} for one in undergoer):
            continue
        rest = tokens[number + 2 :]
        by = next((place for place, one in enumerate(rest) if one.lower == "by"), None)
        if by is not None:
            agent_end = _agent_end(rest, by + 1)
            if agent_end > by + 1:
                agent = rest[by + 1 : agent_end]
                yield (*agent, verb, *undergoer, *rest[:by], *rest[agent_end:]), False
        yield (verb, *undergoer, *rest), True


def _agent_end(rest: Sequence[Token], start: int) -> int:
    stops = lexicon.PREPOSITIONS | lexicon.COORDINATORS | lexicon.SUBORDINATORS | {"that", "to"}
    for place in range(start, min(len(rest), start + _LONGEST_AGENT)):
        if rest[place].lower in stops or rest[place].kind == "mark" or rest[place].label in _WHEN:
            return place
    return min(len(rest), start + _LONGEST_AGENT)
