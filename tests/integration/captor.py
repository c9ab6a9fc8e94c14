"""Runs code in a sandbox, for a user, and checks that nothing of it is left."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from worker.extract.containment import view

HERE = Path(__file__).parent
MEGABYTE = 1024**2
SOMEBODY = 54321
USERS = ("root", "somebody") if os.geteuid() == 0 else ("this user",)
SANDBOXES = ("bubblewrap", "namespaces")

INSTALLED_BELOW = sorted(
    {
        path.relative_to(view.SPACE).parts[0]
        for path in view.of_this_machine().shown
        if path.is_relative_to(view.SPACE)
    }
)
"""What a child sees in its space of a Deponent that is installed below that folder."""


class Captor:
    """Runs code in a sandbox, for a user."""

    def __init__(self, sandbox: str, user: str) -> None:
        self.sandbox = sandbox
        self.user = user

    def command(self) -> list[str]:
        """Return what runs the code as its user."""
        command = [sys.executable, str(HERE / "captivity.py")]
        return as_somebody(command) if self.user == "somebody" else command

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={"PATH": os.environ["PATH"], "SECRET": "of the parent"},
        )

    def order(
        self,
        code: str,
        *,
        control_groups: bool = True,
        hold: bool = False,
        targets: dict[str, object] | None = None,
        hidden: tuple[Path, ...] = (),
        **limits: float,
    ) -> str:
        return (
            json.dumps(
                {
                    "sandbox": self.sandbox,
                    "code": code,
                    "control_groups": control_groups,
                    "hold": hold,
                    "targets": targets or {},
                    "hidden": [str(path) for path in hidden],
                    "limits": {"seconds": 60, **limits},
                }
            )
            + "\n"
        )

    def answer(self, code: str, **terms: Any) -> Any:
        """Return what ``code`` answered."""
        found = self.run(code, **terms)
        assert "answer" in found, found
        return found["answer"]

    def run(self, code: str, **terms: Any) -> dict[str, Any]:
        """Return what became of ``code``, having checked that nothing is left of it."""
        keeper = self.start()
        said, complaint = keeper.communicate(self.order(code, **terms))
        assert keeper.returncode == 0, complaint
        found: dict[str, Any] = json.loads(said)
        assert "answer" in found or "reason" in found
        assert found["next"] == "The next one."
        assert found["processes"] == []
        assert found["groups"] == []
        assert not found["mounts"]
        assert found["files"] == []
        return found


def as_somebody(command: list[str]) -> list[str]:
    """Return a command that runs ``command`` as an ordinary user who can reach our own code."""
    user = f"setpriv --reuid {SOMEBODY} --regid {SOMEBODY} --clear-groups"
    return within_reach([*user.split(), *command])


def within_reach(command: list[str]) -> list[str]:
    """Return a command that runs ``command`` where everybody can reach our own code.

    The interpreter may lie in root's home: then, for this one process, that home is another place
    that holds nothing else.
    """
    needed = [*view.of_this_machine().shown, Path(__file__).parents[2]]
    closed = {
        next((a for a in reversed(path.parents) if not a.stat().st_mode & 0o001), None)
        for path in needed
    }
    lines = ["set -e", "hold=$(mktemp -d)", 'mount -t tmpfs none "$hold"']
    moved: list[tuple[int, Path]] = []
    for number, path in enumerate(needed):
        if any(top is not None and path.is_relative_to(top) for top in closed):
            moved.append((number, path))
            lines += [
                f'mkdir "$hold/{number}"',
                f'mount --bind {shlex.quote(str(path))} "$hold/{number}"',
            ]
    lines += [f"mount -t tmpfs -o mode=755 none {shlex.quote(str(top))}" for top in closed if top]
    for number, path in moved:
        place = shlex.quote(str(path))
        lines += [f"mkdir -p {place}", f'mount --bind "$hold/{number}" {place}']
    lines += ['umount -l "$hold"', 'rmdir "$hold"', "cd /"]
    lines.append(f"exec {shlex.join(command)}")
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", "\n".join(lines)]
