"""``process`` and ``replay``: the pipeline without a queue."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import output, progress
from worker.cli.interrupts import Interrupts

if TYPE_CHECKING:
    from worker.direct import Result
    from worker.settings import Settings


def process(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to read whole.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Write FILENAME.json here, one for each file; FILENAME.2.json and so on for "
            "other files of that name.",
        ),
    ] = None,
    case: Annotated[str, typer.Option("--case", help="Case reference for the records.")] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Leave out files whose record is in --out already.")
    ] = False,
    share: Annotated[
        float | None,
        typer.Option(
            "--summary-share", help="The summary's share of the words, above 0 and at most 1."
        ),
    ] = None,
    fewest: Annotated[
        int | None,
        typer.Option("--summary-fewest", help="The fewest sentences that it has."),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Instead of JSON, print every sentence and why it is in or out."
        ),
    ] = False,
) -> None:
    """Read files without a queue: one record per file, as JSON lines or in a folder.

    What is found inside a file (attachments, the files of a bundle) has records of its own, after
    the file's or in DIR/FILENAME.enclosed. A file that cannot be read still gives a record, with
    status "failed" and why. With --explain, records are written with --out only.
    Exit code 0: all were read; 1: some failed, or a folder could not be opened.
    """
    from worker.cli.taking import Taking
    from worker.direct import Direct
    from worker.intake import case_reference
    from worker.settings import Settings

    settings = _with_length(Settings.from_environment(), share, fewest)
    if resume and out is None:
        raise typer.BadParameter("--resume needs --out: it looks there for what is done")
    case_ref = case_reference(case) if case else ""
    taking = Taking(paths)
    files = taking.files if out is None else _without_records(taking.files, out)
    if out is not None and out.exists() and not out.is_dir():
        raise typer.BadParameter(f"--out must be a folder, and {out} is a file")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    failed = total = 0
    with (
        Interrupts() as interrupts,
        _bar(len(files)) as advance,
        Direct(settings, case_ref=case_ref, side_by_side=len(files)) as direct,
    ):
        for result in direct.process(files, out=out, resume=resume):
            total += 1
            failed += result.status == "failed"
            if explain:
                _explain(result)
            elif result.line is not None:
                sys.stdout.write(result.line + "\n")
                sys.stdout.flush()
            advance(f"{result.name}: {result.remark}")
            interrupts.look()
    if failed:
        progress().print(f"{failed} of {total} could not be read; their records say why.")
    if failed or not taking.whole():
        raise typer.Exit(1)


def _without_records(files: list[Path], out: Path) -> list[Path]:
    """Leave out the records of earlier runs, where --out lies in a folder that is read."""
    from worker.record_places import original_of

    place = out.resolve()
    return [
        file
        for file in files
        if file.suffix != ".json"
        or not file.resolve().is_relative_to(place)
        or original_of(file) is None
    ]


def _with_length(settings: "Settings", share: float | None, fewest: int | None) -> "Settings":
    """Return the settings with the summary's length that the caller asked for."""
    from worker.errors import SettingInvalid

    asked: dict[str, float | int] = {}
    if share is not None:
        asked["summary_share"] = share
    if fewest is not None:
        asked["summary_fewest"] = fewest
    try:
        return replace(settings, **asked)  # type: ignore[arg-type]  # both are numbers of theirs
    except SettingInvalid as error:
        raise typer.BadParameter(
            "--summary-share must be above 0 and at most 1, --summary-fewest not negative"
        ) from error


def _explain(result: "Result") -> None:
    from worker.cli.explained import explained_table

    if result.record is not None and result.status != "failed":
        output().print(explained_table(result.record))
    else:
        output().print(f"{result.name}: {result.remark}", markup=False)


def replay(
    target: Annotated[str, typer.Argument(help="A statement's id, or a record's JSON file.")],
    original: Annotated[
        Path | None,
        typer.Option("--original", help="The original, for a record that `process` wrote."),
    ] = None,
) -> None:
    """Make a record again from its original and compare: same inputs and models, same record.

    Exit code 0: the same; 1: it differs; 2: it cannot be replayed here, and why.
    """
    from worker.replay import replay as run
    from worker.settings import Settings

    outcome = run(Settings.from_environment(), target, original)
    if outcome.same:
        output().print(f"[green]The same record[/green]: {outcome.what}.")
        return
    output().print(f"[red]Not the same record[/red]: {outcome.what}. It differs in:")
    for difference in outcome.differences:
        output().print(f"  {difference}", markup=False)
    raise typer.Exit(1)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[str], None]]:
    """Show progress on a terminal, and nothing elsewhere."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        console=progress(),
        transient=True,
        disable=not progress().is_terminal,
    )
    task = bar.add_task("reading", total=total)
    with bar:
        yield lambda text: bar.update(task, advance=1, description=text)
