"""What is fuzzed: each target takes any bytes, and may raise nothing but what it is known to.

No program is started in here: OCR and LibreOffice count as missing, and what reads instead is
fuzzed.
"""

import json
import math
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.hostile import corpus
from tests.hostile.pdf_bytes import pdf, statement
from tests.hostile.statement import TEXT
from worker.casefile import ExtractedDocument
from worker.errors import DeponentError, Unreadable
from worker.extract import answers, document_json, readers, sniff, typed_text
from worker.extract.limits import Limits

LIMITS = Limits(
    seconds=20.0,
    pages=50,
    text_bytes=1_000_000,
    pixels=4_000_000,
    inflated_bytes=5_000_000,
    attachments=50,
    cores=1,
)
_LARGEST_SEED = 6_000
_ODD: tuple[object, ...] = (
    *(None, True, -1, 0, 1, 2, 7, 2**31, 2**63, -(2**70), 0.5, 1e308, math.nan, math.inf),
    *("", "x", "\0", "\ud800", "text", "a" * 2000, "0" * 64, [], [[]], [1, 2], [0, 5, 1], {}),
)
_TEXTS = frozenset({sniff.PLAIN_TEXT, sniff.HTML, sniff.XML, sniff.EML, sniff.MBOX, sniff.RTF})
_PACKAGES = frozenset(
    {sniff.DOCX, sniff.ODT, sniff.MSG, sniff.ZIP, sniff.TAR, sniff.GZIP, sniff.BZIP2, sniff.XZ}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Something that takes bytes, and bytes to begin with."""

    take: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]


def without_programs() -> None:
    """Let this process find no program to start."""
    shutil.which = lambda *_, **__: None


def _reads(kinds: frozenset[str]) -> Callable[[bytes], None]:
    def take(data: bytes) -> None:
        if sniff.media_type(data) not in kinds:
            return
        try:
            document = readers.read(data, LIMITS)
        except (Unreadable, MemoryError):
            return
        _must_be_believed(document)

    return take


def _must_be_believed(document: ExtractedDocument) -> None:
    """The parent believes an honest child: what a reader makes must pass the parent's checks."""
    told = json.loads(json.dumps(document_json.to_json(document)))
    back = document_json.from_json(told)
    if back.text != document.text or back.pages != document.pages:
        raise AssertionError("a document is another after the pipe")


def _take_document(data: bytes) -> None:
    """A document in JSON from a child: believed, or a ValueError."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        told = _twisted(data)
    if isinstance(told, dict):
        try:
            document_json.from_json(told)
        except ValueError:
            return


def _twisted(data: bytes) -> object:
    """Return a sound document in which each three bytes of ``data`` put one odd value somewhere."""
    told: Any = json.loads(next(iter(_documents())))
    for at in range(0, len(data) - 2, 3):
        places = list(_places(told))
        holder, key = places[int.from_bytes(data[at : at + 2], "big") % len(places)]
        holder[key] = deepcopy(_ODD[data[at + 2] % len(_ODD)])
    return told


def _places(told: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in JSON data that holds a value: what holds it, and under which key."""
    keys = told if isinstance(told, dict) else range(len(told))
    for key in keys:
        yield told, key
        if isinstance(told[key], dict | list):
            yield from _places(told[key])


def _take_answer(data: bytes) -> None:
    """A child's whole answer: a document, or a refusal with words; nothing else may come of it."""
    for judge in (lambda: answers.document(data, LIMITS), lambda: answers.picture(data)):
        try:
            judge()
        except DeponentError as error:
            if not str(error).strip() or not str(error).isprintable():
                raise AssertionError("a refusal without words") from None


def _take_form(data: bytes) -> None:
    """Any text at all as a typed form."""
    text = "\n".join(data.decode("utf-8", "replace").replace("\0", " ").splitlines())
    if text.strip():
        document = typed_text.compose(
            text, [(0, len(text))], media_type=sniff.PLAIN_TEXT, reader="fuzz"
        )
        _must_be_believed(document)


def _corpus_of(kinds: frozenset[str]) -> Callable[[], Iterable[bytes]]:
    def seeds() -> Iterable[bytes]:
        for case in corpus.every():
            # Bombs are for limits that a fuzzer does not have.
            if case.family == "bombs":
                continue
            if len(case.data) <= _LARGEST_SEED and sniff.media_type(case.data) in kinds:
                yield case.data

    return seeds


@cache
def _documents() -> tuple[bytes, ...]:
    read = (readers.read(data, LIMITS) for data in (pdf(statement()), TEXT.encode()))
    return tuple(json.dumps(document_json.to_json(document)).encode() for document in read)


def _answers() -> Iterable[bytes]:
    for document in _documents():
        yield b'{"document":' + document + b"}\n"
    yield b'{"unreadable":["no_text","The file has no words in it."]}\n'
    yield b'{"picture":8}\n\x89PNG\r\n\x1a\n'


def _forms() -> Iterable[bytes]:
    yield TEXT.encode()
    yield from _corpus_of(frozenset({sniff.PLAIN_TEXT}))()


TARGETS: Mapping[str, Target] = {
    "texts": Target(take=_reads(_TEXTS), seeds=_corpus_of(_TEXTS)),
    "packages": Target(take=_reads(_PACKAGES), seeds=_corpus_of(_PACKAGES)),
    "pdf": Target(take=_reads(frozenset({sniff.PDF})), seeds=_corpus_of(frozenset({sniff.PDF}))),
    "documents": Target(take=_take_document, seeds=_documents),
    "answers": Target(take=_take_answer, seeds=_answers),
    "forms": Target(take=_take_form, seeds=_forms),
}
