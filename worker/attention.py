"""What needs the attention of those who run Deponent, in plain words, with what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from worker import readiness
from worker.casefile import STAGES, Stage, State
from worker.settings import Settings
from worker.store.standing import Standing
from worker.store.workers import Worker

ROLES = (*STAGES, "dispatch")
"""What the processes that sign in do."""
Gravity = Literal["stands", "look"]
_STANDING_SECONDS = 300.0
_SHORT_SECONDS = 60.0
_REMEMBERED_SECONDS = 3600.0
_LOW_ROOM_UPLOADS = 20
_DONE: Mapping[Stage, str] = {"extract": "read", "analyse": "analysed"}
_START: Mapping[str, str] = {
    "extract": "deponent worker extract",
    "analyse": "deponent worker analyse",
    "dispatch": "deponent worker dispatch",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Attention:
    """Something that a person should see to: work stands still, or there is something to look at.

    ``code`` is stable; ``text`` says what is the matter and what to do.
    """

    code: str
    gravity: Gravity
    text: str


def needed(
    settings: Settings,
    standing: Standing,
    workers: tuple[Worker, ...],
    *,
    redis_reachable: bool,
    unready: readiness.Unready | None,
    free_bytes: int | None,
) -> tuple[Attention, ...]:
    """Return everything that a person should see to, what stands still first."""
    found = [
        *_of_the_machine(settings, unready, free_bytes, redis_reachable=redis_reachable),
        *_of_the_work(standing, workers),
        *_of_the_workers(workers),
        *_of_the_statements(standing),
    ]
    return tuple(sorted(found, key=lambda each: each.gravity != "stands"))


def _of_the_machine(
    settings: Settings,
    unready: readiness.Unready | None,
    free: int | None,
    *,
    redis_reachable: bool,
) -> list[Attention]:
    found = []
    if unready:
        found.append(Attention(code=unready, gravity="stands", text=_UNREADY[unready]))
    elif free is not None and free < settings.max_upload_bytes * _LOW_ROOM_UPLOADS:
        found.append(
            Attention(
                code="storage_low",
                gravity="look",
                text=(
                    f"Only {free / 1e6:,.0f} MB are free where originals are kept. When there is "
                    "no room for one upload of the largest size, uploads are refused. Make room."
                ),
            )
        )
    if not redis_reachable:
        found.append(
            Attention(
                code="redis_unavailable",
                gravity="stands",
                text=(
                    "Redis does not answer, so nothing is handed to the workers. Uploads are "
                    "taken and kept, and go on by themselves once it is back. Start Redis again."
                ),
            )
        )
    return found


_UNREADY: Mapping[readiness.Unready, str] = {
    "database_unavailable": (
        "The database does not answer, or is of another version than this program. Uploads are "
        "refused. See that it runs, and that every process was started after the last upgrade."
    ),
    "storage_unwritable": (
        "Originals cannot be written, so uploads are refused. See that the data folder's disk is "
        "there, sound and writable."
    ),
    "storage_full": (
        "There is no room for another upload, so uploads are refused. Make room on the disk of "
        "the data folder and of the temporary files."
    ),
}


def _of_the_work(standing: Standing, workers: tuple[Worker, ...]) -> list[Attention]:
    """Return what is the matter with stages whose work stands still."""
    found = []
    for stage in STAGES:
        count, due = standing.waiting(stage), standing.due_seconds(stage)
        served = any(lives(each, stage) for each in workers)
        if count and not served:
            found.append(
                Attention(
                    code=f"no_{stage}_worker",
                    gravity="stands",
                    text=(
                        f"{_idle_while(standing, stage)}: no {stage} worker is alive. "
                        f"Start one with `{_START[stage]}`, or everything with `deponent serve`."
                    ),
                )
            )
            continue
        idle = standing.idle_seconds[stage]
        since = due if idle is None else min(idle, due)
        if served and since > _STANDING_SECONDS:
            found.append(
                Attention(
                    code=f"{stage}_stands_still",
                    gravity="look",
                    text=(
                        f"{_idle_while(standing, stage)}, though a worker lives. It may "
                        "be busy with one very long file. If not, look at its log."
                    ),
                )
            )
    waits = sum(standing.waiting(stage) for stage in STAGES)
    if waits and not any(lives(each, "dispatch") for each in workers):
        found.append(
            Attention(
                code="no_dispatcher",
                gravity="stands",
                text=(
                    f"No dispatcher is alive, so what waits ({waits}) is handed to nobody. Start "
                    f"it with `{_START['dispatch']}`, or everything with `deponent serve`."
                ),
            )
        )
    return found


def _of_the_workers(workers: tuple[Worker, ...]) -> list[Attention]:
    found = []
    for role in ROLES:
        lost = [
            each
            for each in workers
            if each.profile.stage == role
            and each.life == "gone"
            and each.seconds_since_seen < _REMEMBERED_SECONDS
        ]
        if lost:
            text = (
                f"{_many(len(lost), f'{role} process', f'{role} processes')} fell silent in the "
                "last hour and did not sign off: killed, crashed or cut off from the database. "
                "What they held was given to others. Look at the logs for why."
            )
            found.append(Attention(code=f"{role}_gone", gravity="look", text=text))
    fallen = [each for each in workers if each.life == "alive" and _fell_back(each)]
    found += [
        Attention(
            code="device_given_up",
            gravity="look",
            text=(
                f"Worker {each.profile.pid} on {each.profile.host} gave up its device and goes on "
                f"with {each.profile.device}, more slowly: {each.profile.device_reason}"
            ),
        )
        for each in fallen
    ]
    versions = sorted({each.profile.pipeline_version for each in workers if each.life == "alive"})
    if len(versions) > 1:
        text = (
            f"Workers of several versions are alive ({', '.join(versions)}). During an upgrade "
            "that is as it should be; afterwards, stop the old ones."
        )
        found.append(Attention(code="versions_differ", gravity="look", text=text))
    return found


def _of_the_statements(standing: Standing) -> list[Attention]:
    found = []
    aside = standing.states.get(State.QUARANTINED, 0)
    if aside:
        text = (
            f"{_many(aside, 'statement is', 'statements are')} quarantined: the work broke off "
            "again and again, and nobody tries it by itself any more. Find out why, then release "
            "what can be tried again (`deponent release ID`, or on its page)."
        )
        found.append(Attention(code="quarantined", gravity="look", text=text))
    expired = sum(each.count for each in standing.depths if each.phase == "expired")
    swept = [each for each in standing.depths if each.phase == "expired"]
    if expired and max(each.oldest_seconds for each in swept) > _STANDING_SECONDS:
        text = (
            f"{_many(expired, 'lease has', 'leases have')} run out and nobody gives the work to "
            "others: the dispatcher does that. See that it runs and reaches the database."
        )
        found.append(Attention(code="leases_expired", gravity="look", text=text))
    return found


def lives(worker: Worker, role: str) -> bool:
    """Return whether a worker has this role and is alive."""
    return worker.profile.stage == role and worker.life == "alive"


def _fell_back(worker: Worker) -> bool:
    return bool(worker.profile.counters.get("fallbacks"))


def _idle_while(standing: Standing, stage: Stage) -> str:
    """Return since when nothing has come of it how many statements wait, as half a sentence."""
    count = standing.waiting(stage)
    waits = _many(count, "statement waits", "statements wait")
    idle = standing.idle_seconds[stage]
    if idle is None:
        return f"Nothing was ever {_DONE[stage]} here, while {waits}"
    if idle < _SHORT_SECONDS:
        return waits
    return f"Nothing has been {_DONE[stage]} for {span(idle)}, while {waits}"


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def span(seconds: float) -> str:
    """Return a length of time in words, as exact as anybody needs."""
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size * (2 if size > 60 else 1):
            return _many(int(seconds // size), name, f"{name}s")
    return _many(int(seconds), "second", "seconds")
