"""The demonstration: send the sample case, follow it, and show the records as a table."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from worker.casefile import State
from worker.cli.console import output, progress, state
from worker.client import Client
from worker.errors import DeponentError

_START_SECONDS = 120.0
_SETTLE_SECONDS = 600.0
_PAUSE_SECONDS = 0.2


class DemoStuck(DeponentError):
    """The demonstration did not get on in time."""

    reason = "demo_stuck"


class Showcase:
    """Runs files through a service; ``watch`` is called while waiting, to keep it alive."""

    def __init__(self, client: Client, *, watch: Callable[[], None]) -> None:
        """Talk to the service through ``client``."""
        self._client = client
        self._watch = watch

    def wait_until_ready(self) -> None:
        """Wait until the service takes uploads. Raises DemoStuck."""
        deadline = time.monotonic() + _START_SECONDS
        while not self._client.ready():
            if time.monotonic() > deadline:
                raise DemoStuck("The service did not start; its logs folder says why.")
            self._pause()

    def run(self, files: Sequence[Path], case: str) -> list[dict[str, Any]]:
        """Send every file and wait until all are settled; return the statements in order.

        Raises DemoStuck.
        """
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=progress(),
        )
        with bar:
            sending = bar.add_task("sent", total=len(files))
            reading = bar.add_task("read", total=len(files))
            ids = []
            for file in files:
                ids.append(self._client.submit(file, case_ref=case).statement_id)
                bar.advance(sending)
            deadline = time.monotonic() + _SETTLE_SECONDS
            while True:
                statements = [self._client.statement(statement_id) for statement_id in ids]
                settled = sum(State(found["state"]).settled for found in statements)
                bar.update(reading, completed=settled)
                if settled == len(ids):
                    return statements
                if time.monotonic() > deadline:
                    raise DemoStuck(f"{len(ids) - settled} of {len(ids)} did not settle in time.")
                self._pause()

    def table(self, statements: Sequence[dict[str, Any]], case: str) -> bool:
        """Print the records as a table; return whether every statement was read."""
        table = Table(
            title=f"Case {case}, read by machine and waiting for a person's review",
            caption=(
                "Time runs from the upload to the record: its first seconds went into loading "
                "the models, and statements that wait are analysed together."
            ),
            show_lines=True,
        )
        table.add_column("Statement, and the foremost sentence of its summary", ratio=1)
        for heading in ("Pages", "Mentions", "Summary\nwords", "Time\ns"):
            table.add_column(heading, justify="right", no_wrap=True)
        whole = True
        for statement in statements:
            whole &= statement["state"] == State.NEEDS_REVIEW
            record = self._client.record(statement["id"])
            summary = record["summary"]
            table.add_row(
                f"[bold]{statement['filename']}[/bold]  {state(statement['state'])}\n"
                f"{_foremost(summary['sentences'])}",
                str(len(record["document"]["pages"])),
                str(len(record["mentions"])),
                f"{summary['words_out']}/{summary['words_in']}",
                f"{_seconds(statement):.1f}",
            )
        output().print(table)
        return whole

    def _pause(self) -> None:
        self._watch()
        time.sleep(_PAUSE_SECONDS)


def _foremost(sentences: Sequence[dict[str, Any]]) -> str:
    """Return the beginning of the most salient sentence, as a quotation with its page."""
    if not sentences:
        return "no summary"
    best = max(sentences, key=lambda sentence: sentence["salience"])
    words = " ".join(best["quote"].split())
    shown = words if len(words) <= 110 else words[:109].rsplit(" ", 1)[0] + " …"
    return f"“{shown}” (page {best['page']})".replace("[", "\\[")


def _seconds(statement: dict[str, Any]) -> float:
    received = datetime.fromisoformat(statement["received_at"])
    return (datetime.fromisoformat(statement["updated_at"]) - received).total_seconds()
