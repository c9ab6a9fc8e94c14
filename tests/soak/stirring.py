"""The load: files of every kind, hostile ones too, pages looked at, work cancelled and redone."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from tests.faults.deployment import REPOSITORY
from tests.faults.sending import statement
from tests.hostile import bombs, hostile_pdf
from worker.client import Client, Refused, ServiceAway

_FIXTURES = REPOSITORY / "fixtures"
_KINDS = ("statements/formats", "statements/other", "statements/sample", "statements/scans", "bad")
_ENDINGS = frozenset(
    {".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".html", ".eml", ".msg", ".zip", ".tar"}
    | {".gz", ".mbox", ".jpg", ".tiff"}
)
_HOSTILE_EVERY = 12
_REMEMBERED = 200
_HOSTILE_BYTES = 2_000_000
_PAGES = ("/", "/board", "/operations", "/metrics", "/api/status", "/api/statements", "/api/cases")
_OF_STATEMENT = ("/statements/{}", "/api/statements/{}", "/api/statements/{}/events")


class Stirring:
    """Keeps a deployment busy from a thread for each kind of work, until told to stop.

    ``counts`` says what was done how often. What was refused for a good reason, such as cancelling
    what has just settled, counts as such.
    """

    def __init__(
        self, url: str, folder: Path, in_hand: Callable[[], int], *, per_second: float, seed: int
    ) -> None:
        """Prepare to upload ``per_second``; nothing is sent while many are in hand."""
        self._url = url
        self._in_hand = in_hand
        self._period = 1 / per_second
        self._rng = random.Random(seed)
        self._folder = folder
        self._files = _files(folder)
        self._stop = threading.Event()
        self._sent: list[str] = []
        self._number = 0
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []
        self._threads = [
            threading.Thread(target=self._keep, args=(does, period), name=does.__name__)
            for does, period in (
                (self._upload, self._period),
                (self._look, self._period / 4),
                (self._intervene, self._period * 8),
            )
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop, and wait for what was begun."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _keep(self, does: Callable[[Client, httpx.Client], None], period: float) -> None:
        client = Client(self._url)
        browser = httpx.Client(base_url=self._url, timeout=60.0, trust_env=False)
        due = time.monotonic()
        try:
            while not self._stop.wait(max(0.0, due - time.monotonic())):
                # Never faster later on because it was slow before.
                due = max(due + period, time.monotonic())
                try:
                    does(client, browser)
                except Refused as error:
                    self.counts[f"refused: {error.reason}"] += 1
                except (ServiceAway, httpx.TransportError) as error:
                    self.counts["broken off"] += 1
                    self.broken.append(f"{does.__name__}: {type(error).__name__}")
        finally:
            client.close()
            browser.close()

    def _upload(self, client: Client, _browser: httpx.Client) -> None:
        if self._in_hand() > MOST_IN_HAND:
            self.counts["held back"] += 1
            return
        self._number += 1
        # The same file in another case is another statement, and is read and analysed anew.
        path = self._files[self._rng.randrange(len(self._files))]
        if self._number % 3 == 0:
            path = self._folder / "statement.txt"
            path.write_bytes(statement(self._rng, self._number))
        sent = client.submit(path, case_ref=f"SOAK/{self._number}")
        self._sent = [*self._sent[-_REMEMBERED:], sent.statement_id]
        self.counts["uploads"] += 1

    def _look(self, _client: Client, browser: httpx.Client) -> None:
        known = self._sent
        path = self._rng.choice([*_PAGES, *_OF_STATEMENT] if known else _PAGES)
        answer = browser.get(path.format(self._rng.choice(known) if known else ""))
        self.counts["pages"] += 1
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            self.broken.append(f"{path}: {answer.status_code}")

    def _intervene(self, client: Client, browser: httpx.Client) -> None:
        known = self._sent
        if not known:
            return
        what = self._rng.choice(("cancel", "release"))
        chosen = known[-1] if what == "cancel" else self._rng.choice(known)
        answer = browser.post(f"/api/statements/{chosen}/{what}")
        done = "done" if answer.is_success else "nothing to do"
        self.counts[f"{what}: {done}"] += 1


MOST_IN_HAND = 6
"""With more in hand nothing is sent: the load is steady, and no queue grows."""


def _files(folder: Path) -> Sequence[Path]:
    """Return the sample files of every format and the hostile ones, which are written first."""
    found = [
        path
        for kind in _KINDS
        for path in sorted((_FIXTURES / kind).rglob("*"))
        if path.is_file() and path.suffix in _ENDINGS and path.stat().st_size
    ]
    hostile = folder / "hostile"
    hostile.mkdir()
    cases = [*bombs.cases(), *hostile_pdf.cases()][::_HOSTILE_EVERY]
    for number, case in enumerate(case for case in cases if 0 < len(case.data) < _HOSTILE_BYTES):
        path = hostile / f"{number:03}-{Path(case.name).name}"
        path.write_bytes(case.data)
        found.append(path)
    return found
