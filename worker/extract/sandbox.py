"""Where files are parsed: in a child with limits and no credentials, killed when it is late."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Self

from worker.casefile import ExtractedDocument, Notice
from worker.errors import ReaderKilled, Unreadable
from worker.extract import sniff
from worker.extract.conversation import Overdue, TooLong, converse, wait_for
from worker.extract.document_json import from_json
from worker.extract.limits import Limits

__all__ = ["Limits", "ReadingRoom"]

_STARTING_SECONDS = 60.0
_EXIT_SECONDS = 5.0
_LONGEST_MESSAGE = 600
_KILLED_FROM_OUTSIDE = frozenset(
    {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT}
)


class ReadingRoom:
    """Reads files one at a time, each in a child of its own that was warmed beforehand.

    May be used from several threads; they take turns.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Read within ``limits``."""
        self._limits = limits or Limits()
        self._folder = tempfile.mkdtemp(prefix="deponent-reading-")
        # The kernel kills a child when the *thread* that started it ends: this one stays.
        self._nursery = ThreadPoolExecutor(1, thread_name_prefix="reading-nursery")
        self._next: Future[subprocess.Popen[bytes]] | None = None
        self._reading: int | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Start the next child now, without waiting for it."""
        if self._next is None:
            self._next = self._nursery.submit(_start, self._folder)

    def current_child_pid(self) -> int | None:
        """Return the process id of the child that is reading a file now, None when none is."""
        return self._reading

    def read(self, data: bytes | Path, *, filename: str) -> ExtractedDocument:
        """Read a file. ``filename`` is only compared with what the bytes turn out to be.

        Raises Unreadable with its reason, ReaderKilled when the child was killed from outside, and
        OSError when a path cannot be opened.
        """
        if isinstance(data, Path):
            size = data.stat().st_size
            content = data.read_bytes() if size <= self._limits.file_bytes else b""
        else:
            size, content = len(data), data
        if not size:
            raise Unreadable("empty_file", "The file is empty: it has no bytes at all.")
        if size > self._limits.file_bytes:
            raise Unreadable(
                "file_too_large",
                f"The file has {size / 1e6:.0f} MB; at most "
                f"{self._limits.file_bytes / 1e6:.0f} MB can be read.",
            )
        with self._turn:
            document = self._read(content)
        return _compared_with_name(document, filename)

    def close(self) -> None:
        """End the waiting child and leave nothing behind."""
        waiting, self._next = self._next, None
        if waiting is not None and waiting.exception() is None:
            _end(waiting.result())
        self._nursery.shutdown()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self, content: bytes) -> ExtractedDocument:
        limits = self._limits
        header = json.dumps({"size": len(content), "limits": asdict(limits)}).encode() + b"\n"
        child = self._ready_child()
        try:
            self._reading = child.pid
            self.warm()
            deadline = time.monotonic() + limits.seconds
            answer = converse(child, (header, content), deadline, limits.answer_bytes)
            wait_for(child, time.monotonic() + _EXIT_SECONDS)
        except Overdue:
            raise _took_too_long(limits) from None
        except TooLong:
            raise _crashed() from None
        finally:
            self._reading = None
            _end(child)
        return _judge(child.returncode, answer, limits)

    def _ready_child(self) -> subprocess.Popen[bytes]:
        """Return a child that waits for a file; one that died while it waited is replaced once."""
        for _ in range(2):
            self.warm()
            waiting, self._next = self._next, None
            if waiting is None or waiting.exception() is not None:
                continue
            child = waiting.result()
            try:
                if converse(child, (), time.monotonic() + _STARTING_SECONDS, 64, until=b"\n"):
                    return child
            except (Overdue, TooLong):
                pass
            _end(child)
        raise ReaderKilled("The reader could not be started. The file may be read again later.")


def describe() -> str:
    """Say what stands between a hostile file and this machine, for ``deponent doctor``."""
    return (
        "Each file is parsed in a child process of its own, used once: empty environment, no "
        "inherited files, own session and empty folder, no new privileges, limits on time, "
        "processor, memory, written files, open files, processes and length of answer; killed with "
        "its group at the end or with its parent. It has no network or file system of its own: it "
        "runs as the same user as Deponent."
    )


def _start(folder: str) -> subprocess.Popen[bytes]:
    # Whatever tidies up temporary folders may have taken it away meanwhile.
    Path(folder).mkdir(mode=0o700, exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-m", "worker.extract.child", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
        close_fds=True,
        start_new_session=True,
        bufsize=0,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and everything that it started, and reap it."""
    # Not reaped yet, it still holds its number: the signal can reach nobody else.
    if child.returncode is None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


def _judge(status: int, answer: bytes, limits: Limits) -> ExtractedDocument:
    """Return the document in the child's answer, or raise what became of the child instead."""
    if status == 0 and answer:
        try:
            return _believe(json.loads(answer))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise _crashed() from None
    if status == -signal.SIGXCPU:
        raise _took_too_long(limits)
    if -status in _KILLED_FROM_OUTSIDE:
        raise ReaderKilled(
            "The reader was stopped from outside while it read this file. It may be read again."
        )
    raise _crashed()


def _believe(answer: dict[str, object]) -> ExtractedDocument:
    if "document" in answer and isinstance(answer["document"], dict):
        return from_json(answer["document"])
    refusal = answer["unreadable"]
    if not isinstance(refusal, list) or len(refusal) != 2:
        raise TypeError
    reason, message = refusal
    if reason == "out_of_memory":
        raise Unreadable(
            reason,
            "Reading this file needs more memory than one file may use. "
            "Save it anew from its original program, or split it.",
        )
    if not (isinstance(reason, str) and reason.isidentifier() and isinstance(message, str)):
        raise TypeError
    raise Unreadable(reason[:64], message[:_LONGEST_MESSAGE])


def _took_too_long(limits: Limits) -> Unreadable:
    return Unreadable(
        "took_too_long",
        f"Reading this file was stopped after {limits.seconds:.0f} seconds. "
        "Save it anew from its original program, or split it.",
    )


def _crashed() -> Unreadable:
    return Unreadable(
        "reader_crashed",
        "The reader failed on this file and was stopped; nothing else was affected. "
        "Save it anew from its original program and upload that.",
    )


_EXTENSIONS = {".pdf": sniff.PDF, ".txt": sniff.PLAIN_TEXT, ".text": sniff.PLAIN_TEXT}


def _compared_with_name(document: ExtractedDocument, filename: str) -> ExtractedDocument:
    suffix = Path(filename.replace("\x00", "")).suffix.casefold()
    if _EXTENSIONS.get(suffix, document.media_type) == document.media_type:
        return document
    notice = Notice(
        code="name_differs_from_content",
        message=f"The file's name ends in {suffix}, but it is {sniff.NAMES[document.media_type]} "
        "and was read as that.",
    )
    return replace(document, warnings=(notice, *document.warnings))
