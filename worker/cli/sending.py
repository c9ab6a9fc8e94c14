"""``submit``: files to a running service, and what became of each."""

from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import address, many, progress, shown

if TYPE_CHECKING:
    from worker.client import Client

_WAIT_SECONDS = 3600.0
# One answer may be lost on the way. A service that is away is not asked ten thousand times.
_UNANSWERED_IN_A_ROW = 3
_MOST_LISTED = 50


class Urgency(StrEnum):
    """Whether somebody waits for it."""

    INTERACTIVE = "interactive"
    BACKLOG = "backlog"


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

    Exit code 0: all accepted (with --wait: and read); 1: some were refused, not answered or failed,
    or a folder could not be opened; 2: nothing was sent, and why.
    """
    from worker.cli.taking import Taking
    from worker.client import Client
    from worker.intake import case_reference
    from worker.settings import Settings

    case_ref = case_reference(case)
    client = Client(url or address(Settings.from_environment()))
    taking = Taking(paths)
    try:
        sent = _Sending(client, case_ref, priority, tell_ids=not wait)
        sent.send(taking.files)
        failed = sent.report(len(taking.files))
        if wait and sent.accepted:
            failed += _follow(client, sent.accepted)
    finally:
        client.close()
    if not taking.whole() or failed:
        raise typer.Exit(1)


class _Sending:
    """Sends one file after another, whatever becomes of each."""

    def __init__(self, client: "Client", case: str, priority: Urgency, *, tell_ids: bool) -> None:
        self.accepted: dict[str, str] = {}
        self._client = client
        self._case = case
        self._priority = priority
        self._tell_ids = tell_ids
        self._refused = 0
        self._unanswered: list[Path] = []
        self._why = ""

    def send(self, files: list[Path]) -> None:
        """Send ``files``; raises ServiceAway where not even the first ones were answered."""
        from worker.client import ServiceAway

        in_a_row = 0
        with progress().status("sending") as status:
            for number, file in enumerate(files, start=1):
                status.update(f"sending {number} of {len(files)}")
                try:
                    self._send(file)
                    in_a_row = 0
                except ServiceAway as error:
                    self._unanswered.append(file)
                    self._why = str(error)
                    in_a_row += 1
                    if in_a_row < min(_UNANSWERED_IN_A_ROW, len(files)):
                        continue
                    if len(self._unanswered) == number:
                        raise
                    self._unanswered += files[number:]
                    return

    def report(self, of: int) -> int:
        """Say what was not answered; return how many files were not accepted."""
        missing = len(self._unanswered)
        if missing:
            say = progress().print
            say(self._why, markup=False)
            say(f"{of - missing} of {of} were answered. Not known to be taken:")
            for file in self._unanswered[:_MOST_LISTED]:
                say(f"  {shown(str(file))}", markup=False)
            if missing > _MOST_LISTED:
                say(f"  … and {missing - _MOST_LISTED} more")
            say(
                "Nothing that was acknowledged is lost. Submit all of it again when Deponent "
                "answers: what it has is not taken twice."
            )
        return self._refused + missing

    def _send(self, file: Path) -> None:
        from worker.client import Refused

        name = shown(file.name)
        try:
            sent = self._client.submit(file, case_ref=self._case, priority=self._priority.value)
        except Refused as error:
            self._refused += 1
            progress().print(f"{name}: not accepted ({error.reason}): {error}", markup=False)
        except OSError as error:
            self._refused += 1
            why = error.strerror or type(error).__name__
            progress().print(f"{name}: not accepted (file_not_opened): {why}", markup=False)
        else:
            self.accepted[sent.statement_id] = name
            if self._tell_ids:
                known = "  (was here before)" if sent.duplicate else ""
                _tell(f"{sent.statement_id}  {name}{known}")


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
            progress().print(
                f"{many(len(waiting), 'statement')} did not settle in an hour; the work goes on, "
                "and `deponent status` follows it."
            )
            for statement_id, name in waiting.items():
                _tell(f"{statement_id}  in hand  {name}")
    return failed + len(waiting)


def _tell(line: str) -> None:
    """Print a line; whoever stopped reading does not stop the sending."""
    with suppress(BrokenPipeError):
        print(line, flush=True)
