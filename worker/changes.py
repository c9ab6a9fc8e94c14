"""What differs between two versions of a statement's record.

What quotes the text is followed from its old place to its new one, so that a line more at the top
does not make everything below it look new. Scores are not compared: every model has its own.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from worker import summary
from worker.casefile import Notice, Page
from worker.following import Differing, Followed
from worker.record import (
    CaseRecord,
    DigestItem,
    Field,
    LeftOutSentence,
    Quoted,
    RecordMention,
    RecordTurn,
    SummaryReference,
    SummarySentence,
)

T = TypeVar("T")
Q = TypeVar("Q", bound=Quoted)
Sentence = SummarySentence | LeftOutSentence
Named = tuple[str, Field]
"""A field of the form and its name."""
Under = tuple[str, DigestItem]
"""An item of the digest and the heading that it stands under."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing(Generic[T]):
    """How many pieces are the same in both, and the others as they were and as they are.

    None on one side: there is no such piece in that version.
    """

    same: int
    pairs: tuple[tuple[T | None, T | None], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What differs between one version and another, part by part.

    ``made`` is what made them and what is said of the record as a whole: name, value then, value
    now. A pair of ``sentences`` has a sentence of a summary on one side at least; a sentence that
    was left out on the other says why.
    """

    made: tuple[tuple[str, str, str], ...]
    words: tuple[Differing, ...]
    sentences: Pairing[Sentence]
    mentions: Pairing[RecordMention]
    fields: Pairing[Named]
    digest: Pairing[Under]
    turns: Pairing[RecordTurn]
    overview: Pairing[str]
    notices: Pairing[Notice]
    pages: Pairing[Page]
    files: Pairing[str]
    """What was found inside the file: ids of statements. Their order is not compared."""


def between(then: CaseRecord, now: CaseRecord) -> Changes:
    """Compare a version with another of the same statement."""
    followed = Followed(then.text, now.text)
    return Changes(
        made=tuple(row for row in _made(then, now) if row[1] != row[2]),
        words=followed.differing,
        sentences=_sentences(then, now, followed),
        mentions=_quoted(
            then.mentions,
            now.mentions,
            followed,
            _itself,
            lambda one: one.label,
            _known,
            across=True,
        ),
        fields=_paired(
            tuple(then.form.items()),
            tuple(now.form.items()),
            _first,
            _first,
            lambda one: one[1].value,
        ),
        digest=_quoted(_digest(then), _digest(now), followed, lambda one: one[1], _first, _told),
        turns=_quoted(
            then.turns, now.turns, followed, _itself, _of_one_sort, lambda one: one.speaker
        ),
        overview=_paired(_overview(then), _overview(now), _itself, _itself, _itself),
        notices=_paired(then.warnings, now.warnings, _itself, _itself, _itself),
        pages=_paired(
            then.document.pages,
            now.document.pages,
            lambda one: one.number,
            lambda one: one.number,
            lambda one: (one.method, one.role, one.disclosable),
        ),
        files=_paired(then.document.children, now.document.children, _itself, _itself, _itself),
    )


def _sentences(then: CaseRecord, now: CaseRecord, followed: Followed) -> Pairing[Sentence]:
    every = _quoted(
        summary.every_sentence(then.summary),
        summary.every_sentence(now.summary),
        followed,
        _itself,
        _of_one_sort,
        _chosen,
    )
    # Sentences that are in neither summary are no change of it.
    pairs = tuple(
        pair for pair in every.pairs if any(isinstance(one, SummarySentence) for one in pair)
    )
    changed = sum(isinstance(one, SummarySentence) for _, one in pairs)
    return Pairing(same=len(now.summary.sentences) - changed, pairs=pairs)


def _quoted(
    then: Sequence[T],
    now: Sequence[T],
    followed: Followed,
    quoted: Callable[[T], Quoted],
    sort: Callable[[T], str],
    said: Callable[[T], object],
    *,
    across: bool = False,
) -> Pairing[T]:
    """Pair what quotes the same words; then what stands between the same words, if of one sort.

    ``across``: the same words may be of another sort, too. The pairs are in the text's order.
    """

    def moved(one: T) -> tuple[int, int] | None:
        return followed.place(quoted(one).start, quoted(one).end)

    def stands(one: T) -> tuple[int, int]:
        return quoted(one).start, quoted(one).end

    def place(pair: tuple[T | None, T | None]) -> int:
        one, other = pair
        if other is not None:
            return quoted(other).start
        return followed.towards(quoted(one).start) if one is not None else 0

    alike = _paired(
        then, now, lambda one: (moved(one), sort(one)), lambda one: (stands(one), sort(one)), said
    )
    pairs = [pair for pair in alike.pairs if None not in pair]
    if across:
        left = _paired(*_left(alike), moved, stands, said)
        pairs += [pair for pair in left.pairs if None not in pair]
        alike = Pairing(same=alike.same, pairs=left.pairs)
    went, came = _left(alike)
    for one in went:
        near = followed.near(*stands(one))
        at = None
        if near:
            meeting = (n for n, other in enumerate(came) if _meet(near, stands(other)))
            at = next((n for n in meeting if sort(came[n]) == sort(one)), None)
        pairs.append((one, None if at is None else came.pop(at)))
    pairs += [(None, other) for other in came]
    return Pairing(same=alike.same, pairs=tuple(sorted(pairs, key=place)))


def _left(pairing: Pairing[T]) -> tuple[list[T], list[T]]:
    """Return what has no partner: of the one version, and of the other."""
    went = [one for one, other in pairing.pairs if one is not None and other is None]
    return went, [other for one, other in pairing.pairs if one is None and other is not None]


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _paired(
    then: Sequence[T],
    now: Sequence[T],
    key_then: Callable[[T], Hashable],
    key_now: Callable[[T], Hashable],
    said: Callable[[T], object],
) -> Pairing[T]:
    """Pair pieces with the same key; they are the same where the same is said of them."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, one in enumerate(now):
        waiting[key_now(one)].append(number)
    partners: dict[int, T] = {}
    pairs: list[tuple[T | None, T | None]] = []
    for one in then:
        found = waiting.get(key_then(one))
        if found:
            partners[found.pop(0)] = one
        else:
            pairs.append((one, None))
    same = 0
    for number, other in enumerate(now):
        partner = partners.get(number)
        if partner is not None and said(partner) == said(other):
            same += 1
        else:
            pairs.append((partner, other))
    return Pairing(same=same, pairs=tuple(pairs))


def _first(one: tuple[str, object]) -> str:
    return one[0]


def _of_one_sort(_: object) -> str:
    return ""


def _itself(one: T) -> T:
    return one


def _words(one: Quoted) -> tuple[str, ...]:
    return tuple(one.quote.split())


def _known(one: RecordMention) -> object:
    return one.label, dict(one.value or {}), one.check


def _chosen(one: Sentence) -> object:
    if isinstance(one, SummarySentence):
        return one.modality, tuple(map(_meant, one.references))
    return None


def _meant(one: SummaryReference) -> object:
    return one.kind, _words(one), tuple(map(_words, one.candidates))


def _told(under: Under) -> object:
    _, one = under
    parts = tuple((part.kind, _words(part), part.value, part.modality) for part in one.parts)
    return one.modality, one.condition, one.question, parts


def _digest(record: CaseRecord) -> tuple[Under, ...]:
    return tuple((name, item) for name, items in record.digest.items() for item in items)


def _overview(record: CaseRecord) -> tuple[str, ...]:
    return tuple(one.text for one in record.overview.sentences) if record.overview else ()


def _made(then: CaseRecord, now: CaseRecord) -> list[tuple[str, str, str]]:
    one, other = _facts(then), _facts(now)
    return [(name, one.get(name, ""), other.get(name, "")) for name in {**one, **other}]


def _facts(record: CaseRecord) -> dict[str, str]:
    made = record.provenance
    models = {f"model {each.name}": f"{each.version} ({each.sha256[:12]})" for each in made.models}
    settings = {f"setting {name}": value for name, value in made.settings.items()}
    return {
        "status": record.status,
        "failure": record.failure.message if record.failure else "",
        "kind": record.document.kind,
        "language": record.language or "",
        "deponent": made.pipeline_version,
        "schema": record.schema,
        "reader": made.reader or "",
        "ocr": made.ocr or "",
        **models,
        "device": made.device or "",
        **settings,
    }
