"""Sort codes, account numbers and IBANs.

A sort code with its account has a check digit only under the payment industry's own table of
weights, which is not part of Deponent: such a pair is marked by its form and never called valid.
"""

import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import CUED, Candidate, checked
from models.inference.identifiers.reading import END, START, Reading
from models.inference.identifiers.tokens import words

_SORT = re.compile(
    r"(?<![0-9A-Z/.-])([0-9]{2})([ -]?)([0-9]{2})\2([0-9]{2})(?![0-9A-Z-]|/(?![0-9]{8}(?![0-9]))|"
    r"[.][0-9])"
)
# Beside the words for one, also as a date would stand, or with a digit too few or too many.
_SORT_LIKE = re.compile(r"(?<![0-9A-Z/.-])[0-9]{1,3}(?:[-/. ][0-9]{1,3}){2}(?![0-9A-Z/-]|[.][0-9])")
_SORT_CUE = re.compile(
    r"(?:\bSORT[ -]?CODES?|\bS/C|\bSC(?=[ :]{1,2}\Z)|\bSORT)[^A-Z0-9]{0,3}(?:(?:NUMBER|NO|IS|WAS|"
    r"MINE|ITS|"
    r"OF)[^A-Z0-9]{1,3}){0,3}\Z"
)
_ACCOUNT_BEFORE = re.compile(
    r"\bACCOUNT[^.\n0-9]{0,24}(?:[0-9]{8})?[ ,;/\n]{1,3}(?:AT[ ])?\Z|\b(?:ACCOUNT|ACC|"
    r"A/C)[ ,]{1,2}\Z"
)
_ACCOUNT_FOLLOWS = re.compile(
    r"\A[ ,/;\n]{1,3}(?:AND[ ])?(?:(?:BANK[ ])?(?:ACCOUNT|ACC|A/C)[ :.]{0,2}(?:NUMBER|"
    r"NO)?[ :.]{0,3}(?:IS[ ]|WAS[ ])?)?[0-9]{8}(?![0-9])"
)
_ACCOUNT = re.compile(
    r"(?<![0-9A-Z.+£-])(?<!(?<![0-9]{2})/)([0-9]{6,10}|[0-9]{4}[ ][0-9]{4}|"
    r"[0-9]{2}(?:[ ][0-9]{2}){3})"
    r"(?![0-9A-Z/]|[.,-][0-9])"
)
_ACCOUNT_WORD = re.compile(r"A(?<!\w.)(?:/?C|CC|CCT|CCOUNTS?)\b")
_ACCOUNT_WORDS = frozenset({"AC", "ACC", "ACCT", "ACCOUNT", "ACCOUNTS", "C"})  # C of A/C
_ACCOUNT_END = re.compile(
    r"\b(?:ACCOUNT|ACC|A/C)S?,?[ ](?:NUMBER[ ])?(?:(?:THAT|WHICH)[ ])?(?:ENDING|ENDS|"
    r"ENDED)[ ](?:(?:IN|WITH)[ ])?"
    r"([0-9]{3,4})(?![0-9A-Z/:-]|[.,][0-9])"
)
_ACCOUNT_CUE = re.compile(
    r"\b(?:ACCOUNT|ACCT|ACC|A/C|AC)S?[^A-Z0-9]{0,3}(?:(?:NUMBER|NURNBER|NO|NUM|IS|WAS|OF|AND|MY|"
    r"HIS|THE|WHICH|"
    r"HER)[^A-Z0-9]{1,3}|NUMBER){0,6}\Z"
)
_BANKS = words(
    "SANTANDER BARCLAYS LLOYDS HSBC NATWEST HALIFAX NATIONWIDE MONZO STARLING REVOLUT TSB RBS "
    "DANSKE COUTTS CLYDESDALE BANK SOCIETY"
)
_BEHIND_BANK = re.compile(
    rf"\b(?<!BLOOD )(?<!FOOD )(?<!BOTTLE )(?:{'|'.join(_BANKS)})"
    r"(?<!(?<!BUILDING )SOCIETY)(?:[ ]BANK)?"
    r"(?:[ ]OF[ ](?:SCOTLAND|IRELAND))?(?:[ ](?:ACCOUNT|ACC|A/C))?"
    r"[ ,:(]{1,3}(?:NO\.?|NUMBER|NUM)[ :]{1,2}\Z"
)
_RUNG = re.compile(r"\b(?:RANG|RUNG|RING|CALL(?:ED)?|PHONED?|DIALLED|TEL|MOBILE)\b")
_LENGTH = 8  # digits of an account in the United Kingdom
_SORT_BEFORE = re.compile(
    r"(?<![0-9A-Z/.,-])(?<![0-9][ ])([0-9]{2})([ -]?)[0-9]{2}\2[0-9]{2}[ ,/\n]{1,3}(?:AND[ ])?"
    r"(?:(?:NUMBER|NO)[ :.]{1,3})?\Z"
)
_IBAN = re.compile(
    rf"{START}[A-Z]{{2}}[0-9]{{2}}(?:[ ]?[A-Z0-9]{{4}}){{3,7}}(?:[ ]?[A-Z0-9]{{1,3}})?{END}"
)


