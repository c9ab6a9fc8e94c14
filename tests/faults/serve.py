"""``python -m tests.faults.serve``: the real supervisor, with processes that can stand still."""

import sys
from collections.abc import Sequence

from worker import supervisor
from worker.settings import Settings

_PAUSING = "tests.faults.pausing"


class PausingSupervisor(supervisor.Supervisor):
    """Starts each of Deponent's own processes inside ``tests.faults.pausing``."""

    def _start(self, child: supervisor.Child) -> None:
        child.command = pausing(child.command)
        super()._start(child)


def pausing(command: Sequence[str]) -> Sequence[str]:
    """Return the command that runs the same process with points in it; Redis has none."""
    if list(command[1:2]) != ["-m"] or not command[2].startswith("worker."):
        return command
    return [*command[:2], _PAUSING, *command[2:]]


def main() -> int:
    """Serve until told to stop."""
    supervisor.Supervisor = PausingSupervisor  # type: ignore[misc]  # the one that ``run`` makes
    return supervisor.run(Settings.from_environment(), print, "started")


if __name__ == "__main__":
    sys.exit(main())
