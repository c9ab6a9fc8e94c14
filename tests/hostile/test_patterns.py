"""No pattern takes for ever on words that nearly match it, said again and again.

A pattern that can part the same words in many ways tries them all before it gives up: twice as long
with each word more. Whoever writes a statement would so hold up the reader of it.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import models.inference
import worker.digest
import worker.extract
from models.inference.cues import Cues
from worker.digest.lexicon.patterns import Phrases

ROOMS = (models.inference, worker.digest, worker.extract)
NAMES = sorted(
    found.name
    for room in ROOMS
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    if not found.name.endswith("__main__")
)
SAID_AGAIN = (
    "1", "1.", "1 ", "1-", "1/", "a", "A ", "A-", "A. ", "a b ", "A b, ", "A1-", "AB/1 ",
    "I ", "no. ", "ref ", "Yes No ", "the ", "of ", "and ", "\n", " ", "\t", "|", "....", "- ",
    "> ", "( ", "[", "Mr ", "Detective ", "Smith, ", "van ", "Dated ", "Signed ", "a@b.c ", "'",
    "5ft. ", "R v ", "From: ", "a: ", ", ", "; ", "! ", "\u201c", "in ", "in now now ",
)  # fmt: skip
TIMES = 28
WATCHDOG_SECONDS = 20.0


class TakesForEver(Exception):
    """A pattern did not come back."""


@contextmanager
def watched() -> Iterator[None]:
    def bark(*_: object) -> None:
        raise TakesForEver

    before = signal.signal(signal.SIGALRM, bark)
    left, _ = signal.setitimer(signal.ITIMER_REAL, WATCHDOG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


def patterns(thing: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(thing, re.Pattern):
        if isinstance(thing.pattern, str):
            yield thing
    elif depth < 3 and isinstance(thing, list | tuple | set | frozenset):
        for each in thing:
            yield from patterns(each, depth + 1)
    elif isinstance(thing, Cues):
        yield from (cue.pattern for cue in thing.each)
    elif isinstance(thing, Phrases):
        yield thing.pattern
    elif depth < 3 and isinstance(thing, dict):
        for each in (*thing, *thing.values()):
            yield from patterns(each, depth + 1)


def starts(pattern: re.Pattern[str]) -> list[str]:
    """Return what may lead a pattern into its repeats: nothing, and a few words of its own."""
    own = re.findall(r"[A-Za-z]{3,12}", pattern.pattern)
    return ["", *(f"{word} " for word in dict.fromkeys(own[:4]))]


@pytest.mark.parametrize("name", NAMES)
def test_patterns_give_up_in_time(name: str) -> None:
    module = importlib.import_module(name)
    for called, thing in list(vars(module).items()):
        for pattern in patterns(thing):
            for start in starts(pattern):
                for word in SAID_AGAIN:
                    text = f"{start}{word * TIMES}\x01!"
                    try:
                        with watched():
                            pattern.search(text)
                            pattern.fullmatch(text)
                    except TakesForEver:
                        pytest.fail(f"{name}.{called} takes for ever on {start!r} and {word!r}s")


def test_the_watchdog_barks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.hostile.test_patterns.WATCHDOG_SECONDS", 0.2)
    with pytest.raises(TakesForEver), watched():
        re.compile(r"(?:a+)+b").search("a" * 40)
