"""A run: what is due and why, putting it back in small steps, and whether anybody does the work."""

import secrets
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace

from worker import __version__, pipeline
from worker.attention import ROLES, lives
from worker.backlog.active import Active
from worker.backlog.choice import Choice
from worker.casefile import State
from worker.errors import DeponentError
from worker.store.interventions import told
from worker.store.reprocessing import AGAIN, Again
from worker.store.store import Store
from worker.store.workers import Profile

# A transaction of so many is short enough for everybody who waits to write.
_AT_ONCE = 20
_AGAIN_WORDS = "asked for again"
_STOPPED_WORDS = "the run was stopped"


class WorkersDiffer(DeponentError):
    """What runs is not what is installed: it would only make the old records again."""

    reason = "workers_outdated"


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftAlone:
    """A statement that was meant and is not done again, because of the state that it is in."""

    statement_id: str
    case_ref: str
    filename: str
    state: State


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a run would do. ``current`` counts the records that would come out as they are."""

    due: tuple[Again, ...]
    left_alone: tuple[LeftAlone, ...]
    current: int


def plan(
    store: Store,
    active: Active,
    choice: Choice,
    *,
    again: bool = False,
    looked_at: Callable[[int], None] = lambda _count: None,
) -> Plan:
    """Return what is due of what ``choice`` means; nothing is changed.

    With ``again`` all of it is. ``looked_at`` hears how many statements were looked at so far.
    """
    due: list[Again] = []
    left: list[LeftAlone] = []
    current = 0
    found = store.reprocessing.kept(
        ids=choice.ids,
        case_refs=choice.case_refs,
        states=choice.states or tuple(State),
        received_from=choice.received_from,
        received_before=choice.received_before,
    )
    for number, kept in enumerate(found, start=1):
        looked_at(number)
        if not choice.has_file(kept.filename):
            continue
        changed = active.changed(kept)
        if choice.changed and not {*choice.changed} & {each.kind for each in changed}:
            continue
        if kept.state not in AGAIN:
            left.append(
                LeftAlone(
                    statement_id=kept.statement_id,
                    case_ref=kept.case_ref,
                    filename=kept.filename,
                    state=kept.state,
                )
            )
        elif changed or again:
            why = "; ".join(each.words for each in changed) or _AGAIN_WORDS
            stage = "extract" if again else active.stage(kept, changed)
            # What made it was needed to know why, and weighs too much to be kept for thousands.
            due.append(Again(kept=replace(kept, made=None), stage=stage, why=why))
        else:
            current += 1
    return Plan(due=tuple(due), left_alone=tuple(left), current=current)


def put_back(
    store: Store, due: tuple[Again, ...], *, run: str, who: str, why: str = ""
) -> Generator[tuple[int, list[str]], None, None]:
    """Put what is due back, some at a time: yield how many were taken up, and their ids.

    What happened to a statement meanwhile goes before: it is not among the ids. Ends before all
    are taken up when somebody stops the run (``stop``).
    """
    said = f": {told(why)}" if told(why) else ""
    for start in range(0, len(due), _AT_ONCE):
        part = [replace(each, why=f"{each.why}{said}") for each in due[start : start + _AT_ONCE]]
        put = store.reprocessing.put_back(part, run=run, who=who)
        stopped = store.reprocessing.is_stopped(run)
        for each in put if stopped else ():
            # Whoever stopped it in this moment did not see these.
            store.interventions.leave_undone(each, run=run, who=who, why=_STOPPED_WORDS)
        if put or not stopped:
            yield start + len(part), put
        if stopped:
            return


def stop(store: Store, run: str, *, who: str, why: str = "") -> int:
    """Leave undone what a run has not done yet, and what it would still put back; return how many.

    They stand as before. What belongs to another run meanwhile goes on.
    """
    # Noted first, so that whoever is still putting back ends, and nothing comes after this look.
    store.reprocessing.stop(run, who=who, why=why)
    waiting = [each for each in store.reprocessing.members(run) if each.outcome is None]
    undone = (
        store.interventions.leave_undone(each.statement_id, run=run, who=who, why=why)
        for each in waiting
    )
    return sum(undone)


def new_run() -> str:
    """Return a name that no run has had."""
    return secrets.token_hex(4)


def idle_roles(store: Store) -> tuple[str, ...]:
    """Return the parts of the work that no living process does: extract, analyse, dispatch."""
    workers = store.workers.of_the_last_day()
    return tuple(role for role in ROLES if not any(lives(each, role) for each in workers))


def check_workers(store: Store, active: Active) -> None:
    """Raise WorkersDiffer where a living worker has not what is installed or set here."""
    here = {f"{each.name} {each.version}" for each in active.models}
    by_here = pipeline.basis_of_record(active.settings)
    for each in store.workers.of_the_last_day():
        profile = each.profile
        if each.life != "alive" or profile.stage == "dispatch":
            continue
        if profile.pipeline_version != __version__:
            other = f"is Deponent {profile.pipeline_version}, and this is {__version__}"
        elif profile.stage == "analyse" and {*profile.models} != here:
            have, want = (", ".join(sorted(some)) or "none" for some in (profile.models, here))
            other = f"has the models {have}, and here {want} are active"
        elif profile.basis and profile.basis != by_here:
            raise WorkersDiffer(_set_otherwise(profile, by_here))
        else:
            continue
        raise WorkersDiffer(
            f"A worker that runs ({profile.stage}, process {profile.pid} on {profile.host}) "
            f"{other}: it would only make the old records again. Nothing was put back. Start the "
            "service again, and then give this command again; if that worker was killed just now, "
            "wait half a minute."
        )


def _set_otherwise(profile: Profile, here: Mapping[str, str]) -> str:
    there = profile.basis
    differ = [
        f"{name} is {there.get(name, 'not set')} there and {here.get(name, 'not set')} here"
        for name in {**there, **here}
        if there.get(name) != here.get(name)
    ]
    return (
        f"A worker that runs ({profile.stage}, process {profile.pid} on {profile.host}) makes "
        f"records by other settings than this command sees: {'; '.join(differ)}. It would make "
        "them by its own, and they would be due again. Nothing was put back. Give this command "
        "with the settings of the service (its DEPONENT_ variables), or start the service again "
        "with these."
    )
