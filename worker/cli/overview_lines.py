"""The overview as a person reads it in a terminal: marked as a machine's, each with its quotes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.markup import escape

from worker.overview import withheld_line

if TYPE_CHECKING:
    from worker.record import CaseRecord


def overview_lines(record: "CaseRecord") -> Iterator[str]:
    """Yield the overview's lines in rich's markup; none where the record has no overview."""
    part = record.overview
    if part is None:
        return
    yield f"\n[bold]Overview[/bold]  [yellow]{part.notice}[/yellow] ({escape(part.model.name)})"
    if part.problem:
        yield f"  {escape(part.problem.message)}"
    for sentence in part.sentences:
        yield f"  {escape(sentence.text)}"
        for quoted in sentence.support:
            words = escape(" ".join(quoted.quote.split()))
            yield f"      [dim]p{quoted.page}  “{words}”[/dim]"
    for withheld in part.withheld:
        yield f"  [dim]{escape(withheld_line(withheld))}[/dim]"
