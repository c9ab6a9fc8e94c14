"""Watching the children of a reading room from a test."""

import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.unit.extract import sheets
from worker.extract.sandbox import ReadingRoom


def while_it_reads(room: ReadingRoom, act: Callable[[int], None]) -> threading.Thread:
    """Call ``act`` with the child's process id as soon as it holds a file."""

    def wait() -> None:
        pid = None
        while pid is None:
            pid = room.current_child_pid()
            time.sleep(0.005)
        act(pid)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process ends within some seconds (a zombie has ended)."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def endless() -> bytes:
    """A page that takes minutes to read, in a small file."""
    content = zlib.compress(b"BT /F1 9 Tf 60 700 Td " + b"(abcdefgh) Tj " * 3_000_000 + b"ET")
    return sheets.by_hand(content).replace(
        b"<< /Length %d >>" % len(content),
        b"<< /Length %d /Filter /FlateDecode >>" % len(content),
    )
