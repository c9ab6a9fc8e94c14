"""Where files are parsed: in a sandboxed child with limits and no credentials, killed when late."""

import fcntl
import json
import os
import shutil
import tempfile
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple, Self

from worker.casefile import ExtractedDocument, Notice
from worker.errors import ReaderKilled, Unreadable
from worker.extract import answers, sniff
from worker.extract.containment import group, strays, tiers, view
from worker.extract.containment.forked import Child
from worker.extract.conversation import Overdue, TooLong, converse, wait_for
from worker.extract.limits import Limits

__all__ = ["Limits", "ReadingRoom"]

_STARTING_SECONDS = 30.0
_EXIT_SECONDS = 5.0
_LONGEST_LINE = 4096
_PREFIX = "deponent-reading-"


class _Reader(NamedTuple):
    """A child, the bounds on its group, and the folder it works in, empty for one of its own."""

    child: Child
    held: group.Group
    folder: str


class ReadingRoom:
    """Reads files, each in a child of its own that was warmed beforehand.

    May be used from several threads; as many as ``side_by_side`` read at once, others wait.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        sandbox: str = tiers.REQUIRED,
        hidden: tuple[Path, ...] = (),
        side_by_side: int = 1,
    ) -> None:
        """Read within ``limits``, in the best sandbox that ``sandbox`` (a setting) allows.

        ``hidden`` are folders that no child may see. Raises SandboxMissing.
        """
        self._limits = limits or Limits()
        self._containment = tiers.choose(sandbox, hidden)
        self._apart = self._containment.is_apart
        self._server = self._containment.fork_server()
        # A child that is apart works in a file system of its own.
        self._folder = "" if self._apart else tempfile.mkdtemp(prefix=_PREFIX)
        if self._folder:
            strays.adopt()
            # Whoever a child becomes has to pass through.
            Path(self._folder).chmod(0o711)
            self._claim = os.open(self._folder, os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(self._claim, fcntl.LOCK_EX)
            _tidy(Path(self._folder).parent)
        self._enclosures = group.Enclosures()
        # The kernel kills a child when the *thread* that started it ends: this one stays.
        self._starters = ThreadPoolExecutor(side_by_side, thread_name_prefix="reading-starter")
        self._side_by_side = side_by_side
        self._waiting: deque[Future[_Reader]] = deque()
        self._reading: dict[int, Child] = {}
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(side_by_side)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Start the next children now, without waiting for them."""
        with self._lock:
            while len(self._waiting) < self._side_by_side:
                self._waiting.append(self._starters.submit(self._raise_child))

    def current_child_pid(self) -> int | None:
        """Return the process id of a child that is reading a file now, None when none is.

        It is the sandbox's own process; the reader is one that came from it.
        """
        return next(iter(tuple(self._reading)), None)

    def break_off(self) -> None:
        """End the children that are reading now; whoever waits for one hears ReaderKilled."""
        for child in tuple(self._reading.values()):
            child.kill()

    def read(self, data: bytes | Path, *, filename: str) -> ExtractedDocument:
        """Read a file. ``filename`` is only compared with what the bytes turn out to be.

        Raises Unreadable with its reason, ReaderKilled when the child was killed from outside, and
        OSError when a path cannot be opened.
        """
        content = self._content(data)
        answer = self._ask({"task": "read"}, content, self._limits.answer_bytes)
        return _compared_with_name(answers.document(answer, self._limits), filename)

    def picture(self, data: bytes | Path, *, page: int, dpi: int = 100) -> bytes:
        """Return a PNG of page ``page`` (from 1) as displayed, at ``dpi`` dots an inch.

        Raises Unreadable, ReaderKilled and OSError like ``read``.
        """
        content = self._content(data)
        task = {"task": "picture", "page": page, "dpi": dpi}
        longest = answers.PICTURE_BYTES + _LONGEST_LINE
        return answers.picture(self._ask(task, content, longest))

    def close(self) -> None:
        """End the waiting children and leave nothing behind."""
        with self._lock:
            waiting = list(self._waiting)
            self._waiting.clear()
        for future in waiting:
            if future.exception() is None:
                self._end(future.result())
        if self._server is not None:
            self._server.close()
        self._starters.shutdown()
        self._enclosures.close()
        folder, self._folder = self._folder, ""
        if folder:
            _away_with(folder)
            os.close(self._claim)

    def _content(self, data: bytes | Path) -> bytes:
        size = data.stat().st_size if isinstance(data, Path) else len(data)
        if not size:
            raise Unreadable(
                "empty_file", "The file is empty: it has no bytes at all. Send it again."
            )
        if size > self._limits.file_bytes:
            raise Unreadable(
                "file_too_large",
                f"The file has {size / 1e6:.0f} MB; at most "
                f"{self._limits.file_bytes / 1e6:.0f} MB can be read.",
            )
        return data.read_bytes() if isinstance(data, Path) else data

    def _ask(self, task: dict[str, object], content: bytes, longest: int) -> bytes:
        """Give a child a task, and return its answer once it has ended well."""
        limits = self._limits
        request = task | {"size": len(content), "limits": asdict(limits)}
        header = json.dumps(request).encode() + b"\n"
        with self._turns:
            child, held, _ = reader = self._ready_child()
            try:
                self._reading[child.pid] = child
                self.warm()
                clock = answers.Clock(limits)
                answer = converse(
                    child,
                    (header, content),
                    clock.deadline,
                    longest,
                    watch=held.check,
                    more_time=clock.more_time,
                )
                # It has answered, and what ends it may be held up: a machine with too much to do
                # is no fault of the file, which still has its time.
                wait_for(child, max(clock.deadline, time.monotonic() + _EXIT_SECONDS))
            except Overdue:
                raise answers.took_too_long(clock.seconds) from None
            except group.Overgrown:
                raise answers.out_of_memory() from None
            except TooLong:
                raise answers.crashed() from None
            finally:
                self._reading.pop(child.pid, None)
                ran_out = self._end(reader)
        fault = answers.end_of(child.wait(), limits, ran_out=ran_out)
        if fault is not None:
            raise fault
        return answer

    def _ready_child(self) -> _Reader:
        """Return a child that waits for a file; one that died while it waited is replaced once."""
        for _ in range(2):
            self.warm()
            with self._lock:
                future = self._waiting.popleft() if self._waiting else None
            if future is None or future.exception() is not None:
                continue
            if future.result().child.poll() is None:
                return future.result()
            self._end(future.result())
        raise ReaderKilled("The reader could not be started. The file may be read again later.")

    def _raise_child(self) -> _Reader:
        """Start a child, wait until it is ready and put bounds on its group.

        Raises OSError, Overdue and TooLong.
        """
        limits = self._limits
        folder = self._new_folder()
        child = self._start(folder)
        try:
            _wait_until_ready(child)
            held = group.Group(
                child.pid,
                limits.memory_bytes + limits.temp_bytes,
                limits.processes,
                view.SPACE if self._apart else folder,
                space_bytes=None if self._apart else limits.temp_bytes,
            )
            # It holds nothing foreign yet, so nothing of it can slip away meanwhile.
            held.enclose(self._enclosures.next())
        except BaseException:
            group.end(child, sandboxed=self._apart)
            _away_with(folder)
            raise
        return _Reader(child, held, folder)

    def _start(self, folder: str) -> Child:
        return self._containment.start(self._limits, folder, server=self._server)

    def _new_folder(self) -> str:
        """Return a folder for one child, empty for one that is apart."""
        if not self._folder:
            return ""
        # Whatever tidies up temporary folders may have taken it away meanwhile.
        Path(self._folder).mkdir(mode=0o711, exist_ok=True)
        return tempfile.mkdtemp(dir=self._folder)

    def _end(self, reader: _Reader) -> bool:
        """End a child with all it started; return whether one of them had run out of memory."""
        group.end(reader.child, sandboxed=self._apart)
        if not self._apart:
            reader.held.end_user()
            strays.end()
        _away_with(reader.folder)
        ran_out = reader.held.ran_out()
        self._enclosures.leave(reader.held.release())
        return ran_out

    def describe(self) -> str:
        """Say what stands between a hostile file and this machine, for ``deponent doctor``."""
        bounds = (
            "the kernel bounds memory and processes of each child's group"
            if self._enclosures.exist
            else "Deponent watches memory and processes of each child's group, as it may make no "
            "control groups here"
        )
        anew = self._server is not None and self._server.is_lost
        return f"{self._containment.describe(anew=anew)}; {bounds}"


