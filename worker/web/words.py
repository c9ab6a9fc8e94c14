"""The plain words that the pages use for states, labels, stages and events."""

import re
from dataclasses import dataclass
from datetime import datetime

from worker.british_time import zone
from worker.casefile import Page, State


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state in words, what it means, and how it looks.

    ``text`` is the state's own name, as the command line and the interface say it. ``look`` is
    waiting, working, ready, done or stopped.
    """

    text: str
    meaning: str
    look: str


STATES: dict[State, StateWords] = {
    state: StateWords(state.replace("_", " ").capitalize(), meaning, look)
    for state, meaning, look in (
        (State.RECEIVED, "waiting to be read", "waiting"),
        (State.EXTRACTING, "reading the pages", "working"),
        (State.EXTRACTED, "pages read, waiting to be analysed", "waiting"),
        (State.ANALYSING, "finding names and key sentences", "working"),
        (State.NEEDS_REVIEW, "read by machine; no person has checked it", "ready"),
        (State.APPROVED, "a person approved it", "done"),
        (State.RETURNED, "a person returned it", "done"),
        (State.FAILED, "could not be processed", "stopped"),
        (State.QUARANTINED, "set aside after several attempts", "stopped"),
        (State.CANCELLED, "not processed any further", "done"),
    )
}
# What the machines bring a statement to. The other states are shown where they occur.
BY_MACHINE = tuple(state for state in State if STATES[state].look != "done")


@dataclass(frozen=True, slots=True)
class LabelWords:
    """A mention label in words (one, many), and the family that it shares a colour with."""

    one: str
    many: str
    family: str


LABELS: dict[str, LabelWords] = {
    "PERSON": LabelWords("Person", "People", "people"),
    "OFFICER_ID": LabelWords("Officer number", "Officer numbers", "people"),
    "ORG": LabelWords("Organisation", "Organisations", "organisations"),
    "LOCATION": LabelWords("Place", "Places", "places"),
    "POSTCODE": LabelWords("Postcode", "Postcodes", "places"),
    "DATE": LabelWords("Date", "Dates", "times"),
    "TIME": LabelWords("Time", "Times", "times"),
    "VEHICLE": LabelWords("Vehicle", "Vehicles", "vehicles"),
    "VRM": LabelWords("Registration mark", "Registration marks", "vehicles"),
    "WEAPON": LabelWords("Weapon", "Weapons", "harms"),
    "DRUG": LabelWords("Drug", "Drugs", "harms"),
    "EXHIBIT_REF": LabelWords("Exhibit", "Exhibits", "references"),
    "CRIME_REF": LabelWords("Crime or incident reference", "Crime references", "references"),
    "PHONE": LabelWords("Phone number", "Phone numbers", "contacts"),
    "EMAIL": LabelWords("Email address", "Email addresses", "contacts"),
    "URL": LabelWords("Web address", "Web addresses", "contacts"),
    "IP_ADDRESS": LabelWords("IP address", "IP addresses", "contacts"),
    "SOCIAL_HANDLE": LabelWords("Social media account", "Social media accounts", "contacts"),
    "MONEY": LabelWords("Amount of money", "Amounts of money", "money"),
    "BANK_ACCOUNT": LabelWords("Bank account", "Bank accounts", "money"),
    "SORT_CODE": LabelWords("Sort code", "Sort codes", "money"),
    "CARD_NUMBER": LabelWords("Card number", "Card numbers", "money"),
    "NI_NUMBER": LabelWords("National Insurance number", "National Insurance numbers", "numbers"),
    "NHS_NUMBER": LabelWords("NHS number", "NHS numbers", "numbers"),
    "IMEI": LabelWords("Phone IMEI", "Phone IMEIs", "numbers"),
    "DRIVING_LICENCE": LabelWords("Driving licence", "Driving licences", "numbers"),
    "PASSPORT": LabelWords("Passport", "Passports", "numbers"),
}
# The order in which labels are listed: what investigators ask for first.
LABEL_ORDER = {label: place for place, label in enumerate(LABELS)}

MODALITIES = {
    "reported": ("reported", "The witness reports what somebody else said or told them."),
    "negated": ("negated", "The witness says that something was not so or did not happen."),
    "uncertain": ("uncertain", "The witness is not sure, or guesses."),
}
SOURCES = {
    "model": "found by a model",
    "rule": "found by a rule",
    "form": "read from the form",
}
CHECKS = {
    "valid": "format or checksum holds",
    "invalid": "does not pass its format or checksum",
}
PROPOSED_BY = {
    "account": "by the day told before it",
    "statement": "by the statement's date",
}
HEADINGS = {
    "people": "People",
    "places": "Places",
    "timeline": "Timeline, in the order it is told",
    "vehicles": "Vehicles",
    "weapons": "Weapons",
    "drugs": "Drugs",
    "injuries": "Injuries",
    "property": "Property: taken, damaged, lost or recovered",
    "exhibits": "Exhibits",
    "descriptions": "Descriptions of people",
    "questions": "Identification: ADVOKATE",
}
DIGEST_HINTS = {
    "people": (
        "Names written alike stand together. Whether two names are one person is for you to say."
    ),
    "timeline": "A number says where an item falls by its own date and time, where both are told.",
    "questions": (
        "What the statement says of the conditions in which somebody was seen, and what to ask. "
        '"Not found" means that no such words were found in this statement, never that it was '
        "not so."
    ),
}
# On 20 scanned pages, 36 in 100 of the sentences whose least certain word is below this had a word
# that was misread, and fewer than 3 in 100 of the others.
SURE = 0.8
UNSURE = (
    "Read from the picture of the page, and the least certain of these words no surer than this. "
    "Compare them with the page."
)
# What the parts of an item are, in words.
DIGEST_PARTS = {
    "role": "who",
    "did": "did",
    "undergone": "was done to them",
    "told": "told",
    "before": "the sentence before",
    "what": "what it is",
    "producer": "who produced it",
    "mark": "registration mark",
    "injury": "hurt",
    "body": "part of the body",
    "thing": "things",
    "value": "sums",
    "relative": "relative time",
    "condition": "words",
    "marks": "distinguishing marks",
}
STAGES = {
    "extract": "extracting (reading the file)",
    "analyse": "analysing (finding names and key sentences)",
}
STATUSES = {
    "complete": "Complete: every page was read",
    "partial": "Partial: not everything could be read",
    "failed": "Failed",
}
EVENTS = {
    "received": "Received",
    "extract started": "Extracting started",
    "extracted": "Extracted: pages read",
    "extract returned": "Extracting put back, to be tried again",
    "analyse started": "Analysing started",
    "analysed": "Analysed: record made",
    "analyse returned": "Analysing put back, to be tried again",
    "failed": "Failed",
    "quarantined": "Quarantined: set aside",
    "cancelled": "Cancelled",
    "released": "Released: to be done again",
    "reprocessed": "Put back, to be done again",
    "not reprocessed": "Not done again: the record from before stays",
    "reprocessing run stopped": "The run that put it back was stopped",
    "reprocessing stopped": "No longer to be done again: the record from before stays",
}
KINDS = {
    "statement": "Witness statement",
    "personal_statement": "Victim personal statement",
    "interview": "Record of interview",
    "notes": "Officer's notes",
    "message": "E-mail message",
    "bundle": "Bundle of files",
}
FORM_FIELDS = {
    "urn": "URN",
    "willing_to_attend": "Willing to attend court",
    "needs": "Particular needs",
    "vps_offered": "Victim personal statement wanted",
    "vps_explained": "Victim personal statement explained",
    "ethnicity_code": "Ethnicity code, as written",
    "consent_medical_records": "Consent: medical records",
    "consent_medical_disclosure": "Consent: disclosure of medical records",
    "consent_civil_proceedings": "Consent: civil proceedings",
    "consent_details_shared": "Consent: details shared",
    "consent_other": "Consent: other",
}
_ROLES = {
    "front": "front page",
    "continuation": "continuation sheet",
    "back": "back page",
    "page": "",
}
_METHODS = {"ocr": "read by text recognition", "form": "read as a form", "text": "", "none": ""}


_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)
_SHORT = 140
_TITLE = 80


def label(name: str) -> LabelWords:
    """Return a label in words; one that no list knows stands for itself."""
    return LABELS.get(name) or LabelWords(name, name, "other")


def form_field(name: str) -> str:
    """Return a form field's name in words."""
    return FORM_FIELDS.get(name) or name.replace("_", " ").capitalize()


