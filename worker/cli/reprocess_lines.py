"""What ``reprocess`` prints: what is due, and what came of it. Never a statement's words."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from worker.cli.console import address, bar, many, output, progress

if TYPE_CHECKING:
    from worker.backlog.differences import Differences, NewVersion
    from worker.backlog.run import LeftAlone, Plan
    from worker.settings import Settings
    from worker.store.reprocessing import Member
    from worker.store.store import Store

_PARTS = {
    "record": "the record as a whole",
    "words": "words read",
    "summary": "summary",
    "mentions": "names and numbers",
    "form": "form",
    "digest": "digest",
    "turns": "speakers",
    "overview": "overview",
    "warnings": "warnings",
    "pages": "pages",
    "files": "files inside",
}
_STAGES = {"extract": "read again", "analyse": "analysed again"}


def planned(plan: "Plan", *, as_json: bool, most: int) -> None:
    """Print what a run would do; nothing has been changed."""
    if as_json:
        print(json.dumps(_plan_data(plan), indent=1))
        return
    say = output().print
    say(f"{many(len(plan.due), 'statement')} would be done again; nothing was changed.")
    if plan.current:
        say(f"{many(plan.current, 'record')} would come out as before, and are left out.")
    left_alone(plan, most)
    if not plan.due:
        return
    _table(
        ("Statements", "Case", "What is done"),
        [
            (str(count), case, _STAGES[stage])
            for (case, stage), count in sorted(
                Counter((each.kept.case_ref, each.stage) for each in plan.due).items()
            )
        ],
    )
    whys = Counter(each.why for each in plan.due).most_common()
    _table(("Statements", "Why"), [(str(count), why) for why, count in whys[:most]])
    _more(len(whys) - most)
    _table(
        ("Id", "Case", "Statement", "What is done"),
        [
            (each.kept.statement_id[:12], each.kept.case_ref, each.kept.filename,
             _STAGES[each.stage])
            for each in plan.due[:most]
        ],
    )  # fmt: skip
    _more(len(plan.due) - most)


def begun(plan: "Plan", run: str | None, put: int, *, as_json: bool) -> None:
    """Print that a run was begun, or that there was nothing to do."""
    if as_json:
        print(json.dumps({"run": run, "put_back": put, **_plan_data(plan)}, indent=1))
    elif run is not None:
        output().print(f"`deponent reprocess --watch {run}` follows it and says what differs.")
    elif plan.due:
        output().print("Nothing was put back: all that was due moved on meanwhile.")
    elif plan.current:
        output().print(
            f"Nothing is due: {many(plan.current, 'record')} would come out as before. "
            "--again does it nevertheless."
        )
    else:
        output().print("Nothing is due: no other statement is meant by that.")


def interrupted(run: str, put: int, total: int, *, again: bool) -> None:
    """Say what became of a run that somebody broke off while it was put back."""
    say = progress().print
    say(
        f"{put} of {total} were put back and are being done: `deponent reprocess --watch {run}` "
        "follows them."
    )
    if again:
        say("The others stand as before. With --again the same command would do all of them anew.")
    else:
        say("Give the same command again for the others.")


def left_alone(plan: "Plan", most: int) -> None:
    """Say which statements were meant and are left as they are."""
    if not plan.left_alone:
        return
    say = progress().print
    say(f"{many(len(plan.left_alone), 'statement')} left as they are:")
    for each in plan.left_alone[:most]:
        state = "in hand already" if not each.state.settled else each.state.replace("_", " ")
        say(f"  {each.statement_id}  {state}  {each.filename}", markup=False)
    _more(len(plan.left_alone) - most)


def report(
    store: "Store",
    settings: "Settings",
    run: str,
    *,
    left: "Sequence[LeftAlone]" = (),
    as_json: bool,
    most: int,
) -> bool:
    """Print what a run came to; return whether all of it went well.

    ``left`` was meant by whoever began it just now, and is none of it.
    """
    from worker.backlog.differences import of_run

    with bar("comparing") as shown:
        found = of_run(store, run, compared=shown)
    if as_json:
        data = {**_report_data(found, address(settings)), "left_alone": _left_data(left)}
        print(json.dumps(data, indent=1))
    else:
        _print_report(found, address(settings), most)
    return found.all_well


def _print_report(found: "Differences", service: str, most: int) -> None:
    say = output().print
    say(f"Run {found.run}: {many(found.members, 'statement')}")
    for some, words in (
        (found.same, "the same record, no new version"),
        (found.alike, "a new version that says the same"),
        (found.differing, "a new version that differs"),
        (found.read_now, "could not be read before, and have a record now"),
        (found.kept, "could not be done again, the record from before stays"),
        (found.failed, "could not be read before, and cannot now"),
        (found.aside, "set aside after several attempts"),
        (found.stopped, "stopped by somebody, as before"),
        (found.in_hand, "in hand"),
    ):
        if some:
            say(f"  {len(some)}  {words}")
    if found.differing:
        _table(
            ("Statements", "Differ in"),
            [(str(count), _PARTS[part]) for part, count in found.parts.items()],
        )
        say("Most places differ in:")
        for each in found.differing[:most]:
            say(f"  {_places(each)}  {each.member.filename}", markup=False)
            say(f"    {service}{each.address}", markup=False, soft_wrap=True)
        _more(len(found.differing) - most)
    _named((*found.kept, *found.failed, *found.aside, *found.in_hand), most)


def _named(members: "Sequence[Member]", most: int) -> None:
    if not members:
        return
    output().print("Not done again:")
    for each in members[:most]:
        why = each.detail or "in hand"
        output().print(f"  {each.statement_id}  {each.filename}: {why}", markup=False)
    _more(len(members) - most)


def _places(each: "NewVersion") -> str:
    parts = ", ".join(f"{_PARTS[part]} {count}" for part, count in each.parts.items())
    return f"{many(each.places, 'place')} ({parts})"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table()
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*map(escape, row))
    output().print(table)


def _more(count: int) -> None:
    if count > 0:
        output().print(f"  … and {count} more; --most shows more, --json all.")


def _plan_data(plan: "Plan") -> dict[str, object]:
    return {
        "due": [
            {
                "id": each.kept.statement_id,
                "case_ref": each.kept.case_ref,
                "filename": each.kept.filename,
                "stage": each.stage,
                "why": each.why,
            }
            for each in plan.due
        ],
        "current": plan.current,
        "left_alone": _left_data(plan.left_alone),
    }


def _left_data(left: "Sequence[LeftAlone]") -> list[dict[str, object]]:
    return [
        {
            "id": each.statement_id,
            "case_ref": each.case_ref,
            "filename": each.filename,
            "state": each.state,
        }
        for each in left
    ]


def _report_data(found: "Differences", service: str) -> dict[str, object]:
    def listed(members: "Sequence[Member]") -> list[dict[str, object]]:
        return [
            {
                "id": each.statement_id,
                "case_ref": each.case_ref,
                "filename": each.filename,
                "detail": each.detail,
            }
            for each in members
        ]

    def versions(some: "Sequence[NewVersion]") -> list[dict[str, object]]:
        return [
            {
                "id": each.member.statement_id,
                "case_ref": each.member.case_ref,
                "filename": each.member.filename,
                "then": each.then,
                "now": each.now,
                "parts": dict(each.parts),
                "changes": service + each.address,
            }
            for each in some
        ]

    return {
        "run": found.run,
        "statements": found.members,
        "parts": found.parts,
        "differing": versions(found.differing),
        "alike": versions(found.alike),
        **{
            name: listed(getattr(found, name))
            for name in ("same", "read_now", "kept", "failed", "aside", "stopped", "in_hand")
        },
    }
