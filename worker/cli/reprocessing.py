"""``reprocess``: what was done before is done again by what is active now."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.console import bar, many, output, progress

if TYPE_CHECKING:
    from worker.backlog.choice import Choice
    from worker.backlog.run import LeftAlone, Plan
    from worker.settings import Settings
    from worker.store.store import Store

_LOOK_SECONDS = 0.5
_INTERRUPTED = 130
_LATEST = "last"


def reprocess(
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Ids, or enough of their beginnings.", metavar="ID..."),
    ] = None,
    cases: Annotated[
        list[str] | None, typer.Option("--case", help="Statements of this case; several will do.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="NAME=VALUE",
            help="Only where this is so: state=failed, changed=model (or reader, ocr, settings, "
            "version), received-from=2026-01-31, received-before=2026-02-28, file=*.pdf. Several "
            "names: all must fit; one name several times: any of its values.",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Statements of every case.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also what the active versions have made already.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done and why, and change nothing.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="Kept in each statement's history.")] = "",
    wait: Annotated[
        bool | None,
        typer.Option(
            "--wait/--no-wait",
            help="Follow it to its end and say what differs. On a terminal it is followed.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        str,
        typer.Option("--watch", metavar="RUN", help="Follow a run that was begun; `last` will do."),
    ] = "",
    stop: Annotated[
        str,
        typer.Option("--stop", metavar="RUN", help="Leave undone what a run has not done yet."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="How many statements to list.")] = 20,
) -> None:
    """Do statements again after a model, a reader or a setting has changed, and say what differs.

    Records stay until a new version is there. What the active versions have made is left out, so
    the same command, without --again, can simply be given again. Exit code 0: done; 1: some could
    not be done again; 2: nothing was done, and why; 130: stopped watching, the work goes on.
    """
    from worker.cli import reprocess_lines
    from worker.settings import Settings
    from worker.store.store import Store

    named = bool(ids or cases or where or everything)
    _check(ids, cases, everything, named=named, others=[watch, stop])
    settings = Settings.from_environment()
    store = Store.existing(settings)
    try:
        if stop:
            _stop(store, _known(store, stop), why)
            return
        well, put = True, 0
        left: tuple[LeftAlone, ...] = ()
        if watch:
            run = _known(store, watch)
        else:
            plan = _planned(store, settings, _choice(store, ids, cases, where), again=again)
            if dry_run:
                reprocess_lines.planned(plan, as_json=as_json, most=most)
                _say_where_workers_differ(store, settings)
                return
            left = plan.left_alone
            run, put, whole = _begun(
                store, settings, plan, why=why, as_json=as_json, most=most, again=again
            )
            # Of a case, what is in hand already is done anyhow; what was named was to be done now.
            well = whole and not (ids and (left or put < len(plan.due)))
            follows = progress().is_terminal if wait is None else wait
            if not put or not follows:
                _tell_begun(store, run, put)
                reprocess_lines.begun(plan, run if put else None, put, as_json=as_json)
                raise typer.Exit(0 if well else 1)
        _follow(store, run, put)
        told = reprocess_lines.report(store, settings, run, left=left, as_json=as_json, most=most)
        well = told and well
    finally:
        store.close()
    raise typer.Exit(0 if well else 1)


def _check(
    ids: list[str] | None,
    cases: list[str] | None,
    everything: bool,
    *,
    named: bool,
    others: list[str],
) -> None:
    """Refuse what is not clear about which statements are meant."""
    if any(others):
        if named or all(others):
            raise typer.BadParameter("--watch and --stop name a run, and are given alone")
    elif not named:
        raise typer.BadParameter(
            "say which statements are meant: ids, --case, --where, or --all for every one. "
            "--dry-run shows what would be done"
        )
    elif everything and (ids or cases):
        raise typer.BadParameter("--all means every case; leave out the ids and --case, or --all")


def _choice(
    store: "Store", ids: list[str] | None, cases: list[str] | None, where: list[str] | None
) -> "Choice":
    from worker.backlog.choice import choice
    from worker.intake import case_reference

    return choice(
        where or [],
        # All are looked up before anything is done.
        ids=list(dict.fromkeys(store.statements.find(each).id for each in ids or [])),
        case_refs=[case_reference(each) for each in cases or []],
    )


def _planned(store: "Store", settings: "Settings", choice: "Choice", *, again: bool) -> "Plan":
    from worker.backlog.active import Active
    from worker.backlog.run import plan

    with progress().status("looking at records") as status:
        return plan(
            store,
            Active.here(settings),
            choice,
            again=again,
            looked_at=lambda count: status.update(f"looking at records: {count}"),
        )


def _begun(
    store: "Store",
    settings: "Settings",
    plan: "Plan",
    *,
    why: str,
    as_json: bool,
    most: int,
    again: bool,
) -> tuple[str, int, bool]:
    """Put back what is due; return the run's name, how many are in it, and if all were taken up."""
    from worker.backlog import run as runs
    from worker.backlog.active import Active
    from worker.cli import reprocess_lines
    from worker.cli.interrupts import Interrupts
    from worker.processes import account

    if not as_json:
        reprocess_lines.left_alone(plan, most)
    run, total, put, done = runs.new_run(), len(plan.due), 0, 0
    if not plan.due:
        return run, 0, True
    runs.check_workers(store, Active.here(settings))
    try:
        with Interrupts() as interrupts, bar("putting back") as shown:
            for done, ids in runs.put_back(store, plan.due, run=run, who=account(), why=why):
                put += len(ids)
                shown(done, total)
                interrupts.look()
    except KeyboardInterrupt:
        if put:
            reprocess_lines.interrupted(run, put, total, again=again)
        raise
    if put < done:
        progress().print(
            f"{many(done - put, 'statement')} moved on meanwhile, and left as they are."
        )
    if done < total:
        progress().print(
            f"Run {run} was stopped: {many(total - done, 'statement')} not put back any more."
        )
    return run, put, done == total


