"""What to know before a case's summary is relied on, beside what each record says of itself."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.inference.surfaces import words
from worker.casework.alike import folded
from worker.casework.case_summary import CaseNotice
from worker.casework.testimony import Testimony

_FEWEST_WORDS = 6
# A sentence in more statements than this is a form's or a force's, not an account's.
_MOST_SHARING = 8
_SAME_SHARE = 0.6


def of(testimonies: Sequence[Testimony]) -> Iterator[CaseNotice]:
    """Yield the notices of a case."""
    old = [one for one in testimonies if not one.record.summary.weighing]
    if old:
        yield CaseNotice(
            code="own_summary_only",
            message=(
                "These records were made by an earlier version and keep only their own summary's "
                "sentences: nothing else of them can be here. Process the files again to have all."
            ),
            statement_ids=_ids(old),
        )
    models = {one.record.provenance.models for one in testimonies}
    if len(models) > 1:
        yield CaseNotice(
            code="several_models",
            message=(
                "These records were made by different models, so their saliences may not compare: "
                "one statement may have more room here than another for that reason alone."
            ),
            statement_ids=_ids(testimonies),
        )
    for same in _told_twice(testimonies):
        yield CaseNotice(
            code="same_words",
            message=(
                "These statements hold largely the same sentences. They may be one account in two "
                "files or versions: what both say is then said once, not twice."
            ),
            statement_ids=_ids(same),
        )


def _ids(testimonies: Sequence[Testimony]) -> tuple[str, ...]:
    return tuple(one.statement.id for one in testimonies)


def _told_twice(testimonies: Sequence[Testimony]) -> list[list[Testimony]]:
    """Return the statements that share most of the shorter one's sentences, word for word.

    Statements with all sentences alike are found however many there are; for others a sentence
    counts that only a few statements share, so that the work grows with the case alone.
    """
    whole: dict[bytes, list[int]] = defaultdict(list)
    prints = [_prints(one) for one in testimonies]
    for number, found in enumerate(prints):
        if found:
            whole[b"".join(sorted(found))].append(number)
    sharing: dict[bytes, list[int]] = defaultdict(list)
    for numbers in whole.values():
        for one in prints[numbers[0]]:
            sharing[one].append(numbers[0])
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in sharing.values():
        if len(numbers) <= _MOST_SHARING:
            for place, left in enumerate(numbers):
                for right in numbers[place + 1 :]:
                    shared[left, right] += 1
    pairs = [
        [*whole[b"".join(sorted(prints[left]))], *whole[b"".join(sorted(prints[right]))]]
        for (left, right), count in sorted(shared.items())
        if count >= 2 and count >= _SAME_SHARE * min(len(prints[left]), len(prints[right]))
    ]
    joined = {number for pair in pairs for number in pair}
    alone = [n for n in whole.values() if len(n) > 1 and n[0] not in joined]
    return [[testimonies[number] for number in sorted(one)] for one in sorted([*pairs, *alone])]


def _prints(testimony: Testimony) -> frozenset[bytes]:
    """Return a fingerprint of each sentence of some length, whatever its spaces and capitals."""
    return frozenset(
        hashlib.blake2b(
            "".join(c for c in folded(one.quote) if c.isalnum()).encode(), digest_size=8
        ).digest()
        for one in testimony.sentences
        if words(one.quote) >= _FEWEST_WORDS
    )
