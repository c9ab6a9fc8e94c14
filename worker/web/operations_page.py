"""The operations page's rows, in words."""

from dataclasses import dataclass
from datetime import datetime

from worker.attention import Attention, span
from worker.casefile import STAGES, Priority, Stage, State, Statement
from worker.operations import ROLES, Overview, priority_name
from worker.readiness import Unready
from worker.store.standing import OUTCOMES
from worker.store.store import Store
from worker.store.workers import Worker
from worker.web import board, words

_NEWEST_STOPPED = 10
_NEWEST_GONE = 5
_ROLES = {"extract": "Extract", "analyse": "Analyse", "dispatch": "Dispatch"}
_LOOKS = {"alive": "ready", "ended": "done", "gone": "stopped"}
_REFUSED: dict[Unready, str] = {
    "database_unavailable": "the database cannot be used",
    "storage_unwritable": "originals cannot be written",
    "storage_full": "there is no room",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRow:
    """What stands before a stage at one priority: counts, and the age of the oldest waiting."""

    stage: str
    priority: str
    waiting: int
    delayed: int
    in_hand: int
    expired: int
    oldest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StageRow:
    """What a stage has done: attempts, how many were given back, and when it last finished one."""

    stage: str
    attempts: int
    returned: int
    idle: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeRow:
    """How many statements settled in one way: in the last hour, today, and ever."""

    outcome: words.StateWords
    last_hour: int
    today: int
    ever: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StoppedRow:
    """How many statements stopped alike, and where they are listed."""

    state: words.StateWords
    stage: str
    reason: str
    count: int
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerRow:
    """One process, what it works on, and when it was last seen."""

    role: str
    life: str
    look: str
    where: str
    device: str
    device_reason: str
    version: str
    models: str
    started: datetime
    seen: str
    done: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Everything that the page shows."""

    attention: tuple[Attention, ...]
    said: str
    queues: tuple[QueueRow, ...]
    stages: tuple[StageRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    stopped: tuple[StoppedRow, ...]
    newest: tuple[Statement, ...]
    workers: tuple[WorkerRow, ...]
    surroundings: tuple[tuple[str, bool, str], ...]
    """What the service stands on: its name, whether it is well, and what is to be said of it."""


def of(found: Overview, store: Store) -> Shown:
    """Return the rows of an overview, with the newest statements that stopped."""
    return Shown(
        attention=found.attention,
        said=_said(found),
        queues=tuple(_queue(found, stage, each) for stage in STAGES for each in _priorities(found)),
        stages=tuple(_stage(found, stage) for stage in STAGES),
        outcomes=tuple(
            OutcomeRow(
                outcome=words.STATES[State(outcome)],
                last_hour=found.standing.last_hour[outcome],
                today=found.standing.today[outcome],
                ever=found.standing.settled[outcome],
            )
            for outcome in OUTCOMES.values()
        ),
        stopped=tuple(
            StoppedRow(
                state=words.STATES[each.state],
                stage=each.stage,
                reason=each.reason,
                count=each.count,
                href=f"/?{board.Choice(state=each.state, reason=each.reason).query()}",
            )
            for each in found.standing.stopped
        ),
        newest=_newest(store) if found.standing.stopped else (),
        workers=tuple(_worker(each) for each in _worth_showing(found)),
        surroundings=_surroundings(found),
    )


def _said(found: Overview) -> str:
    """Return the whole in a sentence, which screen readers say when it changes."""
    if not found.attention:
        return "Nothing needs your attention."
    things = len(found.attention)
    return f"{things} thing{'' if things == 1 else 's'} need{'s' if things == 1 else ''} attention."


def _priorities(found: Overview) -> list[int]:
    usual = {Priority.INTERACTIVE, Priority.BACKLOG}
    return sorted(usual | {each.priority for each in found.standing.depths})


def _queue(found: Overview, stage: Stage, priority: int) -> QueueRow:
    here = {
        each.phase: each
        for each in found.standing.depths
        if each.stage == stage and each.priority == priority
    }
    counts = {phase: each.count for phase, each in here.items()}
    waits = [each.oldest_seconds for phase, each in here.items() if phase in {"waiting", "delayed"}]
    return QueueRow(
        stage=_ROLES[stage],
        priority=priority_name(priority),
        waiting=counts.get("waiting", 0),
        delayed=counts.get("delayed", 0),
        in_hand=counts.get("leased", 0),
        expired=counts.get("expired", 0),
        oldest=span(max(waits)) if waits else "",
    )


def _stage(found: Overview, stage: Stage) -> StageRow:
    idle = found.standing.idle_seconds[stage]
    return StageRow(
        stage=_ROLES[stage],
        attempts=found.standing.attempts[stage],
        returned=found.standing.returned[stage],
        idle="never" if idle is None else f"{span(idle)} ago",
    )


def _newest(store: Store) -> tuple[Statement, ...]:
    found = [
        each
        for state in (State.QUARANTINED, State.FAILED)
        for each in store.statements.listing(state=state, limit=_NEWEST_STOPPED)
    ]
    found.sort(key=lambda each: each.updated_at, reverse=True)
    return tuple(found[:_NEWEST_STOPPED])


def _worth_showing(found: Overview) -> list[Worker]:
    """Return all that live, and of each role the newest few that do not."""
    shown = []
    for role in ROLES:
        here = [each for each in found.workers if each.profile.stage == role]
        shown += [each for each in here if each.life == "alive"]
        shown += [each for each in here if each.life != "alive"][:_NEWEST_GONE]
    return shown


def _worker(worker: Worker) -> WorkerRow:
    said = worker.profile
    return WorkerRow(
        role=_ROLES.get(said.stage, said.stage),
        life=worker.life,
        look=_LOOKS[worker.life],
        where=f"{said.host}, process {said.pid}",
        device=said.device,
        device_reason=said.device_reason,
        version=said.pipeline_version,
        models=", ".join(said.models),
        started=worker.started_at,
        seen=f"{span(worker.seconds_since_seen)} ago",
        done=_done(worker),
    )


def _done(worker: Worker) -> str:
    """Return what a worker has to tell, the most telling of its counters first."""
    counters = worker.profile.counters
    parts = []
    if memory := counters.get("resident_bytes"):
        parts.append(f"{words.size(int(memory))} of memory")
    if documents := counters.get("documents"):
        parts.append(f"{documents:.0f} analysed")
        parts.append(f"{counters.get('tokens_per_second', 0.0):,.0f} tokens/s in the encoder")
        parts.append(f"{counters.get('padding_share', 0.0):.1%} padding")
    for name, told in (("halvings", "times short of memory"), ("fallbacks", "devices given up")):
        if counters.get(name):
            parts.append(f"{counters[name]:.0f} {told}")
    return ", ".join(parts)


def _surroundings(found: Overview) -> tuple[tuple[str, bool, str], ...]:
    jobs = ", ".join(f"{count} to {stage}" for stage, count in found.queues.jobs.items())
    room = "" if found.free_bytes is None else f"{found.free_bytes / 1e9:,.1f} GB are free"
    ready = found.unready is None
    return (
        ("Uploads", ready, "are taken" if found.unready is None else _REFUSED[found.unready]),
        ("Database", found.unready != "database_unavailable", "answers"),
        (
            "Redis",
            found.queues.reachable,
            f"answers; its queues hold {jobs}" if found.queues.reachable else "does not answer",
        ),
        ("Disk", found.unready not in {"storage_full", "storage_unwritable"}, room),
    )
