"""What is wrong with what became of a file: nothing, or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.hostile.case import Case
from tests.hostile.statement import LINES, SECRET
from worker import pipeline
from worker.casefile import ExtractedDocument

REASONS = frozenset(
    {
        "damaged_file",
        "empty_archive",
        "empty_file",
        "file_too_large",
        "libreoffice_missing",
        "no_text",
        "no_text_layer",
        "ocr_missing",
        "out_of_memory",
        "password_protected",
        "picture_too_large",
        "took_too_long",
        "too_large_unpacked",
        "too_many_files",
        "too_many_pages",
        "too_much_text",
        "unsafe_archive",
        "unsafe_file",
        "unsupported_type",
    }
)
"""The reasons for which a file may fail. ``reader_crashed`` is none: it is a fault of ours."""

_TECHNICAL = re.compile(
    r"Traceback|Error\b|Exception|errno|\.py\b|/tmp|/home|/usr|/root|0x[0-9a-f]|<class|"
    r"object at|pdfminer|pdfium|lxml|zlib|codec",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:save|split|upload|open|try|ask|print|compare|unpack|send|find|export|install|scan|type|"
    r"look|take|remove|convert|photograph|read|check|get)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORDS_IN_A_ROW = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a file. ``said`` is its text and that of the files inside it."""

    status: str
    reason: str = ""
    message: str = ""
    document: ExtractedDocument | None = None
    said: str = ""
    took: float = 0.0


def status_of(document: ExtractedDocument) -> str:
    """Return the status that the record of ``document`` gets."""
    return "partial" if pipeline._something_unread(document) else "complete"


def faults(case: Case, outcome: Outcome) -> list[str]:
    """Return what is wrong with ``outcome``, in words that name no more than is needed."""
    found = list(_verdict(case, outcome))
    if outcome.status == "failed":
        found += _message(outcome.message)
        if not _ADVICE.search(_SENTENCE.split(outcome.message.strip())[-1]):
            found.append(f"the message gives no advice: {outcome.message!r}")
    if outcome.document is not None:
        for notice in outcome.document.warnings:
            found += _message(notice.message)
        found += _losses(outcome.document)
    return found


def _verdict(case: Case, outcome: Outcome) -> Iterator[str]:
    verdict = case.verdict
    said = flat(outcome.said)
    if outcome.status not in verdict.statuses:
        because = outcome.reason or "no reason"
        yield f"is {outcome.status} ({because}), not {_list(verdict.statuses)}"
    elif outcome.status == "failed" and outcome.reason not in (verdict.reasons or REASONS):
        yield f"failed for {outcome.reason}, not {_list(verdict.reasons or REASONS)}"
    if outcome.document is None:
        return
    for words in verdict.says:
        if flat(words) not in said:
            yield f"lost {words!r}; it begins {said[:40]!r}"
    for words in (*verdict.hides, SECRET):
        if flat(words) in said:
            yield f"shows {words!r}"
    codes = {notice.code for notice in outcome.document.warnings}
    if verdict.warns and not verdict.warns & codes:
        yield f"does not warn of {_list(verdict.warns)}"


def _message(message: str) -> Iterator[str]:
    """Whatever a person is told must be words, whole, and none of the witness's."""
    if _TECHNICAL.search(message):
        yield f"technical words in {message!r}"
    if len(message.split()) < 4 or not message.rstrip().endswith((".", ")", "?")):
        yield f"no whole sentence: {message!r}"
    if any(words in flat(message) for words in _rows_of_words()):
        yield "words of the statement in a message"


def _losses(document: ExtractedDocument) -> Iterator[str]:
    """A page that was not read must be named."""
    named = {notice.page for notice in document.warnings}
    for page in document.pages:
        if page.method == "none" and page.number not in named:
            yield f"page {page.number} was not read and is not named"


def _rows_of_words() -> Iterator[str]:
    for line in LINES[4:7]:
        words = line.split()
        for at in range(len(words) - _WORDS_IN_A_ROW + 1):
            yield " ".join(words[at : at + _WORDS_IN_A_ROW])


def flat(text: str) -> str:
    """Return ``text`` with all its white space alike."""
    return " ".join(text.split())


def _list(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))
