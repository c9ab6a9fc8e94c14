"""What a rule proposes, before overlaps are settled.

Confidence says how sure the *label* is, not the value:

- ``CERTAIN`` (1.0): a checksum or format rule holds;
- ``CUED`` (0.9): nothing to check, but a cue word says what it is, or only one shape fits;
- ``LIKELY`` (0.75): nothing to check and a weaker cue;
- ``BROKEN`` (0.6): clearly meant to be one, but the rule does not hold: a person should look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from models.inference.identifiers.reading import Reading
from models.inference.results import Check

CERTAIN = 1.0
CUED = 0.9
LIKELY = 0.75
BROKEN = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a rule proposes; offsets are into ``Reading.plain``.

    ``why`` names what was checked, in words and without the text itself; ``cued`` says that a word
    nearby names this kind of thing, which decides between two rules that claim the same characters.
    """

    label: str
    start: int
    end: int
    why: str
    value: Mapping[str, str] | None = None
    check: Check = "none"
    cued: bool = False
    confidence: float = CUED


class Finder(Protocol):
    """A rule: everything of its kind in a reading, in any order."""

    def __call__(self, reading: Reading) -> Iterator[Candidate]:
        """Propose the candidates of this kind."""
        ...


def checked(
    label: str,
    span: tuple[int, int],
    *,
    holds: bool,
    why: str,
    value: Mapping[str, str],
    cued: bool = False,
) -> Candidate:
    """A candidate whose check was made: valid and certain, or invalid and broken."""
    return Candidate(
        label=label,
        start=span[0],
        end=span[1],
        why=why,
        value=value,
        check="valid" if holds else "invalid",
        cued=cued,
        confidence=CERTAIN if holds else BROKEN,
    )
