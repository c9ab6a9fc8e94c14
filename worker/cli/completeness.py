"""``status --complete``: the daily report that every statement and every original is there."""

from typing import TYPE_CHECKING

import typer

from worker.cli.console import bar, many, output, state

if TYPE_CHECKING:
    from worker.store.completeness import Completeness

_FINDINGS = 1
_MOST_LISTED = 50


def report(*, as_json: bool) -> None:
    """Check the whole store and say what was found; ends with exit code 1 if anything was."""
    from worker.settings import Settings
    from worker.store.store import Store

    store = Store.existing(Settings.from_environment())
    try:
        with bar("Hashing every original again") as told:
            found = store.complete(told)
    finally:
        store.close()
    if as_json:
        _print_json(found)
    else:
        _print(found)
    if not found.sound:
        raise typer.Exit(_FINDINGS)


def _print_json(found: "Completeness") -> None:
    import json

    data = {
        "sound": found.sound,
        "statements": found.statements,
        "settled": found.settled,
        "in_hand": found.in_hand,
        "states": {str(name): count for name, count in sorted(found.states.items())},
        "originals": found.originals,
        "unclaimed_files": found.unclaimed,
        "findings": [
            {
                "kind": one.kind,
                "statement_id": one.statement_id,
                "case_ref": one.case_ref,
                "filename": one.filename,
                "words": one.words,
            }
            for one in found.findings
        ],
    }
    print(json.dumps(data, indent=1))


def _print(found: "Completeness") -> None:
    from rich.markup import escape

    say = output().print
    parts = ", ".join(f"{count} {state(name)}" for name, count in sorted(found.states.items()))
    received = many(found.statements, "statement was", "statements were")
    say(f"{received} received{': ' + parts if parts else ''}.")
    settled = many(found.settled, "is", "are")
    say(f"{settled} settled and {found.in_hand} in hand, each in one place only.")
    say(f"{many(found.originals, 'original was', 'originals were')} hashed again.")
    if found.unclaimed:
        unclaimed = many(found.unclaimed, "file in the store belongs", "files in the store belong")
        say(
            f"{unclaimed} to no statement: uploads that are just coming, or that broke off before "
            "anybody was told that they had come."
        )
    if found.sound:
        say("[green]Everything adds up.[/green]")
        return
    wrong = many(len(found.findings), "thing does", "things do")
    say(f"\n[red]{wrong} not add up:[/red]")
    for one in found.findings[:_MOST_LISTED]:
        say(
            f"  {one.statement_id[:12]}  {escape(one.case_ref)}  {escape(one.filename)}  "
            f"{one.words}"
        )
    if len(found.findings) > _MOST_LISTED:
        say(f"  … and {len(found.findings) - _MOST_LISTED} more; --json lists all of them.")
    say("Nothing was changed. Tell the people who run Deponent, and keep the newest backup.")