def _away_with(folder: str) -> None:
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(place: Path) -> None:
    """Take away the folders of rooms that were killed and could not: nobody holds their lock.

    A process number says nothing where several containers share the place.
    """
    for folder in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # One that is being made is not locked yet.
                if time.time() - folder.stat().st_mtime > _STARTING_SECONDS:
                    _away_with(str(folder))
            finally:
                os.close(held)


def _wait_until_ready(child: Child) -> None:
    deadline = time.monotonic() + _STARTING_SECONDS
    if not converse(child, (), deadline, 64, until=b"\n"):
        raise ChildProcessError


_EXTENSIONS = {
    ".pdf": sniff.PDF, ".txt": sniff.PLAIN_TEXT, ".text": sniff.PLAIN_TEXT,
    ".docx": sniff.DOCX, ".docm": sniff.DOCX, ".dotx": sniff.DOCX, ".dotm": sniff.DOCX,
    ".doc": sniff.DOC, ".dot": sniff.DOC, ".odt": sniff.ODT, ".rtf": sniff.RTF,
    ".eml": sniff.EML, ".msg": sniff.MSG, ".mbox": sniff.MBOX, ".htm": sniff.HTML,
    ".html": sniff.HTML, ".zip": sniff.ZIP, ".tar": sniff.TAR, ".gz": sniff.GZIP,
    ".tgz": sniff.GZIP, ".bz2": sniff.BZIP2, ".xz": sniff.XZ, ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg", ".png": "image/png", ".tif": "image/tiff", ".tiff": "image/tiff",
}  # fmt: skip


def _compared_with_name(document: ExtractedDocument, filename: str) -> ExtractedDocument:
    suffix = Path(filename.replace("\x00", "")).suffix.casefold()
    if _EXTENSIONS.get(suffix, document.media_type) == document.media_type:
        return document
    kind = sniff.NAMES.get(document.media_type, "another kind of file")
    notice = Notice(
        code="name_differs_from_content",
        message=f"The file's name ends in {suffix}, but it is {kind} and was read as that.",
    )
    return replace(document, warnings=(notice, *document.warnings))
