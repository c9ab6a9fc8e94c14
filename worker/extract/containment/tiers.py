"""The best sandbox that this machine offers, chosen by really running a child in it."""

import functools
import json
import os
import platform
import secrets
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from worker.errors import SandboxMissing
from worker.extract.containment import (
    bubblewrap,
    in_words,
    landlock,
    namespaces,
    probe,
    strays,
    users,
    view,
)
from worker.extract.containment.fork_server import ForkServer, NurseryLost
from worker.extract.containment.forked import Child
from worker.extract.containment.inside import Terms
from worker.extract.limits import Limits

Tier = Literal["bubblewrap", "namespaces", "landlock", "user", "none"]
REQUIRED = "required"
OVERRIDE = "none-i-accept-the-risk"
_BEST_FIRST: tuple[tuple[Tier, bool], ...] = (
    *(("namespaces", True), ("bubblewrap", False), ("namespaces", False)),
    *(("landlock", False), ("user", False)),
)
"""Tiers, and whether their children are forked from a nursery. Namespaces and bubblewrap hold
equally well; forking takes a fraction of the time, so it decides."""
CHOICES = (REQUIRED, "bubblewrap", "namespaces", "landlock", "user", OVERRIDE)
_APART: frozenset[Tier] = frozenset({"bubblewrap", "namespaces"})
"""Those in which a child sees a file system and processes of its own."""

_INSIDE = "worker.extract.containment.inside"
_CHILD = ("-m", "worker.extract.child")
# Neither systems, containers nor dynamic users take their numbers from here.
_FIRST_USER, _USERS = 0x70000000, 0x0FFFFFFF
_FEW_USERS = 1000
_COUNTED_BY_NAMESPACE = (5, 14)


