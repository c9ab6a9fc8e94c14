"""Files inside files: which of them become statements of their own, and what is said of the rest.

The reader bounds what one file may give; here the whole tree under an upload is bounded, so that a
bundle of bundles cannot grow without end.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from worker.casefile import Attachment, ExtractedDocument, Notice

DEEPEST = 3
"""A file inside a file inside a file inside an upload is the last that is read."""
MOST_UNDER_AN_UPLOAD = 1_000
_NAMED = 5
_LONGEST_NAME = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a statement stands: its own hash, how deep, and how many its upload holds so far.

    ``known`` are the hashes of files that are statements of the case already. Such a file is only
    linked and adds none, so the bound on what an upload may hold does not concern it.
    """

    sha256: str
    depth: int = 0
    under_upload: int = 0
    known: AbstractSet[str] = frozenset()


def admitted(document: ExtractedDocument, place: Place, *, most_bytes: int) -> ExtractedDocument:
    """Return ``document`` with those attachments that become statements.

    Each of the others is named in a notice, with the reason: nothing is left out silently. The
    same file twice is one statement.
    """
    if not document.attachments:
        return document
    notices: list[Notice] = []
    kept: list[Attachment] = []
    seen: set[str] = set()
    left: dict[str, list[Attachment]] = {}
    new = 0
    for attachment in document.attachments:
        if attachment.sha256 in seen:
            continue
        seen.add(attachment.sha256)
        refusal = _refusal(attachment, place, new, most_bytes)
        if refusal:
            left.setdefault(refusal, []).append(attachment)
        else:
            kept.append(attachment)
            new += attachment.sha256 not in place.known
    for code, attachments in left.items():
        notices.append(Notice(code=code, message=_WORDS[code].format(_names(attachments))))
    return replace(document, attachments=tuple(kept), warnings=(*document.warnings, *notices))


def _refusal(attachment: Attachment, place: Place, new: int, most_bytes: int) -> str | None:
    if attachment.sha256 == place.sha256:
        return "enclosed_in_itself"
    if attachment.size == 0:
        return "enclosed_file_empty"
    if attachment.size > most_bytes:
        return "enclosed_file_too_large"
    if place.depth >= DEEPEST:
        return "enclosed_too_deep"
    full = place.under_upload + new >= MOST_UNDER_AN_UPLOAD
    if full and attachment.sha256 not in place.known:
        return "enclosed_too_many"
    return None


_WORDS = {
    "enclosed_in_itself": "This file holds a copy of itself ({}), which was not read again.",
    "enclosed_file_empty": "A file inside this one is empty: {}. Ask the sender for it.",
    "enclosed_file_too_large": (
        "A file inside this one is larger than what is accepted: {}. Take it out, split it and "
        "upload the parts."
    ),
    "enclosed_too_deep": (
        "This file lies too deep inside other files, so what it holds was not read: {}. Take the "
        "files out and upload them by themselves."
    ),
    "enclosed_too_many": (
        f"The upload that this came out of holds more than {MOST_UNDER_AN_UPLOAD} files; these "
        "were not read: {}. Upload them by themselves."
    ),
}
LOSSES = frozenset(_WORDS) - {"enclosed_in_itself"}
"""Codes of notices that say that something was not read."""


def _names(attachments: Sequence[Attachment]) -> str:
    named = ", ".join(_short(each.filename) for each in attachments[:_NAMED])
    more = len(attachments) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def _short(filename: str) -> str:
    return filename if len(filename) <= _LONGEST_NAME else filename[: _LONGEST_NAME - 1] + "…"
