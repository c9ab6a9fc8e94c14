"""``cancel`` and ``release``: what people do to statements in the queue."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import output, progress

if TYPE_CHECKING:
    from worker.casefile import State, Statement
    from worker.store.store import Store

_SOME_REFUSED = 1
_Ids = Annotated[
    list[str] | None, typer.Argument(help="Ids, or enough of their beginnings.", metavar="ID...")
]
_Why = Annotated[str, typer.Option("--why", help="Kept in the statement's history.")]


class Releasable(StrEnum):
    """The states that a statement can be released from."""

    QUARANTINED = "quarantined"
    CANCELLED = "cancelled"
    FAILED = "failed"


def cancel(
    ids: _Ids = None,
    case: Annotated[
        str, typer.Option("--case", help="Everything of this case that is in hand.")
    ] = "",
    why: _Why = "",
) -> None:
    """End statements that are in hand, and what came out of them; originals are kept.

    Exit code 1 where one could not be cancelled.
    """
    from worker.casefile import State

    in_hand = [state for state in State if not state.settled]

    def end(store: "Store", statement: "Statement", who: str) -> None:
        for ended in store.interventions.cancel(statement.id, who=who, why=why):
            found = store.statements.get(ended)
            # One that was being done again goes back to what it was.
            cancelled = found.state is State.CANCELLED
            _say(found, "cancelled" if cancelled else "not done again")

    _each(ids, case, in_hand, end)


def release(
    ids: _Ids = None,
    case: Annotated[
        str, typer.Option("--case", help="Everything of this case in the --state.")
    ] = "",
    state: Annotated[
        Releasable, typer.Option("--state", help="With --case: release what is in this state.")
    ] = Releasable.QUARANTINED,
    why: _Why = "",
) -> None:
    """Put quarantined, cancelled or failed statements back to be done again, with fresh attempts.

    Exit code 1 where one could not be released.
    """
    from worker.casefile import State

    def put_back(store: "Store", statement: "Statement", who: str) -> None:
        store.interventions.release(statement.id, who=who, why=why)
        _say(store.statements.get(statement.id), "released")

    _each(ids, case, [State(state.value)], put_back)


def _each(
    ids: list[str] | None,
    case: str,
    states: "list[State]",
    does: Callable[["Store", "Statement", str], None],
) -> None:
    """Do it to each statement that is named, or to each of a case in ``states``."""
    from worker.errors import DeponentError
    from worker.intake import case_reference
    from worker.processes import account
    from worker.settings import Settings
    from worker.store.store import Store

    if bool(ids) == bool(case):
        raise typer.BadParameter("give either ids or --case, and not both")
    who, refused = account(), 0
    store = Store.existing(Settings.from_environment())
    try:
        of_case = store.statements.of_case(case_reference(case), states) if case else []
        for each in ids or of_case:
            try:
                statement = store.statements.find(each)
                if case and statement.state not in states:
                    # It went with another that was named before it, or moved on by itself.
                    continue
                does(store, statement, who)
            except DeponentError as error:
                refused += 1
                progress().print(f"{each}: {error}", markup=False)
    finally:
        store.close()
    if case and not of_case:
        named = " or ".join(name.replace("_", " ") for name in states)
        output().print(f"No statement of this case is {named}.")
    if refused:
        raise typer.Exit(_SOME_REFUSED)


def _say(statement: "Statement", done: str) -> None:
    output().print(f"{statement.id}  {done}  {statement.filename}", markup=False)
