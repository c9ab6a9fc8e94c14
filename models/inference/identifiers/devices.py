"""Numbers of devices: IMEIs of telephones, and IP addresses."""

import ipaddress
import re
from collections.abc import Iterator

from models.inference.identifiers.candidate import Candidate, checked
from models.inference.identifiers.reading import Reading
from models.inference.identifiers.tokens import words

_SEP = r"(?>[-/]|[ ]{0,2}(?:\n[ ]{0,4})?)"
_FIFTEEN = re.compile(rf"(?<![0-9A-Z+./-])[0-9](?:{_SEP}[0-9]){{13,15}}+(?![0-9A-Z/-])")
_IMEI_CUE = re.compile(
    r"\b(?:IMEI|SERIAL|HANDSET)[^A-Z0-9]{0,3}(?:(?:NUMBER|NUMBERS|NO|NUM|IS|WAS|OF|1|"
    r"2)[^A-Z0-9]{1,3}|NUMBER){0,4}\Z"
)
_LOOSE_IMEI_CUE = re.compile(r"\b(?:IMEI|HANDSET|PHONE|MOBILE|NOKIA|IPHONE|SAMSUNG)\b")
_REPORTING_BODIES = words("01 35 86 91 98 99 44 45 49 50 51 52 53 54")

_V4 = re.compile(r"(?<![0-9A-Z.:/-])([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![0-9A-Z]|\.[0-9])")
_V6 = re.compile(
    r"(?<![0-9A-Z:.])(?=[0-9A-F:.]{0,30}:[0-9A-F]{0,4}:)[0-9A-F:][0-9A-F:.]{2,44}(?![0-9A-Z:])"
)
_VERSION = re.compile(
    r"\b(?:VERSION|VERSIONS|VER|V|RELEASE|BUILD|FIRMWARE|SOFTWARE|SECTION|PARA|PARAGRAPH|"
    r"CLAUSE)[ .:]{0,2}\Z"
)
_IP_CUE = re.compile(
    r"\bIP(?:V4|V6)?(?:[ ]ADDRESS(?:ES)?)?[^A-Z0-9]{0,3}(?:(?:IS|WAS|OF|NUMBER)[^A-Z0-9]{1,2})?\Z"
)


def imeis(reading: Reading) -> Iterator[Candidate]:
    """IMEIs: fifteen digits with a Luhn check digit."""
    for found in reading.matches(
        _FIFTEEN, reading.tokens.long, reading.tokens.signed, reading.tokens.pairs
    ):
        digits = re.sub("[^0-9]", "", found[0])
        cued = bool(_IMEI_CUE.search(reading.before(found.start())))
        apart = len(digits) != len(found[0])
        if not cued and (len(digits) != 15 or digits[:2] in {"34", "37"} or "\n" in found[0]):
            continue
        if not cued and apart and not _LOOSE_IMEI_CUE.search(reading.before(found.start(), 80)):
            continue
        holds = len(digits) == 15 and len(set(digits)) > 1 and _luhn(digits)
        if not holds and not cued and not digits.startswith(_REPORTING_BODIES):
            continue
        if holds:
            why = "fifteen digits with the right check digit"
        elif len(digits) == 15:
            why = "its check digit is wrong"
        else:
            why = "an IMEI has fifteen digits"
        yield checked("IMEI", found.span(), holds=holds, why=why, value={"imei": digits}, cued=cued)


def _luhn(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def ip_addresses(reading: Reading) -> Iterator[Candidate]:
    """IP addresses, version 4 and 6."""
    for found in reading.matches(_V4, reading.tokens.long, reading.tokens.signed):
        before = reading.before(found.start())
        if _VERSION.search(before):
            continue
        cued = bool(_IP_CUE.search(before))
        try:
            value = {"ip": str(ipaddress.IPv4Address(found[1])), "version": "4"}
        except ipaddress.AddressValueError:
            value = {"ip": found[1], "version": "4"}
            why = "a part of it is more than 255 or begins with nought"
            yield checked("IP_ADDRESS", found.span(1), holds=False, why=why, value=value, cued=cued)
            continue
        yield checked(
            "IP_ADDRESS",
            found.span(1),
            holds=True,
            why="four parts up to 255",
            value=value,
            cued=cued,
        )
    if "::" in reading.upper or reading.upper.count(":") >= 7:
        yield from _version_six(reading)


def _version_six(reading: Reading) -> Iterator[Candidate]:
    for found in _V6.finditer(reading.upper):
        written = found[0].rstrip(".")
        if written.endswith(":") and not written.endswith("::"):
            written = written[:-1]
        if sum(character.isalnum() for character in written) < 2:
            continue
        try:
            address = ipaddress.IPv6Address(written)
        except ipaddress.AddressValueError:
            if _IP_CUE.search(reading.before(found.start())):
                span = (found.start(), found.start() + len(written))
                why = "it is not an address of version 6"
                value = {"ip": written.lower(), "version": "6"}
                yield checked("IP_ADDRESS", span, holds=False, why=why, value=value, cued=True)
            continue
        yield checked(
            "IP_ADDRESS",
            (found.start(), found.start() + len(written)),
            holds=True,
            why="it is an address of version 6",
            value={"ip": str(address), "version": "6"},
        )
