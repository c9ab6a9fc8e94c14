"""What becomes of work that broke off: by its kind, how long it waits and whether it counts.

===================  ==========================  ===================  =====================
what happened        counts as an attempt        waits                then
===================  ==========================  ===================  =====================
told to stop         no                          not at all           done by another worker
an outage            no                          1 s, doubled, to 30  tried until it is over
a crash (``Cause``)  yes                         1 s, doubled, to 60  set aside at the last
a death that was     yes                         1 s, then as long    set aside at the last
seen                                             as a lease
a refusal            it is the answer            never tried again    failed, with its reason
===================  ==========================  ===================  =====================
"""

from collections.abc import Mapping
from enum import StrEnum

from worker.casefile import Failure, Stage

# It is noted when the database, or the disk, takes something again: the outage may well be over.
_FIRST_AFTER_OUTAGE = 1.0
# Whatever was put off is tried again within this time of the outage's end.
_LONGEST_AFTER_OUTAGE = 30.0
_FIRST_AFTER_CRASH = 1.0
_LONGEST_AFTER_CRASH = 60.0
LONGEST_SECONDS = max(_LONGEST_AFTER_OUTAGE, _LONGEST_AFTER_CRASH)
"""No work waits longer than this before it is due again."""


class Cause(StrEnum):
    """Why an attempt broke off. When it was the last one, the quarantine's reason code."""

    LEASE_RAN_OUT = "lease_ran_out"
    WORKER_DIED = "worker_died"
    WORKER_HUNG = "worker_hung"
    READER_DIED = "reader_died"
    READING_BROKE_OFF = "reading_broke_off"
    ANALYSIS_BROKE_OFF = "analysis_broke_off"


WORDS: Mapping[Cause, str] = {
    Cause.LEASE_RAN_OUT: "the worker that held it died, or lost touch with the database",
    Cause.WORKER_DIED: "the worker that held it was killed, or broke down",
    Cause.WORKER_HUNG: "the work took too long, and its worker was ended",
    Cause.READER_DIED: "the process that read the file was killed from outside",
    Cause.READING_BROKE_OFF: "the reading broke off",
    Cause.ANALYSIS_BROKE_OFF: "the analysis broke off",
}
"""What each cause means, to be read after "the last time"."""


def after_outage(outages: int) -> float:
    """Return how many seconds work waits that was put off ``outages`` times before."""
    return _grown(_FIRST_AFTER_OUTAGE, outages, _LONGEST_AFTER_OUTAGE)


def after_crash(attempt: int) -> float:
    """Return how many seconds work waits whose attempt of this number (from 1) broke off."""
    return _grown(_FIRST_AFTER_CRASH, attempt - 1, _LONGEST_AFTER_CRASH)


def after_death(attempt: int, lease_seconds: float) -> float:
    """Return how many seconds work waits whose worker was killed in this attempt (from 1).

    After the second death as long as a lease: what kills workers one after the other from outside
    may have passed by then.
    """
    delay = after_crash(attempt)
    return delay if attempt < 2 else max(delay, lease_seconds)


def set_aside(stage: Stage, attempts: int, cause: Cause, kind: str) -> Failure:
    """Return why a statement is tried no more. ``kind`` is the last error's own, if any."""
    told = f"{WORDS[cause]} ({kind})" if kind else WORDS[cause]
    return Failure(
        stage=stage,
        reason=cause,
        message=(
            f"{_tried(attempts)}, {told}. It was set aside, and nobody tries it again by itself. "
            "The original is safe. Ask the people who run Deponent to look at it; they can release "
            "it."
        ),
    )


def _tried(attempts: int) -> str:
    if attempts == 1:
        return "This statement was tried once, and the work broke off"
    return (
        f"This statement was tried {attempts} times and each time the work broke off. The last time"
    )


def _grown(first: float, times: int, longest: float) -> float:
    # More doublings than these only overflow.
    return min(longest, first * 2.0 ** min(times, 16))
