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
    rules = [rule for rule in ruled if not _is_a_name(rule, found)]
    kept: list[Mention] = []
    for mention in found:
        touching = [rule for rule in rules if _overlap(mention, rule)]
        if mention.label in SHARED:
            standing, rules, stands = _shared(mention, touching, rules)
        else:
            standing, stands = mention, all(_holds(mention, rule) for rule in touching)
        if stands:
            kept.append(standing)
    return _one_level([*kept, *rules])


def _shared(
    mention: Mention, touching: Sequence[Mention], rules: list[Mention]
) -> tuple[Mention, list[Mention], bool]:
    """Settle a model's date, time or amount with the rules' mentions that it touches."""
    same = [rule for rule in touching if rule.label == mention.label]
    if len(same) != len(touching):
        # It touches an identifier or another kind of value: the rule knows better.
        return mention, rules, False
    longest = max((rule.end - rule.start for rule in same), default=0)
    if longest >= mention.end - mention.start or any(not _covers(mention, rule) for rule in same):
        return mention, rules, not same
    if len(same) == 1:
        mention = replace(mention, value=same[0].value, check=same[0].check)
    return mention, [rule for rule in rules if rule not in same], True


def _is_a_name(rule: Mention, found: Sequence[Mention]) -> bool:
    """Whether a rule took for a day or month what the model takes for a name, or part of one."""
    value = rule.value or {}
    bare = "weekday" in value if "iso" not in value else _MONTH.fullmatch(value["iso"])
    if rule.label != "DATE" or not bare:
        return False
    touching = [mention for mention in found if _overlap(mention, rule)]
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


def _overlap(left: Mention, right: Mention) -> bool:
    return left.start < right.end and right.start < left.end


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
