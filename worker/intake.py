"""Accept an upload: store the original, register it, promise it.

When ``accept`` returns, the original is on disk under its hash and one committed transaction holds
the statement and its work. Only then may anybody be told that it was accepted.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from worker.casefile import Priority, Statement
from worker.errors import CaseReferenceInvalid
from worker.settings import Settings
from worker.store.store import Store

_CASE_REF = re.compile(r"[A-Z0-9](?:[A-Z0-9]|[/-](?=[A-Z0-9])){2,39}")
_LONGEST_NAME = 200
_LONGEST_ENDING = 10
# Controls, line and paragraph separators, lone surrogates, and signs that cannot be seen but turn
# the reading direction or hide between letters: they make a name read as another one.
_MISLEADING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What the sender gets: the statement, and whether it was here before."""

    statement: Statement
    duplicate: bool


def accept(
    store: Store,
    settings: Settings,
    stream: BinaryIO,
    *,
    filename: str,
    case_ref: str,
    received_by: str,
    priority: int = Priority.INTERACTIVE,
) -> Receipt:
    """Take in one file and return its receipt.

    Raises CaseReferenceInvalid, FileEmpty, FileTooLarge or StorageFull; then nothing was kept.
    Sending the same file to the same case again returns the same statement.
    """
    case = case_reference(case_ref)
    sha256, size = store.originals.put(stream, most=settings.max_upload_bytes)
    statement, new = store.statements.register(
        case_ref=case,
        filename=display_name(filename),
        sha256=sha256,
        size=size,
        priority=priority,
        received_by=received_by,
    )
    return Receipt(statement=statement, duplicate=not new)


def case_reference(text: str) -> str:
    """Return a case reference in its canonical form: no spaces around, capitals.

    Raises CaseReferenceInvalid unless it is 3 to 40 letters, digits, ``/`` and ``-``, with a digit,
    where no ``/`` or ``-`` stands first, last or beside another.
    """
    reference = unicodedata.normalize("NFKC", text).strip().upper()
    if not _CASE_REF.fullmatch(reference) or not any(c.isdigit() for c in reference):
        raise CaseReferenceInvalid(
            "That is not a case reference. Use the URN or crime number: 3 to 40 letters (A to Z), "
            "digits, '/' or '-', with at least one digit, and no '/' or '-' first, last or beside "
            "another, such as 01ZD1234525 or 6543210/25."
        )
    return reference


def display_name(filename: str) -> str:
    """Return a file name that is safe to show: the last part, without control characters.

    Originals are stored under their hash, so the name is only ever a label.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", filename))[-1]
    shown = "".join(
        character for character in last if unicodedata.category(character) not in _MISLEADING
    ).strip()
    if len(shown) > _LONGEST_NAME:
        ending = PurePath(shown).suffix
        keep = f"…{ending}" if len(ending) <= _LONGEST_ENDING else "…"
        shown = shown[: _LONGEST_NAME - len(keep)] + keep
    return shown if shown.strip(".") else "unnamed"
