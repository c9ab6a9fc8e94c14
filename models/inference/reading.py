"""One passage from the encoder's answers to the model's mentions and its sentences' salience."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.inference import spans, summary
from models.inference.closeness import Watch, score
from models.inference.results import Mention, Passage
from models.inference.sentences import split

if TYPE_CHECKING:
    from models.inference.core import Core, Reading
    from models.inference.statement_model import StatementModel
    from models.inference.windows import Tokens


@dataclass(frozen=True, slots=True)
class Salient:
    """A sentence of the narrative and its salience, in steps of log-odds."""

    start: int
    end: int
    step: int

    @property
    def salience(self) -> float:
        """The salience as a probability, to three decimals."""
        return score(self.step)


@dataclass(frozen=True, slots=True)
class Found:
    """What the models found in a passage."""

    mentions: tuple[Mention, ...]
    sentences: tuple[Salient, ...]


class Interpreter:
    """Reads answers into results by one model's rules; near decisions are read again alone."""

    def __init__(self, model: "StatementModel", core: "Core") -> None:
        self._model = model
        self._core = core

    def mentions(
        self, passage: Passage, tokens: "Tokens", reading: "Reading"
    ) -> tuple[Mention, ...]:
        """Return the model's mentions; a passage with a near decision is read again alone."""
        watch = Watch()
        found = self._mentions(passage, tokens, reading, watch)
        if watch.close and not reading.alone:
            found = self._mentions(passage, tokens, self._core.read_alone(tokens), Watch())
        return found

    def sentences(
        self, passage: Passage, tokens: "Tokens", reading: "Reading"
    ) -> tuple[Salient, ...]:
        """Return the narrative's sentences with their salience; near ones are read again."""
        watch = Watch()
        found = self._sentences(passage, tokens, reading, watch)
        if watch.close and not reading.alone:
            found = self._sentences(passage, tokens, self._core.read_alone(tokens), Watch())
        return found

    def both(self, passage: Passage, tokens: "Tokens", reading: "Reading") -> Found:
        """Return mentions and sentences from one reading, read again alone at most once."""
        watch = Watch()
        found = self._both(passage, tokens, reading, watch)
        if watch.close and not reading.alone:
            found = self._both(passage, tokens, self._core.read_alone(tokens), Watch())
        return found

    def _both(
        self,
        passage: Passage,
        tokens: "Tokens",
        reading: "Reading",
        watch: Watch,
    ) -> Found:
        return Found(
            self._mentions(passage, tokens, reading, watch),
            self._sentences(passage, tokens, reading, watch),
        )

    def _mentions(
        self, passage: Passage, tokens: "Tokens", reading: "Reading", watch: Watch
    ) -> tuple[Mention, ...]:
        ref = self._model.artefact.ref
        return tuple(
            spans.decode(
                passage.text,
                tokens,
                reading.logits,
                self._model.entity_rules,
                watch,
                f"{ref.name}/{ref.version}",
            )
        )

    def _sentences(
        self,
        passage: Passage,
        tokens: "Tokens",
        reading: "Reading",
        watch: Watch,
    ) -> tuple[Salient, ...]:
        found = split(passage.text, passage.narrative)
        if not found:
            return ()
        ranges = summary.token_ranges(tokens, found)
        told = summary.features(passage.text, found, ranges, reading.logits)
        # On the CPU and passage by passage: the head sees the same shapes in any batch.
        scores = self._core.salience(summary.means(ranges, reading.states), told)
        return tuple(
            Salient(start, end, watch.step(value))
            for (start, end), value in zip(found, scores.tolist(), strict=True)
        )
