"""Children that run a test's own code, forked as reading children are."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from worker.extract.containment import fork_server, group, tiers, view
from worker.extract.containment.fork_server import ForkServer
from worker.extract.containment.forked import Child
from worker.extract.conversation import converse
from worker.extract.limits import Limits

_SECONDS = 60.0


class Births:
    """A server of the containment ``namespaces`` and the children that come from it."""

    def __init__(self, *, children: int = fork_server.CHILDREN) -> None:
        self.containment = tiers.choose("namespaces")
        assert self.containment.forks
        self.server = ForkServer(view.environment(view.SPACE), children=children)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()

    @contextmanager
    def child(self, code: str) -> Iterator[Child]:
        """Fork a child that runs ``code``, and end it."""
        child = self.containment.forked(self.server, Limits(), "", ("-c", code))
        try:
            yield child
        finally:
            group.end(child, sandboxed=True)

    def answer(self, code: str, said: bytes = b"") -> Any:
        """Return what ``code`` printed as JSON."""
        with self.child(code) as child:
            return json.loads(converse(child, (said,), time.monotonic() + _SECONDS, 1 << 20))

    def wait_until_reading(self, child: Child) -> None:
        """Wait until the third process of the sandbox is locked down."""
        until = time.monotonic() + _SECONDS
        while True:
            family = group.descendants(child.pid)
            if len(family) == 2 and _is_filtered(family[-1]):
                return
            assert time.monotonic() < until
            time.sleep(0.01)


def _is_filtered(process: int) -> bool:
    try:
        return "Seccomp:\t2" in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def state_of(process: int) -> list[str]:
    """Return the fields of a process's state: how it is, its parent's number, and so on."""
    return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
