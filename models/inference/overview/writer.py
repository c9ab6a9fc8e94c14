"""Runs the model: sentences in, written text out, greedily, in float32 on the CPU.

Where two continuations are so close that the number of threads could decide between them, the
window is written again with one thread; that answer stands. So the threads change the time only.
"""

import contextlib
import logging
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.inference.overview.folder import Folder, folder_hash

if TYPE_CHECKING:
    import torch

# In log-odds; float32 in another order of summing differs by less than a tenth of it.
CLOSE = 1e-3
# One window's overview may be as long as the window, within these.
FEWEST_NEW_TOKENS, MOST_NEW_TOKENS = 64, 160
# What a tokenizer says that has no limit.
_NO_LIMIT = 1_000_000
_USUAL_LIMIT = 512
_LONGEST_PREFIX = 100
_LEAST_WINDOW = 16


class OverviewFailed(Exception):
    """There is no overview. ``reason`` is a code; the words hold nothing of the statement."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Draft:
    """What the model wrote for one window; ``finished`` unless it was cut off at the longest."""

    text: str
    finished: bool


class Writer:
    """A model and its tokenizer, loaded."""

    def __init__(self, folder: Folder, model: Any, tokenizer: Any) -> None:  # noqa: ANN401
        """Use a loaded model. See ``load``."""
        self._model = model
        self._tokenizer = tokenizer
        self._prefix = _prefix(folder)
        self._window = _window(folder, tokenizer)

    @classmethod
    def load(cls, folder: Folder) -> "Writer":
        """Load the folder's model. Raises OverviewFailed."""
        if folder_hash(folder.path) != folder.ref.sha256:
            raise OverviewFailed(
                "model_altered", "the model's files were changed after Deponent had started"
            )
        try:
            import torch
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

            with _quiet():
                tokenizer = AutoTokenizer.from_pretrained(
                    folder.path, local_files_only=True, trust_remote_code=False
                )
                model = AutoModelForSeq2SeqLM.from_pretrained(
                    folder.path,
                    local_files_only=True,
                    trust_remote_code=False,
                    use_safetensors=True,
                    dtype=torch.float32,
                )
        except MemoryError as error:
            raise _no_memory() from error
        except Exception as error:
            raise OverviewFailed(
                "model_not_loaded", f"the model could not be loaded ({type(error).__name__})"
            ) from error
        return cls(folder, model.to("cpu").eval(), tokenizer)

    def write(self, sentences: Sequence[str], *, seconds: float) -> list[Draft]:
        """Return what the model writes of the sentences, window by window.

        Raises OverviewFailed when it takes longer than ``seconds`` or the model fails.
        """
        until = time.monotonic() + seconds
        try:
            with _quiet():
                return [self._write(window, until) for window in self.windows(sentences)]
        except OverviewFailed:
            raise
        except MemoryError as error:
            raise _no_memory() from error
        except Exception as error:
            if "memory" in str(error).lower():
                raise _no_memory() from error
            # The library's own words could quote the text, so only their kind is told.
            raise OverviewFailed(
                "model_failed", f"the model failed ({type(error).__name__})"
            ) from error

    def windows(self, sentences: Sequence[str]) -> list[str]:
        """Join sentences to texts that the model can read whole; none is cut.

        A sentence that is longer than the model reads is parted between words.
        """
        windows: list[str] = []
        for sentence in sentences:
            for piece in self._pieces(" ".join(sentence.split())):
                joined = f"{windows[-1]} {piece}" if windows else piece
                if windows and self._fits(joined):
                    windows[-1] = joined
                else:
                    windows.append(piece)
        return windows

    def _pieces(self, sentence: str) -> Iterator[str]:
        if self._fits(sentence):
            yield sentence
            return
        words = sentence.split(" ")
        if len(words) == 1:
            # One endless word: halves of it are still read whole.
            middle = len(sentence) // 2
            halves = [sentence[:middle], sentence[middle:]] if middle else []
        else:
            middle = len(words) // 2
            halves = [" ".join(words[:middle]), " ".join(words[middle:])]
        for half in halves:
            yield from self._pieces(half)

    def _fits(self, text: str) -> bool:
        return len(self._tokenizer(self._prefix + text)["input_ids"]) <= self._window

    def _write(self, text: str, until: float) -> Draft:
        import torch

        ids = self._tokenizer(self._prefix + text, return_tensors="pt")["input_ids"]
        answer, close = self._generate(ids, until)
        if close and torch.get_num_threads() > 1:
            threads = torch.get_num_threads()
            try:
                torch.set_num_threads(1)
                answer, _ = self._generate(ids, until)
            finally:
                torch.set_num_threads(threads)
        written = self._tokenizer.decode(
            answer, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return Draft(text=written, finished=self._ends(answer))

    def _ends(self, answer: "torch.Tensor") -> bool:
        end = self._model.generation_config.eos_token_id
        ends = set(end if isinstance(end, list) else [end])
        return bool(set(answer.tolist()[1:]) & ends)

    def _generate(self, ids: "torch.Tensor", until: float) -> "tuple[torch.Tensor, bool]":
        """Return the tokens, and whether a choice among them was too close to call."""
        import torch

        closest = math.inf

        def watch(_: "torch.Tensor", scores: "torch.Tensor") -> "torch.Tensor":
            nonlocal closest
            if time.monotonic() > until:
                raise OverviewFailed("took_too_long", "the model took too long")
            best = torch.topk(scores[0], 2).values
            if torch.isnan(best).any():
                raise OverviewFailed("model_failed", "the model's answer is not a number")
            closest = min(closest, float(best[0] - best[1]))
            return scores

        with torch.inference_mode():
            answer = self._model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                generation_config=self._greedy(ids.shape[1]),
                logits_processor=[watch],
            )
        return answer[0], closest < CLOSE

    def _greedy(self, length: int) -> Any:  # noqa: ANN401  # the library has no types
        """Return the model's own generation settings, made greedy and bounded."""
        import copy

        own = copy.deepcopy(self._model.generation_config)
        own.update(
            do_sample=False,
            num_beams=1,
            min_length=0,
            min_new_tokens=None,
            max_length=None,
            max_new_tokens=min(MOST_NEW_TOKENS, max(FEWEST_NEW_TOKENS, length)),
            max_time=None,
            num_return_sequences=1,
            **dict.fromkeys(("temperature", "top_k", "top_p", "early_stopping", "length_penalty")),
        )
        return own


def _prefix(folder: Folder) -> str:
    """Return what T5 and its kin want to read first ("summarize: ")."""
    tasks = folder.config.get("task_specific_params")
    task = tasks.get("summarization") if isinstance(tasks, dict) else None
    prefix = task.get("prefix") if isinstance(task, dict) else None
    return prefix if isinstance(prefix, str) and len(prefix) <= _LONGEST_PREFIX else ""


def _window(folder: Folder, tokenizer: Any) -> int:  # noqa: ANN401
    """Return how many tokens the model reads at once."""
    config = folder.config
    limits = [
        config.get(name)
        for name in ("max_position_embeddings", "n_positions", "max_encoder_length")
    ] + [tokenizer.model_max_length]
    told = [one for one in limits if isinstance(one, int) and _LEAST_WINDOW <= one < _NO_LIMIT]
    return min(told, default=_USUAL_LIMIT)


def _no_memory() -> OverviewFailed:
    return OverviewFailed("out_of_memory", "the machine has too little memory for the model")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from writing to the terminal and the logs: it might quote the text."""
    from transformers.utils import logging as library

    verbosity = library.get_verbosity()
    library.set_verbosity(logging.CRITICAL)
    library.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        library.set_verbosity(verbosity)
