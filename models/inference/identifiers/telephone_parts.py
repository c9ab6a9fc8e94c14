"""Telephone numbers of which some digits are masked, or only the last ones are told."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, LIKELY, Candidate
from models.inference.identifiers.reading import Reading

_MASKED = re.compile(
    r"(?<![0-9A-Z*])(0[0-9]{2,5}[ ]?(?=[0-9 ]{0,6}[X*]{2})[0-9X* ]{4,9})(?![0-9A-Z*])"
)
_ENDING = re.compile(
    r"\b(?:PHONE|MOBILE|TELEPHONE|HANDSET|SIM|LANDLINE)(?:[ ](?:NUMBER|NUMBERED))?,?[ ](?:(?:THAT|"
    r"WHICH)[ ])?"
    r"(?:ENDING|ENDS|ENDED)[ ](?:(?:IN|WITH)[ ])?([0-9]{3,4})(?![0-9A-Z/:-]|[.,][0-9])"
)
_LENGTH = 11
_NAMES = ("PHONE", "MOBILE", "TELEPHONE", "HANDSET", "SIM", "LANDLINE")


def partly_known(reading: Reading) -> Iterator[Candidate]:
    """Masked numbers, and last digits straight after a word for a telephone."""
    if "XX" in reading.upper or "**" in reading.upper:
        for found in _MASKED.finditer(reading.upper):
            written = found[1].rstrip()
            shown = re.sub(r"\s", "", written)
            if len(shown) == _LENGTH and re.search("[X*]{2}", shown):
                yield _part(
                    (found.start(1), found.start(1) + len(written)),
                    {"number": shown},
                    "a number of the right length with digits masked",
                    CUED,
                )
    for found in reading.matches(_ENDING, reading.tokens.of(_NAMES)):
        yield _part(found.span(1), {"last_digits": found[1]}, "the last digits of a number", LIKELY)


def _part(span: tuple[int, int], value: dict[str, str], why: str, confidence: float) -> Candidate:
    return Candidate(
        label="PHONE",
        start=span[0],
        end=span[1],
        why=why,
        value=value,
        cued=True,
        confidence=confidence,
    )
