"""The spans that a record's page marks: where each lies in the text, and on its page's picture.

What stands in the place of another span leads to that one.
"""

from collections.abc import Callable, Mapping

from worker.casefile import Box
from worker.record import CaseRecord, Quoted, RecordMention
from worker.web import words
from worker.web.leading import Leading
from worker.web.marking import Kind, Span, anchor


class Spans:
    """The spans of a record. Its mentions and sentences are there from the first."""

    def __init__(self, record: CaseRecord, title: Callable[[RecordMention], str]) -> None:
        """Mark ``record``; ``title`` says what is known of a mention."""
        self._pictured = pictured_pages(record)
        self._boxes: dict[str, tuple[Box, ...]] = {}
        self.all: list[Span] = [
            Span(
                key=mention.id,
                start=mention.start,
                end=mention.end,
                kind="mention",
                label=mention.label,
                family=words.label(mention.label).family,
                title=title(mention),
                flawed=mention.check == "invalid",
            )
            for mention in record.mentions
        ]
        self.all += [_span(one, one.id, "sentence") for one in record.summary.sentences]
        # Links from a case's summary lead to any sentence, whatever else stands in its place.
        self.all += [_span(one, one.id, "left-out") for one in record.summary.left_out]
        self._at = {(span.start, span.end): span.key for span in reversed(self.all)}
        known: list[tuple[str, Quoted]] = [
            *((one.id, one) for one in record.mentions),
            *((one.id, one) for one in record.summary.sentences),
            *((one.id, one) for one in record.summary.left_out),
        ]
        for key, quoted in known:
            self._keep(key, quoted)

    def leading(self, quoted: Quoted, key: str, *, kind: Kind = "item") -> Leading:
        """Return how words lead to their place; ``key`` names it where nothing else lies there."""
        place = (quoted.start, quoted.end)
        if place not in self._at:
            self._at[place] = key
            self.all.append(_span(quoted, key, kind))
        self._keep(self._at[place], quoted)
        return self._to(self._at[place], quoted)

    def of_mention(self, mention: RecordMention) -> Leading:
        """Return how a mention leads to its own place, whatever else lies there."""
        return self._to(mention.id, mention)

    @property
    def boxes(self) -> Mapping[str, tuple[Box, ...]]:
        """By key: where the words lie on the pictures of their pages. Others cannot be shown so."""
        return self._boxes

    def _to(self, key: str, quoted: Quoted) -> Leading:
        return Leading(
            quote=quoted.quote,
            page=quoted.page,
            anchor=anchor(key),
            unsure=words.unsure(quoted.ocr_confidence),
            shows=key if key in self._boxes else "",
        )

    def _keep(self, key: str, quoted: Quoted) -> None:
        if key not in self._boxes:
            boxes = tuple(box for box in quoted.boxes if box.page in self._pictured)
            if boxes:
                self._boxes[key] = boxes


def pictured_pages(record: CaseRecord) -> frozenset[int]:
    """Return the pages that can be shown as they look; a text or a web page has no such look."""
    kind = record.document.media_type or ""
    if kind != "application/pdf" and not kind.startswith("image/"):
        return frozenset()
    return frozenset(
        page.number for page in record.document.pages if page.width > 0 and page.height > 0
    )


def _span(quoted: Quoted, key: str, kind: Kind) -> Span:
    return Span(key=key, start=quoted.start, end=quoted.end, kind=kind)
