"""``backup`` and ``restore``: the whole store into a folder, and back into an empty store."""

from pathlib import Path
from typing import Annotated

import typer

from worker.cli.console import bar, output


def backup(
    folder: Annotated[
        Path, typer.Argument(help="Where to. Used again, it takes only what is new.")
    ],
) -> None:
    """Save every statement, record and original into a folder, while the service runs."""
    from worker.settings import Settings
    from worker.store import backup as copying
    from worker.store.store import Store

    store = Store.existing(Settings.from_environment())
    try:
        with bar("Copying originals") as told:
            made = copying.save(store.database, store.originals, folder.absolute(), told)
    finally:
        store.close()
    output().print(
        f"Saved {made.statements} statements with {made.originals} originals in {folder}."
    )


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `deponent backup` wrote.")],
) -> None:
    """Put a backup back into an empty store, and check that all of it is there."""
    from worker.cli import completeness
    from worker.settings import Settings
    from worker.store import backup as copying
    from worker.store.store import Store

    store = Store.open(Settings.from_environment())
    try:
        with bar("Copying originals back") as told:
            made = copying.load(folder.absolute(), store.database, store.originals, told)
    finally:
        store.close()
    output().print(f"Put back {made.statements} statements with {made.originals} originals.")
    completeness.report(as_json=False)
