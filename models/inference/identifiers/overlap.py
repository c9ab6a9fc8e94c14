"""Which of the rules' candidates stand, where several claim the same characters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from models.inference.identifiers.candidate import Candidate

# Earlier groups win over later ones whatever their length: a reference number holds runs of digits
# that would do as a telephone number, and an address on a network holds anything at all.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("EMAIL", "URL", "IP_ADDRESS", "SOCIAL_HANDLE"),
    ("CRIME_REF", "EXHIBIT_REF"),
    (
        "NI_NUMBER",
        "NHS_NUMBER",
        "DRIVING_LICENCE",
        "PASSPORT",
        "IMEI",
        "CARD_NUMBER",
        "SORT_CODE",
        "BANK_ACCOUNT",
        "OFFICER_ID",
    ),
    ("PHONE", "VRM", "POSTCODE"),
    ("MONEY", "DATE", "TIME"),
)
_GROUP: Mapping[str, int] = {label: rank for rank, labels in enumerate(GROUPS) for label in labels}
_LABEL_ORDER: Mapping[str, int] = {
    label: place for place, label in enumerate(label for labels in GROUPS for label in labels)
}
_CHECK_ORDER = {"valid": 0, "invalid": 1, "none": 2}


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, sorted by start; no two of them overlap.

    Of two that overlap, the one in the earlier group stands; within a group the longer; of equally
    long ones the one with a cue word, then one that was checked, then the one whose label is
    named first in ``GROUPS``, then the one that starts first. Rules never nest in one another: the
    nesting that the annotation scheme allows (a postcode in a place, an officer's number in a name)
    is between a rule's mention and a model's.
    """
    in_order = sorted(_agreed(candidates), key=_order)
    taken = bytearray(max((candidate.end for candidate in in_order), default=0))
    kept: list[Candidate] = []
    for candidate in in_order:
        if taken.find(1, candidate.start, candidate.end) < 0:
            taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)


def _agreed(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of candidates with one label for the same characters, the one that was checked best.

    It counts as named by a cue word when any of them does.
    """
    alike: dict[tuple[str, int, int], list[Candidate]] = {}
    for candidate in candidates:
        alike.setdefault((candidate.label, candidate.start, candidate.end), []).append(candidate)
    for each in alike.values():
        best = min(each, key=_order)
        checked = min(each, key=lambda one: (_CHECK_ORDER[one.check], *_order(one)))
        if best.check != "none" or checked.check != "valid":
            yield best
        else:
            yield replace(checked, cued=checked.cued or best.cued)


def _order(candidate: Candidate) -> tuple[int, int, bool, int, int, int, str]:
    return (
        _GROUP[candidate.label],
        candidate.start - candidate.end,
        not candidate.cued,
        _CHECK_ORDER[candidate.check],
        _LABEL_ORDER[candidate.label],
        candidate.start,
        candidate.why,
    )
