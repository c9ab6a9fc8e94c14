"""``python -m tests.faults.pausing MODULE ARGUMENTS``: a process of ours that can stand still.

It puts named points around functions of Deponent's own and then runs the module as usual. The code
under test has no hooks for this, and does not know.
"""

import functools
import os
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.faults import possessed, versions
from tests.faults.control import ANOTHER_VERSION, WITHOUT_SWEEP, Claim, Control
from worker.casefile import STAGES

_ROLES = {"worker.api": "api", "worker.dispatch": "dispatcher"}
_MAINS = {"worker.api": "worker.api.__main__"}


class Points:
    """The points of this process."""

    def __init__(self, control: Control, role: str) -> None:
        """Stand still as ``control`` says."""
        self.control = control
        self.role = role
        # What an upload's thread has stored, and which statement a worker has leased last.
        self.upload = threading.local()
        self.leased = ""

    def at(self, point: str, subject: str, child: int = 0) -> None:
        """Come by a point with a statement in hand."""
        self.control.stand_still(Claim(self.role, point, os.getpid(), subject, child))


def around(owner: Any, name: str, does: Callable[..., Any]) -> None:
    """Replace a function by ``does``, which gets the real one first and then its arguments."""
    real = getattr(owner, name)

    @functools.wraps(real)
    def instead(*arguments: Any, **named: Any) -> Any:
        return does(real, *arguments, **named)

    setattr(owner, name, instead)


def in_the_api(points: Points) -> None:
    """Put points between blob, commit and answer."""
    from worker.store import statements
    from worker.store.originals import Originals

    def put(real: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        sha256, size = real(*arguments, **named)
        points.upload.sha256 = sha256
        points.at("blob_stored", sha256)
        return sha256, size

    def register(real: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        statement, new = real(*arguments, **named)
        points.at("registered", statement.id)
        return statement, new

    def promise(real: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        points.at("in_transaction", points.upload.sha256)
        return real(*arguments, **named)

    around(Originals, "put", put)
    around(statements.Statements, "register", register)
    around(statements, "promise", promise)


def in_the_dispatcher(points: Points) -> None:
    """Put points between commit, queue and note; switch the sweep off if that is wanted."""
    from worker import dispatch
    from worker.store.work import Work

    def enqueue(real: Callable[..., Any], queue: Any, stage: str, statement: str, *n: int) -> Any:
        points.at("before_enqueue", statement)
        return real(queue, stage, statement, *n)

    def mark(real: Callable[..., Any], work: Work, rows: Any) -> Any:
        if rows:
            points.at("enqueued", rows[0].statement_id)
        return real(work, rows)

    around(dispatch, "enqueue", enqueue)
    around(Work, "mark_dispatched", mark)
    if points.control.switched(WITHOUT_SWEEP):
        around(dispatch.Dispatcher, "sweep", lambda *_: None)
        around(dispatch.Dispatcher, "_forgotten", lambda *_: [])


def in_a_worker(points: Points) -> None:
    """Put points between queue, lease, reader and final commit."""
    from worker.errors import LeaseLost
    from worker.extract import sandbox
    from worker.extract.containment.tiers import Containment
    from worker.store import settlement
    from worker.store.work import Swept, Work

    def lease(real: Callable[..., Any], work: Work, stage: str, statement: str, who: str) -> Any:
        points.at("popped", statement)
        found = real(work, stage, statement, who)
        if found is None:
            points.control.count("nothing_to_lease")
        else:
            points.leased = statement
            points.at("leased", statement)
        return found

    def converse(real: Callable[..., Any], child: Any, parts: Any, *rest: Any, **named: Any) -> Any:
        if parts:
            points.at("reading", points.leased, child.pid)
            if points.control.poisoned(points.leased):
                child.kill()
        return real(child, parts, *rest, **named)

    def set_state(real: Callable[..., Any], connection: Any, statement: str, *rest: Any,
                  **named: Any) -> Any:  # fmt: skip
        points.at("in_transaction", statement)
        return real(connection, statement, *rest, **named)

    def settle(real: Callable[..., Any], settling: Any, held: Any, **named: Any) -> Any:
        points.at("before_settle", held.statement_id)
        try:
            found = real(settling, held, **named)
        except LeaseLost:
            points.control.count("late_result_refused")
            raise
        points.at("after_settle", held.statement_id)
        return found

    if points.control.switched(WITHOUT_SWEEP):
        around(Work, "bury", lambda *_: Swept(returned=0, quarantined=0))
    around(Work, "lease", lease)
    around(sandbox, "converse", converse)
    around(settlement, "set_state", set_state)
    around(settlement.Settlement, "extracted", settle)
    around(settlement.Settlement, "analysed", settle)
    mark = points.control.folder.parent.name
    around(Containment, "start", functools.partial(possessed.start, mark=mark))


def with_a_clock(control: Control) -> None:
    """Let the harness set the clock that this process reads."""
    around(time, "time", lambda real: real() + control.clock())


def main() -> int:
    """Run the module that the command line names."""
    module, *arguments = sys.argv[1:]
    role = _ROLES.get(module) or arguments[0]
    points = Points(Control.from_environment(), role)
    with_a_clock(points.control)
    if role in STAGES and points.control.has_turn(ANOTHER_VERSION, role):
        versions.be_another(around)
    {"api": in_the_api, "dispatcher": in_the_dispatcher}.get(role, in_a_worker)(points)
    # Not as ``__main__``: that would be a second copy, without the points.
    sys.argv = [module, *arguments]
    return int(import_module(_MAINS.get(module, module)).main())


if __name__ == "__main__":
    sys.exit(main())
