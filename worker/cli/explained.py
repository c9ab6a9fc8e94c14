"""A record's summary as a person reads it in a terminal: why in or out, and what words mean."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from worker import summary

if TYPE_CHECKING:
    from worker.record import CaseRecord, Quoted, SummarySentence


def meant_lines(sentence: "SummarySentence") -> Iterator[str]:
    """Yield what the words of a sentence that point back most likely mean, in rich's markup."""
    for reference in sentence.references:
        if reference.candidates:
            joining = f" {summary.joining(reference)} "
            candidates = joining.join(_quoted(one) for one in reference.candidates)
            how = summary.MEANT[reference.kind]
            page = reference.candidates[-1].page
            yield f"      [dim]{_quoted(reference)}: {how}[/dim] {candidates} [dim]p{page}[/dim]"


def explained_table(record: "CaseRecord") -> Table:
    """Return every sentence of the narrative with its score and why it is in or out."""
    part = record.summary
    table = Table(
        title=(
            f"{escape(record.document.filename)}: {part.words_out} of {part.words_in} words, "
            f"{len(part.sentences)} of {len(part.sentences) + len(part.left_out)} sentences"
        ),
        title_justify="left",
    )
    for heading in ("In", "Page", "Salience", "Modality", "Sentence", "Why"):
        table.add_column(heading, justify="right" if heading in {"Page", "Salience"} else "left")
    chosen = {sentence.id for sentence in part.sentences}
    for sentence in summary.every_sentence(part):
        table.add_row(
            "[green]in[/green]" if sentence.id in chosen else "[dim]out[/dim]",
            str(sentence.page),
            f"{sentence.salience:.3f}",
            "" if sentence.modality == "stated" else f"[magenta]{sentence.modality}[/magenta]",
            escape(" ".join(sentence.quote.split())),
            escape(sentence.reason),
        )
    return table


def _quoted(quoted: "Quoted") -> str:
    return f"“{escape(' '.join(quoted.quote.split()))}”"
