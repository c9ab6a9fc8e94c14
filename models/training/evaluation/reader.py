"""Reading many passages with the active models, with progress on stderr."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import track

from models.inference.analyser import DEFAULT_LENGTH, Analyser
from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from models.training.corpus import Statement
from models.training.tuning import StatementUnread

_BATCH = 16


class Reader:
    """The models under evaluation; every reading shows how far it is."""

    def __init__(self, analyser: Analyser, console: Console | None = None) -> None:
        """Take the loaded models and where progress is shown (stderr by default)."""
        self._analyser = analyser
        self._console = console or Console(stderr=True)

    @property
    def models(self) -> list[str]:
        """The models' names, versions and hashes."""
        return [f"{ref.name}/{ref.version} {ref.sha256}" for ref in self._analyser.models]

    def read(
        self, what: str, passages: Sequence[Passage], length: SummaryLength = DEFAULT_LENGTH
    ) -> list[Analysis]:
        """Analyse passages in order.

        Args:
            what: what is read, for the progress line.
            passages: the texts.
            length: how long summaries may be.

        Raises:
            StatementUnread: one of them could not be analysed, so nothing can be said of it.
        """
        batches = [passages[at : at + _BATCH] for at in range(0, len(passages), _BATCH)]
        found: list[Analysis] = []
        for batch in track(batches, description=f"{what:<46}", console=self._console):
            for analysis in self._analyser.analyse(batch, length):
                if isinstance(analysis, Unanalysed):
                    raise StatementUnread(f"{what}, text {len(found) + 1}: {analysis.message}")
                found.append(analysis)
        return found

    def texts(self, what: str, texts: Sequence[str]) -> list[Analysis]:
        """Analyse bare texts for their mentions alone. Raises StatementUnread."""
        return self.read(what, [Passage(text=text, narrative=()) for text in texts])

    def statements(
        self, what: str, chosen: Sequence[Statement], length: SummaryLength = DEFAULT_LENGTH
    ) -> list[Analysis]:
        """Analyse statements of the corpus whole, summary and all. Raises StatementUnread."""
        whole = [
            Passage(text=one.marked.text, narrative=((0, len(one.marked.text)),)) for one in chosen
        ]
        return self.read(what, whole, length)
