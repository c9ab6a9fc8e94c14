"""Exhibits that have a number and no initials: ``Exhibit 4``, ``Exhibits 5 and 6``."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, Candidate
from models.inference.identifiers.reading import Reading

_NUMBERED = re.compile(
    r"\bEXHIBIT(S?)(?:[ ](?:NO[.]?S?[.]?|NUMBERS?|REF[.]?))?[ ]?[:#]?[ ]?\n?(?<=[ :#\n.])"
    r"([0-9]{1,3})(?![A-Z0-9/\\-]|[.:,][0-9]|[ ]?%)"
)
_FURTHER = re.compile(
    r"(?:,[ ]|[ ]?&[ ]?|,?[ ]AND[ ]|[ ]?-[ ]?|[ ]TO[ ])"
    r"([0-9]{1,3})(?![A-Z0-9/\\-]|[.:,][0-9]|[ ]?%)"
)
# "I exhibit 4 photographs": it is done, and the things are counted.
_DONE = re.compile(
    r"\b(?:I|WE|HE|SHE|THEY|TO|NOW|ALSO|CAN|WILL|DO|DID|HEREBY|WISH|COULD|WOULD|THEN)[ \n]\Z"
)
_COUNTED = re.compile(
    r"[ \n](?!(?:IS|ARE|WAS|WERE|AND|OR|TO|IN|ON|AT|FROM|BY|FOR|WITH|WHICH|THAT|BEING|HAS|DOES|AS|"
    r"SHOWS|CONTAINS|COMPRISES|CONSISTS|DEPICTS|HOLDS|STATES|SAYS|"
    r"RECORDS|APPEARS|LISTS|THIS|ITS)\b)"
    r"(?:[A-Z]+[ ])?[A-Z]+S\b|[ ](?:PEOPLE|MEN|WOMEN|CHILDREN|METRES?|OF[ ]THE[ ](?:MEN|PEOPLE))\b|"
    r"[ ](?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:[A-Z]*)\b"
)
_JOINED = re.compile(r"[ ](?:AND|&|TO)[ ][0-9]|,[ ][0-9]|-[0-9]")


def numbered_exhibits(reading: Reading) -> Iterator[Candidate]:
    """Exhibits by number alone: the word goes with the first number, a list's others follow."""
    for found in reading.matches(_NUMBERED, reading.tokens.of(("EXHIBIT", "EXHIBITS"))):
        before = reading.before(found.start(), 12)
        several = found[1] and _JOINED.match(reading.upper, found.end())
        if _DONE.search(before) or (found[1] and not several):
            continue
        if _COUNTED.match(reading.upper, found.end()):
            continue
        yield _exhibit(found.start(), found.end(), found[2])
        end = found.end()
        while several and (further := _FURTHER.match(reading.upper, end)):
            if _COUNTED.match(reading.upper, further.end()):
                break
            yield _exhibit(further.start(1), further.end(1), further[1])
            end = further.end()


def _exhibit(start: int, end: int, number: str) -> Candidate:
    return Candidate(
        label="EXHIBIT_REF",
        start=start,
        end=end,
        why="a number straight after the word for an exhibit",
        value={"reference": f"Exhibit {int(number)}", "canonical": f"EXHIBIT {int(number)}"},
        cued=True,
        confidence=CUED,
    )
