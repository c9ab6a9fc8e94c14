"""Run as a script, by whichever user: hostile code in a reading child, and what is left of it.

It reads one JSON object from standard input and prints another: what became of the reading, what
the next one gave, and what was left behind.
"""

import json
import os
import secrets
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from worker.errors import DeponentError
from worker.extract.containment import fork_server
from worker.extract.containment.fork_server import ForkServer
from worker.extract.containment.forked import Child
from worker.extract.containment.tiers import Containment
from worker.extract.limits import Limits
from worker.extract.sandbox import ReadingRoom

# What a child says that plays by the rules, up to the point where it does as it likes.
PREAMBLE = """
import ctypes, errno, json, os, signal, socket, sys, time
# A forked child has no command line of its own to be known by.
ctypes.CDLL(None).prctl(15, MARK.encode(), 0, 0, 0)
out = os.fdopen(os.dup(1), "wb", buffering=0)
out.write(b"ready\\n")
request = json.loads(sys.stdin.buffer.readline())
targets = json.loads(sys.stdin.buffer.read(request["size"]))
libc = ctypes.CDLL(None, use_errno=True)

def tell(found):
    text = json.dumps(found)
    whole = [[0, len(text), 1]]
    page = [1, "text", None, "page", True, 0, 0]
    document = {"media_type": "text/plain", "reader": "hostile", "text": text, "pages": [page],
        "segments": whole, "narrative": [[0, len(text)]], "words": [], "form": [], "warnings": []}
    out.write(json.dumps({"document": document}).encode() + b"\\n")

def call(refused):
    if refused < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""


_LONGEST_NAME = 15


class Planted:
    """A containment whose first child runs other code than it should."""

    def __init__(self, containment: Containment, code: str) -> None:
        self.tier = containment.tier
        self._containment = containment
        self._code = code
        self._planted = False

    def start(self, limits: Limits, folder: str, *, server: ForkServer | None) -> Child:
        if self._planted:
            return self._containment.start(limits, folder, server=server)
        self._planted = True
        return self._containment.start(limits, folder, ("-c", self._code), server=server)


def main() -> None:
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    tempfile.tempdir = space = tempfile.mkdtemp(prefix="deponent-captivity-")
    mounts = Path("/proc/self/mountinfo").read_text()
    mark = secrets.token_hex(16)
    found: dict[str, object] = {"mark": mark, "parent": os.getpid()}
    hidden = tuple(map(Path, order["hidden"]))
    room = ReadingRoom(Limits(**order["limits"]), sandbox=order["sandbox"], hidden=hidden)
    if not order["control_groups"]:
        room._enclosures.close()
        room._enclosures._places = []
    groups = [(str(place), room._enclosures._name) for place in room._enclosures._places]
    code = f"MARK = {mark!r}\n{PREAMBLE}\n{order['code']}"
    # So that the nursery, and what it forked, can be told from others too.
    plain = fork_server.command()
    fork_server.command = lambda: [*plain[:-2], "-X", f"mark={mark}", *plain[-2:]]
    room._containment = Planted(room._containment, code)  # type: ignore[assignment]
    if order["hold"]:
        print(json.dumps(found | {"groups": groups}), flush=True)
    with room:
        room.warm()
        room._waiting[0].result()
        nursery = room._server.pid if room._server is not None else None
        targets = order["targets"] | {"parent": os.getpid(), "nursery": nursery}
        try:
            answer = room.read(json.dumps(targets).encode(), filename="a.txt").text
            found["answer"] = json.loads(answer)
        except DeponentError as error:
            found["reason"] = error.reason
        # The bound on time is the hostile file's: a busy machine may read the next one slowly.
        room._limits = replace(room._limits, seconds=60.0)
        found["next"] = room.read(b"The next one.", filename="b.txt").text
    found["processes"] = remaining(mark)
    found["groups"] = [str(path) for at, name in groups for path in Path(at).glob(f"{name}*")]
    found["mounts"] = Path("/proc/self/mountinfo").read_text() != mounts
    found["files"] = [path.name for path in Path(space).iterdir()]
    Path(space).rmdir()
    print(json.dumps(found))


def remaining(mark: str, seconds: float = 10) -> list[int]:
    """Return which processes still carry ``mark`` in their command line or name, after a while."""
    until = time.monotonic() + seconds
    while True:
        left = [*_carrying(mark, "cmdline"), *named(mark)]
        if not left or time.monotonic() > until:
            return sorted(set(left))
        time.sleep(0.05)


def named(mark: str) -> list[int]:
    """Return which processes bear ``mark``, as hostile code that runs does, and what it starts."""
    return _carrying(mark[:_LONGEST_NAME], "comm")


def _carrying(mark: str, where: str) -> list[int]:
    found = []
    for file in Path("/proc").glob(f"[0-9]*/{where}"):
        try:
            if mark.encode() in file.read_bytes():
                found.append(int(file.parent.name))
        except OSError:
            continue
    return found


if __name__ == "__main__":
    main()
