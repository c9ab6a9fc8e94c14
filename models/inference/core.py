"""The one place that runs the encoder: batches, windows, faults and falling back.

Batches are filled by a budget of padded tokens from windows sorted by length across all documents.
A batch that fails is halved until what breaks it stands alone; only that document is given up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.inference.device import Device, fallen_back
from models.inference.results import Unanalysed
from models.inference.windows import Tokeniser, Tokens, Window, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.inference.encoder import StatementEncoder

    Floats = NDArray[np.float32]

_LEAST_BUDGET = 256


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says about one document, token by token.

    ``states`` is (tokens, width); ``logits`` is (tokens, labels, 3): outside, begins, inside.
    """

    states: "Floats"
    logits: "Floats"


class _NotFinite(RuntimeError):
    """The device answered with something that is not a number."""


@dataclass(slots=True)
class _Job:
    """One window of one document, and where its answer goes."""

    document: int
    window: Window


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
    ) -> None:
        """Put ``network`` on ``device``; ``size`` counts a window's tokens with its two marks."""
        self.tokeniser = tokeniser
        self.device = device
        self.token_budget = token_budget
        self._size = size
        self._overlap = overlap
        self._on_cpu = network.eval().float()
        self._network = self._placed(device)

    def read(self, documents: Sequence[Tokens]) -> list[Reading | Unanalysed]:
        """Read documents in batches; the results stand in the order of ``documents``."""
        shape = self._on_cpu.shape
        readings = [
            Reading(
                np.zeros((len(tokens), shape.width), np.float32),
                np.zeros((len(tokens), shape.labels, 3), np.float32),
            )
            for tokens in documents
        ]
        jobs = [
            _Job(number, window)
            for number, tokens in enumerate(documents)
            for window in windows(len(tokens), self._size - 2, self._overlap)
        ]
        jobs.sort(key=lambda job: -len(job.window))
        failed: dict[int, Unanalysed] = {}
        position = 0
        while position < len(jobs):
            # The budget may have been halved since the last batch.
            fits = max(1, self.token_budget // (len(jobs[position].window) + 2))
            batch = [job for job in jobs[position : position + fits] if job.document not in failed]
            position += fits
            self._run(batch, documents, readings, failed)
        return [failed.get(number, reading) for number, reading in enumerate(readings)]

    def read_alone(self, tokens: Tokens) -> Reading:
        """Read one document window by window, unpadded, in float32 on the CPU.

        This is the answer that decides wherever a batch's answer is too close to call: it depends
        on nothing but the document.
        """
        states = np.zeros((len(tokens), self._on_cpu.shape.width), np.float32)
        logits = np.zeros((len(tokens), self._on_cpu.shape.labels, 3), np.float32)
        for window in windows(len(tokens), self._size - 2, self._overlap):
            job = _Job(0, window)
            self._write(job, 0, self._forward(self._on_cpu, "cpu", [job], [tokens]), states, logits)
        return Reading(states, logits)

    def salience(self, sentences: "Floats", features: "Floats") -> "Floats":
        """Score one document's sentences on the CPU; log-odds, (sentences,)."""
        import torch

        with torch.inference_mode():
            scores = self._on_cpu.salience(torch.from_numpy(sentences), torch.from_numpy(features))
        answer: Floats = scores[:, 0].numpy()
        return answer

    def use_cpu(self, why: str) -> None:
        """Give up the device for good and go on with the CPU; ``why`` goes into the records."""
        self.device = fallen_back(self.device, why)
        self._network = self._on_cpu

    def _run(
        self,
        batch: list[_Job],
        documents: Sequence[Tokens],
        readings: list[Reading],
        failed: dict[int, Unanalysed],
    ) -> None:
        """Run one batch; on a fault move, halve or give up the one document that it is."""
        batch = [job for job in batch if job.document not in failed]
        if not batch:
            return
        try:
            answer = self._forward(self._network, self.device.name, batch, documents)
        except (RuntimeError, MemoryError, ValueError, IndexError) as error:
            short = _out_of_memory(error)
            if short and len(batch) > 1:
                self.token_budget = max(_LEAST_BUDGET, self.token_budget // 2)
                self._free()
            elif not self.device.is_cpu:
                self._free()
                self.use_cpu("it ran out of memory" if short else "it failed during the work")
                self._run(batch, documents, readings, failed)
                return
            elif len(batch) == 1:
                failed[batch[0].document] = _given_up(short=short)
                return
            middle = len(batch) // 2
            self._run(batch[:middle], documents, readings, failed)
            self._run(batch[middle:], documents, readings, failed)
            return
        for row, job in enumerate(batch):
            reading = readings[job.document]
            self._write(job, row, answer, reading.states, reading.logits)

    def _forward(
        self,
        network: "StatementEncoder",
        device: str,
        batch: list[_Job],
        documents: Sequence[Tokens],
    ) -> tuple["Floats", "Floats"]:
        import torch

        width = max(len(job.window) for job in batch) + 2
        ids = np.full((len(batch), width), self.tokeniser.pad_id, np.int64)
        types = np.zeros((len(batch), width), np.int64)
        mask = np.zeros((len(batch), width), np.int64)
        for row, job in enumerate(batch):
            tokens, length = documents[job.document], len(job.window)
            ids[row, 0] = self.tokeniser.start_id
            ids[row, 1 : length + 1] = tokens.ids[job.window.first : job.window.last]
            ids[row, length + 1] = self.tokeniser.end_id
            types[row, 1 : length + 1] = tokens.types[job.window.first : job.window.last]
            mask[row, : length + 2] = 1
        with torch.inference_mode():
            inputs = [torch.from_numpy(array).to(device) for array in (ids, types, mask)]
            states, logits = network(*inputs)
            answer = states.float().cpu().numpy(), logits.float().cpu().numpy()
        kept = mask.astype(bool)
        if not (np.isfinite(answer[1][kept]).all() and np.isfinite(answer[0][kept]).all()):
            raise _NotFinite("the device's answer is not a number")
        return answer

    @staticmethod
    def _write(
        job: _Job, row: int, answer: tuple["Floats", "Floats"], states: "Floats", logits: "Floats"
    ) -> None:
        """Keep the part of a window's answer that this window answers for."""
        window = job.window
        owned = slice(window.own_first, window.own_last)
        # One further on: the first token of a window is the start mark.
        within = slice(window.own_first - window.first + 1, window.own_last - window.first + 1)
        states[owned] = answer[0][row, within]
        logits[owned] = answer[1][row, within]

    def _placed(self, device: Device) -> "StatementEncoder":
        if device.is_cpu:
            return self._on_cpu
        import copy

        # The CPU keeps its own copy: near decisions are always made there.
        return copy.deepcopy(self._on_cpu).to(device.name)

    def _free(self) -> None:
        import torch

        if self.device.name.startswith("cuda") and torch.cuda.is_available():
            try:
                torch.cuda.empty_cache()
            except RuntimeError:
                # A broken context cannot be tidied; the CPU takes over next.
                return


def _out_of_memory(error: BaseException) -> bool:
    import torch

    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    words = str(error).lower()
    return "out of memory" in words or "can't allocate memory" in words


def _given_up(*, short: bool) -> Unanalysed:
    if short:
        return Unanalysed(
            reason="out_of_memory",
            message="The machine has too little memory left to analyse this statement.",
        )
    return Unanalysed(
        reason="analysis_failed",
        message="The model could not read this statement; the others were not affected.",
    )
