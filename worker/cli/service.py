"""``serve``, ``worker`` and ``demo``: the running service."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import address, output, progress

if TYPE_CHECKING:
    from worker.settings import Settings


class Role(StrEnum):
    """What a worker process does."""

    EXTRACT = "extract"
    ANALYSE = "analyse"
    DISPATCH = "dispatch"


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Serve what `deponent demo` made, to look at it.")
    ] = False,
) -> None:
    """Run everything on this machine: pages and API, workers, dispatcher and Redis. Ctrl-C ends it.

    Settings come from DEPONENT_* variables; see docs/reference/settings.md.
    """
    from worker import redis_watch, supervisor
    from worker.settings import Settings

    settings = Settings.from_environment()
    if demo:
        settings = _demo_settings(settings)
    welcome = (
        f"Deponent keeps its data in {settings.home}\nOpen {address(settings)}/   (Ctrl-C ends it)"
    )

    def say(text: str) -> None:
        progress().print(text, markup=False)

    with redis_watch.telling(settings.redis_url, say):
        raise typer.Exit(supervisor.run(settings, say, welcome))


def worker(
    role: Annotated[Role, typer.Argument(help="Which queue it serves, or `dispatch`.")],
) -> None:
    """Run one worker process, for deployments that start their own. SIGTERM ends it."""
    if role is Role.DISPATCH:
        from worker.dispatch import main as dispatch

        raise typer.Exit(dispatch())
    from worker.runner import main as run

    raise typer.Exit(run([role.value]))


def demo() -> None:
    """Start everything, put the sample case through the real queue and show what came out."""
    from worker.client import Client
    from worker.settings import Settings
    from worker.supervisor import Supervisor

    settings = _demo_settings(Settings.from_environment(), free_port=True)
    files = _sample()
    case = f"DEMO/{datetime.now(UTC):%Y%m%d-%H%M%S}"
    say = progress().print
    say(f"Starting Redis, dispatcher, workers and API; data in {settings.home}", markup=False)
    supervisor = Supervisor(settings, on_change=lambda text: say(text, markup=False))
    client = Client(address(settings))
    try:
        supervisor.start()
        from worker.cli.showcase import Showcase

        showcase = Showcase(client, watch=supervisor.look)
        showcase.wait_until_ready()
        statements = showcase.run(files, case)
        whole = showcase.table(statements, case)
    finally:
        client.close()
        supervisor.end()
    output().print(
        "\nTo look at them: [bold]make serve[/bold] (or [bold]deponent serve --demo[/bold]), then "
        f"open [bold]http://127.0.0.1:{Settings.from_environment().port}/[/bold]"
    )
    if not whole:
        raise typer.Exit(1)


def _demo_settings(settings: "Settings", *, free_port: bool = False) -> "Settings":
    import socket
    from dataclasses import replace

    port = settings.port
    if free_port:
        with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
            probe.bind((settings.host, 0))
            port = probe.getsockname()[1]
    return replace(settings, home=settings.home / "demo", database_url="", redis_url="", port=port)


def _sample() -> list[Path]:
    import worker
    from worker.errors import SettingInvalid

    folder = Path(worker.__file__).parents[1] / "fixtures" / "statements" / "sample"
    files = sorted(path for path in folder.glob("*") if path.suffix in {".pdf", ".txt"})
    if not files:
        raise SettingInvalid(
            "The sample case comes with Deponent's source folder and is not here. Run the demo "
            "from a clone, or send a statement of your own with `deponent submit`."
        )
    return files
