"""Officers' numbers: collar and shoulder numbers beside a rank, warrant numbers by their word."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CERTAIN, CUED, LIKELY, Candidate
from models.inference.identifiers.reading import GAP, Reading
from models.inference.identifiers.tokens import words

_RANK = (
    r"(?:(?:POLICE|DETECTIVE|SPECIAL|STUDENT|TRAINEE|TEMPORARY|ACTING|WOMAN)[ ]){0,2}"
    r"(?:(?:[TA]/?)?(?:PC|PS|DC|DS|DI|DCI|DSI|INSP|SGT|CI|WPC|WDC|TDC|TDS|SPS|SC|PCSO|CSO|DO|CDO|"
    r"SI|INV)|"
    r"CONSTABLE|SERGEANT|INSPECTOR|SUPERINTENDENT|SUPT|PC'S|INVESTIGATOR|SPECIAL|PCSO)\.?"
)
_ID = (
    r"((?:[0-9]{2,6}(?![0-9O])|[0-9][0-9O]{1,5}(?![0-9O]))(?:[A-Z]{1,3}(?![A-Z0-9]))?|"
    r"[A-Z]{1,2}[0-9]{2,5}(?![A-Z]))"
)
_NUMBERED = r"(?:(?:NUMBER|NUM|NO\.?|COLLAR|SHOULDER|WARRANT|ID)[ :.]{1,2}){0,3}"
_AFTER_RANK = re.compile(
    rf"(?<![A-Z0-9/])({_RANK})(?>{GAP}[-:(#]?[ ]?)({_NUMBERED}){_ID}(?![0-9/]|[.:,][0-9]|[ ]?%)"
)
_AFTER_NAME = re.compile(
    rf"(?<![A-Z0-9/])(?:{_RANK})[ ]((?:[A-Z][A-Z'-]{{1,20}}[ ]){{1,3}}?)[(#]?([0-9]{{3,6}}(?:[A-Z]"
    rf"{{1,2}}(?![A-Z]))?)\)?"
    r"(?![0-9/:]|[ .,][0-9]|[ ]?(?:HOURS|HRS|PEOPLE|TIMES|METRES|YARDS|MILES|POUNDS))"
)
_CUED = re.compile(
    r"\b(?:WARRANT|COLLAR|SHOULDER|EPAULETTE|BADGE|FORCE ID|STAFF)(?:[ ](?:CARD|"
    r"NUMBERS?))?[^A-Z0-9]{0,3}\n?"
    r"(?:(?:NUMBER|NUM|NO|ID|IS|WAS)[^A-Z0-9]{1,3}){0,3}([0-9]{2,7}(?:[A-Z]{1,2}(?![A-Z]))?|"
    r"[A-Z]{1,2}[0-9]{2,6})(?![A-Z0-9/]|[.:][0-9])"
)
_ON_SHOULDER = re.compile(
    r"\b(?:NUMBER|NO\.?)[ :]{1,2}([0-9]{3,6})(?=[ ](?:ON|WAS ON)[ ](?:HIS|HER|THEIR|"
    r"THE)[ ](?:SHOULDER|EPAULETTE|COLLAR|VEST|UNIFORM))"
)
_SHORT_RANKS = words(
    "PC PS DC DS DI DCI DSI INSP SGT CI WPC WDC TDC TDS SPS SC PCSO CSO DO CDO SI INV"
)
_LONG_RANKS = words(
    "CONSTABLE SERGEANT INSPECTOR SUPERINTENDENT SUPT INVESTIGATOR SPECIAL POLICE DETECTIVE "
    "STUDENT "
    "TRAINEE TEMPORARY ACTING WOMAN T A"
)
_RANK_WORDS = (
    *_SHORT_RANKS,
    *(f"{acting}{rank}" for acting in "TA" for rank in _SHORT_RANKS),
    *_LONG_RANKS,
)
_CUE_WORDS = words("WARRANT COLLAR SHOULDER EPAULETTE BADGE FORCE STAFF")
_TIME_OR_COUNT = re.compile(
    r"\A[ ]?(?:HOURS|HRS|MINUTES|MINS|SECONDS|YEARS|DAYS|WEEKS|MONTHS|TIMES|PEOPLE|METRES|YARDS|"
    r"MILES|"
    r"FEET|POUNDS|AM|PM|ST|ND|RD|TH|GB|TB|MHZ|INCH)(?![A-Z])"
)
_AMBIGUOUS_RANKS = frozenset(words("DO SI SC CI SPECIAL INV DI PS DS"))
_VERBS = frozenset(
    words("AT ON IN TO AND OF THE BY FROM FOR WAS HAS HAD UNDER LOG CAD ABOUT UNTIL")
)


def officer_numbers(reading: Reading) -> Iterator[Candidate]:
    """Collar, shoulder and warrant numbers; the number alone, without the rank."""
    for found in reading.matches(_AFTER_RANK, reading.tokens.of(_RANK_WORDS), reading.tokens.mixed):
        rank, _, number = found.groups()
        if _TIME_OR_COUNT.match(reading.after(found.end())):
            continue
        shown = reading.cased(*found.span(1))
        if rank.strip(".") in _AMBIGUOUS_RANKS and not shown.isupper() and not reading.muted:
            continue
        if rank in {"DO", "SI", "CI", "INV"} and (reading.shouted or reading.muted):
            continue
        if number[0].isalpha() and re.match(r"(?:19|20)[0-9]{2}$|NO|ID", number):
            continue
        yield _officer(found.span(3), number, "a number straight after a rank", CERTAIN)
    for found in reading.matches(_AFTER_NAME, reading.tokens.of(_RANK_WORDS)):
        names = found[1].split()
        if any(name in _VERBS for name in names):
            continue
        written = reading.cased(*found.span(1)).split()
        if not reading.muted and not all(word[:1].isupper() for word in written):
            continue
        confidence = LIKELY if reading.shouted or reading.muted or len(names) > 2 else CUED
        yield _officer(found.span(2), found[2], "a number after a rank and a name", confidence)
    for found in reading.matches(_CUED, reading.tokens.of(_CUE_WORDS)):
        yield _officer(found.span(1), found[1], "a number beside the word for it", CERTAIN)
    for found in reading.matches(_ON_SHOULDER, reading.tokens.of(("NUMBER", "NO"))):
        yield _officer(found.span(1), found[1], "a number said to be on the uniform", CUED)


def _officer(span: tuple[int, int], number: str, why: str, confidence: float) -> Candidate:
    return Candidate(
        label="OFFICER_ID",
        start=span[0],
        end=span[1],
        why=why,
        value={"number": number},
        check="valid" if confidence == CERTAIN else "none",
        cued=True,
        confidence=confidence,
    )
