"""``backup`` and ``restore``: the whole store into a folder, and back into an empty store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import bar, many, output, progress

if TYPE_CHECKING:
    from worker.casefile import Statement

_SOME_LOST = 1
_MOST_LISTED = 50


def backup(
    folder: Annotated[
        Path, typer.Argument(help="Where to. Used again, it takes only what is new.")
    ],
    over_damaged: Annotated[
        bool,
        typer.Option("--over-damaged", help="Replace a backup in the folder that is damaged."),
    ] = False,
) -> None:
    """Save every statement, record and original into a folder, while the service runs.

    Exit code 1: all was saved but originals that the store itself has lost or has damaged; each of
    their statements is named.
    """
    from worker.settings import Settings
    from worker.store import backup as copying
    from worker.store.store import Store

    store = Store.existing(Settings.from_environment())
    try:
        with bar("Copying originals") as told:
            made = copying.save(
                store.database,
                store.originals,
                folder.absolute(),
                told,
                over_damaged=over_damaged,
            )
        lost = store.statements.with_originals(made.lost[:_MOST_LISTED]) if made.lost else []
    finally:
        store.close()
    output().print(
        f"Saved {many(made.statements, 'statement')} with {many(made.originals, 'original')} in "
        f"{folder}.",
        markup=False,
        soft_wrap=True,
    )
    if made.lost:
        _name(lost, len(made.lost))
        raise typer.Exit(_SOME_LOST)


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `deponent backup` wrote.")],
) -> None:
    """Put a backup back into an empty store, and check that all of it is there."""
    from worker.cli import completeness
    from worker.settings import Settings
    from worker.store import backup as copying
    from worker.store import manifest
    from worker.store.store import Store

    settings = Settings.from_environment()
    # Before a store is made for it: a mistyped folder leaves nothing behind.
    manifest.read(folder.absolute())
    store = Store.open(settings)
    try:
        with bar("Copying originals back") as told:
            made = copying.load(folder.absolute(), store.database, store.originals, told)
    finally:
        store.close()
    output().print(
        f"Put back {many(made.statements, 'statement')} with {many(made.originals, 'original')}."
    )
    completeness.report(as_json=False)


def _name(lost: "list[Statement]", originals: int) -> None:
    """Say which statements' originals are not in the backup."""
    say = progress().print
    was = "is" if originals == 1 else "are"
    say(
        f"{many(originals, 'original')} {was} missing, altered or cannot be read in the store, and "
        f"{was} NOT in this backup:",
        style="red",
        soft_wrap=True,
    )
    for one in lost:
        say(f"  {one.id[:12]}  {one.case_ref}  {one.filename}", markup=False, soft_wrap=True)
    if originals > _MOST_LISTED:
        say("  … and more; `deponent status --complete` names them.")
    say(
        "Everything else was saved. Whoever still has such a file can submit it to the same case "
        "again; an older backup may hold it, too.",
        soft_wrap=True,
    )
