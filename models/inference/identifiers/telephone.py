"""Telephone numbers: British ones with or without the country's code, and foreign ones with theirs.

Ofcom keeps some numbers free for drama and invented examples. The numbering plan calls them
unassigned, but in form they are right, and statements written for training are full of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from models.inference.identifiers.candidate import BROKEN, Candidate, checked
from models.inference.identifiers.reading import Reading
from models.inference.identifiers.telephone_parts import partly_known
from models.inference.identifiers.tokens import words

_JOIN = (
    r"(?>[ ]?[-.][ ]?\n?[ ]{0,4}|[ ]{0,2}\(0?\)[ ]?|[ ]?\((?=[0-9]{1,5}\))|"
    r"(?<=[0-9]{5})/(?=[0-9]{6}(?![0-9]))|[ ]?\)[ ]?|[ ]{1,3}\n?[ ]{0,4}|\n[ ]{0,4})?"
)
# A letter stands for a digit only where it is glued to one: the I of "900123 I rang" does not.
_DIGITS = rf"(?:{_JOIN}[0-9]|[OIL](?![A-HJKMNP-Z])|{_JOIN}[OIL](?=[0-9])){{5,14}}+"
_BRACKET = r"(?:\((?=[ ]?\+?[ ]?[0-9OIL]{1,6}[ ]?\)))?"  # only one that closes inside the number
_CALLED = re.compile(rf"{_BRACKET}(?:\+[ ]?[1-9][0-9]{{0,2}}|0[0-9OIL]{{2}}|O[0-9]{{3}}){_DIGITS}")
_OPENING = re.compile(r"[+(0O](?<![0-9,£€$+].)(?<![0-9][-:.].)(?=[0-9O+ (])(?!0(?![1-9]|[ ][1-9]))")
_PLAN = re.compile(r"0(?:1[1-9]|2[03489]|3[0347]|5[56]|7[0-9]|8[047]|9[018])[0-9]{5,8}")
_EXTENSION = re.compile(r"[ ,]{0,3}(?:EXTENSION|EXTN?|X)\.?[ :]{0,2}([0-9]{1,5})(?![0-9A-Z])")
_CUE = re.compile(
    r"(?:TELEPHONE|TEL|PHONE|MOBILE|MOB|LANDLINE|CELL|CALLED|RANG|RING|WHATSAPP|TEXTED|CONTACT|FAX|"
    r"DIALLED|CALL)[^A-Z0-9]{0,3}(?:(?:NUMBER|NO|NUM|IS|WAS|ON|ME|HIM|HER|FROM|OF|PHONE|THE|MY|HIS)"
    r"[^A-Z0-9]{1,3}|NUMBER|NO){0,5}\Z"
)
_CUE_WORDS = words("TELEPHONE TEL PHONE MOBILE MOB LANDLINE CELL")
_STRONG_CUE = re.compile(
    r"\b(?:TELEPHONE|TEL|PHONE|MOBILE|MOB|LANDLINE|CELL)[^A-Z0-9]{0,3}"
    r"(?:(?:NUMBER|NO|NUM|IS|WAS)[^A-Z0-9]{1,3}){0,3}\Z"
)
_BARE = re.compile(rf"(?<![0-9A-Z/.,£€$+-])[1-9](?:{_JOIN}[0-9]){{5,9}}+(?![0-9/])")
_WITHOUT_PLUS = re.compile(r"(?<![0-9A-Z/.,£€$+-])44[1-9][0-9]{9}(?![0-9A-Z/])")
_BROKEN_UP = re.compile(r"[^0-9OIL]+")

# National numbers (without the leading nought) kept for drama, up to their last digits.
_DRAMA = re.compile(
    r"(?:1(?:13|14|15|16|17|18|21|31|41|51|61)4960|1914980|2079460|2896496|2920180|1632960|7700900|"
    r"8081570|9098790|3069990)[0-9]{3}"
)
_LENGTHS = (11, 10, 8)  # with the leading nought
_HOURS_AFTER = re.compile(r"\A[ ]?(?:HRS|HOURS)(?![A-Z])")


def telephones(reading: Reading) -> Iterator[Candidate]:
    """Telephone numbers: valid ones anywhere, wrong ones where they are meant to be one."""
    behind = 0
    for opening in _OPENING.finditer(reading.upper):
        start = opening.start()
        found = _CALLED.match(reading.upper, start) if start >= behind else None
        if found and _starts_freely(reading, start):
            abroad = "+" in found[0][:2]
            candidate = _international(reading, found) if abroad else _national(reading, found)
            if candidate:
                # The match may run on into the next number: what was taken ends sooner.
                behind = candidate.end
                yield candidate
    if reading.tokens.has(_CUE_WORDS):
        yield from _incomplete(reading)
    yield from _without_plus(reading)
    yield from partly_known(reading)


def _without_plus(reading: Reading) -> Iterator[Candidate]:
    """``447700900123``: as telephones and their records write the country's code."""
    for found in reading.matches(_WITHOUT_PLUS, reading.tokens.long):
        national = "0" + found[0][2:]
        if _is_valid(national):
            yield _judged(reading, found.start(), found.end() - found.start(), national, cued=False)


