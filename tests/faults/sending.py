"""A case-file system: sends every statement until it is acknowledged, and keeps a ledger."""

import hashlib
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from worker.client import Client, Refused, ServiceAway

CASE = "FAULT/2026"
_AT_ONCE = 4
_AGAIN_SECONDS = 0.1
_PATIENCE_SECONDS = 400.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One acknowledgement: of which file, as which statement, when and at which try."""

    name: str
    sha256: str
    statement_id: str
    at: float
    tries: int


def statement(rng: random.Random, number: int) -> bytes:
    """Return a short statement like no other. Everybody and everything in it is invented."""
    minute, hour = rng.randrange(60), rng.randrange(1, 12)
    colour = rng.choice(["silver", "dark blue", "white", "red"])
    coat = rng.choice(["grey hoodie", "black coat", "green fleece", "yellow jacket"])
    place = rng.choice(["Alder Walk", "Quarry Lane", "Station Parade", "Mill Row"])
    return (
        f"I live at {number + 1} {place}. On Monday 3rd March 2025 at {hour}.{minute:02}pm I saw a "
        f"man in a {coat} run from the shop. He got into a {colour} Ford Focus, registration LK18 "
        f"ABC. I rang 07700 900{rng.randrange(1000):03}. I gave PC 2417 Hughes exhibit "
        f"JS/{number + 1}, reference {rng.randrange(10**9):09}.\n"
    ).encode()


class Sender:
    """Sends files from several threads and notes each acknowledgement before anything else."""

    def __init__(self, url: str, folder: Path, files: Sequence[Path]) -> None:
        """Send ``files`` to ``url``; the ledger lies in ``folder``."""
        self._url = url
        self._ledger = folder / "ledger.jsonl"
        self.files = list(files)
        self.entries: list[Entry] = []
        self.refusals: Counter[str] = Counter()
        self._sent = 0
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="sender")
        self._waiting: list[Future[None]] = []
        self._own = threading.local()
        self._lock = threading.Lock()
        self._clients: list[Client] = []

    @property
    def unsent(self) -> int:
        """How many files nobody has begun to send."""
        return len(self.files) - self._sent

    def wave(self, count: int) -> list[Path]:
        """Begin to send the next ``count`` files, and return them without waiting."""
        files = self.files[self._sent : self._sent + count]
        self._sent += len(files)
        self._waiting += [self._pool.submit(self._send, path) for path in files]
        return files

    @property
    def is_sending(self) -> bool:
        """Whether something that was begun is not acknowledged yet."""
        return any(not future.done() for future in self._waiting)

    def join(self) -> None:
        """Wait until all that was begun is acknowledged."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            future.result(_PATIENCE_SECONDS + 60)

    def close(self) -> None:
        """End the threads and their connections."""
        self._pool.shutdown(cancel_futures=True)
        for client in self._clients:
            client.close()

    def by_sha256(self) -> dict[str, Entry]:
        """Return what was acknowledged, by the file's hash."""
        with self._lock:
            return {entry.sha256: entry for entry in self.entries}

    def _send(self, path: Path) -> None:
        patience = time.monotonic() + _PATIENCE_SECONDS
        tries = 0
        while True:
            tries += 1
            try:
                sent = self._client().submit(path, case_ref=CASE)
            except (ServiceAway, Refused) as error:
                self._refused(error)
                if time.monotonic() > patience:
                    raise
                time.sleep(_AGAIN_SECONDS)
            else:
                self._note(path, sent.statement_id, tries)
                return

    def _client(self) -> Client:
        if not hasattr(self._own, "client"):
            self._own.client = Client(self._url)
            with self._lock:
                self._clients.append(self._own.client)
        client: Client = self._own.client
        return client

    def _refused(self, error: ServiceAway | Refused) -> None:
        with self._lock:
            self.refusals[error.reason if isinstance(error, Refused) else "away"] += 1

    def _note(self, path: Path, statement_id: str, tries: int) -> None:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        entry = Entry(path.name, sha256, statement_id, time.time(), tries)
        with self._lock:
            with self._ledger.open("a") as ledger:
                ledger.write(json.dumps(asdict(entry)) + "\n")
            self.entries.append(entry)


def written(folder: Path, contents: Sequence[bytes]) -> list[Path]:
    """Write each of ``contents`` as a file to send."""
    folder.mkdir()
    paths = [folder / f"statement-{number:04}.txt" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths
