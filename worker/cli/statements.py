"""``status`` and ``show``: what is where, and one record."""

from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import many, output, state

if TYPE_CHECKING:
    from worker.casefile import Statement
    from worker.record import CaseRecord
    from worker.store.store import Store


def status(
    case: Annotated[str, typer.Option("--case", help="Only this case.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="How many statements to list.")] = 20,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete", help="Check that every statement and original is there; 1 if not."
        ),
    ] = False,
    workers: Annotated[
        bool,
        typer.Option("--workers", help="What waits, what works, and what needs somebody."),
    ] = False,
) -> None:
    """Say what is where: how many statements stand in each state, and the newest of them."""
    if workers:
        from worker.cli import operations

        if case or complete:
            raise typer.BadParameter("--workers looks at the whole service; give it alone")
        operations.report(as_json=as_json)
        return
    if complete:
        from worker.cli import completeness

        if case:
            raise typer.BadParameter("--complete looks at the whole store; leave --case out")
        completeness.report(as_json=as_json)
        return
    from worker.intake import case_reference
    from worker.settings import Settings
    from worker.store.store import Store

    settings = Settings.from_environment()
    store = Store.existing(settings)
    try:
        case_ref = case_reference(case) if case else None
        counts = store.statements.counts(case_ref=case_ref)
        listed = store.statements.listing(case_ref=case_ref, limit=most)
    finally:
        store.close()
    if as_json:
        import json

        rows = [
            {
                "id": s.id,
                "case_ref": s.case_ref,
                "filename": s.filename,
                "state": s.state,
                "reason": s.failure.reason if s.failure else None,
            }
            for s in listed
        ]
        data = {"counts": {str(k): v for k, v in counts.items()}, "statements": rows}
        print(json.dumps(data, indent=1))
        return
    if not counts:
        output().print(
            f"No statements {'in this case ' if case_ref else ''}yet. Send some with "
            "`deponent submit FILE --case REF`, or open the pages of `deponent serve`."
        )
        return
    total = sum(counts.values())
    parts = ", ".join(f"{count} {state(name)}" for name, count in sorted(counts.items()))
    output().print(f"{many(total, 'statement')}: {parts}")
    _list(listed, total)


def show(
    statement_id: Annotated[str, typer.Argument(help="The id, or enough of its beginning.")],
    as_json: Annotated[bool, typer.Option("--json", help="The record as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Every sentence, and why it is in the summary or not.")
    ] = False,
) -> None:
    """Show one statement's record: summary and digest with pages, its mentions, its warnings."""
    from worker.settings import Settings
    from worker.store.store import Store

    store = Store.existing(Settings.from_environment())
    try:
        statement = store.statements.find(statement_id)
        record = store.records.latest(statement.id)
        if as_json:
            _print_json(statement, record)
        elif explain:
            _print_explained(statement, record)
        else:
            _print_record(store, statement, record)
    finally:
        store.close()


def _list(listed: "list[Statement]", total: int) -> None:
    from rich.table import Table

    table = Table()
    for heading in ("Id", "Case", "Statement", "State", "Received"):
        table.add_column(heading, no_wrap=heading in {"Id", "Case"})
    for statement in listed:
        table.add_row(
            statement.id[:12],
            statement.case_ref,
            statement.filename.replace("[", "\\["),
            state(statement.state)
            + (f" ({statement.failure.reason})" if statement.failure else ""),
            f"{statement.received_at.astimezone():%d %b %Y %H:%M}",
        )
    output().print(table)
    if total > len(listed):
        output().print(f"The newest {len(listed)} of {total}; --most shows more.")


def _print_json(statement: "Statement", record: "CaseRecord | None") -> None:
    from worker import record_json
    from worker.errors import DeponentError

    if record is None:
        raise DeponentError(f"There is no record yet: the statement is {statement.state}.")
    print(record_json.dumps(record))


def _print_explained(statement: "Statement", record: "CaseRecord | None") -> None:
    from worker.cli.explained import explained_table
    from worker.errors import DeponentError

    if record is None:
        raise DeponentError(f"There is no record yet: the statement is {statement.state}.")
    if (
        record.summary.sentences
        and not record.summary.left_out
        and not record.summary.sentences[0].reason
    ):
        raise DeponentError(
            "This record was made by a version that did not keep why. `deponent process --explain` "
            "on the original says it."
        )
    output().print(explained_table(record))


def _print_record(store: "Store", statement: "Statement", record: "CaseRecord | None") -> None:
    from rich.markup import escape

    say = output().print
    say(f"[bold]{escape(statement.filename)}[/bold]  case {statement.case_ref}")
    say(f"{state(statement.state)}  id {statement.id}  SHA-256 {statement.sha256}")
    if statement.failure:
        say(f"[red]{escape(statement.failure.message)}[/red]  ({statement.failure.reason})")
    if record is not None:
        _print_contents(record)
    say("\n[bold]What happened[/bold]")
    for event in store.events.history(statement.id):
        detail = f" ({event.detail})" if event.detail else ""
        say(f"  {event.at.astimezone():%d %b %Y %H:%M:%S}  {event.action}{detail}  {event.actor}")


def _print_contents(record: "CaseRecord") -> None:
    from rich.markup import escape
    from rich.table import Table

    from worker.cli.digest_lines import digest_lines
    from worker.cli.explained import meant_lines
    from worker.cli.overview_lines import overview_lines

    say = output().print
    for warning in record.warnings:
        page = f"page {warning.page}: " if warning.page else ""
        say(f"[yellow]! {page}{escape(warning.message)}[/yellow]")
    if record.summary.sentences:
        kept, words = record.summary.words_out, record.summary.words_in
        say(f"\n[bold]Summary[/bold], the statement's own sentences ({kept} of {words} words)")
    for sentence in record.summary.sentences:
        said = "" if sentence.modality == "stated" else f" [magenta]{sentence.modality}[/magenta]"
        say(f"  p{sentence.page}{said}  “{escape(' '.join(sentence.quote.split()))}”")
        for line in meant_lines(sentence):
            say(line)
    for line in (*overview_lines(record), *digest_lines(record)):
        say(line)
    if record.mentions:
        table = Table(title="Mentions", title_justify="left")
        for heading in ("Label", "Page", "Words", "Value", "Why"):
            table.add_column(heading)
        for mention in record.mentions:
            told = {name: part for name, part in (mention.value or {}).items() if name != "order"}
            value = ", ".join(" ".join(part.split()) for part in told.values())
            flag = " [red]invalid[/red]" if mention.check == "invalid" else ""
            table.add_row(
                mention.label,
                str(mention.page),
                escape(" ".join(mention.quote.split())),
                escape(value) + flag,
                escape(mention.explanation),
            )
        say(table)
    made = record.provenance
    models = ", ".join(f"{m.name} {m.version} ({m.sha256[:12]})" for m in made.models) or "none"
    say(f"Version {record.version}, {record.status}; models {models}; device {made.device}")