@dataclass(frozen=True, kw_only=True, slots=True)
class Containment:
    """A way to run a child: in which sandbox, seeing what, whether as another user, and whether
    forked from a nursery.
    """

    tier: Tier
    view: view.View
    changes_user: bool
    forks: bool = False
    hidden: tuple[Path, ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether a child has a file system and processes of its own, gone with it."""
        return self.tier in _APART

    def command(
        self,
        limits: Limits,
        program: tuple[str, str] = _CHILD,
        *,
        user: int | None = None,
        folder: str = "",
    ) -> list[str]:
        """Return the command line of a child that runs ``program``: ``-m`` and a module, or ``-c``
        and code. ``user`` is whom it becomes, a number of its own by default; ``folder`` is where
        it works if it is not apart.
        """
        if user is None and self.changes_user:
            user = _new_user()
        python = [sys.executable, "-I", "-X", "utf8"]
        rest = [json.dumps(asdict(self._terms(limits, user, folder))), *program]
        if self.tier == "namespaces":
            return namespaces.command(self._plan(limits), python, rest)
        inside = [*python, "-m", _INSIDE, *rest]
        wrapper = bubblewrap.program() if self.tier == "bubblewrap" else None
        if wrapper is None:
            return inside
        return bubblewrap.command(
            self.view, limits.temp_bytes, wrapper, inside, changes_user=self.changes_user
        )

    def fork_server(self) -> ForkServer | None:
        """Return what children are to be forked by, None where they are started anew."""
        return ForkServer(view.environment(view.SPACE)) if self.forks else None

    def start(
        self,
        limits: Limits,
        folder: str,
        program: tuple[str, str] = _CHILD,
        *,
        server: ForkServer | None = None,
    ) -> Child:
        """Start a child. It works in ``folder`` if it is not apart. Raises OSError.

        ``server`` forks it, if it can; otherwise it is started anew, once that has proved itself.
        """
        if server is not None:
            try:
                return self.forked(server, limits, folder, program)
            except NurseryLost:
                if fault := _fault_anew(replace(self, forks=False)):
                    raise OSError(0, fault) from None
        return self._start_anew(limits, folder, program)

    def forked(
        self, server: ForkServer, limits: Limits, _folder: str, program: tuple[str, str] = _CHILD
    ) -> Child:
        """Start a child by forking it and in no other way. Raises NurseryLost."""
        user = _new_user() if self.changes_user else None
        return server.start(self._plan(limits), self._terms(limits, user, ""), program)

    def _start_anew(
        self, limits: Limits, folder: str, program: tuple[str, str]
    ) -> "subprocess.Popen[bytes]":
        at = view.SPACE if self.is_apart else folder
        user = _new_user() if self.changes_user else None
        if user is not None and not self.is_apart:
            os.chown(folder, user, user)
        command = self.command(limits, program, user=user, folder=folder)

        def opened() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/" if self.is_apart else folder,
                env=view.environment(at),
                close_fds=True,
                start_new_session=True,
                bufsize=0,
            )

        return opened() if self.is_apart else strays.started(opened)

    def describe(self, *, anew: bool = False) -> str:
        """Say in words what this containment does; ``anew``: its nursery is lost for now."""
        return in_words.describe(
            self.tier, changes_user=self.changes_user, forks=self.forks and not anew
        )

    def _plan(self, limits: Limits) -> namespaces.Plan:
        return namespaces.Plan.of(
            self.view, limits.temp_bytes, changes_user=self.changes_user, parent=os.getpid()
        )

    def _terms(self, limits: Limits, user: int | None, folder: str) -> Terms:
        landlocked = self.tier == "landlock"
        return Terms(
            memory_bytes=limits.memory_bytes,
            cpu_seconds=int(limits.most_seconds) * max(1, limits.cores) + 10,
            file_bytes=limits.temp_bytes,
            open_files=limits.open_files,
            processes=self._processes(limits),
            user=user,
            parent=None if self.is_apart else os.getpid(),
            readable=tuple(map(str, self.view.shown)) if landlocked else (),
            space=folder if landlocked else None,
            sockets=self.is_apart or self.tier == "none",
            metadata=self.tier != "landlock" or self.changes_user,
            # An older Landlock lets a child signal whoever is the same user.
            signals=self.tier != "landlock"
            or self.changes_user
            or landlock.version() >= landlock.KEEPS_SIGNALS,
        )

    def _processes(self, limits: Limits) -> int | None:
        if self.changes_user:
            return limits.processes
        if not self.is_apart and os.geteuid() == 0:
            # Such a limit stops nothing for root.
            return None
        if not self.is_apart or _kernel() < _COUNTED_BY_NAMESPACE:
            # The kernel counts all that this user runs, not only what the child does.
            return limits.processes + users.threads_of(os.getuid())
        return limits.processes


def choose(setting: str, hidden: tuple[Path, ...] = ()) -> Containment:
    """Return the containment that ``setting`` asks for (one of ``CHOICES``).

    ``hidden`` are folders that no child may see, whatever else it is shown. Raises SandboxMissing
    when the machine offers none, or not the one that is asked for.
    """
    if setting == OVERRIDE:
        return _none(hidden)
    faults: dict[Tier, str] = {}
    for tier, forks in _BEST_FIRST:
        if setting in (REQUIRED, tier):
            fault, containment = _tried(tier, hidden, forks=forks)
            if containment is not None:
                return containment
            faults[tier] = f"{tier}: {fault}"
    raise SandboxMissing(
        "Statements may come from anybody, so Deponent reads them only in a sandbox, and this "
        f"machine offers none that holds ({'; '.join(faults.values())}). Install bubblewrap 0.7 "
        "or newer (Debian, Ubuntu and Fedora: the package bubblewrap) and allow user namespaces, "
        "or start Deponent as root. In a container, give it the right to make namespaces. To read "
        f"without a sandbox at your own risk, set DEPONENT_SANDBOX={OVERRIDE}."
    )


@functools.lru_cache(maxsize=16)
def _tried(tier: Tier, hidden: tuple[Path, ...], *, forks: bool) -> tuple[str, Containment | None]:
    """Return what is wrong with a tier, or the containment that has proved itself."""
    if tier == "bubblewrap" and bubblewrap.program() is None:
        return "not installed", None
    changes_user = _can_change_user()
    if tier == "user" and not changes_user:
        return "only root can give a child another user", None
    if changes_user and (closed := _closed_to_others(tier)):
        if tier != "landlock":
            return closed, None
        # Landlock holds root too, once it has no capabilities.
        changes_user = False
    view.compile_code()
    fault, containment = _proved(tier, hidden, changes_user=changes_user, forks=forks)
    if containment is None and changes_user and tier == "landlock":
        # Another user may be kept from what root's own child can reach: a temporary folder.
        fault, containment = _proved(tier, hidden, changes_user=False, forks=forks)
    return fault, containment


def _proved(
    tier: Tier, hidden: tuple[Path, ...], *, changes_user: bool, forks: bool
) -> tuple[str, Containment | None]:
    containment = Containment(
        tier=tier,
        view=view.of_this_machine(hidden),
        hidden=hidden,
        changes_user=changes_user,
        forks=forks,
    )
    fault = _fault(containment)
    return (fault, None) if fault else ("", containment)


def _fault(containment: Containment) -> str:
    """Return what is wrong with a containment, having run a child in it as files will be read."""
    server = containment.fork_server()
    try:
        return probe.fault(
            functools.partial(containment.forked, server) if server else containment.start,
            containment.hidden,
            apart=containment.is_apart,
            for_all_to_read=containment.tier != "user",
        )
    finally:
        if server is not None:
            server.close()


@functools.lru_cache(maxsize=16)
def _fault_anew(containment: Containment) -> str:
    """Return what is wrong with starting children anew where they used to be forked."""
    return _fault(containment)


def _closed_to_others(tier: Tier) -> str:
    """Return why another user could not run our code, nothing where it can."""
    if (path := view.unreadable_by_others()) is not None:
        return f"only root may read {path}: let others read it (chmod -R go+rX)"
    if tier not in _APART and (path := view.unreachable_by_others()) is not None:
        return f"only root may reach what lies in {path}: install Deponent elsewhere"
    return ""


@functools.lru_cache(maxsize=16)
def _none(hidden: tuple[Path, ...]) -> Containment:
    view.compile_code()
    return Containment(tier="none", view=view.of_this_machine(hidden), changes_user=False)


def _can_change_user() -> bool:
    return os.geteuid() == 0 and _users() is not None


@functools.cache
def _users() -> tuple[int, int] | None:
    """Return the numbers to take users from: the first, and how many. None where root has none."""
    best: tuple[int, int] | None = None
    for line in Path("/proc/self/uid_map").read_text().splitlines():
        first, _, count = map(int, line.split())
        if first <= _FIRST_USER and first + count >= _FIRST_USER + _USERS:
            return _FIRST_USER, _USERS
        if count > _FEW_USERS and (best is None or count > best[1]):
            # A container with few numbers: its highest are the least likely to be somebody.
            best = (first + count - _FEW_USERS, _FEW_USERS)
    return best


def _new_user() -> int:
    first, count = _users() or (_FIRST_USER, _USERS)
    return first + secrets.randbelow(count)


def _kernel() -> tuple[int, ...]:
    numbers = platform.release().split("-")[0].split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())
