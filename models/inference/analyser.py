"""Text in, analysis out: models and rules over a batch of passages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from models.inference import artefacts, golden, statement_model, summary
from models.inference.artefacts import ARTEFACTS
from models.inference.core import Core
from models.inference.device import Device, choose
from models.inference.errors import GoldenMismatch
from models.inference.faults import RECOVERABLE, given_up, out_of_memory
from models.inference.identifiers import find
from models.inference.laid_out_names import laid_out
from models.inference.merging import merge
from models.inference.named_beings import without_beings
from models.inference.named_things import without_things
from models.inference.names import with_parts
from models.inference.overview.overview import OverviewModel
from models.inference.reading import Interpreter
from models.inference.results import (
    Analysis,
    Mention,
    ModelRef,
    Passage,
    Sentence,
    SummaryLength,
    Unanalysed,
)
from models.inference.rounds import Read
from models.inference.statement_model import StatementModel
from models.inference.surfaces import words
from models.inference.windows import Tokens

Made = TypeVar("Made")
TOKEN_BUDGET = 8192
DEFAULT_LENGTH = SummaryLength()
# A token of English prose covers this many characters or more, nearly always.
_CHARACTERS_A_TOKEN = 3.5


class Analyser:
    """The active models, loaded and proven on one device."""

    def __init__(
        self,
        models: Mapping[str, StatementModel],
        cores: Mapping[str, Core],
        overview: OverviewModel | None = None,
    ) -> None:
        """Take the model and the core for each task; tasks may share both. See ``load``."""
        self._models = models
        self._cores = cores
        self._overview = overview

    @classmethod
    def load(
        cls,
        root: Path = ARTEFACTS,
        *,
        device: str = "auto",
        threads: int | None = None,
        token_budget: int = TOKEN_BUDGET,
        overview: OverviewModel | None = None,
    ) -> "Analyser":
        """Load the active models under ``root`` and prove them by their golden batch.

        Args:
            root: the folder with ``active.toml``.
            device: "auto", or a torch device by name, which is used or refused, never replaced.
            threads: how many CPU threads torch may use; None leaves torch's own choice.
            token_budget: how many padded tokens one batch may hold.
            overview: the model that writes overviews; None writes none.

        Raises:
            ArtefactMissing: a model's folder or a file in it is not there.
            ArtefactAltered: a file is not the one that was released.
            DeviceUnavailable: the named device cannot be used.
            GoldenMismatch: the device does not give the released answers, and no other may be used.
        """
        folders = artefacts.active(root)
        found = {folder: artefacts.load(root, folder) for folder in sorted(set(folders.values()))}
        chosen = choose(device)
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        loaded = {folder: statement_model.load(artefact) for folder, artefact in found.items()}
        cores = {
            folder: _proven(model, chosen, token_budget, threads, may_fall_back=device == "auto")
            for folder, model in loaded.items()
        }
        return cls(
            {task: loaded[folder] for task, folder in folders.items()},
            {task: cores[folder] for task, folder in folders.items()},
            overview,
        )

    @property
    def models(self) -> tuple[ModelRef, ...]:
        """The models in use, each once."""
        refs = [model.artefact.ref for model in self._models.values()]
        return tuple(dict.fromkeys([*refs, *([self._overview.ref] if self._overview else [])]))

    @property
    def device(self) -> str:
        """The device in use now; the CPU once a device has failed."""
        return self._device.name

    @property
    def device_reason(self) -> str:
        """Why that device."""
        return self._device.reason

    def metrics(self) -> dict[str, float]:
        """What the inference core has done since it was loaded, in numbers alone.

        Two models with cores of their own are counted by the entities' one, which reads all text.
        """
        return self._cores["entities"].metrics.snapshot()

    def tokens(self, text: str) -> int:
        """Estimate how many tokens ``text`` has, cheaply, to fill batches by."""
        return 1 + int(len(text) / _CHARACTERS_A_TOKEN)

    def analyse(
        self, passages: Sequence[Passage], length: SummaryLength = DEFAULT_LENGTH
    ) -> list[Analysis | Unanalysed]:
        """Analyse passages in one batch; the results stand in their order.

        A passage that cannot be analysed gives Unanalysed and does not disturb the others.
        """
        if self._cores["summary"] is self._cores["entities"]:
            found = self._each(
                "entities",
                passages,
                lambda number, read: self._found(passages[number], read, read, length),
            )
        else:
            entities = self._each("entities", passages, lambda _, read: read)
            found = self._each(
                "summary",
                passages,
                lambda number, read: self._found(passages[number], entities[number], read, length),
            )
        return [
            one if isinstance(one, Unanalysed) else self._analysis(passage, *one)
            for passage, one in zip(passages, found, strict=True)
        ]

    @property
    def _device(self) -> Device:
        """The device, told by whichever core has had to leave it."""
        first, second = self._cores["entities"].device, self._cores["summary"].device
        return second if second.is_cpu and not first.is_cpu else first

    def _each(
        self,
        task: str,
        passages: Sequence[Passage],
        use: Callable[[int, Read | Unanalysed], Made],
    ) -> list[Made]:
        """Read passages with a task's model; make something of each in the core's own threads."""
        core = self._cores[task]
        return core.each((_tokens(core, passage) for passage in passages), use)

    def _found(
        self,
        passage: Passage,
        entity_reading: Read | Unanalysed,
        summary_reading: Read | Unanalysed,
        length: SummaryLength,
    ) -> tuple[tuple[Mention, ...], tuple[Sentence, ...]] | Unanalysed:
        if isinstance(entity_reading, Unanalysed):
            return entity_reading
        if isinstance(summary_reading, Unanalysed):
            return summary_reading
        try:
            first = Interpreter(self._models["entities"], self._cores["entities"])
            if entity_reading is summary_reading:
                both = first.both(passage, *entity_reading)
                mentions, salient = both.mentions, both.sentences
            else:
                second = Interpreter(self._models["summary"], self._cores["summary"])
                mentions = first.mentions(passage, *entity_reading)
                salient = second.sentences(passage, *summary_reading)
            told = without_things(passage.text, laid_out(passage.text, mentions))
            told = without_beings(passage.text, told)
            named = with_parts(passage.text, told)
            found = merge(named, find(passage.text, written_on=passage.written_on))
            sentences = summary.choose(
                passage.text,
                [(one.start, one.end) for one in salient],
                [one.step for one in salient],
                length,
                self._models["summary"].summary_rules,
                found,
            )
        except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError, MemoryError):
            # Its neighbours in the batch must not suffer from one strange text.
            return Unanalysed(
                reason="analysis_failed",
                message="The statement's text could not be analysed; the others were not affected.",
            )
        return found, tuple(sentences)

    def _analysis(
        self, passage: Passage, mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]
    ) -> Analysis:
        counts = [words(passage.text[one.start : one.end]) for one in sentences]
        return Analysis(
            mentions=mentions,
            sentences=sentences,
            words_in=sum(counts),
            words_out=sum(
                count for count, one in zip(counts, sentences, strict=True) if one.chosen
            ),
            models=self.models,
            device=self.device,
            device_reason=self.device_reason,
            weighing=asdict(self._models["summary"].summary_rules),
            overview=self._overview.write(passage.text, sentences) if self._overview else None,
        )


def _tokens(core: Core, passage: Passage) -> Tokens | Unanalysed:
    try:
        return core.tokeniser.read(passage.text).without(passage.printed)
    except RECOVERABLE as error:
        # Its neighbours in the batch must not suffer from one strange text.
        return given_up(short=out_of_memory(error))


def _proven(
    model: StatementModel,
    device: Device,
    token_budget: int,
    threads: int | None,
    *,
    may_fall_back: bool,
) -> Core:
    """Return a core that gives the golden answers, on the CPU if the device does not."""
    core = Core(
        model.network,
        model.tokeniser,
        device,
        size=model.window,
        overlap=model.overlap,
        context=model.context,
        token_budget=token_budget,
        threads=threads,
    )
    problem = golden.mismatch(model, core, model.golden) if model.golden else None
    if problem and not device.is_cpu and may_fall_back:
        core.use_cpu(problem)
        problem = golden.mismatch(model, core, model.golden) if model.golden else None
    if problem or (core.device.name != device.name and not may_fall_back):
        ref = model.artefact.ref
        raise GoldenMismatch(
            f"The model {ref.name}/{ref.version} cannot be used on {device.name}: "
            f"{(problem or core.device.reason).rstrip('.')}."
        )
    core.warm_up()
    return core
