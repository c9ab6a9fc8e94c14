"""A number that was told once with its name, and stands again without it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.inference.identifiers.candidate import LIKELY, Candidate
from models.inference.identifiers.reading import Reading

_RUN = re.compile(r"(?<![A-Z0-9/.,£€$-])[A-Z0-9]{6,34}(?![A-Z0-9]|[/.,-][A-Z0-9])")
_FEWEST_DIGITS = 4
_NUMBERS = frozenset(
    {"BANK_ACCOUNT", "CARD_NUMBER", "CRIME_REF", "DRIVING_LICENCE", "IMEI", "NHS_NUMBER",
     "NI_NUMBER", "OFFICER_ID", "PASSPORT", "PHONE", "VRM"}
)  # fmt: skip


def known_again(reading: Reading, standing: Sequence[Candidate]) -> Iterator[Candidate]:
    """Each further place of a number of six characters or more that stands in the text already."""
    known: dict[str, Candidate] = {}
    for candidate in standing:
        written = reading.upper[candidate.start : candidate.end]
        if candidate.label in _NUMBERS and _is_number(written):
            known.setdefault(written, candidate)
    if not known:
        return
    # With so many digits in it, a number is one of these.
    for found in reading.matches(_RUN, reading.tokens.long, reading.tokens.mixed):
        first = known.get(found[0])
        if first and first.start != found.start():
            yield replace(
                first,
                start=found.start(),
                end=found.end(),
                why=f"the same as one that is named elsewhere in the text ({first.why})",
                cued=False,
                confidence=min(first.confidence, LIKELY),
            )


def _is_number(written: str) -> bool:
    return (
        _RUN.fullmatch(written) is not None
        and sum(character.isdigit() for character in written) >= _FEWEST_DIGITS
    )
