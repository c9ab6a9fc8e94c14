"""Extracted documents as JSON data: across the pipe from the reading child, and in the store.

Words are arrays ``[start, end, page, x0, top, x1, bottom]`` and spans arrays too: a page has
hundreds of them. ``from_json`` believes nothing, as the child that wrote the data is not trusted.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from operator import gt
from typing import Any, cast, get_args

from worker.casefile import (
    Attachment,
    Box,
    DocumentKind,
    ExtractedDocument,
    FormField,
    Notice,
    Page,
    PageMethod,
    PageRole,
    Segment,
    Turn,
    Word,
)
from worker.extract.bulk import made

_METHODS = frozenset(get_args(PageMethod))
_ROLES = frozenset(get_args(PageRole))
_KINDS = frozenset(get_args(DocumentKind))
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FURTHEST = 1_000_000.0
_LONGEST_NOTICE = 1_000


def to_json(document: ExtractedDocument) -> dict[str, object]:
    """Return ``document`` as JSON data."""
    return {
        "media_type": document.media_type,
        "reader": document.reader,
        "text": document.text,
        "pages": [
            [p.number, p.method, p.confidence, p.role, p.disclosable, p.width, p.height]
            for p in document.pages
        ],
        "segments": [[s.start, s.end, s.page] for s in document.segments],
        "narrative": [list(span) for span in document.narrative],
        "words": [
            [w.start, w.end, w.box.page, w.box.x0, w.box.top, w.box.x1, w.box.bottom, w.confidence]
            if w.confidence is not None
            else [w.start, w.end, w.box.page, w.box.x0, w.box.top, w.box.x1, w.box.bottom]
            for w in document.words
        ],
        "form": [[f.name, f.value, f.start, f.end] for f in document.form],
        "warnings": [[n.code, n.message, n.page] for n in document.warnings],
        "kind": document.kind,
        "turns": [[t.speaker, t.start, t.end] for t in document.turns],
        "attachments": [[a.filename, a.sha256, a.size] for a in document.attachments],
        "ocr": document.ocr,
    }


def from_json(data: Mapping[str, Any]) -> ExtractedDocument:
    """Return the document that ``data`` describes.

    Raises ValueError, without any of the data in it, when a part is missing or of another type, an
    offset or page is out of range, or an order is wrong.
    """
    try:
        document = _document(data)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        raise ValueError("the extracted document is not in the form that was agreed") from None
    _check(document)
    return document


def _document(data: Mapping[str, Any]) -> ExtractedDocument:
    return ExtractedDocument(
        media_type=_words(data["media_type"]),
        reader=_words(data["reader"]),
        text=_text(data["text"]),
        pages=tuple(_page(*row) for row in data["pages"]),
        segments=tuple(
            Segment(start=_whole(a), end=_whole(b), page=_whole(page))
            for a, b, page in data["segments"]
        ),
        narrative=tuple((_whole(a), _whole(b)) for a, b in data["narrative"]),
        words=_placed_words(data["words"]),
        form=tuple(
            FormField(name=_words(name), value=_text(value), start=_whole(a), end=_whole(b))
            for name, value, a, b in data["form"]
        ),
        warnings=tuple(_notice(*row) for row in data["warnings"]),
        kind=_kind(data.get("kind", "document")),
        turns=tuple(
            Turn(speaker=_words(speaker), start=_whole(a), end=_whole(b))
            for speaker, a, b in data.get("turns", ())
        ),
        attachments=tuple(_attachment(*row) for row in data.get("attachments", ())),
        ocr=None if data.get("ocr") is None else _words(data["ocr"]),
    )


def _check(document: ExtractedDocument) -> None:
    length = len(document.text)
    words = [(w.start, w.end) for w in document.words]
    pages = {page.number for page in document.pages}
    spans = [
        *((s.start, s.end) for s in document.segments),
        *document.narrative,
        *words,
        *((f.start, f.end) for f in document.form),
        *((t.start, t.end) for t in document.turns),
    ]
    if any(not 0 <= start < end <= length for start, end in spans):
        raise ValueError("an offset of the extracted document is out of range")
    if [page.number for page in document.pages] != list(range(1, len(pages) + 1)):
        raise ValueError("the pages of the extracted document are not numbered in order")
    named = {s.page for s in document.segments} | {w.box.page for w in document.words}
    named |= {notice.page for notice in document.warnings if notice.page is not None}
    if not named <= pages:
        raise ValueError("the extracted document names a page that it does not have")
    orders = (
        [(s.start, s.end) for s in document.segments],
        list(document.narrative),
        words,
        [(t.start, t.end) for t in document.turns],
    )
    if any(b[0] < a[1] for order in orders for a, b in pairwise(order)):
        raise ValueError("parts of the extracted document overlap or are out of order")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode("utf-8")  # raises UnicodeEncodeError, a ValueError, on half a surrogate pair
    if "\x00" in value:
        raise ValueError
    return value


def _words(value: object) -> str:
    text = _text(value)
    if not 0 < len(text) <= _LONGEST_NOTICE:
        raise ValueError
    return text


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _points(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    if not isfinite(value) or abs(value) > _FURTHEST:
        raise ValueError
    return float(value)


def _all_whole(values: Sequence[object]) -> list[int]:
    if set(map(type, values)) != {int}:
        raise TypeError
    return cast("list[int]", list(values))


def _all_points(values: Sequence[object]) -> list[float]:
    if not set(map(type, values)) <= {int, float}:
        raise TypeError
    found = list(map(float, cast("Sequence[float]", values)))
    if not all(map(isfinite, found)) or max(map(abs, found)) > _FURTHEST:
        raise ValueError
    return found


def _page(
    number: object,
    method: PageMethod,
    confidence: object,
    role: PageRole,
    disclosable: object,
    width: object,
    height: object,
) -> Page:
    if method not in _METHODS or role not in _ROLES or not isinstance(disclosable, bool):
        raise ValueError
    return Page(
        number=_whole(number),
        method=method,
        confidence=None if confidence is None else _points(confidence),
        role=role,
        disclosable=disclosable,
        width=_points(width),
        height=_points(height),
    )


def _placed_words(rows: object) -> tuple[Word, ...]:
    """Return the words of ``rows``, looked at column by column: there may be 100,000."""
    if not isinstance(rows, list) or not set(map(type, rows)) <= {list}:
        raise TypeError
    if not rows:
        return ()
    lengths = set(map(len, rows))
    if not lengths <= {7, 8}:
        raise ValueError
    # The words of a typed page have no confidence, and those of a scan have one each.
    full = rows if lengths == {8} else [(*row, None)[:8] for row in rows]
    start, end, page, *edges, confidence = zip(*full, strict=True)
    x0, top, x1, bottom = map(_all_points, edges)
    if any(map(gt, x0, x1)) or any(map(gt, top, bottom)):
        raise ValueError
    boxes = made(Box, len(rows), page=_all_whole(page), x0=x0, top=top, x1=x1, bottom=bottom)
    return tuple(
        made(
            Word,
            len(rows),
            start=_all_whole(start),
            end=_all_whole(end),
            box=boxes,
            confidence=[None if one is None else _points(one) for one in confidence],
        )
    )


def _kind(value: object) -> DocumentKind:
    if value not in _KINDS:
        raise ValueError
    return cast("DocumentKind", value)


def _attachment(filename: object, sha256: object, size: object) -> Attachment:
    digest = _words(sha256)
    if not _SHA256.fullmatch(digest):
        raise ValueError
    return Attachment(filename=_text(filename), sha256=digest, size=_whole(size))


def _notice(code: object, message: object, page: object) -> Notice:
    return Notice(
        code=_words(code), message=_words(message), page=None if page is None else _whole(page)
    )
