"""The public entity sets, brought to our scheme's boundaries, as texts with spans and weights.

Each set marks only some labels; for the others its loss is masked. A span that a set marks but that
our scheme would not (a bare noun, a handle, half a title) is neither learnt nor held against the
model: its characters are masked for that label.
"""

import gzip
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LABELS = ("PERSON", "ORG", "LOCATION", "DATE", "TIME", "MONEY", "VEHICLE", "WEAPON", "DRUG")
# How far a set's boundaries agree with ours. UNER's share-alike sentences are measured on only.
WEIGHTS = {
    "tab": 1.0,
    "legal_ner_india": 0.7,
    "gum": 0.7,
    "wikigold": 0.8,
    "btc": 0.5,
    "wnut17": 0.6,
    "litbank": 0.6,
    "re3d": 0.3,
    "multiconer2": 0.3,
}
# Sets whose notion of these labels is not ours.
UNTRUSTED = {
    "multiconer2": {"VEHICLE"},
    "litbank": {"VEHICLE", "ORG"},
    "re3d": {"TIME", "MONEY", "DATE"},
}
LOST_CASE = frozenset({"multiconer2", "btc", "wnut17"})

_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Judge|Justice|Captain|Capt|"
    r"Colonel|Col|Major|Sgt|Sergeant|PC|DC|DS|DI|PS|Inspector|Rev|Reverend|Father|Sister|Aunt|"
    r"Uncle|Madam|Shri|Smt|Imam|Rabbi|MR|MRS|MS|MISS|DR)\s*\.?\s*)+$"
)
_FIRST_WORD = re.compile(
    r"(?:the|a|an|his|her|my|our|your|their|all|some|this|that)\s+", re.IGNORECASE
)
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_CALENDAR = re.compile(
    rf"\d{{4}}|\d+\s*[./-]\s*\d+|\b(?:{_MONTH})\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"christmas|easter|new year",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|century|annual)\b", re.IGNORECASE)
_LOOSE = re.compile(r" (?=[.,;:!?)\]\u2019]|'s\b|n't\b|'(?:re|ve|ll|d|m)\b)|(?<=[(\[]) ")
# A body that a set calls a party, a bare title or role, and a phrase rather than a name.
_NO_PERSON = re.compile(
    r"\b(?:state|union|ltd|limited|pvt|director|secretary|guards?|rulers?)\b|"
    r"^(?:captain|colonel|doctor|king|queen|judge|sir|madam|major|brig\.?|lords?|minister)$|"
    r"\b(?:who|which|showing|and|how|from|with)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A text to learn from: its spans, the labels it marks in full, and what to leave alone."""

    source: str
    text: str
    spans: tuple[Span, ...]
    marked: frozenset[str]
    weight: float = 1.0
    masked: tuple[Span, ...] = ()
    facts: tuple[tuple[int, int, float], ...] = field(default=())


def public(folder: Path, part: str) -> list[Example]:
    """Return the examples of every weighted set in ``folder``/entities.

    ``part`` is "train" or "dev"; a set without a division gives every tenth text to "dev".
    Raises FileNotFoundError when a set is missing.
    """
    examples = []
    for source in WEIGHTS:
        for number, row in enumerate(_rows(folder / "entities" / f"{source}.jsonl.gz")):
            if _part(row["split"], number, source) == part:
                examples.append(_example(source, row))
    return examples


def as_marked(folder: Path, source: str, part: str = "dev") -> list[Example]:
    """Return a part of one set exactly as it is marked, whatever our scheme would mark."""
    rows = _rows(folder / "entities" / f"{source}.jsonl.gz")
    return [
        Example(
            source=source,
            text=row["text"],
            spans=tuple(
                Span(span["start"], span["end"], span["label"])
                for span in row["spans"]
                if span["label"] in row["annotated"]
            ),
            marked=frozenset(row["annotated"]) & frozenset(LABELS),
        )
        for row in rows
        if row["split"] == part
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _part(split: str, number: int, source: str) -> str:
    if split in {"train", "dev"} and source != "legal_ner_india":
        return split
    return "dev" if number % 10 == 0 else "train"


def _example(source: str, row: dict[str, Any]) -> Example:
    marked = (frozenset(row["annotated"]) & frozenset(LABELS)) - UNTRUSTED.get(source, set())
    kept: list[Span] = []
    masked: list[Span] = []
    for raw in row["spans"]:
        label = raw["label"]
        if label not in marked or not raw.get("named", True):
            continue
        span, sound = _ours(source, row["text"], raw)
        (kept if sound else masked).append(span)
    kept = _one_of_each(kept)
    return _detokenised(
        Example(
            source=source,
            text=row["text"],
            spans=tuple(kept),
            masked=tuple(span for span in masked if span.end > span.start),
            marked=marked,
            weight=WEIGHTS[source],
        )
    )


def _ours(source: str, text: str, raw: dict[str, Any]) -> tuple[Span, bool]:
    """Return the span with our boundaries, and whether our scheme would mark it at all."""
    start, end, label = raw["start"], raw["end"], raw["label"]
    whole = Span(start, end, label)
    surface = text[start:end]
    leading = _FIRST_WORD.match(surface)
    if leading and leading[0].strip().lower() != "the":
        return whole, False
    if leading:
        start = start + leading.end()
    for tail in ("'s", "\u2019s", " 's"):
        if text[start:end].endswith(tail):
            end -= len(tail)
    surface = text[start:end].strip()
    if label == "DATE":
        if not _CALENDAR.search(surface):
            # A duration or "today": our scheme says plainly that this is no DATE.
            return Span(start, start, label), False
        return Span(start, end, label), not _DURATION.search(surface)
    if label == "PERSON":
        title = _TITLE.search(text, max(0, start - 24), start)
        if title:
            start = title.start()
    sound = (
        bool(surface)
        and not surface.startswith(("@", "#"))
        and text[max(0, start - 2) : start].strip() not in {"@", "#"}
        and len(surface.split()) <= _LONGEST_NAME
        and (source in LOST_CASE or any(letter.isupper() for letter in surface))
        and float(raw.get("conf", 1)) >= (0.5 if label in {"VEHICLE", "WEAPON"} else 0)
        and not (label == "PERSON" and _NO_PERSON.search(surface))
    )
    return Span(start, end, label), sound


def _one_of_each(spans: list[Span]) -> list[Span]:
    """Drop spans that overlap another of the same label; the shorter, named one stays."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: one.end - one.start):
        if span.end > span.start and not any(
            other.label == span.label and other.start < span.end and span.start < other.end
            for other in kept
        ):
            kept.append(span)
    return sorted(kept, key=lambda one: (one.start, -one.end))


def _detokenised(example: Example) -> Example:
    """Take out the spaces that a tokeniser left before punctuation, and shift the spans."""
    gone = [match.start() for match in _LOOSE.finditer(example.text)]
    if not gone:
        return example
    dropped = set(gone)
    text = "".join(letter for place, letter in enumerate(example.text) if place not in dropped)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        shifted = [
            Span(
                span.start - bisect_left(gone, span.start),
                span.end - bisect_left(gone, span.end),
                span.label,
            )
            for span in spans
        ]
        return tuple(span for span in shifted if span.end > span.start)

    return Example(
        source=example.source,
        text=text,
        spans=moved(example.spans),
        masked=moved(example.masked),
        marked=example.marked,
        weight=example.weight,
    )
