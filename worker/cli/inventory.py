"""``models``, ``schema`` and ``doctor``: what is installed, and whether it is sound."""

import json
from typing import TYPE_CHECKING

import typer

from worker.cli.console import output, progress

if TYPE_CHECKING:
    from worker.settings import Settings

_FINDING_COLUMNS = 100
_WITHOUT_MODELS = (
    "Without them no statement can be analysed. They come with Deponent: install it again, or set "
    "DEPONENT_ARTEFACTS to the folder that holds them and their active.toml."
)


def models() -> None:
    """List the installed models, which of them are active, and whether their files are sound.

    Exit code 1: one is missing or damaged, and what to do.
    """
    from rich.markup import escape
    from rich.table import Table

    from models.inference.artefacts import ARTEFACTS, active, installed
    from models.inference.errors import ArtefactMissing
    from worker.settings import Settings

    settings = Settings.from_environment()
    root = settings.artefacts or ARTEFACTS
    table = Table()
    for heading in ("Model", "Version", "Active", "SHA-256", "Files"):
        table.add_column(heading)
    broken = 0
    found = installed(root)
    for model in found:
        broken += model.problem is not None
        table.add_row(
            model.ref.name,
            model.ref.version,
            "yes" if model.active else "",
            model.ref.sha256[:16],
            f"[red]{escape(model.problem)}[/red]" if model.problem else "[green]sound[/green]",
        )
    hashed = ""
    if settings.overview_model:
        hashed, problem = _overview_model(settings)
        broken += problem is not None
        table.add_row(
            settings.overview_model.name,
            "",
            "overview",
            hashed[:16],
            f"[red]{escape(problem)}[/red]" if problem else "[green]sound[/green]",
        )
    if table.row_count:
        output().print(table)
    try:
        active(root)
    except ArtefactMissing as error:
        broken += 1
        what = str(error) if found else f"There is no model in {root}"
        progress().print(f"{what}. {_WITHOUT_MODELS}", markup=False, soft_wrap=True)
    if hashed:
        output().print(
            "The overview's model is installed here and not by Deponent. To pin it:\n"
            f"DEPONENT_OVERVIEW_SHA256={hashed}",
            soft_wrap=True,
        )
    if broken:
        raise typer.Exit(1)


def _overview_model(settings: "Settings") -> tuple[str, str | None]:
    """Return the hash of the overview model's folder, and what is wrong with it."""
    from models.inference.errors import InferenceError
    from models.inference.overview.folder import describe, folder_hash

    assert settings.overview_model is not None  # noqa: S101  # the caller has looked
    try:
        return describe(settings.overview_model, expected=settings.overview_sha256).ref.sha256, None
    except InferenceError as error:
        hashed = folder_hash(settings.overview_model) if settings.overview_model.is_dir() else ""
        return hashed, str(error)


def schema() -> None:
    """Print the JSON Schema of the case record."""
    from worker.record_json import json_schema

    print(json.dumps(json_schema(), indent=1))


def doctor() -> None:
    """Check this installation and say what is missing and what is lost by it.

    Exit code 0: it can do its work; 1: it cannot, and why.
    """
    from rich.table import Table

    from worker.doctor import examine
    from worker.settings import Settings

    table = Table()
    for heading in ("", "What"):
        table.add_column(heading)
    # Where no terminal bounds a line, as in what is sent to somebody for help, lines end too.
    table.add_column("Finding", max_width=_FINDING_COLUMNS, overflow="fold")
    findings = examine(Settings.from_environment())
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[red]no[/red]"
        table.add_row(mark, finding.what, finding.text.replace("[", "\\["))
    output().print(table)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
