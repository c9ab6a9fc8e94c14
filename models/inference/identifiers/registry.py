"""Every rule, by family, and the one function that runs them all."""

from collections.abc import Iterator
from dataclasses import replace

from models.inference.identifiers import (
    banking,
    cards,
    dates,
    devices,
    exhibits,
    feasts,
    licences,
    money,
    officers,
    online,
    passports,
    people_numbers,
    police_checksums,
    postcode,
    references,
    registration,
    telephone,
    times,
)
from models.inference.identifiers.candidate import Candidate, Finder
from models.inference.identifiers.days_told import by_account
from models.inference.identifiers.known_again import known_again
from models.inference.identifiers.misreadings import doubted, misread
from models.inference.identifiers.overlap import settle
from models.inference.identifiers.reading import Reading, read
from models.inference.identifiers.rewriting import rewritten
from models.inference.identifiers.spelt_out import addresses_spelt_out, numbers_spelt_out
from models.inference.results import Mention

RULES: dict[str, Finder] = {
    "email address": online.emails,
    "web address": online.web_addresses,
    "social media handle": online.handles,
    "IP address": devices.ip_addresses,
    "crime, incident or case reference": references.crime_references,
    "police reference with a check letter": police_checksums.lettered_references,
    "exhibit reference": exhibits.exhibits,
    "National Insurance number": people_numbers.national_insurance,
    "NHS number": people_numbers.nhs_numbers,
    "driving licence": licences.driving_licences,
    "passport": passports.passports,
    "IMEI": devices.imeis,
    "payment card": cards.cards,
    "bank account": banking.accounts,
    "officer's number": officers.officer_numbers,
    "telephone number": telephone.telephones,
    "vehicle registration mark": registration.registration_marks,
    "postcode": postcode.postcodes,
    "amount of money": money.amounts,
    "date": dates.dates,
    "feast or holiday": feasts.feasts,
    "clock time": times.clock_times,
}


# What a number spelt out may be: dates, times and amounts in words have rules of their own.
_NEVER_SPELT = frozenset({"DATE", "TIME", "MONEY", "EXHIBIT_REF"})
_SPELT_ADDRESSES = frozenset({"EMAIL", "URL", "IP_ADDRESS"})


def find(text: str, *, written_on: str | None = None) -> list[Mention]:
    """Everything in ``text`` that a rule can find, sorted by start; no two mentions overlap.

    Offsets count Unicode code points in ``text``. ``written_on`` is the statement's own date (ISO):
    years in two digits, dates without a year and the age of a registration mark are judged against
    it. The same text and date always give the same mentions, and no text raises an error.
    """
    reading = read(text, written_on)
    proposed = [*_proposed(reading), *_read_otherwise(reading)]
    standing = settle(candidate for _, candidate in proposed)
    again = [("number known again", one) for one in known_again(reading, standing)]
    if again:
        proposed += again
        standing = settle(candidate for _, candidate in proposed)
    names = {_which(candidate): name for name, candidate in proposed}
    return [
        _mention(reading, told, names[_which(candidate)])
        for candidate, told in zip(standing, by_account(reading, standing), strict=True)
    ]


def _which(candidate: Candidate) -> tuple[str, int, int, str]:
    return candidate.label, candidate.start, candidate.end, candidate.why


def _proposed(reading: Reading) -> Iterator[tuple[str, Candidate]]:
    for name, rule in RULES.items():
        for candidate in rule(reading):
            yield name, candidate


def _read_otherwise(reading: Reading) -> Iterator[tuple[str, Candidate]]:
    """What the rules find where a scan misread the text, or a number or address is spelt out."""
    meant = rewritten(reading, misread(reading))
    if meant:
        for name, candidate in _proposed(meant.reading):
            back = meant.led_back(candidate)
            doubtful = doubted(reading, back) if back else None
            if doubtful:
                yield name, doubtful
    said = rewritten(reading, numbers_spelt_out(reading))
    if said:
        for name, candidate in _proposed(said.reading):
            back = said.led_back(candidate)
            if back and back.label not in _NEVER_SPELT:
                yield name, replace(back, why=f"{back.why}; it is spelt out")
    said = rewritten(reading, addresses_spelt_out(reading))
    if said:
        for name, candidate in _proposed(said.reading):
            back = said.led_back(candidate)
            if back and back.label in _SPELT_ADDRESSES:
                yield name, replace(back, why=f"{back.why}; its signs are written out")


def _mention(reading: Reading, candidate: Candidate, name: str) -> Mention:
    start, end = reading.original(candidate.start, candidate.end)
    return Mention(
        label=candidate.label,
        start=start,
        end=end,
        source="rule",
        confidence=candidate.confidence,
        explanation=f"{name}: {candidate.why}",
        value=candidate.value,
        check=candidate.check,
    )
