"""The overview as the page shows it: plainly a machine's, each sentence with its quotes."""

from collections.abc import Callable
from dataclasses import dataclass

from worker.overview import withheld_line
from worker.record import CaseRecord, Quoted
from worker.web.leading import Leading


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewRow:
    """A written sentence, and the sentences of the statement that say it."""

    text: str
    support: tuple[Leading, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewBox:
    """All that the box shows: ``problem`` where there is no overview, and why."""

    notice: str
    model: str
    rows: tuple[OverviewRow, ...]
    withheld: tuple[str, ...]
    problem: str


def of(record: CaseRecord, lead: Callable[[Quoted, str], Leading]) -> OverviewBox | None:
    """Return the box; None for a record without an overview."""
    part = record.overview
    if part is None:
        return None
    return OverviewBox(
        notice=part.notice,
        model=part.model.name,
        rows=tuple(
            OverviewRow(
                text=sentence.text,
                support=tuple(
                    lead(quoted, f"w{number}-{place}")
                    for place, quoted in enumerate(sentence.support, start=1)
                ),
            )
            for number, sentence in enumerate(part.sentences, start=1)
        ),
        withheld=tuple(map(withheld_line, part.withheld)),
        problem=part.problem.message if part.problem else "",
    )
