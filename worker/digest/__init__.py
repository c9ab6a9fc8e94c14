"""The digest: what a statement tells, under headings, each item quoted where it stands.

A heading with nothing under it means "not found in this statement", never "not so". Items are found
by the mentions of the entity model and by cues: word lists and patterns in ``lexicon``. Nothing is
merged, reworded or concluded; what is missing is asked.
"""

from collections.abc import Sequence

from models.inference.results import Analysis
from worker.casefile import ExtractedDocument
from worker.digest.quoting import Quote, quote, within
from worker.record import DigestItem, RecordMention

__all__ = ["HEADINGS", "Quote", "of", "quote", "within"]

HEADINGS = (
    *("people", "places", "timeline", "vehicles", "weapons", "drugs"),
    *("injuries", "property", "exhibits", "descriptions", "questions"),
)


def of(
    document: ExtractedDocument, analysis: Analysis, mentions: Sequence[RecordMention]
) -> dict[str, tuple[DigestItem, ...]]:
    """Return the digest of the narrative, every heading of HEADINGS in that order."""
    # Thousands of words are compiled with these, which only whoever makes records needs.
    from worker.digest import (
        belongings,
        descriptions,
        exhibits,
        injuries,
        people,
        questions,
        things,
        timeline,
        vehicles,
    )
    from worker.digest.telling import Telling

    telling = Telling(
        document=document, sentences=analysis.sentences, mentions=_told(document, mentions)
    )
    described = descriptions.of(telling)
    return {
        "people": people.of(telling),
        "places": things.of(telling, frozenset({"LOCATION"})),
        "timeline": timeline.of(telling),
        "vehicles": vehicles.of(telling),
        "weapons": things.of(telling, frozenset({"WEAPON"}), denied=True),
        "drugs": things.of(telling, frozenset({"DRUG"}), denied=True),
        "injuries": injuries.of(telling),
        "property": belongings.of(telling),
        "exhibits": exhibits.of(telling),
        "descriptions": described,
        "questions": questions.of(telling, described),
    }


def _told(
    document: ExtractedDocument, mentions: Sequence[RecordMention]
) -> tuple[RecordMention, ...]:
    """Return the mentions of the account, in order; both lists are gone through once."""
    told = []
    spans = iter(sorted(document.narrative))
    span = next(spans, None)
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        while span is not None and span[1] < mention.end:
            if mention.start < span[1]:
                break
            span = next(spans, None)
        if span is not None and span[0] <= mention.start and mention.end <= span[1]:
            told.append(mention)
    return tuple(told)
