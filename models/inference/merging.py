"""Model and rules together: which mention stands where both have one.

The stated order:
1. A rule's mention stands for the labels that rules decide. A model's mention that crosses it, or
   coincides with it, gives way; one that holds it whole keeps it inside (a postcode in an address,
   an officer's number in a name); one that lies inside it gives way.
2. DATE, TIME and MONEY come from both. Of two with the same label that overlap, the longer stands;
   of equally long ones the rule's, which has a value. The longer one takes over the value and check
   of a rule's mention that it holds.
   A rule's bare day or month ("Sunday", "May") gives way to a name that the model finds there
   ("Sunday Okafor", "Sheffield Wednesday", or Sunday alone as a person) and marks as no date: only
   how the word is used tells, and the rule sees the word alone.
3. Nothing nests more than one level deep: inside a mention that already stands in another, nothing
   else may stand.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.inference.overlaps import Overlaps
from models.inference.results import Mention

SHARED = frozenset({"DATE", "TIME", "MONEY"})
_MONTH = re.compile(r"--\d\d")
# What a rule's mention may stand inside of.
_HOLDERS = frozenset({"PERSON", "ORG", "LOCATION", "VEHICLE"})


def merge(found: Sequence[Mention], ruled: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that stand, sorted by start, longest first.

    Args:
        found: the model's mentions, already settled among themselves.
        ruled: the rules' mentions, no two of which overlap.
    """
    marked = _Placed(found)
    rules = _Placed([rule for rule in ruled if not _is_a_name(rule, marked)])
    kept: list[Mention] = []
    held: set[int] = set()
    for mention in found:
        touching = [number for number in rules.touched_by(mention) if number not in held]
        met = [rules.mentions[number] for number in touching]
        if mention.label not in SHARED:
            if all(_holds(mention, rule) for rule in met):
                kept.append(mention)
        elif _outdoes(mention, met):
            # From now on it stands for the rules' mentions that it holds.
            held.update(touching)
            kept.append(_with_value(mention, met[0]) if len(met) == 1 else mention)
    left = [rule for number, rule in enumerate(rules.mentions) if number not in held]
    return _one_level([*kept, *left])


class _Placed:
    """Mentions in order of their starts, asked which of them another touches."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda one: one.start)
        self._overlaps = Overlaps((one.start, one.end) for one in self.mentions)

    def touched_by(self, other: Mention) -> list[int]:
        """Return their numbers, in order."""
        return self._overlaps.numbers(other.start, other.end)


def _outdoes(mention: Mention, met: Sequence[Mention]) -> bool:
    """Whether a model's date, time or amount stands among the rules' mentions that it touches.

    It does not where it touches an identifier or another kind of value: the rule knows better.
    """
    length = mention.end - mention.start
    return all(
        rule.label == mention.label and _covers(mention, rule) and rule.end - rule.start < length
        for rule in met
    )


def _with_value(mention: Mention, rule: Mention) -> Mention:
    return replace(mention, value=rule.value, check=rule.check)


def _is_a_name(rule: Mention, marked: _Placed) -> bool:
    """Whether a rule took for a day or month what the model takes for a name, or part of one."""
    value = rule.value or {}
    bare = "weekday" in value if "iso" not in value else _MONTH.fullmatch(value["iso"])
    if rule.label != "DATE" or not bare:
        return False
    touching = [marked.mentions[number] for number in marked.touched_by(rule)]
    if any(mention.label == "DATE" for mention in touching):
        return False
    return any(
        _covers(mention, rule)
        and (mention.label == "PERSON" or (mention.label in _HOLDERS and _holds(mention, rule)))
        for mention in touching
    )


def _holds(mention: Mention, rule: Mention) -> bool:
    longer = mention.end - mention.start > rule.end - rule.start
    return mention.label in _HOLDERS and _covers(mention, rule) and longer


def _covers(outer: Mention, inner: Mention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _one_level(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    ordered = sorted(mentions, key=lambda one: (one.start, -one.end, one.label))
    kept: list[Mention] = []
    open_ones: list[Mention] = []
    for mention in ordered:
        open_ones = [one for one in open_ones if one.end > mention.start]
        if len(open_ones) < 2:
            kept.append(mention)
            open_ones.append(mention)
    return tuple(kept)
