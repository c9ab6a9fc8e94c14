"""An account by itself, in a form that is read whole, and with the form's printed words left out.

The corpus has accounts alone, so each of the development part is put between the head and the back
of a statement of the sample case. What is marked and what is told are then those of the account.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from models.inference.analyser import DEFAULT_LENGTH, Analyser
from models.inference.results import Analysis, Mention, Passage, Sentence, SummaryLength
from models.training.corpus import statements
from models.training.evaluation import facts, marks
from models.training.evaluation.reader import Reader
from tests.benchmarks.measure import Figure
from tests.benchmarks.texts import SAMPLE
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits
from worker.pipeline import passage

_FORM = SAMPLE / "s01-kwabena-asante.pdf"
_EVERY = 4
"""In the short form, so many of the part's statements are passed over for one that is read."""
_Placed = TypeVar("_Placed", Mention, Sentence)


def figures(*, long: bool) -> list[Figure]:
    """Measure marks and key facts of the same accounts, read in each of the three ways."""
    chosen = [one for one in statements() if one.part == "dev"][:: 1 if long else _EVERY]
    analyser, form = Analyser.load(device="cpu"), _Form()
    ways: dict[str, tuple[str, Reader]] = {
        "alone": ("the account by itself", Reader(analyser)),
        "whole": ("in its form, all of it read", _InForm(analyser, form.whole)),
        "spared": ("in its form, printed words left out", _InForm(analyser, form.spared)),
    }
    found = []
    for key, (what, reader) in ways.items():
        usual = reader.statements(what, chosen)
        counted = marks.measure(chosen, usual)
        told = facts.measure(reader, chosen, usual)["facts"]
        measured = {
            "strict F1": counted["totals"]["all labels"]["f1"],
            "PERSON recall": counted["labels"]["PERSON"]["recall"],
            **{f"key facts at {share}": told[share]["model"] for share in ("10%", "20%", "30%")},
        }
        found += [
            Figure(
                key=f"form_{key}_{name.replace(' ', '_')}",
                what=f"{what}: {name}",
                value=value,
                unit="share",
                n=len(chosen),
            )
            for name, value in measured.items()
        ]
    return found


class _Form:
    """A filled-in form, into which other accounts are put."""

    def __init__(self) -> None:
        self._document = readers.read(_FORM.read_bytes(), Limits())
        self.begins = self._document.narrative[0][0]
        self._ends = self._document.narrative[-1][1]

    def spared(self, account: str) -> Passage:
        """Return the account in the form, as a worker puts it to the models."""
        return passage(self._around(account))

    def whole(self, account: str) -> Passage:
        """Return the same with nothing left out."""
        return replace(self.spared(account), printed=())

    def _around(self, account: str) -> ExtractedDocument:
        text = self._document.text
        longer = len(account) - (self._ends - self.begins)
        return replace(
            self._document,
            text=text[: self.begins] + account + text[self._ends :],
            narrative=((self.begins, self.begins + len(account)),),
            form=tuple(
                replace(field, start=field.start + longer, end=field.end + longer)
                if field.start >= self._ends
                else field
                for field in self._document.form
            ),
            words=(),
            segments=(),
        )


class _InForm(Reader):
    """Reads accounts in a form, and tells of the account alone, at its own places."""

    def __init__(self, analyser: Analyser, put: Callable[[str], Passage]) -> None:
        super().__init__(analyser)
        self._put = put

    def read(
        self, what: str, passages: Sequence[Passage], length: SummaryLength = DEFAULT_LENGTH
    ) -> list[Analysis]:
        """Analyse accounts in their form. Raises StatementUnread."""
        formed = [self._put(one.text) for one in passages]
        return [
            _of_the_account(analysis, *one.narrative[0])
            for one, analysis in zip(formed, super().read(what, formed, length), strict=True)
        ]


def _of_the_account(analysis: Analysis, start: int, end: int) -> Analysis:
    def moved(places: Sequence[_Placed]) -> tuple[_Placed, ...]:
        return tuple(
            replace(one, start=one.start - start, end=one.end - start)
            for one in places
            if start <= one.start and one.end <= end
        )

    return replace(analysis, mentions=moved(analysis.mentions), sentences=moved(analysis.sentences))
