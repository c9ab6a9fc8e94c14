"""What a hostile file would try first, tried on purpose: run inside, before anything is read there.

It reads one line of JSON that says where to try and answers what it could do. Each attempt that
succeeds is a hole.
"""

import functools
import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_OWN_NUMBERS = 50  # a process of the child's own may bear the parent's number, if that is so low


def attempt(targets: dict[str, Any]) -> list[str]:
    """Return the names of the attempts that succeeded."""
    tries: dict[str, Callable[[], object]] = {
        "connect to this machine": lambda: socket.create_connection(
            ("127.0.0.1", targets["port"]), timeout=2
        ),
        "send a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(
            b"x", ("127.0.0.1", targets["port"])
        ),
        "connect to a local socket": lambda: socket.socket(socket.AF_UNIX).connect(
            targets["socket"]
        ),
        "read a file outside": lambda: Path(targets["file"]).read_bytes(),
    }
    if os.getuid():
        tries["become root"] = lambda: os.setresuid(0, 0, 0)
    if targets["parent"] > _OWN_NUMBERS:
        parent = targets["parent"]
        tries["signal its parent"] = lambda: os.kill(parent, 0)
        tries["read its parent's environment"] = Path(f"/proc/{parent}/environ").read_bytes
    for place in targets["folders"]:
        tries[f"write to {place}"] = functools.partial(_write, Path(place))
    for place in targets["hidden"]:
        tries[f"look into {place}"] = functools.partial(_look, Path(place))
    succeeded = []
    for name, one in tries.items():
        with suppress(OSError):
            one()
            succeeded.append(name)
    return succeeded + _kept_rights(targets)


def _write(place: Path) -> None:
    file = place / "deponent-attempt"
    file.touch()
    file.unlink()


def _look(place: Path) -> None:
    if not list(place.iterdir()):
        raise FileNotFoundError


def _kept_rights(targets: dict[str, Any]) -> list[str]:
    lines = Path("/proc/self/status").read_text().splitlines()
    status = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    kept = [
        f"keep the capabilities {name}"
        for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")
        if int(status[name][0], 16)
    ]
    kept += [
        f"share the {kind} namespace"
        for kind, theirs in targets["namespaces"].items()
        if str(Path(f"/proc/self/ns/{kind}").readlink()) == theirs
    ]
    if status["NoNewPrivs"] != ["1"]:
        kept.append("gain rights from a program")
    if targets["user"] is not None and set(status["Uid"]) != {str(targets["user"])}:
        kept.append("stay the user that it was")
    space = os.statvfs(".")
    # Where its space is a folder on a disk, the parent looks at how much is in it.
    if targets["temp_bytes"] and space.f_blocks * space.f_frsize > 2 * targets["temp_bytes"]:
        kept.append("fill a disk")
    Path("attempt").touch()
    return kept


if __name__ == "__main__":
    print(json.dumps(attempt(json.loads(sys.stdin.readline()))))
