"""Mark spans in a text: safe HTML whose text is the given text, code point for code point.

Spans may nest, overlap and run over the end of the stretch that is marked; where two overlap, one
is cut into pieces. The first piece of a span carries the anchor that links lead to, every piece
its key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

Kind = Literal["sentence", "left-out", "item", "field", "mention"]
# Of spans in the same place, the first of these is the outer one.
_OUTERMOST: dict[Kind, int] = {
    "field": 0,
    "item": 1,
    "sentence": 2,
    "left-out": 2,
    "mention": 3,
}
# A browser would turn these into something else while it parses the page.
_KEPT = {0x0D: "&#13;", 0x00: "�"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` to be marked, in code points."""

    key: str
    start: int
    end: int
    kind: Kind
    label: str = ""
    family: str = ""
    title: str = ""
    flawed: bool = False
    """Whether a check found the words wanting."""


def anchor(key: str) -> str:
    """Return the id of the element that marks the span with this key."""
    return f"t-{key}"


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Markup:
    """Return ``text[start:end]`` as HTML in which every span that reaches into it is marked."""
    stop = len(text) if end is None else min(end, len(text))
    inside = [span for span in spans if max(span.start, start) < min(span.end, stop)]
    edges = {start, stop}
    for span in inside:
        edges |= {max(span.start, start), min(span.end, stop)}
    opening: dict[int, list[Span]] = {}
    for span in inside:
        opening.setdefault(max(span.start, start), []).append(span)

    parts: list[str] = []
    open_now: list[Span] = []
    for left, right in pairwise(sorted(edges)):
        _move_on(parts, open_now, opening.get(left, []), left)
        parts.append(str(escape(text[left:right])).translate(_KEPT))
    parts += [_closing(span) for span in reversed(open_now)]
    return Markup("".join(parts))  # noqa: S704  # every part is escaped or a tag of ours


def _move_on(parts: list[str], open_now: list[Span], new: list[Span], at: int) -> None:
    """Close what ends at ``at`` and open what begins, with the least cutting."""
    ended = [index for index, span in enumerate(open_now) if span.end <= at]
    if ended:
        # HTML nests: what stands inside the outermost span that ends is closed with it.
        cut = open_now[ended[0] :]
        parts += [_closing(span) for span in reversed(cut)]
        del open_now[ended[0] :]
        new = [span for span in cut if span.end > at] + new
    for span in sorted(new, key=lambda s: (-s.end, _OUTERMOST[s.kind], s.start, s.key)):
        open_now.append(span)
        parts.append(_opening(span, first=span.start == at))


def _opening(span: Span, *, first: bool) -> str:
    attributes = {"data-span": span.key}
    if first:
        attributes["id"] = anchor(span.key)
    if span.kind == "mention":
        attributes["class"] = f"mention family-{span.family}" + (" flawed" if span.flawed else "")
        attributes["data-label"] = span.label
        attributes["title"] = span.title
    else:
        attributes["class"] = span.kind
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{_tag(span)}{written}>"


def _closing(span: Span) -> str:
    return f"</{_tag(span)}>"


def _tag(span: Span) -> str:
    return "mark" if span.kind == "mention" else "span"
