"""Payment cards, sort codes, account numbers and IBANs.

A sort code with its account has a check digit only under the payment industry's own table of
weights, which is not part of Deponent: such a pair is marked by its form and never called valid.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading
from models.inference.identifiers.tokens import words

_SEP = r"(?>-|[ ]{0,2}(?:\n[ ]{0,4})?)"
_CARD = re.compile(rf"(?<![0-9A-Z+./-])[0-9](?:{_SEP}[0-9]){{12,18}}+(?![0-9A-Z/-])")
_CARD_CUE = re.compile(
    r"\b(?:CARD|VISA|MASTERCARD|AMEX|AMERICAN EXPRESS|DEBIT|CREDIT|MAESTRO)S?[^A-Z0-9]{0,3}"
    r"(?:(?:NUMBER|NO|NUM|IS|WAS|WITH|DETAILS|THE|CARD|LONG)[^A-Z0-9]{1,3}|NUMBER){0,5}\Z"
)
_CARD_WORDS = words("CARD VISA MASTERCARD AMEX DEBIT CREDIT MAESTRO MONZO")
_LAST_FOUR = re.compile(
    r"\b(?:CARD|VISA|MASTERCARD|AMEX|DEBIT|CREDIT|MAESTRO|MONZO)\b[^.\n]{0,24}?\b(?:ENDING|ENDS|"
    r"ENDED|FINISHING|LAST (?:FOUR|4) DIGITS)"
    r"[ :\n]{1,2}(?:(?:IN|WITH|ARE|WERE|OF)[ :]{1,2})?((?:[*X]{4}[ -]?){0,3}[0-9]{4})(?![0-9A-Z/:-"
    r"]|[.][0-9])"
)
_LAST_DIGITS = re.compile(
    r"\bLAST (?:FOUR |4 )?DIGITS[ \n]OF[ \n](?:A|THE|HIS|HER|MY|"
    r"THEIR)[ \n](?:[A-Z]{1,12}[ \n])?CARD[^0-9.]{1,16}([0-9]{4})(?![0-9A-Z/:-]|[.][0-9])"
)
_MASKED = re.compile(r"(?<![0-9A-Z*])((?:[*X]{4}[ -]?){3}[0-9]{4})(?![0-9A-Z])")

_SORT = re.compile(
    r"(?<![0-9A-Z/.-])([0-9]{2})([ -]?)([0-9]{2})\2([0-9]{2})(?![0-9A-Z/-]|[.][0-9])"
)
_SORT_CUE = re.compile(
    r"(?:\bSORT[ -]?CODES?|\bS/C|\bSORT)[^A-Z0-9]{0,3}(?:(?:NUMBER|NO|IS|WAS|"
    r"OF)[^A-Z0-9]{1,3}){0,3}\Z"
)
_ACCOUNT_FOLLOWS = re.compile(
    r"\A[ ,/\n]{1,3}(?:AND[ ])?(?:(?:BANK[ ])?(?:ACCOUNT|ACC|A/C)[ :.]{0,2}(?:NUMBER|"
    r"NO)?[ :.]{0,3}(?:IS[ ]|WAS[ ])?)?[0-9]{8}(?![0-9])"
)
_ACCOUNT = re.compile(
    r"(?<![0-9A-Z/.+£-])([0-9]{6,10}|[0-9]{4}[ ][0-9]{4})(?![0-9A-Z/]|[.,-][0-9])"
)
_ACCOUNT_CUE = re.compile(
    r"\b(?:ACCOUNT|ACCT|ACC|A/C|AC)S?[^A-Z0-9]{0,3}(?:(?:NUMBER|NO|NUM|IS|WAS|OF|AND|MY|HIS|"
    r"HER)[^A-Z0-9]{1,3}|NUMBER){0,4}\Z"
)
_SORT_BEFORE = re.compile(
    r"(?<![0-9A-Z/.,-])(?<![0-9][ ])([0-9]{2})([ -]?)[0-9]{2}\2[0-9]{2}[ ,/\n]{1,3}(?:AND[ ])?"
    r"(?:(?:NUMBER|NO)[ :.]{1,3})?\Z"
)
_IBAN = re.compile(
    rf"{START}[A-Z]{{2}}[0-9]{{2}}(?:[ ]?[A-Z0-9]{{4}}){{3,7}}(?:[ ]?[A-Z0-9]{{1,3}})?{END}"
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
        if holds and not cued and "\n" in found[0] and not grouped:
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
    if "****" in reading.upper or "XXXX" in reading.upper:
        ends.extend(_MASKED.finditer(reading.upper))
    for found in ends:
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


def accounts(reading: Reading) -> Iterator[Candidate]:
    """Sort codes, account numbers and IBANs."""
    for found in reading.matches(
        _SORT, reading.tokens.long, reading.tokens.signed, reading.tokens.pairs
    ):
        digits = found[1] + found[3] + found[4]
        cued = bool(_SORT_CUE.search(reading.before(found.start())))
        if cued or (
            _ACCOUNT_FOLLOWS.match(reading.after(found.end(), 48))
            # "account 112048 28841506": there the first number is the account's own.
            and (found[2] == "-" or not _is_cued_account(reading, found))
        ):
            yield _by_form(
                "SORT_CODE",
                found.span(),
                {"sort_code": digits},
                "beside a word for it, or an account",
            )
    if re.search(r"\bA(?:/?C|CC|CCT|CCOUNTS?)\b|SORT", reading.upper) or _SORT.search(
        reading.upper
    ):
        for found in reading.matches(_ACCOUNT, reading.tokens.long):
            digits = found[1].replace(" ", "")
            before = reading.before(found.start())
            if _ACCOUNT_CUE.search(before) or (_SORT_BEFORE.search(before) and len(digits) == 8):
                if (
                    len(digits) in (6, 9, 10)
                    and "NUMBER" not in before[-16:]
                    and "NO" not in before[-8:]
                ):
                    continue
                why = "beside a word for an account or behind a sort code"
                yield _by_form("BANK_ACCOUNT", found.span(1), {"account": digits}, why)
    yield from _ibans(reading)


def _is_cued_account(reading: Reading, found: re.Match[str]) -> bool:
    return _ACCOUNT_CUE.search(reading.before(found.start())) is not None


def _by_form(label: str, span: tuple[int, int], value: dict[str, str], why: str) -> Candidate:
    return Candidate(
        label=label,
        start=span[0],
        end=span[1],
        why=f"{why}; the bank's own check was not made",
        value=value,
        cued=True,
        confidence=CUED,
    )


def _ibans(reading: Reading) -> Iterator[Candidate]:
    from stdnum import iban

    for found in reading.matches(_IBAN, reading.tokens.mixed):
        number = found[0].replace(" ", "")
        cued = "IBAN" in reading.before(found.start(), 24)
        holds = bool(iban.is_valid(number))
        if holds or cued:
            why = "its check digits are right" if holds else "its check digits are wrong"
            value = {"iban": number}
            yield checked(
                "BANK_ACCOUNT", found.span(), holds=holds, why=why, value=value, cued=True
            )
