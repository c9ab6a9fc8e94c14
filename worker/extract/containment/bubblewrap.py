"""Bubblewrap: a program made for this, installed on most desktops and in every distribution."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from worker.extract.containment.view import SPACE, View

_NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts")
# Root's child changes to a user of its own (inside.py): it needs these for that, and drops them.
_TO_CHANGE_USER = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
_SHARED_MEMORY_BYTES = 16 * 1024**2


def program() -> str | None:
    """Return where it is installed, None when it is not."""
    return shutil.which("bwrap") or next(
        (path for path in ("/usr/bin/bwrap", "/usr/local/bin/bwrap") if Path(path).exists()), None
    )


def command(
    view: View, temp_bytes: int, program: str, inside: Sequence[str], *, changes_user: bool
) -> list[str]:
    """Return the command line that runs ``inside`` with nothing but ``view`` and its own space.

    ``changes_user``: it is started by root, and ``inside`` gives that up. Otherwise it gets a user
    namespace.
    """
    line = [program, "--die-with-parent", "--new-session", *_NAMESPACES, "--unshare-cgroup-try"]
    line += ["--hostname", "reader"]
    if changes_user:
        line += ["--cap-drop", "ALL"]
        line += [word for name in _TO_CHANGE_USER for word in ("--cap-add", name)]
    else:
        line += ["--unshare-user"]
    # First, for Deponent itself may be installed below it, and is then shown there, read-only.
    line += ["--perms", "1777", "--size", str(temp_bytes), "--tmpfs", SPACE]
    for folder in view.folders:
        if str(folder) == SPACE:
            continue
        line += ["--perms", "0755", "--dir", str(folder)]
    for path in view.shown:
        line += ["--ro-bind", str(path), str(path)]
    for path, target in view.links:
        line += ["--symlink", target, str(path)]
    for path in view.covered:
        line += ["--perms", "0000", "--size", "4096", "--tmpfs", str(path)]
        line += ["--remount-ro", str(path)]
    line += ["--proc", "/proc", "--dev", "/dev"]
    size = str(_SHARED_MEMORY_BYTES)
    line += ["--perms", "1777", "--size", size, "--tmpfs", "/dev/shm"]  # noqa: S108
    # What is left of the root and /dev are file systems in memory too, and may not be filled.
    line += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", SPACE, "--"]
    return [*line, *inside]
