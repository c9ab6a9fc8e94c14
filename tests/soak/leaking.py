"""``python -m tests.soak.leaking``: the real supervisor, with an API that never closes a file."""

import sys
import threading
import time
from collections.abc import Sequence
from io import FileIO

from worker import supervisor
from worker.api.__main__ import main as serve
from worker.settings import Settings

COMMAND = ("-m", "tests.soak.leaking")
_API = "api"
_PERIOD_SECONDS = 0.5


class LeakingSupervisor(supervisor.Supervisor):
    """Starts the API inside this module."""

    def _start(self, child: supervisor.Child) -> None:
        if child.name == _API and child.command[2] == "worker.api":
            child.command = leaking(child.command)
        super()._start(child)


def leaking(command: Sequence[str]) -> Sequence[str]:
    """Return the command that runs the same API with a leak."""
    return [*command[:2], "tests.soak.leaking", _API, *command[2:]]


def _leak() -> None:
    kept: list[FileIO] = []
    while True:
        kept.append(FileIO("/dev/null"))
        time.sleep(_PERIOD_SECONDS)


def main() -> int:
    """Be the supervisor, or the API that it starts."""
    if sys.argv[1:2] == [_API]:
        threading.Thread(target=_leak, name="leak", daemon=True).start()
        return serve()
    supervisor.Supervisor = LeakingSupervisor  # type: ignore[misc]  # the one that ``run`` makes
    return supervisor.run(Settings.from_environment(), print, "started")


if __name__ == "__main__":
    sys.exit(main())
