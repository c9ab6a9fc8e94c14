"""The one place that runs the encoder: batches, windows, faults and falling back.

On the CPU windows stand end to end without padding, in the order of their documents, a batch on
each core; a document is interpreted as soon as its last window is answered, while other cores go on
with the next. On an accelerator batches are filled by a budget of padded tokens from windows sorted
by length across documents. A batch that fails is halved until what breaks it stands alone; only
that document is given up.
"""

import gc
from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from models.inference import batches
from models.inference.batches import Job, Open, Reading
from models.inference.device import Device, fallen_back
from models.inference.faults import RECOVERABLE, out_of_memory
from models.inference.lanes import Lanes
from models.inference.metrics import Metrics
from models.inference.results import Unanalysed
from models.inference.rounds import Result, Round, Use
from models.inference.windows import AT_SENTENCES, BEYOND_SENTENCES, Tokeniser, Tokens, Window, cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.inference.encoder import StatementEncoder

    Floats = NDArray[np.float32]

__all__ = ["Core", "Reading"]

_LEAST_BUDGET = 256
# On the CPU a batch is as large as its sums fit into the processor's cache.
CPU_BUDGET = 2048
# What windows of these lengths, beside a full one, are tried together and alone at load.
_TRIED_LENGTHS = (1, 31, 100)


class _NotFinite(RuntimeError):
    """The device answered with something that is not a number."""