# So long, and with a bank's four letters, it can hardly be anything else, right or wrong.
_BRITISH_OR_IRISH = re.compile(r"(?:GB|IE)[0-9]{2}[A-Z]{4}[0-9]{14}")


def accounts(reading: Reading) -> Iterator[Candidate]:
    """Sort codes, account numbers and IBANs."""
    like_sort_codes = list(
        reading.matches(_SORT, reading.tokens.long, reading.tokens.signed, reading.tokens.pairs)
    )
    for found in like_sort_codes:
        digits = found[1] + found[3] + found[4]
        cued = bool(_SORT_CUE.search(reading.before(found.start())))
        before = reading.before(found.start())
        named = found[2] == "-" and _ACCOUNT_BEFORE.search(before)
        if (
            cued
            or named
            or (
                _ACCOUNT_FOLLOWS.match(reading.after(found.end(), 48))
                # "account 112048 28841506": there the first number is the account's own.
                and (found[2] == "-" or not _is_cued_account(reading, found))
            )
        ):
            yield _by_form(
                "SORT_CODE",
                found.span(),
                {"sort_code": digits},
                "beside a word for it, or an account",
            )
    if like_sort_codes or _speaks_of_accounts(reading) or reading.tokens.has(_BANKS):
        for found in reading.matches(_ACCOUNT, reading.tokens.long, reading.tokens.pairs):
            digits = found[1].replace(" ", "")
            before = reading.before(found.start())
            behind_sort = _SORT_BEFORE.search(before) is not None
            numbered = "NUMBER" in before[-10:] or "NO" in before[-5:]
            rung = digits[0] == "0" and _RUNG.search(before)
            by_bank = len(digits) == _LENGTH and not rung and _BEHIND_BANK.search(before)
            if (
                by_bank
                or _ACCOUNT_CUE.search(before)
                or (behind_sort and (len(digits) == _LENGTH or (numbered and len(digits) >= 7)))
            ):
                if (
                    len(digits) in (6, 9, 10)
                    and "NUMBER" not in before[-16:]
                    and "NO" not in before[-8:]
                ):
                    continue
                why = "beside a word for an account or behind a sort code"
                yield _by_form("BANK_ACCOUNT", found.span(1), {"account": digits}, why)
        for found in reading.matches(
            _ACCOUNT_END, reading.tokens.of(("ACCOUNT", "ACCOUNTS", "ACC"))
        ):
            yield _by_form(
                "BANK_ACCOUNT", found.span(1), {"last_digits": found[1]}, "its last digits"
            )
    if "SORT" in reading.upper or "S/C" in reading.upper:
        yield from _sort_like(reading)
    yield from _ibans(reading)


def _speaks_of_accounts(reading: Reading) -> bool:
    if "SORT" in reading.upper:
        return True
    return reading.tokens.has(_ACCOUNT_WORDS) and bool(_ACCOUNT_WORD.search(reading.upper))


def _sort_like(reading: Reading) -> Iterator[Candidate]:
    for found in reading.matches(_SORT_LIKE, reading.tokens.signed, reading.tokens.pairs):
        if _SORT.fullmatch(found[0]) or not _SORT_CUE.search(reading.before(found.start())):
            continue
        digits = re.sub("[^0-9]", "", found[0])
        value = {"sort_code": digits}
        if len(digits) == 6:
            yield _by_form("SORT_CODE", found.span(), value, "beside a word for it")
        else:
            why = "a sort code has six digits"
            yield checked("SORT_CODE", found.span(), holds=False, why=why, value=value, cued=True)


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
        before = reading.before(found.start(), 32)
        cued = "IBAN" in before or _ACCOUNT_CUE.search(before) is not None
        holds = bool(iban.is_valid(number))
        if holds or cued or _BRITISH_OR_IRISH.fullmatch(number):
            why = "its check digits are right" if holds else "its check digits are wrong"
            value = {"iban": number}
            yield checked(
                "BANK_ACCOUNT", found.span(), holds=holds, why=why, value=value, cued=True
            )