def heading(name: str) -> str:
    """Return a heading of the digest in words."""
    return HEADINGS.get(name) or name.replace("_", " ").capitalize()


def event(action: str) -> str:
    """Return what happened in words."""
    return EVENTS.get(action) or action.capitalize()


def page_notes(page: Page) -> list[str]:
    """Return what is to be said about a page, beside its number."""
    notes = [_ROLES.get(page.role, page.role), _METHODS.get(page.method, page.method)]
    if page.confidence is not None:
        notes.append(f"confidence {page.confidence:.0%}")
    return [note for note in notes if note]


def not_read(pages: int) -> str:
    """Return what a partial record lacks, in short: so many pages, or some part of them."""
    if not pages:
        return "part not read"
    return f"{pages} page{'' if pages == 1 else 's'} not read"


def unsure(confidence: float | None) -> str:
    """Return how surely words were read from a picture, where that is not sure enough."""
    if confidence is None or confidence >= SURE:
        return ""
    # Rounded down, so that nothing below the bound looks as if it were at it.
    return f"reading {int(confidence * 100)}% sure"


def in_short(message: str) -> str:
    """Return a message's first sentence, at most about a line of it."""
    first = _FIRST_SENTENCE.match(message)
    return _cut(first[0] if first else message, _SHORT)


def title(named: str | None, filename: str) -> str:
    """Return what a record's page is called: after the witness, else after its file."""
    name = witness(named or "")
    return f"Statement of {name}" if name else filename


def witness(named: str) -> str:
    """Return a witness's name as a form says it, at most about a line; empty if it is no name."""
    name = " ".join(named.split())
    return _cut(name, _TITLE) if any(character.isalnum() for character in name) else ""


def size(count: int) -> str:
    """Return a number of bytes in words."""
    if count < 1_000:
        return "1 byte" if count == 1 else f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1_000:.0f} kB"
    return f"{count / 1_000_000:.1f}".removesuffix(".0") + " MB"


def moment(at: datetime) -> str:
    """Return a time as it is read in the United Kingdom, with its zone."""
    return at.astimezone(zone()).strftime("%-d %b %Y, %H:%M:%S %Z")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