def _starts_freely(reading: Reading, start: int) -> bool:
    """Whether no letter runs into the number, but of a word for telephones: ``Tel07700...``."""
    left = reading.upper[start - 1 : start]
    return not left.isalpha() or bool(_CUE.search(reading.before(start)))


def _places(found: re.Match[str]) -> list[int]:
    return [place for place, character in enumerate(found[0]) if character in "0123456789OIL"]


def _repair(characters: str) -> str:
    return characters.translate(str.maketrans("OIL", "011"))


def _national(reading: Reading, found: re.Match[str]) -> Candidate | None:
    written, places = found[0], _places(found)
    digits = "".join(written[place] for place in places)
    if digits.startswith(("00", "OO")):
        return _dialled_abroad(reading, found, digits)
    cued = bool(_CUE.search(reading.before(found.start())))
    for length in _LENGTHS:
        if len(places) < length:
            continue
        end = places[length - 1] + 1
        whole = len(places) == length or not written[end].isdigit()
        if whole and _is_valid(_repair(digits[:length])) and _well_grouped(written[:end]):
            return _judged(reading, found.start(), end, digits[:length], cued=cued)
    end = places[-1] + 1
    sure = cued or (9 <= len(places) <= 12 and _telephone_like(written))
    if not sure or not 7 <= len(places) <= 13 or _looks_like_a_date(written):
        return None
    if not cued and _HOURS_AFTER.match(reading.after(found.start() + end)):
        return None  # "050625 2145 hrs": a day and a time
    return _judged(reading, found.start(), end, digits, cued=cued)


def _well_grouped(written: str) -> bool:
    """Whether the blanks fall as in a telephone number: three digits or more come first."""
    groups = [group for group in _BROKEN_UP.split(written) if group]
    return len(groups[0]) >= 3 and all(len(group) >= 2 for group in groups[1:])


def _telephone_like(written: str) -> bool:
    groups = [group for group in _BROKEN_UP.split(written) if group]
    mobile_or_area = re.match(r"0[1-35789]", _repair("".join(groups))) is not None
    return (
        mobile_or_area
        and len(groups) <= 4
        and _well_grouped(written)
        and (len(groups) > 1 or len(groups[0]) in (10, 11, 12))
    )


def _looks_like_a_date(written: str) -> bool:
    return (
        re.match(r"[0-9]{1,2}[-. ][0-9]{1,2}[-. ](?:[0-9]{2}){1,2}(?![0-9])", written) is not None
    )


def _judged(reading: Reading, start: int, length: int, digits: str, *, cued: bool) -> Candidate:
    repaired = _repair(digits)
    holds = repaired == digits and _is_valid(repaired)
    value = {"number": repaired}
    if _is_valid(repaired):
        value |= _described(repaired)
        if not holds:
            value = {"number": digits, "proposed": repaired}
    if holds:
        why = "it is a number of the British numbering plan"
        if "kept_for_drama" in value:
            why = "it has the form of the British numbering plan, in a range kept for drama"
    else:
        why = "it has the wrong number of digits or a code that the British plan does not know"
    end = start + length
    extension = _EXTENSION.match(reading.upper, end)
    if extension:
        value["extension"] = extension[1]
        end = extension.end()
    return checked("PHONE", (start, end), holds=holds, why=why, value=value, cued=cued)


