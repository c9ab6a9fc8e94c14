"""How the matches of a pattern can begin, read off the pattern itself.

A pattern of hundreds of alternatives tries every one of them at every word. Which letters any of
its matches begins with is known beforehand, so it need be tried only at the words that begin with
them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Private to Python, which has no public way to take a pattern apart. What is made of it is compared
# with plain search for every list (tests/unit/test_digest_finding.py).
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LENGTH = 4
"""Characters of a beginning that are told apart."""
_DIGIT = re.compile(r"\d")
_NO_LETTER = re.compile(r"\W")
_Node = tuple[Any, Any]
_Nodes = Sequence[_Node]
_REPEATS = frozenset({sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT})
_NO_WIDTH = frozenset({sre.ASSERT, sre.ASSERT_NOT, sre.AT})
_WORD_ENDS = (1, [(sre.IN, [(sre.CATEGORY, sre.CATEGORY_WORD)])])


@dataclass(frozen=True, slots=True)
class Openings:
    """What every match has one of: it begins with a start, or holds one of ``held``."""

    starts: frozenset[str]
    """Beginnings of LENGTH characters, as ``shape`` makes them."""
    short: tuple[str, ...]
    """Shorter ones; no beginning begins with another."""
    held: tuple[str, ...]
    """What is written in the matches that may begin with any word; "" where that is not known."""


def shape(text: str) -> str:
    """Return ``text`` with 0 for every digit and a blank for whatever belongs to no word."""
    return _DIGIT.sub("0", _NO_LETTER.sub(" ", text))


def openings_of(pattern: str) -> Openings:
    """Return the openings of a pattern without flags."""
    starts: set[str] = set()
    held: list[str] = []
    for alternative in _alternatives(list(_parser.parse(pattern))):
        closed: set[str] = set()
        closed |= _after(alternative, {""}, closed)
        if "" in closed:
            held.append(_longest_written(alternative))
        else:
            starts |= closed
    least = {one for one in starts if not any(one[:cut] in starts for cut in range(len(one)))}
    return Openings(
        starts=frozenset(one for one in least if len(one) == LENGTH),
        short=tuple(sorted(one for one in least if len(one) < LENGTH)),
        held=tuple(held),
    )


def _alternatives(nodes: _Nodes) -> list[_Nodes]:
    """Return the alternatives of a pattern, each with what must stand before and behind it."""
    wide = [number for number, (op, _) in enumerate(nodes) if op not in _NO_WIDTH]
    if len(wide) != 1 or nodes[wide[0]][0] is not sre.BRANCH:
        return [nodes]
    number = wide[0]
    return [[*nodes[:number], *each, *nodes[number + 1 :]] for each in nodes[number][1][1]]


def _after(nodes: _Nodes, led: set[str], closed: set[str]) -> set[str]:
    """Return the beginnings that may go on behind ``nodes``, which stand behind those ``led``.

    Those that are long enough, or go on with what is not known, are put among the ``closed``.
    """
    for node in nodes:
        if not led:
            break
        led = _behind(node, led, closed)
    return led


def _behind(node: _Node, led: set[str], closed: set[str]) -> set[str]:
    op, argument = node
    if op is sre.LITERAL or op is sre.IN:
        signs = _signs([node] if op is sre.LITERAL else argument)
        if signs is not None:
            longer = {one + sign for one in led for sign in signs}
            closed |= {one for one in longer if len(one) == LENGTH}
            return {one for one in longer if len(one) < LENGTH}
    elif op is sre.BRANCH:
        return set().union(*(_after(each, led, closed) for each in argument[1]))
    elif op is sre.SUBPATTERN and not argument[1] and not argument[2]:
        return _after(argument[3], led, closed)
    elif op in _REPEATS:
        return _repeated(node, led, closed)
    elif op is sre.ASSERT_NOT and (argument[0], list(argument[1])) == _WORD_ENDS:
        # Before the first character it says nothing of what a match begins with.
        closed |= {one and one + " " for one in led}
        return set()
    elif op in _NO_WIDTH:
        # What must stand there besides only narrows what may.
        return led
    closed |= led
    return set()


def _repeated(node: _Node, led: set[str], closed: set[str]) -> set[str]:
    fewest, most, nodes = node[1]
    ended = set() if fewest else set(led)
    # Nothing is added by going round more often than a beginning has characters.
    for times in range(1, min(most, max(fewest, LENGTH)) + 1):
        led = _after(nodes, led, closed)
        if times >= fewest:
            ended |= led
    return ended


def _signs(items: _Nodes) -> set[str] | None:
    """Return what one of these characters may be in a ``shape``; None where it may be anything."""
    signs: set[str] = set()
    for op, argument in items:
        if op is sre.LITERAL:
            signs.add(shape(chr(argument)))
        elif op is sre.RANGE:
            signs |= {shape(chr(code)) for code in range(argument[0], argument[1] + 1)}
        elif argument is sre.CATEGORY_DIGIT:
            signs.add("0")
        elif argument is sre.CATEGORY_SPACE:
            signs.add(" ")
        else:
            return None
    return signs


def _longest_written(nodes: _Nodes) -> str:
    """Return the longest run of letters that stands in whatever matches ``nodes``."""
    runs = [""]
    for op, argument in nodes:
        if op is sre.LITERAL:
            runs[-1] += chr(argument)
        else:
            runs.append("")
    return max(runs, key=len)
