"""One round of reading: documents come in, batches run, faults are met, results go out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from models.inference import batches
from models.inference.batches import Job, Open, Reading
from models.inference.faults import RECOVERABLE, given_up, out_of_memory
from models.inference.lanes import Course
from models.inference.results import Unanalysed
from models.inference.windows import Tokens

if TYPE_CHECKING:
    from models.inference.core import Core

Result = TypeVar("Result")
# What is made of a document's reading, or of the news that there is none.
Read = tuple[Tokens, Reading]
Use = Callable[[int, Read | Unanalysed], Result]
# So many of an accelerator's batches are sorted at a time.
_SORTED_BATCHES = 4


@dataclass(slots=True)
class Round(Generic[Result]):
    """One call of ``Core.each``: what waits, what is done and what is left for the end."""

    core: "Core"
    course: Course
    use: Use[Result]
    results: dict[int, Result] = field(default_factory=dict)
    _waiting: list[Job] = field(default_factory=list)
    _tokens: int = 0
    _again: list[Job] = field(default_factory=list)

    def take(self, number: int, tokens: Tokens | Unanalysed) -> None:
        """Take the next document; whatever is enough for the cores is started."""
        if isinstance(tokens, Unanalysed):
            self.results[number] = self.use(number, tokens)
            return
        opened = self._opened(number, tokens)
        if opened is None:
            return
        document, jobs = opened
        if not jobs:
            self._finish(document)
            return
        self._waiting += jobs
        self._tokens += sum(map(len, jobs))
        core = self.core
        enough = core.side_by_side if core.device.is_cpu else _SORTED_BATCHES
        if self._tokens >= (enough + 1) * core.budget:
            self.flush()

    def flush(self) -> None:
        """Start everything that waits."""
        jobs, self._waiting, self._tokens = self._waiting, [], 0
        if not jobs:
            return
        if self.core.device.is_cpu:
            for part in batches.end_to_end(jobs, self.core.side_by_side, self.core.budget):
                self._put(part)
            return
        jobs = batches.by_length(jobs)
        position = 0
        while position < len(jobs):
            # The budget may have been halved since the last batch.
            fits = max(1, self.core.budget // len(jobs[position]))
            self.run(jobs[position : position + fits])
            position += fits

    def run(self, jobs: Sequence[Job]) -> None:
        """Run one batch; on a fault move, halve or give up the one document that it is."""
        core = self.core
        dead = [job for job in jobs if job.document.failed]
        jobs = [job for job in jobs if not job.document.failed]
        for job in dead:
            self._settle(job)
        if not jobs:
            return
        try:
            core.answers(jobs)
        except RECOVERABLE as error:
            short = out_of_memory(error)
            # What the failed attempt holds is needed by the next.
            error.__traceback__ = None
        else:
            for job in jobs:
                self._settle(job)
            return
        if short and len(jobs) > 1:
            core.halve_budget()
        elif not core.device.is_cpu:
            core.free()
            core.use_cpu("it ran out of memory" if short else "it failed during the work")
            self.run(jobs)
            return
        elif len(jobs) == 1:
            if short:
                # Others may be holding what it needs: it has its turn when they are done.
                self._again.append(jobs[0])
            else:
                self._settle(jobs[0], given_up(short=False))
            return
        middle = len(jobs) // 2
        self.run(jobs[:middle])
        self.run(jobs[middle:])

    def last_resort(self) -> None:
        """Run alone what had no memory beside others."""
        for job in self._again:
            failed = None
            self.core.free()
            try:
                if not job.document.failed:
                    self.core.answers([job])
            except RECOVERABLE as error:
                failed = given_up(short=out_of_memory(error))
            self._settle(job, failed)

    def _put(self, jobs: Sequence[Job]) -> None:
        self.course.put(lambda: self.run(jobs))

    def _opened(self, number: int, tokens: Tokens) -> tuple[Open, list[Job]] | None:
        """Make room for a document's answers; wait for the others' room where there is none."""
        for attempt in range(2):
            try:
                return self.core.open(number, tokens)
            except MemoryError:
                if attempt == 0:
                    self.flush()
                    self.course.finish()
                    self.core.free()
        self.core.metrics.add(given_up=1)
        self.results[number] = self.use(number, given_up(short=True))
        return None

    def _settle(self, job: Job, failed: Unanalysed | None = None) -> None:
        if job.document.settle(failed):
            self._finish(job.document)

    def _finish(self, document: Open) -> None:
        counts = {"documents": 1, "tokens": len(document.tokens)}
        self.core.metrics.add(**counts, given_up=int(document.failed is not None))
        reading = replace(document.reading, alone=document.alone)
        read = document.failed or (document.tokens, reading)
        self.results[document.number] = self.use(document.number, read)
