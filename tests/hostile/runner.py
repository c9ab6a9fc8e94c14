"""Reads the corpus as the application would, file by file, and says what became of each."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue

from tests.hostile.case import WHOLE, Case, Verdict
from tests.hostile.judging import Outcome, faults, flat, status_of
from tests.hostile.statement import SAYS, TEXT
from worker.casefile import ExtractedDocument
from worker.errors import DeponentError, Unreadable
from worker.extract.sandbox import Limits, ReadingRoom

ORDINARY = Limits(seconds=60.0, cores=1)
TIGHT = Limits(
    seconds=15.0,
    pages=100,
    text_bytes=1_000_000,
    pixels=20_000_000,
    inflated_bytes=20_000_000,
    attachments=100,
    cores=1,
)
_BEYOND_SECONDS = 45.0
"""A verdict may come this much after the deadline: a busy machine starts a child slowly."""
_EVERY = 10
"""A good file is read after each of so many cases, and after each that ended its child."""
_DEEPEST = 3
_VIOLENT = frozenset({"took_too_long", "out_of_memory", "reader_crashed"})
_NEIGHBOUR = Case(
    family="neighbour",
    name="neighbour.txt",
    data=TEXT.encode(),
    verdict=Verdict(statuses=WHOLE, says=(SAYS,)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What became of a case, and all that is wrong with it."""

    family: str
    name: str
    status: str
    reason: str
    took: float
    faults: list[str] = field(default_factory=list)


def run(cases: Sequence[Case]) -> Iterator[Finding]:
    """Read ``cases`` side by side on all cores, and give what became of each as it is known."""
    todo: SimpleQueue[Case | None] = SimpleQueue()
    found: SimpleQueue[Finding | None] = SimpleQueue()
    readers = len(os.sched_getaffinity(0))
    for case in (*cases, *[None] * readers):
        todo.put(case)
    with ThreadPoolExecutor(readers) as pool:
        tables = [pool.submit(_read_all, todo, found) for _ in range(readers)]
        for _ in range(readers):
            while (finding := found.get()) is not None:
                yield finding
        for table in tables:
            table.result()


def _read_all(todo: "SimpleQueue[Case | None]", found: "SimpleQueue[Finding | None]") -> None:
    try:
        with ReadingRoom(ORDINARY) as ordinary, ReadingRoom(TIGHT) as tight:
            count = 0
            while (case := todo.get()) is not None:
                room, limits = (tight, TIGHT) if case.tight else (ordinary, ORDINARY)
                finding = _judged(case, read(room, case, limits), limits)
                found.put(finding)
                count += 1
                if count % _EVERY == 0 or finding.reason in _VIOLENT:
                    after = _judged(_NEIGHBOUR, read(room, _NEIGHBOUR, limits), limits)
                    if after.faults:
                        said = "; ".join(after.faults)
                        found.put(
                            Finding(
                                family=case.family,
                                name=case.name,
                                status=after.status,
                                reason=after.reason,
                                took=after.took,
                                faults=[f"the neighbour noticed: {said}"],
                            )
                        )
    finally:
        found.put(None)


def read(room: ReadingRoom, case: Case, limits: Limits) -> Outcome:
    """Read a case, and the files inside it as far as its verdict speaks of them."""
    start = time.monotonic()
    try:
        document = room.read(case.data, filename=case.name)
    except Unreadable as refusal:
        took = time.monotonic() - start
        return Outcome(status="failed", reason=refusal.reason, message=str(refusal), took=took)
    except DeponentError as error:
        took = time.monotonic() - start
        return Outcome(status="failed", reason=error.reason, message=str(error), took=took)
    took = time.monotonic() - start
    said = document.text
    if any(flat(words) not in flat(said) for words in case.verdict.says):
        said = "\n".join([said, *_inside(room, document, 1)])
    return Outcome(status=status_of(document), document=document, said=said, took=took)


def _inside(room: ReadingRoom, document: ExtractedDocument, depth: int) -> Iterator[str]:
    """The texts of the files inside ``document``, read like any other, each in its own child."""
    for attachment in document.attachments[:20]:
        try:
            inner = room.read(attachment.content, filename=attachment.filename)
        except DeponentError:
            continue
        yield inner.text
        if depth < _DEEPEST:
            yield from _inside(room, inner, depth + 1)


def _judged(case: Case, outcome: Outcome, limits: Limits) -> Finding:
    wrong = faults(case, outcome)
    if outcome.took > limits.seconds + _BEYOND_SECONDS:
        wrong.append(f"took {outcome.took:.0f} s, far beyond its {limits.seconds:.0f}")
    return Finding(
        family=case.family,
        name=case.name,
        status=outcome.status,
        reason=outcome.reason,
        took=round(outcome.took, 2),
        faults=wrong,
    )
