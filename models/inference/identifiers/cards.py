"""Payment cards: whole numbers with their check digit, masked ones, and their last four digits."""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, Candidate, checked
from models.inference.identifiers.reading import Reading
from models.inference.identifiers.tokens import words

_SEP = r"(?>-|[ ]{0,2}(?:\n[ ]{0,4})?)"
_CARD = re.compile(rf"(?<![0-9A-Z+./-])[0-9](?:{_SEP}[0-9]){{11,18}}+(?![0-9A-Z/-])")
_CARD_CUE = re.compile(
    r"\b(?:CARD|VISA|MASTERCARD|AMEX|AMERICAN EXPRESS|DEBIT|CREDIT|MAESTRO)S?[^A-Z0-9]{0,3}"
    r"(?:(?:NUMBER|NO|NUM|IS|WAS|WITH|DETAILS|THE|CARD|LONG)[^A-Z0-9]{1,3}|NUMBER){0,5}\Z"
)
_CARD_WORDS = words("CARD VISA MASTERCARD AMEX DEBIT CREDIT MAESTRO MONZO")
# "Card ending 8806: £3,915" goes on; "8806:12" and "8806-1" are longer numbers.
_ENDS_THERE = r"(?![0-9A-Z/]|[.:-][0-9A-Z])"
_LAST_FOUR = re.compile(
    r"\b(?:CARD|VISA|MASTERCARD|AMEX|DEBIT|CREDIT|MAESTRO|MONZO)\b[^.\n]{0,24}?\b(?:ENDING|ENDS|"
    r"ENDED|FINISHING|LAST (?:FOUR|4) DIGITS)"
    r"[ :\n]{1,2}(?:(?:IN|WITH|ARE|WERE|OF)[ :]{1,2})?((?:[*X]{4}[ -]?){0,3}[0-9]{4})"
    rf"{_ENDS_THERE}"
)
_LAST_DIGITS = re.compile(
    r"\bLAST (?:FOUR |4 )?DIGITS[ \n]OF[ \n](?:A|THE|HIS|HER|MY|"
    r"THEIR)[ \n](?:[A-Z]{1,12}[ \n])?CARD[^0-9.]{1,16}([0-9]{4})"
    rf"{_ENDS_THERE}"
)
_DIGITS_THEN_CARD = re.compile(
    r"\bLAST (?:FOUR |4 )?(?:DIGITS|NUMBERS)(?: ARE| WERE|:)? ([0-9]{4})(?= (?:OF|ON) (?:A|THE|HIS|"
    r"HER|MY|THEIR) "
    r"(?:[A-Z]{1,12} )?CARD)"
)
_ENDING = re.compile(
    r"\b(?:ENDING|ENDS|ENDED)[ \n](?:(?:IN|WITH)[ ])?([0-9]{4})"
    rf"{_ENDS_THERE}(?!,[0-9]|[:-](?![ ]?£))"
)
_CARD_NEAR = re.compile(r"\b(?:CARDS?|VISA|MASTERCARD|AMEX|DEBIT|CONTACTLESS|LONG NUMBER)\b")
_OTHER_NEAR = re.compile(
    r"\b(?:ACCOUNT|PHONE|MOBILE|(?<!LONG )NUMBER|PLATE|REG|IMEI|TRACK|SORT)\b[^.\n]{0,40}\Z"
)
_MASKED = re.compile(
    r"(?<![0-9A-Z*])((?:[*X]{4}[ -]?){3}[0-9]{4}|[0-9]{4}[ -]?(?:[0-9]{2}[*X]{2}|"
    r"[*X]{4})[ -]?[*X]{4}[ -]?[0-9]{4})"
    r"(?![0-9A-Z])"
)

# Ranges of the first digits by issuer, with the lengths that they are given out in.
_ISSUERS: tuple[tuple[str, re.Pattern[str], frozenset[int]], ...] = (
    ("Visa", re.compile("4"), frozenset({13, 16, 19})),
    ("Mastercard", re.compile("5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), frozenset({16})),
    ("American Express", re.compile("3[47]"), frozenset({15})),
    ("Diners Club", re.compile("3(?:0[0-5]|[689])"), frozenset({14, 16, 19})),
    ("Discover", re.compile("6(?:011|4[4-9]|5)"), frozenset({16, 19})),
    ("Maestro", re.compile("5(?:0|[6-8])|6(?:304|7)"), frozenset(range(12, 20))),
    ("UnionPay", re.compile("62"), frozenset({16, 17, 18, 19})),
    ("JCB", re.compile("35(?:2[89]|[3-8])"), frozenset({16, 19})),
)


def cards(reading: Reading) -> Iterator[Candidate]:
    """Card numbers whole, masked or by their last four digits."""
    from stdnum import luhn

    for found in reading.matches(_CARD, reading.tokens.long):
        digits = re.sub("[^0-9]", "", found[0])
        issuer = _issuer(digits)
        cued = bool(_CARD_CUE.search(reading.before(found.start())))
        grouped = re.fullmatch(r"[0-9]{4}(?:[ \n-][0-9]{4}){3}", found[0]) is not None
        holds = bool(issuer) and len(set(digits)) > 1 and bool(luhn.is_valid(digits))
        if (
            not holds
            and not cued
            and not (issuer and (grouped or len(digits) == len(found[0]) == 16))
        ):
            continue
        if not cued and (len(digits) < 13 or (holds and "\n" in found[0] and not grouped)):
            continue
        if not issuer:
            why = "no issuer of cards gives out numbers that begin so and are this long"
        else:
            why = "its check digit is right" if holds else "its check digit is wrong"
        value = {"card": digits} | ({"issuer": issuer} if issuer else {})
        yield checked("CARD_NUMBER", found.span(), holds=holds, why=why, value=value, cued=cued)
    yield from _last_four(reading)


def _last_four(reading: Reading) -> Iterator[Candidate]:
    """The end of a card number, where the rest is masked or left out."""
    ends = [
        *reading.matches(_LAST_FOUR, reading.tokens.of(_CARD_WORDS)),
        *reading.matches(_LAST_DIGITS, reading.tokens.of(["LAST"])),
    ]
    ends.extend(reading.matches(_DIGITS_THEN_CARD, reading.tokens.of(["LAST"])))
    for found in reading.matches(_ENDING, reading.tokens.of(("ENDING", "ENDS", "ENDED"))):
        before, after = reading.before(found.start(), 160), reading.after(found.end(), 48)
        near = _CARD_NEAR.search(before) or _CARD_NEAR.search(after.split(".", 1)[0])
        if near and not _OTHER_NEAR.search(before):
            ends.append(found)
    if "**" in reading.upper or "XX" in reading.upper:
        ends.extend(_MASKED.finditer(reading.upper))
    spans: set[tuple[int, int]] = set()
    for found in ends:
        if found.span(1) in spans:
            continue
        spans.add(found.span(1))
        yield Candidate(
            label="CARD_NUMBER",
            start=found.start(1),
            end=found.end(1),
            why="the last four digits of a card",
            value={"last_four": found[1][-4:]},
            cued=True,
            confidence=CUED,
        )


def _issuer(digits: str) -> str:
    return next(
        (
            name
            for name, begins, lengths in _ISSUERS
            if len(digits) in lengths and begins.match(digits)
        ),
        "",
    )
