"""Places, weapons and drugs: what is named alike is one item, however often it is named."""

from collections.abc import Sequence

from models.inference.results import Modality
from worker.digest.quoting import quote
from worker.digest.standing import standing
from worker.digest.telling import Cue, Telling
from worker.record import DigestItem, DigestPart, RecordMention

# Of several ways in which a thing is told, the firmest is the item's.
_FIRMEST: tuple[Modality, ...] = ("stated", "uncertain", "reported", "negated")


def named_alike(mentions: Sequence[RecordMention]) -> list[list[RecordMention]]:
    """Group mentions written alike, in the order of the first of each.

    A full stop after an initial, which ends a sentence as well, makes no difference. Nothing is
    merged further: whether two names are one thing is for people to say.
    """
    groups: dict[str, list[RecordMention]] = {}
    for mention in mentions:
        written = " ".join(mention.quote.casefold().split()).rstrip(".")
        groups.setdefault(written, []).append(mention)
    return list(groups.values())


def firmest(modalities: Sequence[Modality]) -> Modality:
    """Return the firmest of several modalities; "stated" for none."""
    return min(modalities, key=_FIRMEST.index, default="stated")


def of(telling: Telling, labels: frozenset[str], *, denied: bool = False) -> tuple[DigestItem, ...]:
    """Return the things with these labels.

    With ``denied``, each item says how it is told, and the sentences that do not simply state it
    are its parts: a knife that nobody saw is no knife.
    """
    mentions = [mention for mention in telling.mentions if mention.label in labels]
    return tuple(_item(telling, group, denied=denied) for group in named_alike(mentions))


def _item(telling: Telling, group: list[RecordMention], *, denied: bool) -> DigestItem:
    first = group[0]
    told = [_told(telling, mention) for mention in group] if denied else []
    return DigestItem(
        mention_ids=tuple(mention.id for mention in group),
        modality=firmest([modality for modality, _ in told]),
        parts=tuple(part for _, part in told if part is not None),
        **quote(telling.document, first.start, first.end),
    )


def _told(telling: Telling, mention: RecordMention) -> tuple[Modality, DigestPart | None]:
    number = telling.sentence_at(mention.start)
    if number is None:
        return "stated", None
    modality = standing(telling, number, mention.start, mention.end)
    if modality == "stated":
        return modality, None
    sentence = telling.sentences[number]
    return modality, telling.part(Cue("told", sentence.start, sentence.end), modality)