class Core:
    """Runs one network on one device, and on the CPU when that device fails."""

    def __init__(
        self,
        network: "StatementEncoder",
        tokeniser: Tokeniser,
        device: Device,
        *,
        size: int,
        overlap: int,
        token_budget: int,
        context: int | None = None,
        threads: int | None = None,
    ) -> None:
        """Put ``network`` on ``device``; on the CPU, saying why, if that fails.

        Args:
            network: the encoder and its heads.
            tokeniser: for its vocabulary.
            device: where it runs.
            size: how many tokens a window has at most, with its two marks.
            overlap: how many tokens two windows share where none begins a sentence.
            token_budget: how many tokens a batch holds at most, padding included.
            context: how many tokens a window that begins a sentence reads of what stands before.
            threads: how many cores the CPU's part may use; None means as many as torch does.
        """
        import torch

        from models.inference.unpadded import UnpaddedEncoder

        self.tokeniser = tokeniser
        self.device = device
        self.token_budget = token_budget
        self.metrics = Metrics()
        self._size = size
        self._overlap = overlap
        self._context = min(AT_SENTENCES if context is None else context, overlap // 2)
        self._beyond = min(BEYOND_SENTENCES, self._context)
        self._on_cpu = network.eval().float()
        self._lanes = Lanes(threads or torch.get_num_threads())
        self._prepared = UnpaddedEncoder(self._on_cpu)
        # Until it was tried, nothing is taken for granted.
        self._same_alone = False
        self._lock = Lock()
        self._network = self._placed(device)

    def read(self, documents: Sequence[Tokens]) -> list[Reading | Unanalysed]:
        """Read documents in batches; the results stand in the order of ``documents``."""
        return self.each(
            documents, lambda _, read: read if isinstance(read, Unanalysed) else read[1]
        )

    def each(self, documents: Iterable[Tokens | Unanalysed], use: "Use[Result]") -> list[Result]:
        """Read documents and make something of each reading; the results stand in their order.

        Documents are taken from ``documents`` as there is room for them, and forgotten when they
        are used, so that any number may come. ``use`` is called once for each, in any order and in
        several threads, with its number and its tokens and reading; an error in it ends all.
        """
        with self._lanes.open() as course:
            run = Round(self, course, use)
            for number, tokens in enumerate(documents):
                run.take(number, tokens)
            run.flush()
            course.finish()
            run.last_resort()
        return [run.results[number] for number in range(len(run.results))]

    def read_alone(self, tokens: Tokens) -> Reading:
        """Read one document window by window, in float32 on the CPU.

        This is the answer that decides wherever a batch's answer is too close to call: it depends
        on nothing but the document.
        """
        self.metrics.add(read_alone=1)
        document, jobs = self.open(0, tokens)
        for job in jobs:
            self._unpadded([job])
        return replace(document.reading, alone=True)

    def salience(self, sentences: "Floats", features: "Floats") -> "Floats":
        """Score one document's sentences on the CPU; log-odds, (sentences,)."""
        import torch

        with torch.inference_mode():
            scores = self._on_cpu.salience(torch.from_numpy(sentences), torch.from_numpy(features))
        answer: Floats = scores[:, 0].numpy()
        return answer

    def warm_up(self) -> None:
        """Run made-up windows in every lane, so that the first statement finds all in place.

        On the way it is tried whether a window's answer is the same to the last bit in any company.
        Where it is, as with most processors' libraries, nothing has to be read again alone.
        """
        size = self._size - batches.MARKS
        lengths = sorted({size, *(one for one in _TRIED_LENGTHS if one < size)})
        jobs = [self._made_up(length) for length in lengths]
        # Libraries part large products otherwise than small ones: both are tried.
        crowd = [self._made_up(size)] * max(0, self.budget // (size + batches.MARKS) - len(jobs))
        verdicts: list[bool] = []
        with self._lanes.open() as course:
            for _ in range(self._lanes.count):
                course.put(lambda: verdicts.append(self._is_same_alone(jobs, crowd)))
        self._same_alone = all(verdicts)

    def use_cpu(self, why: str) -> None:
        """Give up the device for good and go on with the CPU; ``why`` goes into the records."""
        with self._lock:
            if self.device.is_cpu:
                return
            self.device = fallen_back(self.device, why)
            self._network = self._on_cpu
        self.metrics.add(fallbacks=1)

    def answers(self, jobs: Sequence[Job]) -> None:
        """Run one batch on the device in use and keep its answers.

        Raises what the device does, and RuntimeError for an answer that is not a number.
        """
        started = perf_counter()
        if self.device.is_cpu:
            padding = self._unpadded(jobs)
            alone = self._same_alone and self._lanes.has_its_threads()
        else:
            alone = False
            states, logits = self._on_network(self._network, self.device.name, jobs)
            for row, job in enumerate(jobs):
                job.write(states[row], logits[row])
            padding = states.shape[0] * states.shape[1] - sum(map(len, jobs))
        if not alone:
            for job in jobs:
                # Only ever set to false: another thread may be at another of its windows.
                job.document.alone = False
        self.metrics.batch(
            windows=len(jobs),
            tokens=sum(map(len, jobs)),
            padding=padding,
            seconds=perf_counter() - started,
        )

    def halve_budget(self) -> None:
        """Make batches smaller from now on, as memory ran out."""
        with self._lock:
            self.token_budget = max(_LEAST_BUDGET, self.token_budget // 2)
        self.metrics.add(halvings=1)
        self.free()

    def free(self) -> None:
        """Give memory back that the accelerator holds for later."""
        import torch

        gc.collect()
        if self.device.name.startswith("cuda") and torch.cuda.is_available():
            try:
                torch.cuda.empty_cache()
            except RuntimeError:
                # A broken context cannot be tidied; the CPU takes over next.
                return

    @property
    def budget(self) -> int:
        """How many tokens the next batch may hold."""
        return min(self.token_budget, CPU_BUDGET) if self.device.is_cpu else self.token_budget

    @property
    def side_by_side(self) -> int:
        """How many batches run at once."""
        return self._lanes.count if self.device.is_cpu else 1

    def open(self, number: int, tokens: Tokens) -> tuple[Open, list[Job]]:
        """Return a document to be read and its windows. Raises MemoryError."""
        shape = self._on_cpu.shape
        found = cut(tokens, self._size - batches.MARKS, self._overlap, self._context, self._beyond)
        reading = Reading.empty(len(tokens), shape.width, shape.labels)
        document = Open(number, tokens, reading, len(found))
        return document, [Job(document, window) for window in found]

    @property
    def _marks(self) -> tuple[int, int, int]:
        return self.tokeniser.start_id, self.tokeniser.end_id, self.tokeniser.pad_id

    def _unpadded(self, jobs: Sequence[Job]) -> int:
        """Run a batch on the CPU; return how many rows were filled up."""
        states, logits, rows = self._end_to_end(jobs)
        _check(states, logits)
        first = 0
        for job in jobs:
            here = slice(first, first + len(job))
            job.write(states[here], logits[here])
            first += len(job)
        return rows - first

    def _end_to_end(self, jobs: Sequence[Job]) -> tuple["Floats", "Floats", int]:
        """Return the prepared encoder's states and logits, and how many rows it computed."""
        import torch

        from models.inference.unpadded import ROWS

        ids, types = batches.unpadded(jobs, self._marks, ROWS)
        with torch.inference_mode():
            states, logits = self._prepared(
                torch.from_numpy(ids), torch.from_numpy(types), list(map(len, jobs))
            )
        return states.numpy(), logits.numpy(), len(ids)

    def _made_up(self, length: int) -> Job:
        """Return a window of a document that nobody wrote."""
        # A step without a common divisor with the vocabulary's size: ids of every kind.
        ids = [place * 7919 % self._on_cpu.shape.vocabulary for place in range(length)]
        zeros = [0] * length
        document = Open(0, Tokens(ids, zeros, zeros, zeros, zeros), Reading.empty(0, 1, 1), 1)
        return Job(document, Window(0, length, 0, length))

    def _is_same_alone(self, jobs: Sequence[Job], crowd: Sequence[Job]) -> bool:
        """Whether windows have the same answers to the last bit alone, together and in a crowd."""
        companies = [self._end_to_end(jobs), self._end_to_end([*jobs, *crowd])]
        first = 0
        for job in jobs:
            alone = self._end_to_end([job])
            here = slice(first, first + len(job))
            for states, logits, _ in companies:
                if not np.array_equal(alone[0], states[here]):
                    return False
                if not np.array_equal(alone[1], logits[here]):
                    return False
            first += len(job)
        return True

    def _on_network(
        self, network: "StatementEncoder", device: str, jobs: Sequence[Job]
    ) -> tuple["Floats", "Floats"]:
        import torch

        arrays = batches.padded(jobs, self._marks)
        with torch.inference_mode():
            found = network(*(torch.from_numpy(array).to(device) for array in arrays))
            states, logits = (one.float().cpu().numpy() for one in found)
        kept = arrays[2].astype(bool)
        _check(states[kept], logits[kept])
        return states, logits

    def _placed(self, device: Device) -> "StatementEncoder":
        if device.is_cpu:
            return self._on_cpu
        # The CPU keeps its own copy: near decisions are always made there.
        try:
            return self._on_cpu.computing().to(device.name)
        except RECOVERABLE as error:
            short = out_of_memory(error)
            self.use_cpu("it has too little memory" if short else "the model cannot be put there")
            return self._on_cpu


def _check(states: "Floats", logits: "Floats") -> None:
    if not (np.isfinite(logits).all() and np.isfinite(states).all()):
        raise _NotFinite("the device's answer is not a number")