def _tell_begun(store: "Store", run: str, put: int) -> None:
    """Say what was put back, and whether anything runs that does it."""
    from worker.backlog.run import idle_roles

    if not put:
        return
    say = progress().print
    say(f"Run {run}: {many(put, 'statement')} put back, behind everything that waits.")
    idle = idle_roles(store)
    if idle:
        say(
            f"Nothing that does this work runs at present ({', '.join(idle)}). It is done once "
            "`deponent serve` runs."
        )


def _follow(store: "Store", run: str, put: int) -> None:
    """Show how far a run is, until all of it is done; first what was put back just now, if any."""
    from worker.cli.interrupts import Interrupts

    try:
        with Interrupts() as interrupts:
            _tell_begun(store, run, put)
            total = len(store.reprocessing.members(run))
            with bar("doing again") as shown:
                while waiting := store.reprocessing.in_hand(run):
                    shown(total - waiting, total)
                    interrupts.look()
                    time.sleep(_LOOK_SECONDS)
    except KeyboardInterrupt:
        progress().print(
            f"No longer watching. The work goes on: `deponent reprocess --watch {run}` follows it, "
            f"`deponent reprocess --stop {run}` leaves undone what is not done yet."
        )
        raise typer.Exit(_INTERRUPTED) from None


def _known(store: "Store", run: str) -> str:
    """Return the name of a run that was begun."""
    from worker.errors import DeponentError

    if run == _LATEST:
        latest = store.reprocessing.latest_run()
        if latest is None:
            raise DeponentError("Nothing was ever reprocessed here.")
        return latest
    if not store.reprocessing.members(run):
        raise DeponentError(
            f"There is no run “{run}”. `deponent reprocess --watch last` shows the latest."
        )
    return run


def _stop(store: "Store", run: str, why: str) -> None:
    from worker.backlog import run as runs
    from worker.processes import account

    stopped = runs.stop(store, run, who=account(), why=why)
    output().print(
        f"{many(stopped, 'statement')} of run {run} not done again; the record from before stays."
    )


def _say_where_workers_differ(store: "Store", settings: "Settings") -> None:
    """Warn where the workers that run would only make the old records again."""
    from worker.backlog.active import Active
    from worker.backlog.run import WorkersDiffer, check_workers

    try:
        check_workers(store, Active.here(settings))
    except WorkersDiffer as error:
        progress().print(str(error), markup=False)
