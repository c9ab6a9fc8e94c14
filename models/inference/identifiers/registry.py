"""Every rule, by family, and the one function that runs them all."""

from models.inference.identifiers import (
    banking,
    dates,
    devices,
    exhibits,
    feasts,
    money,
    officers,
    online,
    people_numbers,
    police_checksums,
    postcode,
    references,
    registration,
    telephone,
    times,
)
from models.inference.identifiers.candidate import Finder
from models.inference.identifiers.overlap import settle
from models.inference.identifiers.reading import read
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
    "driving licence": people_numbers.driving_licences,
    "passport": people_numbers.passports,
    "IMEI": devices.imeis,
    "payment card": banking.cards,
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


def find(text: str, *, written_on: str | None = None) -> list[Mention]:
    """Everything in ``text`` that a rule can find, sorted by start; no two mentions overlap.

    Offsets count Unicode code points in ``text``. ``written_on`` is the statement's own date (ISO):
    years in two digits, dates without a year and the age of a registration mark are judged against
    it. The same text and date always give the same mentions, and no text raises an error.
    """
    reading = read(text, written_on)
    candidates = [(name, candidate) for name, rule in RULES.items() for candidate in rule(reading)]
    names = {id(candidate): name for name, candidate in candidates}
    mentions = []
    for candidate in settle(candidate for _, candidate in candidates):
        start, end = reading.original(candidate.start, candidate.end)
        mentions.append(
            Mention(
                label=candidate.label,
                start=start,
                end=end,
                source="rule",
                confidence=candidate.confidence,
                explanation=f"{names[id(candidate)]}: {candidate.why}",
                value=candidate.value,
                check=candidate.check,
            )
        )
    return mentions
