"""What a run came to: how many records are the same, and in which parts the others differ."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from worker import changes
from worker.record import CaseRecord
from worker.store import returning
from worker.store.reprocessing import Member
from worker.store.store import Store

PARTS = (
    *("record", "words", "summary", "mentions", "form", "digest"),
    *("turns", "overview", "warnings", "pages", "files"),
)
"""The parts of a record that can differ. ``record`` is what is said of the whole: whether all of it
was read, its kind, its language; ``files`` what was found inside it."""
_OF_THE_WHOLE = frozenset({"status", "failure", "kind", "language"})


@dataclass(frozen=True, kw_only=True, slots=True)
class NewVersion:
    """A statement whose record has a new version: in how many places each part differs.

    No parts: only what made it is another.
    """

    member: Member
    then: int
    now: int
    parts: Mapping[str, int]

    @property
    def places(self) -> int:
        """In how many places they differ."""
        return sum(self.parts.values())

    @property
    def address(self) -> str:
        """The page that shows both side by side, without the service's own address."""
        where = f"/statements/{self.member.statement_id}/changes"
        return f"{where}?then={self.then}&now={self.now}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Differences:
    """What became of each statement of a run.

    ``same``: no new version. ``differing`` has most places first; ``alike`` is new in nothing but
    what made it. ``read_now``: failed before, and has a record now. ``kept``: could not be done
    again, the record from before stays. ``failed``: failed before, and again. ``stopped`` by
    somebody; ``aside``: failed before, and quarantined now; ``in_hand`` still.
    """

    run: str
    members: int
    same: tuple[Member, ...]
    alike: tuple[NewVersion, ...]
    differing: tuple[NewVersion, ...]
    read_now: tuple[Member, ...]
    kept: tuple[Member, ...]
    failed: tuple[Member, ...]
    aside: tuple[Member, ...]
    stopped: tuple[Member, ...]
    in_hand: tuple[Member, ...]

    @property
    def all_well(self) -> bool:
        """Whether everything was done and nothing failed."""
        return not (self.kept or self.failed or self.aside or self.stopped or self.in_hand)

    @property
    def parts(self) -> dict[str, int]:
        """How many statements differ in each part, for the parts in which any does."""
        counted = Counter(part for each in self.differing for part in each.parts)
        return {part: counted[part] for part in PARTS if counted[part]}


def of_run(
    store: Store,
    run: str,
    *,
    compared: Callable[[int, int], None] = lambda _done, _of: None,
) -> Differences:
    """Compare the records of a run with those from before it.

    ``compared`` hears how many statements were looked at, of how many.
    """
    members = store.reprocessing.members(run)
    sorted_out: dict[str, list[Member]] = {name: [] for name in _ENDS}
    versions: list[NewVersion] = []
    for number, member in enumerate(members, start=1):
        compared(number, len(members))
        end = _end(member)
        new = _compared(store, member) if end == "analysed" else None
        if new is not None:
            versions.append(new)
        else:
            sorted_out["same" if end == "analysed" else end].append(member)
    differing = [each for each in versions if each.parts]
    return Differences(
        run=run,
        members=len(members),
        alike=tuple(each for each in versions if not each.parts),
        differing=tuple(sorted(differing, key=lambda each: -each.places)),
        **{name: tuple(some) for name, some in sorted_out.items()},
    )


_ENDS = ("same", "read_now", "kept", "failed", "aside", "stopped", "in_hand")
_END: Mapping[str | None, str] = {
    None: "in_hand",
    "failed": "failed",
    "quarantined": "aside",
    "cancelled": "stopped",
    returning.STOPPED: "stopped",
    returning.NOT_DONE_AGAIN: "kept",
}


def _end(member: Member) -> str:
    if member.outcome == "analysed":
        return "analysed" if member.before.good else "read_now"
    return _END[member.outcome]


def _compared(store: Store, member: Member) -> NewVersion | None:
    """Compare with the version from before; None where it is still the newest."""
    then, now = member.before.version or 0, int(member.detail.removeprefix("version "))
    if then == now:
        return None
    records = store.records
    one, other = (records.version(member.statement_id, each) for each in (then, now))
    parts = differing_parts(one, other) if one and other else {}
    return NewVersion(member=member, then=then, now=now, parts=parts)


def differing_parts(then: CaseRecord, now: CaseRecord) -> dict[str, int]:
    """Return in how many places each part of a record differs, for the parts that do."""
    found = changes.between(then, now)
    places: dict[str, Sequence[object]] = {
        "record": [row for row in found.made if row[0] in _OF_THE_WHOLE],
        "words": found.words,
        "summary": found.sentences.pairs,
        "mentions": found.mentions.pairs,
        "form": found.fields.pairs,
        "digest": found.digest.pairs,
        "turns": found.turns.pairs,
        "overview": found.overview.pairs,
        "warnings": found.notices.pairs,
        "pages": found.pages.pairs,
        "files": found.files.pairs,
    }
    return {part: len(places[part]) for part in PARTS if places[part]}
