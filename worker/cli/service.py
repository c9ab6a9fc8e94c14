"""``serve``, ``worker``, ``submit`` and ``demo``: the running service."""

from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import output, progress

if TYPE_CHECKING:
    from worker.client import Client
    from worker.settings import Settings

_WAIT_SECONDS = 3600.0


class Role(StrEnum):
    """What a worker process does."""

    EXTRACT = "extract"
    ANALYSE = "analyse"
    DISPATCH = "dispatch"


class Urgency(StrEnum):
    """Whether somebody waits for it."""

    INTERACTIVE = "interactive"
    BACKLOG = "backlog"


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Serve what `deponent demo` made, to look at it.")
    ] = False,
) -> None:
    """Run everything on this machine: pages and API, workers, dispatcher and Redis. Ctrl-C ends it.

    Settings come from DEPONENT_* variables; see docs/reference/settings.md.
    """
    from worker import supervisor
    from worker.settings import Settings

    settings = Settings.from_environment()
    if demo:
        settings = _demo_settings(settings)
    welcome = (
        f"Deponent keeps its data in {settings.home}\n"
        f"Open http://{_host(settings)}:{settings.port}/   (Ctrl-C ends it)"
    )
    say = progress().print
    raise typer.Exit(supervisor.run(settings, lambda text: say(text, markup=False), welcome))


def worker(
    role: Annotated[Role, typer.Argument(help="Which queue it serves, or `dispatch`.")],
) -> None:
    """Run one worker process, for deployments that start their own. SIGTERM ends it."""
    if role is Role.DISPATCH:
        from worker.dispatch import main as dispatch

        raise typer.Exit(dispatch())
    from worker.runner import main as run

    raise typer.Exit(run([role.value]))


def submit(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to send whole.")],
    case: Annotated[str, typer.Option("--case", help="Case reference, such as 01ZD1234525.")],
    wait: Annotated[bool, typer.Option("--wait", help="Wait until they are settled.")] = False,
    priority: Annotated[
        Urgency, typer.Option("--priority", help="`backlog` lets others go first.")
    ] = Urgency.INTERACTIVE,
    url: Annotated[str, typer.Option("--url", help="Where Deponent runs.")] = "",
) -> None:
    """Upload files to a running service and print their ids. Sending twice is harmless.

    Exit code 0: all accepted (with --wait: and read); 1: some were refused or failed.
    """
    from worker.client import Client, Refused
    from worker.record_files import files_in
    from worker.settings import Settings

    settings = Settings.from_environment()
    client = Client(url or f"http://{_host(settings)}:{settings.port}")
    accepted: dict[str, str] = {}
    failed = 0
    files = files_in(paths)
    with progress().status("sending") as status:
        for number, file in enumerate(files, start=1):
            status.update(f"sending {number} of {len(files)}")
            try:
                sent = client.submit(file, case_ref=case, priority=priority.value)
            except (Refused, OSError) as error:
                failed += 1
                reason = error.reason if isinstance(error, Refused) else "file_not_opened"
                why = error if isinstance(error, Refused) else error.strerror
                progress().print(f"{file.name}: not accepted ({reason}): {why}", markup=False)
                continue
            accepted[sent.statement_id] = file.name
            if not wait:
                known = "  (was here before)" if sent.duplicate else ""
                _tell(f"{sent.statement_id}  {file.name}{known}")
    if wait and accepted:
        failed += _follow(client, accepted)
    client.close()
    if failed:
        raise typer.Exit(1)


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
    client = Client(f"http://{_host(settings)}:{settings.port}")
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


def _follow(client: "Client", accepted: dict[str, str]) -> int:
    """Print each statement and what was in it as they settle; return how many were not read."""
    failed = 0
    waiting = dict(accepted)
    with progress().status("reading") as status:
        try:
            for statement in client.settled(list(accepted), seconds=_WAIT_SECONDS, whole=True):
                # What was found inside an upload has its own name.
                name = waiting.pop(statement["id"], statement["filename"])
                status.update(f"{len(accepted) - len(waiting)} of {len(accepted)} settled")
                failure = statement.get("failure")
                failed += failure is not None
                why = f": {failure['message']}" if failure else ""
                _tell(f"{statement['id']}  {statement['state']}  {name}{why}")
        except TimeoutError:
            for statement_id, name in waiting.items():
                _tell(f"{statement_id}  in hand  {name}")
    return failed + len(waiting)


def _tell(line: str) -> None:
    """Print a line; whoever stopped reading does not stop the sending."""
    with suppress(BrokenPipeError):
        print(line, flush=True)


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


def _host(settings: "Settings") -> str:
    return f"[{settings.host}]" if ":" in settings.host else settings.host