@lru_cache(maxsize=4096)
def _is_valid(national: str) -> bool:
    """Whether ``national`` (digits, with the leading nought) is right in form for Britain."""
    if not _PLAN.fullmatch(national):
        return False
    if _DRAMA.fullmatch(national[1:]):
        return True
    import phonenumbers

    try:
        number = phonenumbers.parse(national, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def _described(national: str) -> dict[str, str]:
    kinds = {"7": "mobile", "1": "landline", "2": "landline", "3": "non-geographic"}
    kind = kinds.get(national[1], "special rate")
    if national.startswith("070"):
        kind = "personal"
    if national.startswith(("0800", "0808")):
        kind = "freephone"
    described = {"number": national, "e164": "+44" + national[1:], "kind": kind}
    if _DRAMA.fullmatch(national[1:]):
        described["kept_for_drama"] = "true"
    return described


def _dialled_abroad(reading: Reading, found: re.Match[str], digits: str) -> Candidate | None:
    places = _places(found)
    return _with_code(reading, found, _repair(digits)[2:], places)


def _international(reading: Reading, found: re.Match[str]) -> Candidate | None:
    return _with_code(
        reading, found, _repair("".join(found[0][p] for p in _places(found))), _places(found)
    )


def _with_code(
    reading: Reading, found: re.Match[str], digits: str, places: list[int]
) -> Candidate | None:
    """A number that begins with a country's code; ``digits`` are those after the plus or 00."""
    cued = bool(_CUE.search(reading.before(found.start())))
    skipped = len(places) - len(digits)
    if digits.startswith("44"):
        inner = digits[3:] if digits[2:3] == "0" else digits[2:]
        spare = len(digits) - len(inner)
        for length in (10, 9):
            if len(inner) >= length and _is_valid("0" + inner[:length]):
                last = places[skipped + spare + length - 1]
                if len(inner) == length or not found[0][last + 1].isdigit():
                    return _judged(
                        reading, found.start(), last + 1, "0" + inner[:length], cued=cued
                    )
        return _judged(reading, found.start(), places[-1] + 1, "0" + inner, cued=cued)
    return _foreign(found, digits, places, cued=cued)


def _foreign(
    found: re.Match[str], digits: str, places: list[int], *, cued: bool
) -> Candidate | None:
    import phonenumbers

    if len(digits) < 7:
        return None
    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return None
    holds = phonenumbers.is_valid_number(number)
    if not holds and not cued and "+" not in found[0][:2]:
        return None
    value = {"number": "+" + digits, "e164": "+" + digits}
    region = phonenumbers.region_code_for_number(number)
    if region:
        value["region"] = region
    return checked(
        "PHONE",
        (found.start(), found.start() + places[-1] + 1),
        holds=holds,
        why="it is a number of another country's plan" if holds else "no country's plan knows it",
        value=value,
        cued=cued,
    )


def _incomplete(reading: Reading) -> Iterator[Candidate]:
    """Numbers without their nought or area code, straight after a word for telephones."""
    for found in reading.matches(_BARE, reading.tokens.long):
        if _WITHOUT_PLUS.fullmatch(found[0]) and _is_valid("0" + found[0][2:]):
            continue
        if not _STRONG_CUE.search(reading.before(found.start())):
            continue
        digits = re.sub(r"[^0-9]", "", found[0])
        value = {"number": digits}
        if _is_valid("0" + digits) and len(digits) == 10:
            value["proposed"] = "0" + digits
        yield Candidate(
            label="PHONE",
            start=found.start(),
            end=found.end(),
            why="its leading nought or its area code is missing",
            value=value,
            check="invalid",
            cued=True,
            confidence=BROKEN,
        )
