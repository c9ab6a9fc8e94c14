"""``summary``: what the statements of a case tell, as cited sentences by event and by name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import many, output, state

if TYPE_CHECKING:
    from worker.casework.case_summary import (
        CaseSentence,
        CaseSummary,
        Cited,
        Event,
        NamedAlike,
        When,
    )


def summary(
    case: Annotated[str, typer.Argument(help="The case reference.")],
    share: Annotated[
        float | None,
        typer.Option(
            "--share",
            min=0.0001,
            max=1.0,
            help="Of the accounts' words; else the setting DEPONENT_SUMMARY_SHARE.",
        ),
    ] = None,
    most_words: Annotated[
        int,
        typer.Option("--most-words", min=1, help="Words at most, whatever the share comes to."),
    ] = 3_000,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Sum up a case in its witnesses' own sentences, each with its place, and say what is missing.

    Exit code 1 where a statement of the case is not in the summary.
    """
    from worker.casework import case_summary, composing, material
    from worker.intake import case_reference
    from worker.settings import Settings
    from worker.store.store import Store

    settings = Settings.from_environment()
    store = Store.existing(settings)
    try:
        found = material.gathered(store, case_reference(case))
    finally:
        store.close()
    length = case_summary.CaseLength(
        share=settings.summary_share if share is None else share, most_words=most_words
    )
    made = composing.of(found, length)
    if as_json:
        print(case_summary.dumps(made))
    else:
        for line in _Lines(made).every():
            output().print(line)
    # A bundle's own files are statements of their own: nothing is missing by it.
    if any(one.why != "no_account" for one in made.absent):
        raise typer.Exit(1)


class _Lines:
    """A case's summary in rich's markup, line by line; all quoted text is escaped."""

    def __init__(self, made: "CaseSummary") -> None:
        self._made = made
        self._sources = {one.statement_id: one for one in made.statements}
        self._sentences = made.sentence_by_id()

    def every(self) -> Iterator[str]:
        """Yield every line."""
        made = self._made
        yield f"[bold]Case {made.case_ref}[/bold], in its witnesses' own sentences"
        yield from self._absent()
        yield from self._statements()
        sentences = many(len(made.sentences), "sentence")
        yield (
            f"\n{sentences}: {made.words_out} of {made.words_in} words. "
            "Nothing here is checked by a person."
        )
        for event in made.events:
            yield from self._event(event)
        if made.people:
            yield (
                "\n[bold]People by name[/bold]: names that are alike, which need not be one person"
            )
        for name in made.people:
            yield from self._name(name)

    def _absent(self) -> Iterator[str]:
        from rich.markup import escape

        if self._made.absent:
            yield f"\n[red]Not in this summary: {len(self._made.absent)}[/red]"
        for one in self._made.absent:
            message = escape(one.message)
            yield f"  {escape(one.filename)}  {state(one.state)}  {one.statement_id}  {message}"
        for notice in self._made.notices:
            numbers = [str(self._sources[known].number) for known in notice.statement_ids]
            yield f"[yellow]! {escape(notice.message)}[/yellow] ({', '.join(numbers)})"

    def _statements(self) -> Iterator[str]:
        from rich.markup import escape

        yield "\n[bold]Made from[/bold]"
        for one in self._made.statements:
            witness = escape(one.witness or "no name on a form")
            dated = f", dated {escape(one.dated)}" if one.dated else ""
            yield (
                f"  {one.number}  {witness}{dated}  {escape(one.filename)}  "
                f"{one.statement_id[:12]} version {one.version}  {state(one.state)}  "
                f"{many(one.sentences, 'sentence')}, {one.words_out} of {one.words_in} words"
            )
            if one.status == "partial":
                pages = ", ".join(map(str, one.unread_pages))
                unread = f"pages not read: {pages}" if pages else "a part of it was not read"
                yield f"     [yellow]! only in part: {unread}[/yellow]"

    def _event(self, event: "Event") -> Iterator[str]:
        day = event.day or "No fixed day"
        places = dict.fromkeys(_quoted(one) for one in event.places[:6])
        yield f"\n[bold]{day}[/bold]  {', '.join(places)}".rstrip()
        for telling in event.tellings:
            for number, known in enumerate(telling.sentence_ids):
                beside = "      also told by " if number else "  "
                yield f"{beside}{self._sentence(self._sentences[known])}"
                yield from self._meant(self._sentences[known])
            if telling.elsewhere:
                places_told = ", ".join(map(self._place, telling.elsewhere))
                yield f"      [dim]much the same, not in this summary:[/dim] {places_told}"

    def _sentence(self, one: "CaseSentence") -> str:
        said = "" if one.modality == "stated" else f" [magenta]{one.modality}[/magenta]"
        return f"{self._place(one)}{_time(one.when)}{said}  {_quoted(one)}"

    def _meant(self, one: "CaseSentence") -> Iterator[str]:
        from worker import summary as of_record

        for reference in one.references:
            joining = " or " if reference.kind == "either" else " and "
            candidates = joining.join(map(_quoted, reference.candidates))
            how = of_record.MEANT[reference.kind]
            yield f"      [dim]{_quoted(reference.word)}: {how}[/dim] {candidates}"

    def _name(self, name: "NamedAlike") -> Iterator[str]:
        named = ", ".join(f"{self._place(one.first)} ({one.times})" for one in name.named_in)
        yield f"  {_quoted(name.name)}  {named or 'named in no account'}"
        if name.witness_of:
            numbers = ", ".join(str(self._sources[one].number) for one in name.witness_of)
            yield f"      [dim]the witness's name on the form of[/dim] {numbers}"
        if name.may_be:
            fuller = {one.id: one.name for one in self._made.people}
            others = "; ".join(_quoted(fuller[one]) for one in name.may_be)
            more = name.may_be_count - len(name.may_be)
            yield f"      [dim]may be short for[/dim] {others}{f' and {more} more' if more else ''}"

    def _place(self, cited: "Cited") -> str:
        return f"{self._sources[cited.statement_id].number} p{cited.page}"


def _time(when: "When") -> str:
    if when.time is None:
        return ""
    told = f"{when.time} (half of the day not told)" if when.half_told else when.time
    told += " past midnight" if when.past_midnight else ""
    return f" [cyan]{told}[/cyan]" if when.own_time else f" [dim]after {told}[/dim]"


def _quoted(cited: "Cited") -> str:
    from rich.markup import escape

    return f"“{escape(' '.join(cited.quote.split()))}”"
