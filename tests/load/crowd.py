"""The clients: each sends its share, at a steady rate or as fast as it can, into one ledger."""

import hashlib
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.sending import CASE, Entry
from tests.load.posting import Letter, NotAcknowledged, letter, post

_AGAIN_SECONDS = 0.1
_PATIENCE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent, and its hash, taken when it was made."""

    path: Path
    sha256: str

    @classmethod
    def written(cls, folder: Path, name: str, content: bytes) -> "File":
        """Write one."""
        path = folder / name
        path.write_bytes(content)
        return cls(path, hashlib.sha256(content).hexdigest())


class Ledger:
    """What was acknowledged: every entry is in the file before anything else is done."""

    def __init__(self, path: Path) -> None:
        """Keep it at ``path``."""
        self._path = path
        self._lock = threading.Lock()
        self.entries: list[Entry] = []

    def note(self, entry: Entry) -> None:
        """Add an acknowledgement."""
        with self._lock:
            with self._path.open("a") as file:
                file.write(json.dumps(asdict(entry)) + "\n")
            self.entries.append(entry)

    def copy(self) -> list[Entry]:
        """Return what is in it now."""
        with self._lock:
            return list(self.entries)


class Crowd:
    """Clients that send ``files`` to ``url``; ``times`` are their seconds until the answer.

    With ``per_second`` every client keeps to a timetable of its own, and its times count from when
    an upload was due: one that has to wait for the one before it has waited. Without, each sends
    its next file when the one before it is acknowledged. Only what was acknowledged at its first
    try has a time: the others waited for a service that had been killed.
    """

    def __init__(
        self,
        url: str,
        files: Sequence[File],
        ledger: Ledger,
        *,
        clients: int,
        per_second: float | None,
        rng: random.Random,
    ) -> None:
        """Make it ready; ``sending`` sends."""
        self._url = url
        self._ledger = ledger
        self.clients = clients
        self.uploads = len(files)
        self._shares = [files[first::clients] for first in range(clients)]
        self._period = clients / per_second if per_second else None
        self._seeds = [rng.randrange(1 << 62) for _ in range(clients)]
        self._lock = threading.Lock()
        self.times: list[float] = []
        self.acknowledged = 0
        self.refusals: Counter[str] = Counter()
        self.seconds = 0.0

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Send in threads while the block runs, and wait for the last acknowledgement after it."""
        together = threading.Barrier(self.clients)
        with ThreadPoolExecutor(self.clients, thread_name_prefix="client") as pool:
            began = time.monotonic()
            waiting = [
                pool.submit(self._client, share, random.Random(seed), together)
                for share, seed in zip(self._shares, self._seeds, strict=True)
            ]
            yield
            for future in waiting:
                future.result()
            self.seconds = time.monotonic() - began

    def _client(
        self, files: Sequence[File], rng: random.Random, together: threading.Barrier
    ) -> None:
        together.wait()
        due = time.monotonic()
        if self._period:
            due += rng.uniform(0, self._period)
        for file in files:
            ready = self._letter(file)
            if self._period is None:
                self._send(ready, None)
                continue
            time.sleep(max(0.0, due - time.monotonic()))
            self._send(ready, due)
            due += self._period * rng.uniform(0.5, 1.5)

    @staticmethod
    def _letter(file: File) -> Letter:
        return letter(
            file.path.name,
            file.sha256,
            file.path.read_bytes(),
            case_ref=CASE,
            priority="interactive",
        )

    def _send(self, ready: Letter, due: float | None) -> None:
        patience = time.monotonic() + _PATIENCE_SECONDS
        waited = max(0.0, time.monotonic() - due) if due is not None else 0.0
        tries = 0
        while True:
            tries += 1
            try:
                statement_id, took = post(self._url, ready)
            except NotAcknowledged as error:
                with self._lock:
                    self.refusals[error.reason] += 1
                if time.monotonic() > patience:
                    raise
                time.sleep(_AGAIN_SECONDS)
                continue
            self._ledger.note(Entry(ready.name, ready.sha256, statement_id, time.time(), tries))
            with self._lock:
                self.acknowledged += 1
                if tries == 1:
                    self.times.append(waited + took)
            return
