"""What ``/metrics`` tells, by name: one table that the answer and its reference page share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["gauge", "counter", "histogram"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One metric: what it counts, in which unit, and the labels that tell its series apart."""

    name: str
    kind: Kind
    help: str
    labels: tuple[str, ...] = ()


def _gauge(name: str, told: str, *labels: str) -> Measure:
    return Measure(name=f"deponent_{name}", kind="gauge", help=told, labels=labels)


def _counter(name: str, told: str, *labels: str) -> Measure:
    return Measure(name=f"deponent_{name}_total", kind="counter", help=told, labels=labels)


_QUEUE = ("stage", "priority", "phase")
_WORKER = ("worker", "stage", "device")

BUILD = _gauge("build_info", "Always 1; the label is the API's version.", "version")
DATABASE_UP = _gauge("database_up", "1 while the database answers.")
READY = _gauge("ready", "1 while uploads can be taken, as /api/ready says.")
ROOM = _gauge("storage_free_bytes", "Room where originals are kept.")
REDIS_UP = _gauge("redis_up", "1 while Redis answers.")
REDIS_JOBS = _gauge("redis_jobs", "Jobs in the Redis queue of a stage; few, by design.", "stage")
ATTENTION = _gauge(
    "attention", "1 for each thing that needs a person, as /operations tells it.", "code"
)
WORK = _gauge("work_items", "Work that is not done, by where it stands.", *_QUEUE)
OLDEST = _gauge("work_oldest_seconds", "Age of the oldest of it, since it was promised.", *_QUEUE)
IDLE = _gauge("stage_idle_seconds", "Time since a stage last finished something.", "stage")
STATEMENTS = _gauge("statements", "Statements by state.", "state")
STOPPED = _gauge(
    "stopped_statements",
    "Statements that stand failed or quarantined, by the stage and the reason code.",
    *("state", "stage", "reason"),
)
SETTLED = _counter("settled", "Settlements since the beginning, by outcome.", "outcome")
ATTEMPTS = _counter("attempts", "Leases taken, which is attempts begun.", "stage")
RETURNED = _counter("returned", "Attempts that gave the work back or lost it.", "stage")
WORKERS = _gauge("workers", "Processes alive; a role without any stands with 0.", "stage", "device")
WORKERS_OF_DAY = _gauge(
    "workers_last_day",
    "Processes seen in the last day: alive, ended in order, or gone without a word.",
    *("stage", "life"),
)
SEEN = _gauge("worker_seen_seconds", "Time since a live process was last seen.", *_WORKER)
UPTIME = _gauge("worker_uptime_seconds", "Time since a live process started.", *_WORKER)

OF_WORKERS: Mapping[str, Measure] = {
    "resident_bytes": _gauge("worker_resident_bytes", "Its resident memory.", *_WORKER),
    "documents": _counter("inference_documents", "Documents analysed.", *_WORKER),
    "tokens": _counter("inference_tokens", "Tokens of documents, each once.", *_WORKER),
    "windows": _counter("inference_windows", "Windows read.", *_WORKER),
    "window_tokens": _counter(
        "inference_window_tokens", "Tokens of windows, whose overlaps are read twice.", *_WORKER
    ),
    "padding": _counter("inference_padding_tokens", "Tokens computed for nothing.", *_WORKER),
    "padding_share": _gauge("inference_padding_share", "Of all computed, 0 to 1.", *_WORKER),
    "batches": _counter("inference_batches", "Batches answered.", *_WORKER),
    "largest_batch": _gauge("inference_largest_batch_tokens", "The largest batch.", *_WORKER),
    "seconds": _counter("inference_seconds", "Time in the encoder, over all threads.", *_WORKER),
    "tokens_per_second": _gauge("inference_tokens_per_second", "Mean since start.", *_WORKER),
    "halvings": _counter("inference_halvings", "Batches halved for want of memory.", *_WORKER),
    "fallbacks": _counter("inference_fallbacks", "Devices given up for the CPU.", *_WORKER),
    "read_alone": _counter("inference_read_alone", "Documents read a second time.", *_WORKER),
    "given_up": _counter("inference_given_up", "Documents that could not be analysed.", *_WORKER),
}
"""The counters that workers tell of themselves, by their names there."""

UPLOADS = Measure(
    name="deponent_upload_seconds",
    kind="histogram",
    help="Time from an upload's first byte to its answer, by HTTP status, of this API process.",
    labels=("status",),
)
FROM_DATABASE = (
    *(WORK, OLDEST, IDLE, STATEMENTS, STOPPED, SETTLED, ATTEMPTS, RETURNED),
    *(WORKERS, WORKERS_OF_DAY, SEEN, UPTIME, *OF_WORKERS.values()),
)
ALL = (
    *(BUILD, DATABASE_UP, READY, ROOM, REDIS_UP, REDIS_JOBS, ATTENTION),
    *FROM_DATABASE,
    UPLOADS,
)
