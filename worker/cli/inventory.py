"""``models``, ``schema`` and ``doctor``: what is installed, and whether it is sound."""

import json

import typer

from worker.cli.console import output


def models() -> None:
    """List the installed models, which of them are active, and whether their files are sound."""
    from rich.table import Table

    from models.inference.artefacts import ARTEFACTS, installed
    from worker.settings import Settings

    root = Settings.from_environment().artefacts or ARTEFACTS
    table = Table()
    for heading in ("Model", "Version", "Active", "SHA-256", "Files"):
        table.add_column(heading)
    broken = 0
    for model in installed(root):
        broken += model.problem is not None
        table.add_row(
            model.ref.name,
            model.ref.version,
            "yes" if model.active else "",
            model.ref.sha256[:16],
            f"[red]{model.problem}[/red]" if model.problem else "[green]sound[/green]",
        )
    output().print(table)
    if broken:
        raise typer.Exit(1)


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
    for heading in ("", "What", "Finding"):
        table.add_column(heading)
    findings = examine(Settings.from_environment())
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[red]no[/red]"
        table.add_row(mark, finding.what, finding.text.replace("[", "\\["))
    output().print(table)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
