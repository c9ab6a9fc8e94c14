"""The command line's table of contents, and what every command does when something is wrong.

Nothing heavy is imported here: each command imports what it needs, so that ``--help`` is instant.
"""

import errno
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from worker import __version__
from worker.cli import (
    cases,
    interventions,
    inventory,
    reading,
    reprocessing,
    safekeeping,
    sending,
    service,
    statements,
)
from worker.errors import DeponentError

_INTERRUPTED = 130
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

app = typer.Typer(
    name="deponent",
    help=(
        "Reads witness statements into case records whose every value points at its words. "
        "Nothing here writes or rewords what a witness said."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

app.command("process")(reading.process)
app.command("replay")(reading.replay)
app.command("serve")(service.serve)
app.command("worker")(service.worker)
app.command("submit")(sending.submit)
app.command("demo")(service.demo)
app.command("status")(statements.status)
app.command("show")(statements.show)
app.command("summary")(cases.summary)
app.command("cancel")(interventions.cancel)
app.command("release")(interventions.release)
app.command("reprocess")(reprocessing.reprocess)
app.command("backup")(safekeeping.backup)
app.command("restore")(safekeeping.restore)
app.command("models")(inventory.models)
app.command("schema")(inventory.schema)
app.command("doctor")(inventory.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"deponent {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 some of it failed, 2 not done and why, 130 stopped."""
    # Statements and records are nobody else's to read, whatever the shell's own mask is.
    os.umask(0o077)
    try:
        # Not standing alone, typer returns the code of an Exit instead of leaving with it.
        code = app(standalone_mode=False)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last boundary: a person reads this
        sys.exit(_explain(error))
    if code == _INTERRUPTED:
        _say("Stopped. What was finished is kept.")
    sys.exit(code or 0)


def _explain(error: Exception) -> int:
    from models.inference.errors import InferenceError

    if isinstance(error, TyperException):
        words = " ".join(error.format_message().split())
        stop = "" if words.endswith((".", "?")) else "."
        _say(f"{words}{stop} `deponent COMMAND --help` shows how it is used.")
        return 2
    if isinstance(error, DeponentError | InferenceError):
        _say(str(error))
        return 2
    if isinstance(error, OSError) and error.filename and error.errno in _NOT_ALLOWED:
        _say(_not_allowed(Path(os.fsdecode(error.filename)), error))
        return 2
    if isinstance(error, OSError) and error.filename:
        _say(f"{error.filename}: {error.strerror}. Check that the path is right and may be used.")
        return 2
    if isinstance(error, OSError):
        _say(f"The system refused: {error.strerror}.")
        return 2
    if type(error).__module__.startswith("sqlalchemy"):
        _say(
            f"The database cannot be used ({type(error).__name__}). Check DEPONENT_DATABASE_URL "
            "and that the server runs. If a database file is damaged, put back a backup; do not "
            "delete it. `deponent doctor` says more."
        )
        return 2
    # An unknown error's own words might quote a statement, so only its kind and place are shown.
    place = traceback.extract_tb(error.__traceback__)[-1]
    _say(
        f"Something is wrong inside Deponent ({type(error).__name__} at "
        f"{place.filename}:{place.lineno}). Nothing that was accepted is lost. Please report this "
        "line to the people who run Deponent; `deponent doctor` checks the installation."
    )
    return 2


def _not_allowed(path: Path, error: OSError) -> str:
    """Say what may not be done with a path, and whom to ask for what."""
    from worker.processes import account

    try:
        does = "read" if path.exists() and not os.access(path, os.R_OK) else "write to"
    except OSError:
        does = "get at"
    if error.errno == errno.EROFS:
        return f"Cannot write to {path}: its disk can only be read. Name a folder on another disk."
    return (
        f"Cannot {does} {path} ({error.strerror}): ask whoever looks after this machine to let "
        f"{account()} {does} it, or name another place."
    )


def _say(message: str) -> None:
    print(f"deponent: {message}", file=sys.stderr)
