"""What the tests of formats share: reading bytes through the registry, and comparing words."""

import json
from difflib import SequenceMatcher
from typing import Any

from worker.casefile import ExtractedDocument
from worker.extract import document_json, readers
from worker.extract.limits import Limits


def read(data: bytes, **limits: Any) -> ExtractedDocument:
    """Read a file as the child does, answer and all, so that what a reader gives is also legal."""
    document = readers.read(data, Limits(**limits))
    sent = json.loads(json.dumps(document_json.to_json(document)))
    assert document_json.from_json(sent) == document
    return document


def codes(document: ExtractedDocument) -> set[str]:
    """Return the codes of a document's notices."""
    return {notice.code for notice in document.warnings}


def names(document: ExtractedDocument) -> list[str]:
    """Return the names of the files that came out of a document."""
    return [attachment.filename for attachment in document.attachments]


def kept(wanted: list[str], found: list[str]) -> float:
    """Return which share of the words ``wanted`` stand in ``found``, in their order."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)
