"""``status --workers``: what waits, what works, and what needs somebody."""

from typing import TYPE_CHECKING

from worker.cli.console import output, state

if TYPE_CHECKING:
    from worker.operations import Overview


def report(*, as_json: bool) -> None:
    """Say how the deployment is doing, from its database and its Redis."""
    from worker import operations
    from worker.settings import Settings
    from worker.store.store import Store

    settings = Settings.from_environment()
    store = Store.existing(settings)
    try:
        found = operations.look(settings, store)
    finally:
        store.close()
    if as_json:
        _print_json(found)
    else:
        _print(found)


def _print_json(found: "Overview") -> None:
    import json

    from worker.operations import priority_name

    standing = found.standing
    data = {
        "attention": [
            {"code": each.code, "gravity": each.gravity, "text": each.text}
            for each in found.attention
        ],
        "ready": found.unready is None,
        "unready_reason": found.unready,
        "redis_reachable": found.queues.reachable,
        "redis_jobs": dict(found.queues.jobs),
        "storage_free_bytes": found.free_bytes,
        "work": [
            {
                "stage": each.stage,
                "priority": priority_name(each.priority),
                "phase": each.phase,
                "count": each.count,
                "oldest_seconds": each.oldest_seconds,
            }
            for each in standing.depths
        ],
        "statements": {str(name): count for name, count in sorted(standing.states.items())},
        "settled": dict(standing.settled),
        "settled_today": dict(standing.today),
        "settled_last_hour": dict(standing.last_hour),
        "stopped": [
            {"state": e.state, "stage": e.stage, "reason": e.reason, "count": e.count}
            for e in standing.stopped
        ],
        "attempts": dict(standing.attempts),
        "returned": dict(standing.returned),
        "stage_idle_seconds": dict(standing.idle_seconds),
        "workers": [
            {
                "holder": each.profile.holder,
                "stage": each.profile.stage,
                "life": each.life,
                "host": each.profile.host,
                "pid": each.profile.pid,
                "device": each.profile.device,
                "device_reason": each.profile.device_reason,
                "pipeline_version": each.profile.pipeline_version,
                "models": list(each.profile.models),
                "started_at": each.started_at.isoformat(),
                "seconds_since_seen": each.seconds_since_seen,
                "counters": dict(each.profile.counters),
            }
            for each in found.workers
        ],
    }
    print(json.dumps(data, indent=1))


def _print(found: "Overview") -> None:
    from rich.markup import escape

    say = output().print
    for each in found.attention:
        mark = "[red]Stands still.[/red] " if each.gravity == "stands" else "[yellow]![/yellow] "
        say(f"{mark}{escape(each.text)} [dim]({each.code})[/dim]")
    if not found.attention:
        say("[green]Nothing needs your attention.[/green]")
    redis = "Redis answers" if found.queues.reachable else "Redis does not answer"
    uploads = "are taken" if found.unready is None else f"are refused ({found.unready})"
    say(f"Uploads {uploads}; {redis}.")
    say(_queues(found))
    standing = found.standing
    for when, counts in (("In the last hour", standing.last_hour), ("Today", standing.today)):
        say(f"{when}: " + ", ".join(f"{count} {state(name)}" for name, count in counts.items()))
    for row in standing.stopped:
        say(f"{row.count} {state(row.state)} at {row.stage or 'no stage'}: {escape(row.reason)}")
    say(_workers(found) if found.workers else "No worker was seen in the last day.")


def _queues(found: "Overview") -> object:
    from rich.table import Table

    from worker.attention import span
    from worker.operations import priority_name

    table = Table(title="Work that is not done", title_justify="left")
    for heading in ("Stage", "Priority", "Where it stands", "Count", "Oldest"):
        table.add_column(heading, justify="right" if heading == "Count" else "left")
    for each in found.standing.depths:
        table.add_row(
            each.stage,
            priority_name(each.priority),
            each.phase,
            str(each.count),
            span(each.oldest_seconds),
        )
    return table if found.standing.depths else "No work waits, and none is in hand."


def _workers(found: "Overview") -> object:
    from rich.markup import escape
    from rich.table import Table

    from worker.attention import span

    table = Table(title="Workers of the last day", title_justify="left")
    for heading in ("Stage", "Life", "Last seen", "Host", "Process", "Device", "Version, models"):
        table.add_column(heading)
    looks = {"alive": "green", "ended": "dim", "gone": "red"}
    for each in found.workers:
        said = each.profile
        table.add_row(
            said.stage,
            f"[{looks[each.life]}]{each.life}[/{looks[each.life]}]",
            f"{span(each.seconds_since_seen)} ago",
            escape(said.host),
            str(said.pid),
            escape(said.device),
            escape(", ".join([said.pipeline_version, *said.models])),
        )
    return table
