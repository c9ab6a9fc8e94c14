"""Officers' numbers: collar and shoulder numbers beside a rank, warrant numbers by their word."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CERTAIN, CUED, LIKELY, Candidate
from models.inference.identifiers.reading import GAP, Reading
from models.inference.identifiers.signed_numbers import again_with_name, behind_signatures
from models.inference.identifiers.tokens import words

_RANK = (
    r"(?:(?:POLICE|DETECTIVE|SPECIAL|STUDENT|TRAINEE|TEMPORARY|ACTING|WOMAN)[ ]){0,2}"
    r"(?:(?:[TAW]/?)?(?:PC|PS|DC|DS|DI|DCI|DSI|INSP|SGT|CI|WPC|WDC|TDC|TDS|SPS|SC|PCSO|CSO|DO|CDO|"
    r"DCO|SI|INV|CSI|SOCO)|W\.[DP]\.C|[DP]\.[CS](?=\.)|"
    r"(?:DETENTION|SUPPORT|CUSTODY|SCENE|NCA|FORCE) OFFICER|SCENE INVESTIGATOR|"
    r"CONSTABLE|SERGEANT|INSPECTOR|SUPERINTENDENT|SUPT|PC'S|INVESTIGATOR|SPECIAL|PCSO)\.?"
)
_ID = (
    r"((?:[0-9]{2,6}(?![0-9O])|[0-9][0-9O]{1,5}(?![0-9O]))(?:[A-Z]{1,3}(?![A-Z0-9]))?|"
    r"[A-Z]{1,2}[0-9]{2,6}(?![A-Z]))"
)
_NUMBERED = r"(?:(?:NUMBER|NUM|NO\.?|COLLAR|SHOULDER|WARRANT|ID)[ :.]{1,2}){0,3}"
_AFTER_RANK = re.compile(
    rf"(?<![A-Z0-9/])({_RANK})(?>{GAP}[-:(#'\",]?[ ]?)({_NUMBERED}){_ID}(?![0-9/]|[.:,][0-9]|[ ]?%)"
)
_AFTER_NAME = re.compile(
    rf"(?<![A-Z0-9/])(?:{_RANK})[ ]((?:[A-Z][A-Z'-]{{1,20}}[ ]){{1,3}}?)[(#]?([0-9]{{3,6}}(?:[A-Z]"
    rf"{{1,2}}(?![A-Z]))?|[0-9]{{2}}[A-Z]{{2}}(?![A-Z]))\)?"
    r"(?![0-9/:]|[ .,][0-9]|[ ]?(?:HOURS|HRS|PEOPLE|TIMES|METRES|YARDS|MILES|POUNDS))"
)
_CUED = re.compile(
    r"\b(?:WARRANT|COLLAR|SHOULDER|EPAULETTE|BADGE|STAFF|(?:OFFICER|EXAMINER|FORCE|"
    r"INVESTIGATOR)(?:'?S)?(?=[ ]"
    r"(?:NUMBER|NO|NUM|ID)\b))(?:[ ](?:CARD|NUMBERS?))?[^A-Z0-9]{0,3}\n?"
    r"(?:(?:NUMBER|NUM|NO|ID|IS|WAS)[^A-Z0-9]{1,3}){0,3}([0-9]{2,7}(?:[A-Z]{1,2}(?![A-Z]))?|"
    r"[A-Z]{1,2}[ -]?[0-9]{2,6})(?![A-Z0-9/]|[.:][0-9]|[ ][0-9])"
)
_SAID_AFTER = re.compile(
    r"\b(?:COLLAR|SHOULDER|WARRANT)[ ]NUMBER\b[^.\n0-9]{0,48}[ ](?:IS|"
    r"WAS)[ ]([0-9]{3,6})(?![A-Z0-9/]|[.:][0-9])"
)
# "PC Ngozi Armstrong, 3471, bagged it"; letters behind the digits may follow more words.
_IN_APPOSITION = re.compile(
    rf"(?<![A-Z0-9/])(?:{_RANK})[ ]((?:[A-Z][A-Z'-]{{1,20}})(?:[ ][A-Z][A-Z'-]{{1,20}}){{0,2}})"
    r"(?:,[ ]?(?:(?:THAT'S|NUMBER|COLLAR|NO\.?|SHOULDER|I THINK|"
    r"IT'S)[ ]){0,3}([0-9]{3,6}[A-Z]{0,2})|"
    r"(?:[ ][A-Z'-]{1,12}){0,6},[ ]?([0-9]{3,5}[A-Z]{2}))(?=[,.;:)]|[ ](?:OF|FROM|WHO|WAS|CAME|"
    r"ATTENDED)(?![A-Z]))"
    r"(?![.,:][0-9])"
)
_OFFICER = re.compile(
    r"(?<![A-Z0-9/])(?:POLICE |BORDER FORCE |IMMIGRATION |PRISON |NCA )?OFFICER,?[ ](?:(?:NUMBER|"
    r"NO\.?)[ ])?"
    r"([0-9]{3,6}[A-Z]{0,2}|[A-Z]{1,2}[ -]?[0-9]{4,6})(?![A-Z0-9/]|[.:,][0-9])"
)
_ON_SHOULDER = re.compile(
    r"\b(?:NUMBER|NO\.?|WITH|READ|SAW|NUMBERS)[ :]{1,2}([0-9]{3,6})(?=[ ](?:ON|WAS ON)[ ](?:HIS|"
    r"HER|THEIR|"
    r"THE)[ ](?:SHOULDER|EPAULETTE|COLLAR|VEST|UNIFORM))"
)
# Behind "Collar number?" stands its answer, and below "Warrant No:" what was filled in.
_SENTENCE_OVER = re.compile(
    r"(?<!\bNO)(?<!\bNUM)(?<!\bNUMBER)(?<!\bIS)(?<!\bWAS)[.!][\"')]?[ \n]|"
    r"[^:\n][ ]{0,4}\n[ ]{0,4}\n"
)
_SHORT_RANKS = words(
    "PC PS DC DS DI DCI DSI INSP SGT CI WPC WDC TDC TDS SPS SC PCSO CSO DO CDO DCO SI INV CSI SOCO"
)
_LONG_RANKS = words(
    "CONSTABLE SERGEANT INSPECTOR SUPERINTENDENT SUPT INVESTIGATOR SPECIAL POLICE DETECTIVE "
    "STUDENT "
    "TRAINEE TEMPORARY ACTING WOMAN T A W P D DETENTION SUPPORT CUSTODY SCENE NCA FORCE OFFICER"
)
_RANK_WORDS = (
    *_SHORT_RANKS,
    *(f"{acting}{rank}" for acting in "TA" for rank in _SHORT_RANKS),
    *_LONG_RANKS,
)
_CUE_WORDS = words(
    "WARRANT COLLAR SHOULDER EPAULETTE BADGE FORCE STAFF OFFICER OFFICERS EXAMINER INVESTIGATOR"
)
_OFFICER_STARTS = words("OFFICER POLICE BORDER IMMIGRATION PRISON NCA")
_CALL_SIGN = re.compile(r"\bCALL[ -]?SIGN[ :]{1,2}\Z")
_OWN_MACHINE = re.compile(r"\b(?:MY|HIS|HER|OUR|THEIR|GAMING|A|THE)[ ]\Z")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
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
    known: dict[str, list[tuple[int, int]]] = {}
    for candidate in _beside_a_rank_or_word(reading):
        span = candidate.start, candidate.end
        known.setdefault(reading.upper[span[0] : span[1]], []).append(span)
        yield candidate
    for span, number in behind_signatures(reading):
        yield _officer(span, number, "a number behind a signature", CUED)
    if known:
        for span, number in again_with_name(reading, known):
            yield _officer(span, number, "an officer's number again, behind the name", CUED)


def _beside_a_rank_or_word(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_AFTER_RANK, reading.tokens.of(_RANK_WORDS), reading.tokens.mixed):
        rank, _, number = found.groups()
        if _TIME_OR_COUNT.match(reading.after(found.end())):
            continue
        shown = reading.cased(*found.span(1))
        if rank.strip(".") in _AMBIGUOUS_RANKS and not shown.isupper() and not reading.muted:
            continue
        if rank in {"DO", "SI", "CI", "INV"} and (reading.shouted or reading.muted):
            continue
        before = reading.before(found.start(), 16)
        if _CALL_SIGN.search(before):
            continue
        if rank == "PC" and _YEAR.fullmatch(number) and _OWN_MACHINE.search(before):
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
    yield from _said_to_be_one(reading)


def _said_to_be_one(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_CUED, reading.tokens.of(_CUE_WORDS)):
        # "... on his shoulder.\n\n1526. Long located him": the sentence with the word is over.
        if not _begins_with_a_word(reading, found) and not _SENTENCE_OVER.search(found[0]):
            yield _officer(found.span(1), found[1], "a number beside the word for it", CERTAIN)
    for found in reading.matches(
        _ON_SHOULDER, reading.tokens.of(("NUMBER", "NUMBERS", "NO", "WITH", "READ", "SAW"))
    ):
        yield _officer(found.span(1), found[1], "a number said to be on the uniform", CUED)
    yield from _loosely_named(reading)


def _loosely_named(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_SAID_AFTER, reading.tokens.of(_CUE_WORDS)):
        yield _officer(found.span(1), found[1], "a number after the word for it", CUED)
    for found in reading.matches(_IN_APPOSITION, reading.tokens.of(_RANK_WORDS)):
        written = reading.cased(*found.span(1)).split()
        capitals = reading.muted or all(word[:1].isupper() for word in written)
        if capitals and not any(word.upper() in _VERBS for word in written):
            group = 2 if found[2] else 3
            yield _officer(
                found.span(group), found[group], "a number set behind a rank and a name", CUED
            )
    for found in reading.matches(_OFFICER, reading.tokens.of(_OFFICER_STARTS)):
        if _TIME_OR_COUNT.match(reading.after(found.end())) or _YEAR.fullmatch(found[1]):
            continue
        if not _begins_with_a_word(reading, found):
            yield _officer(
                found.span(1), found[1], "a number straight after the word officer", CUED
            )


def _begins_with_a_word(reading: Reading, found: re.Match[str]) -> bool:
    """Whether letters set before a number are a rank or a word: ``officer PC 3128``, ``on 14``."""
    letters = re.match(r"[A-Z]+(?=[ -])", found[1])
    if letters is None:
        return False
    shown = reading.cased(found.start(1), found.start(1) + len(letters[0]))
    return letters[0] in _SHORT_RANKS or letters[0] in _VERBS or not shown.isupper()


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
